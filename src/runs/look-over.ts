/** Looks over one register: who can open it, how it is shared, who may fill in the leads' columns, which filter views stand. */

import {
  type Held,
  heldIn,
  heldRequests,
  nothingHeld,
  sharingNotice,
  toldOfRegister,
} from "../access/access";
import { followAccess, type GivingOn } from "../access/follow";
import { giveOn } from "../access/leavers";
import { refusedIn } from "../access/refused";
import { sharingTold } from "../access/told";
import { freeTabs } from "../case/record-rows";
import type { Directory } from "../district/district";
import { problemRequests, problemUpdates } from "../district/read";
import { syncSchools } from "../form/build";
import { alignProtections } from "../install/let-in";
import { roomRequests } from "../install/room";
import { type ListedCase, planViews } from "../install/views";
import { committed, deliver } from "../outbox/deliver";
import type { BatchRequest, Sharing, SpreadsheetStructure, Workspace } from "../ports";
import { noChange } from "../register/change";
import { rowsOf, type Snapshot, type TabRequest, tabOf } from "../register/read";
import { type HourlyRead, openRegister, type Register } from "../register/register";
import { tabs } from "../register/tabs";
import { type ReportRegister, reportRegisterIds } from "../register/which";
import { viewRequest } from "../register/write";
import { giveOnSealed } from "./second-reader";

export const lookRequests: readonly TabRequest[] = [
  { tab: "cases", columns: ["case", "status", "contact", "checklistRows"] },
  { tab: "checklist", columns: [] },
  // How far they are filled.
  { tab: "reports", columns: ["row", "response"] },
  ...freeTabs.map((tab) => ({ tab, columns: [tabs[tab].keyColumn] })),
];

interface Looked {
  readonly name: ReportRegister;
  readonly register: Register;
  /** With `lookRequests`. */
  readonly snapshot: Snapshot;
  readonly directory: Directory;
  readonly held: Held;
}

function listedCases(snapshot: Snapshot): readonly ListedCase[] {
  return rowsOf(snapshot, "cases").map(({ key, values }) => ({
    case: key,
    status: values.status ?? null,
    contact: values.contact ?? null,
  }));
}

/** Views that are missing or over, and room where it runs short. */
function tidyRequests(
  snapshot: Snapshot,
  structure: SpreadsheetStructure,
): readonly BatchRequest[] {
  const { add, remove } = planViews(listedCases(snapshot), structure.filterViews);
  return [
    ...roomRequests(structure, snapshot, new Set(remove)),
    ...remove.map((filterId): BatchRequest => ({ deleteFilterView: { filterId } })),
    ...add.flatMap((view) => viewRequest(view, tabOf(snapshot, view.tab).positions)),
  ];
}

/** One read of the structure, and one write where something is to be put right. */
function putRight(workspace: Workspace, looked: Looked): void {
  const { name, register, snapshot } = looked;
  const structure = workspace.spreadsheets.structure(register.id);
  alignProtections(workspace, name, structure, looked, tidyRequests(snapshot, structure));
}

/** People are told once each time that it changes. */
function tellOfSharing(workspace: Workspace, looked: Looked, open: Sharing["open"]): void {
  const { clock, identity, memory } = workspace;
  const { name, register, snapshot, directory, held } = looked;
  const told = sharingTold(memory);
  if (open === (told[name] ?? "no")) return;
  // Which API is on is no matter of one register: told of the main one.
  if (open === "service-off" && name !== "main") return;
  const remember = () => memory.set("sharing", JSON.stringify({ ...told, [name]: open }));
  // Nothing was open: it was not seen.
  if (open === "no" && told[name] === "service-off") {
    remember();
    return;
  }
  const at = clock.now();
  const me = identity.runningAs();
  const to = toldOfRegister(name, directory, me, held, at);
  const id = `sharing ${name} ${at.toString(36)}`;
  const mail = committed(register, sharingNotice({ id, at, to }, open), snapshot, directory);
  remember();
  deliver(workspace, mail);
}

/** What those have who leave a register goes to others; of a sealed one to its reader today, or to the other reader. */
function giveOnIn(workspace: Workspace, name: ReportRegister): GivingOn {
  return name === "main" ? giveOn(workspace) : giveOnSealed(workspace, name);
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
  let { register, snapshot } = read;
  if (name !== "main") {
    register = openRegister(workspace, reportRegisterIds(workspace.memory)[name]);
    snapshot = register.load([...lookRequests, ...heldRequests]);
  }
  const held = name === "main" ? nothingHeld : heldIn(snapshot, directory);
  const looked: Looked = { name, register, snapshot, directory, held };
  const { open, viewers } = workspace.access.sharing(looked.register.id);
  tellOfSharing(workspace, looked, open);
  if (viewers.length > 0 || held.holds) {
    followAccess(workspace, name, directory, {
      known: held,
      viewers,
      first: (isAnybodyLeaving) => (isAnybodyLeaving ? giveOnIn(workspace, name) : "done"),
    });
  }
  if (name === "main" || held.holds) putRight(workspace, looked);
}

/** Problems are written beside their rows, and the Form offers the schools of the tab. No call where nothing has changed. */
function keepDirectory(
  workspace: Workspace,
  { register, snapshot }: HourlyRead,
  directory: Directory,
  note: (error: unknown) => void,
): void {
  try {
    const update = problemUpdates(snapshot, directory, refusedIn(workspace.memory));
    register.commit({ ...noChange, update }, snapshot);
    syncSchools(workspace, directory.schools);
  } catch (error) {
    // Tried again within the hour; who can open the register matters more.
    note(error);
  }
}

/** What following Contacts needs of the main register. */
export const mainAccessRequests: readonly TabRequest[] = problemRequests;

/**
 * Who can open a register, as Contacts says; of the main one also what Contacts, Schools and Settings say about themselves. `isLeft`:
 * open cases are known to have to be given on, whoever loses access or not. "busy" where another run held the lock. Takes the
 * lock where access changes: not to be called under it.
 */
export function followDirectory(
  workspace: Workspace,
  name: ReportRegister,
  read: HourlyRead,
  directory: Directory,
  note: (error: unknown) => void,
  isLeft = false,
): "done" | "busy" {
  if (name === "main") keepDirectory(workspace, read, directory, note);
  return followAccess(workspace, name, directory, {
    first: (isAnybodyLeaving) => (isLeft || isAnybodyLeaving ? giveOnIn(workspace, name) : "done"),
  });
}
