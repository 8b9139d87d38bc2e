/** The message types of charts, as schemas. Source: DISC of sheets-api.md. */
import { z } from "zod";
import { double, flag, integer, message, oneOf, text } from "../payload";
import { Color, ColorStyle, GridCoordinate, GridRange } from "./cell-messages";

const list = <T extends z.ZodType>(type: T) => z.array(type, { error: "MESSAGE" });

export const ChartData = message(
  {
    sourceRange: message({ sources: list(GridRange) }),
  },
  "ChartData",
);
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

const BasicChart = message(
  {
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
      message(
        {
          position: Axis,
          title: text,
          viewWindowOptions: message(
            {
              viewWindowMin: double,
              viewWindowMax: double,
              viewWindowMode: oneOf("ViewWindowMode", ["EXPLICIT", "PRETTY"]),
            },
            "ChartAxisViewWindowOptions",
          ),
        },
        "BasicChartAxis",
      ),
    ),
    domains: list(message({ domain: ChartData, reversed: flag })),
    series: list(
      message(
        {
          series: ChartData,
          targetAxis: Axis,
          type: ChartType,
          color: Color,
          colorStyle: ColorStyle,
          dataLabel: message({ type: oneOf("DataLabelType", ["NONE", "DATA"]) }, "DataLabel"),
          styleOverrides: list(
            message(
              { index: integer, color: Color, colorStyle: ColorStyle },
              "BasicSeriesDataPointStyleOverride",
            ),
          ),
        },
        "BasicChartSeries",
      ),
    ),
    headerCount: integer,
    stackedType: oneOf("BasicChartStackedType", ["NOT_STACKED", "STACKED", "PERCENT_STACKED"]),
  },
  "BasicChartSpec",
);
export type BasicChart = z.infer<typeof BasicChart>;

const ChartSpec = message(
  {
    title: text,
    subtitle: text,
    altText: text,
    backgroundColor: Color,
    backgroundColorStyle: ColorStyle,
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
