/**
 * Decides what of the Outbox goes out now. Messages may wait to go out together in one mail, or because the rest of the day's quota is
 * kept for danger. Pure (design 2.18).
 */
import { addTo } from "../../lists";
import type { QueuedMessage } from "../../register/change";
import { hourMs, minuteMs } from "../../time";
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

// If a person gets too many first mails in an hour, the next ones are gathered into one mail about several cases.

/** So many first mails an hour one person gets one by one. Further ones are gathered. */
const eachAlone = 10;
/** The least time between two gathered mails to one person, in milliseconds. */
const gatheredEach = { first: 15 * minuteMs, danger: 5 * minuteMs } as const;
/** A clock run may come up to a minute earlier than planned: milliseconds. */
const early = minuteMs;
/** The most cases in one gathered mail: Gmail cuts a mail off after about 100 KB. */
const casesAtOnce = 60;

const gatheredKinds = { first: "cases-gathered", danger: "dangers-gathered" } as const;
type Gathered = keyof typeof gatheredKinds;

/** As what the message may be gathered: a first mail or one about danger. Null if it always goes out alone. */
function gathersAs(message: QueuedMessage, sort: Sort): Gathered | null {
  const isOfCase = message.case !== null && message.kind !== "reporter-duty" && !isCopy(message);
  return isOfCase && (sort === "first" || sort === "danger") && isFirst(message) ? sort : null;
}

/** A row of the Outbox whose message was sent, or was queued and may be sent by another run. */
export interface Settled {
  readonly message: QueuedMessage;
  /** Milliseconds since 1970, UTC. */
  readonly sentAt: number | null;
  readonly queuedAt: number | null;
}

/** Counts first mails by recipient within the last hour. */
export interface FirstMailCount {
  /** Counts a message that goes out now. */
  add(message: QueuedMessage, sort: Sort): void;
  /** Whether the recipient has had ten mails of this sort within the hour, so that this one is gathered. */
  isOver(message: QueuedMessage, sort: Sort): boolean;
}

/**
 * The counters that a message adds to. A mail about danger counts as a first mail too; other first mails do not use up the ten of danger.
 */
function countedAs({ to, kind }: QueuedMessage, sort: Sort): readonly string[] {
  if (kind === "reporter-duty") return [`duty ${to}`];
  return sort === "danger" ? [`danger ${to}`, `first ${to}`] : [`first ${to}`];
}

/** How many first mails each person had within the last hour. Those about danger are counted apart as well. `now`: milliseconds UTC. */
export function firstMailCount(
  settled: readonly Settled[],
  now: number,
  inDanger: ReadonlySet<string>,
): FirstMailCount {
  const counts = new Map<string, number>();
  const isCounted = (message: QueuedMessage, sort: Sort) =>
    gathersAs(message, sort) !== null || message.kind === "reporter-duty";
  const add = (message: QueuedMessage, sort: Sort) => {
    if (!isCounted(message, sort)) return;
    for (const name of countedAs(message, sort)) counts.set(name, (counts.get(name) ?? 0) + 1);
  };
  for (const { message, sentAt } of settled) {
    if (sentAt !== null && sentAt > now - hourMs) add(message, sortOf(message, inDanger));
  }
  return {
    add,
    isOver(message, sort) {
      const [name = ""] = countedAs(message, sort);
      return isCounted(message, sort) && (counts.get(name) ?? 0) >= eachAlone;
    },
  };
}

// The queue as a whole.

/**
 * For a message that says the same as a later one of its kind (digests, reminders): the name of what it repeats. The later one makes the
 * earlier one needless. Null for a message that is said once.
 */
function repeats(message: QueuedMessage): string | null {
  const { kind } = message;
  if (isCopy(message)) return null;
  if (kind === "digest" || kind === "call-overdue") return kind;
  return kind === "case-escalated" || kind === "dangers-unanswered" ? "unanswered" : null;
}

/**
 * Ids of messages that need not be sent: reminders and digests whose cases all stand in a later one for the same person, or in first mails
 * to that person that are still waiting.
 */
function overtaken(pending: readonly Queued[]): ReadonlySet<string> {
  const firsts = new Set(
    pending.flatMap((message) =>
      isFirst(message) ? casesNamed(message).map((one) => `${one} ${message.to}`) : [],
    ),
  );
  const said = new Set<string>();
  const found = new Set<string>();
  for (const message of [...pending].reverse()) {
    const what = repeats(message);
    if (what === null) continue;
    const cases = casesNamed(message);
    const names = what === "digest" ? [""] : cases;
    const isSaid = names.every((one) => said.has(`${what} ${one} ${message.to}`));
    const isNews = cases.length > 0 && cases.every((one) => firsts.has(`${one} ${message.to}`));
    if ((names.length > 0 && isSaid) || isNews) found.add(message.id);
    for (const one of names) said.add(`${what} ${one} ${message.to}`);
  }
  return found;
}

export interface QueuePlan<M> {
  /** To be sent now, in this order. */
  readonly send: readonly M[];
  /** New messages that each take the place of several first mails (`instead`: their ids). */
  readonly gather: readonly (QueuedMessage & { readonly instead: readonly string[] })[];
  /** Ids of messages that need not be sent, and why. */
  readonly drop: ReadonlyMap<string, "overtaken" | "gathered">;
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

/**
 * The plan for this run. `pending`: messages that wait. `settled`: those sent or queued within the last hour. `now`: milliseconds UTC.
 * `inDanger`: references of cases in danger. `atMost`: how many messages a run sends one by one.
 */
export function planQueue<M extends Queued>(
  pending: readonly M[],
  settled: readonly Settled[],
  now: number,
  quota: Quota,
  inDanger: ReadonlySet<string>,
  atMost: number,
): QueuePlan<M> {
  const drop = new Map<string, "overtaken" | "gathered">();
  for (const id of overtaken(pending)) drop.set(id, "overtaken");
  const told = settled.flatMap(({ message, sentAt }) =>
    sentAt === null ? [] : [causeOf(message)],
  );
  const ordered = inOrderOfUrgency(
    pending.filter(({ id }) => !drop.has(id)),
    inDanger,
    told,
  );
  const isAllowed = quotaGate(quota, causesTold(settled, inDanger));
  const count = firstMailCount(settled, now, inDanger);
  const held = new Map<string, M[]>();
  const chosen: M[] = [];
  const kept: Record<Sort, number> = { danger: 0, first: 0, duty: 0, other: 0 };
  for (const message of ordered) {
    const sort = sortOf(message, inDanger);
    if (count.isOver(message, sort)) {
      const as = gathersAs(message, sort);
      addTo(held, `${as === null ? message.kind : gatheredKinds[as]} ${message.to}`, message);
    } else if (chosen.length < atMost) {
      if (isAllowed(message, sort)) {
        chosen.push(message);
        count.add(message, sort);
      } else kept[sort] += 1;
    }
  }
  const gather: (QueuedMessage & { readonly instead: readonly string[] })[] = [];
  const send: M[] = [];
  for (const [name, group] of held) {
    const [first] = group;
    if (first === undefined || !isTimeToGather(name, first, pending, settled, now)) continue;
    const sort = sortOf(first, inDanger);
    if (!isAllowed(first, sort)) {
      kept[sort] += group.length;
      continue;
    }
    const part = group.slice(0, casesAtOnce);
    const as = gathersAs(first, sort);
    if (as === null || part.length === 1) {
      // Mails to a reporter about the duty say the same each time: one is enough, and the earliest has the earliest deadline.
      send.push(first);
      for (const { id } of as === null ? part.slice(1) : []) drop.set(id, "gathered");
      continue;
    }
    for (const { id } of part) drop.set(id, "gathered");
    gather.push({
      id: `${gatheredKinds[as]} ${now.toString(36)} ${first.to}`,
      kind: gatheredKinds[as],
      to: first.to,
      case: null,
      detail: { cases: [...new Set(part.flatMap(({ case: own }) => own ?? []))] },
      instead: part.map(({ id }) => id),
    });
  }
  return {
    send: inOrderOfUrgency([...chosen, ...send], inDanger, told),
    gather,
    drop,
    kept,
    isLastHalf: quota.remaining <= quota.reserve / 2 && kept.first + kept.duty > 0,
  };
}

/** Whether the last gathered mail of this kind to this person went out long enough ago for the next. `now`: milliseconds UTC. */
function isTimeToGather(
  name: string,
  first: QueuedMessage,
  pending: readonly Queued[],
  settled: readonly Settled[],
  now: number,
): boolean {
  const [kind = ""] = name.split(" ");
  const isSame = (one: QueuedMessage) => one.kind === kind && one.to === first.to;
  if (kind !== first.kind && pending.some(isSame)) return false;
  const every = kind === gatheredKinds.danger ? gatheredEach.danger : gatheredEach.first;
  const last = settled.reduce(
    (latest, { message, queuedAt, sentAt }) =>
      isSame(message) ? Math.max(latest, sentAt ?? queuedAt ?? 0) : latest,
    0,
  );
  return now - last >= every - early;
}
