/** The district's own data: people, agencies, schools and settings, as parsed from the register's tabs. */
import type { Channel } from "../protocol/channels";
import type { AgencyId, LevelId, YesNoUnknown } from "../protocol/ids";
import type { ProtocolPack } from "../protocol/pack";
import type { PersonRole } from "./roles";

export interface Person {
  readonly role: PersonRole;
  /** Null: for every school of the district. */
  readonly school: string | null;
  readonly name: string;
  readonly phone: string | null;
  /** Lower case. */
  readonly email: string;
  /** First and last day of an absence, as milliseconds (UTC) of midnight in the district's zone; null where not away. */
  readonly awayFrom: number | null;
  readonly awayTo: number | null;
  /** The lead has ticked that this person may open the register. */
  readonly mayOpen: boolean;
  /** The row in the Contacts tab as people count them (the first row is 1). */
  readonly row: number;
}

export interface Agency {
  readonly agency: AgencyId;
  /** Null: for every school. */
  readonly school: string | null;
  readonly name: string;
  readonly phone: string | null;
  readonly email: string | null;
  /** How a written report reaches it: one in each row; null where the row has none. */
  readonly channel: Channel | null;
  readonly row: number;
}

/** Named in a row where they help; told of nothing, and let into nothing. */
export interface Liaison {
  /** Id of the pack's liaison. */
  readonly liaison: string;
  /** Null: for every school. */
  readonly school: string | null;
  readonly name: string;
  readonly phone: string | null;
  readonly row: number;
}

export interface School {
  readonly school: string;
  readonly grades: string | null;
  readonly lawEnforcementAgency: string | null;
  readonly sroIsDistrictPolice: YesNoUnknown;
  readonly row: number;
}

/** Waiting times as a district writes them: by three kinds of level, or level by level. */
export type WaitHours =
  | {
      readonly belowProtocols: number;
      readonly lowestProtocol: number;
      readonly higherProtocols: number;
    }
  | { readonly byLevel: Readonly<Record<LevelId, number>> };

/** Days that are no school days, as "YYYY-MM-DD" in the district's calendar; both ends belong to it. */
export interface DaySpan {
  readonly first: string;
  readonly last: string;
}

/** Settings with their defaults filled in (design section 5). Times in the unit of their name. */
export interface Settings {
  /** Null: each level's own. Hours; school hours where the level counts those. */
  readonly acknowledgeWithinHours: WaitHours | null;
  /** Id of the pack that new reports are read by; null: the first that the desk carries. */
  readonly protocol: string | null;
  readonly immediateDangerMinutes: number;
  readonly dangerAgainMinutes: number;
  readonly callReminderHours: number;
  /** Minutes after midnight, district's zone. */
  readonly digestAt: number;
  /** Beside Saturdays and Sundays; empty: none. */
  readonly schoolClosed: readonly DaySpan[];
  readonly checkInEveryDays: number;
  readonly monitorEveryDays: number;
  readonly holdMaxDays: number;
  readonly formResponsesDays: number;
  /** Null until the district has chosen. */
  readonly retentionYears: number | null;
  /**
   * How a student id looks: its characters (null: any number), whether they are digits but for the prefix, and the text
   * that it begins with (null: any). "unreadable": the district wrote something else, and no id joins reports.
   */
  readonly studentIdLength: number | null | "unreadable";
  readonly studentIdDigits: boolean | "unreadable";
  readonly studentIdPrefix: string | null | "unreadable";
  /** The district's mail domains, lower case; empty: not set. */
  readonly domains: readonly string[];
  /** Lower case. A domain stands for itself and its subdomains; "stu*" for all addresses that begin with "stu". */
  readonly studentDomains: readonly string[];
  readonly smallCell: number;
  /** Addresses (lower case) of staff and of groups that may answer the Form beside whoever its general access lets; empty: none by address. */
  readonly responders: readonly string[];
}

/** A cell of Contacts, Schools or Settings that cannot be used as it stands. */
export interface RowProblem {
  readonly tab: "contacts" | "schools" | "settings";
  /** As people count them: the first row of the tab is 1. */
  readonly row: number;
  /** The column's header as people read it. */
  readonly column: string;
  /** What to write there, in the words of the person who keeps the tab. Never the cell's own text. */
  readonly write: string;
}

export interface Directory {
  readonly people: readonly Person[];
  /** Addresses (lower case) of the rows of Contacts ticked as an administrator's, whatever else is wrong with the row. */
  readonly administrators: readonly string[];
  readonly agencies: readonly Agency[];
  readonly liaisons: readonly Liaison[];
  readonly schools: readonly School[];
  readonly settings: Settings;
  /** The pack that Settings name; the first one where they name none that the desk carries. */
  readonly pack: ProtocolPack;
  readonly problems: readonly RowProblem[];
}
