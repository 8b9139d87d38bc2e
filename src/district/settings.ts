/** The settings of a district, in one table: what each means, which values are allowed, what counts without one, and how it is read. */

import { formLanguages } from "../language";
import { once } from "../lazy";
import type { RawCell } from "../ports";
import { approvalWords, defaultPack, newestPacks, packNamed } from "../protocol/find-pack";
import type { ProtocolPack } from "../protocol/pack";
import { say } from "../protocol/wording";
import { languageWords } from "../register/columns";
import { foldToWords } from "../text";
import { isPlainAddress, isStaffAddress } from "./addresses";
import { RowReader, type TypedRow, textInColumn, tickCell } from "./directory/directory-cells";
import type { RowProblem, Settings } from "./district";
import {
  closuresIn,
  domainsIn,
  longestClosure,
  namesIn,
  numberIn,
  type Range,
  type ReadList,
  reviewsIn,
  studentDomainsIn,
  timeOfDay,
  waitsIn,
} from "./setting-cells";

/** The page of Set up, and of Settings, that asks for a setting. */
export type SettingPage = "district" | "students" | "audience" | "retention" | "times";

export interface SettingOption {
  readonly id: string;
  readonly label: string;
  readonly help?: string;
}

/** One row of Settings. */
export interface SettingDefinition {
  readonly key: keyof Settings;
  readonly page: SettingPage;
  /** Its name on the pages. The tab has the key. */
  readonly label: string;
  /** What the Value cell of a new register holds; "" where the district has to choose, or may leave it empty. */
  readonly default: string;
  /** What the setting means. */
  readonly about: string;
  /** The same for the person who keeps the tab, with what to do after a change. */
  readonly meaning: string;
  readonly allowed: string;
  /** Whether a change reaches the Form only once Set up has run. */
  readonly isInForm: boolean;
  /** What a page offers to choose from; null where it is typed. */
  readonly options: (() => readonly SettingOption[]) | null;
}

/** What a written value is read beside. */
interface Beside {
  readonly cell: RawCell;
  /** The settings above it in the table. */
  readonly above: Settings;
  /** Notes the value as a problem, with the words for what is allowed unless others are given. */
  refuse(write?: string): null;
}

/** Reads a value that is not empty; null where it cannot be read. */
type Reader<T> = (text: string, beside: Beside) => T | null;

interface Entry<T> extends Omit<SettingDefinition, "key" | "meaning"> {
  /** What counts where the tab gives no value. */
  readonly standard: T;
  /** What counts where a value is written and cannot be read; left out: as without a value. */
  readonly unreadable?: T;
  readonly read: Reader<T>;
}

type Words = readonly [label: string, about: string, allowed: string];

function setting<T>(
  page: SettingPage,
  standard: T,
  read: Reader<T>,
  [label, about, allowed]: Words,
): Entry<T> {
  const isWritten = typeof standard === "number" || typeof standard === "string";
  const written = isWritten ? String(standard) : "";
  const rest = { isInForm: false, options: null, standard, read };
  return { page, label, about, allowed, default: written, ...rest };
}

const range = (least: number, most: number): Range => [least, most];

/** A whole number. */
function whole<T extends number | null>(
  page: SettingPage,
  standard: T,
  within: Range,
  [label, about]: readonly [label: string, about: string],
): Entry<T | number> {
  const allowed = `A whole number from ${within[0]} to ${within[1]}.`;
  const read = (text: string) => numberIn(text, within, 1);
  return setting<T | number>(page, standard, read, [label, about, allowed]);
}

/** What can be read of a list; the rest is a problem, and does not stop it. */
function list<T>({ good, isWhole }: ReadList<T>, { refuse }: Beside): readonly T[] {
  if (!isWhole) refuse();
  return good;
}

/** The pack's own waiting times (hours) as three numbers; "" where they do not fit three. */
function writtenWaits(pack: ProtocolPack): string {
  const lowest = pack.levels.findIndex(({ protocol }) => protocol !== null);
  const hours = (of: (index: number) => boolean) => {
    const found = pack.levels.filter((_, at) => of(at - lowest));
    return [...new Set(found.map(({ wait }) => wait.hours))];
  };
  const groups = [
    hours((at) => (pack.levels[at + lowest]?.protocol ?? null) === null),
    hours((at) => at === 0),
    hours((at) => at > 0),
  ];
  return groups.every(({ length }) => length === 1) ? groups.map(([only]) => only).join(", ") : "";
}

/** The range of `immediateDangerMinutes` that counts. A greater value is read and counts as the greatest, a smaller one as the least. */
const dangerMinutes: Range = [5, 60];

const minutesOfDanger: Reader<number> = (text) => {
  const minutes = numberIn(text, [1, 240], 1);
  return minutes && Math.min(Math.max(minutes, dangerMinutes[0]), dangerMinutes[1]);
};

const closures: Reader<Settings["schoolClosed"]> = (text, beside) =>
  list(closuresIn(text, beside.cell), beside);

const prefix: Reader<Settings["studentIdPrefix"]> = (
  text,
  { refuse, above: { studentIdLength: length } },
) => {
  if (!/^[a-z0-9-]{1,20}$/i.test(text)) return null;
  if (typeof length !== "number" || text.length < length) return text;
  refuse("Fewer characters than studentIdLength says: an id continues after them.");
  return "unreadable";
};

const studentDomainList: Reader<readonly string[]> = (text, beside) => {
  const found = studentDomainsIn(text, beside.above.domains);
  if (found.isStaffs) {
    beside.refuse(
      "Domains of students alone: one of these is the whole district's, and is not used, since no one could be told of a report. Students in it: how their addresses begin, such as stu*.",
    );
  }
  return list(found, beside);
};

const responderList: Reader<readonly string[]> = (text, beside) => {
  const { studentDomains } = beside.above;
  const isGood = (name: string) =>
    isPlainAddress(name) && isStaffAddress({ domains: [], studentDomains }, name);
  return list(namesIn(text, isGood), beside);
};

type Table = { readonly [K in keyof Settings]: Entry<Settings[K]> };

/** Every setting, in the order of the Settings tab. */
const table = once(
  (): Table => ({
    acknowledgeWithinHours: {
      ...setting("times", null, waitsIn, [
        "Hours until a case must be acknowledged",
        "Three numbers: the hours for a case that reaches no protocol (school hours), for one at the lowest protocol, and for one at any higher level. If this is empty, the protocol's own times count.",
        "Three numbers such as 8, 4, 1, or one for all; each above 0, up to 240; or empty.",
      ]),
      default: writtenWaits(defaultPack()),
    },
    protocol: {
      ...setting("district", null, (text) => packNamed(text)?.id ?? null, [
        "Whose protocol the district follows",
        "New reports follow this protocol. A case stays under the protocol that opened it.",
        "The id of a protocol that this system has. Student safety, Settings offers them by name. Empty: the first of them.",
      ]),
      isInForm: true,
      options: () =>
        newestPacks().map(({ id, author, version, title, approval }) => ({
          id,
          label: `${author}, ${version}`,
          help: `${say(title.words)}. ${approvalWords(approval)}`,
        })),
    },
    immediateDangerMinutes: setting("times", 15, minutesOfDanger, [
      "Minutes until people are asked again about immediate danger",
      "If no one acknowledges an immediate danger, everyone is asked again after this many minutes, after twice as many and after four times as many. In between, people are asked one by one.",
      `A whole number from ${dangerMinutes[0]} to ${dangerMinutes[1]}. The highest value is ${dangerMinutes[1]}.`,
    ]),
    dangerAgainMinutes: whole("times", 15, range(1, 60), [
      "Minutes until someone who acknowledged a danger is asked about the call",
      "If a case with immediate danger is acknowledged and no call is ticked, that person is asked again after this many minutes. After an hour, they are asked every hour.",
    ]),
    callReminderHours: setting("times", 1, (text) => numberIn(text, [0.05, 48], 0), [
      "Hours before a reminder about a call that is not ticked",
      "If a call is not ticked by then, a reminder is sent.",
      "A number above 0, up to 48.",
    ]),
    digestAt: {
      ...setting("times", 7 * 60 + 30, (text, { cell }) => timeOfDay(text, cell), [
        "Time of the morning email",
        "When the morning email goes out, in the district's time zone.",
        "A time of day, such as 07:30.",
      ]),
      default: "07:30",
    },
    schoolClosed: setting("times", [], closures, [
      "Days without school",
      "Besides Saturdays and Sundays. School hours are not counted on these days. Only cases below every protocol wait in school hours. All other times keep running.",
      `Days such as 2026-11-26 and spans such as 2026-12-21 to 2027-01-01, with a comma between them; a span of at most ${longestClosure} days; or empty.`,
    ]),
    checkInEveryDays: whole("times", 7, range(1, 90), [
      "Days between check-ins with the student",
      "How often someone should check in with the student of an open case.",
    ]),
    monitorEveryDays: whole("times", 14, range(1, 90), [
      "Days between reviews of the action plan",
      "How often the action plan of an open case should be reviewed.",
    ]),
    holdMaxDays: whole("times", 30, range(1, 90), [
      "Longest hold, in days",
      "A hold cannot be set for longer than this at one time.",
    ]),
    formResponsesDays: whole("retention", 30, range(7, 365), [
      "Days that a report also stays in the Form",
      "A lost report is recovered from there. Anyone who may edit the Form can read it there.",
    ]),
    retentionYears: whole("retention", null, range(1, 100), [
      "Years that a closed case is kept",
      "The district chooses this before going live. It can be changed later.",
    ]),
    // Of student ids, one that is written and cannot be read must not count as missing: what an id is would then be guessed.
    studentIdLength: {
      ...setting<Settings["studentIdLength"]>(
        "students",
        null,
        (text) => numberIn(text, [3, 30], 1),
        [
          "Characters of a student id",
          "How many characters every student id of the district has, counting what it begins with. Reports are matched by id only if the id fits this and the next two settings. Other ids are shown to a person to compare.",
          "A whole number from 3 to 30; or empty.",
        ],
      ),
      unreadable: "unreadable",
    },
    studentIdDigits: {
      ...setting<Settings["studentIdDigits"]>(
        "students",
        false,
        (text, { cell }) => tickCell.read(text, cell),
        [
          "Digits only?",
          "Whether a student id has only digits, apart from what it begins with.",
          "yes or no; empty is no.",
        ],
      ),
      unreadable: "unreadable",
      options: () => [
        { id: "yes", label: "Yes" },
        { id: "no", label: "No" },
      ],
    },
    studentIdPrefix: {
      ...setting<Settings["studentIdPrefix"]>("students", null, prefix, [
        "What every student id begins with",
        "If all student ids of the district begin alike, write those characters.",
        "Letters, digits and hyphens, such as S or 20-; or empty.",
      ]),
      unreadable: "unreadable",
    },
    domains: setting("district", [], (text, beside) => list(domainsIn(text), beside), [
      "The district's email domains",
      "Staff and reporters are emailed only at these. A subdomain counts as another domain. While this is empty, no reporter is emailed.",
      "Domains with a comma between them, such as district.example; or empty.",
    ]),
    studentDomains: setting("students", [], studentDomainList, [
      "Students' email domains",
      "Domains of students' addresses (subdomains are included), or how such addresses begin, with * after it. They never get email or access.",
      "Domains such as students.district.example, and beginnings such as stu* or smith.student*, with a comma between them; or empty.",
    ]),
    smallCell: whole("retention", 11, range(2, 100), [
      "Smallest count that is shown outside the district",
      "Counts below this are not shown in statistics that leave the register.",
    ]),
    formLanguage: {
      ...setting<Settings["formLanguage"]>(
        "audience",
        "both",
        (text) => formLanguages.find((one) => one === text.toLowerCase()) ?? null,
        [
          "Language of the Form",
          "The language in which the Form asks: both for a Form that first asks which, en for English only, es for Spanish only. Reports mean the same in either. A protocol without Spanish keeps the Form in English.",
          `One of: ${formLanguages.join(", ")}.`,
        ],
      ),
      isInForm: true,
      options: () =>
        formLanguages.map((id) => ({
          id,
          label: id === "both" ? "Both, with a first question that asks which" : languageWords[id],
        })),
    },
    translationReviewed: {
      ...setting("audience", [], reviewsIn, [
        "Who reviewed the Spanish texts",
        "A qualified translator's name, the day, and the version that Check names. Until then, every Spanish text says that no one has reviewed it.",
        "A name, a day and a version, such as Alma Ruiz, 2026-12-01, es-12ab34cd; several with a semicolon between them; or empty.",
      ]),
      isInForm: true,
    },
    responders: {
      ...setting(
        "audience",
        [], // A volunteer's address may be outside the district's domains.
        responderList,
        [
          "Who may also answer the Form, by address",
          "Staff and groups, where the Form is not open to the whole domain. Substitutes, coaches and volunteers who are in none of these cannot report with the Form.",
          "Addresses such as all-staff@district.example, with a comma between them, and no student's; or empty.",
        ],
      ),
      isInForm: true,
    },
  }),
);

// The keys of the table are those of its type.
const settingKeys = () => Object.keys(table()) as (keyof Settings)[];

/** Every setting, in the order of the Settings tab. */
export const settingDefinitions = once((): readonly SettingDefinition[] =>
  settingKeys().map((key) => {
    const { standard: _, read: _read, ...entry } = table()[key];
    const after = " After a change, choose Set up in the Form's menu: it puts this into the Form.";
    return { key, ...entry, meaning: entry.about + (entry.isInForm ? after : "") };
  }),
);

/** The settings that a page asks for, in the order of the Settings tab. */
export function settingsOn(page: SettingPage): readonly SettingDefinition[] {
  return settingDefinitions().filter((one) => one.page === page);
}

/**
 * The settings in the tab's rows. One that is missing or empty has its default; so has one that cannot be read, which is added to
 * `problems`.
 */
export function parseSettings(rows: readonly TypedRow[], problems: RowProblem[]): Settings {
  const found = rowsByKey(rows, problems);
  const values: Record<string, unknown> = {};
  for (const key of settingKeys()) {
    const { standard, unreadable = standard, read, allowed }: Entry<unknown> = table()[key];
    const row = found.get(key);
    const text = row?.text("value") ?? "";
    values[key] = standard;
    if (row === undefined || text === "") continue;
    const refuse = (write = allowed) => row.refuse("value", write);
    // Every key above is there, each as the table types it.
    const beside = { cell: row.cell("value"), above: values as unknown as Settings, refuse };
    values[key] = read(text, beside) ?? refuse() ?? unreadable;
  }
  return values as unknown as Settings;
}

/** The settings of a district that has chosen nothing. */
export const settingDefaults = once(() => parseSettings([], []));

function rowsByKey(
  rows: readonly TypedRow[],
  problems: RowProblem[],
): ReadonlyMap<keyof Settings, RowReader> {
  const found = new Map<keyof Settings, RowReader>();
  const compact = (text: string) => foldToWords(text).replace(/ /g, "");
  for (const row of rows) {
    const reader = new RowReader("settings", row, problems);
    if (reader.isBlank("meaning", "allowed", "problem")) continue;
    const written = textInColumn(row, "setting");
    const keys = settingKeys();
    const isMeant = (key: string) => compact(key) === compact(written);
    const key = keys.find((one) => one === written) ?? keys.find(isMeant);
    if (key === undefined) {
      reader.refuse(
        "setting",
        "The name of a setting. No setting has this name, so the row is not used: correct or delete it.",
      );
    } else if (found.has(key)) {
      reader.refuse("setting", "Nothing: a row above has this setting, and that one is used.");
    } else found.set(key, reader);
  }
  return found;
}
