/** What the local Sheets keeps: JSON-safe, and sparse enough for registers of 10,000 cases. */
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

/** What a cell holds; a formula is kept as text and never evaluated (sheets-api.md 9). */
export type CellValue = string | number | boolean | { readonly formula: string } | null;

/** One row. Never changed in place: a write puts another in its stead, so that a refused batch leaves nothing behind. Lists may end early. */
export interface Row {
  readonly values: readonly CellValue[];
  /** Indexes into the spreadsheet's `formats`; null: none of its own. */
  readonly formats?: readonly (number | null)[];
  /** Indexes into the spreadsheet's `rules`; null: none of its own; -1: the column's rule is taken off this cell. */
  readonly rules?: readonly (number | null)[];
  /** Column index → note. */
  readonly notes?: Readonly<Record<string, string>>;
  /** Column index → the runs of its text: looks and links of parts of it. */
  readonly runs?: Readonly<Record<string, readonly TextFormatRun[]>>;
}

/** A format or validation of a whole range, blank cells included; later ones win over earlier ones, a cell's own over all. */
export interface RangeDefault {
  readonly range: GridRange;
  /** The format after its mask, by index. */
  readonly format?: number;
  /** By index; -1 takes the rule off. */
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
  /** Zero-based, as far as anything is stored. */
  rows: (Row | null)[];
  rowProperties: (DimensionProperties | null)[];
  columnProperties: (DimensionProperties | null)[];
  defaults: RangeDefault[];
  conditionalFormats: ConditionalFormatRule[];
  protectedRanges: (ProtectedRange & { readonly protectedRangeId: number })[];
  filterViews: (FilterView & { readonly filterViewId: number })[];
  charts: (EmbeddedChart & { readonly chartId: number })[];
}

/** Each distinct value once; cells keep its index. */
export interface Pool<T> {
  entries: T[];
  /** JSON of a value → its index. */
  indexes: Record<string, number>;
}

export interface Spreadsheet {
  readonly id: string;
  properties: {
    title: string;
    locale: string;
    /** IANA name; serial numbers are wall-clock time of this zone. */
    timeZone: string;
    autoRecalc: "ON_CHANGE" | "MINUTE" | "HOUR";
  };
  /** In the order of their tabs. */
  sheets: Sheet[];
  formats: Pool<CellFormat>;
  rules: Pool<DataValidationRule>;
  /** The next id that the service itself gives. */
  nextId: number;
}

export interface SheetsSlice {
  spreadsheets: Record<string, Spreadsheet>;
  /** Address → when it made its calls of the last minute; milliseconds since 1970. */
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

/** A copy to work on: its lists are its own, what they hold is shared and never changed in place. */
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

/** A snapshot shares with its Workspace what a draft shares with its spreadsheet. */
export const copiers: Copiers = {
  sheets(slice) {
    // The slice of `sheetsSlice`, its one owner.
    const { spreadsheets, calls } = slice as SheetsSlice;
    const drafts = Object.entries(spreadsheets).map(([id, one]) => [id, draftOf(one)] as const);
    return { spreadsheets: Object.fromEntries(drafts), calls: copyOf(calls) };
  },
};

/** The index of a value in a pool, added when new. */
export function pooled<T>(pool: Pool<T>, value: T): number {
  const key = JSON.stringify(value);
  const known = pool.indexes[key];
  if (known !== undefined) return known;
  const index = pool.entries.push(value) - 1;
  pool.indexes[key] = index;
  return index;
}
