/** The hourly look at one register: who can open it, how it is shared, its protections, filter views and blank rows. */

import { reassignCasesOfDeparted } from "../../../access/departed-contacts";
import { whyRefused } from "../../../access/refused-addresses";
import {
  contentsOfRegister,
  contentsRequests,
  emptyContents,
  recipientsOfRegisterNotice,
  sharingNotice,
} from "../../../access/register-access";
import { type GivingOn, syncEditorsWithContacts } from "../../../access/sync-editors";
import { freeTabs } from "../../../case/edits/record-rows";
import { problemRequests, problemUpdates } from "../../../district/directory/problem-cells";
import type { Directory } from "../../../district/district";
import { readersFile } from "../../../district/sealed-readers";
import { syncSchools } from "../../../form/build-form";
import { alignProtections } from "../../../install/grant-account";
import { layoutOf } from "../../../install/make-register";
import { tellOfMissingRows } from "../../../install/missing-rows";
import { commitForDelivery, deliver } from "../../../letters/outbox/deliver-messages";
import type { Sharing } from "../../../ports";
import { noChange } from "../../../register/change";
import { differences } from "../../../register/layout/ensure";
import { viewReads } from "../../../register/layout/filter-views";
import type { TabRequest } from "../../../register/read/plan-read";
import { type HourlyRead, registerNamed } from "../../../register/register";
import type { ReportRegister } from "../../../register/register-ids";
import { registerKinds } from "../../../register/register-kinds";
import { tabs } from "../../../register/tabs";
import { lookAt, type Run } from "../../../run";
import { formulasIn, type Looked, replaceFormulas } from "../../edit/formulas";
import { reassignSealedCases } from "../readers/replace-reader";

/** What the hourly look reads of a register. */
export const auditRequests = (): readonly TabRequest[] => [
  { tab: "cases", columns: [...viewReads, "checklistRows"] },
  { tab: "checklist", columns: [] },
  // These columns tell how far the tabs are filled.
  { tab: "reports", columns: ["row", "response"] },
  ...freeTabs.map((tab) => ({ tab, columns: [tabs[tab].keyColumn] })),
];

/** Reads again under the lock, and writes once where something differs from the layout. */
function putRight(workspace: Run, looked: Looked): void {
  const { clock, identity, spreadsheets } = workspace;
  const { name, register, snapshot, directory } = looked;
  const structure = spreadsheets.structure(register.id);
  const layout = layoutOf(workspace, name, { installers: [identity.runningAs()], leads: [] });
  const { requests, remade } = differences(layout, structure, snapshot, clock);
  alignProtections(workspace, name, structure, looked, requests);
  if (remade.length > 0) {
    const id = `rows-missing ${clock.now().toString(36)}`;
    const run = lookAt(workspace, { register: name, directory });
    tellOfMissingRows({ run, name, read: looked }, id, { tabs: remade, dangers: [] });
  }
  const found = formulasIn(workspace, name, register.id, structure);
  if (found.length > 0) replaceFormulas(workspace, looked, found);
}

/** Tells people how far a register is open, once each time that changes. */
function tellOfSharing(workspace: Run, looked: Looked, open: Sharing["open"]): void {
  const { clock, identity, memory } = workspace;
  const { name, register, snapshot, directory, held } = looked;
  const told = memory.get("sharing");
  if (open === (told[name] ?? "no")) return;
  // That the Drive API is off concerns all registers, so it is told once, with the main one.
  if (open === "service-off" && registerKinds[name].reader !== null) return;
  const remember = () => memory.set("sharing", { ...told, [name]: open });
  // The Drive API was off before, so nobody was told that the register was open.
  if (open === "no" && told[name] === "service-off") {
    remember();
    return;
  }
  const at = clock.now();
  const me = identity.runningAs();
  const to = recipientsOfRegisterNotice(name, directory, me, held, at);
  const id = `sharing ${name} ${at.toString(36)}`;
  const mail = commitForDelivery(
    lookAt(workspace, { register: name, directory }),
    { register, snapshot },
    sharingNotice({ id, at, to }, open),
  );
  remember();
  deliver(mail);
}

/** Reassigns the cases of people who leave. In a sealed register the cases go to today's reader of the file, or to the other reader. */
function giveOnIn(workspace: Run, name: ReportRegister): GivingOn {
  const file = readersFile(name);
  return file === null ? reassignCasesOfDeparted(workspace) : reassignSealedCases(workspace, file);
}

/**
 * Looks over one register and puts right what it finds. At most two Sheets calls where nothing is to be done; one for a sealed register
 * that holds no case. Throws what Google throws. Takes the lock where access changes: must not be called under it.
 */
export function auditRegister(
  workspace: Run,
  name: ReportRegister,
  read: HourlyRead,
  directory: Directory,
): void {
  let { register, snapshot } = read;
  const { hasDirectory, reader } = registerKinds[name];
  if (!hasDirectory) {
    register = registerNamed(workspace, name);
    snapshot = register.load([...auditRequests(), ...contentsRequests]);
  }
  const held = reader === null ? emptyContents : contentsOfRegister(snapshot, directory);
  const looked: Looked = { name, register, snapshot, directory, held };
  const { open, viewers } = workspace.access.sharing(looked.register.id);
  tellOfSharing(workspace, looked, open);
  if (viewers.length > 0 || held.holds) {
    syncEditorsWithContacts(workspace, name, directory, {
      known: held,
      viewers,
      first: (isAnybodyLeaving) => (isAnybodyLeaving ? giveOnIn(workspace, name) : "done"),
    });
  }
  if (reader === null || held.holds) putRight(workspace, looked);
}

/**
 * Writes problems beside the rows of Contacts, Schools and Settings, and brings the Form's school list up to date. No call where nothing
 * has changed.
 */
function keepDirectory(
  workspace: Run,
  { register, snapshot }: HourlyRead,
  directory: Directory,
  note: (error: unknown) => void,
): void {
  try {
    const update = problemUpdates(snapshot, directory, whyRefused(workspace.memory));
    register.commit({ ...noChange, update }, snapshot);
    syncSchools(workspace, directory.schools);
  } catch (error) {
    // It is tried again within the hour. Access matters more.
    note(error);
  }
}

/** What `syncAccessWithContacts` needs of the main register. */
export const mainAccessRequests = problemRequests;

/**
 * Makes a register's editors follow Contacts; for the main register also writes what is wrong in Contacts, Schools and Settings. `isLeft`:
 * open cases must be reassigned in any case, even if nobody loses access. Returns "busy" where another run held the lock. Takes the lock
 * where access changes: must not be called under it.
 */
export function syncAccessWithContacts(
  workspace: Run,
  name: ReportRegister,
  read: HourlyRead,
  directory: Directory,
  note: (error: unknown) => void,
  isLeft = false,
): "done" | "busy" {
  if (registerKinds[name].hasDirectory) keepDirectory(workspace, read, directory, note);
  return syncEditorsWithContacts(workspace, name, directory, {
    first: (isAnybodyLeaving) => (isLeft || isAnybodyLeaving ? giveOnIn(workspace, name) : "done"),
  });
}
