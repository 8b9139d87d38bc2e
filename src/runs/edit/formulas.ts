/**
 * A formula in a cell that people may edit can send what a register holds to any address (IMPORTDATA with a student's name in it), so
 * within the hour it is text, and lead and admin are told. The places stand in mail and Activity, never what was typed.
 */

import { openToPeople } from "../../access/protections";
import {
  formulaNotice,
  type RegisterContents,
  recipientsOfRegisterNotice,
} from "../../access/register-access";
import { formulaNote } from "../../case/edits/edit-rules";
import type { Directory } from "../../district/district";
import { commitForDelivery, deliver } from "../../letters/outbox/deliver-messages";
import type {
  BatchRequest,
  CellPlace,
  GridRange,
  SpreadsheetStructure,
  Workspace,
} from "../../ports";
import { columnLetters, quotedTitle } from "../../register/header-position";
import type { Snapshot } from "../../register/read-register";
import type { Register } from "../../register/register";
import type { ReportRegister } from "../../register/register-ids";
import { tabs } from "../../register/tabs";
import { hourMs } from "../../time";

/** Cells that one look asks for: all of a register of some hundred cases; of a larger one a part, each hour the next. */
const cellsAtOnce = 300_000;
const rowsAtOnce = 2_000;

/** A register that is looked over. */
export interface Looked {
  readonly name: ReportRegister;
  readonly register: Register;
  readonly snapshot: Snapshot;
  readonly directory: Directory;
  readonly held: RegisterContents;
}

interface Block {
  readonly range: string;
  readonly cells: number;
}

function blocksOf(
  { startRowIndex, endRowIndex, startColumnIndex = 0, endColumnIndex, sheetId }: GridRange,
  structure: SpreadsheetStructure,
): readonly Block[] {
  const tab = structure.tabs.find((one) => one.sheetId === sheetId);
  // Summary's formulas are ours, and nobody else may edit there.
  if (tab === undefined || sheetId === tabs.summary.sheetId) return [];
  const right = Math.min(endColumnIndex ?? tab.columnCount, tab.columnCount);
  const bottom = Math.min(endRowIndex ?? tab.rowCount, tab.rowCount);
  const blocks: Block[] = [];
  for (let top = startRowIndex ?? 0; top < bottom && startColumnIndex < right; top += rowsAtOnce) {
    const end = Math.min(top + rowsAtOnce, bottom);
    const from = `${columnLetters(startColumnIndex)}${top + 1}`;
    blocks.push({
      range: `${quotedTitle(tab.title)}!${from}:${columnLetters(right - 1)}${end}`,
      cells: (end - top) * (right - startColumnIndex),
    });
  }
  return blocks;
}

/** That a person edits the main register: a formula may have come. Written down at most twice an hour. */
export function noteRegisterEdited({ clock, memory }: Workspace): void {
  const now = clock.now();
  if (now - Number(memory.get("editedAt")) > hourMs / 2) memory.set("editedAt", String(now));
}

/** Those of this hour's turn; none where nobody has edited since all of it was looked through. One read; throws what Google throws. */
export function formulasIn(
  { clock, memory, spreadsheets }: Workspace,
  name: ReportRegister,
  id: string,
  structure: SpreadsheetStructure,
): readonly CellPlace[] {
  const blocks = openToPeople(structure).flatMap((range) => blocksOf(range, structure));
  const cells = blocks.reduce((sum, block) => sum + block.cells, 0);
  const turns = Math.max(1, Math.ceil(cells / cellsAtOnce));
  const turn = Math.floor(clock.now() / hourMs) % turns;
  // What the store says anybody may see who may edit the Form: of a sealed register it says nothing.
  const since = clock.now() - Number(memory.get("editedAt"));
  if (name === "main" && since > (turns + 2) * hourMs) return [];
  const asked = blocks.filter((_, at) => at % turns === turn);
  return asked.length === 0
    ? []
    : spreadsheets.formulas(
        id,
        asked.map(({ range }) => range),
      );
}

/** "cases H12"; a tab of the district's own is not named: its title is a person's words. */
function placeOf({ sheetId, row, column }: CellPlace): string {
  const tab = Object.values(tabs).find((one) => one.sheetId === sheetId);
  return `${tab?.id ?? "other"} ${columnLetters(column)}${row + 1}`;
}

/** Told first: where the run is cut between the two, the next one finds them again. Throws what Google throws. */
export function replaceFormulas(
  workspace: Workspace,
  looked: Looked,
  found: readonly CellPlace[],
): void {
  const { clock, identity, spreadsheets } = workspace;
  const { name, register, snapshot, directory, held } = looked;
  const at = clock.now();
  const to = recipientsOfRegisterNotice(name, directory, identity.runningAs(), held, at);
  const notice = formulaNotice(
    { id: `formula ${name} ${at.toString(36)}`, at, to },
    found.map(placeOf),
  );
  const mail = commitForDelivery(register, notice, snapshot, directory);
  spreadsheets.batchUpdate(
    register.id,
    found.map(
      ({ sheetId, row, column, formula }): BatchRequest => ({
        updateCells: {
          start: { sheetId, rowIndex: row, columnIndex: column },
          rows: [{ values: [{ userEnteredValue: { stringValue: formula }, note: formulaNote }] }],
          fields: "userEnteredValue,note",
        },
      }),
    ),
  );
  deliver(workspace, mail);
}
