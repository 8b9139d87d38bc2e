/**
 * When people are asked about a danger that nobody has answered, and who is asked at which time (design 2.18). Pure. Used for dangers of a
 * case, and for dangers that are no case yet.
 */
import { hourMs, minuteMs } from "../../time";

/** What fixes all times at which people are asked about one danger. */
export interface DangerPace {
  /** When the danger was reported; milliseconds since 1970, UTC. This is the first slot: then everybody who may know has the first mail. */
  readonly since: number;
  /** The setting `immediateDangerMinutes`; below 5 it counts as 5, above 60 as 60. */
  readonly minutes: number;
  /**
   * When the oldest unanswered danger was reported. After its own first four hours every danger is asked about at the hours of the oldest
   * one, so that one mail can be about all of them. Left out: at its own hours.
   */
  readonly oldest?: number;
}

/** One time at which somebody is asked. */
export interface DangerSlot {
  /** Milliseconds since 1970, UTC; no two slots of a danger have the same. */
  readonly at: number;
  /** True: everybody who has joined is asked. False: one of them alone, in turn. */
  readonly isRound: boolean;
}

/** Milliseconds. In the first four hours people are asked every few minutes, after that hourly; and every four hours everybody is asked. */
const roundEvery = 4 * hourMs;
/** In the first four hours, the slots that are rounds, counted in waits of `dangerWait`. */
const earlyRounds: readonly number[] = [0, 1, 2, 4];

/** The time between two slots of the first four hours, in milliseconds: `immediateDangerMinutes`, from 5 to 60 minutes. */
export function dangerWait(minutes: number): number {
  return Math.min(Math.max(minutes, 5), 60) * minuteMs;
}

/** All slots that have fallen due by `until` (milliseconds UTC), the first mail included. */
export function dangerSlots(pace: DangerPace, until: number): readonly DangerSlot[] {
  const { since, minutes } = pace;
  const wait = dangerWait(minutes);
  const late = since + roundEvery;
  const slots: DangerSlot[] = [];
  const add = (slot: DangerSlot) => {
    if (slot.at <= until) slots.push(slot);
  };
  for (let waits = 0; waits * wait < roundEvery; waits++) {
    add({ at: since + waits * wait, isRound: earlyRounds.includes(waits) });
  }
  add({ at: late, isRound: true });
  const { oldest = since } = pace;
  const first = Math.floor((late - oldest) / hourMs) + 1;
  for (let hours = first; oldest + hours * hourMs <= until; hours++) {
    add({ at: oldest + hours * hourMs, isRound: (hours * hourMs) % roundEvery === 0 });
  }
  return slots;
}

/**
 * The slot for which somebody has to be asked now; null if none. If the clock missed several, they become one: at the time of the last,
 * and a round if one of them was.
 * `asked`: the slot at which somebody was last asked, or `since` for the first mail; null if not even that went out. `now`: milliseconds
 * UTC.
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

/** How many people of the line have joined by the last slot: one at each round after the first. */
function joinedBy(slots: readonly DangerSlot[]): number {
  return Math.max(slots.filter(({ isRound }) => isRound).length - 1, 0);
}

/**
 * Who is asked at a slot. `first`: who has the first mail, each once. `line`: who joins later, one at each round after the first. After a
 * round the person who joined last is the first to be asked alone. Empty only if both lists are.
 */
export function askedAtSlot<T>(
  pace: DangerPace,
  slot: DangerSlot,
  first: readonly T[],
  line: readonly T[],
): readonly T[] {
  const all = [...first, ...line];
  const slots = dangerSlots(pace, slot.at);
  // Also if the clock missed the round and it is made up for at this slot.
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
