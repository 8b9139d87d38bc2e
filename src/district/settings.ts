/** The settings of a district, in one table: what each means, which values are allowed, its default, and how it is read. */

import type { RowProblem, Settings } from "../district-directory";
import { formLanguages, languageWords } from "../language";
import { once } from "../lazy";
import { approvalWords, defaultPack, newestPacks, packNamed } from "../protocol/find-pack";
import type { ProtocolPack } from "../protocol/pack";
import { say } from "../protocol/wording";
import { foldToWords } from "../text";
import type { Beside, Range, RowReader, TypedRow } from "./directory/directory-cells";
import {
  closuresIn,
  domainsIn,
  filledRows,
  longestClosure,
  numberWithin,
  prefixIn,
  respondersIn,
  reviewsIn,
  studentDomainsIn,
  tickCell,
  timeOfDay,
  waitsIn,
} from "./directory/directory-cells";

/** The page of Set up and of Settings that asks for a setting. */
export type SettingPage = "district" | "students" | "audience" | "retention" | "times";

/** A choice that a page offers. */
export interface Option {
  readonly id: string;
  readonly label: string;
  readonly help?: string;
}

/** What a setting is called and means. */
interface Words {
  /** The setting's name on the pages. In the Settings tab, beside the key, its meaning begins with it. */
  readonly label: string;
  readonly about: string;
  readonly allowed: string;
  /** The choices that a page offers; left out if the value is typed. */
  readonly options?: () => readonly Option[];
  /** Whether a change affects the Form, which needs Set up to run again. */
  readonly isInForm?: true;
}

interface Entry<T> extends Words {
  readonly page: SettingPage;
  /** The value if the tab has none. */
  readonly standard: T;
  /** Reads a value that is not empty; null if it cannot be read. */
  readonly read: (text: string, beside: Beside) => T | null;
}

function setting<T>(
  page: SettingPage,
  standard: T,
  read: Entry<T>["read"],
  words: Words,
): Entry<T> {
  return { page, standard, read, ...words };
}

/** A setting that is a whole number in that range. */
function whole<T extends number | null>(
  page: SettingPage,
  standard: T,
  [least, most]: Range,
  words: Omit<Words, "allowed">,
) {
  const allowed = `A whole number from ${least} to ${most}.`;
  const read = (text: string) => numberWithin(text, [least, most], 1);
  return setting<T | number>(page, standard, read, { ...words, allowed });
}

/** The lowest and the highest `immediateDangerMinutes` that are used. */
const [leastMinutes, mostMinutes] = [5, 60];

/** The minutes that are used: of a number outside the limits, the nearer of the two. */
export const withinDangerMinutes = (minutes: number) =>
  Math.min(Math.max(minutes, leastMinutes), mostMinutes);

function minutesOfDanger(text: string) {
  const minutes = numberWithin(text, [1, 240], 1);
  return minutes && withinDangerMinutes(minutes);
}

/** Every setting, in the order of the Settings tab. */
function allSettings(): { readonly [K in keyof Settings]: Entry<Settings[K]> } {
  return {
    acknowledgeWithinHours: setting("times", null, waitsIn, {
      label: "Hours until a case must be acknowledged",
      about:
        "Three numbers: the hours for a case that reaches no protocol (school hours), for one at the lowest protocol, and for one at any higher level. If this is empty, the protocol's own times count.",
      allowed: "Three numbers such as 8, 4, 1, or one for all; each above 0, up to 240; or empty.",
    }),
    protocol: setting("district", null, (text) => packNamed(text)?.id ?? null, {
      label: "Which county's protocol the district follows",
      about: "New reports follow this protocol. A case stays under the protocol that opened it.",
      allowed:
        "The id of a protocol that this system has. Student safety, Settings offers them by name. Empty: the first of them.",
      isInForm: true,
      options: () =>
        newestPacks().map(({ id, author, version, title, approval }) => ({
          id,
          label: `${author}, ${version}`,
          help: `${say(title.words)}. ${approvalWords(approval)}`,
        })),
    }),
    immediateDangerMinutes: setting("times", 15, minutesOfDanger, {
      label: "Minutes until people are asked again about immediate danger",
      about:
        "If no one acknowledges an immediate danger, everyone is asked again after this many minutes, after twice as many and after four times as many. In between, people are asked one by one.",
      allowed: `A whole number from ${leastMinutes} to ${mostMinutes}.`,
    }),
    dangerAgainMinutes: whole("times", 15, [1, 60], {
      label: "Minutes until someone who acknowledged a danger is asked about the call",
      about:
        "If a case with immediate danger is acknowledged and no call is ticked, that person is asked again after this many minutes. After an hour, they are asked every hour.",
    }),
    callReminderHours: setting("times", 1, (text) => numberWithin(text, [0.05, 48], 0), {
      label: "Hours before a reminder about a call that is not ticked",
      about: "If a call is not ticked by then, a reminder is sent.",
      allowed: "A number above 0, up to 48.",
    }),
    digestAt: setting("times", 7 * 60 + 30, timeOfDay, {
      label: "Time of the morning email",
      about: "When the morning email goes out, in the district's time zone.",
      allowed: "A time of day, such as 07:30.",
    }),
    schoolClosed: setting("times", [], closuresIn, {
      label: "Days without school",
      about:
        "Besides Saturdays and Sundays. School hours are not counted on these days. Only cases below every protocol wait in school hours. All other times keep running.",
      allowed: `Days such as 2026-11-26 and spans such as 2026-12-21 to 2027-01-01, with a comma between them; a span of at most ${longestClosure} days; or empty.`,
    }),
    nights: setting<Settings["nights"]>(
      "times",
      null,
      (text) => (({ nobody: "nobody", "on duty": "on-duty" }) as const)[foldToWords(text)] ?? null,
      {
        label: "Who answers outside school hours",
        about:
          "Outside school hours, people who are on duty (a column of Contacts) are asked first about immediate danger. Everyone else is asked as by day. With “nobody”, the Form says that no one at the schools may read a report before the next school day. The district chooses this before going live.",
        allowed: "“nobody” or “on-duty”.",
        isInForm: true,
        options: () => [
          {
            id: "nobody",
            label: "Nobody",
            help: "The Form says so, and whom to call. Emails go out all the same.",
          },
          {
            id: "on-duty",
            label: "People who are on duty",
            help: "Someone has promised to answer at night, on weekends and in the holidays. Mark them in Contacts, under On duty.",
          },
        ],
      },
    ),
    checkInEveryDays: whole("times", 7, [1, 90], {
      label: "Days between check-ins with the student",
      about: "How often someone should check in with the student of an open case.",
    }),
    monitorEveryDays: whole("times", 14, [1, 90], {
      label: "Days between reviews of the action plan",
      about: "How often the action plan of an open case should be reviewed.",
    }),
    holdMaxDays: whole("times", 30, [1, 90], {
      label: "Longest hold, in days",
      about: "A hold cannot be set for longer than this at one time.",
    }),
    formResponsesDays: whole("retention", 30, [7, 365], {
      label: "Days that a report also stays in the Form",
      about:
        "A lost report is recovered from there. Anyone who may edit the Form can read it there.",
    }),
    retentionYears: whole("retention", null, [1, 100], {
      label: "Years that a closed case is kept",
      about: "The district chooses this before going live. It can be changed later.",
    }),
    studentIdLength: whole("students", null, [3, 30], {
      label: "Characters of a student id",
      about:
        "How many characters every student id of the district has, counting what it begins with. Reports are matched by id only if the id fits this and the next two settings. Other ids are shown to a person to compare.",
    }),
    studentIdDigits: setting("students", false, (text) => tickCell[1](text, null), {
      label: "Digits only?",
      about: "Whether a student id has only digits, apart from what it begins with.",
      allowed: "yes or no; empty is no.",
      options: () => [
        { id: "yes", label: "Yes" },
        { id: "no", label: "No" },
      ],
    }),
    studentIdPrefix: setting("students", null, prefixIn, {
      label: "What every student id begins with",
      about: "If all student ids of the district begin alike, write those characters.",
      allowed: "Letters, digits and hyphens, such as S or 20-; or empty.",
    }),
    domains: setting("district", [], domainsIn, {
      label: "The district's email domains",
      about:
        "Staff and reporters are emailed only at these. A subdomain counts as another domain. While this is empty, no reporter is emailed.",
      allowed: "Domains with a comma between them, such as district.example; or empty.",
    }),
    studentDomains: setting("students", [], studentDomainsIn, {
      label: "Students' email domains",
      about:
        "Domains of students' addresses (subdomains are included), or how such addresses begin, with * after it. They never get email or access. If no student has an address, write none. While this is empty, no reporter is emailed.",
      allowed:
        "Domains such as students.district.example, and beginnings such as stu* or smith.student*, with a comma between them; or none.",
    }),
    smallCell: whole("retention", 11, [2, 100], {
      label: "Smallest count that is shown outside the district",
      about: "Counts below this are not shown in statistics that leave the register.",
    }),
    formLanguage: setting<Settings["formLanguage"]>(
      "audience",
      "both",
      (text) => formLanguages.find((one) => one === text.toLowerCase()) ?? null,
      {
        label: "Language of the Form",
        about:
          "The language in which the Form asks, or both: then it first asks which. Reports mean the same in either. A protocol without Spanish keeps the Form in English.",
        allowed: `One of: ${formLanguages.join(", ")}.`,
        isInForm: true,
        options: () =>
          formLanguages.map((id) => ({
            id,
            label:
              id === "both" ? "Both, with a first question that asks which" : languageWords[id],
          })),
      },
    ),
    translationReviewed: setting("audience", [], reviewsIn, {
      label: "Who reviewed the Spanish texts",
      about:
        "A qualified translator's name, the day, and the code that Check names. Until then, every Spanish text says that no one has reviewed it.",
      allowed:
        "A name, a day and a code, such as Alma Ruiz, 2026-12-01, es-12ab34cd; several with a semicolon between them; or empty.",
      isInForm: true,
    }),
    responders: setting("audience", [], respondersIn, {
      label: "Who may also answer the Form, by address",
      about:
        "Staff and groups, where the Form is not open to the whole domain: this adds people and shuts no one out. Substitutes, coaches and volunteers who are in none of these cannot report with the Form.",
      allowed:
        "Addresses such as all-staff@district.example, with a comma between them, and no student's; or empty.",
      isInForm: true,
    }),
  };
}
const table = once(allSettings);

const settingKeys = () => Object.keys(table()) as (keyof Settings)[];

/** The pack's own waiting times (hours) as three numbers; "" if they do not fit three groups of levels. */
function writtenWaits({ levels }: ProtocolPack): string {
  const at = levels.findIndex(({ protocol }) => protocol !== null);
  const groups = [levels.slice(0, at), levels.slice(at, at + 1), levels.slice(at + 1)];
  const hours = groups.map((group) => [...new Set(group.map(({ wait }) => wait.hours))]);
  return hours.every(({ length }) => length === 1) ? hours.join(", ") : "";
}

/** What the Value cell of a new register holds; "" if the district has to choose, or may leave it empty. */
function defaultOf(key: keyof Settings): string {
  if (key === "acknowledgeWithinHours") return writtenWaits(defaultPack());
  if (key === "digestAt") return "07:30";
  const { standard } = table()[key];
  return typeof standard === "number" || typeof standard === "string" ? String(standard) : "";
}

/**
 * Every setting, in the order of the Settings tab. `about`: what it means; `meaning`: the same for the person who keeps the tab, with what
 * to do after a change.
 */
export const settingDefinitions = once(() =>
  settingKeys().map((key) => {
    const entry: Entry<unknown> = table()[key];
    const isInForm = entry.isInForm === true;
    const after = " After a change, choose Set up in the Form's menu: it puts this into the Form.";
    const meaning = `${entry.label.replace(/\?$/, "")}. ${entry.about}${isInForm ? after : ""}`;
    return { ...entry, key, isInForm, meaning, default: defaultOf(key) };
  }),
);

/** The settings from the tab's rows. One that is missing or empty gets its default. Adds what cannot be read to `problems`. */
export function parseSettings(rows: readonly TypedRow[], problems: RowProblem[]): Settings {
  const keys = settingKeys();
  const compact = (text: string) => foldToWords(text).replace(/ /g, "");
  const found = new Map<keyof Settings, RowReader>();
  for (const row of filledRows("settings", rows, problems)) {
    const written = row.text("setting");
    const key =
      keys.find((one) => one === written) ?? keys.find((one) => compact(one) === compact(written));
    if (key === undefined) {
      row.refuse(
        "setting",
        "The name of a setting. No setting has this name, so the row is not used: correct or delete it.",
      );
    } else if (found.has(key)) {
      row.refuse("setting", "Nothing: a row above has this setting, and that one is used.");
    } else found.set(key, row);
  }
  const values: Record<string, unknown> = {};
  for (const key of keys) {
    const { standard, read, allowed }: Entry<unknown> = table()[key];
    const row = found.get(key);
    const text = row?.text("value") ?? "";
    values[key] = standard;
    if (row === undefined || text === "") continue;
    const refuse = (write = allowed) => row.refuse("value", write);
    // Every setting above this one has been read by now, with the type that the table gives it.
    const above = values as unknown as Settings;
    const value = read(text, { cell: row.cells["value"] ?? null, above, refuse }) ?? refuse();
    // A setting about student ids that cannot be read must not count as missing, because then the system would guess what an id looks like.
    if (value !== null) values[key] = value;
    else if (key.startsWith("studentId")) values[key] = "unreadable";
  }
  return values as unknown as Settings;
}

/** The settings of a district that has chosen nothing. */
export const settingDefaults = once(() => parseSettings([], []));
