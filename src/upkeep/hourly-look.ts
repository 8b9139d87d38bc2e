/** Looks over one register: how it is shared, who may fill in the leads' columns, which filter views stand. */
import { deliver } from "../delivery/deliver";
import type { Directory } from "../directory/directory";
import type { TabRequest } from "../register/read-plan";
import type { Register } from "../register/register";
import { rowsOf, type Snapshot, tabOf } from "../register/snapshot";
import { viewRequest } from "../register/view-request";
import type { BatchRequest, SpreadsheetStructure, Workspace } from "../workspace";
import { leadEditors } from "./access";
import { sharingNotice, toldOfAccess } from "./access-notice";
import { schoolListFingerprint as fingerprint } from "./form/school-list";
import type { Seen } from "./hourly-memory";
import { leadEditorRequests } from "./register/protections";
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
function putRight(
  workspace: Workspace,
  { name, register, snapshot, directory }: Looked,
  seen: Seen,
) {
  const { spreadsheets, memory, identity } = workspace;
  const holds = name === "main" || rowsOf(snapshot, "cases").length > 0;
  if (!holds) return seen;
  const structure = spreadsheets.structure(register.id);
  const leads = leadEditors(directory, name);
  const mark = fingerprint(leads);
  // Somebody whom Google would not let in cannot be given columns either: that would refuse the whole write.
  const gives = mark !== seen.leads && seen.refused === undefined;
  const installer = memory.get("installer") ?? identity.runningAs();
  const requests = [
    ...(gives ? leadEditorRequests(structure, { installer, leads }) : []),
    ...viewRequests(snapshot, structure),
  ];
  if (requests.length > 0) spreadsheets.batchUpdate(register.id, requests);
  return { ...seen, holds, ...(gives ? { leads: mark } : {}) };
}

function checkSharing(
  workspace: Workspace,
  { name, register, snapshot, directory }: Looked,
  seen: Seen,
): Seen {
  const { access, clock, identity } = workspace;
  const open = access.openToMany(register.id);
  if (open === (seen.open ?? "no")) return seen;
  const to = toldOfAccess(name, directory, identity.runningAs());
  const change = sharingNotice({ register: name, at: clock.now(), to }, open);
  const done = register.commit(change, snapshot);
  const { messages } = change;
  const mail = { register, snapshot: done.snapshot, directory, files: new Map(), messages };
  deliver(workspace, { ...mail, corrections: done.corrections });
  return { ...seen, open };
}

/** At most two Sheets calls where nothing is to be done, one where the register holds no case. Throws what Google throws. */
export function lookOver(workspace: Workspace, looked: Looked, seen: Seen): Seen {
  return putRight(workspace, looked, checkSharing(workspace, looked, seen));
}
