/** The requests that make one tab as it is born: grid, keys and headers, widths, formats, dropdowns and checkboxes. */
import { type CellRule, columnFormat, columnRule, formatMask } from "../../register/cell-format";
import type { Column, Tab, TabId } from "../../register/columns";
import { bornPositions } from "../../register/read-plan";
import { firstDataRow } from "../../register/tabs";
import type { BatchRequest } from "../../workspace";
import { highlightRequests } from "./highlights";
import { colorStyle, headerColours, pairFormat, tabColours } from "./palette";

interface TabLook {
  readonly colour: string;
  /** Columns that stay in sight, the hidden ones among them. */
  readonly frozenColumns: number;
  readonly gridlines: boolean;
  /** Columns beyond ours: room for a chart, or for a cell of the script's own. */
  readonly spareColumns: number;
}

const { work, directory, reference } = tabColours;
const plain = { frozenColumns: 0, gridlines: true, spareColumns: 0 };

const looks: Readonly<Record<TabId, TabLook>> = {
  cases: { ...plain, colour: work, frozenColumns: 1 },
  checklist: { ...plain, colour: work, frozenColumns: 4 },
  plan: { ...plain, colour: work, frozenColumns: 2 },
  log: { ...plain, colour: work, frozenColumns: 2 },
  disclosures: { ...plain, colour: work, frozenColumns: 2 },
  reports: { ...plain, colour: work, frozenColumns: 5 },
  contacts: { ...plain, colour: directory, frozenColumns: 1 },
  schools: { ...plain, colour: directory, frozenColumns: 1 },
  settings: { ...plain, colour: directory, frozenColumns: 1 },
  summary: { ...plain, colour: reference, gridlines: false, spareColumns: 8 },
  education: { ...plain, colour: reference, frozenColumns: 2 },
  guide: { ...plain, colour: reference, gridlines: false },
  outbox: { ...plain, colour: reference, spareColumns: 1 },
  activity: { ...plain, colour: reference },
};

const bornRows = 1_000;
const headerHeight = 44;

/** What people may choose or write otherwise: the directory reads roles generously. */
const suggestions: Readonly<Record<string, readonly string[]>> = {
  "contacts.role": [
    "Designated contact",
    "Backup contact",
    "District lead",
    "Alternate lead",
    "District admin",
    "Child and family services",
    "Law enforcement",
    "Probation",
    "Victim advocate",
  ],
  "schools.sroIsDistrictPolice": ["Yes", "No", "Unknown"],
};

/** The roles offered in Contacts. */
export const suggestedRoles = suggestions["contacts.role"] ?? [];

/**
 * The rule of a whole column. Checkboxes only where people add the rows: elsewhere each appended cell brings its own,
 * since a column of unticked boxes would count as data and push appended rows to the bottom (sheets-api.md 2, 4).
 */
function wholeColumnRule(tab: Tab, column: Column): CellRule | null {
  const offered = suggestions[`${tab.id}.${column.key}`];
  if (offered !== undefined) {
    const values = offered.map((userEnteredValue) => ({ userEnteredValue }));
    return { condition: { type: "ONE_OF_LIST", values }, strict: false, showCustomUi: true };
  }
  if (column.type === "checkbox" && tab.id !== "contacts") return null;
  return columnRule(column);
}

export function headerCell(column: Column) {
  return {
    userEnteredValue: { stringValue: column.header },
    userEnteredFormat: {
      ...pairFormat(headerColours[column.editableBy], true),
      wrapStrategy: "WRAP",
      verticalAlignment: "MIDDLE",
    },
    ...(column.note === undefined ? {} : { note: column.note }),
  };
}

/** Keys, headers, width, format and rule of neighbouring columns, the first one at `at` (zero-based). Also for columns added later. */
export function columnLook(tab: Tab, columns: readonly Column[], at: number): BatchRequest[] {
  const { sheetId } = tab;
  const each = columns.flatMap((column, right): BatchRequest[] => {
    const startIndex = at + right;
    const range = {
      sheetId,
      startRowIndex: firstDataRow,
      startColumnIndex: startIndex,
      endColumnIndex: startIndex + 1,
    };
    const rule = wholeColumnRule(tab, column);
    return [
      {
        updateDimensionProperties: {
          range: { sheetId, dimension: "COLUMNS", startIndex, endIndex: startIndex + 1 },
          properties: { pixelSize: column.width, hiddenByUser: column.hidden },
          fields: "pixelSize,hiddenByUser",
        },
      },
      {
        repeatCell: {
          range,
          cell: { userEnteredFormat: columnFormat(column) },
          fields: formatMask,
        },
      },
      ...(rule === null ? [] : [{ setDataValidation: { range, rule } }]),
    ];
  });
  return [
    {
      updateCells: {
        start: { sheetId, rowIndex: 0, columnIndex: at },
        rows: [
          { values: columns.map(({ key }) => ({ userEnteredValue: { stringValue: key } })) },
          { values: columns.map(headerCell) },
        ],
        fields: "userEnteredValue,userEnteredFormat,note",
      },
    },
    ...each,
  ];
}

/** Everything of a new tab except its rows and protections. `index` is its place among the tabs. */
export function tabRequests(tab: Tab, title: string, index: number): readonly BatchRequest[] {
  const { sheetId } = tab;
  const look = looks[tab.id];
  const rows = (startIndex: number, properties: object, fields: string) => ({
    updateDimensionProperties: {
      range: { sheetId, dimension: "ROWS", startIndex, endIndex: startIndex + 1 },
      properties,
      fields,
    },
  });
  return [
    {
      addSheet: {
        properties: {
          sheetId,
          title,
          index,
          hidden: tab.hidden,
          tabColorStyle: colorStyle(look.colour),
          gridProperties: {
            rowCount: bornRows,
            columnCount: tab.columns.length + look.spareColumns,
            frozenRowCount: firstDataRow,
            frozenColumnCount: look.frozenColumns,
            hideGridlines: !look.gridlines,
          },
        },
      },
    },
    ...columnLook(tab, tab.columns, 0),
    rows(0, { hiddenByUser: true }, "hiddenByUser"),
    rows(1, { pixelSize: headerHeight }, "pixelSize"),
    ...highlightRequests(tab.id, bornPositions(tab)),
  ];
}
