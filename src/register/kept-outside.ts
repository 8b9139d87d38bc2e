/**
 * What is remembered of a register outside its file: in the script's store, into which everybody who may edit the Form can look; of a
 * sealed register in the running account's own, since nobody else may learn that it is used (design 2.11).
 */
import type { RegisterName } from "../ports";
import type { Run } from "../run";
import type { Changed, Kept } from "../store/keys";
import { emptyOf } from "../store/store";
import { registerKinds } from "./register-kinds";

/** One value. Reading and writing throw what Google throws. */
export interface KeptOutside<V> {
  get(): V;
  set(value: Changed<V>): void;
}

/** The value that is remembered of a register under a key. No call. */
export function keptOutside<K extends "dangers" | "clock" | "referencesGiven">(
  { memory, ownMemory }: Run,
  register: RegisterName,
  key: K,
): KeptOutside<Kept[K]> {
  const { isRemembered, audience } = registerKinds[register];
  if (isRemembered) return { get: () => memory.get(key), set: (value) => memory.set(key, value) };
  if (audience === null) return { get: () => emptyOf(key), set: () => undefined };
  return {
    get: () => ownMemory.get(key, register),
    set: (value) => ownMemory.set(key, value, register),
  };
}
