/** The rows and formulas of the Summary tab. */
import type { BatchRequest } from "../ports";
import type { ProtocolPack } from "../protocol/pack";
import { say } from "../protocol/wording";
import { cellsAt, columnFormat } from "../register/cells";
import { actStateWords, messageStateWords, statusWords, type TabId } from "../register/columns";
import { type ColumnPositions, columnLetters, quotedTitle } from "../register/header-position";
import { originalPositions } from "../register/read-register";
import { firstDataRow, tabs } from "../register/tabs";
import type { CellFormat, ChartData, RowData } from "../sheets-requests";

/** Keys of the rows in which the script writes when a clock run last came, and when one last listed the Form's responses (column `at`). */
export const heartbeatMeasure = "Automation last ran";
export const sweepMeasure = "Form last read";

/** The tabs that Summary counts: their titles today, and where their columns stand. */
export interface CountedTabs {
  readonly pack: ProtocolPack;
  titleOf(tab: TabId): string;
  positionsOf(tab: TabId): ColumnPositions;
}

interface Row {
  readonly measure: string;
  /** A formula; `[tab.key]` stands for a whole column of data. */
  readonly value: string;
  readonly state: { readonly formula: string } | { readonly text: string };
}

const notClosed = `"<>${statusWords.closed}"`;

/**
 * A row whose formula shows "LATE" once the time in column `When` is more than an hour past. Where no time was ever written, once the first
 * line in Activity is an hour old. In a sealed register nothing writes the time; it is recognised by its empty Contacts and shows "Not
 * yet".
 */
function watchdog(measure: string, row: number, late: string): Row {
  const [value, at] = [`$B$${row}`, `$C$${row}`];
  const never =
    'IF(AND(COUNTIF([contacts.role],"?*")>0,COUNTIFS([activity.at],"<"&NOW()-1/24)>0),"LATE","Not yet")';
  return {
    measure,
    value: `=IF(${at}="",${never},IF(NOW()-${at}>1/24,"LATE","OK"))`,
    state: {
      formula: `=IF(${value}="LATE","${late}",IF(${value}="OK","More than an hour without it shows as LATE here.","Kept in the main register alone: there this says OK within an hour of set-up. If it does not, tell the district admin: open the Form, menu Student safety, Set up."))`,
    },
  };
}

/** Names of the levels of the district's pack. Cases of another one are counted together, so that no other pack's words stand here. */
function levelLabels({ levels }: ProtocolPack): readonly string[] {
  return levels.map(({ name }) => say(name));
}

const openCases = `COUNTIFS([cases.case],"<>",[cases.status],${notClosed})`;
const atLevel = (label: string) => `COUNTIFS([cases.level],"${label}",[cases.status],${notClosed})`;

function rowsOfSummary(pack: ProtocolPack): readonly Row[] {
  const first = firstDataRow + 1;
  const count = (measure: string, value: string, text: string): Row => ({
    measure,
    value,
    state: { text },
  });
  return [
    watchdog(
      heartbeatMeasure,
      first,
      "Nothing has run for more than an hour, and reports may reach nobody. Tell the district admin now: open the Form, read what came in under Responses, then menu Student safety, Set up.",
    ),
    watchdog(
      sweepMeasure,
      first + 1,
      "Nobody has looked for missed reports for more than an hour. Tell the district admin now: open the Form, read what came in under Responses, then menu Student safety, Check.",
    ),
    ...levelLabels(pack).map((label) =>
      count(`Open cases: ${label}`, `=${atLevel(label)}`, "By the level of the case today."),
    ),
    count(
      "Open cases under an earlier protocol",
      `=${[openCases, ...levelLabels(pack).map(atLevel)].join("-")}`,
      "At a level that today's protocol does not have. Each goes on under the protocol that opened it, which stands in its row.",
    ),
    count("Open cases in all", `=${openCases}`, "Every case that is not closed."),
    count(
      "Not acknowledged yet",
      `=COUNTIFS([cases.case],"<>",[cases.status],${notClosed},[cases.acknowledged],FALSE)`,
      "A designated contact acknowledges in the Cases tab.",
    ),
    count(
      "Overdue acts",
      `=COUNTIFS([checklist.state],"${actStateWords.open}",[checklist.due],"<"&NOW())`,
      "In the Checklist tab: open, and past the time in Due. What is due now is counted too.",
    ),
    count(
      "Written reports that are due and not confirmed",
      `=COUNTIFS([reports.writtenReportDue],"<"&NOW(),[reports.writtenReportConfirmed],FALSE)-COUNTIFS([reports.writtenReportDue],"<"&NOW(),[reports.writtenReportConfirmed],FALSE,[reports.reporterUnreachable],TRUE)`,
      "In the Reports tab, of reporters who can be asked. Each has a duty of their own.",
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
      `=COUNTIFS([cases.status],"${statusWords.closed}")`,
      "Kept until the end of the retention time in Settings.",
    ),
  ];
}

function filledIn(formula: string, counted: CountedTabs): string {
  return formula.replace(/\[(\w+)\.(\w+)\]/g, (_, tab: string, key: string) => {
    // The formulas above name tabs by id; a test fills in every one.
    const id = tab as TabId;
    const positions = counted.positionsOf(id);
    const index = positions.get(key) ?? originalPositions(tabs[id]).get(key) ?? 0;
    const letters = columnLetters(index);
    return `${quotedTitle(counted.titleOf(id))}!$${letters}$${firstDataRow + 1}:$${letters}`;
  });
}

function whenFormat(): CellFormat {
  const column = tabs.summary.columns.find(({ key }) => key === "at");
  return column === undefined ? {} : columnFormat(column);
}

function cellRow({ measure, value, state }: Row, counted: CountedTabs): RowData {
  const top: CellFormat = { wrapStrategy: "WRAP", verticalAlignment: "TOP" };
  // Not the text format: Google Sheets would show the formula itself in a text cell.
  const numberFormat: CellFormat["numberFormat"] = { type: "NUMBER", pattern: "0" };
  const bold = { bold: true, fontSize: 12 };
  return {
    values: [
      { userEnteredValue: { stringValue: measure }, userEnteredFormat: top },
      {
        userEnteredValue: { formulaValue: filledIn(value, counted) },
        userEnteredFormat: {
          ...top,
          numberFormat,
          horizontalAlignment: "CENTER",
          textFormat: bold,
        },
      },
      { userEnteredFormat: whenFormat() },
      {
        userEnteredValue:
          "formula" in state ? { formulaValue: state.formula } : { stringValue: state.text },
        userEnteredFormat: { ...top, numberFormat },
      },
    ],
  };
}

const chartId = 901;

function levelChart(pack: ProtocolPack): BatchRequest {
  const { sheetId } = tabs.summary;
  const levels = levelLabels(pack).length;
  const source = (startColumnIndex: number): ChartData => ({
    sourceRange: {
      sources: [
        {
          sheetId,
          startRowIndex: firstDataRow + 2,
          endRowIndex: firstDataRow + 2 + levels,
          startColumnIndex,
          endColumnIndex: startColumnIndex + 1,
        },
      ],
    },
  });
  return {
    addChart: {
      chart: {
        chartId,
        spec: {
          title: "Open cases by level",
          altText: "Open cases by level; the same numbers stand in the table beside the chart.",
          basicChart: {
            chartType: "COLUMN",
            legendPosition: "NO_LEGEND",
            headerCount: 0,
            domains: [{ domain: source(0) }],
            series: [{ series: source(1), targetAxis: "LEFT_AXIS" }],
          },
        },
        position: {
          overlayPosition: {
            anchorCell: { sheetId, rowIndex: firstDataRow, columnIndex: 5 },
            widthPixels: 560,
            heightPixels: 340,
          },
        },
      },
    },
  };
}

function cellsRequest(counted: CountedTabs, from: number, to: number): BatchRequest {
  return cellsAt(
    tabs.summary.sheetId,
    firstDataRow,
    from,
    rowsOfSummary(counted.pack).map((row) => ({
      values: cellRow(row, counted).values.slice(from, to),
    })),
    "userEnteredValue,userEnteredFormat",
  );
}

/** Requests that fill a new Summary tab, whose columns stand in their original order. */
export function summaryRequests(counted: CountedTabs): readonly BatchRequest[] {
  return [cellsRequest(counted, 0, tabs.summary.columns.length), levelChart(counted.pack)];
}

/** The keys of the rows that Summary has for a pack, in order. */
export function summaryMeasures(pack: ProtocolPack): readonly string[] {
  return rowsOfSummary(pack).map(({ measure }) => measure);
}

/**
 * Requests that write Summary for another protocol. `before`: how many rows it had; those that are left over are emptied. `charts`: the ids
 * of the charts that are there. The times in column `at` stay, since the rows that have one are the first. The columns stand in their
 * original order.
 */
export function renewedSummary(
  counted: CountedTabs,
  before: number,
  charts: readonly number[],
): readonly BatchRequest[] {
  const { sheetId, columns } = tabs.summary;
  const after = rowsOfSummary(counted.pack).length;
  const empty = Array.from({ length: Math.max(0, before - after) }, () => ({
    values: columns.map(() => ({})),
  }));
  const left =
    empty.length === 0
      ? []
      : [cellsAt(sheetId, firstDataRow + after, 0, empty, "userEnteredValue,userEnteredFormat")];
  const chart = charts.includes(chartId)
    ? [{ deleteEmbeddedObject: { objectId: chartId } }, levelChart(counted.pack)]
    : [];
  return [...formulaRequests(counted), ...left, ...chart];
}

/**
 * Requests that write the formulas again, since deleting a tab breaks formulas that refer to it. The times in column `at` stay. The columns
 * stand in their original order.
 */
export function formulaRequests(counted: CountedTabs): readonly BatchRequest[] {
  const at = tabs.summary.columns.findIndex(({ key }) => key === "at");
  return [cellsRequest(counted, 0, at), cellsRequest(counted, at + 1, tabs.summary.columns.length)];
}
