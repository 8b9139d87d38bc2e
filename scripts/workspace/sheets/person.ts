/** What people do to cells on the spreadsheet's own page, under its access, protection and validation; and what they see there. */
import { type DriveFile, driveSlice, mayEdit, type Store } from "../service";
import { maySee } from "./access";
import { accepts, ruleAt, writeRow } from "./cells";
import { maxCellCharacters } from "./limits";
import type { FilterView } from "./messages/tab-messages";
import { mayChange, protectedCellText } from "./protection";
import { growRows } from "./requests/request-kind";
import { type CellValue, draftOf, type Sheet, type Spreadsheet, sheetsSlice } from "./store";

/** The tab and cells of an edit, as in the `range` of an edit trigger's event: indexes start at 1 and both ends are included. */
export interface EditedRange {
  readonly sheetId: number;
  readonly rowStart: number;
  readonly rowEnd: number;
  readonly columnStart: number;
  readonly columnEnd: number;
}

/** The result of what a person tried to do: done, or refused with the text that the page shows. If it was refused, nothing changed. */
export type Outcome<T> = { readonly done: T } | { readonly refused: string };

export interface CellsEdit {
  readonly spreadsheetId: string;
  readonly sheetId: number;
  /** The top left cell; indexes are zero-based. */
  readonly row: number;
  readonly column: number;
  /** What is typed or pasted. "" or null empties a cell; a text that begins with "=" is a formula. All rows must have the same length. */
  readonly values: readonly (readonly (string | number | boolean | null)[])[];
}

const noAccess = "You need access to open this spreadsheet.";
const viewOnly = "You may view this spreadsheet, but not edit it.";
const violates = "The data you entered violates the data validation rules set on this cell.";

/** The spreadsheet, for someone who may change it on its page. */
export function openedToEdit(
  store: Store,
  spreadsheetId: string,
  as: string,
): Outcome<{ spreadsheet: Spreadsheet; file: DriveFile }> {
  const file = driveSlice(store).files[spreadsheetId];
  const spreadsheet = sheetsSlice(store).spreadsheets[spreadsheetId];
  if (file === undefined || spreadsheet === undefined || !maySee(file, as)) {
    return { refused: noAccess };
  }
  return mayEdit(file, as) ? { done: { spreadsheet, file } } : { refused: viewOnly };
}

/**
 * Whether what a person enters becomes a formula. Google keeps it as text only in a cell formatted as plain text, and not if it is pasted
 * with a format. Here it always becomes a formula, and a cell with a strict rule refuses it, because formulas are not calculated here.
 */
function isFormula(value: string | number | boolean | null): boolean {
  return typeof value === "string" && value.length > 1 && value.startsWith("=");
}

function landed(value: string | number | boolean | null): CellValue {
  if (isFormula(value)) return { formula: String(value) };
  return value === "" ? null : value;
}

function refusalOf(
  spreadsheet: Spreadsheet,
  sheet: Sheet,
  edit: CellsEdit,
  actor: { readonly address: string; readonly owner: string },
): string | null {
  const width = edit.values[0]?.length ?? 0;
  if (width === 0 || edit.values.some((row) => row.length !== width)) {
    return "An edit needs cells, in rows of equal length.";
  }
  const area = {
    top: edit.row,
    bottom: edit.row + edit.values.length,
    left: edit.column,
    right: edit.column + width,
  };
  if (area.right > sheet.properties.gridProperties.columnCount) return "No such column.";
  if (!mayChange(sheet, area, actor)) return protectedCellText;
  for (const [down, row] of edit.values.entries()) {
    for (const [across, value] of row.entries()) {
      if (typeof value === "string" && value.length > maxCellCharacters) {
        return `Your input contains more than the maximum of ${maxCellCharacters} characters in a single cell.`;
      }
      const rule = ruleAt(spreadsheet, sheet, area.top + down, area.left + across);
      if (rule?.strict === true && !accepts(rule, value === "" ? null : value)) {
        return violates;
      }
    }
  }
  return null;
}

/** Someone types, ticks or pastes into cells. Either all of them change or none. Pasting below the last row adds rows. */
export function editCells(store: Store, edit: CellsEdit, as: string): Outcome<EditedRange> {
  const opening = openedToEdit(store, edit.spreadsheetId, as);
  if ("refused" in opening) return opening;
  const { spreadsheet, file } = opening.done;
  const draft = draftOf(spreadsheet);
  const sheet = draft.sheets.find(({ properties }) => properties.sheetId === edit.sheetId);
  if (sheet === undefined) return { refused: "No such tab." };
  const refused = refusalOf(draft, sheet, edit, { address: as, owner: file.owner });
  if (refused !== null) return { refused };
  growRows(draft, sheet, edit.row + edit.values.length);
  edit.values.forEach((row, offset) => {
    const patches = row.map((value) => ({ value: landed(value) }));
    writeRow(draft, sheet, edit.row + offset, edit.column, patches);
  });
  sheetsSlice(store).spreadsheets[edit.spreadsheetId] = draft;
  return {
    done: {
      sheetId: edit.sheetId,
      rowStart: edit.row + 1,
      rowEnd: edit.row + edit.values.length,
      columnStart: edit.column + 1,
      columnEnd: edit.column + (edit.values[0]?.length ?? 0),
    },
  };
}

/** A cell as the local page (scripts/desk) shows it. A formula has no value here. */
export interface SeenCell {
  readonly value: string | number | boolean | null;
  readonly formula: string | null;
}

function seen(value: CellValue): SeenCell | null {
  if (value === null) return null;
  return typeof value === "object"
    ? { value: null, formula: value.formula }
    : { value, formula: null };
}

function sheetIn(store: Store, spreadsheetId: string, sheetId: number): Sheet | undefined {
  return sheetsSlice(store).spreadsheets[spreadsheetId]?.sheets.find(
    ({ properties }) => properties.sheetId === sheetId,
  );
}

/**
 * The cells of a tab from the first row to the last one with data. Null is an empty cell, and rows can have different lengths. An empty
 * list if there is no such tab.
 */
export function readTab(
  store: Store,
  spreadsheetId: string,
  sheetId: number,
): (SeenCell | null)[][] {
  const rows = sheetIn(store, spreadsheetId, sheetId)?.rows ?? [];
  const cells = rows.map((row) => (row?.values ?? []).map(seen));
  while (cells.length > 0 && cells.at(-1)?.length === 0) cells.pop();
  return cells;
}

/** The saved filter views of a tab. */
export function filterViewsOf(
  store: Store,
  spreadsheetId: string,
  sheetId: number,
): readonly FilterView[] {
  return sheetIn(store, spreadsheetId, sheetId)?.filterViews ?? [];
}
