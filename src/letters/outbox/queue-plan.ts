/**
 * Decides what of the Outbox goes out now. Messages may wait to go out together in one mail, or because the rest of the day's quota is
 * kept for danger. Pure (design 2.18).
 */
import { addTo } from "../../lists";
import type { Traits } from "../../messages/entry";
import { traitsOf } from "../../messages/messages";
import type { QueuedMessage } from "../../register/change";
import { hourMs } from "../../time";
import {
  asWritten,
  eachAlone,
  type GatheredMail,
  gatheredAs,
  gatheredLongAgo,
  gatherMails,
  gathersAs,
  type PersonOf,
  type Settled,
  waitingName,
} from "./gathered-mails";
import {
  type CaseMarks,
  casesNamed,
  causeOf,
  inOrderOfUrgency,
  isFirstMail,
  isToldOfDuty,
  type Queued,
  type Quota,
  quotaGate,
  type Sort,
  sortOf,
} from "./message-urgency";

/** Counts the mails that may be gathered, by recipient, within the last hour. */
export interface MailCount {
  /** Counts a message that goes out now. */
  add(message: QueuedMessage, sort: Sort): void;
  /** Whether the recipient has had ten mails of this sort within the hour, so that this one is gathered. */
  isOver(message: QueuedMessage, sort: Sort): boolean;
}

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
  marks: CaseMarks,
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
    if (sentAt !== null && sentAt > now - hourMs) add(message, sortOf(message, marks));
  }
  return {
    add,
    isOver(message, sort) {
      const [name = ""] = countedAs(message, sort, personOf(message.to));
      return isCounted(message, sort) && (counts.get(name) ?? 0) >= eachAlone;
    },
  };
}

// The queue as a whole.

/**
 * For a message that says the same as a later one of its kind (digests, reminders): the name of what it repeats. The later one makes the
 * earlier one needless. Null for a message that is said once.
 */
function repeats(message: QueuedMessage): Traits["again"] | null {
  return traitsOf(message).again ?? null;
}

/**
 * Ids of messages that need not be sent: reminders and digests whose cases all stand in a later one for the same person, or in first mails
 * or gathered reminders to that person that are still waiting.
 */
function overtaken(pending: readonly Queued[], marks: CaseMarks): ReadonlySet<string> {
  const namedIn = (messages: readonly Queued[]) =>
    new Set(messages.flatMap((one) => casesNamed(one).map((own) => `${own} ${one.to}`)));
  const firsts = namedIn(pending.filter(isFirstMail));
  const gathered = namedIn(pending.filter((one) => gatheredAs(one) === "duty"));
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
    const isGathered = sortOf(message, marks) === "duty" && isIn(gathered);
    if ((names.length > 0 && isSaid) || isIn(firsts) || isGathered) found.add(message.id);
    for (const one of names) said.add(`${what} ${one} ${message.to}`);
  }
  return found;
}

export interface QueuePlan<M> {
  /** To be sent now, in this order. */
  readonly send: readonly M[];
  readonly gather: readonly GatheredMail[];
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
export function causesTold(settled: readonly Settled[], marks: CaseMarks): readonly string[] {
  return settled.flatMap(({ message, sentAt }) =>
    sentAt === null ? [] : [`${causeOf(message)} ${sortOf(message, marks)}`],
  );
}

/** What the plan of a run is made from. */
export interface Waiting<M> {
  /** Messages that wait. */
  readonly pending: readonly M[];
  /** Those sent or queued within the last hour. */
  readonly settled: readonly Settled[];
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  readonly quota: Quota;
  /** Of the cases that the messages name. */
  readonly marks: CaseMarks;
  /** How many messages a run sends one by one. */
  readonly atMost: number;
  /** Left out where no two recipients are one person. */
  readonly personOf?: PersonOf;
}

/** The plan for this run. */
export function planQueue<M extends Queued>(waiting: Waiting<M>): QueuePlan<M> {
  const { pending, settled, now, quota, marks, atMost, personOf = asWritten } = waiting;
  const drop = new Map<string, "overtaken" | "gathered">();
  for (const id of overtaken(pending, marks)) drop.set(id, "overtaken");
  const told = settled.flatMap((one) => (one.sentAt === null ? [] : [causeOf(one.message)]));
  const left = pending.filter(({ id }) => !drop.has(id));
  const ordered = inOrderOfUrgency(left, marks, told);
  const isAllowed = quotaGate(quota, causesTold(settled, marks));
  const count = countMails(settled, now, marks, personOf);
  const held = new Map<string, M[]>();
  const chosen: M[] = [];
  const kept: Record<Sort, number> = { danger: 0, first: 0, duty: 0, other: 0, drill: 0 };
  for (const message of ordered) {
    const sort = sortOf(message, marks);
    if (count.isOver(message, sort)) {
      addTo(held, waitingName(message, sort, personOf), message);
    } else if (chosen.length < atMost) {
      if (isAllowed(message, sort)) {
        chosen.push(message);
        count.add(message, sort);
      } else kept[sort] += 1;
    }
  }
  const isTime = gatheredLongAgo(pending, settled, now, personOf);
  const together = gatherMails(held, isTime, now, (first, waiting) => {
    const sort = sortOf(first, marks);
    const isOut = isAllowed(first, sort);
    if (!isOut) kept[sort] += waiting;
    return isOut ? gathersAs(first, sort) : "kept";
  });
  for (const { instead } of together.gather) for (const id of instead) drop.set(id, "gathered");
  return {
    send: inOrderOfUrgency([...chosen, ...together.send], marks, told),
    gather: together.gather,
    drop,
    said: together.said,
    kept,
    isLastHalf: quota.remaining <= quota.reserve / 2 && kept.first + kept.duty > 0,
  };
}
