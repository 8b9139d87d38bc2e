/** How the register's tabs look: titles, colors, widths, data validation, frozen rows and columns. */
import type { BatchRequest } from "../../ports";
import type { CellData, DimensionProperties, DimensionRange } from "../../ports/sheets-requests";
import type { ProtocolPack } from "../../protocol/pack";
import { cellOfRaw, cellsAt, columnFormat, columnRule, formatMask } from "../cells";
import { type Column, firstDataRow, type Tab } from "../columns";
import { colorStyle, headerColours, pairFormat, tabColours } from "./colours";

const bornRows = 1_000;

const headerHeight = 44;

/** The cell of a column's title, with its color and note. */
export function headerCell(column: Column): CellData {
  return {
    ...cellOfRaw(column.header),
    userEnteredFormat: {
      ...pairFormat(headerColours[column.editableBy], "bold"),
      wrapStrategy: "WRAP",
      verticalAlignment: "MIDDLE",
    },
    ...(column.note === undefined ? {} : { note: column.note }),
  };
}

/** Neighboring rows, the first of which is at the zero-based `startIndex`. */
export const rowsAt = (sheetId: number, startIndex: number, count = 1) =>
  ({ sheetId, dimension: "ROWS", startIndex, endIndex: startIndex + count }) as const;

/** The request that sets these properties of one row or column. */
export function dimensionLook(
  sheetId: number,
  dimension: DimensionRange["dimension"],
  startIndex: number,
  properties: DimensionProperties,
): BatchRequest {
  const range = { sheetId, dimension, startIndex, endIndex: startIndex + 1 };
  const fields = Object.keys(properties).join(",");
  return { updateDimensionProperties: { range, properties, fields } };
}

/**
 * Requests for the keys, titles, width, format and data validation of neighboring columns. The first one is at the zero-based column `at`.
 * Also used for columns that are added later to a tab whose rows end at the zero-based row `end`.
 */
export function columnLook(
  tab: Tab,
  columns: readonly Column[],
  at: number,
  { pack, end = firstDataRow }: { readonly pack: ProtocolPack; readonly end?: number },
): readonly BatchRequest[] {
  const { sheetId, begunBy } = tab;
  const isBegunByPeople = begunBy !== undefined;
  const hasRows = isBegunByPeople || end > firstDataRow;
  const rows = { startRowIndex: firstDataRow, ...(isBegunByPeople ? {} : { endRowIndex: end }) };
  const formatOf = (column: Column, index: number): readonly BatchRequest[] => {
    const range = { sheetId, ...rows, startColumnIndex: index, endColumnIndex: index + 1 };
    const userEnteredFormat = columnFormat(column);
    // Whole columns of checkboxes are only where the script inserts rows. Elsewhere each appended cell brings its own, since Google would
    // count a column of unticked boxes as data and append rows below it (sheets-api.md 2, 4).
    const isBoxes = column.type === "checkbox" && begunBy !== "people-and-answers";
    const rule = isBoxes ? null : columnRule(column, pack);
    return [
      { repeatCell: { range, cell: { userEnteredFormat }, fields: formatMask } },
      ...(rule === null ? [] : [{ setDataValidation: { range, rule } }]),
    ];
  };
  return [
    cellsAt(
      { sheetId, rowIndex: 0, columnIndex: at },
      [{ values: columns.map(({ key }) => cellOfRaw(key)) }, { values: columns.map(headerCell) }],
      "userEnteredValue,userEnteredFormat,note",
    ),
    ...columns.flatMap((column, right) => {
      const properties = { pixelSize: column.width, hiddenByUser: column.hidden };
      const size = dimensionLook(sheetId, "COLUMNS", at + right, properties);
      // The district decides how its own columns look.
      return hasRows && column.key !== "" ? [size, ...formatOf(column, at + right)] : [size];
    }),
  ];
}

/**
 * Requests for everything in a new tab except its rows, protections and conditional formats. `index`: its zero-based place among the tabs.
 */
export function tabRequests(tab: Tab, title: string, index: number, pack: ProtocolPack) {
  const { sheetId, hidden } = tab;
  const gridProperties = {
    rowCount: bornRows,
    columnCount: tab.columns.length + tab.spareColumns,
    frozenRowCount: firstDataRow,
    frozenColumnCount: tab.frozenColumns,
    hideGridlines: !tab.hasGridlines,
  };
  const tabColorStyle = colorStyle(tabColours[tab.colour]);
  return [
    { addSheet: { properties: { sheetId, title, index, hidden, tabColorStyle, gridProperties } } },
    ...columnLook(tab, tab.columns, 0, { pack }),
    dimensionLook(sheetId, "ROWS", 0, { hiddenByUser: true }),
    dimensionLook(sheetId, "ROWS", 1, { pixelSize: headerHeight }),
  ];
}
