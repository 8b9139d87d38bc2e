/**
 * Who is asked now: for each question that someone has to answer, who is asked, and when to look at it again. Pure. It remembers nothing;
 * what was asked before is part of each question. All spans in milliseconds, all instants in milliseconds since 1970, UTC.
 */
import { withinDangerMinutes } from "../district/settings";
import type { Settings } from "../district-directory";
import { dayMs, hourMs, minuteMs } from "../time";

// How often people are asked (design 2.18): one table, and the times that follow from it.

/** How a question is asked: in rounds, which go to everyone who may know of it, and between the rounds in turns, which go to one person. */
interface RoundPace {
  /** How long after the pace begins each of the first rounds comes. The one at 0 is the first email. */
  readonly rounds: readonly number[];
  /** After those, a round comes each time that this much has passed since the report. */
  readonly roundEach: number;
  /** A turn comes every `each` until `until` has passed, then every `later`. Null: there are only rounds. */
  readonly turns: { readonly each: number; readonly until: number; readonly later: number } | null;
  /** Whether an email names every question that its reader was ever asked about, and not only those that are due. */
  readonly namesAll: boolean;
}

/** How each kind of question is asked that goes in rounds. The settings are in minutes. */
export function roundPaces(
  settings: Pick<Settings, "immediateDangerMinutes" | "dangerAgainMinutes">,
) {
  // The time between two emails about a danger that no one answers, in its first hours.
  const m = withinDangerMinutes(settings.immediateDangerMinutes) * minuteMs;
  return {
    /**
     * No one has acknowledged the danger, and no call is on record. Also for dangers that are sent while the register is out of reach, and
     * for reports that still wait in the Form.
     */
    danger: {
      roundEach: 4 * hourMs,
      rounds: [0, m, 2 * m, 4 * m],
      turns: { each: m, until: 4 * hourMs, later: hourMs },
      namesAll: true,
    },
    /** Someone has acknowledged it, and no call is on record. The pace begins with the acknowledgement, and that person gets every turn. */
    acknowledgedDanger: {
      roundEach: 4 * hourMs,
      rounds: [30 * minuteMs, hourMs],
      turns: { each: settings.dangerAgainMinutes * minuteMs, until: hourMs, later: hourMs },
      namesAll: false,
    },
    /** A report without danger that no one may read, or that waits in the Form; a register that is out of reach. */
    waiting: { rounds: [0], roundEach: dayMs, turns: null, namesAll: false },
  } as const satisfies Readonly<Record<string, RoundPace>>;
}

/**
 * After everyone in a line was asked: the least time until someone is asked again; and how often each reader of a sealed register is asked,
 * since no one may stand in for them.
 */
export const againInLine = { after: 4 * hourMs, readers: 3 } as const;

/** What determines the slots of a question. */
interface Beginning {
  /** When it was reported. */
  readonly since: number;
  /** When its pace began: when it was reported, or acknowledged. */
  readonly from: number;
  /** The beginning of another question whose times this one follows, so that one email can be about both. */
  readonly grid?: number;
}

/** All slots from the beginning of the pace up to `until`. */
export function slotsUpTo(
  { rounds, roundEach, turns }: RoundPace,
  { since, from, grid = from }: Beginning,
  until: number,
) {
  /** When someone is asked → whether it is everyone who has joined so far, and not one person. */
  const slots = new Map<number, boolean>();
  /** The first instant at or after `least` that is a multiple of `each` after `start`. */
  const next = (start: number, each: number, least: number) =>
    start + Math.ceil((least - start) / each) * each;
  /** The first turn at or after an instant. */
  let turnFrom = (at: number) => at;
  if (turns !== null) {
    const { each, until: early, later } = turns;
    const late = next(grid, later, from + early);
    turnFrom = (at) => {
      const soon = next(grid, each, at);
      return soon < late ? soon : next(grid, later, Math.max(at, late));
    };
    for (let at = turnFrom(from + 1); at <= until; at = turnFrom(at + 1)) slots.set(at, false);
  }
  for (const after of rounds) {
    const at = from + after;
    // A question that follows the times of another one has its round at its nearest turn, so that no one gets two emails within minutes.
    const slot = after === 0 || grid === from ? at : turnFrom(at - (turns?.each ?? 0) / 2);
    if (slot <= until) slots.set(slot, true);
  }
  const start = grid === from ? since : grid;
  for (let at = next(start, roundEach, from + 1); at <= until; at += roundEach) slots.set(at, true);
  return [...slots].map(([at, isRound]) => ({ at, isRound })).sort((a, b) => a.at - b.at);
}

/** Someone who is asked. */
export interface PersonToAsk {
  /** Lower case. */
  readonly email: string;
}

// Questions that are asked in rounds and turns.

/** A question that is asked in rounds and turns. */
export interface RoundQuestion<P extends PersonToAsk> extends Beginning {
  readonly id: string;
  /** Questions with the same pace are asked in one email. */
  readonly pace: RoundPace;
  /** Who gets the first email, each once. They may know of it. */
  readonly first: readonly P[];
  /** Who joins later, one more person at each round after the first. */
  readonly line: readonly P[];
  /** Who gets every turn; null: one person after the other gets one. */
  readonly holders: readonly P[] | null;
  /**
   * Why a person gets no turn while someone else can have it: they cannot be reached ("gone"), are away today, or it is night and they are
   * off duty. Null if they can have it.
   */
  readonly misses: (person: P) => "gone" | "away" | "off-duty" | null;
  /** When someone was last asked; null: not even the first email went out. */
  readonly asked: number | null;
}

/** The state of a question now: whether someone has to be asked, who has joined, whose turn it is, and when to look at it again. */
function standing<P extends PersonToAsk, Q extends RoundQuestion<P>>(question: Q, now: number) {
  const { pace, asked, since, first, line, holders, misses } = question;
  // An acknowledgement changes the times of the turns. Even then no more than an hour passes without an email.
  const silentUntil = (last: number | null) =>
    pace.turns === null ? Number.POSITIVE_INFINITY : Math.max(last ?? 0, since) + hourMs;
  const slots = slotsUpTo(pace, question, now + dayMs);
  const past = slots.filter(({ at }) => at <= now);
  // Slots that were missed are made up for by one email, to everyone if one of them was a round.
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
      // The person who joined last has the first turn after that round.
      turns = [...joined.slice(turns.length), ...turns];
    } else {
      turns = [...turns.slice(1), ...turns.slice(0, 1)];
    }
  }
  const inOrder = [...turns].reverse();
  const turn =
    ([null, "off-duty", "away"] as const)
      .map((why) => inOrder.find((one) => misses(one) === why))
      .find((one) => one !== undefined) ?? inOrder[0];
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
 * Who was asked in the rounds so far, and who is asked next if no one answers until then: `at` in milliseconds UTC, infinite if no one is.
 */
export function askedAndNext<P extends PersonToAsk, Q extends RoundQuestion<P>>(
  question: Q,
  now: number,
) {
  const { joined, next: at } = standing<P, Q>({ ...question, asked: now }, now);
  const then = standing<P, Q>({ ...question, asked: at - 1 }, at);
  return { joined, at, isRound: then.isRound, to: then.isRound ? then.joined : then.turn };
}

/**
 * Who is asked about questions that go in rounds. Where `namesAll` is set, a turn goes to no one extra if someone who may know of the
 * question gets an email about another question of the same pace anyway: that email names it. `to` is never empty; `isRound`: everyone who
 * may know is asked. `next`: when this must be worked out next at the latest; infinite if nothing is left to ask.
 */
export function askInRounds<P extends PersonToAsk, Q extends RoundQuestion<P>>(
  questions: readonly Q[],
  now: number,
) {
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

// Questions that go down a line of people.

/** A question that goes down a line, from one person to the next. */
export interface LineQuestion<P extends PersonToAsk> {
  /** When the first wait begins. */
  readonly from: number;
  /** When a wait ends that begins at an instant. */
  readonly wait: (from: number) => number;
  /** Addresses that got the first email. */
  readonly first: readonly string[];
  /** Who is asked, one after the other. */
  readonly line: readonly P[];
  /** Who is asked again once everyone in the line was, and how often each. */
  readonly again: readonly P[];
  readonly againTimes: number;
  /** Who was asked since it was reported, and when. */
  readonly told: readonly (PersonToAsk & { readonly at: number })[];
}

/** Who is asked about questions that go from one person to the next. `next`: as above. */
export function askInLine<P extends PersonToAsk, Q extends LineQuestion<P>>(
  questions: readonly Q[],
  now: number,
) {
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
