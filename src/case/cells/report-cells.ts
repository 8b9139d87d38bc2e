/** The cells of a report: where a printed record shows each. Pure. */
import type { ReportRow } from "../../register/tabs";
import type { Printing } from "./cell-policy";

/** Where a printed record shows each cell of a report. */
export const printedOfReport: { readonly [K in keyof ReportRow]: Printing } = {
  row: "never",
  response: "never",
  part: "never",
  case: "never",
  accepted: "never",
  stateLost: "never",
  received: "shown",
  school: "student",
  studentName: "student",
  studentId: "student",
  grade: "student",
  countyOfResidence: "shown",
  facts: "shown",
  factors: "inside",
  concerns: "inside",
  studentRole: "inside",
  confirmedBy: "inside",
  parentMayBeInvolved: "inside",
  recipientMayBeInvolved: "inside",
  staffMayBeInvolved: "inside",
  immediateDanger: "shown",
  learnedAt: "shown",
  unread: "inside",
  textChanges: "shown",
  // Who sent it.
  reporterName: "reporter",
  reporterEmail: "reporter",
  reporterPhone: "reporter",
  reporterKnownTo: "knows-reporter",
  language: "reporter",
  // About its reporter's own duty to report.
  calledChildAndFamilyServices: "duty",
  calledLawEnforcement: "duty",
  writtenReportDue: "duty",
  writtenReportDueFrom: "duty",
  reporterTold: "duty",
  callConfirmed: "duty",
  writtenReportConfirmed: "duty",
  reporterUnreachable: "duty",
  agreedReport: "duty",
};
