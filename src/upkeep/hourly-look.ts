/** Looks over one register: how it is shared, who may fill in the leads' columns, which filter views stand. */
import { deliver } from "../delivery/deliver";
import type { Directory } from "../directory/directory";
import type { TabRequest } from "../register/read-plan";
import type { Register } from "../register/register";
import { rowsOf, type Snapshot, tabOf } from "../register/snapshot";
import { viewRequest } from "../register/view-request";
import type { BatchRequest, Sharing, SpreadsheetStructure, Workspace } from "../workspace";
import { leadEditors } from "./access";
import { committed, followAccess } from "./access-follow";
import { sharingNotice, toldOfAccess } from "./access-notice";
import { sharingTold } from "./hourly-memory";
import { installersOf } from "./installers";
import { editorRequests } from "./register/protections";
import type { ReportRegister } from "./report-registers";
import { type ListedCase, planViews } from "./views";

export const lookRequests: readonly TabRequest[] = [
  { tab: "cases", columns: ["case", "status", "contact"] },
  { tab: "checklist", columns: [] },
];

export interface Looked {
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
export function lookOver(workspace: Workspace, looked: Looked): void {
  const { name, snapshot, directory } = looked;
  const holds = rowsOf(snapshot, "cases").length > 0;
  const { open, viewers } = workspace.access.sharing(looked.register.id);
  tellOfSharing(workspace, looked, open);
  if (viewers.length > 0 || (name !== "main" && holds)) {
    followAccess(workspace, name, directory, holds, viewers);
  }
  if (name === "main" || holds) putRight(workspace, looked);
}
