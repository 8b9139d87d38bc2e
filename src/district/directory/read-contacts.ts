/** Parses the rows of the Contacts tab into people and agencies. */
import type { AgencyId } from "../../protocol/ids";
import type { ProtocolPack } from "../../protocol/pack";
import { fold, foldToWords } from "../../text";
import type { ZoneOffset } from "../../time";
import { isStaffAddress } from "../addresses";
import type { Agency, Directory, Liaison, Person, RowProblem, School, Settings } from "../district";
import type { PersonRole } from "../roles";
import { readChannel } from "./channel-cells";
import {
  type CellReader,
  cellReader,
  dayCell,
  emailCell,
  phoneCell,
  RowReader,
  type TypedRow,
  textCell,
  textOfCell,
  tickCell,
  Unreadable,
} from "./directory-cells";
import { type Role, roleNamed } from "./role-words";

function roleCell(pack: ProtocolPack): CellReader<Role> {
  return cellReader((cell) => {
    const role = roleNamed(pack, textOfCell(cell));
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
  const written = reader.read("school", cellReader(textOfCell)) ?? "";
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
