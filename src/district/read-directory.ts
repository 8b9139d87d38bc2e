/** Makes the directory from what people typed into Contacts, Schools and Settings. Names what is wrong, and never throws because of it. */

import { addTo } from "../lists";
import { defaultPack, packNamed, packs } from "../protocol/find-pack";
import type { AgencyId } from "../protocol/ids";
import type { ProtocolPack } from "../protocol/pack";
import { say } from "../protocol/wording";
import type { Update } from "../register/change";
import { type Snapshot, type TabRequest, tabOf } from "../register/read-register";
import { tabs } from "../register/tabs";
import { fold, foldToWords } from "../text";
import type { ZoneOffset } from "../time";
import { isStaffAddress } from "./addresses";
import { readChannel } from "./channel-cells";
import { contradictions } from "./contradictions";
import {
  type CellReader,
  cellOf,
  dayCell,
  emailCell,
  headerOf,
  phoneCell,
  RowReader,
  type TypedRow,
  textCell,
  textOf,
  tickCell,
  Unreadable,
} from "./directory-cells";
import type { Agency, Directory, Liaison, Person, RowProblem, School, Settings } from "./district";
import { parseSettings } from "./read-settings";
import { type Refused, refusalProblems } from "./refused-address-words";
import { type PersonRole, personRoles } from "./roles";

// The words by which people write a role in Contacts.

/** Each role's written forms, in lower case, with one space between words. */
const written: Readonly<Record<PersonRole, readonly string[]>> = {
  "designated-contact": [
    "designated contact",
    "designated",
    "contact",
    "school contact",
    "site contact",
    "primary contact",
    "main contact",
    "point of contact",
    "pre determined school personnel",
    "predetermined school personnel",
  ],
  "backup-contact": [
    "backup contact",
    "backup",
    "back up contact",
    "back up",
    "alternate contact",
    "second contact",
    "secondary contact",
    "deputy contact",
  ],
  "district-lead": ["district lead", "lead", "district contact"],
  "alternate-lead": [
    "alternate lead",
    "alternate district lead",
    "district alternate lead",
    "backup lead",
    "back up lead",
    "deputy lead",
    "second lead",
  ],
  "district-admin": ["district admin", "admin", "administrator", "district administrator"],
};

type Role =
  | { readonly is: "person"; readonly role: PersonRole }
  | { readonly is: "agency"; readonly agency: AgencyId }
  | { readonly is: "liaison"; readonly liaison: string }
  /** Something that takes no reports: telling it does not fulfil the duty to report. `why` says so. */
  | { readonly is: "no-agency"; readonly why: string };

/** The role that words mean; null where none is known. Case, accents, hyphens, "the" and a plural at the end do not matter. */
export function roleOf(pack: ProtocolPack, text: string): Role | null {
  const words = foldToWords(text).replace(/^the /, "");
  return roleIn(pack, words) ?? roleIn(pack, words.replace(/s$/, ""));
}

function roleIn(own: ProtocolPack, words: string): Role | null {
  const person = personRoles.find((role) => written[role].includes(words));
  if (person !== undefined) return { is: "person", role: person };
  // The district's own pack first. An agency of another pack may still be called for an older case.
  for (const pack of [own, ...packs().filter((one) => one !== own)]) {
    const no = pack.noAgencies.find(({ writtenAs }) => writtenAs.includes(words));
    if (no !== undefined) return { is: "no-agency", why: say(no.why) };
    const agency = pack.agencies.find(({ writtenAs }) => writtenAs.includes(words));
    if (agency !== undefined) return { is: "agency", agency: agency.id };
    const liaison = pack.liaisons?.find(({ writtenAs }) => writtenAs.includes(words));
    if (liaison !== undefined) return { is: "liaison", liaison: liaison.id };
  }
  return null;
}

// Parses the rows of the Contacts tab into people and agencies.

function roleCell(pack: ProtocolPack): CellReader<Role> {
  return cellOf((cell) => {
    const role = roleOf(pack, textOf(cell));
    if (role?.is === "no-agency") {
      return new Unreadable(
        `an agency outside the district that takes reports, with its number. ${role.why}`,
      );
    }
    const others = [...pack.agencies, ...(pack.liaisons ?? [])];
    const agencies = others.map(({ writtenAs: [first = ""] }) => first);
    return (
      role ??
      new Unreadable(
        `designated contact, backup contact, district lead, alternate lead, district admin, ${agencies.slice(0, -1).join(", ")} or ${agencies[agencies.length - 1] ?? ""}.`,
      )
    );
  });
}

const everySchool: readonly string[] = [
  "all",
  "any",
  "all schools",
  "every school",
  "district",
  "the district",
  "district wide",
  "districtwide",
  "the whole district",
];

interface Surroundings {
  readonly schools: ReadonlyMap<string, School>;
  readonly settings: Settings;
  readonly pack: ProtocolPack;
  readonly zone: ZoneOffset;
}

/** The people and agencies in the rows of Contacts, in their order. What cannot be read is added to `problems`. */
export function parseContacts(
  rows: readonly TypedRow[],
  around: Surroundings,
  problems: RowProblem[],
): Pick<Directory, "people" | "administrators" | "agencies" | "liaisons"> {
  const people: Person[] = [];
  const liaisons: Liaison[] = [];
  const administrators: string[] = [];
  const agencies: Agency[] = [];
  const unnumbered: { readonly agency: Agency; readonly reader: RowReader }[] = [];
  const readRole = roleCell(around.pack);
  for (const source of rows) {
    const reader = new RowReader("contacts", source, problems);
    if (reader.isBlank(["problem"])) continue;
    const administrator = administratorIn(reader);
    if (administrator !== null) administrators.push(administrator);
    const role = reader.read("role", readRole);
    if (role === null || role.is === "no-agency") continue;
    if (role.is === "agency") {
      const agency = readAgency(role.agency, reader, around);
      if (reader.isEmpty("phone")) unnumbered.push({ agency, reader });
      agencies.push(agency);
      continue;
    }
    if (role.is === "liaison") {
      liaisons.push(readLiaison(role.liaison, reader, around));
      continue;
    }
    const person = readPerson(role.role, reader, around);
    if (person !== null) people.push(person);
  }
  for (const { agency, reader } of unnumbered) {
    // A second row of the same agency, for another way of a written report, may have no number.
    const isNumbered = agencies.some(
      (one) => one.agency === agency.agency && one.school === agency.school && one.phone !== null,
    );
    if (agency.channel === null || !isNumbered) reader.refuse("phone", "The number to call.");
  }
  return { people, administrators, agencies, liaisons };
}

/** A row of a liaison. Nothing is ever sent to a liaison, so the address is not read. */
function readLiaison(liaison: string, reader: RowReader, around: Surroundings): Liaison {
  return {
    liaison,
    school: readSchool(reader, around.schools),
    name: reader.read("name", textCell) ?? "",
    phone: reader.read("phone", phoneCell),
    row: reader.row,
  };
}

/**
 * The address of a row that is ticked as an administrator's; null otherwise. A tick that cannot be read counts as ticked, so that nobody
 * learns of a report that may be about them.
 */
function administratorIn(reader: RowReader): string | null {
  const isTicked = reader.read("administrator", tickCell) ?? true;
  const address = emailCell(reader.cell("email"));
  return isTicked && typeof address === "string" ? address : null;
}

/** A row of a person; null where it has no address that mail may be sent to, since the row is of no use then. */
function readPerson(role: PersonRole, reader: RowReader, around: Surroundings): Person | null {
  const email = reader.read("email", emailCell);
  const school = readSchool(reader, around.schools);
  const away = readAbsence(reader, around.zone);
  const person = {
    role,
    school,
    name: reader.read("name", textCell) ?? "",
    phone: reader.read("phone", phoneCell),
    ...away,
    mayOpen: reader.read("mayOpen", tickCell) ?? false,
    row: reader.row,
  };
  if (email === null) {
    if (reader.isEmpty("email")) {
      reader.refuse("email", "The person's address. Without one, nobody is told.");
    }
    return null;
  }
  if (!isStaffAddress(around.settings, email)) {
    reader.refuse(
      "email",
      "A staff address inside the district's domains (see Settings); no student account.",
    );
    return null;
  }
  return { ...person, email };
}

function readAgency(agency: AgencyId, reader: RowReader, around: Surroundings): Agency {
  const phone = reader.read("phone", phoneCell);
  return {
    agency,
    school: readSchool(reader, around.schools),
    name: reader.read("name", textCell) ?? "",
    phone,
    email: reader.read("email", emailCell),
    channel: readChannel(reader, around.zone),
    row: reader.row,
  };
}

/** The school of a row. One that is not in the Schools tab is kept as written: it is a problem, and the row then serves no other school. */
function readSchool(reader: RowReader, schools: ReadonlyMap<string, School>): string | null {
  const written = reader.read("school", cellOf(textOf)) ?? "";
  const known = schools.get(fold(written));
  if (known === undefined) {
    // Signs alone, such as "???", are neither a school nor every school. A dash means that nothing was written.
    if (/^\p{Pd}*$/u.test(fold(written)) || everySchool.includes(foldToWords(written))) return null;
    reader.refuse(
      "school",
      "A school as it stands in the Schools tab, or nothing for every school.",
    );
  }
  return known?.school ?? written;
}

function readAbsence(reader: RowReader, zone: ZoneOffset): Pick<Person, "awayFrom" | "awayTo"> {
  const awayFrom = reader.read("awayFrom", dayCell(zone));
  const awayTo = reader.read("awayTo", dayCell(zone));
  if (awayFrom !== null && awayTo !== null && awayTo < awayFrom) {
    reader.refuse(
      "awayTo",
      "The last day away, on or after the first. Until then nobody counts as away.",
    );
    return { awayFrom: null, awayTo: null };
  }
  return { awayFrom, awayTo };
}

// Parses the rows of the Schools tab.

/** The choice of the Form for a reporter whose school is not listed. No school may have this name. */
const notListed = "not listed";
/** The longest name of a school (characters), since it becomes a choice of the Form. */
const longestName = 200;

const policeCell = cellOf((cell) => {
  switch (fold(textOf(cell))) {
    case "":
    case "unknown":
    case "not known":
    case "not sure":
    case "?":
      return "unknown";
    case "yes":
    case "y":
    case "true":
      return "yes";
    case "no":
    case "n":
    case "false":
      return "no";
    default:
      return new Unreadable("yes, no or unknown.");
  }
});

const schoolCell = cellOf((cell) => {
  const text = textOf(cell);
  // Characters that nobody sees are no name.
  if (fold(text) === "") return new Unreadable("The name of the school.");
  if (fold(text) === notListed) {
    return new Unreadable("Another name: the Form has this choice for schools that are missing.");
  }
  return text.length > longestName
    ? new Unreadable(`A name of at most ${longestName} characters.`)
    : text;
});

/** The schools that can be read, by folded name, in the order of the tab. */
export function parseSchools(
  rows: readonly TypedRow[],
  problems: RowProblem[],
): ReadonlyMap<string, School> {
  const schools = new Map<string, School>();
  for (const source of rows) {
    const reader = new RowReader("schools", source, problems);
    if (reader.isBlank(["problem"])) continue;
    const school = reader.read("school", schoolCell);
    if (school === null) continue;
    if (schools.has(fold(school))) {
      reader.refuse("school", "Nothing: a row above has this school, and that one is used.");
      continue;
    }
    schools.set(fold(school), {
      school,
      grades: reader.read("grades", textCell),
      lawEnforcementAgency: reader.read("lawEnforcementAgency", textCell),
      sroIsDistrictPolice: reader.read("sroIsDistrictPolice", policeCell) ?? "unknown",
      row: reader.row,
    });
  }
  return schools;
}

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

// Writes beside each row of Contacts, Schools and Settings what is to be corrected there, and removes it once it is corrected.

const keptTabs = [
  "contacts",
  "schools",
  "settings",
] as const satisfies readonly RowProblem["tab"][];

/** What must be read in addition to the directory, to know which problems are already written. */
export const problemRequests = (): readonly TabRequest[] =>
  keptTabs.map((tab) => ({ tab, columns: [tabs[tab].keyColumn, "problem"] }));

/**
 * Updates of the cells in which problems stand, where they should say something else. `snapshot` has the three tabs; `refused`: addresses
 * that Google does not let in.
 */
export function problemUpdates(
  snapshot: Snapshot,
  directory: Directory,
  refused: Refused,
): readonly Update[] {
  const words = new Map<string, string[]>();
  const problems = [
    ...directory.problems,
    ...contradictions(directory),
    ...refusalProblems(directory, refused),
  ];
  for (const { tab, row, column, write } of problems) {
    addTo(words, `${tab} ${row}`, `${column}: ${write}`);
  }
  return keptTabs.flatMap((tab) => {
    const { rows, keyless } = tabOf(snapshot, tab);
    return [...rows, ...keyless].flatMap((row): readonly Update[] => {
      const problem = words.get(`${tab} ${row.index + 1}`)?.join("\n") ?? null;
      const { problem: standing = null } = row.cells;
      if ((standing === "" ? null : standing) === problem) return [];
      return [{ tab, key: row.key, row: row.index, values: { problem } }];
    });
  });
}
