/** A person pastes a block of cells into the register: all of it or nothing, and one edit event for the whole. */

import type { RawCell } from "../../../src/ports";
import { tabs } from "../../../src/register/tabs";
import { PersonRefused } from "../../workspace/forms/person";
import type { LocalWorkspace } from "../../workspace/runtime";
import type { Store } from "../../workspace/service";
import { editCells } from "../../workspace/sheets/person";
import { rawCell } from "../register-cells";
import { type CellInput, type Paste, takesNewRows } from "./cell-acts";
import { announceEdit, newRow, type Target, typedCell } from "./edit";
import { findRows } from "./find-row";

function targetOf(store: Store, { tab, key, case: reference, act, register }: Paste): Target {
  if (key === undefined && takesNewRows(tab)) {
    return newRow(store, tab, { case: reference, register });
  }
  const found = findRows(store, { tab, key, case: reference, act, register });
  const row = found?.rows[0];
  if (found === null || row === undefined) {
    throw new PersonRefused("paste refused: there is no such row");
  }
  return { ...found, index: row.index };
}

/**
 * The block as it lands. It covers neighbouring columns as they stand in the sheet, hidden ones too, as in Google's page; a cell
 * under a column of ours takes what a person would choose there. Where a row is shorter than the longest, the sheet keeps what it has.
 */
function landing({ cells, tab, index }: Target, left: number, rows: Paste["rows"]): RawCell[][] {
  const columnAt = new Map([...cells.positions].map(([key, place]) => [place, key]));
  const width = Math.max(...rows.map((row) => row.length));
  const landed = (value: CellInput, place: number): RawCell => {
    const column = tabs[tab].columns.find(({ key }) => key === columnAt.get(place));
    if (column !== undefined) return typedCell(column, value);
    return Array.isArray(value) ? value.join("\n") : value;
  };
  return rows.map((row, down) =>
    Array.from({ length: width }, (_, across): RawCell => {
      const value = row[across];
      return value === undefined
        ? rawCell(cells.sheet.rows[index + down]?.values[left + across])
        : landed(value, left + across);
    }),
  );
}

/** Plays a paste as someone; refused whole where any cell is protected from them or breaks a strict rule. */
export function playPaste(workspace: LocalWorkspace, paste: Paste, as: string): void {
  const { store } = workspace;
  const target = targetOf(store, paste);
  const column = target.cells.positions.get(paste.column);
  if (column === undefined) {
    throw new PersonRefused(`paste refused: the ${paste.tab} tab has no column ${paste.column}`);
  }
  const { spreadsheetId, index: row } = target;
  const { sheetId } = tabs[paste.tab];
  const values = landing(target, column, paste.rows);
  const outcome = editCells(store, { spreadsheetId, sheetId, row, column, values }, as);
  if ("refused" in outcome) throw new PersonRefused(`paste refused: ${outcome.refused}`);
  announceEdit(workspace, spreadsheetId, outcome.done, as);
}
