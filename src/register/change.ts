/**
 * A change of one register: everything that one commit writes, all of it or nothing (design 2.3, 2.5). Plain data; `Register.commit` writes
 * it.
 */
import type { RowValues, TabId } from "./columns";
import { tabs } from "./tabs";

/** A row to be added to the end of its tab, in the order of the list. The key column must be filled. */
export interface Append {
  readonly tab: TabId;
  readonly row: RowValues;
}

/** Cells to be written in an existing row, which is found by its key. */
export interface Update {
  readonly tab: TabId;
  readonly key: string;
  /** Zero-based row where it was read. Needed for tabs that people keep, where a key may be empty or stand twice. */
  readonly row?: number;
  readonly values: RowValues;
  /** Column key → a note to put on the cell; null removes the note. */
  readonly notes?: Readonly<Record<string, string | null>>;
}

/** Which rows a filter view shows: by a column's key and what its cells hold. */
export type ViewRule = { readonly column: string } & (
  | { readonly equals: string }
  | { readonly not: string }
);

/** A saved filter view. Its id is chosen by us and derives from what the view shows. */
export interface SavedView {
  readonly tab: TabId;
  readonly filterViewId: number;
  readonly title: string;
  /** The view shows a row that meets all of these. */
  readonly rules: readonly ViewRule[];
  /** The order in which it shows them; left out: the order of the tab. */
  readonly sortedBy?: readonly { readonly column: string; readonly isHighestFirst: boolean }[];
}

/**
 * A message to one recipient, as a row of Outbox (design 2.7). Queued by the commit, sent after it. Made by `message` of
 * messages/messages, and read from a row.
 */
export interface QueuedMessage {
  /** Derives from the response or the event that caused the message, so that the same message is never queued twice. */
  readonly id: string;
  readonly kind: string;
  readonly to: string;
  /** Reference of the case; null where the message is about no single case, as in a digest. */
  readonly case: string | null;
  /** What the template needs in addition to the case's present state. Can be stored as JSON; no student data (design 2.10). */
  readonly detail: MessageDetail;
}

declare const ofItsKind: unique symbol;

/**
 * Values for a message's template, as JSON. What they are depends on the kind of the message, so nothing reads them here: that is for
 * `detailOf` of messages/messages.
 */
export interface MessageDetail {
  readonly [ofItsKind]: true;
}

/** These values as a message's detail: what stands in a row, or what the table of details has made. */
export function storedDetail(values: object): MessageDetail {
  // The mark is for the compiler alone.
  return values as MessageDetail;
}

/** One line of Activity. References and codes only: never who reported, never free text. */
export interface ActivityLine {
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  /** An address, "automation" or "unknown editor". */
  readonly who: string;
  /** A permanent kebab-case code of what happened. */
  readonly what: string;
  readonly case: string | null;
  /** The key of the step's row, of an edit there: the case, the act. */
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
export function isEmpty({ append, update, views, messages, activity }: Change): boolean {
  return [append, update, views, messages, activity].every(({ length }) => length === 0);
}

/** Both changes as one; the rows of `first` come first. Where both update the same cell, the value of `second` wins. */
export function joinChanges(first: Change, second: Change): Change {
  return {
    append: [...first.append, ...second.append],
    update: [...first.update, ...second.update],
    views: [...first.views, ...second.views],
    messages: [...first.messages, ...second.messages],
    activity: [...first.activity, ...second.activity],
  };
}

/** Puts updates of a row that the same change appends into the appended row. */
export function mergeUpdates(change: Change): Change {
  const places = new Map(
    change.append.map(({ tab, row }, at) => [`${tab} ${row[tabs[tab].keyColumn]}`, at]),
  );
  const append = [...change.append];
  const update = change.update.filter(({ tab, key, values }) => {
    const at = places.get(`${tab} ${key}`);
    const born = at === undefined ? undefined : append[at];
    if (at === undefined || born === undefined) return true;
    append[at] = { ...born, row: { ...born.row, ...values } };
    return false;
  });
  return { ...change, append, update };
}
