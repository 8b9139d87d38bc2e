/** Reads the rows of the Contacts tab as people, agencies and liaisons. */

import type { Channel } from "../../protocol/agencies";
import { packs } from "../../protocol/find-pack";
import { type AgencyId, type ChannelKind, channelKinds } from "../../protocol/ids";
import type { ProtocolPack } from "../../protocol/pack";
import { say } from "../../protocol/wording";
import { fold, foldToWords, plainLine } from "../../text";
import { dateText, type ZoneOffset } from "../../time";
import { isStaffAddress } from "../addresses";
import {
  type Agency,
  type Directory,
  type Liaison,
  type Person,
  type PersonRole,
  personRoles,
  type RowProblem,
  type School,
  type Settings,
} from "../district";
import {
  type CellKind,
  cellKind,
  dayCell,
  emailCell,
  phoneCell,
  RowReader,
  type TypedRow,
  tickCell,
} from "./directory-cells";

// The role of a row.

/** How people write each role, in lower case, with one space between words and a comma between two ways. */
const rolesWritten: Readonly<Record<PersonRole, string>> = {
  "designated-contact":
    "designated contact, designated, contact, school contact, site contact, primary contact, main contact, point of contact, pre determined school personnel, predetermined school personnel",
  "backup-contact":
    "backup contact, backup, back up contact, back up, alternate contact, second contact, secondary contact, deputy contact",
  "district-lead": "district lead, lead, district contact",
  "alternate-lead":
    "alternate lead, alternate district lead, district alternate lead, backup lead, back up lead, deputy lead, second lead",
  "district-admin": "district admin, admin, administrator, district administrator",
};

/** Whether words are one of the ways in which something is written. */
const isOneOf = (ways: string, words: string) => ways.split(", ").includes(words);

export type Role =
  | { readonly is: "person"; readonly role: PersonRole }
  | { readonly is: "agency"; readonly agency: AgencyId }
  | { readonly is: "liaison"; readonly liaison: string }
  /** Something that takes no reports: telling it does not fulfil the duty to report. `why` says so. */
  | { readonly is: "no-agency"; readonly why: string };

/** The role that words mean; null where none is known. Case, accents, hyphens, "the" and a plural at the end do not matter. */
export function roleNamed(pack: ProtocolPack, text: string): Role | null {
  const words = foldToWords(text).replace(/^the /, "");
  return roleIn(pack, words) ?? roleIn(pack, words.replace(/s$/, ""));
}

function roleIn(own: ProtocolPack, words: string): Role | null {
  const person = personRoles.find((role) => isOneOf(rolesWritten[role], words));
  if (person !== undefined) return { is: "person", role: person };
  const isMeant = ({ writtenAs }: { readonly writtenAs: readonly string[] }) =>
    writtenAs.includes(words);
  // The district's own pack first. An agency of another pack may still be called for an older case.
  for (const pack of [own, ...packs().filter((one) => one !== own)]) {
    const no = pack.noAgencies.find(isMeant);
    if (no !== undefined) return { is: "no-agency", why: say(no.why) };
    const agency = pack.agencies.find(isMeant);
    if (agency !== undefined) return { is: "agency", agency: agency.id };
    const liaison = pack.liaisons?.find(isMeant);
    if (liaison !== undefined) return { is: "liaison", liaison: liaison.id };
  }
  return null;
}

/** The role of a row; null, and a problem, where it has none that the system knows. */
function readRole(
  reader: RowReader,
  pack: ProtocolPack,
): Exclude<Role, { readonly is: "no-agency" }> | null {
  const role = roleNamed(pack, reader.text("role"));
  if (role?.is === "no-agency") {
    return reader.refuse(
      "role",
      `an agency outside the district that takes reports, with its number. ${role.why}`,
    );
  }
  const others = [...pack.agencies, ...(pack.liaisons ?? [])];
  const agencies = others.map(({ writtenAs: [first = ""] }) => first);
  return (
    role ??
    reader.refuse(
      "role",
      `designated contact, backup contact, district lead, alternate lead, district admin, ${agencies.slice(0, -1).join(", ")} or ${agencies[agencies.length - 1] ?? ""}.`,
    )
  );
}

// By which way a written report reaches an agency.

const channelsWritten: Readonly<Record<ChannelKind, string>> = {
  fax: "fax, telefax, by fax",
  web: "web, website, online, web form, online form, portal",
  mail: "mail, email, e mail, by mail, post, letter",
};

const channelCell = cellKind(
  "Fax, web or mail.",
  (text) => channelKinds.find((one) => isOneOf(channelsWritten[one], foldToWords(text))) ?? null,
);

const longestLine = 200;

/** A text as one short line, since steps and emails repeat it. */
const lineCell = cellKind(`One line of at most ${longestLine} characters.`, (text) => {
  const line = plainLine(text);
  return line.length > longestLine ? null : line;
});

const webCell = cellKind("A web address that begins with https://.", (text) => {
  const line = plainLine(text);
  return line.length <= longestLine && /^https:\/\/[\x21-\x7e]+$/.test(line) ? line : null;
});

const channelValues: Readonly<Record<ChannelKind, CellKind<string>>> = {
  fax: phoneCell,
  web: webCell,
  mail: lineCell,
};

/** The way in a row; null where the row has none, or one that cannot be used: then a problem says what to write. */
function readChannel(reader: RowReader, zone: ZoneOffset): Channel | null {
  const kind = reader.read("channel", channelCell);
  if (kind === null) {
    const isMissing = reader.isEmpty("channel") && !reader.isEmpty("channelValue");
    return isMissing ? reader.refuse("channel", channelCell.write) : null;
  }
  const value = reader.read("channelValue", channelValues[kind]) || null;
  const needs = reader.read("channelNeeds", lineCell) || null;
  const checked = reader.read("channelChecked", dayCell(zone));
  if (value !== null) {
    return { kind, value, needs, checked: checked === null ? null : dateText(checked, zone) };
  }
  return reader.isEmpty("channelValue")
    ? reader.refuse("channelValue", "The number or the address that the written report goes to.")
    : null;
}

// The rows.

const everySchool =
  "all, any, all schools, every school, district, the district, district wide, districtwide, the whole district";

/** The school of a row. One that is not in the Schools tab is kept as written: it is a problem, and the row then serves no other school. */
function readSchool(reader: RowReader, schools: ReadonlyMap<string, School>): string | null {
  const written = reader.text("school");
  const known = schools.get(fold(written));
  if (known !== undefined) return known.school;
  // Signs alone, such as "???", are neither a school nor every school. A dash means that nothing was written.
  if (/^\p{Pd}*$/u.test(fold(written)) || isOneOf(everySchool, foldToWords(written))) return null;
  reader.refuse("school", "A school as written in the Schools tab, or nothing for every school.");
  return written;
}

function readAbsence(reader: RowReader, zone: ZoneOffset): Pick<Person, "awayFrom" | "awayTo"> {
  const awayFrom = reader.read("awayFrom", dayCell(zone));
  const awayTo = reader.read("awayTo", dayCell(zone));
  if (awayFrom === null || awayTo === null || awayTo >= awayFrom) return { awayFrom, awayTo };
  reader.refuse(
    "awayTo",
    "The last day away, on or after the first. Until then no one counts as away.",
  );
  return { awayFrom: null, awayTo: null };
}

/** Whether the address may be a person's, who then gets email; a problem where it may not. */
function isPersonsAddress(
  reader: RowReader,
  email: string | null,
  settings: Settings,
): email is string {
  if (email !== null && isStaffAddress(settings, email)) return true;
  if (email !== null) {
    reader.refuse(
      "email",
      "A staff address inside the district's domains (see Settings); no student account.",
    );
  } else if (reader.isEmpty("email")) {
    reader.refuse("email", "The person's address. Without one, no one is told.");
  }
  return false;
}

/**
 * The address of a row that is ticked as an administrator's; none otherwise. A tick that cannot be read counts as ticked, so that no one
 * learns of a report that may be about them.
 */
function administratorsIn(reader: RowReader): readonly string[] {
  if (reader.isEmpty("administrator")) return [];
  const isTicked = reader.read("administrator", tickCell) ?? true;
  const address = emailCell.read(reader.text("email"), null);
  return isTicked && address !== null ? [address] : [];
}

interface Surroundings {
  readonly schools: ReadonlyMap<string, School>;
  readonly settings: Settings;
  readonly pack: ProtocolPack;
  readonly zone: ZoneOffset;
}

/** The people, agencies and liaisons in the rows of Contacts, in their order. What cannot be read is added to `problems`. */
export function parseContacts(
  rows: readonly TypedRow[],
  { schools, settings, pack, zone }: Surroundings,
  problems: RowProblem[],
): Pick<Directory, "people" | "administrators" | "agencies" | "liaisons"> {
  const people: Person[] = [];
  const liaisons: Liaison[] = [];
  const administrators: string[] = [];
  const agencies: Agency[] = [];
  const unnumbered: { readonly agency: Agency; readonly reader: RowReader }[] = [];
  for (const source of rows) {
    const reader = new RowReader("contacts", source, problems);
    if (reader.isBlank("problem")) continue;
    administrators.push(...administratorsIn(reader));
    const role = readRole(reader, pack);
    if (role === null) continue;
    const common = {
      school: readSchool(reader, schools),
      name: reader.text("name"),
      phone: reader.read("phone", phoneCell),
      row: reader.row,
    };
    // Nothing is ever sent to a liaison, so the address is not read.
    if (role.is === "liaison") {
      liaisons.push({ ...common, liaison: role.liaison });
      continue;
    }
    const email = reader.read("email", emailCell);
    if (role.is === "agency") {
      const channel = readChannel(reader, zone);
      const agency = { ...common, agency: role.agency, email, channel };
      if (reader.isEmpty("phone")) unnumbered.push({ agency, reader });
      agencies.push(agency);
      continue;
    }
    const away = readAbsence(reader, zone);
    const mayOpen = reader.read("mayOpen", tickCell) ?? false;
    if (isPersonsAddress(reader, email, settings)) {
      people.push({ ...common, role: role.role, email, ...away, mayOpen });
    }
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
