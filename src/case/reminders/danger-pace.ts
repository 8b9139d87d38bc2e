/** When somebody is asked about a danger that nobody has answered, and who (design 2.18). Pure: whatever the danger is, a case or none. */
import { hourMs, minuteMs } from "../../time";

/** How a danger is asked about: of one danger all of it is fixed by these. */
export interface DangerPace {
  /** When it was reported; milliseconds since 1970, UTC. The first slot: everybody who may know has a first mail then. */
  readonly since: number;
  /** `immediateDangerMinutes` as the district has it; below 5 it counts as 5, above 60 as 60. */
  readonly minutes: number;
  /**
   * When the oldest danger that is unanswered was reported: past its own first four hours each goes by the hours of the oldest, so that all
   * are asked about at once. Left out: by its own.
   */
  readonly oldest?: number;
}

/** One instant at which somebody is asked. */
export interface DangerSlot {
  /** Milliseconds since 1970, UTC; no two slots of a danger have the same. */
  readonly at: number;
  /** Everybody who may know is asked; else one of them, in turn. */
  readonly isRound: boolean;
}

/** So long one after the other is asked each few minutes, from then on hourly, and everybody again each time that it has passed. */
const roundEvery = 4 * hourMs;
/** Rounds of the first hours, in waits of `dangerWait`. */
const earlyRounds: readonly number[] = [0, 1, 2, 4];

/** The wait of the first hours in milliseconds: `immediateDangerMinutes`, from 5 to 60 minutes. */
export function dangerWait(minutes: number): number {
  return Math.min(Math.max(minutes, 5), 60) * minuteMs;
}

/** All slots that fell due by an instant, from the first mail on. */
export function dangerSlots(pace: DangerPace, until: number): readonly DangerSlot[] {
  const { since, minutes } = pace;
  const wait = dangerWait(minutes);
  const late = since + roundEvery;
  const slots: DangerSlot[] = [];
  const add = (at: number, isRound: boolean) => {
    if (at <= until) slots.push({ at, isRound });
  };
  for (let waits = 0; waits * wait < roundEvery; waits++) {
    add(since + waits * wait, earlyRounds.includes(waits));
  }
  add(late, true);
  const { oldest = since } = pace;
  const first = Math.floor((late - oldest) / hourMs) + 1;
  for (let hours = first; oldest + hours * hourMs <= until; hours++) {
    add(oldest + hours * hourMs, (hours * hourMs) % roundEvery === 0);
  }
  return slots;
}

/**
 * What is to be asked by now and was not; null: nothing. Slots that the clock missed are one, at the instant of the last, and a round if one
 * of them was. `asked`: the slot at which somebody was last asked, or the first mail went out (`since`); null where not even that.
 */
export function dangerSlotDue(
  pace: DangerPace,
  asked: number | null,
  now: number,
): DangerSlot | null {
  const missed = dangerSlots(pace, now).filter(({ at }) => asked === null || at > asked);
  const last = missed[missed.length - 1];
  if (last === undefined) return null;
  return { at: last.at, isRound: missed.some(({ isRound }) => isRound) };
}

/** How many of the line have joined by a slot, itself included: one at each round after the first. */
function joinedBy(slots: readonly DangerSlot[]): number {
  return Math.max(slots.filter(({ isRound }) => isRound).length - 1, 0);
}

/**
 * Who is asked at a slot. `first`: who has the first mail, in order, each once. `line`: who joins, in order, one at each round after the
 * first. Whoever joined last is the next to be asked alone. Empty only where both lists are.
 */
export function askedAtSlot<T>(
  pace: DangerPace,
  slot: DangerSlot,
  first: readonly T[],
  line: readonly T[],
): readonly T[] {
  const all = [...first, ...line];
  const slots = dangerSlots(pace, slot.at);
  // A round that the clock missed is made up for now, and nobody is asked alone instead.
  if (slot.isRound) return all.slice(0, Math.max(first.length + joinedBy(slots), 1));
  let turns: readonly number[] = [];
  let known = 0;
  let rounds = 0;
  for (const { isRound } of slots) {
    if (isRound) {
      const joined = Math.min(Math.max(first.length + rounds, 1), all.length);
      const fresh = Array.from({ length: joined - known }, (_, more) => known + more);
      turns = [...fresh, ...turns];
      known = joined;
      rounds += 1;
    } else {
      turns = [...turns.slice(1), ...turns.slice(0, 1)];
    }
  }
  // The last turn is this slot's.
  return all.filter((_, at) => at === turns[turns.length - 1]);
}
