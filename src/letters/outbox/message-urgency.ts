/** How urgent a message is: its place in the queue, and whether what is left of the day's quota is for it. Pure (design 2.18). */
import { textsIn } from "../../json";
import type { QueuedMessage } from "../../register/change";

/** A message as its row of the Outbox has it. */
export interface Queued extends QueuedMessage {
  readonly attempts: number;
  /** Milliseconds since 1970, UTC; null for one that this run has just queued. */
  readonly queuedAt: number | null;
  /** A code of `deliver`; null where nothing went wrong. */
  readonly lastError: string | null;
}

// How urgent a message is.

/** Tell somebody of what they have not heard of. */
const firstKinds: readonly string[] = [
  "case-opened",
  "case-raised",
  "report-added",
  "review-needed",
  "reporter-duty",
  "case-given",
  "cases-gathered",
  "dangers-gathered",
];
/** Remind of a call or a report that is owed, or ask the next person. */
const dutyKinds: readonly string[] = ["case-escalated", "call-overdue", "dangers-unanswered"];

/** A copy of a sealed case is the first that its other reader hears of it. */
export function isCopy({ id, kind }: QueuedMessage): boolean {
  return kind === "case-escalated" && / copied /.test(id);
}

export function isFirst(message: QueuedMessage): boolean {
  return firstKinds.includes(message.kind) || isCopy(message);
}

/** References of all cases that it names. */
export function casesNamed({ case: own, detail }: QueuedMessage): readonly string[] {
  return own === null ? textsIn(detail["cases"]) : [own];
}

/** `inDanger`: references of cases that are in danger now, as far as that is known. */
function isOfDanger(message: QueuedMessage, inDanger: ReadonlySet<string>): boolean {
  const { kind, id, detail, case: own } = message;
  // Neither is to whoever acts on the case.
  if (kind === "reporter-duty" || kind === "review-needed") return false;
  if (kind === "dangers-unanswered" || kind === "dangers-gathered") return true;
  if (dutyKinds.includes(kind) && / danger /.test(id)) return true;
  return isFirst(message) && (detail["danger"] === true || (own !== null && inDanger.has(own)));
}

/** What a message is, for the quota: danger; a first mail; a reminder of a duty; anything else. */
export type Sort = "danger" | "first" | "duty" | "other";

export function sortOf(message: QueuedMessage, inDanger: ReadonlySet<string>): Sort {
  // That nothing else can be sent is told all the same.
  if (message.kind === "mail-waits" || isOfDanger(message, inDanger)) return "danger";
  if (isFirst(message)) return "first";
  return dutyKinds.includes(message.kind) ? "duty" : "other";
}

/** What caused it: a response, or an event of a case. The first word of an id. */
export function causeOf({ id }: QueuedMessage): string {
  return id.slice(0, Math.max(id.indexOf(" "), 0));
}

// The day's quota.

/** Of the highest remaining quota that was seen in 24 hours. */
export function reserveOf(highest: number): number {
  return Math.min(200, Math.floor(highest / 5));
}

export interface Quota {
  /** Mails that may still be sent today. */
  readonly remaining: number;
  /** How many of them are kept for danger, first mails and reminders of duties; in its last half for danger alone. */
  readonly reserve: number;
}

export const unlimited: Quota = { remaining: Number.POSITIVE_INFINITY, reserve: 0 };

/** How many mails are left at least to danger that is more urgent than this; of all that waits the lead is told in any case. */
function floorOf(message: QueuedMessage, isTold: boolean, reserve: number): number {
  if (message.kind === "mail-waits") return 0;
  if (!isFirst(message)) return reserve / 4;
  return isTold ? reserve / 8 : 0;
}

/** Counts a quota down. `told`: causes that somebody was told of before: inside the reserve one person is enough. */
export function quotaGate(
  { remaining, reserve }: Quota,
  told: Iterable<string> = [],
): (message: QueuedMessage, sort: Sort) => boolean {
  let left = remaining;
  const known = new Set(told);
  return (message, sort) => {
    const cause = `${message.kind === "reporter-duty" ? message.id : causeOf(message)} ${sort}`;
    const isTold = known.has(cause);
    const isDuty = sort === "first" || sort === "duty";
    // The last ones are for danger that nobody was told of: neither repeats nor further people use them up.
    const isOfDanger = sort === "danger" && left > floorOf(message, isTold, reserve);
    const isKept = isOfDanger || (isDuty && left > reserve / 2 && !isTold);
    if (left <= 0 || !(left > reserve || isKept)) return false;
    left -= 1;
    known.add(cause);
    return true;
  };
}

// The order.

/** Codes of what trying again does not mend by itself. */
const stuckErrors = /^(?:address-refused|mail-too-large|defect)/;

/** Danger that nobody was told of, first mails, reminders of duties, the rest; last of all what fails again and again. */
function rankOf(message: Queued, sort: Sort, isToldOf: boolean): number {
  if (message.attempts >= 3 && stuckErrors.test(message.lastError ?? "")) return 9;
  if (sort === "danger" && isFirst(message)) return isToldOf ? 1 : 0;
  if (sort === "first") return 2;
  if (sort === "duty") return 3;
  return sort === "danger" ? 4 : 5;
}

/** The most urgent first; among equals in the order of the queue. `told`: causes of danger that somebody was told of. */
export function inOrderOfUrgency<M extends Queued>(
  messages: readonly M[],
  inDanger: ReadonlySet<string>,
  told: Iterable<string> = [],
): readonly M[] {
  const known = new Set(told);
  const ranked = messages.map((message) => {
    const sort = sortOf(message, inDanger);
    const rank = rankOf(message, sort, known.has(causeOf(message)));
    if (rank === 0) known.add(causeOf(message));
    return { message, rank };
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ message }) => message);
}
