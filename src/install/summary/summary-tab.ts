/** The requests that fill the Summary tab with its charts, or write it again. */
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

/** Which Summary, and the tabs that it counts: their titles today, and where their columns stand. */
type CountedTabs = Standing & SummaryOf;

/** The formula in the cells of a row (zero-based). */
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

const top: CellFormat = { wrapStrategy: "WRAP", verticalAlignment: "TOP" };
const centred = { ...top, horizontalAlignment: "CENTER" } as const;

const numbers = (pattern: "0" | "0.0") => ({ type: "NUMBER" as const, pattern });

/** The cell of a row in a column, as the tab is made: what the clock writes is blank. `at`: the row, zero-based. */
function cellOf(row: SummaryRow, key: string, at: number, counted: CountedTabs): CellData {
  const { measure, value, state, label, isHours } = row;
  // Not the text format: Google Sheets would show the formula itself in a text cell.
  const numberFormat = numbers(isHours ? "0.0" : "0");
  const formula = (text: string) => ({ formulaValue: filledIn(text, at, counted) });
  switch (key) {
    case "measure":
      return { userEnteredValue: { stringValue: measure }, userEnteredFormat: top };
    case "value":
      return {
        ...(value === null ? {} : { userEnteredValue: formula(value) }),
        userEnteredFormat: { ...centred, numberFormat, textFormat: { bold: true, fontSize: 12 } },
      };
    case "at": {
      const column = tabs.summary.columns.find((one) => one.key === key);
      return column === undefined ? {} : { userEnteredFormat: columnFormat(column) };
    }
    case "state":
      return {
        userEnteredValue: "formula" in state ? formula(state.formula) : { stringValue: state.text },
        userEnteredFormat: { ...top, numberFormat },
      };
    case "label":
      return {
        ...(label === "" ? {} : { userEnteredValue: { stringValue: label } }),
        userEnteredFormat: top,
      };
    default:
      return { userEnteredFormat: { ...centred, numberFormat } };
  }
}

/** The columns of Summary that a register has, in their original order. */
function keysOf({ positionsOf }: CountedTabs): readonly string[] {
  const positions = positionsOf("summary");
  return tabs.summary.columns.map(({ key }) => key).filter((key) => positions.has(key));
}

/** Writes the cells of these columns, which stand side by side, rows `from` up to `to`, counted from the first row of data. */
function cellsRequest(
  counted: CountedTabs,
  keys: readonly string[],
  from = 0,
  to?: number,
): BatchRequest {
  const { sheetId } = tabs.summary;
  const column = originalPositions(tabs.summary).get(keys[0] ?? "") ?? 0;
  const rows = summaryRows(counted);
  return cellsAt(
    { sheetId, rowIndex: firstDataRow + from, columnIndex: column },
    rows.slice(from, to).map((row, at) => ({
      values: keys.map((key) => cellOf(row, key, firstDataRow + from + at, counted)),
    })),
    "userEnteredValue,userEnteredFormat",
  );
}

/** The keys of the rows that Summary has for a pack, in order. */
export function summaryMeasures(of: SummaryOf): readonly string[] {
  return summaryRows(of).map(({ measure }) => measure);
}

/**
 * Requests that fill a new Summary (`former` null), or write it again for another protocol, for this version, or because a tab that its
 * formulas name was gone. Rows that are left over are emptied. The times of the two signs of life stay; what the clock counted at night is
 * emptied until it counts again, unless only formulas are to be mended. The columns stand in their original order.
 */
export function summaryRequests(
  counted: CountedTabs,
  former: FormerSummary | null,
): readonly BatchRequest[] {
  if (former === null)
    return [cellsRequest(counted, keysOf(counted)), ...chartsIn(counted).values()];
  const { sheetId } = tabs.summary;
  const keys = keysOf(counted);
  const at = keys.indexOf("at");
  if (former.isSame) {
    return summaryRows(counted).flatMap(({ value }, row) =>
      value === null
        ? []
        : [keys.slice(0, at), ["state"]].map((some) => cellsRequest(counted, some, row, row + 1)),
    );
  }
  const after = summaryMeasures(counted).length;
  const empty = Array.from({ length: Math.max(0, former.rows - after) }, () => ({
    values: keys.map(() => ({})),
  }));
  const left =
    empty.length === 0
      ? []
      : [
          cellsAt(
            { sheetId, rowIndex: firstDataRow + after, columnIndex: 0 },
            empty,
            "userEnteredValue,userEnteredFormat",
          ),
        ];
  const charts = [...chartsIn(counted)].flatMap(([objectId, request]) =>
    former.charts.includes(objectId) ? [{ deleteEmbeddedObject: { objectId } }, request] : [],
  );
  return [
    cellsRequest(counted, keys.slice(0, at)),
    cellsRequest(counted, ["at"], 2),
    cellsRequest(counted, keys.slice(at + 1)),
    ...left,
    ...charts,
  ];
}

// The charts. Set-up alone makes them: a second request with the id of one that is there would lose its whole batch.

/** Within 1,280 pixels there is room for one chart beside the columns, so the second is below the first. */
const chartSize = { widthPixels: 362, heightPixels: 260 } as const;

type AddChart = Extract<BatchRequest, { readonly addChart: unknown }>;

/** A block of Summary's cells: rows from the first of data on, and columns. */
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

/** Requests that make the charts, by id. The columns of Summary stand in their original order. */
function chartsIn(of: SummaryOf): ReadonlyMap<number, BatchRequest> {
  const rows = summaryRows(of);
  const columnOf = (key: string) => originalPositions(tabs.summary).get(key) ?? 0;
  const label = columnOf("label");
  const rowOf = (key: string) => rows.findIndex(({ measure }) => measure === key);
  const levels = of.pack.levels.map((level) => ({
    name: say(level.name),
    colorStyle: colorStyle(levelColour(level)),
  }));
  // The rows of the levels stand one below the other.
  const first = rowOf(openKey(levels[0]?.name ?? ""));
  const series = (data: object, more: object) => ({
    series: data,
    targetAxis: "LEFT_AXIS",
    dataLabel: { type: "DATA" },
    ...more,
  });
  /** `counted`: when. `at`: its place from above. */
  const chart = (at: 0 | 1, title: string, counted: string, more: object): AddChart => {
    const basicChart = {
      chartType: "COLUMN",
      legendPosition: "NO_LEGEND",
      axis: [
        {
          position: "LEFT_AXIS",
          title: "Cases",
          // Zero is where columns begin, also where all are high.
          viewWindowOptions: { viewWindowMin: 0, viewWindowMode: "EXPLICIT" },
        },
      ],
      headerCount: at,
      domains: [],
      series: [],
      ...more,
    };
    const spec = {
      title,
      subtitle: "Where there is no column, there is nothing yet",
      altText: `${title}, ${counted}. The same numbers are in the tab.`,
      basicChart,
    };
    const { sheetId } = tabs.summary;
    const anchorCell = { sheetId, rowIndex: firstDataRow + 9 * at, columnIndex: label + 1 };
    const position = { overlayPosition: { anchorCell, ...chartSize } };
    return { addChart: { chart: { chartId: chartIds[at], spec, position } } };
  };
  const open = chart(0, "Open cases by level", "as of now", {
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
    // The months are in the columns after the label.
    domains: [{ domain: cellsOf(-1, label, 1, 13) }],
    series: levels.map(({ name, colorStyle: colour }) =>
      series(cellsOf(rowOf(levelKey(name)), label, 1, 13), { colorStyle: colour }),
    ),
    legendPosition: "BOTTOM_LEGEND",
    stackedType: "STACKED",
  });
  const all = of.hasYear ? [open, opened] : [open];
  return new Map(all.map((one) => [one.addChart.chart.chartId, one]));
}

/** Chosen by us. */
const chartIds = [901, 903] as const;
