/** What all kinds of request share: how a request is checked, what it works on, how it fails. */
import type { z } from "zod";
import { GoogleError, LocalRefusal, ownWords } from "../../service";
import { rangeText } from "../a1-notation";
import { inGrid } from "../cells";
import { type Mask, parseMask, unknownField } from "../field-mask";
import { maxCells } from "../limits";
import type { GridRange } from "../messages/cell-messages";
import { message, parsed } from "../payload";
import { type Actor, mayChange, protectedCellText } from "../protection";
import { isEmpty, type Rectangle, rectangle } from "../ranges";
import type { Sheet, Spreadsheet } from "../store";

/**
 * Sets the number of rows and columns of a tab.
 * @throws RequestError if the spreadsheet would have more than ten million cells.
 */
export function resize(
  spreadsheet: Spreadsheet,
  sheet: Sheet,
  size: { readonly rowCount?: number; readonly columnCount?: number },
): void {
  const { gridProperties } = sheet.properties;
  sheet.properties = { ...sheet.properties, gridProperties: { ...gridProperties, ...size } };
  assertTotal(spreadsheet);
}

/**
 * Checks the size of the spreadsheet.
 * @throws RequestError above ten million cells.
 */
export function assertTotal(spreadsheet: Spreadsheet): void {
  const total = spreadsheet.sheets.reduce((sum, { properties }) => {
    const { rowCount, columnCount } = properties.gridProperties;
    return sum + rowCount * columnCount;
  }, 0);
  if (total > maxCells) {
    throw new RequestError(
      `This action would increase the number of cells in the workbook above the limit of ${maxCells} cells.`,
    );
  }
}

/** Adds rows until the grid has `rowCount`. Never removes any. */
export function growRows(spreadsheet: Spreadsheet, sheet: Sheet, rowCount: number): void {
  if (rowCount > sheet.properties.gridProperties.rowCount) resize(spreadsheet, sheet, { rowCount });
}

/**
 * A range as it is stored with a protection, a conditional format, a view, or the cells' formats and rules. Where open ends are closed
 * (`assume.openRanges`), they become the grid's ends: the range then grows only when rows or columns are inserted inside it.
 */
export function storedRange(
  { assume }: Work,
  sheet: Sheet,
  range: GridRange,
  of: "protection" | "highlight" | "view" | "cells",
): GridRange {
  const isClosed = of === "highlight" || of === "view";
  const { openRanges } = assume;
  if (openRanges === "grow" || (openRanges === "by-object" && !isClosed)) return range;
  const { rowCount, columnCount } = sheet.properties.gridProperties;
  return { endRowIndex: rowCount, endColumnIndex: columnCount, ...range };
}

/** What a request works on. */
export interface Work {
  /** The draft, which is dropped if any request fails. */
  readonly spreadsheet: Spreadsheet;
  readonly actor: Actor;
  readonly assume: Readonly<Record<string, string>>;
  /**
   * Checks an address for a list of editors.
   * @throws GoogleError if Google would not accept it there.
   */
  mustTake(address: string): void;
  countWritten(cells: number): void;
}

/** The reply of a request; `{}` where Google returns nothing. */
export type Reply = Readonly<Record<string, unknown>>;

export interface RequestKind {
  /** Checks the payload and returns a function that applies it. */
  prepare(payload: unknown, path: readonly PropertyKey[]): (work: Work) => Reply;
}

/** A kind of request whose payload has these fields. `apply` does it on a draft; without a result the reply is `{}`. */
export const requestKind = <const Shape extends Record<string, z.ZodType>>(
  fields: Shape,
  apply: Apply<ReturnType<typeof message<Shape>>>,
): RequestKind => requestOf(message(fields), apply);

type Apply<T extends z.ZodType> = (work: Work, request: z.infer<T>) => Reply | undefined;

/** The same, with the schema that checks the payload. */
export function requestOf<T extends z.ZodType>(schema: T, apply: Apply<T>): RequestKind {
  const known = new Map<string, z.infer<T>>();
  return {
    prepare(payload, path) {
      const json = JSON.stringify(payload) ?? "";
      const request = known.get(json) ?? parsed(schema, payload, path);
      if (!known.has(json) && json.length <= longestKept) {
        if (known.size >= keptRequests) known.clear();
        known.set(json, request);
      }
      return (work) => apply(work, request) ?? {};
    },
  };
}

/**
 * For each kind, how many requests that passed the checks are remembered by their JSON. Every set-up sends the same ones, and none is
 * changed in place.
 */
const keptRequests = 500;
/** A longer request (in characters) is not remembered. */
const longestKept = 50_000;

/** Google's refusal of one request. The batch adds which request it was. */
export class RequestError extends GoogleError {}

/**
 * The tab with that id. An id that is left out means 0 (sheets-api.md 1).
 * @throws RequestError if there is no such tab.
 */
export function sheetOf(work: Work, sheetId: number | undefined): Sheet {
  const sheet = work.spreadsheet.sheets.find((one) => one.properties.sheetId === (sheetId ?? 0));
  if (sheet === undefined) throw new RequestError(`No grid with id: ${sheetId ?? 0}`);
  return sheet;
}

/**
 * Finds the item for which `holds` is true, in the lists that `listOf` returns for each tab.
 * @throws RequestError with the text `missing`, marked as our own words, if there is none.
 */
export function placeOf<T>(
  work: Work,
  listOf: (sheet: Sheet) => readonly T[],
  holds: (item: T) => boolean,
  missing: string,
): { readonly sheet: Sheet; readonly place: number } {
  for (const sheet of work.spreadsheet.sheets) {
    const place = listOf(sheet).findIndex(holds);
    if (place >= 0) return { sheet, place };
  }
  throw new RequestError(ownWords(missing));
}

/**
 * The value of a field that a request must have.
 * @throws RequestError if it is left out.
 */
export function required<T>(value: T | undefined, field: string): T {
  if (value === undefined) throw new RequestError(ownWords(`${field} is required`));
  return value;
}

/** The mask of a request, checked against the message whose fields it names. */
export function maskOf(fields: string | undefined, schema: z.ZodType): Mask {
  const mask = fields === undefined || fields === "" ? {} : parseMask(fields);
  if (mask === null) throw new RequestError(ownWords(`Invalid field mask: ${fields ?? ""}`));
  if (mask !== true && Object.keys(mask).length === 0) {
    throw new RequestError(
      "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)",
    );
  }
  const unknown = unknownField(mask, schema);
  if (unknown !== null) throw new RequestError(ownWords(`Invalid field: ${unknown}`));
  return mask;
}

/**
 * Checks that an area lies within the grid.
 * @param asked The area as the request named it, for the error's text.
 * @throws RequestError if any part lies outside.
 */
export function insideGrid(sheet: Sheet, area: Rectangle, asked: Rectangle = area): void {
  const { title, gridProperties } = sheet.properties;
  const { rowCount, columnCount } = gridProperties;
  if (area.bottom > rowCount || area.right > columnCount) {
    throw new RequestError(
      `Range (${rangeText(title, asked)}) exceeds grid limits. Max rows: ${rowCount}, max columns: ${columnCount}`,
    );
  }
}

/**
 * The part of the grid that a range names.
 * @throws RequestError if the range starts outside the grid, or has an end that lies outside.
 */
export function gridArea(sheet: Sheet, range: GridRange): Rectangle {
  const area = rectangle(range);
  const bounded: Rectangle = {
    ...area,
    bottom: range.endRowIndex ?? Math.max(sheet.properties.gridProperties.rowCount, area.top + 1),
    right:
      range.endColumnIndex ?? Math.max(sheet.properties.gridProperties.columnCount, area.left + 1),
  };
  if (area.top < 0 || area.left < 0 || isEmpty(bounded)) {
    throw new RequestError(
      ownWords("Invalid range: indexes must be positive and the end after the start"),
    );
  }
  insideGrid(sheet, bounded, area);
  return inGrid(sheet, area);
}

/**
 * Checks that the account may change an area.
 * @throws RequestError if a protected range prevents it.
 */
export function changing(work: Work, sheet: Sheet, area: Rectangle): void {
  if (!mayChange(sheet, area, work.actor)) throw new RequestError(protectedCellText);
}

/** The refusal of an argument whose effect on Google is not known well enough to imitate. */
export function notModelled(what: string): LocalRefusal {
  return new LocalRefusal(`modelled, but not with this argument: ${what}`);
}

/**
 * The id that the script chose, or else the next one that the service gives.
 * @throws RequestError if the chosen id is negative or already used in any tab.
 */
export function freshId(
  work: Work,
  chosen: number | undefined,
  idsOf: (sheet: Sheet) => readonly (number | undefined)[],
  what: string,
): number {
  const taken = (id: number) => work.spreadsheet.sheets.some((one) => idsOf(one).includes(id));
  if (chosen !== undefined) {
    if (chosen < 0) throw new RequestError(ownWords(`Invalid ${what}: ${chosen}`));
    if (taken(chosen)) throw new RequestError(ownWords(`A ${what} of ${chosen} already exists`));
    return chosen;
  }
  while (taken(work.spreadsheet.nextId)) work.spreadsheet.nextId += 1;
  work.spreadsheet.nextId += 1;
  return work.spreadsheet.nextId - 1;
}
