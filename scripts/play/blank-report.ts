/** A report in which no question is answered: what tests and seeds fill in. */
import type { Report } from "../../src/intake/report";

export const blankReport: Report = {
  school: null,
  studentName: null,
  studentId: null,
  grade: null,
  factors: [],
  concerns: [],
  studentRole: null,
  confirmedBy: null,
  parentMayBeInvolved: null,
  recipientMayBeInvolved: null,
  immediateDanger: null,
  facts: null,
  learnedAt: null,
  calledChildAndFamilyServices: null,
  calledLawEnforcement: null,
  reporterName: null,
  reporterEmail: null,
  reporterPhone: null,
  unread: [],
};
