/** The permanent ids (design section 4). Ids are never renamed or reused; wording lives with the datum that carries it. */

export const factorIds = [
  "controlled-or-groomed",
  "with-people-in-commercial-sex",
  "atypical-sexual-online-activity",
  "runaway-or-unstable-housing",
  "law-enforcement-involvement",
  "frequently-absent",
  "relationships-of-concern",
  "substance-abuse-history",
] as const;
export type FactorId = (typeof factorIds)[number];

export const concernIds = [
  "recruiting-or-exploiting",
  "suspected-victim",
  "confirmed-victim",
] as const;
export type ConcernId = (typeof concernIds)[number];

/** The four protocols of the document, lowest level first. */
export const protocolIds = [
  "at-risk",
  "recruitment-or-exploitation",
  "suspected-victim",
  "confirmed-victim",
] as const;
export type ProtocolId = (typeof protocolIds)[number];

/** Lowest first. From `at-risk` up a level is the id of the highest protocol that applies. */
export const levelIds = ["needs-review", "below-threshold", ...protocolIds] as const;
export type LevelId = (typeof levelIds)[number];

export const actIds = [
  "call-child-and-family-services",
  "involve-law-enforcement",
  "submit-mandated-report",
  "submit-detailed-mandated-report",
  "update-child-and-family-services",
  "review-report",
  "co-create-action-plan",
  "monitor-action-plan",
  "investigate-campus-impact",
  "school-consequence",
  "law-enforcement-investigation",
  "inform-parent-or-guardian",
  "review-school-placement",
  "offer-referral",
  "offer-referral-to-parent",
  "regular-contact",
] as const;
export type ActId = (typeof actIds)[number];

export const agencyIds = [
  "child-and-family-services",
  "law-enforcement",
  "probation",
  "victim-advocate",
] as const;
export type AgencyId = (typeof agencyIds)[number];

export const studentRoleIds = ["may-be-targeted", "may-be-recruiting", "both", "unknown"] as const;
export type StudentRole = (typeof studentRoleIds)[number];

export const confirmedByIds = [
  "law-enforcement",
  "child-and-family-services",
  "student-disclosure",
  "other",
] as const;
export type ConfirmedBy = (typeof confirmedByIds)[number];

export const yesNoUnknownIds = ["yes", "no", "unknown"] as const;
export type YesNoUnknown = (typeof yesNoUnknownIds)[number];

export const yesNoIds = ["yes", "no"] as const;
export type YesNo = (typeof yesNoIds)[number];

export const recipientMayBeInvolvedIds = [
  "no",
  "contact",
  "administrator",
  "lead",
  "not-sure",
] as const;
export type RecipientMayBeInvolved = (typeof recipientMayBeInvolvedIds)[number];

export const statusIds = ["open", "waiting", "closed"] as const;
export type CaseStatus = (typeof statusIds)[number];

export const actStateIds = ["open", "done", "not-applicable", "locked", "on-hold"] as const;
export type ActState = (typeof actStateIds)[number];

/** Position of a level in `levelIds`; a higher number is a higher level. */
export function levelRank(level: LevelId): number {
  return levelIds.indexOf(level);
}
