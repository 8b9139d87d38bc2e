/** The charts of Summary. Set-up alone makes them: a second request with the id of one that is there would lose its whole batch. */

import { slowOnes } from "../../case/views/month-figures";
import type { BatchRequest } from "../../ports";
import type { ColumnPositions } from "../../register/read/header-position";
import { firstDataRow, tabs } from "../../register/tabs";
import type { ChartData, GridRange } from "../../sheets-requests";
import { levelLabels, type SummaryOf, type SummaryRow } from "./summary-rows";

/** Ids of the charts, chosen by us. */
const chartIds = { levels: 901, ages: 902, months: 903, hours: 904 } as const;

const chartSize = { widthPixels: 410, heightPixels: 260 } as const;

interface Placed {
  readonly rows: readonly SummaryRow[];
  readonly positions: ColumnPositions;
}

const source = (range: Omit<GridRange, "sheetId">): ChartData => ({
  sourceRange: { sources: [{ sheetId: tabs.summary.sheetId, ...range }] },
});

/** A run of rows in one column. */
function down({ positions }: Placed, key: string, from: number, to: number): ChartData {
  const column = positions.get(key) ?? 0;
  return source({
    startRowIndex: firstDataRow + from,
    endRowIndex: firstDataRow + to,
    startColumnIndex: column,
    endColumnIndex: column + 1,
  });
}

/** A row's words for charts, and its months beside them. */
function across({ positions }: Placed, row: number): ChartData {
  const column = positions.get("label") ?? 0;
  return source({
    startRowIndex: row,
    endRowIndex: row + 1,
    startColumnIndex: column,
    endColumnIndex: column + 13,
  });
}

type AddChart = Extract<BatchRequest, { readonly addChart: unknown }>;
type Spec = AddChart["addChart"]["chart"]["spec"];
type Basic = Spec["basicChart"];

/** What is to be drawn. */
interface Chart extends Omit<Basic, "chartType" | "legendPosition" | "axis"> {
  readonly chartId: number;
  readonly title: string;
  readonly legendPosition?: Basic["legendPosition"];
  /** When it was counted. */
  readonly counted: string;
  /** Which of the two columns and rows of charts. */
  readonly place: readonly [right: 0 | 1, below: 0 | 1];
  /** What the vertical axis counts. */
  readonly unit: string;
}

function chart(
  { positions }: Placed,
  { chartId, title, counted, place: [right, below], unit, ...basic }: Chart,
): AddChart {
  const label = positions.get("label") ?? 0;
  return {
    addChart: {
      chart: {
        chartId,
        spec: {
          title,
          altText: `${title}, ${counted}. The same numbers stand in the tab.`,
          basicChart: {
            chartType: "COLUMN",
            legendPosition: "NO_LEGEND",
            axis: [{ position: "LEFT_AXIS", title: unit }],
            ...basic,
          },
        },
        position: {
          overlayPosition: {
            anchorCell: {
              sheetId: tabs.summary.sheetId,
              rowIndex: firstDataRow + 9 * below,
              columnIndex: label + 1 + 7 * right,
            },
            ...chartSize,
          },
        },
      },
    },
  };
}

const onLeft = (series: ChartData) => ({ series, targetAxis: "LEFT_AXIS" as const });

/** Where the rows of these measures begin and end among the rows; they stand one below the other. */
function spanOf({ rows }: Placed, isOne: (row: SummaryRow) => boolean): readonly [number, number] {
  const places = rows.flatMap((row, at) => (isOne(row) ? [at] : []));
  return [Math.min(...places), Math.max(...places) + 1];
}

/** Requests that make the charts, by id. `hasYear`: whether the register has figures of the school year. */
export function chartRequests(
  { pack, hasYear }: SummaryOf,
  placed: Placed,
): ReadonlyMap<number, BatchRequest> {
  const live = (
    drawn: Pick<Chart, "chartId" | "title" | "place">,
    isOne: (row: SummaryRow) => boolean,
  ) => {
    const [from, to] = spanOf(placed, isOne);
    return chart(placed, {
      ...drawn,
      counted: "as of now",
      unit: "Cases",
      headerCount: 0,
      domains: [{ domain: down(placed, "label", from, to) }],
      series: [onLeft(down(placed, "value", from, to))],
    });
  };
  const byMonth = (
    drawn: Pick<Chart, "chartId" | "title" | "place" | "unit"> & Partial<Basic>,
    measures: readonly string[],
  ) => {
    const rows = placed.rows.flatMap(({ measure }, at) => (measures.includes(measure) ? [at] : []));
    return chart(placed, {
      ...drawn,
      counted: "by month, counted each night",
      headerCount: 1,
      legendPosition: "BOTTOM_LEGEND",
      domains: [{ domain: across(placed, firstDataRow - 1) }],
      series: rows.map((row) => onLeft(across(placed, firstDataRow + row))),
    });
  };
  const labels = levelLabels(pack);
  const levels = labels.map((label) => `Open cases: ${label}`);
  const isAge = ({ measure, label }: SummaryRow) =>
    label !== "" && measure.startsWith("Open cases: ") && !levels.includes(measure);
  const slow = "Hours within which nine in ten were acknowledged, and a first call made";
  const all = [
    live({ chartId: chartIds.levels, title: "Open cases by level", place: [0, 0] }, ({ measure }) =>
      levels.includes(measure),
    ),
    live({ chartId: chartIds.ages, title: "Open cases by age", place: [0, 1] }, isAge),
  ];
  if (hasYear) {
    const opened = {
      title: "Cases opened, by level",
      unit: "Cases",
      stackedType: "STACKED",
    } as const;
    all.push(
      byMonth(
        { ...opened, chartId: chartIds.months, place: [1, 0] },
        labels.map((label) => `Opened: ${label}`),
      ),
      byMonth({ chartId: chartIds.hours, title: slow, unit: "Hours", place: [1, 1] }, [
        slowOnes.acknowledged,
        slowOnes.called,
      ]),
    );
  }
  return new Map(all.map((request) => [request.addChart.chart.chartId, request]));
}
