/** The settings of a district: what they mean, which values are allowed, and the defaults. */

import { formLanguages } from "../language";
import { once } from "../once";
import { approvalWords, defaultPack, newestPacks, packs } from "../protocol/find-pack";
import type { ProtocolPack } from "../protocol/pack";
import { say } from "../protocol/wording";
import { languageWords } from "../register/columns";
import type { Settings } from "./district";

/** The page of Set up, and of Settings, that asks for a setting. */
export type SettingPage = "district" | "students" | "audience" | "retention" | "times";

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

export interface SettingOption {
  readonly id: string;
  readonly label: string;
  readonly help?: string;
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
// Words that say what may be written: for the Meaning column and for the problem beside a wrong value.

/** The protocols that the setting `protocol` may name, as words for its column Allowed. */
export function packsWords(): string {
  const ids = packs().map(({ id }) => id);
  return `One of: ${ids.join(", ")}`;
}

export const studentDomainsWords =
  "Domains such as students.district.example, and beginnings such as stu* or smith.student*, with a comma between them; or empty.";

export const respondersWords =
  "Addresses such as all-staff@district.example, with a comma between them, and no student's; or empty.";

export const formLanguageWords = `One of: ${formLanguages.join(", ")}.`;

export const translationReviewedWords =
  "A name, a day and a version, such as Alma Ruiz, 2026-12-01, es-12ab34cd; several with a semicolon between them; or empty.";

/**
 * The longest span in `schoolClosed`, in days, both ends included. A summer fits; a slip of a year, which would put off reminders, does
 * not.
 */
export const longestClosure = 100;

export const schoolClosedWords = `Days such as 2026-11-26 and spans such as 2026-12-21 to 2027-01-01, with a comma between them; a span of at most ${longestClosure} days; or empty.`;

/** The value of each setting that the tab does not give. */
export const settingDefaults: Settings = {
  acknowledgeWithinHours: null,
  protocol: null,
  immediateDangerMinutes: 15,
  dangerAgainMinutes: 15,
  callReminderHours: 1,
  digestAt: 7 * 60 + 30,
  schoolClosed: [],
  checkInEveryDays: 7,
  monitorEveryDays: 14,
  holdMaxDays: 30,
  formResponsesDays: 30,
  retentionYears: null,
  studentIdLength: null,
  studentIdDigits: false,
  studentIdPrefix: null,
  domains: [],
  studentDomains: [],
  smallCell: 11,
  formLanguage: "both",
  translationReviewed: [],
  responders: [],
};

/** The least and the greatest allowed value. */
export type Range = readonly [number, number];

/** Ranges of the settings that are whole numbers. */
export const wholeNumbers = {
  immediateDangerMinutes: [1, 240],
  dangerAgainMinutes: [1, 60],
  checkInEveryDays: [1, 90],
  monitorEveryDays: [1, 90],
  holdMaxDays: [1, 90],
  formResponsesDays: [7, 365],
  smallCell: [2, 100],
} as const satisfies Partial<Record<keyof Settings, Range>>;
/**
 * The range of `immediateDangerMinutes` that counts (minutes). A greater value is read and counts as the greatest, a smaller one as the
 * least.
 */
export const dangerMinutes: Range = [5, 60];
export const keptYears: Range = [1, 100];
export type WholeNumber = keyof typeof wholeNumbers;

/** Words for a range: for the Meaning column and for the problem beside a wrong value. */
export function rangeWords([least, most]: Range, kind = "whole number"): string {
  return `A ${kind} from ${least} to ${most}.`;
}

const protocolOptions = (): readonly SettingOption[] =>
  newestPacks().map(({ id, author, version, title, approval }) => ({
    id,
    label: `${author}, ${version}`,
    help: `${say(title.words)}. ${approvalWords(approval)}`,
  }));

const languageOptions = (): readonly SettingOption[] =>
  formLanguages.map((id) => ({
    id,
    label: id === "both" ? "Both, with a first question that asks which" : languageWords[id],
  }));

const yesOrNo = (): readonly SettingOption[] => [
  { id: "yes", label: "Yes" },
  { id: "no", label: "No" },
];

type Words = readonly [label: string, about: string, allowed: string];

function setting(
  page: SettingPage,
  key: keyof Settings,
  standard: string,
  [label, about, allowed]: Words,
): SettingDefinition {
  return {
    key,
    page,
    label,
    default: standard,
    about,
    meaning: about,
    allowed,
    isInForm: false,
    options: null,
  };
}

const inForm = (one: SettingDefinition): SettingDefinition => ({
  ...one,
  meaning: `${one.about} After a change, choose Set up in the Form's menu: it puts this into the Form.`,
  isInForm: true,
});

function whole(
  page: SettingPage,
  key: WholeNumber,
  [label, about]: readonly [label: string, about: string],
): SettingDefinition {
  const words = [label, about, rangeWords(wholeNumbers[key])] as const;
  return setting(page, key, String(settingDefaults[key]), words);
}

function makeSettingDefinitions(): readonly SettingDefinition[] {
  return [
    setting("times", "acknowledgeWithinHours", writtenWaits(defaultPack()), [
      "Hours until a case must be acknowledged",
      "Three numbers: for cases below every protocol (counted in school hours), for the lowest protocol, and for every higher level. If this is empty, the protocol's own times count.",
      "Three numbers such as 8, 4, 1, or one for all; each above 0, up to 240; or empty.",
    ]),
    {
      ...inForm(
        setting("district", "protocol", "", [
          "Whose protocol the district follows",
          "New reports follow this protocol. A case stays under the protocol that opened it.",
          "The id of a protocol that this system has. Student safety, Settings offers them by name. Empty: the first of them.",
        ]),
      ),
      options: protocolOptions,
    },
    setting("times", "immediateDangerMinutes", String(settingDefaults.immediateDangerMinutes), [
      "Minutes until people are asked again about immediate danger",
      "If no one acknowledges an immediate danger, everyone is asked again after this many minutes, after twice as many and after four times as many. In between, people are asked one after the other.",
      `${rangeWords(dangerMinutes)} The highest value is ${dangerMinutes[1]}.`,
    ]),
    whole("times", "dangerAgainMinutes", [
      "Minutes until someone who acknowledged a danger is asked about the call",
      "If a case with immediate danger is acknowledged and no call is ticked, that person is asked again after this many minutes. After an hour, they are asked every hour.",
    ]),
    setting("times", "callReminderHours", "1", [
      "Hours before a reminder about a call that is not ticked",
      "If a call is not ticked by then, a reminder is sent.",
      "A number above 0, up to 48.",
    ]),
    setting("times", "digestAt", "07:30", [
      "Time of the daily summary",
      "When the daily summary is emailed, in the district's time zone.",
      "A time of day, such as 07:30.",
    ]),
    setting("times", "schoolClosed", "", [
      "Days without school",
      "Besides Saturdays and Sundays. No school hours pass on these days. Only cases below every protocol wait in school hours. All other times keep running.",
      schoolClosedWords,
    ]),
    whole("times", "checkInEveryDays", [
      "Days between check-ins with the student",
      "How often someone should check in with the student of an open case.",
    ]),
    whole("times", "monitorEveryDays", [
      "Days between reviews of the action plan",
      "How often the action plan of an open case should be reviewed.",
    ]),
    whole("times", "holdMaxDays", [
      "Longest hold, in days",
      "A hold cannot be set for longer than this at one time.",
    ]),
    whole("retention", "formResponsesDays", [
      "Days that a report also stays in the Form",
      "A lost report is recovered from there. Anyone who may edit the Form can read it there.",
    ]),
    setting("retention", "retentionYears", "", [
      "Years that a closed case is kept",
      "The district chooses this before going live. It can be changed later.",
      rangeWords(keptYears),
    ]),
    setting("students", "studentIdLength", "", [
      "Characters of a student id",
      "How many characters every student id of the district has, counting what it begins with. Reports are joined only by ids that fit this and the next two settings. Other ids are shown to a person to compare.",
      "A whole number from 3 to 30; or empty.",
    ]),
    {
      ...setting("students", "studentIdDigits", "", [
        "Digits only?",
        "Whether a student id has only digits, apart from what it begins with.",
        "yes or no; empty is no.",
      ]),
      options: yesOrNo,
    },
    setting("students", "studentIdPrefix", "", [
      "What every student id begins with",
      "If all student ids of the district begin alike, write those characters.",
      "Letters, digits and hyphens, such as S or 20-; or empty.",
    ]),
    setting("district", "domains", "", [
      "The district's email domains",
      "Staff and reporters are emailed only at these. A subdomain counts as another domain. While this is empty, no reporter is emailed.",
      "Domains with a comma between them, such as district.example; or empty.",
    ]),
    setting("students", "studentDomains", "", [
      "Students' email domains",
      "Each with its subdomains; or how students' addresses begin, with * after it. Such an address never gets email or access.",
      studentDomainsWords,
    ]),
    whole("retention", "smallCell", [
      "Smallest count that is shown outside",
      "Counts below this are not shown in statistics that leave the register.",
    ]),
    {
      ...inForm(
        setting("audience", "formLanguage", settingDefaults.formLanguage, [
          "Language of the Form",
          "The language in which the Form asks: both for a Form that first asks which, en for English only, es for Spanish only. Reports mean the same in either. A protocol without Spanish keeps the Form in English.",
          formLanguageWords,
        ]),
      ),
      options: languageOptions,
    },
    inForm(
      setting("audience", "translationReviewed", "", [
        "Who reviewed the Spanish texts",
        "A qualified translator's name, the day, and the version that Check names. Until then, every Spanish text says that no one has reviewed it.",
        translationReviewedWords,
      ]),
    ),
    inForm(
      setting("audience", "responders", "", [
        "Who may also answer the Form, by address",
        "Staff and groups, where the Form is not open to the whole domain. Substitutes, coaches and volunteers who are in none of these cannot report with the Form.",
        respondersWords,
      ]),
    ),
  ];
}

/** Every setting, in the order of the Settings tab. */
export const settingDefinitions = once(makeSettingDefinitions);

/** The settings that a page asks for, in the order of the Settings tab. */
export function settingsOn(page: SettingPage): readonly SettingDefinition[] {
  return settingDefinitions().filter((one) => one.page === page);
}
