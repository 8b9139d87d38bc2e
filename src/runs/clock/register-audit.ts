/**
 * The hourly look at one register: who can open it, how it is shared, its protections, filter views and blank rows, and formulas that
 * people typed. A formula can send what the register holds to any address (IMPORTDATA with a student's name in it). So within the hour it
 * is replaced by its text, and leads and admins are told in which cells it was, never what was typed.
 */

import { refusedIn } from "../../access/access-table";
import { syncEditorsWithContacts } from "../../access/register-access";
import { isReady, lastEdited } from "../../access/running-accounts";
import { alignProtections, recipientsOfRegisterNotice } from "../../access/who-may-open";
import { attempt } from "../../attempt";
import { contentsOf } from "../../case/assignment/excluded-people";
import { freeTabs } from "../../case/edits/record-rows";
import { formulaNote } from "../../case/edits/typed-inputs";
import { problemUpdates } from "../../district/directory/problem-cells";
import { syncSchools } from "../../form/build-form";
import { tellOfMissingRows } from "../../install/missing-rows";
import { layoutOf } from "../../install/set-up";
import { commitForDelivery, deliver, tellDesk } from "../../letters/outbox/deliver-messages";
import { forgetTold } from "../../letters/told-notices";
import { messageToEach } from "../../messages/messages";
import type { CellPlace, RegisterName, Sharing, SpreadsheetStructure } from "../../ports";
import { cellsAt } from "../../register/cells";
import { noChange } from "../../register/change";
import { differences } from "../../register/layout/ensure";
import { openToPeople } from "../../register/layout/protections";
import { columnLetters, quotedTitle } from "../../register/read/ranges";
import type { TabRequest } from "../../register/read/read-tabs";
import { rowsOf } from "../../register/read/snapshot";
import type { HourlyRead } from "../../register/register";
import { registerKinds } from "../../register/register-kinds";
import { viewReads } from "../../register/saved-views";
import { tabs } from "../../register/tabs";
import { lookAt, type Run } from "../../run";
import { installersIn } from "../../store/store";
import { hourMs } from "../../time";

/** What the hourly look reads from a register. */
export function auditRequests(): readonly TabRequest[] {
  return [
    { tab: "cases", columns: [...viewReads, "checklistRows"] },
    { tab: "checklist", columns: [] },
    // These columns tell how far the tabs are filled.
    { tab: "reports", columns: ["row", "response"] },
    ...freeTabs.map((tab) => ({ tab, columns: [tabs[tab].keyColumn] })),
    { tab: "log", columns: ["row", "case", "what"] },
  ];
}

/** A register that is being looked at, with the run that looks. */
interface Looked extends HourlyRead {
  /** Who is told about it. */
  readonly to: readonly string[];
}

/**
 * The notices: one for each way in which a register can be open to more people than it should be, and one for when that cannot be checked.
 */
const sharingNotices = {
  "link-or-domain": "sharing-open",
  "cannot-see": "sharing-not-seen",
  "in-bin": "register-in-bin",
  "service-off": "service-off",
} as const;

/** Tells people that a register is open to more people than it should be. When it is closed again, only Activity says so. */
function tellOfSharing(run: Run, looked: Looked, open: Sharing["open"]): void {
  const { register: name } = run;
  const { register, snapshot, to } = looked;
  const id = open === "no" ? null : sharingNotices[open];
  const over = Object.values(sharingNotices).filter(
    (one) => one !== id && forgetTold(run, one, name),
  );
  if (id === null) {
    // While the Drive API was off, no one was told that the register was open, so its closing needs no line either.
    if (over.every((one) => one === "service-off")) return;
    const line = { at: run.clock.now(), who: "automation", case: null, what: "sharing-closed" };
    register.commit({ ...noChange, activity: [line] }, snapshot);
    return;
  }
  // The Drive API is off for all registers at once, so people are told once, with the main register.
  if (id === "service-off" && !registerKinds[name].isMain) return;
  tellDesk(run, looked, {
    notice: { id },
    about: name,
    to,
    lines: [{ what: id === "service-off" ? "sharing-not-seen" : id }],
  });
}

/**
 * Checks one register and repairs what it finds: who can open it, how it is shared, its layout and protections. At most one Sheets call if
 * nothing needs repair; none for a sealed register without a case. `read`: with `auditRequests` and the `contentsRequests` of the register.
 * Returns "busy" if another run held the lock and no one's access was changed. Throws what Google throws. Takes the lock if access changes:
 * must not be called under it.
 */
export function auditRegister(before: Run, name: RegisterName, { register, snapshot }: HourlyRead) {
  const run = lookAt(before, { register: name });
  const { access, clock, directory, memory, spreadsheets } = run;
  const held = contentsOf(run, name, snapshot);
  const looked: Looked = { register, snapshot, to: recipientsOfRegisterNotice(run, name, held) };
  const { isMain } = registerKinds[name];
  // What is wrong is written beside the rows of Contacts, Schools and Settings, and the Form gets the list of schools. If this fails, the
  // next hourly look tries again. Access matters more.
  if (isMain) {
    attempt(run, () => {
      const update = problemUpdates(snapshot, directory, refusedIn(memory.get("access")));
      register.commit({ ...noChange, update }, snapshot);
      syncSchools(run, directory.schools);
    });
  }
  const { open, viewers, editors } = access.sharing(register.id);
  tellOfSharing(run, looked, open);
  const done = syncEditorsWithContacts(run, name, held, { viewers, editors });
  // An account that waits to be let in must be added to the protections too.
  const isWaiting = installersIn(memory).some((one) => !isReady(memory, one));
  if (!isMain && !isWaiting && rowsOf(snapshot, "cases").length === 0) return done;
  const structure = spreadsheets.structure(register.id);
  const { requests, remade } = differences(layoutOf(run, name), structure, snapshot, clock);
  alignProtections(run, name, structure, { held, others: requests });
  if (remade.length > 0) {
    const id = `rows-missing ${clock.now().toString(36)}`;
    tellOfMissingRows({ run, name, read: looked }, id, { tabs: remade, dangers: [] });
  }
  const found = formulasIn(run, register.id, structure);
  if (found.length > 0) replaceFormulas(run, looked, found);
  return done;
}

// Formulas that people typed.

/**
 * How many cells one hourly look searches: all of a register with a few hundred cases, or part of a larger one, with the next part an hour
 * later.
 */
const cellsAtOnce = 300_000;
const rowsAtOnce = 2_000;

/**
 * Cells with a formula in the part of the run's register that this hour searches. None if no one has edited since the whole register was
 * last searched. One read. Throws what Google throws.
 */
function formulasIn(run: Run, id: string, structure: SpreadsheetStructure): readonly CellPlace[] {
  const { clock, spreadsheets, register: name } = run;
  const blocks: string[] = [];
  let cells = 0;
  for (const open of openToPeople(structure)) {
    const { sheetId, startRowIndex, startColumnIndex: left = 0 } = open;
    const tab = structure.tabs.find((one) => one.sheetId === sheetId);
    // The formulas in Summary are ours, and people cannot edit that tab.
    if (tab === undefined || sheetId === tabs.summary.sheetId) continue;
    const right = Math.min(open.endColumnIndex ?? tab.columnCount, tab.columnCount);
    const bottom = Math.min(open.endRowIndex ?? tab.rowCount, tab.rowCount);
    for (let top = startRowIndex ?? 0; top < bottom && left < right; top += rowsAtOnce) {
      const end = Math.min(top + rowsAtOnce, bottom);
      const from = `${quotedTitle(tab.title)}!${columnLetters(left)}${top + 1}`;
      blocks.push(`${from}:${columnLetters(right - 1)}${end}`);
      cells += (end - top) * (right - left);
    }
  }
  const turns = Math.max(1, Math.ceil(cells / cellsAtOnce));
  const turn = Math.floor(clock.now() / hourMs) % turns;
  // Everyone who may edit the Form can read the script's store, so the store says nothing about edits in a sealed register. A sealed
  // register is therefore always searched.
  const since = clock.now() - lastEdited(run);
  if (registerKinds[name].isMain && since > (turns + 2) * hourMs) return [];
  const asked = blocks.filter((_, at) => at % turns === turn);
  return asked.length === 0 ? [] : spreadsheets.formulas(id, asked);
}

/**
 * Tells people, then replaces the formulas by their text. In this order, because after a run that was cut off the next one finds the
 * formulas again. Throws what Google throws.
 */
function replaceFormulas(run: Run, looked: Looked, found: readonly CellPlace[]): void {
  const { register: name } = run;
  const at = run.clock.now();
  // Places such as "cases H12". The title of a tab that the district added is left out, since a person wrote it.
  const cells = found.slice(0, 20).map(({ sheetId, row, column }) => {
    const tab = Object.values(tabs).find((one) => one.sheetId === sheetId);
    return `${tab?.id ?? "other"} ${columnLetters(column)}${row + 1}`;
  });
  const notice = { id: "formula-found", cells, more: found.length - cells.length } as const;
  const line = { at, who: "automation", case: null, what: "formula-made-text" };
  const mail = commitForDelivery(run, looked, {
    ...noChange,
    messages: messageToEach(looked.to, `formula ${name} ${at.toString(36)}`, "desk-notice", {
      notices: [notice],
    }),
    activity: cells.map((from) => ({ ...line, from })),
  });
  const requests = found.map(({ sheetId, row, column, formula }) => {
    const cell = { userEnteredValue: { stringValue: formula }, note: formulaNote };
    const start = { sheetId, rowIndex: row, columnIndex: column };
    return cellsAt(start, [{ values: [cell] }], "userEnteredValue,note");
  });
  run.spreadsheets.batchUpdate(looked.register.id, requests);
  deliver(mail);
}
