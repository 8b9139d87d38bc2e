/** What people read in the cells of a case's rows, by id. Ids are permanent. */
import type { ActState, CaseStatus, YesNo, YesNoUnknown } from "../../protocol/ids";

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

/** Marks the steps that were still open when their case was closed. */
export const leftByClosed = "closed";

export const yesNoUnknownWords = {
  yes: "Yes",
  no: "No",
  unknown: "Unknown",
} as const satisfies Record<YesNoUnknown, string>;

export const yesNoWords = { yes: "Yes", no: "No" } as const satisfies Record<YesNo, string>;

/** What the entry of a column with these answers says. */
export const yesNoUnknown = { words: () => yesNoUnknownWords } as const;
export const yesNo = { words: () => yesNoWords } as const;

/** Why a case was closed (design 5). */
export const closeReasonWords = {
  "all-acts-finished": "Every step is done or does not apply",
  "no-reasonable-suspicion": "Reviewed: no reasonable suspicion, reasons in the notes",
  "handed-over": "Handed over to another school or county",
  "agency-took-over": "An agency has taken over",
  "left-the-district": "The student has left the district",
  merged: "Merged with another case",
  "entered-by-mistake": "Entered by mistake",
  released: "Sealed case, released to the main register",
} as const;
export type CloseReason = keyof typeof closeReasonWords;
