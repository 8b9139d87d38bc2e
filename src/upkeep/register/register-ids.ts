/** Which spreadsheet is which register: kept in the script's own store. */
import * as z from "zod/mini";
import type { Memory, RegisterName } from "../../workspace";

const stored = z.record(z.string(), z.string());

export type RegisterIds = Readonly<Partial<Record<RegisterName, string>>>;

/** The ids of the registers known so far; none where nothing, or nothing readable, is stored. */
export function readRegisterIds(memory: Memory): RegisterIds {
  let value: unknown;
  try {
    value = JSON.parse(memory.get("registers") ?? "{}");
  } catch {
    return {};
  }
  const parsed = stored.safeParse(value);
  // The keys were written by rememberRegister from RegisterName; any other key is never asked for.
  return parsed.success ? (parsed.data as RegisterIds) : {};
}

/** Remembers a register; one property write. */
export function rememberRegister(memory: Memory, name: RegisterName, id: string): void {
  memory.set("registers", JSON.stringify({ ...readRegisterIds(memory), [name]: id }));
}
