/**
 * Requests about filter views, protections, conditional formats and charts. Conditional formats and charts are only stored and shown again;
 * the local page (scripts/desk) draws the charts. sheets-api.md 4.
 */
import { GoogleError, ownWords } from "../../service";
import { masked } from "../field-mask";
import type { GridRange } from "../messages/cell-messages";
import {
  type BasicChart,
  type ChartData,
  ConditionalFormatRule,
  EmbeddedChart,
  FilterView,
  ProtectedRange,
} from "../messages/tab-messages";
import { integer, text } from "../payload";
import { passes, protectedCellText } from "../protection";
import { protectedRange } from "../replies/resource";
import type { Sheet } from "../store";
import {
  freshId,
  gridArea,
  insideGrid,
  maskOf,
  notModelled,
  placeOf,
  RequestError,
  requestKind,
  required,
  sheetOf,
  storedRange,
  type Work,
} from "./request-kind";

const viewsOf = ({ filterViews }: Sheet) => filterViews;

function checkFilter(work: Work, filter: FilterView): { sheet: Sheet; range: GridRange } {
  const range = required(filter.range, "range");
  const sheet = sheetOf(work, range.sheetId);
  const area = gridArea(sheet, range);
  const columns = [
    ...(filter.filterSpecs ?? []).map((spec) => spec.columnIndex ?? 0),
    ...(filter.sortSpecs ?? []).map((spec) => spec.dimensionIndex ?? 0),
  ];
  if (columns.some((column) => column < area.left || column >= area.right)) {
    throw new RequestError(ownWords("A filter names a column outside its range"));
  }
  return { sheet, range: storedRange(work, sheet, range, "view") };
}

export const addFilterView = requestKind({ filter: FilterView }, (work, request) => {
  const asked = required(request.filter, "filter");
  const { sheet, range } = checkFilter(work, asked);
  const ids = (one: Sheet) => one.filterViews.map((view) => view.filterViewId);
  const filterViewId = freshId(work, asked.filterViewId, ids, "filterViewId");
  const view = { ...asked, range, filterViewId };
  sheet.filterViews.push(view);
  return { addFilterView: { filter: view } };
});

export const updateFilterView = requestKind(
  { filter: FilterView, fields: text },
  (work, request) => {
    const asked = required(request.filter, "filter");
    const { sheet, place } = placeOf(
      work,
      viewsOf,
      (view) => view.filterViewId === asked.filterViewId,
      `No filter view with ID: ${asked.filterViewId ?? 0}`,
    );
    const mask = maskOf(request.fields, FilterView);
    const before = sheet.filterViews[place];
    const changed = {
      ...masked<FilterView>(before, asked, mask),
      filterViewId: before?.filterViewId ?? 0,
    };
    const checked = checkFilter(work, changed);
    if (checked.sheet !== sheet) throw notModelled("a filter view that moves to another sheet");
    sheet.filterViews[place] = { ...changed, range: checked.range };
  },
);

export const deleteFilterView = requestKind({ filterId: integer }, (work, request) => {
  const { sheet, place } = placeOf(
    work,
    viewsOf,
    (view) => view.filterViewId === request.filterId,
    `No filter view with ID: ${request.filterId ?? 0}`,
  );
  sheet.filterViews.splice(place, 1);
});

const protectionsOf = ({ protectedRanges }: Sheet) => protectedRanges;

const isOfTab = ({ range = {} }: ProtectedRange): boolean =>
  Object.keys(range).every((field) => field === "sheetId");

/** A protection as it is stored. One for a whole tab also covers rows and columns that are added later, so its range is never closed. */
function stored(work: Work, sheet: Sheet, protection: ProtectedRange): ProtectedRange {
  const { range = {}, unprotectedRanges: open } = protection;
  return {
    ...protection,
    ...(isOfTab(protection) ? {} : { range: storedRange(work, sheet, range, "protection") }),
    ...(open === undefined
      ? {}
      : { unprotectedRanges: open.map((one) => storedRange(work, sheet, one, "protection")) }),
  };
}

function checkProtection(work: Work, protection: ProtectedRange): void {
  const range = protection.range ?? {};
  const sheet = sheetOf(work, range.sheetId);
  const wholeTab = isOfTab(protection);
  if (!wholeTab) gridArea(sheet, range);
  if (!wholeTab && (protection.unprotectedRanges?.length ?? 0) > 0) {
    throw new RequestError(
      ownWords("Unprotected ranges can only be set when the whole sheet is protected"),
    );
  }
  for (const open of protection.unprotectedRanges ?? []) {
    if ((open.sheetId ?? 0) !== (range.sheetId ?? 0)) {
      throw new RequestError(ownWords("Unprotected ranges must be on the protected sheet"));
    }
    gridArea(sheet, open);
  }
  const other = sheet.protectedRanges.some(
    (one) => one.protectedRangeId !== protection.protectedRangeId && isOfTab(one),
  );
  if (wholeTab && other) {
    throw new RequestError(`Sheet "${sheet.properties.title}" already has sheet protection.`);
  }
}

/**
 * The protection with its editors as they were sent, in lower case.
 * @throws RequestError for an editor that Google does not accept, and where the account that sets it is not among them and does not own the
 * file.
 */
function withEditors(work: Work, protection: ProtectedRange): ProtectedRange {
  const { editors } = protection;
  if (editors === undefined) return protection;
  const users = (editors.users ?? []).map((user) => user.toLowerCase());
  const { address, owner } = work.actor;
  if (address !== owner && !users.includes(address)) {
    throw new RequestError("You can't remove yourself as an editor.");
  }
  try {
    for (const user of users) work.mustTake(user);
  } catch (error) {
    throw error instanceof GoogleError ? new RequestError(error.message) : error;
  }
  return { ...protection, editors: { ...editors, users } };
}

export const addProtectedRange = requestKind(
  { protectedRange: ProtectedRange },
  (work, request) => {
    const asked = required(request.protectedRange, "protectedRange");
    const ids = (one: Sheet) => one.protectedRanges.map((range) => range.protectedRangeId);
    const protectedRangeId = freshId(work, asked.protectedRangeId, ids, "protectedRangeId");
    checkProtection(work, { ...asked, protectedRangeId });
    const { requestingUserCanEdit: _shown, ...kept } = withEditors(work, asked);
    const sheet = sheetOf(work, asked.range?.sheetId);
    const protection = { ...stored(work, sheet, kept), protectedRangeId };
    sheet.protectedRanges.push(protection);
    return {
      addProtectedRange: { protectedRange: protectedRange(protection, work.actor, "reply") },
    };
  },
);

function protectionToChange(work: Work, id: number | undefined): { sheet: Sheet; place: number } {
  const found = placeOf(
    work,
    protectionsOf,
    (one) => one.protectedRangeId === id,
    `No protected range with ID: ${id ?? 0}`,
  );
  const protection = found.sheet.protectedRanges[found.place];
  if (protection !== undefined && !passes(protection, work.actor)) {
    throw new RequestError(protectedCellText);
  }
  return found;
}

export const updateProtectedRange = requestKind(
  { protectedRange: ProtectedRange, fields: text },
  (work, request) => {
    const asked = required(request.protectedRange, "protectedRange");
    const { sheet, place } = protectionToChange(work, asked.protectedRangeId);
    const before = sheet.protectedRanges[place];
    const id = before?.protectedRangeId ?? 0;
    const mask = maskOf(request.fields, ProtectedRange);
    const changed = { ...masked<ProtectedRange>(before, asked, mask), protectedRangeId: id };
    if ((changed.range?.sheetId ?? 0) !== sheet.properties.sheetId) {
      throw notModelled("a protected range that moves to another sheet");
    }
    checkProtection(work, changed);
    const { requestingUserCanEdit: _shown, ...given } =
      asked.editors === undefined ? changed : withEditors(work, changed);
    // One project saw that editors alone erase the open ranges, whatever the mask says.
    const erases =
      asked.editors !== undefined &&
      asked.unprotectedRanges === undefined &&
      work.assume["editorsOfProtection"] === "erase-open";
    const { unprotectedRanges: _erased, ...closed } = given;
    const kept = erases ? closed : given;
    sheet.protectedRanges[place] = { ...stored(work, sheet, kept), protectedRangeId: id };
  },
);

export const deleteProtectedRange = requestKind({ protectedRangeId: integer }, (work, request) => {
  const { sheet, place } = protectionToChange(work, request.protectedRangeId);
  sheet.protectedRanges.splice(place, 1);
});

export const addConditionalFormatRule = requestKind(
  { rule: ConditionalFormatRule, index: integer },
  (work, request) => {
    const rule = required(request.rule, "rule");
    const [first, ...others] = rule.ranges ?? [];
    if (first === undefined || rule.booleanRule?.condition?.type === undefined) {
      throw new RequestError(ownWords("A rule needs ranges and a condition"));
    }
    if (others.some((range) => (range.sheetId ?? 0) !== (first.sheetId ?? 0))) {
      throw new RequestError(ownWords("All ranges of a rule must be on one sheet"));
    }
    const sheet = sheetOf(work, first.sheetId);
    for (const range of [first, ...others]) gridArea(sheet, range);
    const place = request.index ?? 0;
    if (place < 0 || place > sheet.conditionalFormats.length) {
      throw new RequestError(ownWords(`Invalid index: ${place}`));
    }
    const ranges = [first, ...others].map((range) => storedRange(work, sheet, range, "highlight"));
    sheet.conditionalFormats.splice(place, 0, { ...rule, ranges });
  },
);

export const deleteConditionalFormatRule = requestKind(
  { sheetId: integer, index: integer },
  (work, request) => {
    const sheet = sheetOf(work, request.sheetId);
    const place = request.index ?? 0;
    const rule = sheet.conditionalFormats[place];
    if (rule === undefined) {
      throw new RequestError(
        `No conditional format on sheet: ${request.sheetId ?? 0} at index: ${place}`,
      );
    }
    sheet.conditionalFormats.splice(place, 1);
    return { deleteConditionalFormatRule: { rule } };
  },
);

/**
 * The size of the cells of a chart's domain or series, as "rows by columns".
 * @throws RequestError if they reach outside the grid; LocalRefusal if they are not part of a single row or column.
 */
function lineOf(work: Work, data: ChartData | undefined): string {
  const sources = required(data?.sourceRange?.sources, "sources");
  const range = required(sources[0], "sources[0]");
  const { top, bottom, left, right } = gridArea(sheetOf(work, range.sheetId), range);
  const isWhole = range.endRowIndex !== undefined && range.endColumnIndex !== undefined;
  const [high, wide] = [bottom - top, right - left];
  if (sources.length > 1 || !isWhole || (high === 1) === (wide === 1))
    throw notModelled("a chart's source other than cells of one row or column");
  return `${high} by ${wide}`;
}

/** Allows only charts that the local page (scripts/desk) can draw: columns over one domain, with series of the same size. */
function checkBasic(work: Work, { chartType, domains = [], series = [] }: BasicChart): void {
  if (chartType !== "COLUMN" || domains.length !== 1 || series.length === 0)
    throw notModelled("a chart other than columns over one domain");
  const shapes = [domains[0]?.domain, ...series.map((one) => one.series)];
  if (new Set(shapes.map((one) => lineOf(work, one))).size > 1)
    throw notModelled("a chart's sources of unlike shape");
}

export const addChart = requestKind({ chart: EmbeddedChart }, (work, request) => {
  const asked = required(request.chart, "chart");
  checkBasic(work, required(asked.spec?.basicChart, "chart.spec"));
  const overlay = asked.position?.overlayPosition;
  if (overlay === undefined) throw notModelled("a chart's position other than overlayPosition");
  const { sheetId, rowIndex = 0, columnIndex = 0 } = required(overlay.anchorCell, "anchorCell");
  const sheet = sheetOf(work, sheetId);
  const [bottom, right] = [rowIndex + 1, columnIndex + 1];
  insideGrid(sheet, { top: rowIndex, bottom, left: columnIndex, right });
  for (const pixels of [overlay.widthPixels, overlay.heightPixels]) {
    if (pixels !== undefined && pixels <= 0) throw notModelled("a chart of no size");
  }
  const ids = (one: Sheet) => one.charts.map((chart) => chart.chartId);
  const chartId = freshId(work, asked.chartId, ids, "chartId");
  const chart = { ...asked, chartId };
  sheet.charts.push(chart);
  return { addChart: { chart } };
});

export const deleteEmbeddedObject = requestKind({ objectId: integer }, (work, request) => {
  const { sheet, place } = placeOf(
    work,
    ({ charts }) => charts,
    (chart) => chart.chartId === request.objectId,
    `No embedded object with ID: ${request.objectId ?? 0}`,
  );
  sheet.charts.splice(place, 1);
});
