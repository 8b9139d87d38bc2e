/** The district's settings: what they mean, their allowed values and their defaults. */
import type { Settings } from "./directory";

export interface SettingDefinition {
  readonly key: keyof Settings;
  /** As it stands in the Value cell of a new register; "" where the district has to choose, or may leave it empty. */
  readonly default: string;
  /** For the person who keeps the tab. */
  readonly meaning: string;
  readonly allowed: string;
}

/** Every setting, in the order of the Settings tab. */
export const settingDefinitions: readonly SettingDefinition[] = [
  {
    key: "acknowledgeWithinHours",
    default: "8, 4, 1",
    meaning:
      "Hours until a case must be acknowledged: first needs review and below threshold (in school hours), then at risk, then every higher level.",
    allowed: "Three numbers, or one for all; each above 0, up to 240.",
  },
  {
    key: "immediateDangerMinutes",
    default: "15",
    meaning: "Minutes until a case with immediate danger must be acknowledged.",
    allowed: "A whole number from 1 to 240.",
  },
  {
    key: "callReminderHours",
    default: "1",
    meaning: "Hours until a call that is not ticked is reminded of.",
    allowed: "A number above 0, up to 48.",
  },
  {
    key: "digestAt",
    default: "07:30",
    meaning: "When the daily summary goes out, in the district's time.",
    allowed: "A time of day, such as 07:30.",
  },
  {
    key: "checkInEveryDays",
    default: "7",
    meaning: "Days between two check-ins with the student.",
    allowed: "A whole number from 1 to 90.",
  },
  {
    key: "monitorEveryDays",
    default: "14",
    meaning: "Days between two reviews of the action plan.",
    allowed: "A whole number from 1 to 90.",
  },
  {
    key: "holdMaxDays",
    default: "30",
    meaning: "Longest hold that can be set at a time, in days.",
    allowed: "A whole number from 1 to 90.",
  },
  {
    key: "formResponsesDays",
    default: "30",
    meaning:
      "Days that a response stays in the Form's own store, from where a lost report is recovered.",
    allowed: "A whole number from 7 to 365.",
  },
  {
    key: "retentionYears",
    default: "",
    meaning: "Years that a closed case is kept. The district chooses this before going live.",
    allowed: "A whole number from 1 to 100.",
  },
  {
    key: "studentIdPattern",
    default: "",
    meaning:
      "What a student id of this district looks like. Reports are joined only by ids that fit it.",
    allowed: "A regular expression for the whole id, such as [0-9]{4,8}; or empty.",
  },
  {
    key: "domains",
    default: "",
    meaning:
      "The district's mail domains. Staff and reporters are written to only at these; while it is empty, no reporter is written to.",
    allowed: "Domains with a comma between them, such as district.example; or empty.",
  },
  {
    key: "studentAccountPattern",
    default: "",
    meaning: "What a student's mail address looks like. Such an address never gets mail or access.",
    allowed: "A regular expression, such as @students[.]district[.]example$; or empty.",
  },
  {
    key: "alternateLead",
    default: "",
    meaning:
      "Address of the person who stands in for the district lead, also when a report names the lead.",
    allowed: "An address that stands in Contacts; or empty.",
  },
  {
    key: "smallCell",
    default: "11",
    meaning: "Counts below this are not shown in statistics that leave the register.",
    allowed: "A whole number from 2 to 100.",
  },
];

/** What holds where the tab says nothing. */
export const settingDefaults: Settings = {
  acknowledgeWithinHours: {
    "needs-review": 8,
    "below-threshold": 8,
    "at-risk": 4,
    "recruitment-or-exploitation": 1,
    "suspected-victim": 1,
    "confirmed-victim": 1,
  },
  immediateDangerMinutes: 15,
  callReminderHours: 1,
  digestAt: 7 * 60 + 30,
  checkInEveryDays: 7,
  monitorEveryDays: 14,
  holdMaxDays: 30,
  formResponsesDays: 30,
  retentionYears: null,
  studentIdPattern: null,
  domains: [],
  studentAccountPattern: null,
  alternateLead: null,
  smallCell: 11,
};
