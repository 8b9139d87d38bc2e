/** Columns of ours that a register has lost: they are added again at the right-hand end, with their key and header. */
import type { BatchRequest } from "../workspace";
import type { CellWrite } from "./cell-writes";
import type { Column, RowValues, TabId } from "./columns";
import type { NewRows } from "./new-rows";
import type { ColumnPositions } from "./read-plan";
import { tabs } from "./tabs";

export interface ColumnAddition {
  readonly tab: TabId;
  readonly columns: readonly Column[];
  /** Zero-based column where the first one goes. */
  readonly at: number;
  /** All positions, the added ones too. */
  readonly positions: ColumnPositions;
}

/** Adds these columns at the end of a tab of `columnCount` columns. */
export function addColumns(
  tab: TabId,
  columns: readonly Column[],
  found: ColumnPositions,
  columnCount: number,
): ColumnAddition {
  const added = columns.map((column, right) => [column.key, columnCount + right] as const);
  return { tab, columns, at: columnCount, positions: new Map([...found, ...added]) };
}

function fills(row: RowValues, key: string): boolean {
  const value = row[key];
  return value !== undefined && value !== null && value !== false && value !== "";
}

/** The columns that are missing and that new rows or writes put something into. */
export function missingColumns(
  tab: TabId,
  found: ColumnPositions,
  columnCount: number,
  newRows: readonly NewRows[],
  writes: readonly CellWrite[],
): ColumnAddition {
  const needed = tabs[tab].columns.filter(
    ({ key }) =>
      !found.has(key) &&
      (newRows.some((added) => added.tab === tab && added.rows.some((row) => fills(row, key))) ||
        writes.some((write) => write.tab === tab && write.cells.has(key))),
  );
  return addColumns(tab, needed, found, columnCount);
}

/** Makes room for the columns, writes their keys and headers, and hides those that are for the script alone. */
export function columnRequests({ tab, columns, at }: ColumnAddition): readonly BatchRequest[] {
  const { sheetId } = tabs[tab];
  const texts = (pick: (column: Column) => string) => ({
    values: columns.map((column) => ({ userEnteredValue: { stringValue: pick(column) } })),
  });
  return [
    { appendDimension: { sheetId, dimension: "COLUMNS", length: columns.length } },
    {
      updateCells: {
        start: { sheetId, rowIndex: 0, columnIndex: at },
        rows: [texts((column) => column.key), texts((column) => column.header)],
        fields: "userEnteredValue",
      },
    },
    ...columns.flatMap(({ hidden }, right): BatchRequest[] =>
      hidden
        ? [
            {
              updateDimensionProperties: {
                range: {
                  sheetId,
                  dimension: "COLUMNS",
                  startIndex: at + right,
                  endIndex: at + right + 1,
                },
                properties: { hiddenByUser: true },
                fields: "hiddenByUser",
              },
            },
          ]
        : [],
    ),
  ];
}
