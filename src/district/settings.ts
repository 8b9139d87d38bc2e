/** The settings of a district: what they mean, which values are allowed, and the defaults. */

import { formLanguages } from "../language";
import { once } from "../once";
import { defaultPack, packs } from "../protocol/find-pack";
import type { ProtocolPack } from "../protocol/pack";
import type { Settings } from "./district";

/** One row of Settings. */
export interface SettingDefinition {
  readonly key: keyof Settings;
  /** What the Value cell of a new register holds; "" where the district has to choose, or may leave it empty. */
  readonly default: string;
  /** What the setting means, for the person who keeps the tab. */
  readonly meaning: string;
  readonly allowed: string;
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

function setting(
  key: keyof Settings,
  standard: string,
  meaning: string,
  allowed: string,
): SettingDefinition {
  return { key, default: standard, meaning, allowed };
}

function whole(key: WholeNumber, meaning: string): SettingDefinition {
  return setting(key, String(settingDefaults[key]), meaning, rangeWords(wholeNumbers[key]));
}

function makeSettingDefinitions(): readonly SettingDefinition[] {
  return [
    setting(
      "acknowledgeWithinHours",
      writtenWaits(defaultPack()),
      "Hours until a case must be acknowledged. Three numbers: the levels below every protocol (in school hours), the lowest protocol, every higher level. Empty: as the protocol has it.",
      "Three numbers, or one for all; each above 0, up to 240; or empty.",
    ),
    setting(
      "protocol",
      "",
      "The protocol that new reports are read by. After a change choose Set up in the Form's menu, which puts it into the Form. A case goes on under the protocol that opened it.",
      "The id of a protocol that this desk has; Student safety, Settings offers them by name. Empty: the first of them.",
    ),
    setting(
      "immediateDangerMinutes",
      String(settingDefaults.immediateDangerMinutes),
      "Minutes until people are asked again about immediate danger that nobody has acknowledged: everybody after one such wait, two and four; the others one after the other.",
      `${rangeWords(dangerMinutes)} What is higher counts as ${dangerMinutes[1]}.`,
    ),
    whole(
      "dangerAgainMinutes",
      "A case with immediate danger was acknowledged, and no call is ticked: after so many minutes that person is asked again. After an hour it is each hour.",
    ),
    setting(
      "callReminderHours",
      "1",
      "Hours until a call that is not ticked is reminded of.",
      "A number above 0, up to 48.",
    ),
    setting(
      "digestAt",
      "07:30",
      "When the daily summary goes out, in the district's time.",
      "A time of day, such as 07:30.",
    ),
    setting(
      "schoolClosed",
      "",
      "Days without school, besides Saturdays and Sundays. No school hours pass on them. Only the levels below every protocol wait in school hours. Every other waiting time goes on.",
      schoolClosedWords,
    ),
    whole("checkInEveryDays", "Days between two check-ins with the student."),
    whole("monitorEveryDays", "Days between two reviews of the action plan."),
    whole("holdMaxDays", "Longest hold that can be set at a time, in days."),
    whole(
      "formResponsesDays",
      "Days that a response stays in the Form's own store, from where a lost report is recovered.",
    ),
    setting(
      "retentionYears",
      "",
      "Years that a closed case is kept. The district chooses this before going live.",
      rangeWords(keptYears),
    ),
    setting(
      "studentIdLength",
      "",
      "How many characters a student id of this district has, its beginning included. Reports are joined only by ids that fit this and the two settings below.",
      "A whole number from 3 to 30; or empty.",
    ),
    setting(
      "studentIdDigits",
      "",
      "Whether a student id has digits only, apart from its beginning.",
      "yes or no; empty is no.",
    ),
    setting(
      "studentIdPrefix",
      "",
      "What every student id begins with.",
      "Letters, digits and hyphens, such as S or 20-; or empty.",
    ),
    setting(
      "domains",
      "",
      "The district's mail domains. Staff and reporters are written to only at these; while it is empty, no reporter is written to.",
      "Domains with a comma between them, such as district.example; or empty.",
    ),
    setting(
      "studentDomains",
      "",
      "The mail domains of students, each with its subdomains; or how students' addresses begin, with * after it. Such an address never gets mail or access.",
      studentDomainsWords,
    ),
    whole("smallCell", "Counts below this are not shown in statistics that leave the register."),
    setting(
      "formLanguage",
      settingDefaults.formLanguage,
      "In which language the Form asks: both for one Form that first asks which, en for English only, es for Spanish only. After a change choose Set up in the Form's menu, which puts it into the Form. If the protocol has no Spanish, the Form is in English.",
      formLanguageWords,
    ),
    setting(
      "translationReviewed",
      "",
      "Who reviewed the Spanish texts, a qualified translator, when, and which version: Check names the version. Until then every Spanish text says that nobody has. After a change choose Set up in the Form's menu.",
      translationReviewedWords,
    ),
    setting(
      "responders",
      "",
      "Who may answer the Form by address, staff and groups, where it is not open to the whole domain. After a change choose Set up in the Form's menu, which adds them. Substitutes, coaches and volunteers who are in none of these cannot report by the Form.",
      respondersWords,
    ),
  ];
}

/** Every setting, in the order of the Settings tab. */
export const settingDefinitions = once(makeSettingDefinitions);
