/**
 * The message types of tabs and of what belongs to their ranges (filter views, protections, rules, charts), as schemas. Source: the
 * discovery document of the Sheets API (DISC in sheets-api.md).
 */
import type { z } from "zod";
import { double, flag, integer, listOf, message, oneOf, text, texts } from "../payload";
import {
  BooleanCondition,
  CellFormat,
  ColorStyle,
  GridCoordinate,
  GridRange,
} from "./cell-messages";

export const SortSpec = message(
  {
    sortOrder: oneOf("SortOrder", "ASCENDING DESCENDING"),
    dimensionIndex: integer,
  },
  "SortSpec",
);

const FilterCriteria = message(
  {
    hiddenValues: texts,
    condition: BooleanCondition,
  },
  "FilterCriteria",
);
export const FilterView = message(
  {
    range: GridRange,
    sortSpecs: listOf(SortSpec),
    filterSpecs: listOf(
      message({ columnIndex: integer, filterCriteria: FilterCriteria }, "FilterSpec"),
    ),
    filterViewId: integer,
    title: text,
  },
  "FilterView",
);
export type FilterView = z.infer<typeof FilterView>;

export const ConditionalFormatRule = message(
  {
    ranges: listOf(GridRange),
    booleanRule: message({ condition: BooleanCondition, format: CellFormat }),
  },
  "ConditionalFormatRule",
);
export type ConditionalFormatRule = z.infer<typeof ConditionalFormatRule>;

export const ProtectedRange = message(
  {
    protectedRangeId: integer,
    range: GridRange,
    description: text,
    requestingUserCanEdit: flag,
    unprotectedRanges: listOf(GridRange),
    editors: message({ users: texts, domainUsersCanEdit: flag }, "Editors"),
  },
  "ProtectedRange",
);
export type ProtectedRange = z.infer<typeof ProtectedRange>;

export const DimensionProperties = message(
  {
    pixelSize: integer,
    hiddenByUser: flag,
  },
  "DimensionProperties",
);
export type DimensionProperties = z.infer<typeof DimensionProperties>;

const GridProperties = message(
  {
    rowCount: integer,
    columnCount: integer,
    frozenRowCount: integer,
    frozenColumnCount: integer,
    hideGridlines: flag,
  },
  "GridProperties",
);
export const SheetProperties = message(
  {
    sheetId: integer,
    title: text,
    index: integer,
    sheetType: oneOf("SheetType", "GRID"),
    gridProperties: GridProperties,
    hidden: flag,
    tabColorStyle: ColorStyle,
  },
  "SheetProperties",
);
export type SheetProperties = z.infer<typeof SheetProperties>;

export const SpreadsheetProperties = message(
  {
    title: text,
    locale: text,
    timeZone: text,
    autoRecalc: oneOf("RecalculationInterval", "ON_CHANGE MINUTE HOUR"),
  },
  "SpreadsheetProperties",
);
export type SpreadsheetProperties = z.infer<typeof SpreadsheetProperties>;

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
