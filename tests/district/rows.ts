/** Rows of Contacts, Schools and Settings as people type them, for tests. Made-up people only. */

import type { TypedRow } from "../../src/district/directory/directory-cells";
import { parseDirectory } from "../../src/district/directory/read-directory";
import type { Directory } from "../../src/district-directory";
import type { RawCell } from "../../src/ports";

export type Cells = Readonly<Record<string, RawCell>>;

/** California in summer. */
export const pacific = { offsetMinutes: () => -420 };
/** 2026-09-01 09:00 there. */
export const now = Date.UTC(2026, 8, 1, 16, 0);

/** Data starts in row 3 of a tab. */
export function rowsOf(cells: readonly Cells[]): TypedRow[] {
  return cells.map((one, index) => ({ row: index + 3, cells: one }));
}

export const schools: readonly Cells[] = [
  {
    school: "North High",
    grades: "9-12",
    lawEnforcementAgency: "Northtown Police",
    sroIsDistrictPolice: "no",
  },
  { school: "South Middle", grades: "6-8", lawEnforcementAgency: null, sroIsDistrictPolice: "" },
];

export const contacts: readonly Cells[] = [
  person("designated contact", "North High", "contact@district.example"),
  person("backup contact", "North High", "backup@district.example"),
  person("district lead", "", "lead@district.example"),
  person("district admin", "", "admin@district.example"),
  { role: "law enforcement", name: "Northtown Police", phone: "(415) 555-0142" },
];

export function person(role: string, school: string, email: string, more: Cells = {}): Cells {
  return {
    role,
    school,
    name: "Pat Example",
    phone: "415-555-0100",
    email,
    mayOpen: true,
    ...more,
  };
}

/** The directory of these rows; a tab that is left out has the good rows above. */
export function directoryOf(
  tabs: {
    readonly contacts?: readonly Cells[];
    readonly schools?: readonly Cells[];
    readonly settings?: Cells;
  } = {},
): Directory {
  const settings = Object.entries(
    tabs.settings ?? { domains: "district.example", nights: "on-duty" },
  );
  return parseDirectory(
    {
      contacts: rowsOf(tabs.contacts ?? contacts),
      schools: rowsOf(tabs.schools ?? schools),
      settings: rowsOf(settings.map(([setting, value]) => ({ setting, value }))),
    },
    pacific,
  );
}
