/** Makes the Directory of what people typed into Contacts, Schools and Settings. Names what is wrong; never throws on it. */
import type { ZoneOffset } from "../register/local-time";
import { headerOf, type TypedRow } from "./cells";
import { parseContacts } from "./contacts";
import type { Directory, RowProblem, School } from "./directory";
import { fold } from "./fold";
import { parseSettings } from "./parse-settings";
import { parseSchools } from "./schools";

export interface DirectoryRows {
  readonly contacts: readonly TypedRow[];
  readonly schools: readonly TypedRow[];
  readonly settings: readonly TypedRow[];
}

/**
 * The directory of the three tabs. Blank rows are nothing. A cell that cannot be used is a problem, and only that cell,
 * or the row that has no use without it, is left out. `zone` gives the district's zone, in which dates start at midnight.
 */
export function parseDirectory(rows: DirectoryRows, zone: ZoneOffset): Directory {
  const problems: RowProblem[] = [];
  const settings = parseSettings(rows.settings, problems);
  const schools = parseSchools(rows.schools, problems);
  const { people, agencies } = parseContacts(rows.contacts, { schools, settings, zone }, problems);
  const lawEnforcement = new Set(
    agencies.filter((one) => one.agency === "law-enforcement").map((one) => fold(one.name)),
  );
  for (const school of schools.values()) {
    nameMissingAgency(school, lawEnforcement, problems);
  }
  return { people, agencies, schools: [...schools.values()], settings, problems };
}

function nameMissingAgency(
  school: School,
  known: ReadonlySet<string>,
  problems: RowProblem[],
): void {
  const named = school.lawEnforcementAgency;
  if (named !== null && !known.has(fold(named))) {
    problems.push({
      tab: "schools",
      row: school.row,
      column: headerOf("schools", "lawEnforcementAgency"),
      write:
        "The name of a law enforcement agency as it stands in Contacts, with its number there.",
    });
  }
}
