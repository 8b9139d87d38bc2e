/** Makes the directory from what people typed into Contacts, Schools and Settings. Names what is wrong, and never throws because of it. */
import type { RegisterName } from "../../ports";
import { defaultPack, packNamed } from "../../protocol/find-pack";
import type { YesNoUnknown } from "../../protocol/ids";
import type { TabRequest } from "../../register/read/read-tabs";
import { type Snapshot, typedRows } from "../../register/read/snapshot";
import { registerNamed } from "../../register/register";
import { registerKinds } from "../../register/register-kinds";
import type { Run } from "../../run";
import { fold } from "../../text";
import type { ZoneOffset } from "../../time";
import type { Directory, RowProblem, School, SchoolHours } from "../district";
import { parseSettings } from "../settings";
import { anyText, cellKind, headerOf, RowReader, type TypedRow } from "./directory-cells";
import { parseContacts } from "./read-contacts";

/** What must be read for the whole directory. It is small, and read anew in every run. */
export const directoryRequests: readonly TabRequest[] = [
  { tab: "contacts", columns: "all" },
  { tab: "schools", columns: "all" },
  { tab: "settings", columns: ["setting", "value"] },
];

/** The directory from a read with `directoryRequests`. `zone`: the district's, in which days begin at midnight. */
export function directoryIn(snapshot: Snapshot, zone: ZoneOffset): Directory {
  return parseDirectory(
    {
      contacts: typedRows(snapshot, "contacts"),
      schools: typedRows(snapshot, "schools"),
      settings: typedRows(snapshot, "settings"),
    },
    zone,
  );
}

/**
 * The directory for a run on any register: from `snapshot` where that register has it, otherwise read from the main register (one Sheets
 * call).
 */
export function directoryBeside(run: Run, name: RegisterName, snapshot: Snapshot): Directory {
  const read = registerKinds[name].isMain
    ? snapshot
    : registerNamed(run, "main").load(directoryRequests);
  return directoryIn(read, run.clock);
}

/**
 * The directory of the rows of the three tabs. Blank rows are skipped. A cell that cannot be used is a problem; only that cell is left out,
 * or its row where the row has no use without it. `zone`: the district's, in which days begin at midnight.
 */
export function parseDirectory(
  rows: Readonly<Record<"contacts" | "schools" | "settings", readonly TypedRow[]>>,
  zone: ZoneOffset,
): Directory {
  const problems: RowProblem[] = [];
  const settings = parseSettings(rows.settings, problems);
  const pack = packNamed(settings.protocol ?? "") ?? defaultPack();
  const schools = parseSchools(rows.schools, problems);
  const found = parseContacts(rows.contacts, { schools, settings, pack, zone }, problems);
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
  return { ...found, schools: [...schools.values()], settings, pack, problems };
}

// The Schools tab.

/** The choice of the Form for a reporter whose school is not listed. No school may have this name. */
const notListed = "not listed";

/** The longest name of a school (characters), since it becomes a choice of the Form. */
const longestName = 200;

const answers: Readonly<Record<YesNoUnknown, readonly string[]>> = {
  yes: ["yes", "y", "true"],
  no: ["no", "n", "false"],
  unknown: ["unknown", "not known", "not sure", "?"],
};

const policeCell = cellKind(
  "yes, no or unknown.",
  (text) =>
    (["yes", "no", "unknown"] as const).find((one) => answers[one].includes(fold(text))) ?? null,
);

const bell = /^(\d{1,2})[:.](\d{2})\s*([ap])?\.?(?:m\.?)?$/i;

/** A time of day in minutes after midnight; null for any other text. */
function minutesOf(text: string): number | null {
  const [, hours = "", minutes = "", half = ""] = bell.exec(text.trim()) ?? [];
  if (hours === "" || Number(minutes) > 59) return null;
  const hour = half === "" ? Number(hours) : (Number(hours) % 12) + (/p/i.test(half) ? 12 : 0);
  return hour > 23 ? null : hour * 60 + Number(minutes);
}

const hoursCell = cellKind<SchoolHours>("Two times of day, such as 8:10 to 14:50.", (text) => {
  const [opens, closes, ...others] = text.split(/\s*(?:-|–|\bto\b)\s*/i).map(minutesOf);
  return opens == null || closes == null || opens >= closes || others.length > 0
    ? null
    : { opens, closes };
});

/** What is wrong with the name of a school: what to write instead; null where nothing is. */
function refusedName(name: string, known: ReadonlyMap<string, School>): string | null {
  // Characters that no one sees are no name.
  if (fold(name) === "") return "The name of the school.";
  if (fold(name) === notListed) {
    return "Another name: the Form has this choice for schools that are missing.";
  }
  if (name.length > longestName) return `A name of at most ${longestName} characters.`;
  return known.has(fold(name))
    ? "Nothing: a row above has this school, and that one is used."
    : null;
}

/** The schools that can be read, by folded name, in the order of the tab. */
function parseSchools(
  rows: readonly TypedRow[],
  problems: RowProblem[],
): ReadonlyMap<string, School> {
  const schools = new Map<string, School>();
  for (const source of rows) {
    const reader = new RowReader("schools", source, problems);
    if (reader.isBlank("problem")) continue;
    const school = reader.text("school");
    const refused = refusedName(school, schools);
    if (refused !== null) {
      reader.refuse("school", refused);
      continue;
    }
    schools.set(fold(school), {
      school,
      grades: reader.read("grades", anyText),
      lawEnforcementAgency: reader.read("lawEnforcementAgency", anyText),
      sroIsDistrictPolice: reader.read("sroIsDistrictPolice", policeCell) ?? "unknown",
      hours: reader.read("hours", hoursCell),
      row: reader.row,
    });
  }
  return schools;
}
