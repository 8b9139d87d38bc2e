/** The look of the register's tabs: colours, conditional formats, widths, data validation, frozen rows and columns. */
import { once } from "../once";
import type { BatchRequest, SpreadsheetStructure } from "../ports";
import { packs } from "../protocol/find-pack";
import type { ActState } from "../protocol/ids";
import type { ProtocolPack } from "../protocol/pack";
import { say } from "../protocol/wording";
import { cellOfRaw, cellsAt, columnFormat, columnRule, formatMask } from "../register/cells";
import {
  actStateWords,
  type Column,
  messageStateWords,
  statusWords,
  type Tab,
  type TabId,
} from "../register/columns";
import { type ColumnPositions, columnLetters } from "../register/header-position";
import { originalPositions } from "../register/read-register";
import { firstDataRow, matters, tabs } from "../register/tabs";
import type {
  CellData,
  CellFormat,
  ColorStyle,
  Condition,
  ConditionalFormatRule,
  DataValidationRule,
  DimensionProperties,
  GridRange,
} from "../sheets-requests";

// Colours: calm, and readable by WCAG AA (a test measures every pair). Colour is never the only sign of anything.

/** Colours of a text and its background, as "#rrggbb". */
export interface Pair {
  readonly text: string;
  readonly background: string;
}

/** Colours of titles: they show who fills a column in. */
export const headerColours = {
  nobody: { text: "#ffffff", background: "#33475b" },
  contact: { text: "#ffffff", background: "#1e6b5c" },
  lead: { text: "#ffffff", background: "#5b4a8a" },
} as const satisfies Record<string, Pair>;

/** Colours by the level's name in the cell, for the levels of these packs. */
export function levelColours(of: readonly ProtocolPack[]): readonly (readonly [string, Pair])[] {
  return of.flatMap(({ levels }) =>
    levels.map(({ name, colours }) => [say(name), colours] as const),
  );
}

/** Blocks of columns that belong to one matter, in turn. */
export const blockColours: readonly [Pair, Pair] = [
  { text: "#202124", background: "#eaf3fb" },
  { text: "#202124", background: "#f5effa" },
];

export const overdueColours: Pair = { text: "#a50e0e", background: "#fdeaea" };
/** For what is due now and not yet late. */
export const nowColours: Pair = { text: "#7a4a00", background: "#fff0c7" };
export const finishedColours: Pair = { text: "#5f6b76", background: "#f5f6f7" };
export const waitingColours: Pair = { text: "#4a4668", background: "#eeecf6" };

/** Colours of tabs: they show who works there. */
export const tabColours = {
  work: "#1e6b5c",
  directory: "#5b4a8a",
  reference: "#9aa5b1",
} as const;

/** A colour as #rrggbb, for the Sheets API. */
export function colorStyle(hex: string): ColorStyle {
  const channel = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return { rgbColor: { red: channel(1), green: channel(3), blue: channel(5) } };
}

/** A pair of colours as a cell format. */
export function pairFormat({ text, background }: Pair, bold = false): CellFormat {
  return {
    backgroundColorStyle: colorStyle(background),
    textFormat: { foregroundColorStyle: colorStyle(text), ...(bold ? { bold } : {}) },
  };
}

// Conditional formats: levels, what is overdue, what is finished, what waits.

interface Highlight {
  /** Key of the column that is coloured; or the columns of a block, coloured where they stand side by side; left out: the whole row. */
  readonly column?: string;
  readonly block?: readonly string[];
  /** When the colour shows: a formula, in which `[key]` is the row's cell of that column; or the exact text of the column's cell. */
  readonly when: { readonly formula: string } | { readonly text: string };
  readonly look: Pair;
  readonly bold?: boolean;
}

const toCorrect: readonly Highlight[] = [
  { column: "problem", when: { formula: '=[problem]<>""' }, look: overdueColours },
];

/** Colours a time that is before `end` (a formula). */
function over(column: string, end: string, bold = true): Highlight {
  const formula = `=AND([${column}]<>"",[${column}]<${end})`;
  return { column, when: { formula }, look: overdueColours, bold };
}

/** Amber for what is due now, red once the time in `lateFrom` is past. In a register without that column it is red at once. */
function nowAndLate(due: string, isKnown: boolean, and = ""): readonly Highlight[] {
  if (!isKnown) return [over(due, `NOW()${and}`)];
  const late = `=AND([${due}]<>"",IF([lateFrom]="",[${due}],[lateFrom])<NOW()${and})`;
  const now = `=AND([${due}]<>"",[${due}]<NOW(),[lateFrom]>=NOW()${and})`;
  return [
    { column: due, when: { formula: late }, look: overdueColours, bold: true },
    { column: due, when: { formula: now }, look: nowColours, bold: true },
  ];
}

function rowsIn(states: string, look: Pair): Highlight {
  return { when: { formula: `=${states}` }, look };
}

const stateIs = (state: ActState) => `[state]="${actStateWords[state]}"`;

/** All rules, by tab. In each cell the first rule that holds wins. */
const highlights = (
  isLateKnown: boolean,
  of: readonly ProtocolPack[],
): Readonly<Partial<Record<TabId, readonly Highlight[]>>> => ({
  cases: [
    rowsIn(`[status]="${statusWords.closed}"`, finishedColours),
    ...nowAndLate("nextDue", isLateKnown),
    over("nextCheckIn", "TODAY()"),
    ...levelColours(of).map(
      ([text, look]): Highlight => ({ column: "level", when: { text }, look, bold: true }),
    ),
    ...Object.values(matters).map(
      ({ columns }, at): Highlight => ({
        block: columns,
        when: { formula: '=[case]<>""' },
        look: blockColours[at % 2 === 0 ? 0 : 1],
      }),
    ),
  ],
  checklist: [
    rowsIn(`OR(${stateIs("done")},${stateIs("not-applicable")})`, finishedColours),
    ...nowAndLate("due", isLateKnown, `,${stateIs("open")}`),
    rowsIn(`OR(${stateIs("locked")},${stateIs("on-hold")})`, waitingColours),
  ],
  reports: [
    over("writtenReportDue", "NOW(),[writtenReportConfirmed]<>TRUE,[reporterUnreachable]<>TRUE"),
  ],
  contacts: toCorrect,
  schools: toCorrect,
  settings: toCorrect,
  plan: [over("byWhen", 'TODAY(),[reviewed]=""', false)],
  summary: [{ column: "value", when: { text: "LATE" }, look: overdueColours, bold: true }],
  outbox: [{ column: "state", when: { text: messageStateWords.sent }, look: finishedColours }],
});

const lateColumn = "lateFrom";

/** The rules as an earlier version made them, which had no column `lateFrom`. They are recognised and replaced. */
export function formerRules(
  tab: TabId,
  positions: ColumnPositions,
): readonly ConditionalFormatRule[] {
  return highlightRules(tab, new Map([...positions].filter(([key]) => key !== lateColumn)));
}

function condition(when: Highlight["when"], positions: ColumnPositions): Condition {
  if ("text" in when) return { type: "TEXT_EQ", values: [{ userEnteredValue: when.text }] };
  const formula = when.formula.replace(/\[(\w+)\]/g, (_, key: string) => {
    const index = positions.get(key) ?? 0;
    return `$${columnLetters(index)}${firstDataRow + 1}`;
  });
  return { type: "CUSTOM_FORMULA", values: [{ userEnteredValue: formula }] };
}

/** The conditional formats of a tab, with the colours of these packs' levels: of all that the desk has, since a tab may have any of them. */
export function highlightRules(
  tab: TabId,
  positions: ColumnPositions,
  of: readonly ProtocolPack[] = packs(),
): readonly ConditionalFormatRule[] {
  const width = Math.max(...positions.values()) + 1;
  const shown = (highlights(positions.has(lateColumn), of)[tab] ?? []).filter(({ block = [] }) =>
    block.every(
      (key, right) => positions.get(key) === (positions.get(block[0] ?? "") ?? 0) + right,
    ),
  );
  return shown.map(({ column, block = [], when, look, bold }): ConditionalFormatRule => {
    const [first = column] = block;
    const at = first === undefined ? undefined : positions.get(first);
    return {
      ranges: [
        {
          sheetId: tabs[tab].sheetId,
          startRowIndex: firstDataRow,
          startColumnIndex: at ?? 0,
          endColumnIndex: at === undefined ? width : at + Math.max(1, block.length),
        },
      ],
      booleanRule: { condition: condition(when, positions), format: pairFormat(look, bold) },
    };
  });
}

/** Requests that add the conditional formats of a new tab, with the colours of this pack's levels. */
export function highlightRequests(
  tab: TabId,
  positions: ColumnPositions,
  pack: ProtocolPack,
): readonly BatchRequest[] {
  return highlightRules(tab, positions, [pack]).map(
    (rule, index): BatchRequest => ({ addConditionalFormatRule: { index, rule } }),
  );
}

/** Requests for the colours of this pack's levels, where Cases was made for another pack. `highlights`: the rules that are there. */
export function colourRequests(
  pack: ProtocolPack,
  positions: ColumnPositions,
  highlights: SpreadsheetStructure["highlights"],
): readonly BatchRequest[] {
  const { id, sheetId } = tabs.cases;
  const there = highlights.filter((one) => one.sheetId === sheetId);
  const names = new Set(there.map(({ condition: [, text = ""] }) => text));
  const own = new Set<string>(pack.levels.map(({ name }) => say(name)));
  return highlightRules(id, positions, [pack])
    .filter(({ booleanRule }) => {
      const [value] = booleanRule.condition.values ?? [];
      const text = value !== undefined && "userEnteredValue" in value ? value.userEnteredValue : "";
      return own.has(text) && !names.has(text);
    })
    .map(
      (rule, at): BatchRequest => ({
        addConditionalFormatRule: { index: there.length + at, rule },
      }),
    );
}

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

const looks = once(
  (): Readonly<Record<TabId, TabLook>> => ({
    cases: lookOf("work", 2),
    // The hidden key, and what to do.
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
  }),
);

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
      ...pairFormat(headerColours[column.editableBy], true),
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
  pack: ProtocolPack,
  end = firstDataRow,
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
      sheetId,
      0,
      at,
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

/** Requests for everything of a new tab but its rows and protections. `index`: its zero-based place among the tabs. */
export function tabRequests(
  tab: Tab,
  title: string,
  index: number,
  pack: ProtocolPack,
): readonly BatchRequest[] {
  const { sheetId } = tab;
  const look = looks()[tab.id];
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
    ...columnLook(tab, tab.columns, 0, pack),
    rows(0, { hiddenByUser: true }, "hiddenByUser"),
    rows(1, { pixelSize: headerHeight }, "pixelSize"),
    ...highlightRequests(tab.id, originalPositions(tab), pack),
  ];
}
