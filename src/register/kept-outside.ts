/**
 * What is remembered of a register outside its file: in the script's store, into which everybody who may edit the Form can look; of a
 * sealed register in the running account's own, since nobody else may learn that it is used (design 2.11); of a drill nowhere.
 */
import type { MemoryKey, RegisterName, Workspace } from "../ports";
import { registerKinds } from "./register-kinds";

/** One value. Reading and writing throw what Google throws. */
export interface KeptOutside {
  get(): string | null;
  set(value: string): void;
}

/** The value that is remembered of a register under a key. No call. */
export function keptOutside(
  { memory, ownMemory }: Pick<Workspace, "memory" | "ownMemory">,
  register: RegisterName,
  key: MemoryKey,
): KeptOutside {
  const { isRemembered, audience } = registerKinds[register];
  if (isRemembered) return { get: () => memory.get(key), set: (value) => memory.set(key, value) };
  if (audience === null) return { get: () => null, set: () => undefined };
  const own = `${key} ${register}`;
  return { get: () => ownMemory.get(own), set: (value) => ownMemory.set(own, value) };
}
