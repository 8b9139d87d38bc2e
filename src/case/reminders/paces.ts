/**
 * How often who is asked about what (design 2.18): one table, and the times that follow from it. Pure. All spans in milliseconds, all
 * instants in milliseconds since 1970, UTC.
 */
import type { Settings } from "../../district/district";
import { dayMs, hourMs, minuteMs } from "../../time";

/** Everyone who may know is asked in rounds, and between them one person. */
export interface RoundPace {
  /** So long after it begins there is a round. The one at 0 is the first email. */
  readonly rounds: readonly number[];
  /** And each time that so much has passed since the report. */
  readonly roundEach: number;
  /** One person at a time: each `each` until `until` has passed, then each `later`. Null: only rounds. */
  readonly turns: { readonly each: number; readonly until: number; readonly later: number } | null;
  /** Whether one email names all questions that its reader was ever asked about, and not only those that are due. */
  readonly namesAll: boolean;
}

/** Questions that are asked in rounds. */
export function roundPaces(
  settings: Pick<Settings, "immediateDangerMinutes" | "dangerAgainMinutes">,
) {
  // The time between two emails about a danger that no one answers, in its first hours.
  const m = Math.min(Math.max(settings.immediateDangerMinutes, 5), 60) * minuteMs;
  const again = settings.dangerAgainMinutes * minuteMs;
  return {
    /** No one has acknowledged it, and no call is on record. In the register, past it, or in a report that waits in the Form. */
    danger: {
      roundEach: 4 * hourMs,
      rounds: [0, m, 2 * m, 4 * m],
      turns: { each: m, until: 4 * hourMs, later: hourMs },
      namesAll: true,
    },
    /** Someone has acknowledged it, and no call is on record. It begins with the acknowledgement, and that person has every turn. */
    acknowledgedDanger: {
      roundEach: 4 * hourMs,
      rounds: [30 * minuteMs, hourMs],
      turns: { each: again, until: hourMs, later: hourMs },
      namesAll: false,
    },
    /** A report without danger that no one may read, or that waits in the Form; a register that is out of reach. */
    waiting: { rounds: [0], roundEach: dayMs, turns: null, namesAll: false },
  } as const satisfies Readonly<Record<string, RoundPace>>;
}

/**
 * Once all of a line were asked: the least time until someone is asked again; and how often the readers of a sealed register are, since
 * no one may stand in for them.
 */
export const againInLine = { after: 4 * hourMs, readers: 3 } as const;

/** A time at which someone is asked. */
export interface Slot {
  /** No two slots of a question have the same. */
  readonly at: number;
  /** True: everyone who has joined is asked. False: one person. */
  readonly isRound: boolean;
}

/** What fixes the slots of a question. */
export interface Beginning {
  /** When it was reported. */
  readonly since: number;
  /** When its pace began: when it was reported, or acknowledged. */
  readonly from: number;
  /** Another question's beginning by whose times this one goes, so that one email can be about both. */
  readonly grid?: number;
}

/** All slots up to `until`, from the beginning of the pace on. */
export function slotsUpTo(
  { rounds, roundEach, turns }: RoundPace,
  { since, from, grid = from }: Beginning,
  until: number,
): readonly Slot[] {
  const slots = new Map<number, boolean>();
  const add = ({ at, isRound }: Slot) => {
    if (at <= until) slots.set(at, isRound || slots.get(at) === true);
  };
  /** The first instant from `least` on that lies whole times `each` after `start`. */
  const next = (start: number, each: number, least: number) =>
    start + Math.ceil((least - start) / each) * each;
  /** The first turn from an instant on. */
  let turnFrom = (at: number) => at;
  if (turns !== null) {
    const { each, until: early, later } = turns;
    const late = next(grid, later, from + early);
    turnFrom = (at) => {
      const soon = next(grid, each, at);
      return soon < late ? soon : next(grid, later, Math.max(at, late));
    };
    for (let at = turnFrom(from + 1); at <= until; at = turnFrom(at + 1)) {
      add({ at, isRound: false });
    }
  }
  for (const after of rounds) {
    const at = from + after;
    // By the times of another question a round comes at its next turn, so that no one gets two emails within minutes.
    add({ at: after === 0 || grid === from ? at : turnFrom(at), isRound: true });
  }
  const start = grid === from ? since : grid;
  for (let at = next(start, roundEach, from + 1); at <= until; at += roundEach) {
    add({ at, isRound: true });
  }
  return [...slots].map(([at, isRound]) => ({ at, isRound })).sort((a, b) => a.at - b.at);
}
