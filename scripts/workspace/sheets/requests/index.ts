/** Which kinds of request are modelled, and which are real but are not. Names: DISC of sheets-api.md. */
import * as cells from "./cell-requests";
import * as charts from "./chart-requests";
import * as dimensions from "./dimension-requests";
import * as filters from "./filter-requests";
import * as objects from "./object-requests";
import * as protections from "./protection-requests";
import type { RequestKind } from "./request-kind";
import * as tabs from "./tab-requests";

export const requestKinds: ReadonlyMap<string, RequestKind> = new Map(
  [tabs, cells, dimensions, protections, filters, objects, charts].flatMap((group) =>
    Object.entries<RequestKind>(group),
  ),
);

export const unmodelledRequests: readonly string[] = [
  "addNamedRange",
  "updateNamedRange",
  "deleteNamedRange",
  "autoFill",
  "cutPaste",
  "copyPaste",
  "updateBorders",
  "mergeCells",
  "unmergeCells",
  "findReplace",
  "updateConditionalFormatRule",
  "duplicateFilterView",
  "setBasicFilter",
  "clearBasicFilter",
  "duplicateSheet",
  "insertRange",
  "deleteRange",
  "pasteData",
  "textToColumns",
  "updateChartSpec",
  "addBanding",
  "updateBanding",
  "deleteBanding",
  "createDeveloperMetadata",
  "updateDeveloperMetadata",
  "deleteDeveloperMetadata",
  "randomizeRange",
  "addDimensionGroup",
  "deleteDimensionGroup",
  "updateDimensionGroup",
  "trimWhitespace",
  "deleteDuplicates",
  "autoResizeDimensions",
  "updateEmbeddedObjectPosition",
  "updateEmbeddedObjectBorder",
  "addSlicer",
  "updateSlicerSpec",
  "addDataSource",
  "updateDataSource",
  "deleteDataSource",
  "refreshDataSource",
  "cancelDataSourceRefresh",
  "addTable",
  "updateTable",
  "deleteTable",
];
