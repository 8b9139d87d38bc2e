/**
 * How urgent each message is, and which messages of the Outbox are sent now. Messages may wait to go out together in one email, or because
 * the rest of the day's quota is kept for more urgent ones. Pure (design 2.18).
 */
import { addTo } from "../../lists";
import { isUrgent, type NoticeToTell } from "../../messages/desk-notices";
import { detailOf, kindOf, message as messageOf, traitsOf } from "../../messages/messages";
import type { QueuedMessage } from "../../register/change";
import { dayMs, hourMs, minuteMs } from "../../time";

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

/** Whether the message tells its reader about something for the first time. */
function isFirstMail(message: QueuedMessage): boolean {
  return traitsOf(message).tells === "first";
}

/** Whether it tells a reporter of their own duty. */
export function isToldOfDuty(message: QueuedMessage): boolean {
  return isFirstMail(message) && traitsOf(message).to === "reporter";
}

/** Milliseconds that a notice waits for others: an hour, minus a minute because a clock run may come early. */
export const noticeWaits = hourMs - minuteMs;

/** Whether it is a notice that is not urgent. It waits for an hour, and is sent together with those found in the meantime. */
export function waitsForOthers(message: QueuedMessage): boolean {
  const kind = kindOf(message);
  return kind === "desk-notice" && !detailOf(kind, message).notices.some(isUrgent);
}

/** The members that the queue looks at, whatever the kind of message. */
interface AnyDetail {
  readonly [member: string]: unknown;
  readonly cases?: readonly string[];
  readonly danger?: boolean;
}

function anyDetail(message: QueuedMessage): AnyDetail {
  const kind = kindOf(message);
  return kind === null ? {} : detailOf(kind, message);
}

/** The references of all cases that the message names. */
export function casesNamed(message: QueuedMessage): readonly string[] {
  return message.case === null ? (anyDetail(message).cases ?? []) : [message.case];
}

/** Cases that the queue treats differently, by reference: those in danger now, and drills. */
export type CaseMarks = ReadonlyMap<string, "danger" | "drill">;

/**
 * Whether the message is about immediate danger: it says so itself, or its case is in danger. `marks`: for the cases that this run has
 * read.
 */
export function isOfDanger(message: QueuedMessage, marks?: CaseMarks): boolean {
  const { tells, danger } = traitsOf(message);
  if (danger !== undefined) return danger === "always";
  const isMarked = marks?.get(message.case ?? "") === "danger";
  if (tells === "first") return isMarked || anyDetail(message).danger === true;
  return tells === "reminder" && (isMarked || / danger /.test(message.id));
}

/** How the quota treats a message: "danger"; "first", a first email; "duty", a reminder; "drill"; "other", all else. */
export type Sort = "danger" | "first" | "duty" | "other" | "drill";

/** The sort of a message. Every message about a drill is the least urgent, whatever it says. */
export function sortOf(message: QueuedMessage, marks: CaseMarks): Sort {
  if (marks.get(message.case ?? "") === "drill") return "drill";
  if (isOfDanger(message, marks)) return "danger";
  if (isFirstMail(message)) return "first";
  return traitsOf(message).tells === "reminder" ? "duty" : "other";
}

/**
 * A text that is the same for messages with the same cause (a Form response, or an event of a case) and sort. While email is short, one
 * recipient for each cause is enough. A message about several cases, or to a reporter, always has a cause of its own.
 */
function causeOf(message: QueuedMessage, sort: Sort): string {
  const { id, case: own } = message;
  const isAlone = own === null || traitsOf(message).to === "reporter";
  return `${isAlone ? id : id.slice(0, Math.max(id.indexOf(" "), 0))} ${sort}`;
}

// The day's quota.

/**
 * How many emails a day are kept for urgent messages: a fifth of `highest`, at most 200. `highest`: the most emails that may be sent in a
 * day.
 */
export function reserveOf(highest: number): number {
  return Math.min(200, Math.floor(highest / 5));
}

export interface Quota {
  /** Emails that may still be sent today. */
  readonly remaining: number;
  /** How many of the remaining emails are kept for danger, first emails and reminders. The last half of them is kept for danger alone. */
  readonly reserve: number;
}

/** The quota if Google does not say how many emails are left: nothing is kept in reserve. */
export const unlimited: Quota = { remaining: Number.POSITIVE_INFINITY, reserve: 0 };

/**
 * Returns a function that says for each message, in turn, whether it may be sent, and counts the quota down if so. `told`: causes of which
 * someone has already been told. Once the reserve is in use, one recipient for each cause is enough, except in danger.
 */
export function quotaGate(
  { remaining, reserve }: Quota,
  told: Iterable<string> = [],
): (message: QueuedMessage, sort: Sort) => boolean {
  let left = remaining;
  const known = new Set(told);
  return (message, sort) => {
    const cause = causeOf(message, sort);
    const isDuty = sort === "first" || sort === "duty";
    const isKept = sort === "danger" || (isDuty && left > reserve / 2 && !known.has(cause));
    if (left <= 0 || !(left > reserve || isKept)) return false;
    left -= 1;
    known.add(cause);
    return true;
  };
}

// The order.

/** Whether sending has failed at least three times for a reason that another try does not fix. */
function isStuck({ attempts, lastError }: Queued): boolean {
  return attempts >= 3 && /^(?:address-refused|mail-too-large|defect)/.test(lastError ?? "");
}

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
    const sort = sortOf(message, marks);
    const rank = { danger: 4, first: 2, duty: 3, other: 5, drill: 6 }[sort];
    if (isStuck(message)) return { message, rank: 9 };
    if (sort !== "danger" || !isFirstMail(message)) return { message, rank };
    const isTold = known.has(causeOf(message, sort));
    known.add(causeOf(message, sort));
    return { message, rank: isTold ? 1 : 0 };
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ message }) => message);
}

// The plan.

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

/** What is gathered into one email: first emails, emails about danger, reminders, or notices of what needs fixing. */
type Gathered = "first" | "danger" | "duty" | "notice";

/**
 * With which other messages a message is counted and gathered. "reporter": what reporters are told of their own duty. Null if it always
 * goes out alone.
 */
function gathersAs(message: QueuedMessage, sort: Sort): Gathered | "reporter" | null {
  if (isToldOfDuty(message)) return "reporter";
  if (waitsForOthers(message)) return "notice";
  const isAlone = message.case === null || traitsOf(message).to === "reporter";
  if (isAlone || sort === "other" || sort === "drill") return null;
  return sort === "duty" || isFirstMail(message) ? sort : null;
}

/** A text that is the same for two recipients in the Outbox that are one person. */
export type PersonOf = (to: string) => string;

/** What a plan is made from. */
export interface Waiting {
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
}

export interface QueuePlan {
  /** To send now, in this order. */
  readonly send: readonly Queued[];
  /** New messages, each of which takes the place of several. */
  readonly gather: readonly QueuedMessage[];
  /** Ids of messages that need not be sent, and why. */
  readonly drop: ReadonlyMap<string, "overtaken" | "gathered" | "expired">;
  /** Messages to a reporter that need not be sent, because another message in `send` tells the same reporter the same. */
  readonly said: readonly Queued[];
  /** How many messages of each sort wait only because the rest of the quota is kept for more urgent ones. */
  readonly kept: Readonly<Record<Sort, number>>;
  /** Half of the reserve is used up: only emails about danger are sent, other urgent ones wait, and the lead is told. */
  readonly isLastHalf: boolean;
}

/**
 * Ids of messages that need not be sent: a reminder or morning email that a later one to the same person repeats; a reminder of cases that
 * another email to that person, which still waits, already names.
 */
function overtaken(pending: readonly Queued[], marks: CaseMarks): readonly string[] {
  const said = new Set<string>();
  const add = (as: string, { to }: QueuedMessage, names: readonly string[]) => {
    for (const one of names) said.add(`${as} ${one} ${to}`);
  };
  for (const one of pending) {
    if (isFirstMail(one)) add("first", one, casesNamed(one));
    else if (one.kind === "cases-gathered") add("duty", one, casesNamed(one));
  }
  const found: string[] = [];
  for (const message of [...pending].reverse()) {
    const { again } = traitsOf(message);
    if (again === undefined) continue;
    const names = again === "digest" ? [""] : casesNamed(message);
    const isSaid = [again, "first", sortOf(message, marks)].some((as) =>
      names.every((one) => said.has(`${as} ${one} ${message.to}`)),
    );
    if (names.length > 0 && isSaid) found.push(message.id);
    add(again, message, names);
  }
  return found;
}

/**
 * The reminders that a message outside danger holds, each as "kind reference"; several if it is about several cases. Empty for messages
 * that are not reminders.
 */
function remindersIn(message: QueuedMessage): readonly string[] {
  const kind = kindOf(message);
  if (kind === "cases-gathered") return detailOf(kind, message).reminders;
  const isOne = kind === "case-escalated" || kind === "call-overdue";
  return isOne && message.case !== null ? [`${kind} ${message.case}`] : [];
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
    duty: { reminders: part.flatMap(remindersIn) },
  }[as];
  const row = { id: `cases-gathered ${as} ${now.toString(36)} ${to}`, to, case: null };
  return messageOf("cases-gathered", { cases, ...more }, row);
}

/** Decides what this run sends, gathers and drops. */
export function planQueue({
  pending,
  recent,
  now,
  quota,
  marks,
  personOf = (to) => to,
}: Waiting): QueuePlan {
  const drop = new Map<string, "overtaken" | "gathered" | "expired">();
  for (const id of overtaken(pending, marks)) drop.set(id, "overtaken");
  // A message that cannot be sent is tried for a day. In that time others have been asked, and leads and admins told.
  for (const one of pending)
    if (isStuck(one) && (one.queuedAt ?? now) < now - dayMs) drop.set(one.id, "expired");

  /** "first PERSON" → how many such emails that person got within the hour. An email about danger also counts as a first email. */
  const had = new Map<string, number>();
  const nameOf = (message: QueuedMessage, sort: Sort) => {
    const as = gathersAs(message, sort);
    return as === null ? null : `${as} ${personOf(message.to)}`;
  };
  const count = (message: QueuedMessage, sort: Sort) => {
    const name = nameOf(message, sort);
    const names = name === null ? [] : [name, name.replace(/^danger /, "first ")];
    for (const one of new Set(names)) had.set(one, (had.get(one) ?? 0) + 1);
  };
  const sent = recent.filter(({ sentAt }) => sentAt !== null);
  for (const one of sent) if ((one.sentAt ?? 0) > now - hourMs) count(one, sortOf(one, marks));

  const told = sent.map((one) => causeOf(one, sortOf(one, marks)));
  const isAllowed = quotaGate(quota, told);
  const kept = { danger: 0, first: 0, duty: 0, other: 0, drill: 0 };
  const send: Queued[] = [];
  const held = new Map<string, Queued[]>();
  const left = pending.filter(({ id }) => !drop.has(id));
  for (const message of inOrderOfUrgency(left, marks, told)) {
    const sort = sortOf(message, marks);
    const name = nameOf(message, sort);
    const isTogether = name !== null && (had.get(name) ?? 0) >= eachAlone;
    if (name !== null && (isTogether || waitsForOthers(message))) addTo(held, name, message);
    else if (send.length < messagesAtOnce) {
      if (isAllowed(message, sort)) {
        send.push(message);
        count(message, sort);
      } else kept[sort] += 1;
    }
  }

  /** Whether the next gathered email may go to the person: the last one has been sent, and long enough ago. */
  const isTime = (as: Gathered | "reporter", { kind, to }: Queued) => {
    // `pendingMessages` leaves out notices that are not due yet.
    if (as === "notice") return true;
    const isSame = (one: Queued) =>
      (as === "reporter"
        ? one.kind === kind
        : one.kind === "cases-gathered" && sortOf(one, marks) === as) &&
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
    const sort = sortOf(first, marks);
    const as = gathersAs(first, sort);
    // A message that this run has just queued waits for a clock run, which sees the whole queue.
    if (as === null || first.queuedAt === null || !isTime(as, first)) continue;
    if (!isAllowed(first, sort)) kept[sort] += group.length;
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
    send: inOrderOfUrgency(send, marks, told),
    gather,
    drop,
    said,
    kept,
    isLastHalf: quota.remaining <= quota.reserve / 2 && kept.first + kept.duty > 0,
  };
}
