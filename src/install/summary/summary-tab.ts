/** The requests that fill the Summary tab and make its charts, or write the tab again. */
import { levelKey } from "../../case/figures/measures";
import { levelColour } from "../../case/figures/year-evidence";
import type { BatchRequest } from "../../ports";
import type { CellData, CellFormat } from "../../ports/sheets-requests";
import { say } from "../../protocol/wording";
import { cellsAt, columnFormat } from "../../register/cells";
import type { TabId } from "../../register/columns";
import { colorStyle } from "../../register/layout/colours";
import type { FormerSummary, Standing } from "../../register/layout/ensure";
import { columnLetters, quotedTitle } from "../../register/read/ranges";
import { originalPositions } from "../../register/read/read-tabs";
import { firstDataRow, tabs } from "../../register/tabs";
import { openKey, type SummaryOf, type SummaryRow, summaryRows } from "./summary-rows";

/** Which Summary it is, and the tabs that it counts: their present titles, and where their columns are. */
type CountedTabs = Standing & SummaryOf;

/** The formula for the cells of a row (from 0). */
function filledIn(formula: string, row: number, counted: CountedTabs): string {
  const own = originalPositions(tabs.summary);
  return formula
    .replace(/\[(\w+)\.(\w+)\]/g, (_, tab: string, key: string) => {
      // The formulas name tabs by id; a test fills in every one.
      const id = tab as TabId;
      const positions = counted.positionsOf(id);
      const index = positions.get(key) ?? originalPositions(tabs[id]).get(key) ?? 0;
      const letters = columnLetters(index);
      return `${quotedTitle(counted.titleOf(id))}!$${letters}$${firstDataRow + 1}:$${letters}`;
    })
    .replace(/\[(\w+)\]/g, (_, key: string) => `$${columnLetters(own.get(key) ?? 0)}$${row + 1}`);
}

const fields = "userEnteredValue,userEnteredFormat";

const top: CellFormat = { wrapStrategy: "WRAP", verticalAlignment: "TOP" };
/** The cells of a row by column, as the tab is first made: what the clock writes is blank. `at`: the row, from 0. */
function cellsOfRow(
  { measure, value, state, label, isHours }: SummaryRow,
  at: number,
  counted: CountedTabs,
): (key: string) => CellData {
  // Not the text format: in a text cell Google Sheets would show the formula itself.
  const numberFormat = { type: "NUMBER", pattern: isHours ? "0.0" : "0" } as const;
  const number: CellFormat = { ...top, horizontalAlignment: "CENTER", numberFormat };
  const formula = (text: string) => ({ formulaValue: filledIn(text, at, counted) });
  const when = tabs.summary.columns.find(({ key }) => key === "at");
  const cells: Readonly<Record<string, CellData>> = {
    measure: { userEnteredValue: { stringValue: measure }, userEnteredFormat: top },
    value: {
      ...(value !== null && { userEnteredValue: formula(value) }),
      userEnteredFormat: { ...number, textFormat: { bold: true, fontSize: 12 } },
    },
    at: when === undefined ? {} : { userEnteredFormat: columnFormat(when) },
    state: {
      userEnteredValue: "formula" in state ? formula(state.formula) : { stringValue: state.text },
      userEnteredFormat: { ...top, numberFormat },
    },
    label: {
      ...(label !== "" && { userEnteredValue: { stringValue: label } }),
      userEnteredFormat: top,
    },
  };
  return (key) => cells[key] ?? { userEnteredFormat: number };
}

/**
 * Writes the cells of these columns, which are next to each other, in the rows from `from` to before `to`, counted from the first row of
 * data.
 */
function cellsRequest(
  counted: CountedTabs,
  keys: readonly string[],
  from = 0,
  to?: number,
): BatchRequest {
  const { sheetId } = tabs.summary;
  const columnIndex = originalPositions(tabs.summary).get(keys[0] ?? "") ?? 0;
  const rows = summaryRows(counted).slice(from, to);
  return cellsAt(
    { sheetId, rowIndex: firstDataRow + from, columnIndex },
    rows.map((row, at) => ({
      values: keys.map(cellsOfRow(row, firstDataRow + from + at, counted)),
    })),
    fields,
  );
}

/**
 * Requests that fill a new Summary (`former` null), or write it again: for another protocol, for this version, or because a tab that its
 * formulas name was missing. Rows that are no longer used are emptied. The times of the two signs of life stay. Figures that the clock
 * counted at night are emptied until it counts again, unless only formulas are repaired. The columns are in their original order.
 */
export function summaryRequests(
  counted: CountedTabs,
  former: FormerSummary | null,
): readonly BatchRequest[] {
  const positions = counted.positionsOf("summary");
  const keys = tabs.summary.columns.map(({ key }) => key).filter((key) => positions.has(key));
  if (former === null) return [cellsRequest(counted, keys), ...chartsIn(counted).values()];
  const at = keys.indexOf("at");
  if (former.isSame) {
    return summaryRows(counted).flatMap(({ value }, row) =>
      value === null
        ? []
        : [keys.slice(0, at), ["state"]].map((some) => cellsRequest(counted, some, row, row + 1)),
    );
  }
  const rowIndex = firstDataRow + summaryRows(counted).length;
  const length = former.rows + firstDataRow - rowIndex;
  const start = { sheetId: tabs.summary.sheetId, rowIndex, columnIndex: 0 };
  const blank = { values: keys.map(() => ({})) };
  const charts = [...chartsIn(counted)].flatMap(([objectId, request]) =>
    former.charts.includes(objectId) ? [{ deleteEmbeddedObject: { objectId } }, request] : [],
  );
  return [
    cellsRequest(counted, keys.slice(0, at)),
    cellsRequest(counted, ["at"], 2),
    cellsRequest(counted, keys.slice(at + 1)),
    ...(length > 0
      ? [
          cellsAt(
            start,
            Array.from({ length }, () => blank),
            fields,
          ),
        ]
      : []),
    ...charts,
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
    sheetId: tabs.summary.sheetId,
    startRowIndex,
    endRowIndex: startRowIndex + high,
    startColumnIndex: column,
    endColumnIndex: column + wide,
  };
  return { sourceRange: { sources: [source] } };
}

/** Requests that make the charts, by chart id. The columns of Summary are in their original order. */
function chartsIn(of: SummaryOf): ReadonlyMap<number, BatchRequest> {
  const rows = summaryRows(of);
  const columnOf = (key: string) => originalPositions(tabs.summary).get(key) ?? 0;
  const label = columnOf("label");
  const rowOf = (key: string) => rows.findIndex(({ measure }) => measure === key);
  const levels = of.pack.levels.map((level) => ({
    name: say(level.name),
    colorStyle: colorStyle(levelColour(level)),
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
    const { sheetId } = tabs.summary;
    const anchorCell = { sheetId, rowIndex: firstDataRow + 9 * at, columnIndex: label + 1 };
    const position = { overlayPosition: { anchorCell, ...chartSize } };
    return { addChart: { chart: { chartId: chartIds[at], spec, position } } };
  };
  const open = chart(0, "Open cases by level", "as of now", {
    legendPosition: "NO_LEGEND",
    domains: [{ domain: cellsOf(first, label, levels.length, 1) }],
    series: [
      series(cellsOf(first, columnOf("value"), levels.length, 1), {
        styleOverrides: levels.map(({ colorStyle: colour }, index) => ({
          index,
          colorStyle: colour,
        })),
      }),
    ],
  });
  const opened = chart(1, "Cases opened, by level", "by month, counted each night", {
    legendPosition: "BOTTOM_LEGEND",
    stackedType: "STACKED",
    // The months are in the columns after the label.
    domains: [{ domain: cellsOf(-1, label, 1, 13) }],
    series: levels.map(({ name, colorStyle: colour }) =>
      series(cellsOf(rowOf(levelKey(name)), label, 1, 13), { colorStyle: colour }),
    ),
  });
  const all = of.hasYear ? [open, opened] : [open];
  return new Map(all.map((one) => [one.addChart.chart.chartId, one]));
}

/** The ids of the charts, chosen by us. */
const chartIds = [901, 903] as const;
