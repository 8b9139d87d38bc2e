/** The message types of charts, as schemas. Source: DISC of sheets-api.md. */
import { z } from "zod";
import { flag, integer, message, oneOf, text, unmodelled } from "../payload";
import { Color, ColorStyle, GridCoordinate, GridRange } from "./cell-messages";

const list = <T extends z.ZodType>(type: T) => z.array(type, { error: "MESSAGE" });

export const ChartData = message({
  sourceRange: message({ sources: list(GridRange) }),
  aggregateType: unmodelled,
  columnReference: unmodelled,
  groupRule: unmodelled,
});
export type ChartData = z.infer<typeof ChartData>;

const ChartType = oneOf("BasicChartType", [
  "BAR",
  "LINE",
  "AREA",
  "COLUMN",
  "SCATTER",
  "COMBO",
  "STEPPED_AREA",
]);
const Axis = oneOf("BasicChartAxisPosition", ["BOTTOM_AXIS", "LEFT_AXIS", "RIGHT_AXIS"]);

const BasicChart = message({
  chartType: ChartType,
  legendPosition: oneOf("BasicChartLegendPosition", [
    "BOTTOM_LEGEND",
    "LEFT_LEGEND",
    "RIGHT_LEGEND",
    "TOP_LEGEND",
    "NO_LEGEND",
    "INSIDE_LEGEND",
  ]),
  axis: list(
    message({
      position: Axis,
      title: text,
      format: unmodelled,
      titleTextPosition: unmodelled,
      viewWindowOptions: unmodelled,
    }),
  ),
  domains: list(message({ domain: ChartData, reversed: flag })),
  series: list(
    message({
      series: ChartData,
      targetAxis: Axis,
      type: ChartType,
      color: Color,
      colorStyle: ColorStyle,
      lineStyle: unmodelled,
      dataLabel: unmodelled,
      pointStyle: unmodelled,
      styleOverrides: unmodelled,
    }),
  ),
  headerCount: integer,
  threeDimensional: flag,
  interpolateNulls: flag,
  stackedType: oneOf("BasicChartStackedType", ["NOT_STACKED", "STACKED", "PERCENT_STACKED"]),
  lineSmoothing: flag,
  compareMode: oneOf("BasicChartCompareMode", ["DATUM", "CATEGORY"]),
  totalDataLabel: unmodelled,
});
export type BasicChart = z.infer<typeof BasicChart>;

const ChartSpec = message({
  title: text,
  altText: text,
  subtitle: text,
  fontName: text,
  maximized: flag,
  backgroundColor: Color,
  backgroundColorStyle: ColorStyle,
  hiddenDimensionStrategy: unmodelled,
  basicChart: BasicChart,
  pieChart: unmodelled,
  bubbleChart: unmodelled,
  candlestickChart: unmodelled,
  orgChart: unmodelled,
  histogramChart: unmodelled,
  waterfallChart: unmodelled,
  treemapChart: unmodelled,
  scorecardChart: unmodelled,
  dataSourceChartProperties: unmodelled,
  filterSpecs: unmodelled,
  sortSpecs: unmodelled,
  titleTextFormat: unmodelled,
  titleTextPosition: unmodelled,
  subtitleTextFormat: unmodelled,
  subtitleTextPosition: unmodelled,
});
export type ChartSpec = z.infer<typeof ChartSpec>;

export const EmbeddedChart = message({
  chartId: integer,
  spec: ChartSpec,
  position: message({
    overlayPosition: message({
      anchorCell: GridCoordinate,
      offsetXPixels: integer,
      offsetYPixels: integer,
      widthPixels: integer,
      heightPixels: integer,
    }),
    sheetId: unmodelled,
    newSheet: unmodelled,
  }),
  border: unmodelled,
});
export type EmbeddedChart = z.infer<typeof EmbeddedChart>;
