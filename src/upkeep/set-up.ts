/** Set-up: registers, Form, access and triggers, made or repaired. Safe to run again at any time and after any failure. */
import { AppError } from "../app-error";
import type { Directory } from "../directory/directory";
import { formNumbers } from "../intake/form/texts";
import { directoryIn, directoryRequests } from "../intake/intake-state";
import { currentPack } from "../protocol/packs";
import { noChange } from "../register/change";
import { openRegister } from "../register/register";
import { rowsOf } from "../register/snapshot";
import type { Workspace } from "../workspace";
import { type AccessChange, alignAccess, leadEditors, mayOpenRegister } from "./access";
import { problemRequests, problemUpdates } from "./directory-problems";
import { buildForm, type FormReport } from "./form/build-form";
import { createRegister } from "./register/create-register";
import { leadEditorRequests } from "./register/protections";
import type { RepairReport } from "./register/repair-register";
import { reportRegisterIds, reportRegisters } from "./report-registers";
import { ensureTriggers } from "./triggers";

export interface SetUpReport {
  readonly registers: readonly RepairReport[];
  readonly form: FormReport;
  readonly access: AccessChange;
  readonly triggers: readonly string[];
  readonly directory: Directory;
}

const lockWaitMilliseconds = 30_000;

/** A copied Form carries its script along, and perhaps its properties: it must not send a district's reports twice. */
export function refuseOtherForm(workspace: Pick<Workspace, "memory" | "form">): void {
  const installedOn = workspace.memory.get("formId");
  if (installedOn !== null && installedOn !== workspace.form.id()) throw new AppError("other-form");
}

/** Throws "busy" where a run is at work, "other-form" on a copy of the Form, and what Google throws. */
export function setUp(workspace: Workspace): SetUpReport {
  refuseOtherForm(workspace);
  const done = workspace.lock.during(lockWaitMilliseconds, () => underLock(workspace));
  if (done === null) throw new AppError("busy");
  return done.value;
}

function underLock(workspace: Workspace): SetUpReport {
  const { memory, identity, access, clock } = workspace;
  const installer = identity.runningAs();
  const main = createRegister(workspace, "main", { installer, leads: [] });
  const register = openRegister(workspace, main.id);
  const snapshot = register.load([
    { tab: "contacts", columns: "all" },
    { tab: "schools", columns: "all" },
    { tab: "settings", columns: "all" },
  ]);
  const domains = rowsOf(snapshot, "settings").find(({ key }) => key === "domains");
  const ownDomain = installer.slice(installer.lastIndexOf("@") + 1);
  if (domains !== undefined && (domains.values.value ?? "").trim() === "" && ownDomain !== "") {
    register.commit(
      { ...noChange, update: [{ tab: "settings", key: "domains", values: { value: ownDomain } }] },
      snapshot,
    );
  }
  const again = register.load([...directoryRequests, ...problemRequests]);
  const directory = directoryIn(again, clock);
  register.commit({ ...noChange, update: problemUpdates(again, directory) }, again);
  const editors = { installer, leads: leadEditors(directory) };
  const registers = reportRegisters.map((name) => createRegister(workspace, name, editors).repair);
  const form = buildForm(workspace, directory.schools, formNumbers(currentPack.hotlines));
  const opened = alignAccess(access, main.id, mayOpenRegister(directory, "main"), installer);
  for (const id of Object.values(reportRegisterIds(memory))) {
    const requests = leadEditorRequests(workspace.spreadsheets.structure(id), editors);
    if (requests.length > 0) workspace.spreadsheets.batchUpdate(id, requests);
  }
  const triggers = ensureTriggers(workspace.triggers, Object.values(reportRegisterIds(memory)));
  memory.setAll({ installer, formId: workspace.form.id() });
  return { registers: [main.repair, ...registers], form, access: opened, triggers, directory };
}
