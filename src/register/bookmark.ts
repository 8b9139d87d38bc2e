/**
 * Where the Outbox ends, kept in one cell of its key row: the key row comes with every read, so that an intake need not
 * read a message of every earlier case to find its own. A guess like any other: what is read back decides.
 */
import type { BatchRequest, RawCell } from "../workspace";
import type { CellWrite } from "./cell-writes";
import type { Snapshot } from "./snapshot";
import { firstDataRow, tabs } from "./tabs";

export interface Bookmark {
  /** Zero-based column of the key row that holds it. */
  readonly column: number;
  /** Zero-based row after the last known one. */
  readonly end: number;
}

/** What the cell holds. */
export function bookmarkText(end: number): string {
  return `end:${end}`;
}

/** Finds the bookmark in a key row; null where the tab has none. */
export function bookmarkIn(keyRow: readonly RawCell[]): Bookmark | null {
  for (let column = 0; column < keyRow.length; column += 1) {
    const found = /^end:(\d{1,8})$/.exec(String(keyRow[column] ?? ""));
    if (found !== null) return { column, end: Math.max(firstDataRow, Number(found[1])) };
  }
  return null;
}

/** Moves the bookmark along with a write that marks messages, since then their true rows are known. */
export function bookmarkRequests(
  snapshot: Snapshot,
  writes: readonly CellWrite[],
): readonly BatchRequest[] {
  const outbox = snapshot.tabs.get("outbox");
  if (outbox === undefined || outbox.bookmark === null) return [];
  if (!writes.some(({ tab }) => tab === "outbox")) return [];
  const end = Math.max(firstDataRow, ...outbox.rows.slice(-1).map((row) => row.index + 1));
  const { column } = outbox.bookmark;
  return [
    {
      updateCells: {
        start: { sheetId: tabs.outbox.sheetId, rowIndex: 0, columnIndex: column },
        rows: [{ values: [{ userEnteredValue: { stringValue: bookmarkText(end) } }] }],
        fields: "userEnteredValue",
      },
    },
  ];
}
