/**
 * What differs between the kinds of register. Whoever adds a kind answers here once; nobody else asks a register for its name to know what
 * holds for it.
 */
import type { RegisterName } from "../ports";

export interface RegisterKind {
  /**
   * The role of the one person who is told of its cases; it opens to them once it holds something for them. Null: the people who are in line
   * for each case, and whom Contacts lets open it.
   */
  readonly reader: "district-lead" | "alternate-lead" | null;
  /** A further role that reads it and acts on its cases: a case is closed by two (design 2.11). */
  readonly otherReader: "alternate-lead" | null;
  /** Contacts, Schools and Settings by which its runs go stand in it; otherwise in the main register. */
  readonly hasDirectory: boolean;
  /** Has the tab Reporters, which says who reported. Contacts must not be able to open it (domain.md E3). */
  readonly hasReporters: boolean;
  /** Its reports that say that a recipient may be involved go to a reader's file. */
  readonly sealsReports: boolean;
  /** Reporters get mail about their report. Not where somebody whom it names may read the reporter's mailbox. */
  readonly writesToReporters: boolean;
  /** What is known of it may stand in the script's store, into which everybody who may edit the Form can look. */
  readonly isRemembered: boolean;
  /** Its people get a digest each morning. */
  readonly hasDigest: boolean;
  /** Its Summary has the figures of the school year, which the clock counts each night. */
  readonly hasYearFigures: boolean;
  /** People are told of reports that it could not take. */
  readonly isMissed: boolean;
}

const main: RegisterKind = {
  reader: null,
  otherReader: null,
  hasDirectory: true,
  hasReporters: false,
  sealsReports: true,
  writesToReporters: true,
  isRemembered: true,
  hasDigest: true,
  hasYearFigures: true,
  isMissed: true,
};

/** A reader's file of sealed reports. Nothing of it may be known outside it (design 2.11). */
const sealed: RegisterKind = {
  reader: "district-lead",
  otherReader: "alternate-lead",
  hasDirectory: false,
  hasReporters: true,
  sealsReports: false,
  writesToReporters: false,
  isRemembered: false,
  hasDigest: true,
  hasYearFigures: false,
  isMissed: true,
};

export const registerKinds: Readonly<Record<RegisterName, RegisterKind>> = {
  main,
  sealed,
  "sealed-alternate": { ...sealed, reader: "alternate-lead", otherReader: null },
};
