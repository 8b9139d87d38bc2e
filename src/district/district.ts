/**
 * The district's own data ("directory"): people, agencies, schools and settings, as read from the tabs Contacts, Schools and Settings; and
 * which addresses email may be sent to.
 */

import type { FormLanguage } from "../language";
import type { Channel } from "../protocol/agencies";
import type { AgencyId, LevelId, YesNoUnknown } from "../protocol/ids";
import type { ProtocolPack } from "../protocol/pack";

/** The roles of people (permanent ids), and how a sentence names someone in the role. */
export const roleWords = {
  "designated-contact": "designated contact",
  "backup-contact": "backup contact",
  "district-lead": "district lead",
  "alternate-lead": "alternate lead",
  "district-admin": "district admin",
} as const;
export type PersonRole = keyof typeof roleWords;
// The keys are those of the table.
export const personRoles = Object.keys(roleWords) as readonly PersonRole[];

/** The roles as one phrase of a sentence. */
export function listRoles(roles: readonly PersonRole[]): string {
  const words = [...new Set(roles)].map((role) => `the ${roleWords[role]}`);
  const last = words[words.length - 1] ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

/** What every row of Contacts has. */
interface ContactsRow {
  /** The school for which the row counts; null: every school of the district. */
  readonly school: string | null;
  readonly name: string;
  readonly phone: string | null;
  /** The row in Contacts as people count rows (the first is 1). */
  readonly row: number;
}

/** A person of Contacts. */
export interface Person extends ContactsRow {
  readonly role: PersonRole;
  /** Lower case. */
  readonly email: string;
  /** First and last day of an absence, as milliseconds (UTC) of midnight in the district's zone; null where not away. */
  readonly awayFrom: number | null;
  readonly awayTo: number | null;
  /** Whether the lead has ticked that this person may open the register. */
  readonly mayOpen: boolean;
}

/** An agency of Contacts that takes reports. It gets no email. */
export interface Agency extends ContactsRow {
  readonly agency: AgencyId;
  /** The way by which a written report reaches the agency. Each row has one; null where it has none. */
  readonly channel: Channel | null;
}

/** A liaison, such as one for foster youth: named to the reader where they can help. Gets no email and no access. */
export interface Liaison extends ContactsRow {
  /** Id of the liaison in the protocol pack. */
  readonly liaison: string;
}

/** A school of the Schools tab. */
export interface School {
  readonly school: string;
  readonly grades: string | null;
  readonly lawEnforcementAgency: string | null;
  readonly sroIsDistrictPolice: YesNoUnknown;
  /** From the first bell to dismissal, in minutes after midnight in the district's zone; null where the tab does not say. */
  readonly hours: SchoolHours | null;
  readonly row: number;
}

/** Minutes after midnight. */
export interface SchoolHours {
  readonly opens: number;
  readonly closes: number;
}

/** Waiting times in hours as a district writes them: for three groups of levels, or level by level. */
export type WaitHours =
  | {
      readonly belowProtocols: number;
      readonly lowestProtocol: number;
      readonly higherProtocols: number;
    }
  | { readonly byLevel: Readonly<Record<LevelId, number>> };

/** Days without school, from first to last (both included), as "YYYY-MM-DD" in the district's calendar. */
export interface DaySpan {
  readonly first: string;
  readonly last: string;
}

/** That a qualified translator has read a version of the texts in a language. */
export interface TranslationReview {
  readonly by: string;
  /** "YYYY-MM-DD". */
  readonly day: string;
  readonly version: string;
}

/** All settings, defaults filled in (design section 5). Units are in the names (Hours, Minutes, Days, Years). */
export interface Settings {
  /** Hours until a case must be acknowledged; school hours where the level counts those. Null: as each level of the pack says. */
  readonly acknowledgeWithinHours: WaitHours | null;
  /** Id of the protocol pack for new reports; null: the first pack of the system. */
  readonly protocol: string | null;
  readonly immediateDangerMinutes: number;
  readonly dangerAgainMinutes: number;
  readonly callReminderHours: number;
  /** When the morning digest is sent: minutes after midnight in the district's zone. */
  readonly digestAt: number;
  /** Days without school in addition to Saturdays and Sundays; empty: none. */
  readonly schoolClosed: readonly DaySpan[];
  readonly checkInEveryDays: number;
  readonly monitorEveryDays: number;
  readonly holdMaxDays: number;
  readonly formResponsesDays: number;
  /** Years for which closed cases are kept; null until the district has chosen. */
  readonly retentionYears: number | null;
  /**
   * What the district's student ids look like: number of characters (null: any), whether all but the prefix are digits, and the prefix
   * (null: any). "unreadable": the setting cannot be read, and then no id joins reports.
   */
  readonly studentIdLength: number | null | "unreadable";
  readonly studentIdDigits: boolean | "unreadable";
  readonly studentIdPrefix: string | null | "unreadable";
  /** The district's email domains, in lower case; empty: not set. */
  readonly domains: readonly string[];
  /**
   * Domains and beginnings of student addresses, in lower case. A domain covers its subdomains; "stu*" covers all addresses that begin with
   * "stu".
   */
  readonly studentDomains: readonly string[];
  readonly smallCell: number;
  /** In which languages reporters can answer the Form. */
  readonly formLanguage: FormLanguage;
  /** Reviews by qualified translators; each counts for one version of a language's texts. */
  readonly translationReviewed: readonly TranslationReview[];
  /** Addresses (lower case) of staff and groups that may answer the Form, in addition to people whom its general access lets in. */
  readonly responders: readonly string[];
}

/** A cell of Contacts, Schools or Settings that cannot be used as it stands. */
export interface RowProblem {
  readonly tab: "contacts" | "schools" | "settings";
  /** The row as people count rows: the first of the tab is 1. */
  readonly row: number;
  /** The column's title. */
  readonly column: string;
  /** What to write there, in the words of the person who keeps the tab. It never repeats the cell's own text. */
  readonly write: string;
}

/** All of the district's own data, and what is wrong in it. */
export interface Directory {
  readonly people: readonly Person[];
  /** Addresses (lower case) in rows of Contacts that are ticked as an administrator's, even where the row cannot be used otherwise. */
  readonly administrators: readonly string[];
  readonly agencies: readonly Agency[];
  readonly liaisons: readonly Liaison[];
  readonly schools: readonly School[];
  readonly settings: Settings;
  /** The protocol pack that Settings name; the first pack where they name none that the system has. */
  readonly pack: ProtocolPack;
  readonly problems: readonly RowProblem[];
}

// Addresses.

/** ASCII alone: no space, comma, bracket or invisible character, in which a second recipient or a look-alike could hide. */
const plain =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/** True for one plain address in lower case, with nothing around it. */
export function isPlainAddress(text: string): boolean {
  return text.length <= 254 && plain.test(text);
}

/** What stands after the last "@" of an address; the whole text where it has none. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}

/** Whether an address (lower case) is of one of Google's own email domains for private accounts, such as gmail.com. */
export function isConsumerAccount(address: string): boolean {
  return /@(gmail|googlemail)\.com$/.test(address);
}

type AddressSettings = Pick<Settings, "domains" | "studentDomains">;

/**
 * Whether a person of Contacts may have this address (lower case): inside the district's domains where those are set, and no student
 * account.
 */
export function isStaffAddress(settings: AddressSettings, address: string): boolean {
  const outside = settings.domains.length > 0 && !isInsideDomains(settings, address);
  return !outside && !isStudentAccount(settings, address);
}

/**
 * The address that a reporter left, in lower case; null where they left none that may be written to: a plain address inside the district's
 * domains, and no student account (design 2.10).
 */
export function reporterAddressIn(
  settings: AddressSettings,
  written: string | null,
): string | null {
  const address = (written ?? "").trim().toLowerCase();
  const isOurs = isPlainAddress(address) && isInsideDomains(settings, address);
  return isOurs && !isStudentAccount(settings, address) ? address : null;
}

function isInsideDomains(settings: AddressSettings, address: string): boolean {
  // A subdomain counts as another domain: students often have one.
  return settings.domains.includes(domainOf(address));
}

function isStudentAccount(settings: AddressSettings, address: string): boolean {
  const domain = domainOf(address);
  return settings.studentDomains.some((one) =>
    one.endsWith("*") ? address.startsWith(one.slice(0, -1)) : isAtOrUnder(domain, one),
  );
}

/** True for the domain itself and for every subdomain of it. */
export function isAtOrUnder(domain: string, above: string): boolean {
  return domain === above || domain.endsWith(`.${above}`);
}
