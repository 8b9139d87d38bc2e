/** Which spreadsheet is which register, by the script's own store. */
import { AppError } from "../errors";
import { jsonRecord } from "../json";
import { type Memory, type RegisterName, registerNames, type Workspace } from "../ports";
import { defaultPack, packNamed } from "../protocol/find-pack";
import type { ProtocolPack } from "../protocol/pack";

export type RegisterIds = Readonly<Partial<Record<RegisterName, string>>>;

/** None where nothing, or nothing readable, is stored. */
export function readRegisterIds(memory: Memory): RegisterIds {
  const ids: Partial<Record<RegisterName, string>> = {};
  const kept = jsonRecord(memory.get("registers"));
  for (const name of registerNames) {
    const id = kept[name];
    if (typeof id === "string") ids[name] = id;
  }
  return ids;
}

/** One property write. */
export function rememberRegister(memory: Memory, name: RegisterName, id: string): void {
  memory.set("registers", JSON.stringify({ ...readRegisterIds(memory), [name]: id }));
}

export const reportRegisters = ["main", "sealed", "sealed-alternate"] as const;
export type ReportRegister = Exclude<RegisterName, "drill">;

/** Throws "not-set-up" where one is missing: reports then wait in the Form. */
export function reportRegisterIds(memory: Memory): Readonly<Record<ReportRegister, string>> {
  const { main, sealed, "sealed-alternate": alternate } = readRegisterIds(memory);
  if (main === undefined || sealed === undefined || alternate === undefined) {
    throw new AppError("not-set-up");
  }
  return { main, sealed, "sealed-alternate": alternate };
}

/** Throws "other-form": a copied Form carries its script and perhaps its properties, and must not send reports twice. */
export function refuseOtherForm(workspace: Pick<Workspace, "memory" | "form">): void {
  const installedOn = workspace.memory.get("formId");
  if (installedOn !== null && installedOn !== workspace.form.id()) throw new AppError("other-form");
}

/** As remembered without a read: at the register's birth, and in an outage. */
export function packOfDesk(memory: Pick<Memory, "get">): ProtocolPack {
  return packNamed(memory.get("protocol") ?? "") ?? defaultPack();
}
