/** What the scenes of mails have in common: people, reports, and what goes wrong in them. */
import type { MessageKind } from "../../src/letters/kinds/all-kinds";
import { demoDirectory } from "../play/directory";

export interface MailScene {
  readonly kind: MessageKind;
  /** The file of its picture. */
  readonly picture: string;
  /** In docs/mails.md. */
  readonly title: string;
  readonly who: string;
  readonly when: string;
  /** Whose mail is shown: the last one of the kind that this address got. */
  readonly to: string;
  /** The kind as a played day prints it, where that is told by a subject that two kinds have. */
  readonly printedAs?: MessageKind;
  readonly events: readonly unknown[];
  /** Where it is not the morning on which the others begin. */
  readonly start?: string;
  /** Minutes between clock runs in the middle of a long time; half an hour where it is left out. */
  readonly every?: number;
  readonly directory?: object;
  /** Before going live. */
  readonly live?: false;
}

export const contact = "contact@district.example";
export const backup = "backup@district.example";
export const lead = "lead@district.example";
export const admin = "admin@district.example";
export const teacher = "teacher@district.example";
export const middle = "middle@district.example";

export const student = {
  school: "North High",
  studentName: "Robin Vale",
  studentId: "N-1001",
  grade: "10",
  immediateDanger: "no",
  learnedAt: "2026-09-01T14:30:00-07:00",
};
export const atRisk = { ...student, factors: ["controlled-or-groomed", "frequently-absent"] };
export const victim = { ...student, concerns: ["suspected-victim"] };
export const another = { ...atRisk, studentName: "Robyn Vale", studentId: "N-1010" };

export const set = (values: object, as = "contact", reference = "26-0001") => ({
  edit: { case: reference, set: values },
  as,
});
export const acknowledged = set({ acknowledged: true });

const ofMiddle = {
  role: "designated contact",
  school: "South Middle",
  name: "Mica Middle",
  phone: "(415) 555-0106",
  email: middle,
  mayOpen: true,
};
export const twoSchools = {
  ...demoDirectory,
  contacts: [...demoDirectory.contacts, ofMiddle],
};
export const alternate = "alternate@district.example";
export const withAlternate = {
  ...demoDirectory,
  contacts: [
    ...demoDirectory.contacts,
    {
      role: "alternate lead",
      name: "Alex Alternate",
      phone: "(415) 555-0107",
      email: alternate,
      mayOpen: true,
    },
  ],
};
export const withoutReaders = {
  ...demoDirectory,
  contacts: demoDirectory.contacts.filter(({ role }) => role !== "district lead"),
};

/** In the order in which somebody new to the desk would meet them. */

/** More than ten within an hour. */
export function manyReports(more: object): readonly unknown[] {
  return Array.from({ length: 13 }, (_, at) => ({
    submit: { ...victim, studentName: `Student ${at + 1}`, studentId: `N-30${10 + at}`, ...more },
  }));
}

/** No read of a register is answered any more. */
export function outage() {
  return {
    fault: {
      call: "Sheets.Spreadsheets.Values.batchGetByDataFilter",
      when: "before",
      error: "Service unavailable",
      times: 100_000,
    },
  };
}
