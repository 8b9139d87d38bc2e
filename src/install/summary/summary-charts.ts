/** The charts of Summary. Set-up alone makes them: a second request with the id of one that is there would lose its whole batch. */

import { levelKey } from "../../case/figures/measures";
import { levelColour } from "../../case/figures/year-evidence";
import type { BatchRequest } from "../../ports";
import { say } from "../../protocol/wording";
import { colorStyle } from "../../register/layout/tab-colours";
import type { ColumnPositions } from "../../register/read/header-position";
import { firstDataRow, tabs } from "../../register/tabs";
import type { ChartData, ChartSeries } from "../../sheets-requests";
import { openKey, type SummaryOf, summaryRows } from "./summary-rows";

/** Beside what stands left of them, a chart and no more is within 1,280 pixels: the second stands below the first. */
const chartSize = { widthPixels: 362, heightPixels: 260 } as const;

type AddChart = Extract<BatchRequest, { readonly addChart: unknown }>;
type Basic = AddChart["addChart"]["chart"]["spec"]["basicChart"];

/** What is to be drawn. */
interface Chart extends Pick<Basic, "domains" | "series" | "headerCount"> {
  /** Chosen by us. */
  readonly chartId: number;
  readonly title: string;
  /** When it was counted. */
  readonly counted: string;
  readonly below: 0 | 1;
  readonly more?: Partial<Basic>;
}

function chart(
  { chartId, title, counted, below, more, ...basic }: Chart,
  firstMonth: number,
): AddChart {
  return {
    addChart: {
      chart: {
        chartId,
        spec: {
          title,
          subtitle: "Where no column stands, there is nothing yet",
          altText: `${title}, ${counted}. The same numbers stand in the tab.`,
          basicChart: {
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
            ...basic,
            ...more,
          },
        },
        position: {
          overlayPosition: {
            anchorCell: {
              sheetId: tabs.summary.sheetId,
              rowIndex: firstDataRow + 9 * below,
              columnIndex: firstMonth,
            },
            ...chartSize,
          },
        },
      },
    },
  };
}

/** Requests that make the charts, by id. `positions`: of Summary's columns. */
export function chartRequests(
  of: SummaryOf,
  positions: ColumnPositions,
): ReadonlyMap<number, BatchRequest> {
  const rows = summaryRows(of);
  const columnOf = (key: string) => positions.get(key) ?? 0;
  const label = columnOf("label");
  /** A block of Summary's cells: rows from the first of data on, and columns. */
  const cells = (row: number, column: number, high: number, wide: number): ChartData => ({
    sourceRange: {
      sources: [
        {
          sheetId: tabs.summary.sheetId,
          startRowIndex: firstDataRow + row,
          endRowIndex: firstDataRow + row + high,
          startColumnIndex: column,
          endColumnIndex: column + wide,
        },
      ],
    },
  });
  const series = (data: ChartData, more: Partial<ChartSeries>): ChartSeries => ({
    series: data,
    targetAxis: "LEFT_AXIS",
    dataLabel: { type: "DATA" },
    ...more,
  });
  const levels = of.pack.levels.map((level) => ({
    name: say(level.name),
    colorStyle: colorStyle(levelColour(level)),
  }));
  const rowOf = (key: string) => rows.findIndex(({ measure }) => measure === key);
  // The rows of the levels stand one below the other.
  const first = rowOf(openKey(levels[0]?.name ?? ""));
  const open: Chart = {
    chartId: 901,
    title: "Open cases by level",
    counted: "as of now",
    below: 0,
    headerCount: 0,
    domains: [{ domain: cells(first, label, levels.length, 1) }],
    series: [
      series(cells(first, columnOf("value"), levels.length, 1), {
        styleOverrides: levels.map(({ colorStyle: colour }, index) => ({
          index,
          colorStyle: colour,
        })),
      }),
    ],
  };
  const opened: Chart = {
    chartId: 903,
    title: "Cases opened, by level",
    counted: "by month, counted each night",
    below: 1,
    headerCount: 1,
    // The months stand beside the words of a row.
    domains: [{ domain: cells(-1, label, 1, 13) }],
    series: levels.map(({ name, colorStyle: colour }) =>
      series(cells(rowOf(levelKey(name)), label, 1, 13), { colorStyle: colour }),
    ),
    more: { legendPosition: "BOTTOM_LEGEND", stackedType: "STACKED" },
  };
  const all = of.hasYear ? [open, opened] : [open];
  return new Map(all.map((one) => [one.chartId, chart(one, label + 1)]));
}
