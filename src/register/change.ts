/**
 * A change of one register: everything that one commit writes, all of it or nothing (design 2.3, 2.5). Also makes the rows of Reports,
 * Outbox and Activity from a report, a message and an activity line. Plain data; `Register.commit` writes it.
 */
import { minuteMs } from "../time";
import { cellLimit, fitText, splitText, textChangeWords } from "./cells";
import type { RowValues, TabId, Value } from "./columns";
import { tabs } from "./tabs";

/** A row to add at the end of its tab. Rows are added in the order of the list. The key column must be filled. */
export interface Append {
  readonly tab: TabId;
  readonly row: RowValues;
}

/** Cells to write in an existing row, which is found by its key. */
export interface Update {
  readonly tab: TabId;
  readonly key: string;
  /** Zero-based row where it was read. Needed for tabs whose rows people fill in, where a key may be empty or be there twice. */
  readonly row?: number;
  readonly values: RowValues;
  /** Column key → a note to put on the cell; null removes the note. */
  readonly notes?: Readonly<Record<string, string | null>>;
}

/** Which rows a filter view shows: a column's key, and what its cells must hold. */
export type ViewRule = { readonly column: string } & (
  | { readonly equals: string }
  | { readonly not: string }
);

/** A saved filter view. The script chooses its id, which follows from what the view shows. */
export interface SavedView {
  readonly tab: TabId;
  readonly filterViewId: number;
  readonly title: string;
  /** The view shows the rows that meet all of these rules. */
  readonly rules: readonly ViewRule[];
  /** The order in which the view shows rows. If left out, the order of the tab. */
  readonly sortedBy?: readonly { readonly column: string; readonly isHighestFirst: boolean }[];
}

/**
 * A message to one recipient, as a row of Outbox (design 2.7). The commit queues it, and it is sent after the commit. `message` of
 * messages/messages makes it; it can also be read from a row.
 */
export interface QueuedMessage {
  /** Derived from the response or event that caused the message, so that the same message is never queued twice. */
  readonly id: string;
  readonly kind: string;
  readonly to: string;
  /** Reference of the case; null if the message is not about one case, such as the morning email. */
  readonly case: string | null;
  /**
   * What the message's words need in addition to the present state of the case. Can be stored as JSON; contains no student data (design
   * 2.10).
   */
  readonly detail: MessageDetail;
}

declare const ofItsKind: unique symbol;

/**
 * Values for a message's words, as JSON. Their type depends on the kind of message, so this file does not read them; `detailOf` of
 * messages/messages does.
 */
export interface MessageDetail {
  readonly [ofItsKind]: true;
}

/** These values, marked as the detail of a message. They come from a row of Outbox or from the code that makes messages. */
export function storedDetail(values: object): MessageDetail {
  // Only the compiler needs the mark; nothing is added to the values.
  return values as MessageDetail;
}

/** One line of Activity. Only references and codes: never who reported, never free text. */
export interface ActivityLine {
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  /** An address, "automation" or "unknown editor". */
  readonly who: string;
  /** A permanent kebab-case code of what happened. */
  readonly what: string;
  readonly case: string | null;
  /** For an edit of a step: the key of the step's row, made of the case and the act. */
  readonly step?: string;
  readonly column?: string;
  readonly from?: string;
  readonly to?: string;
}

/** Everything that one commit writes to one register. */
export interface Change {
  readonly append: readonly Append[];
  readonly update: readonly Update[];
  readonly views: readonly SavedView[];
  readonly messages: readonly QueuedMessage[];
  readonly activity: readonly ActivityLine[];
}

/** The change that writes nothing. */
export const noChange: Change = { append: [], update: [], views: [], messages: [], activity: [] };

/** Whether a change writes nothing. */
export function isNoChange({ append, update, views, messages, activity }: Change): boolean {
  return [append, update, views, messages, activity].every(({ length }) => length === 0);
}

/** Both changes as one; the rows of `first` come first. If both update the same cell, `second` wins. */
export function joinChanges(first: Change, second: Change): Change {
  return {
    append: [...first.append, ...second.append],
    update: [...first.update, ...second.update],
    views: [...first.views, ...second.views],
    messages: [...first.messages, ...second.messages],
    activity: [...first.activity, ...second.activity],
  };
}

// Rows.

/**
 * The rows of Reports for one report: one row, or several if a text is too long for one cell. `report` has the values by column key,
 * including `response`; this function sets `row`, `part` and `textChanges`. From part 2 on, a row has only `response`, `part`, `case` and
 * the rest of the long texts.
 */
export function reportRows(report: RowValues): readonly RowValues[] {
  const { response, case: reference = null } = report;
  const whole: Record<string, Value> = { ...report };
  const continued: Record<string, Value>[] = [];
  const record: string[] = [];
  for (const { key, type, header } of tabs.reports.columns) {
    const value = report[key];
    if ((type !== "text" && type !== "long-text") || typeof value !== "string") continue;
    const fitted = fitText(value);
    for (const change of fitted.changes) record.push(`${header}: ${textChangeWords[change]}`);
    const [first = "", ...rest] = splitText(fitted.text, cellLimit);
    whole[key] = first;
    rest.forEach((piece, index) => {
      continued[index] = { ...continued[index], [key]: piece };
    });
    if (rest.length > 0) {
      record.push(`${header}: goes on in the next ${rest.length === 1 ? "row" : "rows"}`);
    }
  }
  const parts = [{ ...whole, textChanges: record }, ...continued];
  return parts.map((values, index) => ({
    ...values,
    row: `${response ?? ""}:${index + 1}`,
    response: response ?? null,
    part: index + 1,
    case: reference,
  }));
}

/**
 * The reports of these rows of Reports, each whole, oldest first: the first row of a report, with the rest of its long texts from the rows
 * that continue it.
 */
export function wholeReports(rows: readonly RowValues[]): readonly RowValues[] {
  const whole = new Map<Value, Record<string, Value>>();
  for (const row of [...rows].sort((a, b) => Number(a["part"] ?? 1) - Number(b["part"] ?? 1))) {
    const { row: _row, response = null, case: _case, ...pieces } = row;
    const first = whole.get(response);
    if (first === undefined) whole.set(response, { ...row });
    else
      for (const [key, piece] of Object.entries(pieces))
        if (typeof piece === "string") first[key] = `${String(first[key] ?? "")}${piece}`;
  }
  const received = (report: RowValues) => Number(report["received"] ?? 0);
  return [...whole.values()].sort((a, b) => received(a) - received(b));
}

/** How long a queued message belongs to the run that queued it, in milliseconds. After that any run may send it (design 2.7). */
export const claimMilliseconds = 7 * minuteMs;

/** The row of Outbox for a message that this run is about to send. `now`: milliseconds UTC. */
export function messageRow({ id, detail, ...more }: QueuedMessage, now: number): RowValues {
  return {
    ...more,
    message: id,
    state: "queued",
    queuedAt: now,
    claimedUntil: now + claimMilliseconds,
    attempts: 0,
    detail: JSON.stringify(detail),
  };
}

/**
 * The row of Activity for a line. `now`: milliseconds UTC. `position`: the line's place in its commit, which keeps the keys of its lines
 * apart. The key of a line about a step ends with the key of that step.
 */
export function activityRow({ step, ...line }: ActivityLine, now: number, position: number) {
  const ofStep = step === undefined ? "" : ` ${step}`;
  return { ...line, entry: `${now.toString(36)}-${position + 1}${ofStep}` };
}

/** The act that a line of Activity is about, from the line's key; null if the line is not about a step. */
export function actOfEntry(entry: string): string | null {
  const [, , act] = entry.split(" ");
  return act ?? null;
}
