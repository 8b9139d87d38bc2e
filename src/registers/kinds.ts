/**
 * How the kinds of register differ, and what the script remembers about registers outside them: which spreadsheet is which (key
 * "registers"), and a few values for each register. To add a kind, answer each question here. No other code may compare a register's name
 * to decide how to treat it.
 */

import { AppError } from "../errors";
import {
  type Memory,
  type RegisterMark,
  type RegisterName,
  registerNames,
  type SchoolRegister,
} from "../ports";
import { defaultPack, packNamed } from "../protocol/find-pack";
import type { ProtocolPack } from "../protocol/pack";
import type { Tab, TabId, Tabs } from "../register/columns";
import type { Run } from "../run";
import type { Kept, Remembered } from "../store/keys";
import { capital, foldToWords, unicodePattern } from "../text";

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
   * Whether it has the Contacts, Schools and Settings that the runs of all registers use, the figures of the school year, and the signs of
   * life. It is the one that a run begins with.
   */
  readonly hasDirectory: boolean;
  /**
   * Whether it holds ordinary cases. What is known about it may be in the script's store, which everyone who may edit the Form can read, and
   * its reporters get email about their report.
   *
   * Nothing about a register of sealed reports may be known outside it (design 2.11). Its reporters get no email, since a person whom the
   * report names may be able to read their mailbox. It has the tab Reporters, which contacts must not be able to open (domain.md E3).
   */
  readonly isOrdinary: boolean;
  /**
   * Who alone can read it and is told about its cases, as roles, in the order in which they are asked. Null: the people who are responsible
   * for each case, and those whom Contacts let open the register.
   */
  readonly audience: readonly ReaderRole[] | null;
  /** The role that is also let in while the register has an open case and no one in its audience is left. */
  readonly standIn: ReaderRole | null;
}

/** No directory, and nothing in them is ordinary. */
const ofSealedReports = { hasDirectory: false, isOrdinary: false } as const;

const fixedKinds: Readonly<Record<Exclude<RegisterName, SchoolRegister>, RegisterKind>> = {
  main: {
    fileName: "Student safety register",
    opens: "Open",
    holds: "cases, checklists, contacts, settings",
    hasDirectory: true,
    isOrdinary: true,
    audience: null,
    standIn: null,
  },
  sealed: {
    fileName: "Student safety register (leads)",
    opens: "Go to",
    holds: "reports that say a recipient may be involved",
    ...ofSealedReports,
    audience: ["district-lead", "alternate-lead"],
    standIn: null,
  },
  "sealed-lead": {
    fileName: "Student safety register (lead)",
    opens: "View",
    holds: "those that only the lead may read",
    ...ofSealedReports,
    audience: ["district-lead"],
    standIn: "alternate-lead",
  },
  "sealed-alternate": {
    fileName: "Student safety register (alternate lead)",
    opens: "Show",
    holds: "those that only the alternate lead may read",
    ...ofSealedReports,
    audience: ["alternate-lead"],
    standIn: "district-lead",
  },
};

/** A register of schools. Its references never meet those of the main register, so its buttons may say the same. */
const ofSchools: RegisterKind = {
  ...fixedKinds.main,
  holds: "cases of the schools that name it",
  hasDirectory: false,
};

const ofSchoolsMark = "school:";

export const isOfSchools = (name: string): name is SchoolRegister => name.startsWith(ofSchoolsMark);

/** How a register differs from others. */
export function kindOf(name: RegisterName): RegisterKind {
  if (!isOfSchools(name)) return fixedKinds[name];
  const words = name.slice(ofSchoolsMark.length).split("-").map(capital).join(" ");
  return { ...ofSchools, fileName: `${fixedKinds.main.fileName}: ${words}` };
}

/** The tabs of a register, in the order in which people see them. `all`: every tab that a register can have. */
export function tabsOf(all: Tabs, register: RegisterName): readonly Tab[] {
  const { hasDirectory, isOrdinary } = kindOf(register);
  const left: readonly TabId[] = [
    ...(isOrdinary ? (["reporters", "goOnSealed"] as const) : []),
    ...(isOfSchools(register) ? (["contacts", "schools", "settings", "education"] as const) : []),
  ];
  const here = Object.values<Tab>(all).filter(({ id }) => !left.includes(id));
  if (hasDirectory) return here;
  // The figures of the school year are in one register.
  return here.map(({ columns, ...tab }) => {
    return { ...tab, columns: columns.filter(({ isInSome }) => isInSome !== true) };
  });
}

/** How many registers of schools a district can have: Google lets an account have 20 triggers (design 2.22). */
export const schoolRegistersUpTo = 12;

/** The register that a cell of the column Register names. Null: not a name. Empty: the main register. */
export function registerFromCell(text: string): SchoolRegister | "main" | null {
  const name = text.trim();
  if (name === "") return "main";
  const id = foldToWords(name).replace(/ /g, "-");
  // Anything that is not a letter, digit, space or hyphen is refused, so that two names never become one register by accident.
  const isPlain = name.length <= 30 && name.replace(unicodePattern("[\\p{L}\\p{N} -]"), "") === "";
  return isPlain && /^[a-z0-9-]+$/.test(id) ? `${ofSchoolsMark}${id}` : null;
}

// Which spreadsheet is which.

/** Whether only its audience may know of a register and of its cases (design 2.11). */
export const isSealedRegister = (
  name: RegisterName,
): name is Exclude<RegisterName, "main" | SchoolRegister> => !kindOf(name).isOrdinary;

/** Remembers the spreadsheet id of a register. One write. */
export function rememberRegister(memory: Memory, name: RegisterName, id: string): void {
  const { [name]: _made, ...made } = memory.get("made");
  memory.setAll({ registers: { ...memory.get("registers"), [name]: id }, made });
}

/**
 * The file with this mark that is not in use yet: the one that is remembered, or the oldest that Drive lists, or a new one. Its id is
 * stored before anything is done with it. One call more for each of the three.
 */
export function fileMade({ memory, spreadsheets }: Run, mark: RegisterMark, name: string): string {
  const { [mark]: known, ...others } = memory.get("made");
  if (known !== undefined) return known;
  const id = spreadsheets.find(mark)[0] ?? spreadsheets.create(name, mark);
  memory.set("made", { ...others, [mark]: id });
  return id;
}

/** The registers of schools that have a file, the oldest first. */
export const schoolRegisters = (memory: Memory): readonly SchoolRegister[] =>
  Object.keys(memory.get("registers")).filter(isOfSchools);

/** All registers: the main one, those of schools, those for sealed reports. */
export function registersOf(memory: Memory): readonly RegisterName[] {
  const [main, ...sealed] = registerNames;
  return [main, ...schoolRegisters(memory), ...sealed];
}

/** The registers of ordinary cases. */
export const ordinaryRegisters = (memory: Memory): readonly RegisterName[] => [
  "main",
  ...schoolRegisters(memory),
];

/** The spreadsheet id of a register. Throws "not-set-up" if one that every installation has is missing; reports then wait in the Form. */
export function registerId(memory: Memory, name: RegisterName): string {
  const ids = memory.get("registers");
  const id = ids[name];
  if (id === undefined || registerNames.some((one) => ids[one] === undefined))
    throw new AppError("not-set-up");
  return id;
}

/** The spreadsheet ids of all registers, in the order of `registersOf`. Throws what `registerId` throws. */
export const registerIds = (memory: Memory): readonly string[] =>
  registersOf(memory).map((name) => registerId(memory, name));

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

/** The keys under which each register has values of its own. */
type OfEachRegister = "dangers" | "clock" | "outage" | "referencesGiven" | "access";

/**
 * Gives access to what is remembered about a register under a key, outside its file. For ordinary cases this is in the script's store,
 * which everyone who may edit the Form can read. For a sealed register it is in the running account's own store, since no one else may
 * learn that it is used (design 2.11). Makes no call. `set` writes this key and others in one call.
 */
export function rememberedOf<K extends OfEachRegister>(run: Run, register: RegisterName, key: K) {
  const store = kindOf(register).isOrdinary ? run.memory : run.ownMemory;
  const of = register === "main" ? undefined : register;
  return {
    get: (): Kept[K] => store.get(key, of),
    set: (values: Remembered): void => store.setAll(values, {}, of),
  };
}

/** The dangers of all registers of ordinary cases, as the script's store has them. */
export const dangersKnown = (run: Run) =>
  ordinaryRegisters(run.memory).flatMap((name) =>
    Object.values(rememberedOf(run, name, "dangers").get()),
  );

// The files.

/** A roll-over that is not finished. */
export type RollOver = NonNullable<Kept["rollOver"]["now"]>;

/** Whether people cannot type into the old files, which are still the registers. */
export function isFrozen({ step, frozenAt }: RollOver): boolean {
  return step <= switchStep && frozenAt > 0;
}
