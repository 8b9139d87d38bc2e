/** What the local Sheets service stores: JSON-safe, and compact enough for registers of 10,000 cases. */
import type { Store } from "../service";
import { type Copiers, copyOf } from "../store";
import { newTabColumns, newTabRows } from "./limits";
import type {
  CellFormat,
  DataValidationRule,
  GridRange,
  TextFormatRun,
} from "./messages/cell-messages";
import type {
  ConditionalFormatRule,
  DimensionProperties,
  EmbeddedChart,
  FilterView,
  ProtectedRange,
  SheetProperties,
} from "./messages/tab-messages";

/** What a cell contains. A formula is kept as text and never calculated (sheets-api.md 9). */
export type CellValue = string | number | boolean | { readonly formula: string } | null;

/**
 * One row. Never changed in place: a write replaces the whole row, so that dropping a refused batch undoes it. Its lists may be shorter
 * than the row.
 */
export interface Row {
  readonly values: readonly CellValue[];
  /** For each column, an index into the spreadsheet's `formats`; null if the cell has no format of its own. */
  readonly formats?: readonly (number | null)[];
  /**
   * For each column, an index into the spreadsheet's `rules`; null if the cell has no rule of its own; -1 if the rule that it would have
   * from a range was removed.
   */
  readonly rules?: readonly (number | null)[];
  /** Column index → note. */
  readonly notes?: Readonly<Record<string, string>>;
  /** Column index → the runs of its text: parts with their own look or link. */
  readonly runs?: Readonly<Record<string, readonly TextFormatRun[]>>;
}

/**
 * A format or validation rule of a whole range, blank cells included. If ranges overlap, the later one counts; a cell's own format or rule
 * counts before any range's.
 */
export interface RangeDefault {
  readonly range: GridRange;
  /** Index of the format that results after the mask was applied. */
  readonly format?: number;
  /** Index of the rule; -1 removes the rule. */
  readonly rule?: number;
}

export interface Sheet {
  properties: SheetProperties & {
    readonly sheetId: number;
    readonly title: string;
    readonly gridProperties: NonNullable<SheetProperties["gridProperties"]> & {
      readonly rowCount: number;
      readonly columnCount: number;
    };
  };
  /** By zero-based index, up to the last row in which anything is stored. */
  rows: (Row | null)[];
  rowProperties: (DimensionProperties | null)[];
  columnProperties: (DimensionProperties | null)[];
  defaults: RangeDefault[];
  conditionalFormats: ConditionalFormatRule[];
  protectedRanges: (ProtectedRange & { readonly protectedRangeId: number })[];
  filterViews: (FilterView & { readonly filterViewId: number })[];
  charts: (EmbeddedChart & { readonly chartId: number })[];
}

/** A list of distinct values. Cells hold the index of a value. */
export interface Pool<T> {
  entries: T[];
  /** A value as JSON → its index. */
  indexes: Record<string, number>;
}

export interface Spreadsheet {
  readonly id: string;
  properties: {
    title: string;
    locale: string;
    /** IANA name. Serial dates are wall-clock time in this zone. */
    timeZone: string;
    autoRecalc: "ON_CHANGE" | "MINUTE" | "HOUR";
  };
  /** In the order of their tabs. */
  sheets: Sheet[];
  formats: Pool<CellFormat>;
  rules: Pool<DataValidationRule>;
  /** The next id that the service gives when the script does not choose one. */
  nextId: number;
}

export interface SheetsSlice {
  spreadsheets: Record<string, Spreadsheet>;
  /** Address → the times of its calls in the last minute, in milliseconds since 1970. */
  calls: Record<string, { reads: number[]; writes: number[] }>;
}

export const sheetsSlice = (store: Store): SheetsSlice =>
  store.slice<SheetsSlice>("sheets", () => ({ spreadsheets: {}, calls: {} }));

/** A tab without content. */
export function emptySheet(properties: Sheet["properties"]): Sheet {
  return {
    properties,
    rows: [],
    rowProperties: [],
    columnProperties: [],
    defaults: [],
    conditionalFormats: [],
    protectedRanges: [],
    filterViews: [],
    charts: [],
  };
}

/** A spreadsheet as Drive makes it: one tab "Sheet1" with id 0, zone Etc/GMT, locale en_US (sheets-api.md 3). */
export function newSpreadsheet(id: string, title: string): Spreadsheet {
  return {
    id,
    properties: { title, locale: "en_US", timeZone: "Etc/GMT", autoRecalc: "ON_CHANGE" },
    sheets: [
      emptySheet({
        sheetId: 0,
        title: "Sheet1",
        sheetType: "GRID",
        gridProperties: { rowCount: newTabRows, columnCount: newTabColumns },
      }),
    ],
    formats: { entries: [], indexes: {} },
    rules: { entries: [], indexes: {} },
    nextId: 1_000_000,
  };
}

const poolCopy = <T>(pool: Pool<T>): Pool<T> => ({
  entries: [...pool.entries],
  indexes: { ...pool.indexes },
});

/** A copy to work on. Its lists are new; their items are shared with the original and never changed in place. */
export function draftOf(spreadsheet: Spreadsheet): Spreadsheet {
  return {
    ...spreadsheet,
    properties: { ...spreadsheet.properties },
    formats: poolCopy(spreadsheet.formats),
    rules: poolCopy(spreadsheet.rules),
    sheets: spreadsheet.sheets.map((sheet) => ({
      ...sheet,
      rows: [...sheet.rows],
      rowProperties: [...sheet.rowProperties],
      columnProperties: [...sheet.columnProperties],
      defaults: [...sheet.defaults],
      conditionalFormats: [...sheet.conditionalFormats],
      protectedRanges: [...sheet.protectedRanges],
      filterViews: [...sheet.filterViews],
      charts: [...sheet.charts],
    })),
  };
}

/** Copies spreadsheets as drafts: a snapshot and its Workspace can share what is never changed in place. */
export const copiers: Copiers = {
  sheets(slice) {
    // Only `sheetsSlice` makes this slice, so the type is known.
    const { spreadsheets, calls } = slice as SheetsSlice;
    const drafts = Object.entries(spreadsheets).map(([id, one]) => [id, draftOf(one)] as const);
    return { spreadsheets: Object.fromEntries(drafts), calls: copyOf(calls) };
  },
};

/** The index of a value in a pool. A new value is added. */
export function pooled<T>(pool: Pool<T>, value: T): number {
  const key = JSON.stringify(value);
  const known = pool.indexes[key];
  if (known !== undefined) return known;
  const index = pool.entries.push(value) - 1;
  pool.indexes[key] = index;
  return index;
}
