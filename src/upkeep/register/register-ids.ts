/** Which spreadsheet is which register: kept in the script's own store. */
import { jsonRecord } from "../../json-record";
import { type Memory, type RegisterName, registerNames } from "../../workspace";

export type RegisterIds = Readonly<Partial<Record<RegisterName, string>>>;

/** The ids of the registers known so far; none where nothing, or nothing readable, is stored. */
export function readRegisterIds(memory: Memory): RegisterIds {
  const ids: Partial<Record<RegisterName, string>> = {};
  const kept = jsonRecord(memory.get("registers"));
  for (const name of registerNames) {
    const id = kept[name];
    if (typeof id === "string") ids[name] = id;
  }
  return ids;
}

/** Remembers a register; one property write. */
export function rememberRegister(memory: Memory, name: RegisterName, id: string): void {
  memory.set("registers", JSON.stringify({ ...readRegisterIds(memory), [name]: id }));
}
