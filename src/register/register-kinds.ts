/**
 * How the kinds of register differ, and what the script remembers about registers outside them: which spreadsheet is which (key
 * "registers"), and a few values for each register. To add a kind, answer each question here. No other code may compare a register's name
 * to decide how to treat it.
 */

import { AppError } from "../errors";
import { type Memory, type RegisterName, registerNames } from "../ports";
import { defaultPack, packNamed } from "../protocol/find-pack";
import type { ProtocolPack } from "../protocol/pack";
import type { Run } from "../run";
import type { Kept, Remembered } from "../store/keys";

/** The index of the step that makes the new files the registers. Before it the new files can still be thrown away. */
export const switchStep = 2;

export type ReaderRole = "district-lead" | "alternate-lead";

export interface RegisterKind {
  /** The name of its file. It does not reveal what is inside (design 2.11). */
  readonly fileName: string;
  /**
   * How the buttons of emails begin that open it. Registers may have cases of the same reference, so that two emails have the same subject.
   * Whoever reads both registers can tell them apart by these words; to anyone else they say nothing.
   */
  readonly opens: string;
  /** What the admin reads about its contents while it is being made. */
  readonly holds: string;
  /**
   * Whether it holds ordinary cases. Only the main register has the Contacts, Schools and Settings that the runs of all registers use, and
   * the figures of the school year. What is known about it may be in the script's store, which everyone who may edit the Form can read, and
   * its reporters get email about their report.
   *
   * Nothing about a register of sealed reports may be known outside it (design 2.11): it has no directory and no figures. Its reporters get
   * no email, since a person whom the report names may be able to read their mailbox. It has the tab Reporters, which contacts must not be
   * able to open (domain.md E3).
   */
  readonly isMain: boolean;
  /**
   * Who alone can read it and is told about its cases, as roles, in the order in which they are asked. Null: the people who are responsible
   * for each case, and those whom Contacts let open the register.
   */
  readonly audience: readonly ReaderRole[] | null;
  /** The role that is also let in while the register has an open case and no one in its audience is left. */
  readonly standIn: ReaderRole | null;
}

export const registerKinds: Readonly<Record<RegisterName, RegisterKind>> = {
  main: {
    fileName: "Student safety register",
    opens: "Open",
    holds: "cases, checklists, contacts, settings",
    isMain: true,
    audience: null,
    standIn: null,
  },
  sealed: {
    fileName: "Student safety register (leads)",
    opens: "Go to",
    holds: "reports that say a recipient may be involved",
    isMain: false,
    audience: ["district-lead", "alternate-lead"],
    standIn: null,
  },
  "sealed-lead": {
    fileName: "Student safety register (lead)",
    opens: "View",
    holds: "those that only the lead may read",
    isMain: false,
    audience: ["district-lead"],
    standIn: "alternate-lead",
  },
  "sealed-alternate": {
    fileName: "Student safety register (alternate lead)",
    opens: "Show",
    holds: "those that only the alternate lead may read",
    isMain: false,
    audience: ["alternate-lead"],
    standIn: "district-lead",
  },
};

// Which spreadsheet is which.

/** Whether only its audience may know of a register and of its cases (design 2.11). */
export const isSealedRegister = (name: RegisterName): name is Exclude<RegisterName, "main"> =>
  registerKinds[name].audience !== null;

/** Register name → spreadsheet id; empty if nothing readable is stored. Makes no call, except for the run's first look into the store. */
export function readRegisterIds(memory: Memory): Readonly<Partial<Record<RegisterName, string>>> {
  return memory.get("registers");
}

/** Remembers the spreadsheet id of a register. Writes one property. */
export function rememberRegister(memory: Memory, name: RegisterName, id: string): void {
  memory.set("registers", { ...readRegisterIds(memory), [name]: id });
}

/** The spreadsheet ids of all registers. Throws "not-set-up" if one is missing; reports then wait in the Form. */
export function reportRegisterIds(memory: Memory): Readonly<Record<RegisterName, string>> {
  const ids = readRegisterIds(memory);
  const named = registerNames.flatMap((name) => (ids[name] ? [[name, ids[name]]] : []));
  if (named.length < registerNames.length) throw new AppError("not-set-up");
  // None is missing.
  return Object.fromEntries(named) as Readonly<Record<RegisterName, string>>;
}

/**
 * Throws "other-form" if this Form is a copy. A copy has the script too, and perhaps its properties, and must not take reports in a second
 * time.
 */
export function refuseOtherForm(run: Run): void {
  const installedOn = run.memory.get("form").id;
  if (installedOn !== null && installedOn !== run.form.id()) throw new AppError("other-form");
}

/** The protocol pack that the district chose, from the script's store. For times when no register is read: at set-up and in an outage. */
export function packOfDesk(memory: Memory): ProtocolPack {
  return packNamed(memory.get("district").protocol ?? "") ?? defaultPack();
}

/**
 * Gives access to what is remembered about a register under a key, outside its file. For the main register this is in the script's store,
 * which everyone who may edit the Form can read. For a sealed register it is in the running account's own store, since no one else may
 * learn that it is used (design 2.11). Makes no call. `set` writes this key and others in one call.
 */
export function rememberedOf<K extends "dangers" | "clock" | "outage" | "referencesGiven">(
  { memory, ownMemory }: Run,
  register: RegisterName,
  key: K,
): { get(): Kept[K]; set(values: Remembered): void } {
  const [store, of] = registerKinds[register].isMain ? [memory, undefined] : [ownMemory, register];
  return { get: () => store.get(key, of), set: (values) => store.setAll(values, {}, of) };
}

// The files.

/** A roll-over that is not finished. */
export type RollOver = NonNullable<Kept["rollOver"]["now"]>;

/** Whether people cannot type into the old files, which are still the registers. */
export function isFrozen({ step, frozenAt }: RollOver): boolean {
  return step <= switchStep && frozenAt > 0;
}
