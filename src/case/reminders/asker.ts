/**
 * Who is asked now: one pure function for every question that someone has to answer. It remembers nothing; what was asked before is part
 * of each question. Instants in milliseconds since 1970, UTC.
 */
import { addTo } from "../../lists";
import { dayMs, hourMs } from "../../time";
import { againInLine, type Beginning, type RoundPace, type Slot, slotsUpTo } from "./paces";

/** Someone who is asked. */
export interface Person {
  /** Lower case. */
  readonly email: string;
}

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

/** A question that goes down a line of people. */
export interface LineQuestion<P extends Person> {
  readonly id: string;
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

export type Question<P extends Person> = RoundQuestion<P> | LineQuestion<P>;

/** A question that is asked now. */
export interface Ask<P, Q> {
  readonly question: Q;
  /** Never empty. */
  readonly to: readonly P[];
  /** Whether everyone who may know is asked. */
  readonly isRound: boolean;
}

// Rounds and turns.

function isOfRounds<P extends Person>(question: Question<P>): question is RoundQuestion<P> {
  return "holders" in question;
}

/** The slot for which someone has to be asked now; null if none. Those that were missed become one, which is a round if one of them was. */
function slotDue<P extends Person>(question: RoundQuestion<P>, now: number): Slot | null {
  const { pace, asked } = question;
  const missed = slotsUpTo(pace, question, now).filter(({ at }) => asked === null || at > asked);
  const last = missed[missed.length - 1];
  if (last !== undefined) return { at: last.at, isRound: missed.some(({ isRound }) => isRound) };
  return now >= silentUntil(question) ? { at: now, isRound: false } : null;
}

/** An acknowledgement changes the pace: no one waits more than an hour for that. */
function silentUntil<P extends Person>({ pace, asked, since }: RoundQuestion<P>): number {
  return pace.turns === null ? Number.POSITIVE_INFINITY : Math.max(asked ?? 0, since) + hourMs;
}

/** How many people have joined after so many rounds. */
function joinedAfter<P extends Person>({ first, line }: RoundQuestion<P>, rounds: number): number {
  return Math.min(Math.max(first.length + Math.max(rounds - 1, 0), 1), first.length + line.length);
}

/** Everyone who is asked about it at a round by then. */
function joinedBy<P extends Person>(question: RoundQuestion<P>, until: number): readonly P[] {
  const { pace, first, line } = question;
  const rounds = slotsUpTo(pace, question, until).filter(({ isRound }) => isRound);
  return [...first, ...line].slice(0, joinedAfter(question, rounds.length));
}

/** Whose turn it is at a slot. Who joined last has the first turn after that round. */
function turnAt<P extends Person>(question: RoundQuestion<P>, slot: Slot): readonly P[] {
  const { pace, first, line, misses } = question;
  const all = [...first, ...line];
  let turns: readonly P[] = [];
  let rounds = 0;
  for (const { isRound } of slotsUpTo(pace, question, slot.at)) {
    if (isRound) {
      rounds += 1;
      const joined = all.slice(0, joinedAfter(question, rounds));
      turns = [...joined.slice(turns.length), ...turns];
    } else {
      turns = [...turns.slice(1), ...turns.slice(0, 1)];
    }
  }
  const inOrder = [...turns].reverse();
  const person =
    inOrder.find((one) => misses(one) === null) ??
    inOrder.find((one) => misses(one) === "away") ??
    inOrder[0];
  return person === undefined ? [] : [person];
}

/**
 * Who is asked about questions of one pace. If one person is to be asked about one of them, no one is added for that if someone who may
 * know of it gets an email about another one anyway.
 */
function askInRounds<P extends Person, Q extends RoundQuestion<P>>(
  questions: readonly Q[],
  now: number,
): readonly Ask<P, Q>[] {
  const due = questions.map((question) => {
    const slot = slotDue(question, now);
    return { question, slot, joined: joinedBy(question, now) };
  });
  const people = new Map<string, P>();
  const add = (all: readonly P[]) => {
    for (const one of all) if (!people.has(one.email)) people.set(one.email, one);
    return all;
  };
  const isAsked = ({ email }: P) => people.has(email);
  const rounds = due.map(({ question: { holders }, slot, joined }) =>
    slot?.isRound === true ? add([...(holders ?? []), ...joined]) : [],
  );
  const turns = due.map(({ question, slot, joined }) => {
    const { pace, holders } = question;
    if (slot === null || slot.isRound || (pace.namesAll && joined.some(isAsked))) return [];
    return add(holders ?? turnAt(question, slot));
  });
  return due.flatMap(({ question, slot, joined }, at) => {
    const own = [...(rounds[at] ?? []), ...(turns[at] ?? [])];
    const all = question.pace.namesAll ? [...own, ...joined.filter(isAsked)] : own;
    const to = [...new Map(all.map((one) => [one.email, one])).values()];
    return to.length === 0 ? [] : [{ question, to, isRound: slot?.isRound === true }];
  });
}

/** When the question must be looked at next, if it was asked now where that was due. */
function nextSlot<P extends Person>(question: RoundQuestion<P>, now: number): number {
  const asked = slotDue(question, now) === null ? question.asked : now;
  const next = slotsUpTo(question.pace, question, now + dayMs).find(({ at }) => at > now);
  return Math.min(next?.at ?? Number.POSITIVE_INFINITY, silentUntil({ ...question, asked }));
}

// Down a line.

/** Who of the line is asked next, and when; null where no one is left. */
function nextInLine<P extends Person>(question: LineQuestion<P>) {
  const { from, wait, first, line, again, againTimes, told } = question;
  const asked = new Set([...first, ...told.map(({ email }) => email)]);
  const last = Math.max(from, ...told.map(({ at }) => at));
  const fresh = line.find(({ email }) => !asked.has(email));
  if (fresh !== undefined) return { to: fresh, at: wait(last) };
  const timesOf = (one: P) => told.filter(({ email }) => email === one.email).length;
  const [least] = again
    .filter((one) => timesOf(one) < againTimes)
    .sort((a, b) => timesOf(a) - timesOf(b));
  const pause = told.length === 0 ? 0 : againInLine.after;
  return least === undefined ? null : { to: least, at: Math.max(wait(last), last + pause) };
}

// Both.

/** Who is asked now about what; and when this must be worked out next at the latest, infinite where nothing is left to ask. */
export function whoIsAsked<P extends Person, Q extends Question<P>>(
  questions: readonly Q[],
  now: number,
): { readonly asks: readonly Ask<P, Q>[]; readonly next: number } {
  const groups = new Map<RoundPace, (Q & RoundQuestion<P>)[]>();
  const asks: Ask<P, Q>[] = [];
  let next = Number.POSITIVE_INFINITY;
  for (const question of questions) {
    if (isOfRounds<P>(question)) {
      addTo(groups, question.pace, question);
      next = Math.min(next, nextSlot(question, now));
      continue;
    }
    const found = nextInLine<P>(question);
    if (found === null) continue;
    const isDue = now >= found.at;
    if (isDue) asks.push({ question, to: [found.to], isRound: false });
    next = Math.min(next, isDue ? Math.max(question.wait(now), now) : found.at);
  }
  for (const group of groups.values())
    asks.push(...askInRounds<P, Q & RoundQuestion<P>>(group, now));
  return { asks, next };
}
