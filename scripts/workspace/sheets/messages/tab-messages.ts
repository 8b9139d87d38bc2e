/**
 * The message types of tabs and of what belongs to their ranges (filter views, protections, rules, charts), as schemas. Source: the
 * discovery document of the Sheets API (DISC in sheets-api.md).
 */
import type { z } from "zod";
import { double, flag, integer, listOf, message, named, oneOf, text, texts } from "../payload";
import {
  BooleanCondition,
  CellFormat,
  ColorStyle,
  GridCoordinate,
  GridRange,
} from "./cell-messages";

export const SortSpec = named("SortSpec", {
  sortOrder: oneOf("SortOrder", "ASCENDING DESCENDING"),
  dimensionIndex: integer,
});

const FilterCriteria = named("FilterCriteria", {
  hiddenValues: texts,
  condition: BooleanCondition,
});
export const FilterView = named("FilterView", {
  range: GridRange,
  sortSpecs: listOf(SortSpec),
  filterSpecs: listOf(
    named("FilterSpec", { columnIndex: integer, filterCriteria: FilterCriteria }),
  ),
  filterViewId: integer,
  title: text,
});
export type FilterView = z.infer<typeof FilterView>;

export const ConditionalFormatRule = named("ConditionalFormatRule", {
  ranges: listOf(GridRange),
  booleanRule: message({ condition: BooleanCondition, format: CellFormat }),
});
export type ConditionalFormatRule = z.infer<typeof ConditionalFormatRule>;

export const ProtectedRange = named("ProtectedRange", {
  protectedRangeId: integer,
  range: GridRange,
  description: text,
  requestingUserCanEdit: flag,
  unprotectedRanges: listOf(GridRange),
  editors: named("Editors", { users: texts, domainUsersCanEdit: flag }),
});
export type ProtectedRange = z.infer<typeof ProtectedRange>;

export const DimensionProperties = named("DimensionProperties", {
  pixelSize: integer,
  hiddenByUser: flag,
});
export type DimensionProperties = z.infer<typeof DimensionProperties>;

const GridProperties = named("GridProperties", {
  rowCount: integer,
  columnCount: integer,
  frozenRowCount: integer,
  frozenColumnCount: integer,
  hideGridlines: flag,
});
export const SheetProperties = named("SheetProperties", {
  sheetId: integer,
  title: text,
  index: integer,
  sheetType: oneOf("SheetType", "GRID"),
  gridProperties: GridProperties,
  hidden: flag,
  tabColorStyle: ColorStyle,
});
export type SheetProperties = z.infer<typeof SheetProperties>;

export const SpreadsheetProperties = named("SpreadsheetProperties", {
  title: text,
  locale: text,
  timeZone: text,
  autoRecalc: oneOf("RecalculationInterval", "ON_CHANGE MINUTE HOUR"),
});
export type SpreadsheetProperties = z.infer<typeof SpreadsheetProperties>;

export const ChartData = named("ChartData", {
  sourceRange: message({ sources: listOf(GridRange) }),
});
export type ChartData = z.infer<typeof ChartData>;

const Axis = oneOf("BasicChartAxisPosition", "BOTTOM_AXIS LEFT_AXIS RIGHT_AXIS");

const BasicChart = named("BasicChartSpec", {
  chartType: oneOf("BasicChartType", "BAR LINE AREA COLUMN SCATTER COMBO STEPPED_AREA"),
  legendPosition: oneOf(
    "BasicChartLegendPosition",
    "BOTTOM_LEGEND LEFT_LEGEND RIGHT_LEGEND TOP_LEGEND NO_LEGEND INSIDE_LEGEND",
  ),
  axis: listOf(
    named("BasicChartAxis", {
      position: Axis,
      title: text,
      viewWindowOptions: named("ChartAxisViewWindowOptions", {
        viewWindowMin: double,
        viewWindowMode: oneOf("ViewWindowMode", "EXPLICIT PRETTY"),
      }),
    }),
  ),
  domains: listOf(named("BasicChartDomain", { domain: ChartData })),
  series: listOf(
    named("BasicChartSeries", {
      series: ChartData,
      targetAxis: Axis,
      colorStyle: ColorStyle,
      dataLabel: named("DataLabel", { type: oneOf("DataLabelType", "NONE DATA") }),
      styleOverrides: listOf(
        named("BasicSeriesDataPointStyleOverride", { index: integer, colorStyle: ColorStyle }),
      ),
    }),
  ),
  headerCount: integer,
  stackedType: oneOf("BasicChartStackedType", "NOT_STACKED STACKED PERCENT_STACKED"),
});
export type BasicChart = z.infer<typeof BasicChart>;

const ChartSpec = named("ChartSpec", {
  title: text,
  subtitle: text,
  altText: text,
  basicChart: BasicChart,
});
export type ChartSpec = z.infer<typeof ChartSpec>;

export const EmbeddedChart = named("EmbeddedChart", {
  chartId: integer,
  spec: ChartSpec,
  position: named("EmbeddedObjectPosition", {
    overlayPosition: named("OverlayPosition", {
      anchorCell: GridCoordinate,
      widthPixels: integer,
      heightPixels: integer,
    }),
  }),
});
export type EmbeddedChart = z.infer<typeof EmbeddedChart>;
