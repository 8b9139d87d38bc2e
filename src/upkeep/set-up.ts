/** Set-up: registers, Form, access and triggers, made or repaired, in steps. Safe to run again at any time and after any failure. */
import { AppError } from "../app-error";
import { isDefect } from "../defect";
import { domainOf } from "../directory/addresses";
import type { Directory } from "../directory/directory";
import { formNumbers } from "../intake/form/texts";
import { directoryIn, directoryRequests } from "../intake/intake-state";
import { isBarred } from "../intake/route";
import { currentPack } from "../protocol/packs";
import { noChange } from "../register/change";
import { openRegister } from "../register/register";
import { rowsOf } from "../register/snapshot";
import type { Workspace } from "../workspace";
import { type AccessChange, alignAccess, mayOpenRegister } from "./access";
import { problemRequests, problemUpdates } from "./directory-problems";
import { buildForm, type FormReport } from "./form/build-form";
import { clockKey, installersIn, installersOf, othersAtWork } from "./installers";
import { currentLayout, refuseNewerLayout } from "./layout";
import { editorsOf, mayRun, registersOf, registersToEnter, remake, setRight } from "./let-in";
import { createRegister } from "./register/create-register";
import { editorRequests } from "./register/protections";
import { readRegisterIds } from "./register/register-ids";
import type { RepairReport } from "./register/repair-register";
import { reportRegisterIds, reportRegisters } from "./report-registers";
import { ensureTriggers } from "./triggers";

export interface SetUpReport {
  readonly registers: readonly RepairReport[];
  readonly form: FormReport;
  readonly access: AccessChange;
  readonly triggers: readonly string[];
  readonly directory: Directory;
  /** This account waits for another one to let it in; it changed nothing. */
  readonly asking: boolean;
  /** Addresses of the other accounts at work. */
  readonly others: readonly string[];
}

const lockWaitMilliseconds = 30_000;

/** Throws "newer-register", and "other-form": a copied Form carries its script along, and perhaps its properties: it must not send a district's reports twice. */
export function refuseOtherForm(workspace: Pick<Workspace, "memory" | "form">): void {
  const installedOn = workspace.memory.get("formId");
  if (installedOn !== null && installedOn !== workspace.form.id()) throw new AppError("other-form");
  refuseNewerLayout(workspace.memory);
}

/** Part of set-up: safe to repeat, and after the steps before it. Titles say what is being done. */
export interface SetUpStep {
  readonly id: "registers" | "form" | "access" | "triggers";
  readonly title: string;
  /** Under the lock. Throws "busy" where a run is at work, "other-form" on a copy of the Form, and what Google throws. */
  run(workspace: Workspace): Partial<SetUpReport>;
}

type Work = (workspace: Workspace) => Partial<SetUpReport>;

/** What a step does, without the lock. */
const works: readonly (Pick<SetUpStep, "id" | "title"> & { readonly work: Work })[] = [
  { id: "registers", title: "Making the registers", work: makeRegisters },
  { id: "form", title: "Putting the questions into the Form", work: makeForm },
  { id: "access", title: "Letting in those whom Contacts names", work: makeAccess },
  { id: "triggers", title: "Starting the clock and the triggers", work: makeTriggers },
];

function locked<T>(workspace: Workspace, work: () => T): T {
  refuseOtherForm(workspace);
  const done = workspace.lock.during(lockWaitMilliseconds, work);
  if (done === null) throw new AppError("busy");
  return done.value;
}

export const setUpSteps: readonly SetUpStep[] = works.map(({ id, title, work }) => ({
  id,
  title,
  run: (workspace) => locked(workspace, () => work(workspace)),
}));

/** All steps under one lock. Throws as they do. */
export function setUp(workspace: Workspace): Partial<SetUpReport> {
  return locked(workspace, () => {
    const report: Partial<SetUpReport> = {};
    for (const { work } of works) Object.assign(report, work(workspace));
    return report;
  });
}

function directoryOf(
  { spreadsheets, clock, memory }: Workspace,
  id = reportRegisterIds(memory).main,
): Directory {
  const main = openRegister({ spreadsheets, clock }, id);
  return directoryIn(main.load(directoryRequests), clock);
}

/** Null where a tab is missing, which set-up is about to put back. */
function readableDirectory(workspace: Workspace, id: string): Directory | null {
  try {
    return directoryOf(workspace, id);
  } catch (error) {
    if (isDefect(error)) throw error;
    return null;
  }
}

/** Whether this account waits to be let in by another one: then it changes nothing. */
function waits({ memory, identity }: Workspace): boolean {
  const right = installersIn(memory).get(identity.runningAs());
  return right === "asking" || right === "waiting";
}

/**
 * Whether the registers that are there let this account in. One that does not run the desk yet is written down as asking,
 * and gets what triggers it can have. Throws "no-access" where nobody is at work who could let it in: there is never a
 * second set of registers.
 */
function isLetIn(workspace: Workspace): boolean {
  const { memory, identity, clock } = workspace;
  const known = readRegisterIds(memory);
  if (known.main === undefined) return true;
  const me = identity.runningAs();
  if (mayRun(workspace, ["main"])) {
    const directory = readableDirectory(workspace, known.main);
    // A set-up that was cut off before there could be reports goes on.
    const there = directory === null ? reportRegisters : registersToEnter(workspace, directory);
    if (mayRun(workspace, there)) {
      if (directory !== null) remake(workspace, directory);
      return true;
    }
  }
  setRight(workspace, me, "asking");
  ensureTriggers(workspace.triggers, []);
  if (othersAtWork(memory, me, clock.now()).length === 0) throw new AppError("no-access");
  return false;
}

function makeRegisters(workspace: Workspace): Partial<SetUpReport> {
  const { identity, clock } = workspace;
  const installer = identity.runningAs();
  if (installer === "") throw new AppError("permission-missing");
  if (!isLetIn(workspace)) return { asking: true };
  const main = createRegister(workspace, "main", { installers: [installer], leads: [] });
  const register = openRegister(workspace, main.id);
  const snapshot = register.load([
    { tab: "contacts", columns: "all" },
    { tab: "schools", columns: "all" },
    { tab: "settings", columns: "all" },
  ]);
  const domains = rowsOf(snapshot, "settings").find(({ key }) => key === "domains");
  const ownDomain = domainOf(installer);
  if (domains !== undefined && (domains.values.value ?? "").trim() === "" && ownDomain !== "") {
    register.commit(
      { ...noChange, update: [{ tab: "settings", key: "domains", values: { value: ownDomain } }] },
      snapshot,
    );
  }
  const again = register.load([...directoryRequests, ...problemRequests]);
  const directory = directoryIn(again, clock);
  register.commit({ ...noChange, update: problemUpdates(again, directory) }, again);
  const known = readRegisterIds(workspace.memory);
  const others = reportRegisters
    .slice(1)
    .filter((name) => known[name] === undefined || !isBarred(name, directory, installer))
    .map((name) => createRegister(workspace, name, editorsOf(workspace, directory, name)).repair);
  return { registers: [main.repair, ...others], directory };
}

function makeForm(workspace: Workspace): Partial<SetUpReport> {
  if (waits(workspace)) return {};
  const { schools } = directoryOf(workspace);
  return { form: buildForm(workspace, schools, formNumbers(currentPack.hotlines)) };
}

function makeAccess(workspace: Workspace): Partial<SetUpReport> {
  if (waits(workspace)) return {};
  const { access, identity, memory, spreadsheets } = workspace;
  const me = identity.runningAs();
  const ids = reportRegisterIds(memory);
  const directory = directoryOf(workspace);
  const installers = installersOf(memory, directory, "main", me);
  const wanted = [...new Set([...mayOpenRegister(directory, "main"), ...installers])];
  const opened = alignAccess(access, ids.main, wanted, me);
  for (const name of registersOf(directory, me)) {
    const editors = editorsOf(workspace, directory, name);
    const requests = editorRequests(spreadsheets.structure(ids[name]), editors);
    if (requests.length > 0) spreadsheets.batchUpdate(ids[name], requests);
  }
  return { access: opened };
}

function makeTriggers(workspace: Workspace): Partial<SetUpReport> {
  const { memory, triggers, identity, form, clock } = workspace;
  if (waits(workspace)) return { others: installerList(workspace) };
  const me = identity.runningAs();
  const directory = directoryOf(workspace);
  const ids = reportRegisterIds(memory);
  const made = ensureTriggers(
    triggers,
    registersOf(directory, me).map((name) => ids[name]),
  );
  setRight(workspace, me, "ready", directory);
  memory.setAll(
    { formId: form.id(), layout: String(currentLayout) },
    { [clockKey(me)]: String(clock.now()) },
  );
  return { triggers: made, others: installerList(workspace) };
}

/** The other accounts that run the desk. */
function installerList({ memory, identity, clock }: Workspace): readonly string[] {
  return othersAtWork(memory, identity.runningAs(), clock.now());
}
