/**
 * What people do to rows, columns and tabs on the spreadsheet's own page, and restoring an earlier version. None of this fires an edit
 * trigger.
 */
import { GoogleError, type Store } from "../service";
import { type Outcome, openedToEdit } from "./person";
import { applied } from "./requests/batch-update";
import { draftOf, type Spreadsheet, sheetsSlice } from "./store";

/** One tab of one spreadsheet. */
export interface TabPlace {
  readonly spreadsheetId: string;
  readonly sheetId: number;
}

/** Does what a person asks for through the API's request for the same change, so that the same rules apply. */
function act(
  store: Store,
  spreadsheetId: string,
  as: string,
  request: Readonly<Record<string, unknown>>,
): Outcome<null> {
  const opening = openedToEdit(store, spreadsheetId, as);
  if ("refused" in opening) return opening;
  const { spreadsheet, file } = opening.done;
  try {
    const { draft } = applied(spreadsheet, [request], {
      actor: { address: as, owner: file.owner },
      assume: {},
      mustTake: () => undefined,
      countWritten: () => undefined,
    });
    sheetsSlice(store).spreadsheets[spreadsheetId] = draft;
    return { done: null };
  } catch (error) {
    if (!(error instanceof GoogleError)) throw error;
    return { refused: error.message.replace(/^Invalid requests\[0\]\.\w+: /, "") };
  }
}

/**
 * Inserts empty rows above a zero-based index, formatted like the row above. Protected ranges do not prevent this (no source confirms it;
 * commonly reported).
 */
export function insertRows(
  store: Store,
  { spreadsheetId, sheetId }: TabPlace,
  at: number,
  count: number,
  as: string,
): Outcome<null> {
  const range = { sheetId, dimension: "ROWS", startIndex: at, endIndex: at + count };
  const request = { insertDimension: { range, inheritFromBefore: at > 0 } };
  return act(store, spreadsheetId, as, request);
}

/** Deletes rows, beginning at a zero-based index. Refused if any of their cells is protected from the person. */
export function deleteRows(
  store: Store,
  { spreadsheetId, sheetId }: TabPlace,
  at: number,
  count: number,
  as: string,
): Outcome<null> {
  const range = { sheetId, dimension: "ROWS", startIndex: at, endIndex: at + count };
  return act(store, spreadsheetId, as, { deleteDimension: { range } });
}

/**
 * Sorts all rows from a zero-based index to the end by one column, for everyone. Refused if any of their cells is protected from the
 * person.
 */
export function sortRows(
  store: Store,
  { spreadsheetId, sheetId }: TabPlace,
  by: { readonly firstRow: number; readonly column: number; readonly descending?: boolean },
  as: string,
): Outcome<null> {
  const range = { sheetId, startRowIndex: by.firstRow };
  const sortOrder = by.descending === true ? "DESCENDING" : "ASCENDING";
  const sortSpecs = [{ dimensionIndex: by.column, sortOrder }];
  return act(store, spreadsheetId, as, { sortRange: { range, sortSpecs } });
}

/** Renames a tab. */
export function renameTab(
  store: Store,
  { spreadsheetId, sheetId }: TabPlace,
  title: string,
  as: string,
): Outcome<null> {
  const request = { properties: { sheetId, title }, fields: "title" };
  return act(store, spreadsheetId, as, { updateSheetProperties: request });
}

/** Deletes a tab. Refused if any of its cells is protected from the person. */
export function deleteTab(
  store: Store,
  { spreadsheetId, sheetId }: TabPlace,
  as: string,
): Outcome<null> {
  return act(store, spreadsheetId, as, { deleteSheet: { sheetId } });
}

/** Moves a column to just before another. Both indexes are zero-based and count positions before the move. */
export function moveColumn(
  store: Store,
  { spreadsheetId, sheetId }: TabPlace,
  from: number,
  before: number,
  as: string,
): Outcome<null> {
  const source = { sheetId, dimension: "COLUMNS", startIndex: from, endIndex: from + 1 };
  return act(store, spreadsheetId, as, { moveDimension: { source, destinationIndex: before } });
}

/** The spreadsheet as it is now, to restore later. Null if there is none with that id. */
export function versionOf(store: Store, spreadsheetId: string): Spreadsheet | null {
  const spreadsheet = sheetsSlice(store).spreadsheets[spreadsheetId];
  return spreadsheet === undefined ? null : draftOf(spreadsheet);
}

/** Restores an earlier version, as "Version history" does: cells, tabs and rules, but not who has access. */
export function restoreVersion(store: Store, version: Spreadsheet, as: string): Outcome<null> {
  const opening = openedToEdit(store, version.id, as);
  if ("refused" in opening) return opening;
  sheetsSlice(store).spreadsheets[version.id] = draftOf(version);
  return { done: null };
}
