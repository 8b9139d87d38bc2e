/** Lets further accounts run the desk: only one that already writes the registers can (platform.md 1; sheets-api.md 4). */
import { AppError } from "../app-error";
import type { Directory } from "../directory/directory";
import { isBarred } from "../intake/route";
import type { Workspace } from "../workspace";
import { leadEditors } from "./access";
import { followAccess } from "./access-follow";
import { inOrder, installersIn, installersOf, type Right, written } from "./installers";
import { createRegister } from "./register/create-register";
import { type Editors, editorRequests, writesAll } from "./register/protections";
import { readRegisterIds } from "./register/register-ids";
import { type ReportRegister, reportRegisterIds, reportRegisters } from "./report-registers";
import { ensureTriggers } from "./triggers";

/** The registers that an account runs; all but the one whose reports may name it. */
export function registersOf(directory: Directory, account: string): readonly ReportRegister[] {
  return reportRegisters.filter((name) => !isBarred(name, directory, account));
}

/** Who may write what in a register. */
export function editorsOf(
  { memory, identity }: Pick<Workspace, "memory" | "identity">,
  directory: Directory,
  name: ReportRegister,
): Editors {
  return {
    installers: installersOf(memory, directory, name, identity.runningAs()),
    leads: leadEditors(directory),
  };
}

/** Writes down what an account may do, and keeps the order of all. */
export function setRight(
  { memory }: Pick<Workspace, "memory">,
  address: string,
  right: Right,
  directory: Directory | null = null,
): void {
  const all = new Map(installersIn(memory)).set(address, right);
  const value = written(directory === null ? all : inOrder(all, directory));
  if (memory.get("installers") !== value) memory.set("installers", value);
}

/** Whether this account may open those registers and write all that the automation writes. One call each. */
export function mayRun(
  { spreadsheets, memory }: Pick<Workspace, "spreadsheets" | "memory">,
  names: readonly ReportRegister[],
): boolean {
  const ids = readRegisterIds(memory);
  try {
    return names.every((name) => {
      const id = ids[name];
      return id === undefined || writesAll(spreadsheets.structure(id));
    });
  } catch (error) {
    if (error instanceof AppError && error.code === "no-access") return false;
    throw error;
  }
}

/** Registers that this account runs and need not be let into: those it is to make anew it has not. */
export function registersToEnter(
  workspace: Pick<Workspace, "memory" | "identity">,
  directory: Directory,
): readonly ReportRegister[] {
  const remake = workspace.memory.get("remake");
  return registersOf(directory, workspace.identity.runningAs()).filter((name) => name !== remake);
}

/**
 * Makes anew, as this account's own, the register whose owner must not open it. Under the lock; no call where there is
 * none. The old one holds nothing: its owner takes nothing into it.
 */
export function remake(workspace: Workspace, directory: Directory): void {
  const { memory, identity } = workspace;
  const name = reportRegisters.find((one) => one === memory.get("remake"));
  if (name === undefined || isBarred(name, directory, identity.runningAs())) return;
  createRegister(workspace, name, editorsOf(workspace, directory, name), true);
  memory.remove("remake");
}

/** An account that may write makes the triggers that it could not make before. */
export function finishSetUp(workspace: Workspace, directory: Directory): void {
  const { memory, identity, triggers } = workspace;
  const me = identity.runningAs();
  const ids = reportRegisterIds(memory);
  ensureTriggers(
    triggers,
    registersOf(directory, me).map((name) => ids[name]),
  );
  setRight(workspace, me, "ready", directory);
}

/** Those who ask; `again` also those who could not be let in so far. */
export function asking({ memory }: Pick<Workspace, "memory">, again: boolean): readonly string[] {
  return [...installersIn(memory)].flatMap(([address, right]) =>
    right === "asking" || (again && right === "waiting") ? [address] : [],
  );
}

/**
 * Opens the registers to those accounts and lists them in the protections; leads and admins are told of it. Whom Google
 * does not let in (only a file's owner shares it) waits, and leads and admins read what to do by hand. Takes the lock:
 * not to be called under it.
 */
export function letIn(workspace: Workspace, who: readonly string[], directory: Directory): void {
  const { access, memory, spreadsheets, identity } = workspace;
  const ids = reportRegisterIds(memory);
  const me = identity.runningAs();
  // First: where this fails it is tried again within the hour, not by every run.
  for (const address of who) setRight(workspace, address, "waiting");
  const inside = new Map(who.map((address) => [address, true]));
  for (const name of reportRegisters) {
    const wanted = who.filter((address) => !isBarred(name, directory, address));
    if (isBarred(name, directory, me)) {
      // Only its owner is told by Google who is in; the lead's own file is of no use for reports about the lead.
      if (access.owner(ids[name]) === me) memory.set("remake", name);
      else for (const address of wanted) inside.set(address, false);
      continue;
    }
    followAccess(workspace, name, directory);
    const requests = editorRequests(
      spreadsheets.structure(ids[name]),
      editorsOf(workspace, directory, name),
    );
    if (requests.length > 0) spreadsheets.batchUpdate(ids[name], requests);
    const editors = access.editors(ids[name]);
    for (const address of wanted) if (!editors.includes(address)) inside.set(address, false);
  }
  for (const [address, isIn] of inside) {
    if (isIn) setRight(workspace, address, "granted", directory);
  }
}
