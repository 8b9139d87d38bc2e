/**
 * Formulas that people type into a register. A formula can send what the register holds to any address (IMPORTDATA with a student's name in
 * it). So within the hour it is replaced by its text, and lead and admin are told. Mail and Activity say in which cells, never what was
 * typed.
 */

import { formulaNotice, recipientsOfRegisterNotice } from "../../access/register-access";
import { lastEdited } from "../../access/trigger-health";
import { formulaNote } from "../../case/edits/typed-inputs";
import type { Directory } from "../../district/district";
import type { RegisterContents } from "../../district/sealed-readers";
import { commitForDelivery, deliver } from "../../letters/outbox/deliver-messages";
import type {
  BatchRequest,
  CellPlace,
  GridRange,
  RegisterName,
  SpreadsheetStructure,
} from "../../ports";
import { openToPeople } from "../../register/layout/protections";
import { columnLetters, quotedTitle } from "../../register/read/ranges";
import type { Snapshot } from "../../register/read/snapshot";
import type { Register } from "../../register/register";
import { registerKinds } from "../../register/register-kinds";
import { tabs } from "../../register/tabs";
import { lookAt, type Run } from "../../run";
import { hourMs } from "../../time";

/** How many cells one hour's look covers: a whole register of some hundred cases; of a larger one a part, and each hour the next part. */
const cellsAtOnce = 300_000;
const rowsAtOnce = 2_000;

/** A register that is searched for formulas. */
export interface Looked {
  readonly name: RegisterName;
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
  // The formulas in Summary are ours, and no one else may edit that tab.
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

/**
 * Cells with a formula in this hour's part of the register; none where no one edited since the whole register was last searched. One read.
 * Throws what Google throws.
 */
export function formulasIn(
  run: Run,
  name: RegisterName,
  id: string,
  structure: SpreadsheetStructure,
): readonly CellPlace[] {
  const { clock, spreadsheets } = run;
  const blocks = openToPeople(structure).flatMap((range) => blocksOf(range, structure));
  const cells = blocks.reduce((sum, block) => sum + block.cells, 0);
  const turns = Math.max(1, Math.ceil(cells / cellsAtOnce));
  const turn = Math.floor(clock.now() / hourMs) % turns;
  // Everyone who may edit the Form can look into the script's store: so it says nothing of edits in a sealed register, which is always
  // searched.
  const since = clock.now() - lastEdited(run);
  if (registerKinds[name].isMain && since > (turns + 2) * hourMs) return [];
  const asked = blocks.filter((_, at) => at % turns === turn);
  return asked.length === 0
    ? []
    : spreadsheets.formulas(
        id,
        asked.map(({ range }) => range),
      );
}

/** A cell for people to read, as in "cases H12". The title of a tab of the district's own is left out, since a person wrote it. */
function placeOf({ sheetId, row, column }: CellPlace): string {
  const tab = Object.values(tabs).find((one) => one.sheetId === sheetId);
  return `${tab?.id ?? "other"} ${columnLetters(column)}${row + 1}`;
}

/**
 * Tells people, then replaces the formulas by text. In this order: a run that is cut off in between finds the formulas again. Throws what
 * Google throws.
 */
export function replaceFormulas(before: Run, looked: Looked, found: readonly CellPlace[]): void {
  const { name, register, snapshot, directory, held } = looked;
  const run = lookAt(before, { register: name, directory });
  const { clock, identity, spreadsheets } = run;
  const at = clock.now();
  const to = recipientsOfRegisterNotice(name, directory, identity.runningAs(), held);
  const notice = formulaNotice(
    { id: `formula ${name} ${at.toString(36)}`, at, to },
    found.map(placeOf),
  );
  const mail = commitForDelivery(run, { register, snapshot }, notice);
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
  deliver(mail);
}
