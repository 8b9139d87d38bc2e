/** One tab of a register as a person would see it: cells, formats, inputs, and which cells they cannot edit and why. */
import { filledRows, formatAt, ruleAt } from "../../workspace/sheets/cells";
import type {
  CellFormat,
  GridRange,
  TextFormatRun,
} from "../../workspace/sheets/messages/cell-messages";
import type {
  ChartData,
  EmbeddedChart,
  FilterView,
} from "../../workspace/sheets/messages/tab-messages";
import { type Actor, barring } from "../../workspace/sheets/protection";
import { contains, rectangle } from "../../workspace/sheets/ranges";
import type { Sheet, Spreadsheet } from "../../workspace/sheets/store";
import { hexOf, inputOf, inputValue, shownValue, styleOf, textOf } from "./cell-view";
import { evaluate, type Result, type Surroundings, UnknownFormula } from "./formula";

type Look = (row: number, column: number, value: Result) => CellFormat | undefined;

/** Finds the conditional formats of cells during one reading of a tab. Each formula is calculated once per row. */
export function conditionalLook(around: Surroundings): Look {
  const known = new Map<string, boolean>();
  const holds = (formula: string, rowsBelow: number): boolean => {
    const key = `${rowsBelow} ${formula}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const now = isTrue(formula, { ...around, rowsBelow });
    known.set(key, now);
    return now;
  };
  return (row, column, value) => {
    for (const { ranges = [], booleanRule } of around.sheet.conditionalFormats) {
      const area = ranges.map(rectangle).find((one) => contains(one, row, column));
      if (area === undefined || booleanRule === undefined) continue;
      const { condition, format } = booleanRule;
      const wanted = condition?.values?.[0]?.userEnteredValue ?? "";
      const applies =
        condition?.type === "CUSTOM_FORMULA"
          ? holds(wanted, row - area.top)
          : condition?.type === "TEXT_EQ" && value === wanted;
      if (applies) return format;
    }
    return undefined;
  };
}

/**
 * Whether the formula of a condition is true in the row `rowsBelow` its first one. A formula that the desk cannot calculate is never
 * true.
 */
export function isTrue(formula: string, around: Surroundings): boolean {
  try {
    return evaluate(formula, around) === true;
  } catch (error) {
    if (!(error instanceof UnknownFormula)) throw error;
    return false;
  }
}

/** How many empty rows are shown below the last row with data. */
const spareRows = 3;
/** In a longer tab only the first rows are shown. */
const mostRows = 1_000;

export interface GridRequest {
  readonly spreadsheet: Spreadsheet;
  readonly sheet: Sheet;
  readonly actor: Actor;
  /** The current time as a serial date in the spreadsheet's time zone. */
  readonly now: number;
  /** The id of the filter view to apply. */
  readonly filter: number | null;
}

/** Why someone cannot change a cell, in the desk's own words; null if they can. */
export function refusalAt(sheet: Sheet, row: number, column: number, actor: Actor): string | null {
  const area = { top: row, bottom: row + 1, left: column, right: column + 1 };
  const protection = barring(sheet, area, actor);
  if (protection === undefined) return null;
  // What follows in parentheses tells the script which protection of its own it is.
  const own = protection.description
    ?.replace(/ \([^)]*\)$/, "")
    .replace("Kept by the automation", "Filled in by the system");
  const words = own || "Only some people may change it";
  return `The cell is protected, so the spreadsheet does not take this. ${words}.`;
}

/** Groups rows into numbered bands. No protection begins or ends within a band, so all of its rows have the same answer. */
function bandsOf({ protectedRanges }: Sheet): (row: number) => number {
  const ranges = protectedRanges.flatMap(({ range, unprotectedRanges = [] }) => [
    range ?? {},
    ...unprotectedRanges,
  ]);
  const edges = ranges.map(rectangle).flatMap(({ top, bottom }) => [top, bottom]);
  const sorted = [...new Set(edges)].sort((one, other) => one - other);
  return (row) => sorted.filter((edge) => edge <= row).length;
}

/** Remembers the result for each pair, because thousands of cells share a few results. */
function onceForEach<A, B, T>(work: (one: A, other: B, row: number) => T) {
  const known = new Map<A, Map<B, T>>();
  return (one: A, other: B, row: number): T => {
    const of = known.get(one) ?? new Map<B, T>();
    known.set(one, of);
    const found = of.get(other);
    if (found !== undefined) return found;
    const made = work(one, other, row);
    of.set(other, made);
    return made;
  };
}

/** Whether a row passes the filter view. A condition that the desk does not know hides nothing. */
function rowFilter(
  view: FilterView | undefined,
  around: Surroundings,
): (values: readonly Result[], row: number) => boolean {
  const first = (view?.range?.startRowIndex ?? 0) + 1;
  const tests = (view?.filterSpecs ?? []).map(({ columnIndex = 0, filterCriteria }) => {
    const { type, values } = filterCriteria?.condition ?? {};
    const hidden = filterCriteria?.hiddenValues ?? [];
    const wanted = values?.[0]?.userEnteredValue ?? "";
    return (cells: readonly Result[], row: number) => {
      const cell = cells[columnIndex] ?? null;
      if (hidden.includes(cell === null ? "" : String(cell))) return false;
      if (type === "TEXT_EQ") return cell === wanted;
      return type === "CUSTOM_FORMULA"
        ? isTrue(wanted, { ...around, rowsBelow: row - first })
        : true;
    };
  });
  return (values, row) => tests.every((test) => test(values, row));
}

/** The rows in the order of the filter view, blanks last. */
function sorted<T extends { readonly values: readonly Result[] }>(
  rows: readonly T[],
  view: FilterView | undefined,
): readonly T[] {
  const specs = view?.sortSpecs ?? [];
  const compare = (a: T, b: T) => {
    for (const { dimensionIndex = 0, sortOrder } of specs) {
      const [mine, theirs] = [a.values[dimensionIndex] ?? null, b.values[dimensionIndex] ?? null];
      if (mine === theirs) continue;
      if (mine === null || theirs === null) return mine === null ? 1 : -1;
      return (mine < theirs ? -1 : 1) * (sortOrder === "DESCENDING" ? -1 : 1);
    }
    return 0;
  };
  return specs.length === 0 ? rows : [...rows].sort(compare);
}

/** The whole tab as data. Row and column indexes are zero-based, widths are in pixels. */
export function gridView(request: GridRequest) {
  const { spreadsheet, sheet, actor, now } = request;
  const around: Surroundings = { spreadsheet, sheet, now, rowsBelow: 0, depth: 0 };
  const look = conditionalLook(around);
  const {
    frozenRowCount = 0,
    frozenColumnCount = 0,
    columnCount,
  } = sheet.properties.gridProperties;
  const headerRow = Math.max(0, frozenRowCount - 1);

  const valuesOf = (row: number): Result[] =>
    Array.from({ length: columnCount }, (_, column) =>
      shownValue(sheet.rows[row]?.values[column] ?? null, around),
    );

  const bandOf = bandsOf(sheet);
  const refused = onceForEach((_band: number, column: number, row: number) =>
    refusalAt(sheet, row, column, actor),
  );
  type Format = ReturnType<typeof formatAt>;
  const inputFor = onceForEach((own: Format, rule: ReturnType<typeof ruleAt>) =>
    inputOf(own, rule),
  );
  const styleFor = onceForEach((own: Format, over: Format) => styleOf(own, over));
  const cellView = (row: number, column: number, value: Result) => {
    const own = formatAt(spreadsheet, sheet, row, column);
    const input = inputFor(own, ruleAt(spreadsheet, sheet, row, column), row);
    const text = textOf(value, input);
    return {
      /** The text as people read it. */
      text,
      parts: partsOf(text, sheet.rows[row]?.runs?.[String(column)]),
      /** What an input starts with: a date as "YYYY-MM-DD" or "YYYY-MM-DDTHH:mm". */
      value: inputValue(value, input),
      input,
      style: styleFor(own, look(row, column, value), row),
      /** Null if this person can edit the cell. */
      refusal: refused(bandOf(row), column, row),
      note: sheet.rows[row]?.notes?.[String(column)] ?? null,
      clipped: own?.wrapStrategy === "CLIP",
    };
  };

  const headers = valuesOf(headerRow);
  const columns = headers.map((title, index) => ({
    index,
    title: title === null ? "" : String(title),
    note: sheet.rows[headerRow]?.notes?.[String(index)] ?? null,
    width: sheet.columnProperties[index]?.pixelSize ?? 100,
    frozen: index < frozenColumnCount,
    style: styleOf(formatAt(spreadsheet, sheet, headerRow, index), undefined),
  }));

  const view = sheet.filterViews.find(({ filterViewId }) => filterViewId === request.filter);
  const passesFilter = rowFilter(view, around);
  const filled = filledRows(spreadsheet, sheet, false);
  const end = view === undefined ? filled + spareRows : filled;
  const all = Array.from({ length: end }, (_, index) => ({ index, values: valuesOf(index) }));
  const above = all.filter(({ index }) => index < frozenRowCount && index !== headerRow);
  const below = all.filter(
    ({ index, values }) => index >= frozenRowCount && passesFilter(values, index),
  );
  const rows = [...above, ...sorted(below, view)]
    .filter(({ index }) => sheet.rowProperties[index]?.hiddenByUser !== true)
    .slice(0, mostRows)
    .map(({ index, values }) => ({
      index,
      cells: values.map((value, column) => cellView(index, column, value)),
    }));
  const charts = chartViews(around);
  // Unused columns, without a header or a cell, are left out.
  const isShown = ({ index, title }: (typeof columns)[number]) =>
    sheet.columnProperties[index]?.hiddenByUser !== true &&
    (title !== "" ||
      rows.some(({ cells }) => (cells[index]?.text ?? "") !== "") ||
      charts.some(({ column }) => column === index));
  return {
    charts,
    sheetId: sheet.properties.sheetId,
    title: sheet.properties.title,
    columns: columns.filter(isShown),
    rows,
    /** Title of the filter view that is applied; null for all rows. */
    filter: view?.title ?? null,
  };
}

/** Splits a text by the links in it; a part without a link has null. */
function partsOf(text: string, runs: readonly TextFormatRun[] = []) {
  const [first] = runs;
  const isFromStart = first !== undefined && (first.startIndex ?? 0) === 0;
  const all: readonly TextFormatRun[] = isFromStart ? runs : [{ startIndex: 0 }, ...runs];
  return all.map(({ startIndex = 0, format }, at) => ({
    text: text.slice(startIndex, all[at + 1]?.startIndex ?? text.length),
    to: format?.link?.uri ?? null,
  }));
}

/** Google's defaults for a request that gives no size (sheets-api.md 4), in pixels. */
const usual = { width: 600, height: 371 } as const;

/** The values of a row or a column of cells, from start to end. */
function valuesIn(range: GridRange, around: Surroundings): readonly Result[] {
  const sheet = around.spreadsheet.sheets.find(
    ({ properties }) => properties.sheetId === (range.sheetId ?? 0),
  );
  if (sheet === undefined) return [];
  const { top, bottom, left, right } = rectangle(range);
  return Array.from({ length: bottom - top }, (_, down) =>
    Array.from({ length: right - left }, (_, across) =>
      shownValue(sheet.rows[top + down]?.values[left + across] ?? null, { ...around, sheet }),
    ),
  ).flat();
}

function sourceValues(data: ChartData | undefined, around: Surroundings): readonly Result[] {
  return (data?.sourceRange?.sources ?? []).flatMap((range) => valuesIn(range, around));
}

const words = (value: Result | undefined) =>
  value === null || value === undefined ? "" : String(value);

/** A chart as data; null for a kind that the desk does not draw. */
function chartView(
  { chartId, spec, position }: EmbeddedChart & { readonly chartId: number },
  around: Surroundings,
) {
  const basic = spec?.basicChart;
  if (basic?.chartType !== "COLUMN") return null;
  const heads = basic.headerCount ?? 0;
  const [domain] = basic.domains ?? [];
  const overlay = position?.overlayPosition;
  const axis = basic.axis?.find((one) => one.position === "LEFT_AXIS");
  return {
    id: chartId,
    title: spec?.title ?? "",
    subtitle: spec?.subtitle ?? "",
    words: spec?.altText ?? "",
    isStacked: basic.stackedType === "STACKED",
    hasLegend: basic.legendPosition !== "NO_LEGEND",
    axis: axis?.title ?? null,
    categories: sourceValues(domain?.domain, around).slice(heads).map(words),
    series: (basic.series ?? []).map((one) => {
      const all = sourceValues(one.series, around);
      const name = all.slice(0, heads).map(words).join(" ");
      return {
        name,
        colour: hexOf(one.colorStyle),
        /** Colors of single columns, by index. */
        colours: Object.fromEntries(
          (one.styleOverrides ?? []).map(({ index, colorStyle }) => [
            String(index ?? 0),
            hexOf(colorStyle),
          ]),
        ),
        values: all.slice(heads).map((value) => (typeof value === "number" ? value : null)),
      };
    }),
    row: overlay?.anchorCell?.rowIndex ?? 0,
    column: overlay?.anchorCell?.columnIndex ?? 0,
    width: overlay?.widthPixels ?? usual.width,
    height: overlay?.heightPixels ?? usual.height,
  };
}

export function chartViews(around: Surroundings) {
  return around.sheet.charts.flatMap((chart) => chartView(chart, around) ?? []);
}
