/**
 * What is remembered of a register outside its file: in the script's store, into which everybody who may edit the Form can look; of a
 * sealed register in the running account's own, since nobody else may learn that it is used (design 2.11).
 */
import type { RegisterName } from "../ports";
import type { Run } from "../run";
import type { Changed, Kept } from "../store/keys";
import { registerKinds } from "./register-kinds";

/** The value that is remembered of a register under a key. Reading and writing throw what Google throws. */
export function keptOutside<K extends "dangers" | "clock" | "outage" | "referencesGiven">(
  { memory, ownMemory }: Run,
  register: RegisterName,
  key: K,
): { get(): Kept[K]; set(value: Changed<Kept[K]>): void } {
  const [store, of] = registerKinds[register].isRemembered
    ? [memory, undefined]
    : [ownMemory, register];
  return { get: () => store.get(key, of), set: (value) => store.set(key, value, of) };
}
