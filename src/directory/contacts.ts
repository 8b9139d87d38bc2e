/** Parses the rows of the Contacts tab into people and agencies. */
import { type AgencyId, agencyIds } from "../protocol/ids";
import type { ZoneOffset } from "../register/local-time";
import { isStaffAddress } from "./addresses";
import {
  cellOf,
  dayCell,
  emailCell,
  phoneCell,
  RowReader,
  type TypedRow,
  textCell,
  textOf,
  tickCell,
  Unreadable,
} from "./cells";
import type { Agency, Person, PersonRole, RowProblem, School, Settings } from "./directory";
import { fold, foldToWords } from "./fold";
import { roleOf } from "./roles";

const roleCell = cellOf<PersonRole | AgencyId>((cell) => {
  const role = roleOf(textOf(cell));
  if (role === "district-police") {
    return new Unreadable(
      "law enforcement, with a police or sheriff's department outside the district: telling district police is no report (PC 11165.9).",
    );
  }
  return (
    role ??
    new Unreadable(
      "designated contact, backup contact, district lead, alternate lead, district admin, child and family services, law enforcement, probation or victim advocate.",
    )
  );
});

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
  readonly zone: ZoneOffset;
}

/** The people and agencies of the tab's rows, in their order. What cannot be read is added to `problems`. */
export function parseContacts(
  rows: readonly TypedRow[],
  around: Surroundings,
  problems: RowProblem[],
): { readonly people: readonly Person[]; readonly agencies: readonly Agency[] } {
  const people: Person[] = [];
  const agencies: Agency[] = [];
  for (const source of rows) {
    const reader = new RowReader("contacts", source, problems);
    if (reader.isBlank(["problem"])) {
      continue;
    }
    const role = reader.read("role", roleCell);
    if (role === null) {
      continue;
    }
    if (isAgency(role)) {
      agencies.push(readAgency(role, reader, around));
      continue;
    }
    const person = readPerson(role, reader, around);
    if (person !== null) {
      people.push(person);
    }
  }
  return { people, agencies };
}

function isAgency(role: PersonRole | AgencyId): role is AgencyId {
  // Widened, since `includes` takes only members of the list.
  const ids: readonly string[] = agencyIds;
  return ids.includes(role);
}

/** Null where there is no address that mail may go to: the rest of such a row is of no use. */
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
  if (reader.isEmpty("phone")) {
    reader.refuse("phone", "The number to call.");
  }
  return {
    agency,
    school: readSchool(reader, around.schools),
    name: reader.read("name", textCell) ?? "",
    phone,
    email: reader.read("email", emailCell),
    row: reader.row,
  };
}

/** A school that is not in the Schools tab is kept as written: it is a problem, and such a row serves no other school. */
function readSchool(reader: RowReader, schools: ReadonlyMap<string, School>): string | null {
  const written = reader.read("school", cellOf(textOf)) ?? "";
  const known = schools.get(fold(written));
  if (known === undefined) {
    // Signs alone, such as "???", are no school and not every school either; a dash is nothing written.
    if (/^\p{Pd}*$/u.test(fold(written)) || everySchool.includes(foldToWords(written))) {
      return null;
    }
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
