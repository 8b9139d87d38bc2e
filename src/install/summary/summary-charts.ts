/** The charts of Summary. Set-up alone makes them: a second request with the id of one that is there would lose its whole batch. */

import { slowOnes } from "../../case/views/month-figures";
import type { BatchRequest } from "../../ports";
import type { ProtocolPack } from "../../protocol/pack";
import type { ColumnPositions } from "../../register/read/header-position";
import { firstDataRow, tabs } from "../../register/tabs";
import type { ChartData, GridRange } from "../../sheets-requests";
import { levelLabels, type SummaryRow } from "./summary-rows";

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

/** `place`: which of the two columns and rows of charts, each 0 or 1. */
function chart(
  { positions }: Placed,
  chartId: number,
  place: readonly [right: 0 | 1, below: 0 | 1],
  words: Pick<Spec, "title" | "altText">,
  basic: Pick<Basic, "domains" | "series" | "headerCount"> & Partial<Basic>,
  axis: string,
): AddChart {
  const [right, below] = place;
  const label = positions.get("label") ?? 0;
  return {
    addChart: {
      chart: {
        chartId,
        spec: {
          ...words,
          basicChart: {
            chartType: "COLUMN",
            legendPosition: "NO_LEGEND",
            axis: [{ position: "LEFT_AXIS", title: axis }],
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
const besideTable = "The same numbers stand in the tab.";

/** Where the rows of these measures begin and end among the rows; they stand one below the other. */
function spanOf({ rows }: Placed, isOne: (row: SummaryRow) => boolean): readonly [number, number] {
  const places = rows.flatMap((row, at) => (isOne(row) ? [at] : []));
  return [Math.min(...places), Math.max(...places) + 1];
}

function liveChart(
  placed: Placed,
  chartId: number,
  title: string,
  below: 0 | 1,
  isOne: (row: SummaryRow) => boolean,
): AddChart {
  const [from, to] = spanOf(placed, isOne);
  return chart(
    placed,
    chartId,
    [0, below],
    { title, altText: `${title}, as of now. ${besideTable}` },
    {
      headerCount: 0,
      domains: [{ domain: down(placed, "label", from, to) }],
      series: [onLeft(down(placed, "value", from, to))],
    },
    "Cases",
  );
}

function yearChart(
  placed: Placed,
  chartId: number,
  title: string,
  below: 0 | 1,
  measures: readonly string[],
  more: Partial<Basic>,
  axis: string,
): AddChart {
  const rows = placed.rows.flatMap(({ measure }, at) => (measures.includes(measure) ? [at] : []));
  return chart(
    placed,
    chartId,
    [1, below],
    { title, altText: `${title}, by month, counted each night. ${besideTable}` },
    {
      headerCount: 1,
      legendPosition: "BOTTOM_LEGEND",
      domains: [{ domain: across(placed, firstDataRow - 1) }],
      series: rows.map((row) => onLeft(across(placed, firstDataRow + row))),
      ...more,
    },
    axis,
  );
}

/** Requests that make the charts, by id. `hasYear`: whether the register has figures of the school year. */
export function chartRequests(
  pack: ProtocolPack,
  placed: Placed,
  hasYear: boolean,
): ReadonlyMap<number, BatchRequest> {
  const labels = levelLabels(pack);
  const levels = labels.map((label) => `Open cases: ${label}`);
  const isAge = ({ measure, label }: SummaryRow) =>
    label !== "" && measure.startsWith("Open cases: ") && !levels.includes(measure);
  const { levels: byLevel, ages, months, hours } = chartIds;
  const live = [
    liveChart(placed, byLevel, "Open cases by level", 0, ({ measure }) => levels.includes(measure)),
    liveChart(placed, ages, "Open cases by age", 1, isAge),
  ];
  const opened = labels.map((label) => `Opened: ${label}`);
  const ofYear = [
    yearChart(
      placed,
      months,
      "Cases opened, by level",
      0,
      opened,
      { stackedType: "STACKED" },
      "Cases",
    ),
    yearChart(
      placed,
      hours,
      "Hours within which nine in ten were acknowledged, and a first call made",
      1,
      [slowOnes.acknowledged, slowOnes.called],
      {},
      "Hours",
    ),
  ];
  const all = [...live, ...(hasYear ? ofYear : [])];
  return new Map(all.map((request) => [request.addChart.chart.chartId, request]));
}
