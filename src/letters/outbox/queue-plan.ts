/**
 * Decides what of the Outbox goes out now. Messages may wait to go out together in one mail, or because the rest of the day's quota is
 * kept for danger. Pure (design 2.18).
 */
import { detailOf, kindOf, message as messageOf } from "../../case/messages/message";
import { addTo } from "../../lists";
import type { QueuedMessage } from "../../register/change";
import { hourMs, minuteMs } from "../../time";
import { traitsOf } from "../kinds/all-kinds";
import type { Traits } from "../kinds/kind";
import {
  casesNamed,
  causeOf,
  inOrderOfUrgency,
  isCopy,
  isFirst,
  type Queued,
  type Quota,
  quotaGate,
  type Sort,
  sortOf,
} from "./message-urgency";

/** Whether it tells a reporter of their own duty. */
export function isToldOfDuty(message: QueuedMessage): boolean {
  const { to, tells } = traitsOf(message);
  return to === "reporter" && tells === "first";
}

// If a person gets too many first mails or reminders in an hour, the next ones are gathered into one mail about several cases.

/** So many mails of a sort in an hour one person gets one by one. Further ones are gathered. */
export const eachAlone = 10;
/** The least time between two gathered mails to one person, in milliseconds. */
const gatheredEach = { danger: 5 * minuteMs, other: 15 * minuteMs } as const;
/** A clock run may come up to a minute earlier than planned: milliseconds. */
const early = minuteMs;
/** The most cases in one gathered mail: Gmail cuts a mail off after about 100 KB. */
const casesAtOnce = 60;

const gatheredKinds = {
  first: "cases-gathered",
  danger: "dangers-gathered",
  duty: "reminders-gathered",
} as const;
type Gathered = keyof typeof gatheredKinds;

/** As what the message may be gathered: a first mail, one about danger, or a reminder. Null if it always goes out alone. */
function gathersAs(message: QueuedMessage, sort: Sort): Gathered | null {
  const isOfCase = message.case !== null && !isCopy(message);
  if (!isOfCase || sort === "other" || traitsOf(message).to === "reporter") return null;
  return sort === "duty" || isFirst(message) ? sort : null;
}

/** A row of the Outbox whose message was sent, or was queued and may be sent by another run. */
export interface Settled {
  readonly message: QueuedMessage;
  /** Milliseconds since 1970, UTC. */
  readonly sentAt: number | null;
  readonly queuedAt: number | null;
}

/** Counts the mails that may be gathered, by recipient, within the last hour. */
export interface MailCount {
  /** Counts a message that goes out now. */
  add(message: QueuedMessage, sort: Sort): void;
  /** Whether the recipient has had ten mails of this sort within the hour, so that this one is gathered. */
  isOver(message: QueuedMessage, sort: Sort): boolean;
}

/** Who a recipient of the Outbox is: a text that is the same for two recipients that are one person. */
export type PersonOf = (to: string) => string;

const asWritten: PersonOf = (to) => to;

/**
 * The counters that a message adds to; the first one decides. A mail about danger counts as a first mail too; other first mails do not use
 * up the ten of danger. Reminders, and mails to a reporter, are counted apart.
 */
function countedAs(message: QueuedMessage, sort: Sort, person: string): readonly string[] {
  if (traitsOf(message).to === "reporter") return [`reporter ${person}`];
  return sort === "danger" ? [`danger ${person}`, `first ${person}`] : [`${sort} ${person}`];
}

/**
 * How many mails that may be gathered each person had within the last hour. Those about danger are counted apart as well. `now`:
 * milliseconds UTC.
 */
export function countMails(
  settled: readonly Settled[],
  now: number,
  inDanger: ReadonlySet<string>,
  personOf: PersonOf = asWritten,
): MailCount {
  const counts = new Map<string, number>();
  const isCounted = (message: QueuedMessage, sort: Sort) =>
    gathersAs(message, sort) !== null || isToldOfDuty(message);
  const add = (message: QueuedMessage, sort: Sort) => {
    if (!isCounted(message, sort)) return;
    for (const name of countedAs(message, sort, personOf(message.to))) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  };
  for (const { message, sentAt } of settled) {
    if (sentAt !== null && sentAt > now - hourMs) add(message, sortOf(message, inDanger));
  }
  return {
    add,
    isOver(message, sort) {
      const [name = ""] = countedAs(message, sort, personOf(message.to));
      return isCounted(message, sort) && (counts.get(name) ?? 0) >= eachAlone;
    },
  };
}

// Outside danger no person is reminded of the same thing twice within four hours, also if mail was sent late.

/** Milliseconds. */
const sameWordsAfter = 4 * hourMs;

/**
 * What a reminder outside danger reminds of, each "kind reference level": after a rise it is another matter. Several if it is a gathered
 * one. Empty for other kinds.
 */
function remindersIn(message: QueuedMessage): readonly string[] {
  const { case: own } = message;
  const kind = kindOf(message);
  if (kind === gatheredKinds.duty) return detailOf(kind, message).reminders;
  if (kind !== "case-escalated" && kind !== "call-overdue") return [];
  return own === null ? [] : [`${kind} ${own} ${detailOf(kind, message).level}`];
}

/**
 * Returns a function that says whether the person was reminded of the same within the last four hours, so that the message waits. Danger
 * never waits. `now`: milliseconds UTC.
 */
export function remindedLately(
  settled: readonly Settled[],
  now: number,
): (message: QueuedMessage, sort: Sort) => boolean {
  const said = new Set(
    settled.flatMap(({ message, sentAt }) =>
      sentAt !== null && now - sentAt < sameWordsAfter - early
        ? remindersIn(message).map((one) => `${one} ${message.to}`)
        : [],
    ),
  );
  return (message, sort) => {
    const own = sort === "duty" && message.case !== null ? remindersIn(message) : [];
    return own.length > 0 && own.every((one) => said.has(`${one} ${message.to}`));
  };
}

// The queue as a whole.

/**
 * For a message that says the same as a later one of its kind (digests, reminders): the name of what it repeats. The later one makes the
 * earlier one needless. Null for a message that is said once.
 */
function repeats(message: QueuedMessage): Traits["again"] | null {
  return isCopy(message) ? null : (traitsOf(message).again ?? null);
}

/**
 * Ids of messages that need not be sent: reminders and digests whose cases all stand in a later one for the same person, or in first mails
 * or gathered reminders to that person that are still waiting.
 */
function overtaken(pending: readonly Queued[], inDanger: ReadonlySet<string>): ReadonlySet<string> {
  const namedIn = (messages: readonly Queued[]) =>
    new Set(messages.flatMap((one) => casesNamed(one).map((own) => `${own} ${one.to}`)));
  const firsts = namedIn(pending.filter(isFirst));
  const gathered = namedIn(pending.filter(({ kind }) => kind === gatheredKinds.duty));
  const said = new Set<string>();
  const found = new Set<string>();
  for (const message of [...pending].reverse()) {
    const what = repeats(message);
    if (what === null) continue;
    const cases = casesNamed(message);
    const names = what === "digest" ? [""] : cases;
    const isSaid = names.every((one) => said.has(`${what} ${one} ${message.to}`));
    const isIn = (waiting: ReadonlySet<string>) =>
      cases.length > 0 && cases.every((one) => waiting.has(`${one} ${message.to}`));
    const isGathered = sortOf(message, inDanger) === "duty" && isIn(gathered);
    if ((names.length > 0 && isSaid) || isIn(firsts) || isGathered) found.add(message.id);
    for (const one of names) said.add(`${what} ${one} ${message.to}`);
  }
  return found;
}

export interface QueuePlan<M> {
  /** To be sent now, in this order. */
  readonly send: readonly M[];
  /** New messages that each take the place of several first mails or reminders (`instead`: their ids). */
  readonly gather: readonly (QueuedMessage & { readonly instead: readonly string[] })[];
  /** Ids of messages that need not be sent, and why. */
  readonly drop: ReadonlyMap<string, "overtaken" | "gathered">;
  /** Messages to a reporter whose words another message in `send` has for the same reporter. */
  readonly said: readonly M[];
  /** How many messages wait only because what is left of the quota is kept for more urgent ones, by sort. */
  readonly kept: Readonly<Record<Sort, number>>;
  /** Half of the reserve is used up: only mail about danger goes out, and other urgent mail waits. The lead is told. */
  readonly isLastHalf: boolean;
}

/** The causes (with their sort) of messages that were sent within the last hour, as `quotaGate` takes them. */
export function causesTold(
  settled: readonly Settled[],
  inDanger: ReadonlySet<string>,
): readonly string[] {
  return settled.flatMap(({ message, sentAt }) =>
    sentAt === null ? [] : [`${causeOf(message)} ${sortOf(message, inDanger)}`],
  );
}

/** What waits to be gathered: the messages of one person that go into one mail. */
type Held<M> = ReadonlyMap<string, readonly M[]>;

/**
 * The plan for this run. `pending`: messages that wait. `settled`: those sent or queued within the last four hours. `now`: milliseconds UTC.
 * `inDanger`: references of cases in danger. `atMost`: how many messages a run sends one by one. `personOf`: left out where no two
 * recipients are one person.
 */
export function planQueue<M extends Queued>(
  pending: readonly M[],
  settled: readonly Settled[],
  now: number,
  quota: Quota,
  inDanger: ReadonlySet<string>,
  atMost: number,
  personOf: PersonOf = asWritten,
): QueuePlan<M> {
  const drop = new Map<string, "overtaken" | "gathered">();
  for (const id of overtaken(pending, inDanger)) drop.set(id, "overtaken");
  const told = settled.flatMap(({ message, sentAt }) =>
    sentAt === null ? [] : [causeOf(message)],
  );
  const ordered = inOrderOfUrgency(
    pending.filter(({ id }) => !drop.has(id)),
    inDanger,
    told,
  );
  const isAllowed = quotaGate(quota, causesTold(settled, inDanger));
  const count = countMails(settled, now, inDanger, personOf);
  const held = new Map<string, M[]>();
  const chosen: M[] = [];
  const kept: Record<Sort, number> = { danger: 0, first: 0, duty: 0, other: 0 };
  const isReminded = remindedLately(settled, now);
  for (const message of ordered) {
    const sort = sortOf(message, inDanger);
    if (isReminded(message, sort)) continue;
    if (count.isOver(message, sort)) {
      const as = gathersAs(message, sort);
      const kind = as === null ? message.kind : gatheredKinds[as];
      addTo(held, `${kind} ${personOf(message.to)}`, message);
    } else if (chosen.length < atMost) {
      if (isAllowed(message, sort)) {
        chosen.push(message);
        count.add(message, sort);
      } else kept[sort] += 1;
    }
  }
  const isTime = gatheredLongAgo(pending, settled, now, personOf);
  const together = gatheredOf(held, isTime, now, (first, waiting) => {
    const sort = sortOf(first, inDanger);
    const isOut = isAllowed(first, sort);
    if (!isOut) kept[sort] += waiting;
    return isOut ? gathersAs(first, sort) : "kept";
  });
  for (const { instead } of together.gather) for (const id of instead) drop.set(id, "gathered");
  return {
    send: inOrderOfUrgency([...chosen, ...together.send], inDanger, told),
    gather: together.gather,
    drop,
    said: together.said,
    kept,
    isLastHalf: quota.remaining <= quota.reserve / 2 && kept.first + kept.duty > 0,
  };
}

/**
 * The mails that take the place of those that are held. `goesAs`: as what the first of so many may be gathered now, null if they all say
 * the same, "kept" if the quota is kept for others. `now`: milliseconds UTC.
 */
function gatheredOf<M extends Queued>(
  held: Held<M>,
  isTime: (name: string, first: M) => boolean,
  now: number,
  goesAs: (first: M, waiting: number) => Gathered | null | "kept",
): Pick<QueuePlan<M>, "send" | "gather" | "said"> {
  const gather: (QueuedMessage & { readonly instead: readonly string[] })[] = [];
  const send: M[] = [];
  const said: M[] = [];
  for (const [name, group] of held) {
    const [first] = group;
    if (first === undefined || !isTime(name, first)) continue;
    const as = goesAs(first, group.length);
    if (as === "kept") continue;
    const part = group.slice(0, casesAtOnce);
    if (as === null || part.length === 1) {
      // Mails to a reporter about the duty say the same each time: one is enough, and the earliest has the earliest deadline.
      send.push(first);
      if (as === null) said.push(...group.slice(1));
      continue;
    }
    gather.push({ ...gatheredMail(as, part, first.to, now), instead: part.map(({ id }) => id) });
  }
  return { send, gather, said };
}

/** The mail to a person that takes the place of these messages. `now`: milliseconds UTC. */
function gatheredMail(
  as: Gathered,
  part: readonly QueuedMessage[],
  to: string,
  now: number,
): QueuedMessage {
  const cases = casesOf(part);
  const row = { id: `${gatheredKinds[as]} ${now.toString(36)} ${to}`, to, case: null };
  return as === "duty"
    ? messageOf(gatheredKinds[as], { cases, reminders: part.flatMap(remindersIn) }, row)
    : messageOf(gatheredKinds[as], { cases }, row);
}

/** The cases of these messages, each once. */
function casesOf(messages: readonly QueuedMessage[]): readonly string[] {
  return [...new Set(messages.flatMap(({ case: own }) => own ?? []))];
}

/**
 * Returns a function that says whether the last gathered mail of this name to this person went out long enough ago for the next. `now`:
 * milliseconds UTC.
 */
function gatheredLongAgo(
  pending: readonly Queued[],
  settled: readonly Settled[],
  now: number,
  personOf: PersonOf,
): (name: string, first: QueuedMessage) => boolean {
  return (name, first) => {
    const [kind = ""] = name.split(" ");
    const person = personOf(first.to);
    const isSame = (one: QueuedMessage) => one.kind === kind && personOf(one.to) === person;
    if (kind !== first.kind && pending.some(isSame)) return false;
    const every = kind === gatheredKinds.danger ? gatheredEach.danger : gatheredEach.other;
    const last = settled.reduce(
      (latest, { message, queuedAt, sentAt }) =>
        isSame(message) ? Math.max(latest, sentAt ?? queuedAt ?? 0) : latest,
      0,
    );
    return now - last >= every - early;
  };
}
