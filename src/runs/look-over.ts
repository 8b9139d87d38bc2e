/** Looks over one register: who can open it, how it is shared, who may fill in the leads' columns, which filter views stand. */

import { followAccess, leadEditors, sharingNotice, toldOfAccess } from "../access/access";
import { installersOf } from "../access/accounts";
import { editorRequests } from "../access/protections";
import { sharingTold } from "../access/told";
import type { Directory } from "../district/district";
import { isBarred } from "../district/find";
import { problemRequests, problemUpdates } from "../district/read";
import { syncSchools } from "../form/build";
import { type ListedCase, planViews } from "../install/views";
import { committed, deliver } from "../outbox/deliver";
import type { BatchRequest, Sharing, SpreadsheetStructure, Workspace } from "../ports";
import { noChange } from "../register/change";
import { rowsOf, type Snapshot, type TabRequest, tabOf } from "../register/read";
import { type HourlyRead, openRegister, type Register } from "../register/register";
import { type ReportRegister, reportRegisterIds } from "../register/which";
import { viewRequest } from "../register/write";

export const lookRequests: readonly TabRequest[] = [
  { tab: "cases", columns: ["case", "status", "contact"] },
  { tab: "checklist", columns: [] },
];

interface Looked {
  readonly name: ReportRegister;
  readonly register: Register;
  /** With `lookRequests`. */
  readonly snapshot: Snapshot;
  readonly directory: Directory;
}

function listedCases(snapshot: Snapshot): readonly ListedCase[] {
  return rowsOf(snapshot, "cases").map(({ key, values }) => ({
    case: key,
    status: values.status ?? null,
    contact: values.contact ?? null,
  }));
}

function viewRequests(
  snapshot: Snapshot,
  { filterViews }: SpreadsheetStructure,
): readonly BatchRequest[] {
  const { add, remove } = planViews(listedCases(snapshot), filterViews);
  return [
    ...remove.map((filterId) => ({ deleteFilterView: { filterId } })),
    ...add.flatMap((view) => viewRequest(view, tabOf(snapshot, view.tab).positions)),
  ];
}

/** One read of the structure, and one write where something is to be put right. */
function putRight(workspace: Workspace, { name, register, snapshot, directory }: Looked): void {
  const { spreadsheets, memory, identity } = workspace;
  const structure = spreadsheets.structure(register.id);
  const installers = installersOf(memory, directory, name, identity.runningAs());
  const requests = [
    ...editorRequests(structure, { installers, leads: leadEditors(directory) }),
    ...viewRequests(snapshot, structure),
  ];
  if (requests.length > 0) spreadsheets.batchUpdate(register.id, requests);
}

/** People are told once each time that it changes. */
function tellOfSharing(workspace: Workspace, looked: Looked, open: Sharing["open"]): void {
  const { clock, identity, memory } = workspace;
  const { name, register, snapshot, directory } = looked;
  const told = sharingTold(memory);
  if (open === (told[name] ?? "no")) return;
  const at = clock.now();
  const to = toldOfAccess(name, directory, identity.runningAs());
  const id = `sharing ${name} ${at.toString(36)}`;
  const mail = committed(register, sharingNotice({ id, at, to }, open), snapshot, directory);
  memory.set("sharing", JSON.stringify({ ...told, [name]: open }));
  deliver(workspace, mail);
}

/**
 * At most two Sheets calls where nothing is to be done; one where a sealed register holds no case, which then needs
 * nothing. Throws what Google throws. Takes the lock where access changes: not to be called under it.
 */
export function lookOver(
  workspace: Workspace,
  name: ReportRegister,
  read: HourlyRead,
  directory: Directory,
): void {
  if (isBarred(name, directory, workspace.identity.runningAs())) return;
  let { register, snapshot } = read;
  if (name !== "main") {
    register = openRegister(workspace, reportRegisterIds(workspace.memory)[name]);
    snapshot = register.load(lookRequests);
  }
  const looked: Looked = { name, register, snapshot, directory };
  const holds = rowsOf(snapshot, "cases").length > 0;
  const { open, viewers } = workspace.access.sharing(looked.register.id);
  tellOfSharing(workspace, looked, open);
  if (viewers.length > 0 || (name !== "main" && holds)) {
    followAccess(workspace, name, directory, holds, viewers);
  }
  if (name === "main" || holds) putRight(workspace, looked);
}

/** Problems are written beside their rows, and the Form offers the schools of the tab. No call where nothing has changed. */
function keepDirectory(
  workspace: Workspace,
  { register, snapshot }: HourlyRead,
  directory: Directory,
  note: (error: unknown) => void,
): void {
  try {
    const update = problemUpdates(snapshot, directory);
    register.commit({ ...noChange, update }, snapshot);
    syncSchools(workspace, directory.schools);
  } catch (error) {
    // Tried again within the hour; who can open the register matters more.
    note(error);
  }
}

/** What following Contacts needs of the main register. */
export const mainAccessRequests: readonly TabRequest[] = problemRequests;

/** Who can open a register, as Contacts says; of the main one also what Contacts, Schools and Settings say about themselves. Takes the lock where access changes: not to be called under it. */
export function followDirectory(
  workspace: Workspace,
  name: ReportRegister,
  read: HourlyRead,
  directory: Directory,
  note: (error: unknown) => void,
): void {
  if (isBarred(name, directory, workspace.identity.runningAs())) return;
  if (name === "main") keepDirectory(workspace, read, directory, note);
  followAccess(workspace, name, directory);
}
