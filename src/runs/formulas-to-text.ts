/**
 * Formulas that people typed. A formula can send what the register holds to any address (IMPORTDATA with a student's name in it). So it is
 * replaced by its text: in the main register at the look that follows the edit, in a sealed one within the hour. Leads and admins, or the
 * audience of a sealed register, are told in which cells it was, never what was typed.
 */

import { lastEdited } from "../access/silent-triggers";
import { recipientsOfRegisterNotice } from "../access/who-may-open";
import { formulaNote } from "../casework/find-edits";
import { noticeToEach } from "../messages/messages";
import { commitForDelivery, transact } from "../outbox/deliver-messages";
import type { CellPlace, SpreadsheetStructure } from "../ports";
import { cellsAt } from "../register/cells";
import type { Update } from "../register/change";
import type { Column, RowValues } from "../register/columns";
import { openToPeople } from "../register/layout/protections";
import { columnLetters, quotedTitle, spansOf } from "../register/read/ranges";
import { wholeRows } from "../register/read/read-tabs";
import type { Snapshot } from "../register/read/snapshot";
import { alsoAccepted } from "../register/row-state";
import { noChange } from "../registers/change";
import { type Run, runAsRead } from "../run";
import { tabs } from "../tabs";
import { lookAfter } from "../wake-the-clock";
import type { Look } from "./what-a-look-knows";

/** How many cells one call searches: all of a register with a few hundred cases. */
const cellsAtOnce = 300_000;
const rowsAtOnce = 2_000;

/**
 * Searches the main register if someone may have edited it since it was last searched. Three calls then, otherwise none. Throws what Google
 * throws; the next look tries again.
 */
export function searchAfterEdits(look: Look): void {
  const { register, remember, started } = look;
  const run = runAsRead(look.run, { register: "main" });
  if (lastEdited(run) + lookAfter <= run.memory.get("clock").searched) return;
  const structure = run.spreadsheets.structure(register.id);
  const to = recipientsOfRegisterNotice(run);
  if (replaceFormulas(run, register.id, structure, to) === "busy") return;
  look.remember = { ...remember, clock: { ...remember.clock, searched: started } };
}

/** Cells with a formula among those that people may edit. One call for each `cellsAtOnce`. Throws what Google throws. */
function formulasIn({ spreadsheets }: Run, id: string, structure: SpreadsheetStructure) {
  let ranges: string[] = [];
  const calls = [ranges];
  let left = cellsAtOnce;
  for (const open of openToPeople(structure)) {
    const { sheetId, startRowIndex, startColumnIndex: first = 0 } = open;
    const tab = structure.tabs.find((one) => one.sheetId === sheetId);
    // The formulas in Summary are ours, and people cannot edit that tab.
    if (tab === undefined || sheetId === tabs.summary.sheetId) continue;
    const last = Math.min(open.endColumnIndex ?? tab.columnCount, tab.columnCount);
    const bottom = Math.min(open.endRowIndex ?? tab.rowCount, tab.rowCount);
    for (let top = startRowIndex ?? 0; top < bottom && first < last; top += rowsAtOnce) {
      const end = Math.min(top + rowsAtOnce, bottom);
      const from = `${quotedTitle(tab.title)}!${columnLetters(first)}${top + 1}`;
      const cells = (end - top) * (last - first);
      if (cells > left && ranges.length > 0) {
        ranges = [];
        calls.push(ranges);
        left = cellsAtOnce;
      }
      left -= cells;
      ranges.push(`${from}:${columnLetters(last - 1)}${end}`);
    }
  }
  return calls.flatMap((asked) => (asked.length === 0 ? [] : spreadsheets.formulas(id, asked)));
}

/** Whether people may type any text into the column. Where a date or a choice belongs, the text of a formula is undone. */
const takesText = ({ type, editableBy }: Column) =>
  editableBy !== "nobody" && (type === "text" || type === "long-text");

const tabOfCell = ({ sheetId }: CellPlace) =>
  Object.values(tabs).find((one) => one.sheetId === sheetId);

/** Tabs whose rows have a hidden cell that says what was accepted. */
const reconciled = () =>
  Object.values(tabs).filter((tab) => tab.members.some(({ key }) => key === "accepted"));

/**
 * The updates that accept the text of each formula in its cell. Otherwise the next look would find that the cell has changed and ask people
 * who typed that.
 */
function acceptTexts(snapshot: Snapshot, found: readonly CellPlace[]): readonly Update[] {
  return reconciled().flatMap((tab) => {
    const { positions, rows = [] } = snapshot.tabs.get(tab.id) ?? {};
    return rows.flatMap((row): readonly Update[] => {
      const texts: Record<string, RowValues[string]> = {};
      for (const { sheetId, row: index, column: at, formula } of found) {
        if (sheetId !== tab.sheetId || index !== row.index) continue;
        const column = tab.columns.find(({ key }) => positions?.get(key) === at);
        if (column !== undefined && takesText(column)) texts[column.key] = formula;
      }
      if (row.key === "" || Object.keys(texts).length === 0) return [];
      const accepted = alsoAccepted(tab, row.values, texts);
      return [{ tab: tab.id, key: row.key, values: { accepted } }];
    });
  });
}

/**
 * Finds formulas, tells people, and replaces them by their text. In this order, because after a run that was cut off the next one finds the
 * formulas again. Throws what Google throws. Takes the lock if there are any: must not be called under it. "busy" if another run held it.
 */
export function replaceFormulas(
  run: Run,
  id: string,
  structure: SpreadsheetStructure,
  to: readonly string[],
): "done" | "busy" {
  const found = formulasIn(run, id, structure);
  if (found.length === 0) return "done";
  const { register: name } = run;
  const at = run.clock.now();
  // Places such as "cases H12". The title of a tab that the district added is left out, since a person wrote it.
  const cells = found
    .slice(0, 20)
    .map((one) => `${tabOfCell(one)?.id ?? "other"} ${columnLetters(one.column)}${one.row + 1}`);
  const notice = { id: "formula-found", cells, more: found.length - cells.length } as const;
  const line = { at, who: "automation", case: null, what: "formula-made-text" };
  const reads = () => [
    { tab: "outbox", columns: ["message"] } as const,
    ...reconciled().map((tab) => {
      const rows = found.flatMap((one) => (one.sheetId === tab.sheetId ? one.row : []));
      return wholeRows(tab.id, spansOf(rows));
    }),
  ];
  const done = transact(run, name, { reads, lockWait: "clock" }, (register, snapshot) => {
    const change = {
      ...noChange,
      update: acceptTexts(snapshot, found),
      messages: noticeToEach(to, `formula ${name} ${at.toString(36)}`, notice),
      activity: cells.map((from) => ({ ...line, from })),
    };
    const delivery = commitForDelivery(run, { register, snapshot }, change);
    const requests = found.map(({ sheetId, row, column, formula }) => {
      const cell = { userEnteredValue: { stringValue: formula }, note: formulaNote };
      const start = { sheetId, rowIndex: row, columnIndex: column };
      return cellsAt(start, [{ values: [cell] }], "userEnteredValue,note");
    });
    run.spreadsheets.batchUpdate(register.id, requests);
    return delivery;
  });
  return done === "busy" ? "busy" : "done";
}
