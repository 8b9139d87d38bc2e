/** A report in which no question is answered: what tests and seeds fill in. */
import type { Report } from "../../../src/form/report";
import { defaultPack } from "../../../src/protocol/find-pack";

export const blankReport: Report = {
  pack: defaultPack(),
  language: "en",
  school: null,
  studentName: null,
  studentId: null,
  grade: null,
  countyOfResidence: null,
  factors: [],
  concerns: [],
  studentRole: null,
  confirmedBy: null,
  parentMayBeInvolved: null,
  recipientMayBeInvolved: null,
  staffMayBeInvolved: null,
  immediateDanger: null,
  facts: null,
  learnedAt: null,
  calledChildAndFamilyServices: null,
  calledLawEnforcement: null,
  reporterKnownTo: null,
  reporterName: null,
  reporterEmail: null,
  reporterPhone: null,
  unread: [],
};
