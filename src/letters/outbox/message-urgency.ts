/**
 * How urgent a message is. This decides its place in the queue and whether it may use the part of the day's mail quota that is kept back
 * for urgent mail (design 2.18). Pure.
 */
import { detailOf, kindOf, traitsOf } from "../../messages/messages";
import type { QueuedMessage } from "../../register/change";

/** A message as its row of the Outbox has it. */
export interface Queued extends QueuedMessage {
  readonly attempts: number;
  /** Milliseconds since 1970, UTC; null for one that this run has just queued. */
  readonly queuedAt: number | null;
  /** A failure code that `deliver` wrote, such as "address-refused"; null if nothing went wrong. */
  readonly lastError: string | null;
}

// How urgent a message is.

/** Whether the message tells its reader about something for the first time. */
export function isFirstMail(message: QueuedMessage): boolean {
  return traitsOf(message).tells === "first";
}

/** Whether it tells a reporter of their own duty. */
export function isToldOfDuty(message: QueuedMessage): boolean {
  const { to, tells } = traitsOf(message);
  return to === "reporter" && tells === "first";
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

/** Whether the message itself says that danger was reported. */
export function saysDanger(message: QueuedMessage): boolean {
  return anyDetail(message).danger === true;
}

/** Cases that the queue treats in another way than others, by reference: those in danger now, and those of a drill. */
export type CaseMarks = ReadonlyMap<string, "danger" | "drill">;

/** Whether the message is about immediate danger. `marks`: as far as this run has read the cases. */
function isOfDanger(message: QueuedMessage, marks: CaseMarks): boolean {
  const { tells, danger } = traitsOf(message);
  if (danger !== undefined) return danger === "always";
  const isCaseInDanger = marks.get(message.case ?? "") === "danger";
  if (tells === "reminder") return / danger /.test(message.id) || isCaseInDanger;
  return tells === "first" && (isCaseInDanger || saysDanger(message));
}

/** How the quota treats a message: about danger; a first mail; a reminder of a duty; of a drill; anything else. */
export type Sort = "danger" | "first" | "duty" | "other" | "drill";

/** The sort of a message. Every message about a drill is the least urgent, whatever it tells. */
export function sortOf(message: QueuedMessage, marks: CaseMarks): Sort {
  if (marks.get(message.case ?? "") === "drill") return "drill";
  if (isOfDanger(message, marks)) return "danger";
  if (isFirstMail(message)) return "first";
  return traitsOf(message).tells === "reminder" ? "duty" : "other";
}

/**
 * What caused the message: the id of a response, or an event of a case. It is the first word of the message's id; "" if there is none. A
 * message that no other one can stand for has its own id: one about several cases, and one to a reporter.
 */
export function causeOf(message: QueuedMessage): string {
  const { id, case: own } = message;
  const isAlone = own === null || traitsOf(message).to === "reporter";
  return isAlone ? id : id.slice(0, Math.max(id.indexOf(" "), 0));
}

// The day's quota.

/**
 * How many mails a day are kept back for urgent messages: a fifth of `highest`, at most 200. `highest`: the most remaining quota that was
 * seen in the last 24 hours.
 */
export function reserveOf(highest: number): number {
  return Math.min(200, Math.floor(highest / 5));
}

export interface Quota {
  /** Mails that may still be sent today. */
  readonly remaining: number;
  /**
   * How many of them are kept for danger, first mails and reminders of duties. Once half of the reserve is used, the rest is for danger
   * alone, first mails and repeats: a danger that nobody answers is never silent.
   */
  readonly reserve: number;
}

/** Used if Google does not say how much mail is left: nothing is kept back. */
export const unlimited: Quota = { remaining: Number.POSITIVE_INFINITY, reserve: 0 };

/**
 * Returns a function that says for each message, in turn, whether it may go out, and counts the quota down if so. `told`: causes (with
 * their sort) of which somebody was told before. Once the reserve is in use, one person per cause is enough.
 */
export function quotaGate(
  { remaining, reserve }: Quota,
  told: Iterable<string> = [],
): (message: QueuedMessage, sort: Sort) => boolean {
  let left = remaining;
  const known = new Set(told);
  return (message, sort) => {
    const cause = `${causeOf(message)} ${sort}`;
    const isDuty = sort === "first" || sort === "duty";
    const isKept = sort === "danger" || (isDuty && left > reserve / 2 && !known.has(cause));
    if (left <= 0 || !(left > reserve || isKept)) return false;
    left -= 1;
    known.add(cause);
    return true;
  };
}

// The order.

/** Failure codes that do not go away by trying again. */
const stuckErrors = /^(?:address-refused|mail-too-large|defect)/;

/**
 * The place in the queue, lower first: 0 danger that nobody was told of, 1 danger told to others, 2 first mails, 3 reminders, 4 further
 * mail about danger, 5 the rest, 6 a drill, 9 a mail that failed three times in a way that trying again does not mend.
 * `told`: causes of which somebody was told before.
 */
function rankOf(message: Queued, sort: Sort, told: ReadonlySet<string>): number {
  if (message.attempts >= 3 && stuckErrors.test(message.lastError ?? "")) return 9;
  if (sort === "danger" && isFirstMail(message)) return told.has(causeOf(message)) ? 1 : 0;
  if (sort === "first") return 2;
  if (sort === "duty") return 3;
  if (sort === "drill") return 6;
  return sort === "danger" ? 4 : 5;
}

/**
 * The messages, most urgent first; equal ones stay in the order of the queue. `told`: causes of danger of which somebody was told before.
 */
export function inOrderOfUrgency<M extends Queued>(
  messages: readonly M[],
  marks: CaseMarks,
  told: Iterable<string> = [],
): readonly M[] {
  const known = new Set(told);
  const ranked = messages.map((message) => {
    const sort = sortOf(message, marks);
    const rank = rankOf(message, sort, known);
    if (rank === 0) known.add(causeOf(message));
    return { message, rank };
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ message }) => message);
}
