/**
 * The types of the district's own data, the directory: people, agencies, schools and settings, as read from the tabs Contacts, Schools and
 * Settings. Which addresses may be emailed: district/addresses.
 */

import type { FormLanguage } from "./language";
import { listed } from "./lists";
import type { RegisterName } from "./ports";
import type { Channel } from "./protocol/agency-words";
import { type AgencyId, type PersonRole, roleWords, type YesNoUnknown } from "./protocol/ids";
import type { ProtocolPack } from "./protocol/pack";

export { type PersonRole, personRoles, roleWords } from "./protocol/ids";

/** Whether people with this role have the cases of schools: designated and backup contacts. */
export const isContactRole = (role: PersonRole | "administrator"): boolean =>
  role === "designated-contact" || role === "backup-contact";

/** The roles as one phrase in a sentence. */
export function listRoles(roles: readonly PersonRole[]): string {
  return listed(
    [...new Set(roles)].map((role) => `the ${roleWords[role]}`),
    "and",
  );
}

/** What every row of Contacts has. */
interface ContactsRow {
  /** The school that the row is for; null: every school of the district. */
  readonly school: string | null;
  readonly name: string;
  readonly phone: string | null;
  /** The row number in Contacts as people see it: the first row is 1. */
  readonly row: number;
}

/** Someone whom a report may name, by a role in Contacts. `email`: an address in their row, in lower case. */
export interface Named extends Pick<Person, "school" | "email"> {
  readonly role: PersonRole | "administrator";
}

/** A person of Contacts. */
export interface Person extends ContactsRow {
  readonly role: PersonRole;
  /** Lower case. */
  readonly email: string;
  /** First and last day of an absence, each as its midnight in the district's time zone, in milliseconds UTC. Null if not given. */
  readonly awayFrom: number | null;
  readonly awayTo: number | null;
  /** Whether the lead has ticked that this person may open the register. */
  readonly mayOpen: boolean;
  /** Whether the lead has ticked that they serve every school, also those with a register of their own. Counts only without a school. */
  readonly allSchools: boolean;
  /** Whether they have promised to answer outside school hours too (design 2.23). */
  readonly onDuty: OnDuty;
}

/** Someone who is told the reference and level of new cases, and nothing else. Opens no register by this row, and no case waits for them. */
export type ToldOnly = Omit<Person, "role">;

/** When someone answers: in school hours, or at any hour. */
export type OnDuty = "school-hours" | "always";

/** An agency in Contacts that takes reports. It gets no email from the system. */
export interface Agency extends ContactsRow {
  readonly agency: AgencyId;
  /** The way to send the agency a written report. A row has at most one; null if it has none. */
  readonly channel: Channel | null;
}

/** A liaison in Contacts, such as one for foster youth, who is named to the reader if they can help. Gets no email and no access. */
export interface Liaison extends ContactsRow {
  /** Id of the liaison in the protocol pack. */
  readonly liaison: string;
}

/** A school of the Schools tab. */
export interface School {
  readonly school: string;
  /** What it was called before. Cases, reports and rows of Contacts may still name it so. */
  readonly formerly: readonly string[];
  readonly grades: string | null;
  readonly lawEnforcementAgency: string | null;
  readonly sroIsDistrictPolice: YesNoUnknown;
  /** When school begins and ends each day, in minutes after midnight in the district's time zone; null if the tab does not say. */
  readonly hours: SchoolHours | null;
  /** The register that its row names; and the one that has its new cases, which is the main one until Set up has made the file. */
  readonly registerNamed: RegisterName;
  readonly register: RegisterName;
  readonly row: number;
}

/** Minutes after midnight. */
export interface SchoolHours {
  readonly opens: number;
  readonly closes: number;
}

/**
 * Waiting times in hours: for the levels below every protocol, for the lowest one with a protocol, and for those above it; or for the levels
 * that are named.
 */
export type WaitHours =
  | readonly [below: number, lowest: number, higher: number]
  | { readonly byLevel: Readonly<Record<string, unknown>> };

/** Days without school, from the first to the last (both included), as "YYYY-MM-DD" in the district's time zone. */
export interface DaySpan {
  readonly first: string;
  readonly last: string;
}

/** A qualified translator has reviewed a version of the texts in a language. */
export interface TranslationReview {
  readonly by: string;
  /** "YYYY-MM-DD". */
  readonly day: string;
  readonly version: string;
}

/** All settings, with defaults filled in (design section 5). Units are in the names (Hours, Minutes, Days, Years). */
export interface Settings {
  /**
   * Hours in which a case must be acknowledged; hours of school time for a level that counts those. Null: as the pack says for each level.
   */
  readonly acknowledgeWithinHours: WaitHours | null;
  /** Id of the protocol pack for new reports; null: the system's first pack. */
  readonly protocol: string | null;
  readonly immediateDangerMinutes: number;
  readonly dangerAgainMinutes: number;
  readonly callReminderHours: number;
  /** When the morning email is sent: minutes after midnight in the district's time zone. */
  readonly digestAt: number;
  /** Days without school other than Saturdays and Sundays; empty: none. */
  readonly schoolClosed: readonly DaySpan[];
  readonly checkInEveryDays: number;
  readonly monitorEveryDays: number;
  readonly holdMaxDays: number;
  readonly formResponsesDays: number;
  /** Years for which closed cases are kept; null until the district has chosen. */
  readonly retentionYears: number | null;
  /**
   * What the district's student ids look like: number of characters (null: any), whether everything after the prefix is digits, and the
   * prefix (null: any). "unreadable": the setting cannot be read, and then no id is used to match reports.
   */
  readonly studentIdLength: number | null | "unreadable";
  readonly studentIdDigits: boolean | "unreadable";
  readonly studentIdPrefix: string | null | "unreadable";
  /** The district's email domains, in lower case; empty if none is set. */
  readonly domains: readonly string[];
  /**
   * Domains and beginnings of student addresses, in lower case. A domain includes its subdomains; "stu*" means all addresses that begin
   * with "stu". Only `noStudents`: the district has said that no student has an address. `unreadable` stands for an entry that is not
   * clear. Empty: the district has not said.
   */
  readonly studentDomains: readonly string[];
  readonly smallCell: number;
  /** The languages in which reporters can answer the Form. */
  readonly formLanguage: FormLanguage;
  /** Reviews by qualified translators. Each counts for one version of the texts in a language. */
  readonly translationReviewed: readonly TranslationReview[];
  /** Who answers outside school hours; null until the district has chosen. What reporters are told then is as for `nobody`. */
  readonly nights: "nobody" | "on-duty" | null;
  /** Addresses (lower case) of staff and groups that may answer the Form, in addition to the people whom its general access lets in. */
  readonly responders: readonly string[];
}

/** A cell of Contacts, Schools or Settings that cannot be used as it is. */
export interface RowProblem {
  readonly tab: "contacts" | "schools" | "settings";
  /** The row number as people see it: the first row of the tab is 1. */
  readonly row: number;
  /** The column's title. */
  readonly column: string;
  /** What to write there, in the words of the person who keeps the tab. Never repeats the cell's own text. */
  readonly write: string;
}

/** All of the district's own data, and the problems in it. */
export interface Directory {
  readonly people: readonly Person[];
  /** In a run on a sealed register, in which `people` are its readers: everyone. */
  readonly everyone?: readonly Person[];
  /** Whom a report may name: everyone in Contacts by role, and those ticked as administrators, also if the row cannot be used. */
  readonly named: readonly Named[];
  /**
   * The rows of people, and those ticked as administrators, that have no address which can be used: none that can be read, or one (`email`)
   * that no account has, as far as Google has said.
   */
  readonly unusable: readonly (Pick<Named, "role" | "school"> & Partial<Named>)[];
  readonly agencies: readonly Agency[];
  readonly liaisons: readonly Liaison[];
  readonly toldOnly: readonly ToldOnly[];
  readonly schools: readonly School[];
  readonly settings: Settings;
  /** The protocol pack that Settings name; the system's first pack if they name none that the system has. */
  readonly pack: ProtocolPack;
  readonly problems: readonly RowProblem[];
  /**
   * Addresses (lower case) of leads and alternate leads whom no one else has confirmed yet: they read no sealed register, and their row
   * alone lets them open none.
   */
  readonly unconfirmed: ReadonlySet<string>;
  /** Who read sealed registers before and still does, because the new holder of the role is not confirmed yet. Not in `people`. */
  readonly earlier: readonly Person[];
}

/** Whether a role reads sealed registers. */
export const isLeadRole = (role: PersonRole): role is LeadRole => /-lead$/.test(role);
export type LeadRole = Extract<PersonRole, "district-lead" | "alternate-lead">;
