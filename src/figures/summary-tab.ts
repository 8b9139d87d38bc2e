/** The Summary tab: its rows, what each one counts, by a formula or by the clock at night, and the requests that fill it and make its charts. */

import { actStateWords, leftByClosed, statusWords } from "../case/tabs/words-in-cells";
import { messageStateWords } from "../outbox/outbox-tab";
import type { BatchRequest } from "../ports";
import type { CellData, CellFormat } from "../ports/sheets-requests";
import type { ProtocolPack } from "../protocol/pack";
import { say } from "../protocol/wording";
import { cellsAt, columnFormat } from "../register/cells";
import { firstDataRow, type TabId } from "../register/columns";
import { colorStyle } from "../register/layout/colours";
import type { FoundTab, Standing } from "../register/layout/ensure";
import { columnLetters, quotedTitle } from "../register/read/ranges";
import { originalPositions } from "../register/read/read-tabs";
import { summaryTabs } from "./summary-columns";
import {
  countedIn,
  levelKey,
  measuresBeside,
  schoolYearMeasure,
  summaryMeasures,
} from "./what-is-counted";
import { levelColour } from "./year-evidence";

/**
 * Keys of the rows in which the script writes when a clock run last came and when one last listed the Form's responses (in column `at`).
 */
export const heartbeatMeasure = "Automation last ran";
export const sweepMeasure = "Form last read";

/** A row of Summary. */
interface SummaryRow {
  /** Its key. */
  readonly measure: string;
  /**
   * A formula, in which `[tab.key]` stands for a whole column of data and `[key]` for a cell of the same row; null if the clock writes the
   * value.
   */
  readonly value: string | null;
  /** A formula or a text. */
  readonly state: string;
  /** A few words for a chart; "" or left out if no chart uses the row. */
  readonly label?: string;
  /** Whether its numbers are hours, shown with tenths. */
  readonly isHours?: boolean;
}

const notClosed = `"<>${statusWords.closed}"`;

/**
 * A row whose formula shows "LATE" when the time in column `When` is more than an hour ago; if no time was ever written, when the first
 * line of Activity is an hour old. In a sealed register no one writes the time; the formula recognizes it by its empty Contacts and shows
 * "Not yet".
 */
function watchdog(measure: string, row: number, late: string): SummaryRow {
  const [value, at] = [`$B$${row}`, `$C$${row}`];
  const never =
    'IF(AND(COUNTIF([contacts.role],"?*")>0,COUNTIFS([activity.at],"<"&NOW()-1/24)>0),"LATE","Not yet")';
  return {
    measure,
    value: `=IF(${at}="",${never},IF(NOW()-${at}>1/24,"LATE","OK"))`,
    state: `=IF(${value}="LATE","${late}",IF(${value}="OK","After more than an hour without it, this says LATE.","Only kept in the main register: there this says OK within an hour of set-up. If it does not, tell the district admin: open the Form, menu Student safety, Set up."))`,
  };
}

/** The part of a formula that counts cases that are not closed. `more`: a criterion for them. */
const openCases = (more = '[cases.case],"<>"') =>
  countedIn("cases", `${more},[cases.status],${notClosed}`);
const atLevel = (label: string) => openCases(`[cases.level],"${label}"`);

/** The key of the row that counts open cases at a level. */
const openKey = (label: string): string => `Open cases: ${label}`;

/** Groups of open cases by age: the words, and which times of opening are counted. */
const ages = [
  ["up to 7 days", '">="&NOW()-7'],
  ["8 to 30 days", '"<"&NOW()-7', '">="&NOW()-30'],
  ["31 to 90 days", '"<"&NOW()-30', '">="&NOW()-90'],
  ["over 90 days", '"<"&NOW()-90'],
] as const;

/** Which Summary it is: for which protocol pack, and whether it has the figures of the school year that the clock counts at night. */
interface SummaryOf {
  readonly pack: ProtocolPack;
  readonly hasYear: boolean;
  /** False: the register has no tabs for the directory, which some rows count. */
  readonly hasContacts?: boolean;
  /** Whether it also counts the registers of schools. */
  readonly hasSchools?: boolean;
}

/** The number of Summary's first row of data in formulas, which count from 1. */
const firstRow = firstDataRow + 1;

/** A formula that counts the open steps of open cases whose time has come. `more`: further criteria, each after a comma. */
const openSteps = (more = "") =>
  countedIn(
    "checklist",
    `[checklist.state],"${actStateWords.open}",[checklist.closed],"<>${leftByClosed}",[checklist.due],"<"&NOW()${more}`,
  );

function count(measure: string, value: string, state: string, label = ""): SummaryRow {
  return { measure, value, state, label };
}

const yearNote =
  "Counted each night, as of the time in When: no drills. Where schools have registers of their own, it is of all of these. The rows below are for this school year; each case counts in the month in which it was opened.";

/** The rows of Summary, in order. */
export function summaryRows(of: SummaryOf): readonly SummaryRow[] {
  const all = allRows(of);
  return of.hasContacts !== false
    ? all
    : all.filter(({ value }) => !(value ?? "").includes("[contacts."));
}

function allRows({ pack, hasYear, hasSchools }: SummaryOf): readonly SummaryRow[] {
  const labels = pack.levels.map(({ name }) => say(name));
  const value = '=IF([thisYear]="","",[thisYear])';
  const measured = summaryMeasures(pack).map(({ key: measure, note: state, label, isHours }) => {
    return { measure, value, state, label, isHours };
  });
  return [
    watchdog(
      heartbeatMeasure,
      firstRow,
      "Nothing has run for more than an hour, and reports may reach no one. Tell the district admin now: open the Form, read what came in under Responses, then menu Student safety, Set up.",
    ),
    watchdog(
      sweepMeasure,
      firstRow + 1,
      "No one has looked for missed reports for more than an hour. Tell the district admin now: open the Form, read what came in under Responses, then menu Student safety, Check.",
    ),
    ...labels.map((label) =>
      count(openKey(label), `=${atLevel(label)}`, "By the level of the case today.", label),
    ),
    count(
      "Open cases under an earlier protocol",
      `=${[openCases(), ...labels.map(atLevel)].join("-")}`,
      "At a level that today's protocol does not have. Each case continues under the protocol that opened it, which is named in its row.",
    ),
    count(
      "Open cases in all",
      `=${openCases()}`,
      "Every case of this register that is not closed. No drill is counted in this tab.",
    ),
    ...ages.map(([label, ...opened]) =>
      count(
        openKey(`${label} old`),
        `=${openCases(opened.map((one) => `[cases.opened],${one}`).join())}`,
        "Since the case was opened.",
      ),
    ),
    count(
      "Not acknowledged yet",
      `=${countedIn("cases", `[cases.case],"<>",[cases.status],${notClosed},[cases.acknowledged],FALSE`)}`,
      "A designated contact acknowledges in the Cases tab.",
    ),
    count(
      "Late steps",
      `=${openSteps()}-${openSteps(',[checklist.lateFrom],">="&NOW()')}`,
      "Of open cases, in the Checklist tab: red there in the column Due. What is due now is not counted.",
    ),
    count(
      "Written reports that are due and not confirmed",
      `=COUNTIFS([reports.writtenReportDue],"<"&NOW(),[reports.writtenReportConfirmed],FALSE)-COUNTIFS([reports.writtenReportDue],"<"&NOW(),[reports.writtenReportConfirmed],FALSE,[reports.reporterUnreachable],TRUE)`,
      "In the Reports tab, of reporters who can be asked. Each of them has their own duty to report.",
    ),
    count(
      "Messages not sent yet",
      `=COUNTIFS([outbox.state],"${messageStateWords.queued}")`,
      "They are tried again every 5 minutes.",
    ),
    count(
      "Rows to correct in Contacts, Schools and Settings",
      '=COUNTIF([contacts.problem],"?*")+COUNTIF([schools.problem],"?*")+COUNTIF([settings.problem],"?*")',
      "The column To correct says what to write.",
    ),
    count(
      "Closed cases",
      `=${countedIn("cases", `[cases.status],"${statusWords.closed}"`)}`,
      "Kept until the end of the retention time in Settings.",
    ),
    ...(hasSchools === true ? measuresBeside : []).map((measure) => ({
      ...{ measure, value: null },
      state:
        "Of all of them together, as of the time in When. The numbers above are of this register.",
    })),
    ...(hasYear ? [{ measure: schoolYearMeasure, value: null, state: yearNote }, ...measured] : []),
  ];
}

// The requests.

/** Which Summary it is, and the tabs that it counts: their present titles, and where their columns are. */
type CountedTabs = Standing & SummaryOf;

/** A column's original place, from 0. */
const columnOf = (key: string) => originalPositions(summaryTabs.summary).get(key) ?? 0;

/** The formula for the cells of a row (from 0). */
function filledIn(formula: string, row: number, counted: CountedTabs): string {
  return formula
    .replace(/\[(\w+)\.(\w+)\]/g, (_, tab: string, key: string) => {
      // The formulas name tabs by id; a test fills in every one.
      const id = tab as TabId;
      const positions = counted.positionsOf(id);
      const index = positions.get(key) ?? 0;
      const letters = columnLetters(index);
      return `${quotedTitle(counted.titleOf(id))}!$${letters}$${firstDataRow + 1}:$${letters}`;
    })
    .replace(/\[(\w+)\]/g, (_, key: string) => `$${columnLetters(columnOf(key))}$${row + 1}`);
}

const fields = "userEnteredValue,userEnteredFormat";

/** The cells of a row (from 0) by column, as the tab is first made: what the clock writes is blank. */
function cellsOfRow(
  { measure, value, state, label = "", isHours = false }: SummaryRow,
  at: number,
  counted: CountedTabs,
): Readonly<Record<string, CellData>> {
  const top: CellFormat = { wrapStrategy: "WRAP", verticalAlignment: "TOP" };
  // Not the text format: in a text cell Google Sheets would show the formula itself.
  const numberFormat = { type: "NUMBER", pattern: isHours ? "0.0" : "0" } as const;
  const number: CellFormat = { ...top, horizontalAlignment: "CENTER", numberFormat };
  const formula = (text: string) => ({ formulaValue: filledIn(text, at, counted) });
  const own: Readonly<Record<string, CellData>> = {
    measure: { userEnteredValue: { stringValue: measure }, userEnteredFormat: top },
    value: {
      ...(value !== null && { userEnteredValue: formula(value) }),
      userEnteredFormat: { ...number, textFormat: { bold: true, fontSize: 12 } },
    },
    state: {
      userEnteredValue: state.startsWith("=") ? formula(state) : { stringValue: state },
      userEnteredFormat: { ...top, numberFormat },
    },
    label: {
      ...(label !== "" && { userEnteredValue: { stringValue: label } }),
      userEnteredFormat: top,
    },
  };
  return Object.fromEntries(
    summaryTabs.summary.columns.map((column) => {
      const plain = { userEnteredFormat: column.key === "at" ? columnFormat(column) : number };
      return [column.key, own[column.key] ?? plain];
    }),
  );
}

/**
 * Requests that fill a new Summary, or write it again: for another protocol, for this version, or because a tab that its formulas name was
 * missing. Rows that are no longer used are emptied. The times of the two signs of life stay. Figures that the clock counted at night are
 * emptied until it counts again, unless only formulas are repaired. A chart that someone deleted is not made again.
 */
export function summaryRequests(
  { tab, rows: former, standing }: FoundTab,
  of: SummaryOf,
): readonly BatchRequest[] {
  const counted = { ...standing, ...of };
  const { sheetId, columns } = summaryTabs.summary;
  const positions = counted.positionsOf("summary");
  const keys = columns.map(({ key }) => key).filter((key) => positions.has(key));
  const rows = summaryRows(counted);
  /** Writes the cells of these columns, which are next to each other, in the rows from `from` to before `to`. */
  const write = (some: readonly string[], from = 0, to = rows.length): BatchRequest => {
    const columnIndex = columnOf(some[0] ?? "");
    const values = Array.from({ length: to - from }, (_, at) => {
      const row = rows[from + at];
      const cells = row === undefined ? {} : cellsOfRow(row, firstDataRow + from + at, counted);
      return { values: some.map((key) => cells[key] ?? {}) };
    });
    return cellsAt({ sheetId, rowIndex: firstDataRow + from, columnIndex }, values, fields);
  };
  const charts = chartsIn(counted);
  if (former === null) return [write(keys), ...charts];
  // Only columns in their original order can be written.
  if ([...originalPositions(tab)].some(([key, at]) => positions.get(key) !== at)) return [];
  const at = keys.indexOf("at");
  if (former.map(({ key }) => key).join("\n") === rows.map(({ measure }) => measure).join("\n")) {
    if (standing.isWhole) return [];
    return rows.flatMap(({ value }, row) =>
      value === null
        ? []
        : [write(keys.slice(0, at), row, row + 1), write(["state"], row, row + 1)],
    );
  }
  return [
    write(keys.slice(0, at)),
    write(["at"], 2),
    write(keys.slice(at + 1)),
    ...(former.length > rows.length ? [write(keys, rows.length, former.length)] : []),
    ...charts.flatMap((chart): readonly BatchRequest[] => {
      const objectId = chart.addChart.chart.chartId;
      return standing.charts.includes(objectId)
        ? [{ deleteEmbeddedObject: { objectId } }, chart]
        : [];
    }),
  ];
}

// Charts. Only Set up makes them: a request that adds a chart with an id that is already used would make Google refuse the whole batch.

/** A screen of 1,280 pixels has room for one chart beside the columns, so the second one is below the first. */
const chartSize = { widthPixels: 362, heightPixels: 260 } as const;

type AddChart = Extract<BatchRequest, { readonly addChart: unknown }>;

/** A range of Summary's cells: rows from the first row of data, and columns. */
function cellsOf(row: number, column: number, high: number, wide: number) {
  const startRowIndex = firstDataRow + row;
  const source = {
    sheetId: summaryTabs.summary.sheetId,
    startRowIndex,
    endRowIndex: startRowIndex + high,
    startColumnIndex: column,
    endColumnIndex: column + wide,
  };
  return { sourceRange: { sources: [source] } };
}

/** Requests that make the charts. The columns of Summary are in their original order. */
function chartsIn(of: SummaryOf): readonly AddChart[] {
  const rows = summaryRows(of);
  const label = columnOf("label");
  const rowOf = (key: string) => rows.findIndex(({ measure }) => measure === key);
  const levels = of.pack.levels.map((level) => ({
    name: say(level.name),
    colour: colorStyle(levelColour(level)),
  }));
  // The rows of the levels follow each other.
  const first = rowOf(openKey(levels[0]?.name ?? ""));
  const series = (data: object, more: object) => ({
    series: data,
    targetAxis: "LEFT_AXIS",
    dataLabel: { type: "DATA" },
    ...more,
  });
  /** `counted`: when the numbers were counted. `at`: the chart's place, from above. */
  const chart = (at: 0 | 1, title: string, counted: string, more: object): AddChart => {
    const axis = {
      position: "LEFT_AXIS",
      title: "Cases",
      // Zero is where columns begin, also where all are high.
      viewWindowOptions: { viewWindowMin: 0, viewWindowMode: "EXPLICIT" },
    };
    const spec = {
      title,
      subtitle: "Where there is no column, there is nothing yet",
      altText: `${title}, ${counted}. The same numbers are in the tab.`,
      basicChart: { chartType: "COLUMN", axis: [axis], headerCount: at, ...more },
    };
    const { sheetId } = summaryTabs.summary;
    const anchorCell = { sheetId, rowIndex: firstDataRow + 9 * at, columnIndex: label + 1 };
    const position = { overlayPosition: { anchorCell, ...chartSize } };
    return { addChart: { chart: { chartId: chartIds[at], spec, position } } };
  };
  const open = chart(0, "Open cases by level", "as of now", {
    legendPosition: "NO_LEGEND",
    domains: [{ domain: cellsOf(first, label, levels.length, 1) }],
    series: [
      series(cellsOf(first, columnOf("value"), levels.length, 1), {
        styleOverrides: levels.map(({ colour }, index) => ({ index, colorStyle: colour })),
      }),
    ],
  });
  const opened = chart(1, "Cases opened, by level", "by month, counted each night", {
    legendPosition: "BOTTOM_LEGEND",
    stackedType: "STACKED",
    // The months are in the columns after the label.
    domains: [{ domain: cellsOf(-1, label, 1, 13) }],
    series: levels.map(({ name, colour }) =>
      series(cellsOf(rowOf(levelKey(name)), label, 1, 13), { colorStyle: colour }),
    ),
  });
  return of.hasYear ? [open, opened] : [open];
}

/** The ids of the charts, chosen by us. */
const chartIds = [901, 903] as const;
