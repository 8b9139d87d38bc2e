/** Cells of the register: how their columns look, and the codec between our values and what Google Sheets stores. */
import type { RawCell } from "../ports";
import type {
  BatchRequest,
  CellFormat,
  DataValidationRule,
  GridCoordinate,
  PlainCell,
  RowData,
} from "../ports/sheets-requests";
import type { ProtocolPack } from "../protocol/pack";
import {
  fromSerial,
  isoText,
  parseIso,
  parseLocal,
  startOfDay,
  toSerial,
  type ZoneOffset,
} from "../time";
import { cellText } from "./cell-text";
import type { Column, Value } from "./columns";

// How a column's cells look and what they accept: of whole columns at birth, and of each appended cell.

export const formatMask =
  "userEnteredFormat(numberFormat,wrapStrategy,verticalAlignment,horizontalAlignment)";

const dateTimePattern = "ddd, mmm d, yyyy h:mm am/pm";
const datePattern = "ddd, mmm d, yyyy";

function numberFormat(column: Column): CellFormat["numberFormat"] {
  switch (column.type) {
    case "date-time":
      return { type: "DATE_TIME", pattern: dateTimePattern };
    case "date":
      return { type: "DATE", pattern: datePattern };
    case "number":
      return { type: "NUMBER", pattern: "0" };
    case "checkbox":
    case "choice":
    case "choices":
      return undefined;
    default:
      // Plain text, so that an id such as 0042 that a person types keeps its zeros.
      return { type: "TEXT" };
  }
}

/** The cell format of a column. JSON and what stands beyond the first screen is clipped; other texts wrap. */
export function columnFormat(column: Column): CellFormat {
  const format = numberFormat(column);
  return {
    ...(format === undefined ? {} : { numberFormat: format }),
    wrapStrategy: column.type === "json" || column.clipped === true ? "CLIP" : "WRAP",
    verticalAlignment: "TOP",
    ...(column.type === "checkbox" || column.type === "number"
      ? { horizontalAlignment: "CENTER" }
      : {}),
  };
}

/** The data validation of a column: a checkbox, a list of words, or null for none. Columns that people cannot edit need no list. */
export function columnRule(column: Column, pack: ProtocolPack): DataValidationRule | null {
  if (column.type === "checkbox") {
    return { condition: { type: "BOOLEAN" }, strict: true, showCustomUi: true };
  }
  if (column.type === "choice" && column.editableBy !== "nobody") {
    return {
      condition: {
        type: "ONE_OF_LIST",
        values: (column.offered?.(pack) ?? Object.keys(column.words?.() ?? {})).map((id) => ({
          userEnteredValue: labelOf(column, id),
        })),
      },
      strict: true,
      showCustomUi: true,
    };
  }
  return null;
}

/** The serial dates of 1900-01-01 and 9999-12-31. A number outside is no date. */
const firstSerial = 2;
const lastSerial = 2_958_465;

/** A text without case, outer spaces and double spaces, for comparing. */
export function foldCell(text: string): string {
  return text.trim().replace(/\s+/g, " ").toLowerCase();
}

function labelOf(column: Column, id: string): string {
  const words = column.words?.() ?? {};
  return Object.keys(words).includes(id) ? (words[id] ?? id) : id;
}

function idOf(column: Column, text: string): string | null {
  if (text === "") return null;
  const words = column.words?.() ?? {};
  const ids = Object.keys(words);
  // First the text as the script itself writes it.
  const exact = ids.find((id) => words[id] === text);
  if (exact !== undefined) return exact;
  const wanted = foldCell(text);
  if (wanted === "") return null;
  return ids.find((id) => foldCell(id) === wanted || foldCell(words[id] ?? "") === wanted) ?? null;
}

/** Replaces line breaks by spaces: each item of a list takes one line of its cell. */
function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, " ");
}

function textOf(value: Value): string {
  if (value === null) return "";
  return typeof value === "object" ? value.map(oneLine).join("\n") : String(value);
}

function timeSerial(column: Column, value: Value, clock: ZoneOffset): number | null {
  if (typeof value !== "number" || !Number.isFinite(value)) return null;
  const serial = toSerial(value, clock);
  return column.type === "date" ? Math.floor(serial) : serial;
}

/**
 * What a cell stores for a value: a label for a choice, a serial date for a time (days since 1899-12-30, wall clock of the zone), "" for
 * empty, a text made to fit (`cell-text.ts`). A value of the wrong type is written as text; in a number column it is left out.
 */
export function encodeRaw(column: Column, value: Value, clock: ZoneOffset): Exclude<RawCell, null> {
  switch (column.type) {
    case "checkbox":
      return value === true;
    case "number":
      return typeof value === "number" && Number.isFinite(value) ? value : "";
    case "date":
    case "date-time":
      return timeSerial(column, value, clock) ?? "";
    case "instant":
      return typeof value === "number" && Number.isFinite(value) ? isoText(value) : "";
    case "choice":
      return cellText(labelOf(column, textOf(value)));
    case "choices": {
      const ids = value !== null && typeof value === "object" ? value : [textOf(value)];
      return cellText(ids.map((id) => oneLine(labelOf(column, id))).join("\n"));
    }
    default:
      return cellText(textOf(value));
  }
}

/** A cell for a write. "" and null give an empty cell. */
export function cellOfRaw(raw: RawCell): PlainCell {
  if (raw === null || raw === "") return {};
  if (typeof raw === "boolean") return { userEnteredValue: { boolValue: raw } };
  if (typeof raw === "number") return { userEnteredValue: { numberValue: raw } };
  return { userEnteredValue: { stringValue: raw } };
}

/** The stored value of a cell: the opposite of `cellOfRaw`. */
export function rawOfCell({ userEnteredValue: value }: PlainCell): RawCell {
  if (value === undefined) return "";
  if ("stringValue" in value) return value.stringValue;
  return "numberValue" in value ? value.numberValue : value.boolValue;
}

/** A value as a cell for a write with the field mask `userEnteredValue`, which leaves the look of the cell alone. */
export function encodeCell(column: Column, value: Value, clock: ZoneOffset): PlainCell {
  return cellOfRaw(encodeRaw(column, value, clock));
}

/**
 * A cell of an appended row, with the format and data validation that rows below the original grid lack. The pack decides which words the cell
 * offers.
 */
export function formattedCell(cell: PlainCell, column: Column, pack: ProtocolPack): PlainCell {
  const rule = columnRule(column, pack);
  return {
    ...cell,
    userEnteredFormat: columnFormat(column),
    ...(rule === null ? {} : { dataValidation: rule }),
  };
}

/** The request that writes rows of cells from a zero-based place on. `fields` is Google's mask: only what it names is written. */
export function cellsAt(
  start: GridCoordinate,
  rows: readonly RowData[],
  fields = "userEnteredValue",
): BatchRequest {
  return { updateCells: { start, rows, fields } };
}

function decodeTime(column: Column, raw: RawCell, clock: ZoneOffset): number | null {
  if (typeof raw === "number") {
    if (raw < firstSerial || raw >= lastSerial + 1) return null;
    return fromSerial(column.type === "date" ? Math.floor(raw) : raw, clock);
  }
  if (typeof raw !== "string") return null;
  const instant = parseLocal(raw, clock);
  if (instant === null) return null;
  return column.type === "date" ? startOfDay(instant, clock) : instant;
}

function decodeNumber(raw: RawCell): number | null {
  if (typeof raw === "number") return raw;
  if (typeof raw !== "string" || !/^\s*[+-]?\d+(\.\d+)?\s*$/.test(raw)) return null;
  return Number(raw);
}

const tickedWords = ["true", "yes", "x", "\u2713", "\u2714"];

function decodeCheckbox(raw: RawCell): boolean {
  return raw === true || (typeof raw === "string" && tickedWords.includes(foldCell(raw)));
}

function rawText(raw: RawCell): string {
  if (typeof raw === "boolean") return raw ? "TRUE" : "FALSE";
  return raw === null ? "" : String(raw);
}

/**
 * Our value of a stored cell. Reads generously: a choice by its label or id in any case, a time from a serial date or ISO text, a number in
 * a text column as text. What cannot be read gives null (false for a checkbox, [] for lists). Times come out in ms UTC.
 */
export function decodeCell(column: Column, raw: RawCell, clock: ZoneOffset): Value {
  switch (column.type) {
    case "checkbox":
      return decodeCheckbox(raw);
    case "number":
      return decodeNumber(raw);
    case "date":
    case "date-time":
      return decodeTime(column, raw, clock);
    case "instant":
      return parseIso(rawText(raw));
    case "choice":
      return idOf(column, rawText(raw));
    case "choices":
      return rawText(raw)
        .split("\n")
        .map((line) => idOf(column, line))
        .filter((id): id is string => id !== null);
    case "list":
      return rawText(raw)
        .split("\n")
        .filter((line) => line !== "");
    default: {
      const text = rawText(raw);
      return text === "" ? null : text;
    }
  }
}

/** The stored cells of one row by column key. A missing key is an empty cell. */
export type RawRow = Readonly<Record<string, RawCell>>;
