/** What the script's own store remembers of registers: which spreadsheet is which (key "registers"), and a few values of each. */
import { AppError } from "../errors";
import { type Memory, type RegisterName, registerNames } from "../ports";
import { defaultPack, packNamed } from "../protocol/find-pack";
import type { ProtocolPack } from "../protocol/pack";
import type { Run } from "../run";
import type { Changed, Kept } from "../store/keys";
import { registerKinds } from "./register-kinds";

type RegisterIds = Readonly<Partial<Record<RegisterName, string>>>;

/** Register name → spreadsheet id; empty where nothing readable is stored. No call beyond the run's first look into the store. */
export function readRegisterIds(memory: Memory): RegisterIds {
  const kept = memory.get("registers");
  return Object.fromEntries(
    registerNames.flatMap((name) => (kept[name] === undefined ? [] : [[name, kept[name]]])),
  );
}

/** Remembers the id of a register. One property write. */
export function rememberRegister(memory: Memory, name: RegisterName, id: string): void {
  memory.set("registers", { ...readRegisterIds(memory), [name]: id });
}

type AllIds = Readonly<Record<RegisterName, string>>;

const hasAll = (ids: RegisterIds): ids is AllIds =>
  registerNames.every((name) => ids[name] !== undefined);

/** The ids of all registers. Throws "not-set-up" where one is missing; reports then wait in the Form. */
export function reportRegisterIds(memory: Memory): AllIds {
  const ids = readRegisterIds(memory);
  if (!hasAll(ids)) throw new AppError("not-set-up");
  return ids;
}

/** The spreadsheet's id of a register. Throws "not-set-up" where there is none. */
export function registerId(memory: Memory, name: RegisterName): string {
  return reportRegisterIds(memory)[name];
}

/**
 * Throws "other-form" where this Form is a copy: it carries the script and perhaps its properties along, and must not take reports a second
 * time.
 */
export function refuseOtherForm(run: Run): void {
  const installedOn = run.memory.get("form").id;
  if (installedOn !== null && installedOn !== run.form.id()) throw new AppError("other-form");
}

/** The protocol pack that the district chose, as remembered: for when no register is read, at set-up and in an outage. */
export function packOfDesk(memory: Memory): ProtocolPack {
  return packNamed(memory.get("district").protocol ?? "") ?? defaultPack();
}

/**
 * What is remembered of a register under a key, outside its file: in the script's store, into which everyone who may edit the Form can look;
 * of a sealed register in the running account's own store, since no one else may learn that it is used (design 2.11). No call.
 */
export function rememberedOf<K extends "dangers" | "clock" | "outage" | "referencesGiven">(
  { memory, ownMemory }: Run,
  register: RegisterName,
  key: K,
): { get(): Kept[K]; set(value: Changed<Kept[K]>): void } {
  const [store, of] = registerKinds[register].isRemembered
    ? [memory, undefined]
    : [ownMemory, register];
  return { get: () => store.get(key, of), set: (value) => store.set(key, value, of) };
}
