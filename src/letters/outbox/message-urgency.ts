/**
 * How urgent a message is. This decides its place in the queue and whether it may use the part of the day's quota that is kept for urgent
 * email (design 2.18). Pure.
 */
import { isUrgent } from "../../messages/desk-notices";
import { detailOf, kindOf, traitsOf } from "../../messages/messages";
import type { QueuedMessage } from "../../register/change";
import { hourMs, minuteMs } from "../../time";

/** A message as its row of the Outbox has it. Instants in milliseconds since 1970, UTC. */
export interface Queued extends QueuedMessage {
  readonly attempts: number;
  /** Null for one that this run has just queued. */
  readonly queuedAt: number | null;
  /** Null for one that was not sent. */
  readonly sentAt: number | null;
  /** A failure code that `deliver` wrote, such as "address-refused"; null if nothing went wrong. */
  readonly lastError: string | null;
}

/** A message that this run has just queued. */
export function justQueued(message: QueuedMessage & Partial<Queued>): Queued {
  return { attempts: 0, queuedAt: null, sentAt: null, lastError: null, ...message };
}

/** Whether the message tells its reader about something for the first time. */
export function isFirstMail(message: QueuedMessage): boolean {
  return traitsOf(message).tells === "first";
}

/** Whether it tells a reporter of their own duty. */
export function isToldOfDuty(message: QueuedMessage): boolean {
  return isFirstMail(message) && traitsOf(message).to === "reporter";
}

/** Milliseconds that a notice waits for others, less what a clock run may come early. */
export const noticeWaits = hourMs - minuteMs;

/** Whether it is a notice that is not urgent: it waits for an hour, and goes out with those that were found meanwhile. */
export function waitsForOthers(message: QueuedMessage): boolean {
  const kind = kindOf(message);
  return kind === "desk-notice" && !detailOf(kind, message).notices.some(isUrgent);
}

/** What the queue looks at in the detail of a message, whatever its kind. */
interface AnyDetail {
  readonly [member: string]: unknown;
  readonly cases?: readonly string[];
  readonly danger?: boolean;
}

function anyDetail(message: QueuedMessage): AnyDetail {
  const kind = kindOf(message);
  return kind === null ? {} : detailOf(kind, message);
}

/** References of all cases that the message names. */
export function casesNamed(message: QueuedMessage): readonly string[] {
  return message.case === null ? (anyDetail(message).cases ?? []) : [message.case];
}

/** Cases that the queue treats in another way than others, by reference: those in danger now, and those of a drill. */
export type CaseMarks = ReadonlyMap<string, "danger" | "drill">;

/**
 * Whether the message is about immediate danger: it says so itself, or its case is marked so. `marks`: as far as this run has read the
 * cases.
 */
export function isOfDanger(message: QueuedMessage, marks?: CaseMarks): boolean {
  const { tells, danger } = traitsOf(message);
  if (danger !== undefined) return danger === "always";
  const isMarked = marks?.get(message.case ?? "") === "danger";
  if (tells === "first") return isMarked || anyDetail(message).danger === true;
  return tells === "reminder" && (isMarked || / danger /.test(message.id));
}

/** How the quota treats a message: about danger; a first email; a reminder of a duty; anything else; of a drill. */
export type Sort = "danger" | "first" | "duty" | "other" | "drill";

/** The sort of a message. Every message about a drill is the least urgent, whatever it tells. */
export function sortOf(message: QueuedMessage, marks: CaseMarks): Sort {
  if (marks.get(message.case ?? "") === "drill") return "drill";
  if (isOfDanger(message, marks)) return "danger";
  if (isFirstMail(message)) return "first";
  return traitsOf(message).tells === "reminder" ? "duty" : "other";
}

/**
 * What caused the message, with its sort: the id of a response, or an event of a case. One person who is told of it stands for the others
 * where email is short. A message about several cases, and one to a reporter, has a cause of its own.
 */
export function causeOf(message: QueuedMessage, sort: Sort): string {
  const { id, case: own } = message;
  const isAlone = own === null || traitsOf(message).to === "reporter";
  return `${isAlone ? id : id.slice(0, Math.max(id.indexOf(" "), 0))} ${sort}`;
}

// The day's quota.

/** How many emails a day are kept for urgent messages: a fifth of `highest`, at most 200. `highest`: the most that may be sent in a day. */
export function reserveOf(highest: number): number {
  return Math.min(200, Math.floor(highest / 5));
}

export interface Quota {
  /** Emails that may still be sent today. */
  readonly remaining: number;
  /** How many of them are kept for danger, first emails and reminders of duties, and the last half of these for danger alone. */
  readonly reserve: number;
}

/** Used if Google does not say how much email is left: nothing is kept back. */
export const unlimited: Quota = { remaining: Number.POSITIVE_INFINITY, reserve: 0 };

/**
 * Returns a function that says for each message, in turn, whether it may go out, and counts the quota down if so. `told`: causes of which
 * someone was told before. Once the reserve is in use, one person for each cause is enough.
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

/** Whether sending failed three times in a way that trying again does not mend. */
export function isStuck({ attempts, lastError }: Queued): boolean {
  return attempts >= 3 && /^(?:address-refused|mail-too-large|defect)/.test(lastError ?? "");
}

/**
 * The messages, most urgent first: danger that no one was told of, danger told to others, first emails, reminders, further emails about
 * danger, the rest, a drill, and last what is stuck. Equal ones stay in the order of the queue. `told`: causes of which someone was told
 * before.
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
