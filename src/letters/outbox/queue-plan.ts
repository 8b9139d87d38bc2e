/** What of the Outbox goes out now, and what waits: to go out with others, or for a quota that is kept for danger. Pure (design 2.18). */
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

// First mails that come too fast.

/** So many first mails an hour each for themselves. */
const eachAlone = 10;
const gatheredEach = { first: 15 * minuteMs, danger: 5 * minuteMs } as const;
/** A clock run may come a little earlier than the one before. */
const early = minuteMs;
/** Gmail cuts a mail off after some 100 KB. */
const casesAtOnce = 60;

const gatheredKinds = { first: "cases-gathered", danger: "dangers-gathered" } as const;
type Gathered = keyof typeof gatheredKinds;

/** What may be gathered; null for what is never. */
function gathersAs(message: QueuedMessage, sort: Sort): Gathered | null {
  const isOfCase = message.case !== null && message.kind !== "reporter-duty" && !isCopy(message);
  return isOfCase && (sort === "first" || sort === "danger") && isFirst(message) ? sort : null;
}

/** A row of the Outbox that is settled, or about to be. */
export interface Settled {
  readonly message: QueuedMessage;
  /** Milliseconds since 1970, UTC. */
  readonly sentAt: number | null;
  readonly queuedAt: number | null;
}

export interface FirstMailCount {
  add(message: QueuedMessage, sort: Sort): void;
  /** Whether its recipient has had ten of its sort within the hour. */
  isOver(message: QueuedMessage, sort: Sort): boolean;
}

/** Danger counts among all first mails; other first mails do not count among those of danger. */
function countedAs({ to, kind }: QueuedMessage, sort: Sort): readonly string[] {
  if (kind === "reporter-duty") return [`duty ${to}`];
  return sort === "danger" ? [`danger ${to}`, `first ${to}`] : [`first ${to}`];
}

/** How many first mails each person had within the hour, those of danger for themselves. */
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

/** What says the same anew: a later one of the same person makes an earlier one needless. Null for what is said once. */
function repeats(message: QueuedMessage): string | null {
  const { kind } = message;
  if (isCopy(message)) return null;
  if (kind === "digest" || kind === "call-overdue") return kind;
  return kind === "case-escalated" || kind === "dangers-unanswered" ? "unanswered" : null;
}

/** Ids of repeats whose cases all stand in one that was queued later for the same person, or in first mails to them that go out only now. */
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
  /** New messages, each for first mails that go out in it. */
  readonly gather: readonly (QueuedMessage & { readonly instead: readonly string[] })[];
  /** Ids of messages that need not be sent, and why. */
  readonly drop: ReadonlyMap<string, "overtaken" | "gathered">;
  /** How many wait although it is their turn, by sort, for what is left of the quota is kept. */
  readonly kept: Readonly<Record<Sort, number>>;
  /** In its last half the reserve is kept for danger alone, and something else waits. */
  readonly isLastHalf: boolean;
}

/** For `quotaGate`: of what somebody was told lately. */
export function causesTold(
  settled: readonly Settled[],
  inDanger: ReadonlySet<string>,
): readonly string[] {
  return settled.flatMap(({ message, sentAt }) =>
    sentAt === null ? [] : [`${causeOf(message)} ${sortOf(message, inDanger)}`],
  );
}

/** `settled`: what was sent or queued within the last hour. `now` in ms UTC. */
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
      // To a reporter each is the same words: the earliest has the earliest deadline.
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

/** The last one went out long enough ago. */
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
