/**
 * Makes the directory from what people typed into Contacts, Schools and Settings. Names what is wrong in them, and never throws because of
 * it.
 */

import {
  type Agency,
  type Directory,
  type Liaison,
  type Named,
  type OnDuty,
  type Person,
  type PersonRole,
  personRoles,
  type RowProblem,
  type School,
  type SchoolHours,
  type Settings,
  type ToldOnly,
} from "../../district-directory";
import type { RegisterName } from "../../ports";
import type { Channel } from "../../protocol/agency-words";
import { defaultPack, packNamed, packsFrom } from "../../protocol/find-pack";
import type { ChannelKind, YesNoUnknown } from "../../protocol/ids";
import type { ProtocolPack } from "../../protocol/pack";
import { say } from "../../protocol/wording";
import type { TabRequest } from "../../register/read/read-tabs";
import { type Snapshot, typedRows } from "../../register/read/snapshot";
import {
  kindOf,
  ordinaryRegisters,
  registerFromCell,
  rememberedOf,
  schoolRegisters,
  schoolRegistersUpTo,
} from "../../registers/kinds";
import { registerNamed } from "../../registers/open-register";
import type { Run } from "../../run";
import { fold, foldToWords, plainLine, unicodePattern } from "../../text";
import { dateText, type ZoneOffset } from "../../time";
import { isStaffAddress } from "../addresses";
import { schoolNamed } from "../find-people";
import { parseSettings } from "../settings";
import { withConfirmations } from "./confirmations";
import type { CellKind, RowReader, TypedRow } from "./directory-cells";
import {
  dayCell,
  emailCell,
  filledRows,
  headerOf,
  longestName,
  minutesOf,
  namesSoFar,
  phoneCell,
  tickCell,
} from "./directory-cells";

/** What must be read for the whole directory. It is small, so every run reads it anew. */
export const directoryRequests: readonly TabRequest[] = [
  { tab: "contacts", columns: "all" },
  { tab: "schools", columns: "all" },
  { tab: "settings", columns: ["setting", "value"] },
];

/** The directory from a read with `directoryRequests`, in which leads who wait for a confirmation are marked. */
export function directoryIn(snapshot: Snapshot, run: Run): Directory {
  const { clock, memory } = run;
  const rows = {
    contacts: typedRows(snapshot, "contacts"),
    schools: typedRows(snapshot, "schools"),
    settings: typedRows(snapshot, "settings"),
  };
  const directory = withRegisters(parseDirectory(rows, clock), memory);
  // An address that no account has is as good as none: whoever is meant will get another.
  const isOfNoOne = ({ email }: Named) =>
    ordinaryRegisters(memory).some(
      (name) => rememberedOf(run, name, "access").get()[email]?.seen === "no-account",
    );
  const unusable = [...directory.unusable, ...directory.named.filter(isOfNoOne)];
  return withConfirmations({ ...directory, unusable }, memory.get("confirmations"));
}

/** The directory, read from the main register. One Sheets call. */
export const readDirectory = (run: Run): Directory =>
  directoryIn(registerNamed(run, "main").load(directoryRequests), run);

/** The directory, in which each school has the register that its row names, once there is a file. */
export function withRegisters(directory: Directory, memory: Run["memory"]): Directory {
  const there = schoolRegisters(memory);
  if (there.length === 0) return directory;
  const register = ({ registerNamed: named }: School): RegisterName =>
    there.find((one) => one === named) ?? "main";
  const schools = directory.schools.map((one) => ({ ...one, register: register(one) }));
  return { ...directory, schools };
}

/**
 * The directory for a run on any register. It is read from `snapshot` if that is of the main register, and otherwise from the main register
 * (one Sheets call).
 */
export function directoryBeside(run: Run, name: RegisterName, snapshot: Snapshot): Directory {
  return kindOf(name).hasDirectory ? directoryIn(snapshot, run) : readDirectory(run);
}

/**
 * The directory from the rows of the three tabs. Blank rows are skipped. A cell that cannot be used is a problem; only that cell is left
 * out, or its row if the row is useless without it. `zone`: the district's time zone, in which days begin at midnight.
 */
export function parseDirectory(
  rows: Readonly<Record<"contacts" | "schools" | "settings", readonly TypedRow[]>>,
  zone: ZoneOffset,
): Directory {
  const problems: RowProblem[] = [];
  const settings = parseSettings(rows.settings, problems);
  const pack = packNamed(settings.protocol ?? "") ?? defaultPack();
  const schools = parseSchools(rows.schools, problems);
  const all = [...schools.values()];
  const found = parseContacts(rows.contacts, { schools: all, settings, pack }, zone, problems);
  const named = pack.agencies.find(({ namedBySchool }) => namedBySchool);
  const known = new Set(
    found.agencies.filter((one) => one.agency === named?.id).map((one) => fold(one.name)),
  );
  for (const { lawEnforcementAgency: agency, row } of schools.values()) {
    if (agency === null || known.has(fold(agency))) continue;
    problems.push({
      tab: "schools",
      row,
      column: headerOf("schools", "lawEnforcementAgency"),
      write: "The name of a law enforcement agency as written in Contacts, with its number there.",
    });
  }
  return {
    ...{ ...found, schools: all, settings, pack, problems },
    ...{ unconfirmed: new Set(), earlier: [] },
  };
}

/** Whether the words are among these spellings, which have commas between them. */
const isOneOf = (ways: string, words: string) => ways.split(", ").includes(words);

/** A cell with one of these values, each of which has several spellings. */
function oneOfCell<T extends string>(
  write: string,
  written: Readonly<Record<T, string>>,
): CellKind<T> {
  // TypeScript cannot know that the keys of `written` are exactly those of `T`.
  const values = Object.keys(written) as T[];
  return [write, (text) => values.find((one) => isOneOf(written[one], foldToWords(text))) ?? null];
}

// The Schools tab.

type Schools = ReadonlyMap<string, School>;

const policeCell = oneOfCell<YesNoUnknown>("yes, no or unknown.", {
  yes: "yes, y, true",
  no: "no, n, false",
  // The empty text at the end: punctuation alone, such as a question mark, leaves no words.
  unknown: "unknown, not known, not sure, ",
});

/** Empty: no promise was made. */
const onDutyCell = oneOfCell<OnDuty>("school hours or always.", {
  "school-hours": "school hours, no, school days, ",
  always: "always, yes, nights, at night, any time",
});

const hoursCell: CellKind<SchoolHours> = [
  "Two times of day, such as 8:10 to 14:50.",
  (text) => {
    const [opens, closes, ...others] = text.split(/\s*(?:-|–|\bto\b)\s*/i).map(minutesOf);
    return opens == null || closes == null || opens >= closes || others.length > 0
      ? null
      : { opens, closes };
  },
];

/** What to write instead of a school's name that cannot be used; null if it can be used. */
function refusedName(name: string, known: Schools): string | null {
  const folded = fold(name);
  // The name consists of invisible characters.
  if (folded === "") return "The name of the school.";
  if (folded === "not listed") {
    return "Another name: the Form has this choice for schools that are missing.";
  }
  if (name.length > longestName) return `A name of at most ${longestName} characters.`;
  return known.has(folded) ? "Nothing: a row above has this school, and that one is used." : null;
}

/** The schools that can be read, by folded name, in the order of the tab. */
function parseSchools(rows: readonly TypedRow[], problems: RowProblem[]): Schools {
  const schools = new Map<string, School>();
  const registers = new Map<RegisterName, string>([["main", ""]]);
  for (const { row, text, read, refuse } of filledRows("schools", rows, problems)) {
    const school = text("school");
    const refused = refusedName(school, schools);
    if (refused !== null) {
      refuse("school", refused);
      continue;
    }
    let register = registerFromCell(text("register"));
    const before = registers.get(register ?? "main") ?? text("register");
    if (register === null)
      refuse("register", "A name of at most 30 letters, digits, spaces and hyphens, or nothing.");
    else if (registers.size > schoolRegistersUpTo && !registers.has(register)) {
      const most = `One of the ${schoolRegistersUpTo} names in the rows above, which is the most there can be, or nothing.`;
      register = refuse("register", most);
    } else if (fold(before) !== fold(text("register"))) {
      const other = `${before}, as a row above has it, to share that register; for another, a name that differs in letters or digits.`;
      register = refuse("register", other);
    }
    registers.set(register ?? "main", before);
    schools.set(fold(school), {
      school,
      formerly: namesSoFar(text("names")).filter((name) => fold(name) !== fold(school)),
      grades: text("grades") || null,
      lawEnforcementAgency: text("lawEnforcementAgency") || null,
      sroIsDistrictPolice: read("sroIsDistrictPolice", policeCell) ?? "unknown",
      hours: read("hours", hoursCell),
      ...{ registerNamed: register ?? "main", register: "main" },
      row,
    });
  }
  const all = [...schools.values()];
  for (const { school, row } of all) {
    const isOld = (name: string) => fold(name) === fold(school);
    const other = all.find(({ formerly }) => formerly.some(isOld));
    if (other === undefined) continue;
    const column = headerOf("schools", "school");
    const write = `A name that no other school has had: row ${other.row} had this one before. Cases, reports and contacts that name it now count for this row. Look through the open cases of both schools.`;
    problems.push({ tab: "schools", row, column, write });
  }
  return schools;
}

// The Contacts tab.

/** The spellings of each role: lower case, one space between words, commas between two spellings. */
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

/** "no-agency": a role that takes no reports, so that telling it does not fulfill the duty to report; `id`: why. */
type Role =
  | { readonly is: "person"; readonly id: PersonRole }
  | { readonly is: "agency" | "liaison" | "no-agency" | "told-only"; readonly id: string };

/** The role that these words mean; null if there is none. Capitals, accents, hyphens, "the" and a plural at the end do not matter. */
export function roleNamed(own: ProtocolPack, text: string): Role | null {
  const written = foldToWords(text).replace(/^the /, "");
  for (const words of [written, written.replace(/s$/, "")]) {
    const person = personRoles.find((role) => isOneOf(rolesWritten[role], words));
    if (person !== undefined) return { is: "person", id: person };
    if (isOneOf("told only, told, only told", words)) return { is: "told-only", id: words };
    // The district's own pack comes first. The others follow, because an older case may still call an agency of another pack.
    for (const { noAgencies, agencies, liaisons } of packsFrom(own)) {
      const no = noAgencies.find(({ writtenAs }) => writtenAs.includes(words));
      if (no !== undefined) return { is: "no-agency", id: say(no.why) };
      const agency = agencies.find(({ writtenAs }) => writtenAs.includes(words));
      if (agency !== undefined) return { is: "agency", id: agency.id };
      const liaison = liaisons?.find(({ writtenAs }) => writtenAs.includes(words));
      if (liaison !== undefined) return { is: "liaison", id: liaison.id };
    }
  }
  return null;
}

/** The role of a row. Null, and a problem, if the row has no role that the system uses. */
function readRole({ text, refuse }: RowReader, pack: ProtocolPack): Role | null {
  const role = roleNamed(pack, text("role"));
  if (role?.is === "no-agency") {
    const write = `an agency outside the district that takes reports, with its number. ${role.id}`;
    return refuse("role", write);
  }
  if (role !== null) return role;
  const names = [...pack.agencies, ...(pack.liaisons ?? [])].map(
    ({ writtenAs: [name = ""] }) => name,
  );
  const last = names.pop() ?? "";
  return refuse(
    "role",
    `designated contact, backup contact, district lead, alternate lead, district admin, told only, ${names.join(", ")} or ${last}.`,
  );
}

const longestLine = 200;

/** A text as one short line, because steps and emails repeat it. */
const lineCell: CellKind<string> = [
  `One line of at most ${longestLine} characters.`,
  (text) => {
    const line = plainLine(text);
    return line.length > longestLine ? null : line;
  },
];

const webCell: CellKind<string> = [
  "A web address that begins with https://.",
  (text) => {
    const line = plainLine(text);
    return line.length <= longestLine && /^https:\/\/[\x21-\x7e]+$/.test(line) ? line : null;
  },
];

/** The way to send a written report to an agency. */
const channelCell = oneOfCell<ChannelKind>("Fax, web or mail.", {
  fax: "fax, telefax, by fax",
  web: "web, website, online, web form, online form, portal",
  mail: "mail, email, e mail, by mail, post, letter",
});

const channelValues: Readonly<Record<ChannelKind, CellKind<string>>> = {
  fax: phoneCell,
  web: webCell,
  mail: lineCell,
};

/** The way to send a written report in a row. Null if the row has none, or one that cannot be used; then it is a problem. */
function readChannel({ text, read, refuse }: RowReader, zone: ZoneOffset): Channel | null {
  const hasNoValue = text("channelValue") === "";
  const kind = read("channel", channelCell);
  if (kind === null) {
    return text("channel") === "" && !hasNoValue ? refuse("channel", channelCell[0]) : null;
  }
  const value = read("channelValue", channelValues[kind]) || null;
  const needs = read("channelNeeds", lineCell) || null;
  const checked = read("channelChecked", dayCell(zone));
  if (value !== null) {
    return { kind, value, needs, checked: checked === null ? null : dateText(checked, zone) };
  }
  return hasNoValue
    ? refuse("channelValue", "The number or the address that the written report goes to.")
    : null;
}

const everySchool =
  "all, any, all schools, every school, district, the district, district wide, districtwide, the whole district";

/**
 * The school of a row. A school that is not in the Schools tab is a problem. It is kept as written, so that the row serves no other school.
 */
function readSchool({ text, refuse }: RowReader, schools: readonly School[]): string | null {
  const written = text("school");
  const known = schoolNamed({ schools }, written);
  if (known !== null) return known.school;
  // Punctuation alone, such as "???", means neither a school nor every school. A dash means that nothing was entered.
  const isDash = fold(written).replace(unicodePattern("\\p{Pd}"), "") === "";
  if (isDash || isOneOf(everySchool, foldToWords(written))) return null;
  refuse("school", "A school as written in the Schools tab, or nothing for every school.");
  return written;
}

/** What only people have. Null, and a problem, if the row has no address that a person of the district may have and get email at. */
function readPerson(
  { text, read, refuse }: RowReader,
  settings: Settings,
  zone: ZoneOffset,
): Pick<Person, "email" | "awayFrom" | "awayTo" | "mayOpen" | "allSchools" | "onDuty"> | null {
  const email = read("email", emailCell);
  const isStaffs = email !== null && isStaffAddress(settings, email);
  if (text("email") === "") {
    refuse("email", "The person's address. Without one, no one is told.");
  } else if (email !== null && !isStaffs) {
    refuse(
      "email",
      "A staff address inside the district's domains (see Settings); no student account.",
    );
  }
  let awayFrom = read("awayFrom", dayCell(zone));
  let awayTo = read("awayTo", dayCell(zone));
  if (awayFrom !== null && awayTo !== null && awayTo < awayFrom) {
    const write = "The last day away, on or after the first. Until then no one counts as away.";
    awayTo = refuse("awayTo", write);
    awayFrom = null;
  }
  const mayOpen = read("mayOpen", tickCell) ?? false;
  const allSchools = read("allSchools", tickCell) ?? false;
  const onDuty = text("onDuty") === "" ? "school-hours" : (read("onDuty", onDutyCell) ?? "always");
  return isStaffs ? { email, awayFrom, awayTo, mayOpen, allSchools, onDuty } : null;
}

/** What may be an address in a text: words with an @ inside. Each word is looked at once, since a cell may hold 50,000 characters. */
const addressesIn = (text: string): readonly string[] =>
  text.split(/[\s<>()",;:]+/).filter((word) => word.slice(1, -1).includes("@"));

/** The people, agencies and liaisons in the rows of Contacts, in their order. Adds what cannot be read to `problems`. */
function parseContacts(
  rows: readonly TypedRow[],
  { schools, settings, pack }: Pick<Directory, "schools" | "settings" | "pack">,
  zone: ZoneOffset,
  problems: RowProblem[],
): Pick<Directory, "people" | "named" | "unusable" | "agencies" | "liaisons" | "toldOnly"> {
  const people: Person[] = [];
  const toldOnly: ToldOnly[] = [];
  const unusable: Pick<Named, "role" | "school">[] = [];
  const liaisons: Liaison[] = [];
  const named: Named[] = [];
  const agencies: Agency[] = [];
  const unnumbered: (readonly [Agency, RowReader])[] = [];
  for (const reader of filledRows("contacts", rows, problems)) {
    const { row, text, read } = reader;
    const role = readRole(reader, pack);
    // A tick that cannot be read counts as ticked, so that no one learns of a report that may be about them. Who is told only counts so too.
    const isTicked =
      role?.is === "told-only" ||
      (text("administrator") !== "" && (read("administrator", tickCell) ?? true));
    const school = role === null ? null : readSchool(reader, schools);
    // Also from a cell that cannot be used, such as one with a name around the address: once it is corrected, the person counts again.
    for (const email of addressesIn(text("email").toLowerCase())) {
      if (isTicked) named.push({ role: "administrator", school, email });
      if (role?.is === "person") named.push({ role: role.id, school, email });
    }
    const email = emailCell[1](text("email").trim(), null);
    const isUsable = email !== null && isStaffAddress(settings, email);
    if (isTicked && !isUsable) unusable.push({ role: "administrator", school });
    if (role?.is === "person" && !isUsable) unusable.push({ role: role.id, school });
    if (role === null) continue;
    const common = { school, name: text("name"), phone: read("phone", phoneCell), row };
    // Agencies and liaisons never get email from the system, so their addresses are not read.
    if (role.is === "person" || role.is === "told-only") {
      const person = readPerson(reader, settings, zone);
      if (role.is === "told-only" && person?.mayOpen === true)
        reader.refuse("mayOpen", "Nothing: this role opens no register.");
      if (person === null) continue;
      if (role.is === "person") people.push({ ...common, role: role.id, ...person });
      else toldOnly.push({ ...common, ...person });
    } else if (role.is === "agency") {
      const agency = { ...common, agency: role.id, channel: readChannel(reader, zone) };
      if (text("phone") === "") unnumbered.push([agency, reader]);
      agencies.push(agency);
    } else liaisons.push({ ...common, liaison: role.id });
  }
  for (const [agency, { refuse }] of unnumbered) {
    // A second row of the same agency, with another way to send a written report, needs no number.
    const isNumbered = agencies.some(
      (one) => one.agency === agency.agency && one.school === agency.school && one.phone !== null,
    );
    if (agency.channel === null || !isNumbered) refuse("phone", "The number to call.");
  }
  return { people, named, unusable, agencies, liaisons, toldOnly };
}
