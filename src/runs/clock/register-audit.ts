/**
 * The hourly look at one register: who can open it, how it is shared, its protections, filter views and blank rows; and formulas that people
 * typed. A formula can send what the register holds to any address (IMPORTDATA with a student's name in it). So within the hour it is
 * replaced by its text, and lead and admin are told in which cells, never what was typed.
 */

import { whyRefused } from "../../access/access-table";
import { syncEditorsWithContacts } from "../../access/register-access";
import { isReady, lastEdited } from "../../access/running-accounts";
import { alignProtections, recipientsOfRegisterNotice } from "../../access/who-may-open";
import { attempt } from "../../attempt";
import { contentsOf } from "../../case/assignment/excluded-people";
import { freeTabs } from "../../case/edits/record-rows";
import { formulaNote } from "../../case/edits/typed-inputs";
import { problemUpdates } from "../../district/directory/problem-cells";
import type { RegisterContents } from "../../district/sealed-readers";
import { syncSchools } from "../../form/build-form";
import { tellOfMissingRows } from "../../install/missing-rows";
import { layoutOf } from "../../install/set-up";
import { commitForDelivery, deliver, tellDesk } from "../../letters/outbox/deliver-messages";
import { forgetTold } from "../../letters/told-notices";
import { messageToEach } from "../../messages/messages";
import type {
  BatchRequest,
  CellPlace,
  GridRange,
  RegisterName,
  Sharing,
  SpreadsheetStructure,
} from "../../ports";
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

/** What the hourly look reads of a register. */
export const auditRequests = (): readonly TabRequest[] => [
  { tab: "cases", columns: [...viewReads, "checklistRows"] },
  { tab: "checklist", columns: [] },
  // These columns tell how far the tabs are filled.
  { tab: "reports", columns: ["row", "response"] },
  ...freeTabs.map((tab) => ({ tab, columns: [tabs[tab].keyColumn] })),
  { tab: "log", columns: ["row", "case", "what"] },
];

/** A register that is looked at; the run is in it. */
interface Looked extends HourlyRead {
  readonly held: RegisterContents;
}

/** Reads again under the lock, and writes once where something differs from the layout. */
function putRight(run: Run, looked: Looked): void {
  const { clock, spreadsheets, register: name } = run;
  const { register, snapshot, held } = looked;
  const structure = spreadsheets.structure(register.id);
  const layout = layoutOf(run, name);
  const { requests, remade } = differences(layout, structure, snapshot, clock);
  alignProtections(run, name, structure, { held, others: requests });
  if (remade.length > 0) {
    const id = `rows-missing ${clock.now().toString(36)}`;
    tellOfMissingRows({ run, name, read: looked }, id, { tabs: remade, dangers: [] });
  }
  const found = formulasIn(run, register.id, structure);
  if (found.length > 0) replaceFormulas(run, looked, found);
}

/** The notice for each way in which a register is open to more people than it should be, or no one can say. */
const sharingNotices = {
  "link-or-domain": "sharing-open",
  "cannot-see": "sharing-not-seen",
  "in-bin": "register-in-bin",
  "service-off": "service-off",
} as const;

/** Tells people that a register is open to more people than it should be. That it is closed again is only a line in Activity. */
function tellOfSharing(run: Run, looked: Looked, open: Sharing["open"]): void {
  const { register: name } = run;
  const { register, snapshot, held } = looked;
  const id = open === "no" ? null : sharingNotices[open];
  const over = Object.values(sharingNotices).filter(
    (one) => one !== id && forgetTold(run, one, name),
  );
  if (id === null) {
    // While the Drive API was off no one was told that the register was open.
    if (over.every((one) => one === "service-off")) return;
    const line = { at: run.clock.now(), who: "automation", case: null, what: "sharing-closed" };
    register.commit({ ...noChange, activity: [line] }, snapshot);
    return;
  }
  // That the Drive API is off concerns all registers, so it is told once, with the main one.
  if (id === "service-off" && !registerKinds[name].isMain) return;
  tellDesk(run, looked, {
    notice: { id },
    about: name,
    to: recipientsOfRegisterNotice(run, name, held),
    lines: [{ what: id === "service-off" ? "sharing-not-seen" : id }],
  });
}

/** Writes problems beside the rows of Contacts, Schools and Settings, and brings the Form's school list up to date. */
function keepDirectory(run: Run, { register, snapshot }: HourlyRead): void {
  const { directory, memory } = run;
  const update = problemUpdates(snapshot, directory, whyRefused(memory));
  register.commit({ ...noChange, update }, snapshot);
  syncSchools(run, directory.schools);
}

/**
 * Checks one register and repairs what it finds: who can open it, how it is shared, its layout and protections. At most one Sheets
 * call where nothing is to be done; none for a sealed register that holds no case. `read`: with `auditRequests`, and `contentsRequests` of
 * the register. Returns "busy" where another run held the lock and no one's access was changed. Throws what Google throws. Takes the lock
 * where access changes: must not be called under it.
 */
export function auditRegister(before: Run, name: RegisterName, read: HourlyRead): "done" | "busy" {
  const run = lookAt(before, { register: name });
  const { register, snapshot } = read;
  const held = contentsOf(name, snapshot);
  const looked: Looked = { register, snapshot, held };
  const { isMain } = registerKinds[name];
  // Tried again within the hour. Access matters more.
  if (isMain) attempt(run, () => keepDirectory(run, read));
  const { open, viewers, editors } = run.access.sharing(register.id);
  tellOfSharing(run, looked, open);
  const done = syncEditorsWithContacts(run, name, held, { viewers, editors });
  // An account that waits to be let in has to be let into the protections too.
  const isWaiting = installersIn(run.memory).some((one) => !isReady(run.memory, one));
  if (isMain || isWaiting || rowsOf(snapshot, "cases").length > 0) putRight(run, looked);
  return done;
}

// Formulas that people typed.

/** How many cells one hour's look covers: a whole register of some hundred cases; of a larger one a part, and each hour the next part. */
const cellsAtOnce = 300_000;
const rowsAtOnce = 2_000;

function blocksOf(
  { startRowIndex, endRowIndex, startColumnIndex = 0, endColumnIndex, sheetId }: GridRange,
  structure: SpreadsheetStructure,
) {
  const tab = structure.tabs.find((one) => one.sheetId === sheetId);
  // The formulas in Summary are ours, and no one else may edit that tab.
  if (tab === undefined || sheetId === tabs.summary.sheetId) return [];
  const right = Math.min(endColumnIndex ?? tab.columnCount, tab.columnCount);
  const bottom = Math.min(endRowIndex ?? tab.rowCount, tab.rowCount);
  const blocks: { range: string; cells: number }[] = [];
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
 * Cells with a formula in this hour's part of the run's register; none where no one edited since the whole register was last searched. One
 * read. Throws what Google throws.
 */
function formulasIn(run: Run, id: string, structure: SpreadsheetStructure): readonly CellPlace[] {
  const { clock, spreadsheets, register: name } = run;
  const blocks = openToPeople(structure).flatMap((range) => blocksOf(range, structure));
  const cells = blocks.reduce((sum, block) => sum + block.cells, 0);
  const turns = Math.max(1, Math.ceil(cells / cellsAtOnce));
  const turn = Math.floor(clock.now() / hourMs) % turns;
  // Everyone who may edit the Form can look into the script's store: so it says nothing of edits in a sealed register, which is always
  // searched.
  const since = clock.now() - lastEdited(run);
  if (registerKinds[name].isMain && since > (turns + 2) * hourMs) return [];
  const asked = blocks.flatMap(({ range }, at) => (at % turns === turn ? [range] : []));
  return asked.length === 0 ? [] : spreadsheets.formulas(id, asked);
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
function replaceFormulas(run: Run, looked: Looked, found: readonly CellPlace[]): void {
  const { register: name } = run;
  const at = run.clock.now();
  const cells = found.slice(0, 20).map(placeOf);
  const notice = { id: "formula-found", cells, more: found.length - cells.length } as const;
  const to = recipientsOfRegisterNotice(run, name, looked.held);
  const line = { at, who: "automation", case: null, what: "formula-made-text" };
  const mail = commitForDelivery(run, looked, {
    ...noChange,
    messages: messageToEach(to, `formula ${name} ${at.toString(36)}`, "desk-notice", {
      notices: [notice],
    }),
    activity: cells.map((from) => ({ ...line, from })),
  });
  run.spreadsheets.batchUpdate(
    looked.register.id,
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
