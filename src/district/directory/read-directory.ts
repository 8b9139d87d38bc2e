/** Makes the directory from what people typed into Contacts, Schools and Settings. Names what is wrong, and never throws because of it. */
import { defaultPack, packNamed } from "../../protocol/find-pack";
import { fold } from "../../text";
import type { ZoneOffset } from "../../time";
import type { Directory, RowProblem, School } from "../district";
import { parseSettings } from "../read-settings";
import { headerOf, type TypedRow } from "./directory-cells";
import { parseContacts } from "./read-contacts";
import { parseSchools } from "./read-schools";

/** The rows of the three tabs. */
export interface DirectoryRows {
  readonly contacts: readonly TypedRow[];
  readonly schools: readonly TypedRow[];
  readonly settings: readonly TypedRow[];
}

/**
 * The directory of the three tabs. Blank rows are skipped. A cell that cannot be used is a problem; only that cell is left out, or its row
 * where the row has no use without it. `zone`: the district's, in which days begin at midnight.
 */
export function parseDirectory(rows: DirectoryRows, zone: ZoneOffset): Directory {
  const problems: RowProblem[] = [];
  const settings = parseSettings(rows.settings, problems);
  const pack = packNamed(settings.protocol ?? "") ?? defaultPack();
  const schools = parseSchools(rows.schools, problems);
  const { people, administrators, agencies, liaisons } = parseContacts(
    rows.contacts,
    { schools, settings, pack, zone },
    problems,
  );
  const named = pack.agencies.find(({ namedBySchool }) => namedBySchool);
  const known = new Set(
    agencies.filter((one) => one.agency === named?.id).map((one) => fold(one.name)),
  );
  for (const school of schools.values()) {
    nameMissingAgency(school, known, problems);
  }
  return {
    people,
    administrators,
    agencies,
    liaisons,
    schools: [...schools.values()],
    settings,
    pack,
    problems,
  };
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
