/** What one write adds to a register and changes in it. Plain data. */
import type { RowValues, TabId } from "./columns";

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
  readonly sortedBy?: readonly { readonly column: string; readonly isHighestFirst?: true }[];
}

/** Everything that one commit writes to one register, all of it or nothing (design 2.3, 2.5). */
export interface Write {
  readonly append: readonly Append[];
  readonly update: readonly Update[];
  readonly views: readonly SavedView[];
}
