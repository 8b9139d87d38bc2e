/** The two rows above a tab's data: the hidden keys and the titles that people read; and whether those are what stands there. */
import type { RawCell } from "../workspace";
import type { Column, ColumnType, Tab } from "./columns";
import type { ColumnPositions } from "./read-plan";

/** A text as titles are compared: without case and outer or double spaces. */
function folded(cell: RawCell | undefined): string {
  return typeof cell === "string" ? cell.trim().replace(/\s+/g, " ").toLowerCase() : "";
}

/** Where our keys stand in a row. Of a key that stands twice the first one counts: a copied column repeats its key. */
export function keysIn({ columns }: Tab, row: readonly RawCell[]): ColumnPositions {
  const positions = new Map<string, number>();
  row.forEach((cell, index) => {
    const key = columns.find((column) => column.key === cell)?.key;
    if (key !== undefined && !positions.has(key)) positions.set(key, index);
  });
  return positions;
}

/** Where the titles that we gave stand in a row, by key; a title that stands twice is left out, since nothing says which is ours. */
export function titlesIn({ columns }: Tab, row: readonly RawCell[]): ColumnPositions {
  const texts = row.map(folded);
  return new Map(
    columns.flatMap(({ key, header }): [string, number][] => {
      const index = texts.indexOf(folded(header));
      return index < 0 || texts.lastIndexOf(folded(header)) !== index ? [] : [[key, index]];
    }),
  );
}

const typed: readonly ColumnType[] = ["number", "checkbox", "date", "date-time"];

/** Whether a row that should hold titles holds data: a number, a date or a tick under a column of ours, and no title. */
export function isDataRow(tab: Tab, positions: ColumnPositions, row: readonly RawCell[]): boolean {
  const holds = ({ key, type }: Column) => {
    const cell = row[positions.get(key) ?? -1];
    return typed.includes(type) && (typeof cell === "number" || typeof cell === "boolean");
  };
  return tab.columns.some(holds) && titlesIn(tab, row).size === 0;
}

/** Whether a row below is the row of titles after all, as when somebody inserted one above it. */
export function isTitleRow(tab: Tab, key: RawCell | undefined): boolean {
  const { header } = tab.columns.find((column) => column.key === tab.keyColumn) ?? {};
  return header !== undefined && folded(key) === folded(header);
}
