/** A change of one register: everything that one commit writes, all or nothing (design 2.3, 2.5). Data only. */
import type { RowValues, TabId } from "./columns";
import { tabs } from "./tabs";

/** Rows go to the end of their tab, in this order. The key column must be filled. */
export interface Append {
  readonly tab: TabId;
  readonly row: RowValues;
}

/** Cells of an existing row, found by its key. */
export interface Update {
  readonly tab: TabId;
  readonly key: string;
  /** Zero-based row where it was read: for the tabs that people keep, where a key may be empty or stand twice. */
  readonly row?: number;
  readonly values: RowValues;
  /** Column key → a note to put on the cell (null removes it). */
  readonly notes?: Readonly<Record<string, string | null>>;
}

/** Which rows a view keeps, by a column's key and the words in its cells; "today" is each reader's own. */
export type ViewRule = { readonly column: string } & (
  | { readonly equals: string }
  | { readonly not: string }
  | { readonly before: "today" }
);

/** A saved filter view; the id is ours and derives from what it shows. */
export interface SavedView {
  readonly tab: TabId;
  readonly filterViewId: number;
  readonly title: string;
  /** A row is shown when it meets them all. */
  readonly rules: readonly ViewRule[];
}

/** A message for one recipient, as it stands in the Outbox (design 2.7). */
export interface QueuedMessage {
  /** Derives from the response or the event that caused it: the same message is never queued twice. */
  readonly id: string;
  readonly kind: string;
  readonly to: string;
  /** Null in digests. */
  readonly case: string | null;
  /** What the template needs beside the case's present state; JSON-safe, no student data (design 2.10). */
  readonly detail: MessageDetail;
}

export type MessageDetail = Readonly<
  Record<string, string | number | boolean | readonly string[] | null>
>;

/** One line of Activity: references only, never reporter identity or free text. */
export interface ActivityLine {
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  /** An address, "automation" or "unknown editor". */
  readonly who: string;
  /** A permanent kebab-case code. */
  readonly what: string;
  readonly case: string | null;
  readonly column?: string;
  readonly from?: string;
  readonly to?: string;
}

export interface Change {
  readonly append: readonly Append[];
  readonly update: readonly Update[];
  readonly views: readonly SavedView[];
  readonly messages: readonly QueuedMessage[];
  readonly activity: readonly ActivityLine[];
}

export const noChange: Change = { append: [], update: [], views: [], messages: [], activity: [] };

export function isEmpty(change: Change): boolean {
  return (
    change.append.length +
      change.update.length +
      change.views.length +
      change.messages.length +
      change.activity.length ===
    0
  );
}

/** The first one's rows first. Of updates of one row the later values win. */
export function joinChanges(first: Change, second: Change): Change {
  return {
    append: [...first.append, ...second.append],
    update: [...first.update, ...second.update],
    views: [...first.views, ...second.views],
    messages: [...first.messages, ...second.messages],
    activity: [...first.activity, ...second.activity],
  };
}

/** A message about no case for each of them: its id is `id` and the address. */
export function messageToEach(
  to: readonly string[],
  id: string,
  kind: string,
  detail: MessageDetail,
): readonly QueuedMessage[] {
  return to.map((address) => ({ id: `${id} ${address}`, kind, to: address, case: null, detail }));
}

// What a change both appends and updates is appended as it ends up.

function rowName(tab: Append["tab"], key: unknown): string {
  return `${tab} ${String(key)}`;
}

export function mergeUpdates(change: Change): Change {
  const places = new Map<string, number>();
  change.append.forEach(({ tab, row }, at) => {
    places.set(rowName(tab, row[tabs[tab].keyColumn]), at);
  });
  const append = [...change.append];
  const update: Update[] = [];
  for (const one of change.update) {
    const at = places.get(rowName(one.tab, one.key));
    const born = at === undefined ? undefined : append[at];
    if (at === undefined || born === undefined) update.push(one);
    else append[at] = { ...born, row: { ...born.row, ...one.values } };
  }
  return { ...change, append, update };
}
