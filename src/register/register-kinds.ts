/**
 * What differs between the kinds of register. To add a kind, answer each question here: no other code asks a register for its name to know
 * what is true of it.
 */
import type { RegisterName } from "../ports";

export type ReaderRole = "district-lead" | "alternate-lead";

export interface RegisterKind {
  /** What its file is called. It says nothing of what is inside (design 2.11). */
  readonly fileName: string;
  /** What the admin reads of it while it is made. */
  readonly holds: string;
  /**
   * The roles whose holders alone read it and are told of its cases, in the order in which they are asked. Null: the people who are in line
   * for each case, and whom Contacts let open it.
   */
  readonly audience: readonly ReaderRole[] | null;
  /** The role whose holders are let in while it has an open case and no one of its audience is left. */
  readonly standIn: ReaderRole | null;
  /** It has the Contacts, Schools and Settings that its runs use; otherwise those of the main register count. */
  readonly hasDirectory: boolean;
  /** Has the tab Reporters, which says who reported. Contacts must not be able to open it (domain.md E3). */
  readonly hasReporters: boolean;
  /** Reporters get email about their report. They do not if someone whom the report names may read their mailbox. */
  readonly writesToReporters: boolean;
  /** What is known of it may stand in the script's store, into which everyone who may edit the Form can look. */
  readonly isRemembered: boolean;
  /** Its Summary has the figures of the school year, which the clock counts each night. */
  readonly hasYearFigures: boolean;
}

const main: RegisterKind = {
  fileName: "Student safety register",
  holds: "cases, checklists, contacts, settings",
  audience: null,
  standIn: null,
  hasDirectory: true,
  hasReporters: false,
  writesToReporters: true,
  isRemembered: true,
  hasYearFigures: true,
};

/** A register of sealed reports. Nothing of it may be known outside it (design 2.11). */
const sealed: RegisterKind = {
  fileName: "Student safety register (leads)",
  holds: "reports that say a recipient may be involved",
  audience: ["district-lead", "alternate-lead"],
  standIn: null,
  hasDirectory: false,
  hasReporters: true,
  writesToReporters: false,
  isRemembered: false,
  hasYearFigures: false,
};

export const registerKinds: Readonly<Record<RegisterName, RegisterKind>> = {
  main,
  sealed,
  "sealed-lead": {
    ...sealed,
    fileName: "Student safety register (lead)",
    holds: "those that only the lead may read",
    audience: ["district-lead"],
    standIn: "alternate-lead",
  },
  "sealed-alternate": {
    ...sealed,
    fileName: "Student safety register (alternate lead)",
    holds: "those that only the alternate lead may read",
    audience: ["alternate-lead"],
    standIn: "district-lead",
  },
};
