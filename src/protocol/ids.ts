/**
 * The types of ids. Ids from a pack can be any text, because each county names its own factors, levels and acts (steps of the checklist).
 * Each kind of id has a type of its own, so that the compiler refuses an act's id where a level's id is needed. Ids are permanent, because
 * cells, messages and stored responses hold them.
 */

declare const kind: unique symbol;
type Id<Kind extends string> = string & { readonly [kind]?: Kind };

export type FactorId = Id<"factor">;
export type CriterionId = Id<"criterion">;
export type ConcernId = Id<"concern">;
/** A level that has a protocol shares its id with the protocol. */
export type LevelId = Id<"level">;
export type ActId = Id<"act">;
export type AgencyId = Id<"agency">;
/** Who may have confirmed that a student is a victim. */
export type ConfirmerId = Id<"confirmer">;
export type StatuteId = Id<"statute">;

/** This list and the ones below are fixed: what the system itself asks and stores, in every county. */
export const studentRoleIds = ["may-be-targeted", "may-be-recruiting", "both", "unknown"] as const;
export type StudentRole = (typeof studentRoleIds)[number];

export const yesNoUnknownIds = ["yes", "no", "unknown"] as const;
export type YesNoUnknown = (typeof yesNoUnknownIds)[number];

export const yesNoIds = ["yes", "no"] as const;
export type YesNo = (typeof yesNoIds)[number];

/** Answers to which of the people who receive reports may be involved. */
export const recipientMayBeInvolvedIds = [
  "no",
  "contact",
  "administrator",
  "lead",
  "alternate-lead",
  "not-sure",
] as const;
export type RecipientMayBeInvolved = (typeof recipientMayBeInvolvedIds)[number];

/** The roles of people (permanent ids), and the words for each in a sentence. */
export const roleWords = {
  "designated-contact": "designated contact",
  "backup-contact": "backup contact",
  "district-lead": "district lead",
  "alternate-lead": "alternate lead",
  "district-admin": "district admin",
} as const;
export type PersonRole = keyof typeof roleWords;
export const personRoles = Object.keys(roleWords) as readonly PersonRole[];

/** Who may know who reported: the designated contact too, or only the lead. */
export const reporterKnownToIds = ["contact", "lead"] as const;
export type ReporterKnownTo = (typeof reporterKnownToIds)[number];

/** The status of a case, as people set it. */
export type CaseStatus = "open" | "waiting" | "closed";

/** The state of an act, which the system works out. "locked" and "on-hold": it must not be done yet. */
export type ActState = "open" | "done" | "not-applicable" | "locked" | "on-hold";

/** The ways to send a written report. `mail`: to an address, by email or by post. */
export const channelKinds = ["fax", "web", "mail"] as const;
export type ChannelKind = (typeof channelKinds)[number];
