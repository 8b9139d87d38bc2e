/** The look of the register's tabs: colours, conditional formats, widths, data validation, frozen rows and columns. */
import type { BatchRequest } from "../../ports";
import type {
  CellData,
  CellFormat,
  DataValidationRule,
  DimensionProperties,
  GridRange,
} from "../../ports/sheets-requests";
import type { ProtocolPack } from "../../protocol/pack";
import { cellOfRaw, cellsAt, columnFormat, columnRule, formatMask } from "../cells";
import type { Column, Tab, TabId } from "../columns";
import { firstDataRow } from "../tabs";
import { colorStyle, headerColours, pairFormat, tabColours } from "./tab-colours";

interface TabLook {
  readonly colour: string;
  /** Number of columns that stay visible when people scroll sideways, hidden ones included. */
  readonly frozenColumns: number;
  readonly gridlines: boolean;
  /** Number of columns beyond ours: for a chart, or for cells of the script's own. */
  readonly spareColumns: number;
}

function lookOf(
  colour: keyof typeof tabColours,
  frozenColumns = 0,
  more: Partial<TabLook> = {},
): TabLook {
  return {
    colour: tabColours[colour],
    frozenColumns,
    gridlines: true,
    spareColumns: 0,
    ...more,
  };
}

const looks: Readonly<Record<TabId, TabLook>> = {
  // The reference alone: a phone has no room for more.
  cases: lookOf("work", 1),
  // The hidden key, and the reference.
  checklist: lookOf("work", 2),
  plan: lookOf("work", 2),
  log: lookOf("work", 2),
  disclosures: lookOf("work", 2),
  reports: lookOf("work", 5),
  reporters: lookOf("work", 1),
  contacts: lookOf("directory", 1),
  schools: lookOf("directory", 1),
  settings: lookOf("directory", 1),
  summary: lookOf("reference", 0, { gridlines: false, spareColumns: 6 }),
  education: lookOf("reference", 2),
  guide: lookOf("reference", 0, { gridlines: false }),
  outbox: lookOf("reference", 0, { spareColumns: 2 }),
  activity: lookOf("reference", 0, { spareColumns: 1 }),
};

const bornRows = 1_000;

const headerHeight = 44;

/** The roles that cells of Contacts offer. People may write a role in other words too, since it is read generously. */
export function suggestedRoles(pack: ProtocolPack): readonly string[] {
  const agencies = pack.agencies.map(({ writtenAs: [first = ""] }) => first);
  return [
    "Designated contact",
    "Backup contact",
    "District lead",
    "Alternate lead",
    "District admin",
    ...agencies.map((words) => words.charAt(0).toUpperCase() + words.slice(1)),
  ];
}

function suggestions(tab: Tab, column: Column, pack: ProtocolPack): readonly string[] | null {
  if (tab.id === "contacts" && column.key === "role") return suggestedRoles(pack);
  if (tab.id === "contacts" && column.key === "channel") return ["Fax", "Web", "Mail"];
  return tab.id === "schools" && column.key === "sroIsDistrictPolice"
    ? ["Yes", "No", "Unknown"]
    : null;
}

/**
 * The data validation of a whole column. Checkboxes only in tabs whose rows people add: elsewhere each appended cell brings its own, since
 * Google would count a column of unticked boxes as data and append rows below it (sheets-api.md 2, 4).
 */
function wholeColumnRule(tab: Tab, column: Column, pack: ProtocolPack): DataValidationRule | null {
  const offered = suggestions(tab, column, pack);
  if (offered !== null) {
    const values = offered.map((userEnteredValue) => ({ userEnteredValue }));
    return { condition: { type: "ONE_OF_LIST", values }, strict: false, showCustomUi: true };
  }
  if (column.type === "checkbox" && tab.id !== "contacts") return null;
  return columnRule(column, pack);
}

/** The cell of a column's title, with its colour and note. */
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

/**
 * Tabs whose rows people begin. Their blank rows are formatted in advance. In the other tabs each appended row brings its look: where
 * Google counts formatted rows as filled, an appended row would land below all of them (sheets-api.md 13).
 */
export const begunByPeople: readonly TabId[] = [
  "plan",
  "log",
  "disclosures",
  "contacts",
  "schools",
];

/**
 * Requests for keys, titles, width, format and data validation of neighbouring columns, the first one at `at` (zero-based). Also used for
 * columns that are added later, to a tab whose rows end at `end` (zero-based).
 */
export function columnLook(
  tab: Tab,
  columns: readonly Column[],
  at: number,
  { pack, end = firstDataRow }: { readonly pack: ProtocolPack; readonly end?: number },
): BatchRequest[] {
  const { sheetId } = tab;
  const isBegunByPeople = begunByPeople.includes(tab.id);
  const hasRows = isBegunByPeople || end > firstDataRow;
  const each = columns.flatMap((column, right): BatchRequest[] => {
    const startIndex = at + right;
    const range: GridRange = {
      sheetId,
      startRowIndex: firstDataRow,
      ...(isBegunByPeople ? {} : { endRowIndex: end }),
      startColumnIndex: startIndex,
      endColumnIndex: startIndex + 1,
    };
    const rule = wholeColumnRule(tab, column, pack);
    return [
      {
        updateDimensionProperties: {
          range: { sheetId, dimension: "COLUMNS", startIndex, endIndex: startIndex + 1 },
          properties: { pixelSize: column.width, hiddenByUser: column.hidden },
          fields: "pixelSize,hiddenByUser",
        },
      },
      // How the district shows its own column is left to the district.
      ...(hasRows && column.key !== "" ? rangeLook(range, columnFormat(column), rule) : []),
    ];
  });
  return [
    cellsAt(
      { sheetId, rowIndex: 0, columnIndex: at },
      [{ values: columns.map(({ key }) => cellOfRaw(key)) }, { values: columns.map(headerCell) }],
      "userEnteredValue,userEnteredFormat,note",
    ),
    ...each,
  ];
}

function rangeLook(
  range: GridRange,
  userEnteredFormat: CellFormat,
  rule: DataValidationRule | null,
): readonly BatchRequest[] {
  const look = { repeatCell: { range, cell: { userEnteredFormat }, fields: formatMask } };
  return rule === null ? [look] : [look, { setDataValidation: { range, rule } }];
}

/** Requests for everything of a new tab but its rows, protections and conditional formats. `index`: its zero-based place among the tabs. */
export function tabRequests(
  tab: Tab,
  title: string,
  index: number,
  pack: ProtocolPack,
): readonly BatchRequest[] {
  const { sheetId } = tab;
  const look = looks[tab.id];
  const rows = (
    startIndex: number,
    properties: DimensionProperties,
    fields: string,
  ): BatchRequest => ({
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
    ...columnLook(tab, tab.columns, 0, { pack }),
    rows(0, { hiddenByUser: true }, "hiddenByUser"),
    rows(1, { pixelSize: headerHeight }, "pixelSize"),
  ];
}
