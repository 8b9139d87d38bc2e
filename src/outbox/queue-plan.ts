/**
 * How urgent each message is, and which messages of the Outbox are sent now. Messages may wait to go out together in one email, or because
 * the rest of the day's quota is kept for more urgent ones. Pure (design 2.18).
 */
import { recordIn } from "../json";
import { addTo } from "../lists";
import { references } from "../messages/message-entry";
import { detailOf, message as messageOf, traitsOf } from "../messages/messages";
import { asLaterLeaves, type NoticeToTell } from "../messages/notices-to-leads";
import { type QueuedMessage, storedDetail } from "../registers/change";
import { dayMs, hourMs, minuteMs } from "../time";

/** A message as read from its row of the Outbox. Instants are in milliseconds since 1970, UTC. */
export interface Queued extends QueuedMessage {
  readonly attempts: number;
  /** Null for a message that this run has just queued. */
  readonly queuedAt: number | null;
  /** Null for a message that has not been sent. */
  readonly sentAt: number | null;
  /** A failure code that `deliver` wrote, such as "address-refused"; null if nothing went wrong. */
  readonly lastError: string | null;
}

/** Gives a message that this run has just queued the members that a row would have. */
export function justQueued(message: QueuedMessage & Partial<Queued>): Queued {
  return { attempts: 0, queuedAt: null, sentAt: null, lastError: null, ...message };
}

/** Whether it tells a reporter of their own duty. */
export function isToldOfDuty(message: QueuedMessage): boolean {
  const { to, tells } = traitsOf(message);
  return to === "reporter" && tells === "first";
}

/** Milliseconds that a notice waits for others: an hour, minus a minute because a clock run may come early. */
export const noticeWaits = hourMs - minuteMs;

/** The references of all cases that the message names. */
export function casesNamed({ case: own, detail }: QueuedMessage): readonly string[] {
  return own === null ? references(recordIn(detail)["cases"]) : [own];
}

/** Cases that the queue treats differently, by reference: those in danger now, and drills. */
export type CaseMarks = ReadonlyMap<string, "danger" | "drill">;

/** How the quota treats a message: "danger"; "first", a first email; "duty", a reminder; "drill"; "other", all else. */
type Sort = "danger" | "first" | "duty" | "other" | "drill";

/** What is gathered into one email: first emails, emails about danger, reminders, or notices of what needs fixing. */
type Gathered = "first" | "danger" | "duty" | "notice";

type Seen = ReturnType<typeof seenInQueue>;

/**
 * What the queue sees of a message. `marks`: for the cases that this run has read. `isDanger`: it is about immediate danger, because it says
 * so itself, or its case is in danger; also for a drill. `isFirst`: it tells its reader about something for the first time. `isStuck`:
 * sending has failed at least three times for a reason that another try does not fix.
 *
 * `cause` is the same for messages with the same cause (a Form response, or an event of a case) and sort. While email is short, one
 * recipient for each cause is enough. A message about several cases, or to a reporter, always has a cause of its own.
 *
 * `gathers`: with which other messages it is counted and gathered; "reporter" for what reporters are told of their own duty, null if it
 * always goes out alone.
 */
export function seenInQueue(
  message: QueuedMessage & Partial<Queued>,
  marks: CaseMarks = new Map(),
) {
  const { id, case: own, detail, attempts = 0, lastError } = message;
  const { to, tells, danger, waits } = traitsOf(message);
  const mark = marks.get(own ?? "");
  const isFirst = tells === "first";
  const isReminder = tells === "reminder";
  const says = isFirst ? recordIn(detail)["danger"] === true : / danger /.test(id);
  const isOfDanger = (isFirst || isReminder) && (mark === "danger" || says);
  const isDanger = danger === undefined ? isOfDanger : danger === "always";
  let sort: Sort = "other";
  if (isReminder) sort = "duty";
  if (isFirst) sort = "first";
  if (isDanger) sort = "danger";
  // Every message about a drill is the least urgent, whatever it says.
  if (mark === "drill") sort = "drill";
  const isAlone = own === null || to === "reporter";
  let gathers: Gathered | "reporter" | null = null;
  if (waits === true) gathers = "notice";
  else if (isFirst && to === "reporter") gathers = "reporter";
  else if (!isAlone && sort !== "drill" && sort !== "other" && (isFirst || sort === "duty")) {
    gathers = sort;
  }
  const cause = isAlone ? id : id.slice(0, Math.max(id.indexOf(" "), 0));
  const isFinal = /^(?:address-refused|mail-too-large|defect)/.test(lastError ?? "");
  const isStuck = attempts >= 3 && isFinal;
  return { sort, isDanger, isFirst, isStuck, cause: `${cause} ${sort}`, gathers };
}

// The order.

/**
 * The messages, the most urgent first: danger that no one has been told of, danger told to further people, first emails, reminders, further
 * emails about danger, the rest, drills, and last those that cannot be sent. Messages of equal urgency stay in the order of the queue.
 * `told`: causes of which someone has already been told.
 */
export function inOrderOfUrgency<M extends Queued>(
  messages: readonly M[],
  marks: CaseMarks,
  told: Iterable<string> = [],
): readonly M[] {
  const known = new Set(told);
  const ranked = messages.map((message) => {
    const { sort, isFirst, isStuck, cause } = seenInQueue(message, marks);
    if (isStuck) return { message, rank: 9 };
    const rank = { danger: 4, first: 2, duty: 3, other: 5, drill: 6 }[sort];
    if (sort !== "danger" || !isFirst) return { message, rank };
    const isTold = known.has(cause);
    known.add(cause);
    return { message, rank: isTold ? 1 : 0 };
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ message }) => message);
}

// The plan.

export interface Quota {
  /** Emails that may still be sent today. */
  readonly remaining: number;
  /** How many of the remaining emails are kept for danger, first emails and reminders. The last half of them is kept for danger alone. */
  readonly reserve: number;
}

/** At least this many of the day's last emails are sent about danger alone, notices to leads included. One danger may reach as many people. */
const leastForDanger = 5;

/** How many emails of one sort a person gets one by one within an hour. Further ones are gathered into one email. */
export const eachAlone = 10;
/**
 * Milliseconds between two such gathered emails to a person, outside danger: a quarter of an hour, minus a minute because a clock run may
 * come early.
 */
const togetherEach = 14 * minuteMs;
/** The most cases in one email. Gmail cuts off emails longer than about 100 KB. */
const casesAtOnce = 60;
/** The most messages that a run sends one by one, since its time is limited. */
const messagesAtOnce = 150;

/** A text that is the same for two recipients in the Outbox that are one person. */
export type PersonOf = (to: string) => string;

/** What a plan is made from. */
export interface WaitingMessages {
  /** Messages that still have to be sent. */
  readonly pending: readonly Queued[];
  /** All messages that were sent or queued within the last hour. */
  readonly recent: readonly Queued[];
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  readonly quota: Quota;
  /** For the cases that the messages name. */
  readonly marks: CaseMarks;
  /** Left out if no two recipients are the same person. */
  readonly personOf?: PersonOf;
  /** As `countsOf`, of the emails of other registers within the hour; left out if there are none. */
  readonly beside?: ReadonlyMap<string, number>;
}

/**
 * Ids of messages that need not be sent: a reminder or morning email that a later one to the same person repeats; a reminder of cases that
 * another email to that person, which still waits, already names.
 */
function overtaken(pending: readonly Queued[], marks: CaseMarks): readonly string[] {
  const all = pending.map((message) => ({ message, ...seenInQueue(message, marks) }));
  const said = new Set<string>();
  for (const { message, isFirst } of all) {
    if (!isFirst && message.kind !== "cases-gathered") continue;
    const as = isFirst ? "first" : "duty";
    for (const one of casesNamed(message)) said.add(`${as} ${one} ${message.to}`);
  }
  return all.reverse().flatMap(({ message, sort }) => {
    const { again } = traitsOf(message);
    if (again === undefined) return [];
    const names = again === "digest" ? [""] : casesNamed(message);
    const isSaid = [again, "first", sort].some((as) =>
      names.every((one) => said.has(`${as} ${one} ${message.to}`)),
    );
    for (const one of names) said.add(`${again} ${one} ${message.to}`);
    return names.length > 0 && isSaid ? [message.id] : [];
  });
}

/** A message as those leave it that went to the same person since; null if nothing of it is left to say. Only of notices anything is taken. */
function asLeft(one: Queued, recent: readonly Queued[]): Queued | null {
  if (traitsOf(one).waits !== true) return one;
  const noticesOf = (of: Queued) => detailOf("desk-notice", of).notices;
  const later = recent.filter(
    ({ kind, to, queuedAt }) =>
      kind === one.kind && to === one.to && (queuedAt ?? 0) > (one.queuedAt ?? Infinity),
  );
  const notices = later.flatMap(noticesOf).reduce(asLaterLeaves, noticesOf(one));
  return notices.length === 0 ? null : { ...one, detail: storedDetail({ notices }) };
}

/** The one message to a person that takes the place of these. `now`: milliseconds UTC. */
function inOne(as: Gathered, part: readonly Queued[], to: string, now: number): QueuedMessage {
  if (as === "notice") {
    // These were made as notices. Each notice's own entry reads its members later.
    const notices = part.flatMap((one) => detailOf("desk-notice", one).notices) as NoticeToTell[];
    const row = { id: `notices ${now.toString(36)} ${to}`, to, case: null };
    return messageOf("desk-notice", { notices }, row);
  }
  const cases = [...new Set(part.flatMap(casesNamed))];
  const more = {
    first: {},
    danger: { danger: true },
    duty: { reminders: part.map(({ kind, case: own }) => `${kind} ${own}`) },
  }[as];
  const row = { id: `cases-gathered ${as} ${now.toString(36)} ${to}`, to, case: null };
  return messageOf("cases-gathered", { cases, ...more }, row);
}

/** As what an email to a person counts within the hour: "first PERSON". One about danger also counts as a first email. */
export const countsOf = ({ gathers }: Seen, person: string): readonly string[] =>
  (gathers === "danger" ? ["danger", "first"] : [gathers]).map((as) => `${as} ${person}`);

export type QueuePlan = ReturnType<typeof planQueue>;

/** Decides what this run sends, gathers and drops. */
export function planQueue(waitingNow: WaitingMessages) {
  const { pending, recent, now, quota, marks } = waitingNow;
  const { personOf = (to) => to, beside = new Map() } = waitingNow;
  const drop = new Map<string, "overtaken" | "gathered" | "expired">();
  for (const id of overtaken(pending, marks)) drop.set(id, "overtaken");
  // A message that cannot be sent is tried for a day. In that time others have been asked, and leads and admins told.
  for (const one of pending) {
    const { isStuck } = seenInQueue(one, marks);
    if (isStuck && (one.queuedAt ?? now) < now - dayMs) drop.set(one.id, "expired");
  }

  /** "first PERSON" → how many such emails that person got within the hour. An email about danger also counts as a first email. */
  const had = new Map(beside);
  const count = (seen: Seen, { to }: QueuedMessage) => {
    for (const name of countsOf(seen, personOf(to))) had.set(name, (had.get(name) ?? 0) + 1);
  };
  /** Causes of which someone has been told. */
  const told = new Set<string>();
  for (const one of recent) {
    if (one.sentAt === null) continue;
    const seen = seenInQueue(one, marks);
    told.add(seen.cause);
    if (one.sentAt > now - hourMs) count(seen, one);
  }

  let left = quota.remaining;
  const known = new Set(told);
  /**
   * Whether the message may be sent; if so, counts the quota down. Within the reserve one recipient for each cause is enough, except in
   * danger.
   */
  const isAllowed = ({ sort, cause }: Seen) => {
    const isUrgent = sort === "first" || sort === "duty";
    const isNews = isUrgent && left > quota.reserve / 2 && !known.has(cause);
    if (left <= 0 || !(left > quota.reserve || sort === "danger" || isNews)) return false;
    left -= 1;
    known.add(cause);
    return true;
  };
  const kept = { danger: 0, first: 0, duty: 0, other: 0, drill: 0 };
  const send: Queued[] = [];
  const held = new Map<string, Queued[]>();
  const waiting = pending.flatMap((one) => {
    const left = drop.has(one.id) ? null : asLeft(one, recent);
    if (left === null && !drop.has(one.id)) drop.set(one.id, "overtaken");
    return left ?? [];
  });
  for (const message of inOrderOfUrgency(waiting, marks, told)) {
    const seen = seenInQueue(message, marks);
    const name = `${seen.gathers} ${personOf(message.to)}`;
    const isTogether = seen.gathers === "notice" || (had.get(name) ?? 0) >= eachAlone;
    if (seen.gathers !== null && isTogether) addTo(held, name, message);
    else if (send.length < messagesAtOnce) {
      if (isAllowed(seen)) {
        send.push(message);
        count(seen, message);
      } else kept[seen.sort] += 1;
    }
  }

  /** Whether the next gathered email may go to the person: the last one has been sent, and long enough ago. */
  const isTime = (as: Gathered | "reporter", { kind, to }: Queued) => {
    // `pendingMessages` leaves out notices that are not due yet.
    if (as === "notice") return true;
    const isSame = (one: Queued) =>
      (as === "reporter"
        ? one.kind === kind
        : one.kind === "cases-gathered" && seenInQueue(one, marks).sort === as) &&
      personOf(one.to) === personOf(to);
    if (as !== "reporter" && pending.some(isSame)) return false;
    const last = Math.max(
      0,
      ...recent.filter(isSame).map((one) => one.sentAt ?? one.queuedAt ?? 0),
    );
    return as === "danger" || now - last >= togetherEach;
  };
  const gather: QueuedMessage[] = [];
  const said: Queued[] = [];
  for (const group of held.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const seen = seenInQueue(first, marks);
    const as = seen.gathers;
    // A message that this run has just queued waits for a clock run, which sees the whole queue.
    if (as === null || first.queuedAt === null || !isTime(as, first)) continue;
    if (!isAllowed(seen)) kept[seen.sort] += group.length;
    else if (as === "reporter" || group.length === 1) {
      // The emails to a reporter about their duty all say the same. One is enough: the earliest, which has the earliest deadline.
      send.push(first);
      said.push(...group.slice(1));
    } else {
      const part = group.slice(0, casesAtOnce);
      gather.push(inOne(as, part, first.to, now));
      for (const { id } of part) drop.set(id, "gathered");
    }
  }
  return {
    /** To send now, in this order. */
    send: inOrderOfUrgency(send, marks, told),
    /** New messages, each of which takes the place of several. */
    gather,
    /** Ids of messages that need not be sent, and why. */
    drop,
    /** Messages to a reporter that need not be sent, because another message in `send` tells the same reporter the same. */
    said,
    /** How many messages of each sort wait only because the rest of the quota is kept for more urgent ones. */
    kept,
    /**
     * Urgent emails wait because only the reserve is left, and the lead is told. Not by one of the last few emails of the day: those are for
     * danger.
     */
    isShort:
      quota.remaining <= quota.reserve &&
      kept.first + kept.duty > 0 &&
      left > Math.max(quota.reserve / 4, leastForDanger),
  };
}
