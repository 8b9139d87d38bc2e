/** A misspelt field of a request does not compile: each `@ts-expect-error` below is an error where the compiler finds none. */
import { expect, test } from "vitest";
import type { BatchRequest } from "../../src/sheets-requests";
import type { GoogleRequest, Misnamed, Nothing, Sent } from "./published-requests";

const start = { sheetId: 101, rowIndex: 2, columnIndex: 0 };
const cell = { userEnteredValue: { stringValue: "Kid 1" } };
const rows = [{ values: [cell] }];
const range = { sheetId: 101, startRowIndex: 2 };

const wellSpelt: readonly BatchRequest[] = [
  { updateCells: { start, rows, fields: "userEnteredValue" } },
  { appendCells: { sheetId: 101, rows, fields: "userEnteredValue" } },
];

const misspelt: readonly BatchRequest[] = [
  // @ts-expect-error the request's name
  { updateCell: { start, rows, fields: "userEnteredValue" } },
  // @ts-expect-error a field of the request
  { appendCells: { sheetID: 101, rows, fields: "userEnteredValue" } },
  // @ts-expect-error a mask that is left out
  { updateCells: { start, rows } },
  // @ts-expect-error a field of a cell
  { repeatCell: { range, cell: { userEnteredFormats: {} }, fields: "userEnteredFormat" } },
  // @ts-expect-error a field of a format
  { repeatCell: { range, cell: { userEnteredFormat: { wrap: "WRAP" } }, fields: "*" } },
  // @ts-expect-error a name of an enum
  { appendDimension: { sheetId: 101, dimension: "ROW", length: 1 } },
  // @ts-expect-error a field of a range
  { repeatCell: { range: { ...range, endRow: 3 }, cell, fields: "*" } },
  {
    updateProtectedRange: {
      // @ts-expect-error a field that is optional
      protectedRange: { protectedRangeId: 7, unprotectedRange: [range] },
      fields: "unprotectedRanges",
    },
  },
];

/** Types of ours that Google's do not have: each is found, with its path. */
type Found<Ours> = Misnamed<Ours, GoogleRequest>;
type Right = Nothing<Found<{ readonly deleteSheet: { readonly sheetId: number } }>>;
const found: {
  readonly name: Found<{ readonly deleteTab: object }>;
  readonly field: Found<{ readonly appendCells: { readonly row: readonly [] } }>;
  readonly deep: Found<{
    readonly updateCells: { readonly rows: readonly { readonly value: readonly [] }[] };
  }>;
  readonly kind: Found<{ readonly deleteSheet: { readonly sheetId: string } }>;
} = {
  name: "request.deleteTab",
  field: "request.appendCells.row",
  deep: "request.updateCells.rows[].value",
  kind: "request.deleteSheet.sheetId",
};

test("every field that the product sends is one of Google's, and a misspelt one does not compile", () => {
  const nothing: readonly (Sent | Right)[] = [];
  expect(nothing).toEqual([]);
  expect(wellSpelt).toHaveLength(2);
  expect(misspelt.length).toBeGreaterThan(wellSpelt.length);
  expect(Object.keys(found)).toHaveLength(4);
});
