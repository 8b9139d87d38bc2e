/**
 * Who is asked now: for each question that someone has to answer, who is asked and when it must be looked at next. Pure. It remembers
 * nothing; what was asked before is part of each question. All spans in milliseconds, all instants in milliseconds since 1970, UTC.
 */
import type { Settings } from "../../district/district";
import { dayMs, hourMs, minuteMs } from "../../time";

// How often who is asked about what (design 2.18): one table, and the times that follow from it.

/** Everyone who may know is asked in rounds, and between them one person. */
interface RoundPace {
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
interface Slot {
  /** No two slots of a question have the same. */
  readonly at: number;
  /** True: everyone who has joined is asked. False: one person. */
  readonly isRound: boolean;
}

/** What fixes the slots of a question. */
interface Beginning {
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

/** Someone who is asked. */
export interface Person {
  /** Lower case. */
  readonly email: string;
}

/** What falls due. */
interface Asks<Ask> {
  readonly asks: readonly Ask[];
  /** When this must be worked out next at the latest, infinite where nothing is left to ask. */
  readonly next: number;
}

// Rounds and turns.

/** A question that goes by rounds. */
export interface RoundQuestion<P extends Person> extends Beginning {
  readonly id: string;
  /** Questions with the same pace are asked in one email. */
  readonly pace: RoundPace;
  /** Who has the first email, each once; they may know of it. */
  readonly first: readonly P[];
  /** Who joins later, one at each round after the first. */
  readonly line: readonly P[];
  /** Who has every turn; null: one after the other has one. */
  readonly holders: readonly P[] | null;
  /** Why a person has no turn while someone else can have it: they cannot be reached, or are away today; null where nothing is in the way. */
  readonly misses: (person: P) => "gone" | "away" | null;
  /** When someone was last asked; null: not even the first email went out. */
  readonly asked: number | null;
}

/** A question that is asked now. */
export interface RoundAsk<P, Q> {
  readonly question: Q;
  /** Never empty. */
  readonly to: readonly P[];
  /** Whether everyone who may know is asked. */
  readonly isRound: boolean;
}

/** Where a question stands: whether someone has to be asked now, who has joined, whose turn it is, and when it is looked at next. */
function standing<P extends Person, Q extends RoundQuestion<P>>(question: Q, now: number) {
  const { pace, asked, since, first, line, holders, misses } = question;
  // An acknowledgement changes the pace: no one waits more than an hour for that.
  const silentUntil = (last: number | null) =>
    pace.turns === null ? Number.POSITIVE_INFINITY : Math.max(last ?? 0, since) + hourMs;
  const slots = slotsUpTo(pace, question, now + dayMs);
  const past = slots.filter(({ at }) => at <= now);
  // Those that were missed become one, which is a round if one of them was.
  const missed = past.filter(({ at }) => asked === null || at > asked);
  const isDue = missed.length > 0 || now >= silentUntil(asked);
  const all = [...first, ...line];
  let joined = all.slice(0, Math.max(first.length, 1));
  let turns: readonly P[] = [];
  let rounds = 0;
  for (const { isRound } of past) {
    if (isRound) {
      rounds += 1;
      joined = all.slice(0, Math.max(first.length + rounds - 1, 1));
      // Who joined last has the first turn after that round.
      turns = [...joined.slice(turns.length), ...turns];
    } else {
      turns = [...turns.slice(1), ...turns.slice(0, 1)];
    }
  }
  const inOrder = [...turns].reverse();
  const turn =
    inOrder.find((one) => misses(one) === null) ??
    inOrder.find((one) => misses(one) === "away") ??
    inOrder[0];
  return {
    question,
    isDue,
    isRound: missed.some(({ isRound }) => isRound),
    joined,
    turn: holders ?? (turn === undefined ? [] : [turn]),
    next: Math.min(
      slots[past.length]?.at ?? Number.POSITIVE_INFINITY,
      silentUntil(isDue ? now : asked),
    ),
  };
}

/**
 * Who is asked about questions that go by rounds. If one person is to be asked about one of a pace, no one is added for that if someone who
 * may know of it gets an email about another one anyway.
 */
export function askInRounds<P extends Person, Q extends RoundQuestion<P>>(
  questions: readonly Q[],
  now: number,
): Asks<RoundAsk<P, Q>> {
  const all = questions.map((question) => standing<P, Q>(question, now));
  const asks = [...new Set(questions.map(({ pace }) => pace))].flatMap((pace) => {
    const due = all.filter(({ question }) => question.pace === pace);
    const people = new Set<string>();
    const add = (some: readonly P[]) => {
      for (const { email } of some) people.add(email);
      return some;
    };
    const isAsked = ({ email }: P) => people.has(email);
    const rounds = due.map(({ isRound, question: { holders }, joined }) =>
      isRound ? add([...(holders ?? []), ...joined]) : [],
    );
    const turns = due.map(({ isDue, isRound, joined, turn }) =>
      !isDue || isRound || (pace.namesAll && joined.some(isAsked)) ? [] : add(turn),
    );
    return due.flatMap(({ question, isRound, joined }, at) => {
      const own = [...(rounds[at] ?? []), ...(turns[at] ?? [])];
      const named = pace.namesAll ? [...own, ...joined.filter(isAsked)] : own;
      const to = [...new Map(named.map((one) => [one.email, one])).values()];
      return to.length === 0 ? [] : [{ question, to, isRound }];
    });
  });
  return { asks, next: Math.min(...all.map(({ next }) => next)) };
}

// Down a line.

/** A question that goes down a line of people. */
export interface LineQuestion<P extends Person> {
  /** When the first wait begins. */
  readonly from: number;
  /** The end of a wait that begins at an instant. */
  readonly wait: (from: number) => number;
  /** Addresses that had the first email. */
  readonly first: readonly string[];
  /** Who is asked, one after the other. */
  readonly line: readonly P[];
  /** Who is asked again once all of the line were, and how often each. */
  readonly again: readonly P[];
  readonly againTimes: number;
  /** Who was asked since it was reported, and when. */
  readonly told: readonly (Person & { readonly at: number })[];
}

/** Who is asked about questions that go from one person to the next. */
export function askInLine<P extends Person, Q extends LineQuestion<P>>(
  questions: readonly Q[],
  now: number,
): Asks<{ readonly question: Q; readonly to: P }> {
  const all = questions.flatMap((question) => {
    const { from, wait, first, line, again, againTimes, told } = question;
    const asked = new Set([...first, ...told.map(({ email }) => email)]);
    const last = Math.max(from, ...told.map(({ at }) => at));
    const timesOf = (one: P) => told.filter(({ email }) => email === one.email).length;
    const [least] = again
      .filter((one) => timesOf(one) < againTimes)
      .sort((a, b) => timesOf(a) - timesOf(b));
    const fresh = line.find(({ email }) => !asked.has(email));
    const to = fresh ?? least;
    if (to === undefined) return [];
    const pause = fresh === undefined && told.length > 0 ? againInLine.after : 0;
    const at = Math.max(wait(last), last + pause);
    return [{ question, to, at, next: at > now ? at : Math.max(wait(now), now) }];
  });
  return { asks: all.filter(({ at }) => at <= now), next: Math.min(...all.map((one) => one.next)) };
}
