/** The words that people read in the register's cells, by id. Ids are permanent; words may change, and old words stay readable as aliases. */
import type {
  ActState,
  CaseStatus,
  ConcernId,
  ConfirmedBy,
  FactorId,
  LevelId,
  ProtocolId,
  RecipientMayBeInvolved,
  StudentRole,
  YesNo,
  YesNoUnknown,
} from "../protocol/ids";

export const protocolWords = {
  "at-risk": "At risk",
  "recruitment-or-exploitation": "Suspected recruitment or exploitation",
  "suspected-victim": "Suspected victim",
  "confirmed-victim": "Confirmed victim",
} as const satisfies Record<ProtocolId, string>;

export const levelWords = {
  "needs-review": "Needs review",
  "below-threshold": "Below threshold",
  ...protocolWords,
} as const satisfies Record<LevelId, string>;

/** Short names of the factors for a cell; the Form asks in full sentences of its own. */
export const factorWords = {
  "controlled-or-groomed": "Controlled or groomed by someone",
  "with-people-in-commercial-sex": "Spends time with people known to be in commercial sex",
  "atypical-sexual-online-activity": "Sexual or social activity online that is unusual for the age",
  "runaway-or-unstable-housing": "Has run away, or unstable housing",
  "law-enforcement-involvement": "Earlier involvement with law enforcement or juvenile justice",
  "frequently-absent": "Often missing from school",
  "relationships-of-concern": "Relationships of concern",
  "substance-abuse-history": "History of substance abuse",
} as const satisfies Record<FactorId, string>;

export const concernWords = {
  "recruiting-or-exploiting": "Recruitment or exploitation of students",
  "suspected-victim": "May be a victim",
  "confirmed-victim": "Confirmed as a victim",
} as const satisfies Record<ConcernId, string>;

export const statusWords = {
  open: "Open",
  waiting: "Waiting",
  closed: "Closed",
} as const satisfies Record<CaseStatus, string>;

export const actStateWords = {
  open: "Open",
  done: "Done",
  "not-applicable": "Not applicable",
  locked: "Locked",
  "on-hold": "On hold",
} as const satisfies Record<ActState, string>;

export const yesNoUnknownWords = {
  yes: "Yes",
  no: "No",
  unknown: "Unknown",
} as const satisfies Record<YesNoUnknown, string>;

export const yesNoWords = { yes: "Yes", no: "No" } as const satisfies Record<YesNo, string>;

export const studentRoleWords = {
  "may-be-targeted": "May be targeted",
  "may-be-recruiting": "May be recruiting",
  both: "Both",
  unknown: "Not known",
} as const satisfies Record<StudentRole, string>;

export const confirmedByWords = {
  "law-enforcement": "Law enforcement",
  "child-and-family-services": "Child and family services",
  "student-disclosure": "The student told us",
  other: "Someone else",
} as const satisfies Record<ConfirmedBy, string>;

export const recipientMayBeInvolvedWords = {
  no: "No",
  contact: "The designated contact or the backup",
  administrator: "An administrator",
  lead: "The district lead",
  "not-sure": "Not sure",
} as const satisfies Record<RecipientMayBeInvolved, string>;

export const messageStateWords = {
  queued: "Queued",
  sent: "Sent",
  dropped: "Not needed any more",
} as const;
export type MessageState = keyof typeof messageStateWords;

/** Why a case is closed (design 5; the list a contact chooses from). */
export const closeReasonWords = {
  "all-acts-finished": "Every act is done or not applicable",
  "no-reasonable-suspicion": "Reviewed: no reasonable suspicion, reasons in the notes",
  "handed-over": "Handed over to another school or county",
  "agency-took-over": "An agency has taken over",
  "left-the-district": "The student has left the district",
  merged: "Merged with another case",
  "entered-by-mistake": "Entered by mistake",
} as const;
export type CloseReason = keyof typeof closeReasonWords;

/** From what the 36 hours of a written report are counted (design 6). */
export const dueFromWords = {
  learned: "From when the reporter learned it",
  received: "From when the report came in: the time of learning is missing, unreadable or later",
} as const;
