/**
 * What differs between the kinds of register, and what the script's own store remembers of registers: which spreadsheet is which (key
 * "registers"), and a few values of each. To add a kind, answer each question here: no other code asks a register for its name to know what
 * is true of it.
 */
import { AppError } from "../errors";
import { type Memory, type RegisterName, registerNames } from "../ports";
import { defaultPack, packNamed } from "../protocol/find-pack";
import type { ProtocolPack } from "../protocol/pack";
import type { Run } from "../run";
import type { Changed, Kept } from "../store/keys";

export type ReaderRole = "district-lead" | "alternate-lead";

export interface RegisterKind {
  /** What its file is called. It says nothing of what is inside (design 2.11). */
  readonly fileName: string;
  /** What the admin reads of it while it is made. */
  readonly holds: string;
  /**
   * Whether it holds ordinary cases. It has the Contacts, Schools and Settings that the runs of all registers use, and the figures of the
   * school year. What is known of it may stand in the script's store, into which everyone who may edit the Form can look, and reporters get
   * email about their report. Of a register of sealed reports nothing may be known outside it (design 2.11): it has no directory and no
   * figures; reporters get no email, since someone whom the report names may read their mailbox; it has the tab Reporters, which contacts
   * must not be able to open (domain.md E3).
   */
  readonly isMain: boolean;
  /**
   * The roles whose holders alone read it and are told of its cases, in the order in which they are asked. Null: the people who are in line
   * for each case, and whom Contacts let open it.
   */
  readonly audience: readonly ReaderRole[] | null;
  /** The role whose holders are let in while it has an open case and no one of its audience is left. */
  readonly standIn: ReaderRole | null;
}

export const registerKinds: Readonly<Record<RegisterName, RegisterKind>> = {
  main: {
    fileName: "Student safety register",
    holds: "cases, checklists, contacts, settings",
    isMain: true,
    audience: null,
    standIn: null,
  },
  sealed: {
    fileName: "Student safety register (leads)",
    holds: "reports that say a recipient may be involved",
    isMain: false,
    audience: ["district-lead", "alternate-lead"],
    standIn: null,
  },
  "sealed-lead": {
    fileName: "Student safety register (lead)",
    holds: "those that only the lead may read",
    isMain: false,
    audience: ["district-lead"],
    standIn: "alternate-lead",
  },
  "sealed-alternate": {
    fileName: "Student safety register (alternate lead)",
    holds: "those that only the alternate lead may read",
    isMain: false,
    audience: ["alternate-lead"],
    standIn: "district-lead",
  },
};

// Which spreadsheet is which.

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

/** The ids of all registers. Throws "not-set-up" where one is missing; reports then wait in the Form. */
export function reportRegisterIds(memory: Memory): Readonly<Record<RegisterName, string>> {
  const {
    main,
    sealed,
    "sealed-lead": lead,
    "sealed-alternate": alternate,
  } = readRegisterIds(memory);
  if (!main || !sealed || !lead || !alternate) throw new AppError("not-set-up");
  return { main, sealed, "sealed-lead": lead, "sealed-alternate": alternate };
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
  const [store, of] = registerKinds[register].isMain ? [memory, undefined] : [ownMemory, register];
  return { get: () => store.get(key, of), set: (value) => store.set(key, value, of) };
}
