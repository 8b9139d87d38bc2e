/** Finds a register or makes it. Safe to run again after a crash at any point: a file that was made is found again. */
import type { RegisterName, Workspace } from "../../workspace";
import type { Editors } from "./protections";
import { readRegisterIds, rememberRegister } from "./register-ids";
import { type RepairReport, repairRegister } from "./repair-register";

/** File names say nothing of what is inside (design 2.11). */
export const fileNames: Readonly<Record<RegisterName, string>> = {
  main: "Student safety register",
  sealed: "Student safety register (lead)",
  "sealed-from-lead": "Student safety register (alternate lead)",
  drill: "Student safety register (drill)",
};

export interface CreatedRegister {
  readonly id: string;
  readonly repair: RepairReport;
}

/**
 * The register of a name, whole: remembered, else found by its mark (the oldest one), else made private.
 * `isAnew`: another account's, which is remembered, is given up for one of this account's own.
 * Its id is remembered before anything is put into it.
 */
export function createRegister(
  workspace: Pick<Workspace, "spreadsheets" | "clock" | "memory">,
  name: RegisterName,
  editors: Editors,
  isAnew = false,
): CreatedRegister {
  const { spreadsheets, memory } = workspace;
  const remembered = isAnew ? undefined : readRegisterIds(memory)[name];
  const id = remembered ?? spreadsheets.find(name)[0] ?? spreadsheets.create(fileNames[name], name);
  if (remembered === undefined) rememberRegister(memory, name, id);
  return { id, repair: repairRegister(workspace, id, editors) };
}
