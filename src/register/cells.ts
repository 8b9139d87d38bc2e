/** Cells of the register: which text they can hold, how columns look, and how our values become stored cells and back. */
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
import { unicodePattern } from "../text";
import {
  fromSerial,
  isoText,
  parseIso,
  parseLocal,
  startOfDay,
  toSerial,
  type ZoneOffset,
} from "../time";
import { type Column, type ColumnType, isList, type Value } from "./columns";
import { fromLines, toLines } from "./lines";

// Text that a cell can hold.

/** The most that one cell can hold (Google's limit), in UTF-16 units. */
export const cellLimit = 50_000;

/** How a text may be changed to fit into a cell, with the words that people read about each kind of change. */
export const textChangeWords = {
  "line-endings": "line endings made plain",
  "control-characters": "control characters replaced by \uFFFD",
  "lone-surrogates": "broken characters replaced by \uFFFD",
} as const;
/**
 * Replaces characters that a cell cannot hold. CR LF becomes LF; control characters (C0 except tab and line feed, and DEL) and lone
 * surrogates become U+FFFD. Does not shorten the text: see `splitText` and `cellText`. `changes`: the kinds of change made, each once.
 */
export function fitText(text: string) {
  if (!/[^ -~\n]/.test(text)) return { text, changes: [] };
  const changes = new Set<keyof typeof textChangeWords>();
  const fitted = text.replace(
    unicodePattern("\\r\\n|[^\\P{Cc}\\t\\n\\u0080-\\u009f]|\\p{Cs}"),
    (found) => {
      const isEnding = found === "\r\n";
      const ofUnit = found > "\u007f" ? "lone-surrogates" : "control-characters";
      changes.add(isEnding ? "line-endings" : ofUnit);
      return isEnding ? "\n" : "\uFFFD";
    },
  );
  return { text: fitted, changes: [...changes] };
}

/**
 * Splits a text into parts of at most `limit` UTF-16 units; joined, the parts are the text again. A part ends after a line break in its
 * second half, otherwise after a space there. It never ends inside a surrogate pair (if the limit is at least 2).
 */
export function splitText(text: string, limit: number = cellLimit): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  while (text.length - start > limit) {
    const most = start + limit;
    const marks = ["\n", " "].map((mark) => text.lastIndexOf(mark, most - 1) + 1);
    const mark = marks.find((end) => end > start + Math.floor(limit / 2));
    const splitsPair =
      limit > 1 && /[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(most - 1, most + 1));
    const end = mark ?? (splitsPair ? most - 1 : most);
    parts.push(text.slice(start, end));
    start = end;
  }
  parts.push(text.slice(start));
  return parts;
}

const cutNote = "\u2026 (cut: the whole text is in Reports)";

/** The text for one cell: fitted (`fitText`) and, if it is longer than a cell can hold, cut, with a note that says so. */
export function cellText(text: string): string {
  const fitted = fitText(text).text;
  if (fitted.length <= cellLimit) return fitted;
  return `${splitText(fitted, cellLimit - cutNote.length)[0] ?? ""}${cutNote}`;
}

// How cells look and what they accept. Used for whole columns of a new tab and for each appended cell.

export const formatMask =
  "userEnteredFormat(numberFormat,wrapStrategy,verticalAlignment,horizontalAlignment)";

/** Types that are not listed are plain text, so that an id such as 0042 that a person types keeps its zeros. */
const numberFormats: Readonly<Partial<Record<ColumnType, CellFormat["numberFormat"] | null>>> = {
  "date-time": { type: "DATE_TIME", pattern: "ddd, mmm d, yyyy h:mm am/pm" },
  date: { type: "DATE", pattern: "ddd, mmm d, yyyy" },
  number: { type: "NUMBER", pattern: "0" },
  checkbox: null,
  choice: null,
  choices: null,
};

/** The cell format of a column. JSON and the columns marked `clipped` are cut at the cell's edge; other texts wrap. */
export function columnFormat({ type, clipped }: Column): CellFormat {
  const { [type]: numberFormat = { type: "TEXT" } as const } = numberFormats;
  const isCentred = type === "checkbox" || type === "number";
  return {
    ...(numberFormat === null ? {} : { numberFormat }),
    wrapStrategy: type === "json" || clipped === true ? "CLIP" : "WRAP",
    verticalAlignment: "TOP",
    ...(isCentred ? { horizontalAlignment: "CENTER" } : {}),
  };
}

/** The data validation of a column: a checkbox, a list of words, or null for none. A column that people cannot edit needs no list. */
export function columnRule(column: Column, pack: ProtocolPack): DataValidationRule | null {
  const { type, editableBy, suggested, offered, words } = column;
  if (type === "checkbox") {
    return { condition: { type: "BOOLEAN" }, strict: true, showCustomUi: true };
  }
  const isChosen = type === "choice" && editableBy !== "nobody";
  if (!isChosen && suggested === undefined) return null;
  const ids = offered?.(pack) ?? Object.keys(words?.() ?? {});
  const all = suggested?.(pack) ?? ids.map((id) => labelOf(column, id));
  const values = all.map((userEnteredValue) => ({ userEnteredValue }));
  return { condition: { type: "ONE_OF_LIST", values }, strict: isChosen, showCustomUi: true };
}

/** The serial dates of 1900-01-01 and 9999-12-31. A number outside this range is not a date. */
const firstSerial = 2;
const lastSerial = 2_958_465;

/** A text for comparing: lower case, without outer spaces and double spaces. */
export function foldCell(text: string): string {
  return text.trim().replace(/\s+/g, " ").toLowerCase();
}

function labelOf(column: Column, id: string): string {
  const words = column.words?.() ?? {};
  return Object.keys(words).includes(id) ? (words[id] ?? id) : id;
}

function idOf(column: Column, text: string): string | null {
  const wanted = foldCell(text);
  if (wanted === "") return null;
  const words = column.words?.() ?? {};
  const ids = Object.keys(words);
  // First try the text exactly as the script writes it.
  const exact = ids.find((id) => words[id] === text);
  if (exact !== undefined) return exact;
  return ids.find((id) => foldCell(id) === wanted || foldCell(words[id] ?? "") === wanted) ?? null;
}

/** A value as text. Each item of a list has one line of its cell, so line breaks in an item become spaces. */
function textOf(column: Column, value: Value): string {
  const stored = toLines(column, value);
  if (!isList(stored)) return String(stored ?? "");
  return stored.map((item) => item.replace(/[\r\n]+/g, " ")).join("\n");
}

/**
 * What a cell stores for a value: the label of a choice, a serial date for a time (days since 1899-12-30, on the wall clock of the
 * district's zone), "" for empty, a text made to fit (`cellText`). A value of the wrong type is written as text; in a number column it is
 * left out.
 */
export function encodeRaw(column: Column, value: Value, clock: ZoneOffset): Exclude<RawCell, null> {
  const number = typeof value === "number" && Number.isFinite(value) ? value : null;
  switch (column.type) {
    case "checkbox":
      return value === true;
    case "number":
      return number ?? "";
    case "date":
      return number === null ? "" : Math.floor(toSerial(number, clock));
    case "date-time":
      return number === null ? "" : toSerial(number, clock);
    case "instant":
      return number === null ? "" : isoText(number);
    case "choice":
    case "choices": {
      const labels = textOf(column, value)
        .split("\n")
        .map((id) => labelOf(column, id));
      return cellText(labels.join("\n"));
    }
    default:
      return cellText(textOf(column, value));
  }
}

/** The cell to write for a stored value. "" and null give an empty cell. */
export function cellOfRaw(raw: RawCell): PlainCell {
  if (raw === null || raw === "") return {};
  if (typeof raw === "boolean") return { userEnteredValue: { boolValue: raw } };
  if (typeof raw === "number") return { userEnteredValue: { numberValue: raw } };
  return { userEnteredValue: { stringValue: raw } };
}

/**
 * A cell of an appended row, with format and data validation, since rows below the original grid have none. The pack decides which words
 * the cell offers.
 */
export function formattedCell(cell: PlainCell, column: Column, pack: ProtocolPack): PlainCell {
  const rule = columnRule(column, pack);
  return {
    ...cell,
    userEnteredFormat: columnFormat(column),
    ...(rule === null ? {} : { dataValidation: rule }),
  };
}

/** The request that writes rows of cells, the first cell at `start` (zero-based). `fields` is Google's mask: nothing else is written. */
export function cellsAt(
  start: GridCoordinate,
  rows: readonly RowData[],
  fields = "userEnteredValue",
): BatchRequest {
  return { updateCells: { start, rows, fields } };
}

const tickedWords = ["true", "yes", "x", "\u2713", "\u2714"];

/**
 * Our value for a stored cell. It accepts more than the script writes: a choice by its label or id in any case, a time as a serial date or
 * ISO text, a number in a text column as text. What it cannot read gives null (false for a checkbox, [] for lists). Times are milliseconds
 * UTC.
 */
export function decodeCell(column: Column, raw: RawCell, clock: ZoneOffset): Value {
  const { type } = column;
  const text = typeof raw === "boolean" ? String(raw).toUpperCase() : String(raw ?? "");
  switch (type) {
    case "checkbox":
      return raw === true || (typeof raw === "string" && tickedWords.includes(foldCell(raw)));
    case "number": {
      const isTyped = typeof raw === "string" && /^\s*[+-]?\d+(\.\d+)?\s*$/.test(raw);
      return typeof raw === "number" || isTyped ? Number(raw) : null;
    }
    case "date":
    case "date-time": {
      if (typeof raw === "number" && (raw < firstSerial || raw >= lastSerial + 1)) return null;
      const instant = typeof raw === "number" ? fromSerial(raw, clock) : parseLocal(text, clock);
      return instant === null || type === "date-time" ? instant : startOfDay(instant, clock);
    }
    case "instant":
      return parseIso(text);
    case "choice":
      return idOf(column, text);
    case "choices":
      return text.split("\n").flatMap((line) => idOf(column, line) ?? []);
    case "list":
      return fromLines(column, text.match(/[^\n]+/g) ?? []);
    default:
      return text === "" ? null : fromLines(column, text);
  }
}

/** The stored cells of one row, by column key. If a key is missing, the cell is empty. */
export type RawRow = Readonly<Record<string, RawCell>>;
