/** The message types of charts, as schemas. Source: DISC of sheets-api.md. */
import type { z } from "zod";
import { double, integer, listOf, message, oneOf, text } from "../payload";
import { ColorStyle, GridCoordinate, GridRange } from "./cell-messages";

export const ChartData = message(
  { sourceRange: message({ sources: listOf(GridRange) }) },
  "ChartData",
);
export type ChartData = z.infer<typeof ChartData>;

const Axis = oneOf("BasicChartAxisPosition", "BOTTOM_AXIS LEFT_AXIS RIGHT_AXIS");

const BasicChart = message(
  {
    chartType: oneOf("BasicChartType", "BAR LINE AREA COLUMN SCATTER COMBO STEPPED_AREA"),
    legendPosition: oneOf(
      "BasicChartLegendPosition",
      "BOTTOM_LEGEND LEFT_LEGEND RIGHT_LEGEND TOP_LEGEND NO_LEGEND INSIDE_LEGEND",
    ),
    axis: listOf(
      message(
        {
          position: Axis,
          title: text,
          viewWindowOptions: message(
            { viewWindowMin: double, viewWindowMode: oneOf("ViewWindowMode", "EXPLICIT PRETTY") },
            "ChartAxisViewWindowOptions",
          ),
        },
        "BasicChartAxis",
      ),
    ),
    domains: listOf(message({ domain: ChartData }, "BasicChartDomain")),
    series: listOf(
      message(
        {
          series: ChartData,
          targetAxis: Axis,
          colorStyle: ColorStyle,
          dataLabel: message({ type: oneOf("DataLabelType", "NONE DATA") }, "DataLabel"),
          styleOverrides: listOf(
            message(
              { index: integer, colorStyle: ColorStyle },
              "BasicSeriesDataPointStyleOverride",
            ),
          ),
        },
        "BasicChartSeries",
      ),
    ),
    headerCount: integer,
    stackedType: oneOf("BasicChartStackedType", "NOT_STACKED STACKED PERCENT_STACKED"),
  },
  "BasicChartSpec",
);
export type BasicChart = z.infer<typeof BasicChart>;

const ChartSpec = message(
  {
    title: text,
    subtitle: text,
    altText: text,
    basicChart: BasicChart,
  },
  "ChartSpec",
);
export type ChartSpec = z.infer<typeof ChartSpec>;

export const EmbeddedChart = message(
  {
    chartId: integer,
    spec: ChartSpec,
    position: message(
      {
        overlayPosition: message(
          {
            anchorCell: GridCoordinate,
            widthPixels: integer,
            heightPixels: integer,
          },
          "OverlayPosition",
        ),
      },
      "EmbeddedObjectPosition",
    ),
  },
  "EmbeddedChart",
);
export type EmbeddedChart = z.infer<typeof EmbeddedChart>;
