/** The columns of the tabs that hold what is known of cases: Cases, Checklist, Reports, Plan, Log, Disclosures (design section 5). */
import { protocolsOf } from "../protocol/engine";
import {
  agencyNames,
  concernNames,
  confirmerNames,
  factorNames,
  levelNames,
  protocolNames,
} from "../protocol/packs";
import {
  actStateWords,
  closeReasonWords,
  column,
  disclosureGroundWords,
  dueFromWords,
  logOutcomeWords,
  type RowOf,
  recipientMayBeInvolvedWords,
  reporterKnownToWords,
  reporterSaysCalledWords,
  statusWords,
  studentRoleWords,
  yesNoUnknownWords,
  yesNoWords,
} from "./columns";

/** Of a row's inputs, as JSON (design 2.6). One column rather than three per input: a third of the cells. */
const accepted = column("json", "accepted", "Accepted values", { hidden: true });

// In several tabs.
export const rowKey = column("text", "row", "Row", { hidden: true });
export const caseShown = column("text", "case", "Case", { width: 90 });
const caseTyped = column("text", "case", "Case", { edit: "contact", width: 90 });
export const notesColumn = column("long-text", "notes", "Notes", { edit: "contact" });

export const caseColumns = [
  caseShown,
  column("choice", "level", "Level", { words: levelNames, width: 200 }),
  column("choice", "status", "Status", { words: statusWords, edit: "contact", width: 100 }),
  column("date-time", "nextDue", "Next due", {
    note: "The earliest deadline among the open acts of the case.",
  }),
  column("list", "attention", "Needs attention", { width: 280 }),
  column("checkbox", "acknowledged", "Acknowledged", { edit: "contact", width: 130 }),
  column("text", "student", "Student", { edit: "contact" }),
  column("text", "studentId", "Student id", {
    edit: "contact",
    width: 110,
    note: "If a name or an id is wrong, correct it here: cases of perhaps the same student are looked for again. What was reported stays in Reports.",
  }),
  column("text", "school", "School", {
    edit: "contact",
    note: "If it is wrong, write it as the Schools tab has it: the case goes to that school's contact.",
  }),
  column("text", "grade", "Grade", { width: 70 }),
  column("long-text", "why", "Why this level", { width: 300 }),
  column("long-text", "wouldRaise", "What would raise it", { width: 300 }),
  column("text", "countyOfResidence", "Lives in another county"),
  column("text", "contact", "Designated contact", { width: 220 }),
  column("text", "assignedTo", "Assigned to", {
    edit: "contact",
    width: 200,
    note: "The address or the name of a colleague of Contacts who may open the register: mail about the case then goes there. Empty: to the school's contact.",
  }),
  column("text", "steppedAside", "Stepped aside", {
    edit: "contact",
    width: 200,
    note: "If you are related to or close to the student: write x or your address. The case goes to the next in line, the lead is told, and you get no more mail about it. You can still read it here. Only the lead gives it back.",
  }),
  column("date-time", "opened", "Opened"),
  column("date", "nextCheckIn", "Next check-in", { edit: "contact" }),
  column("number", "reports", "Reports"),
  column("choices", "factors", "Factors", { words: factorNames, width: 300 }),
  column("choices", "concerns", "Concerns", { words: concernNames, width: 260 }),
  column("choices", "protocols", "Protocols that apply", { words: protocolNames, width: 260 }),
  column("choice", "confirmedBy", "Confirmed by", {
    words: confirmerNames,
    offered: ({ confirmers }) => confirmers.map(({ id }) => id),
    edit: "contact",
  }),
  column("list", "reviewReasons", "To review", { width: 320 }),
  column("choice", "parentReported", "Reports say: a parent or guardian may be involved", {
    words: yesNoUnknownWords,
    note: "The most worrying answer among the reports. A report that says yes keeps the parent's acts locked, unless the lead names the agency that says otherwise.",
  }),
  column("choice", "parentMayBeInvolved", "Parent or guardian may be involved", {
    words: yesNoUnknownWords,
    edit: "contact",
    note: "Your own answer. A report's answer never fills it in: it stands in the column beside.",
  }),
  column("date", "victimConsulted", "Victim consulted on", { edit: "contact" }),
  column("choice", "mayBeVictim", "May the student be a victim?", {
    words: yesNoWords,
    edit: "contact",
    note: "Answer before any school consequence. Students who recruit others are often victims themselves.",
  }),
  column("choice", "agencyCleared", "Agency that cleared telling the parent", {
    words: agencyNames,
    offered: ({ agencies }) => agencies.flatMap(({ id, mayClear }) => (mayClear ? [id] : [])),
    edit: "contact",
    width: 200,
    note: "Ends with every new report, rise and merge: the agency then says anew whether it is safe. The district's own police cannot clear it.",
  }),
  column("text", "agencyClearedBy", "Who at the agency cleared it", { edit: "contact" }),
  column("date-time", "agencyClearedAt", "Cleared at", { edit: "contact" }),
  column("choice", "parentOverruledBy", "Agency that says that no parent is involved", {
    words: agencyNames,
    offered: ({ agencies }) => agencies.map(({ id }) => id),
    edit: "lead",
    width: 200,
  }),
  column("date-time", "holdUntil", "Hold until", {
    edit: "contact",
    note: "A day without a time lasts to its end.",
  }),
  column("text", "heldFor", "Held for", { edit: "contact" }),
  column("choice", "raiseLevelTo", "Raise level to", {
    words: protocolNames,
    offered: protocolsOf,
    edit: "contact",
  }),
  column("long-text", "raiseReason", "Why the level is raised", { edit: "contact" }),
  column("choice", "withdrawFactor", "Withdraw a factor", {
    words: factorNames,
    offered: ({ factors }) => factors.map(({ id }) => id),
    edit: "lead",
    width: 200,
    note: "A factor that was reported wrongly: with a reason beside it, it counts no more from then on. The level and what was done stay.",
  }),
  column("long-text", "withdrawReason", "Why the factor is withdrawn", { edit: "lead" }),
  column("choices", "withdrawnFactors", "Withdrawn factors", { words: factorNames, width: 240 }),
  column("list", "possibleMatch", "May be the same student as", { width: 140 }),
  column("text", "sameStudentAs", "Same student as (case)", { edit: "contact", width: 140 }),
  column("list", "notSameStudentAs", "Not the same student as (cases)", {
    edit: "contact",
    width: 160,
    note: "References of cases that you know to be of other students, one a line: the question is not asked again. It is kept on both cases.",
  }),
  column("text", "mergedInto", "Merged into", { width: 100 }),
  column("text", "earlierCase", "Earlier case", { width: 100 }),
  column("choice", "closeReason", "Reason for closing", {
    words: closeReasonWords,
    edit: "contact",
    width: 240,
  }),
  column("date-time", "closedAt", "Closed at"),
  column("checkbox", "leadAgreed", "Lead agrees to close", { edit: "lead" }),
  column("text", "handedTo", "Handed over to", { edit: "contact" }),
  column("date", "handedAt", "Hand-over received on", { edit: "contact" }),
  column("checkbox", "print", "Print", { edit: "contact", width: 70 }),
  column("checkbox", "legalHold", "Legal hold", { edit: "lead", width: 90 }),
  notesColumn,
  column("text", "acknowledgedBy", "Acknowledged by", { width: 200 }),
  column("date-time", "acknowledgedAt", "Acknowledged at"),
  column("text", "protocolVersion", "Protocol", { width: 150 }),
  column("choice", "studentRole", "Role of the student", { words: studentRoleWords }),
  column("choice", "immediateDanger", "Immediate danger reported", { words: yesNoWords }),
  column("date-time", "dangerSince", "Immediate danger: last reported at"),
  column("checkbox", "dangerOver", "Danger over", {
    edit: "contact",
    note: "Tick it when it is certain that the immediate danger is over. The next report of one opens it again.",
  }),
  column("date-time", "dangerAsked", "Immediate danger: last asked at", {
    hidden: true,
    note: "Up to when people were asked because no call was ticked.",
  }),
  column("date-time", "givenAt", "Given to another person at", { hidden: true }),
  column("text", "checklistRows", "Checklist rows", {
    hidden: true,
    note: "Where the case's checklist was last seen; a guess that is checked at each use.",
  }),
  column("choices", "reporterSaysCalled", "Reporters say that they called", {
    words: reporterSaysCalledWords,
    note: "What reporters say. The call is ticked in the checklist, with the agency's reference.",
  }),
  column("list", "asked", "Asked to acknowledge", {
    width: 260,
    note: "Who was asked after nobody had acknowledged, and when (UTC).",
  }),
  column("list", "raisedBy", "Raised by hand to, and by whom", { hidden: true }),
  column("list", "toTell", "Reporters to tell that somebody has it", { hidden: true }),
  column("text", "parentSetBy", "Parent or guardian: answered by", { hidden: true }),
  column("date-time", "changedAt", "Last new report, rise or merge", { hidden: true }),
  column("json", "merging", "Before it was merged", { hidden: true }),
  column("text", "readBy", "Sealed: role of its reader", { hidden: true }),
  column("list", "excluded", "Sealed: addresses that must not learn of it", { hidden: true }),
  column("date-time", "copiedAt", "Sealed: both readers have it since", { hidden: true }),
  column("text", "contactRole", "Designated contact: role under which it was told", {
    hidden: true,
  }),
  column("list", "contactsLeft", "Contacts who left while it was theirs", { hidden: true }),
  column("text", "mainCase", "Sealed: open case in the main register", { hidden: true }),
  accepted,
  // Last, where a register that was made without it gets it.
  column("list", "reviewReasonIds", "Review reasons (ids)", { hidden: true }),
] as const;

export const checklistColumns = [
  rowKey,
  caseShown,
  column("number", "order", "No.", { width: 50 }),
  column("checkbox", "done", "Done", { edit: "contact", width: 70 }),
  column("long-text", "what", "What to do", { width: 420 }),
  column("text", "call", "Call", { width: 240 }),
  column("date-time", "due", "Due"),
  column("choice", "state", "State", { words: actStateWords, width: 120 }),
  column("date-time", "calledAt", "Called at", {
    edit: "contact",
    note: "When the call was really made, also where it is ticked later. Never a time to come.",
  }),
  column("checkbox", "noAnswer", "No answer", {
    edit: "contact",
    width: 90,
    note: "Tick it each time that nobody answers. The tick is counted, kept in Log, and goes out by itself.",
  }),
  column("number", "attempts", "Tried without answer", { width: 90 }),
  column("text", "who", "Who", { width: 200, edit: "contact" }),
  column("checkbox", "alreadyMade", "Already made", {
    edit: "contact",
    width: 90,
    note: "For a call or a report that somebody else has made: tick it, and write the agency's reference or who made it.",
  }),
  column("text", "madeBy", "Made by", { edit: "contact" }),
  column("text", "agencyPerson", "Person at the agency", { edit: "contact" }),
  column("text", "agencyReference", "Agency's reference", { edit: "contact" }),
  column("long-text", "notApplicableBecause", "Not applicable because", { edit: "contact" }),
  notesColumn,
  column("text", "doneBy", "Done by", { width: 200 }),
  column("date-time", "doneAt", "Done at"),
  column("long-text", "why", "Why, or why it waits", { width: 300 }),
  column("list", "protocolSteps", "Protocol steps", { width: 200 }),
  column("list", "statutes", "Statutes", { width: 140 }),
  column("list", "reminded", "Reminded of the call", { width: 260 }),
  column("text", "act", "Act", { hidden: true }),
  accepted,
] as const;

export const reportColumns = [
  rowKey,
  column("text", "response", "Response", { hidden: true }),
  column("number", "part", "Part", { width: 60 }),
  column("date-time", "received", "Received"),
  caseShown,
  column("text", "school", "School"),
  column("text", "studentName", "Student"),
  column("long-text", "facts", "What was seen and heard", { width: 480 }),
  column("choices", "factors", "Factors", { words: factorNames, width: 300 }),
  column("choices", "concerns", "Concerns", { words: concernNames, width: 260 }),
  column("text", "studentId", "Student id", { width: 110 }),
  column("text", "grade", "Grade", { width: 70 }),
  column("text", "countyOfResidence", "Lives in another county"),
  column("choice", "studentRole", "Role of the student", { words: studentRoleWords }),
  column("choice", "confirmedBy", "Confirmed by", { words: confirmerNames }),
  column("choice", "parentMayBeInvolved", "Parent or guardian may be involved", {
    words: yesNoUnknownWords,
  }),
  column("choice", "recipientMayBeInvolved", "A recipient may be involved", {
    words: recipientMayBeInvolvedWords,
  }),
  column("choice", "immediateDanger", "Immediate danger", { words: yesNoWords }),
  column("date-time", "learnedAt", "Learned at"),
  column("choice", "calledChildAndFamilyServices", "Reporter says: agency called", {
    words: yesNoWords,
  }),
  column("choice", "calledLawEnforcement", "Reporter says: called law enforcement", {
    words: yesNoWords,
  }),
  column("choice", "reporterKnownTo", "Who may know the reporter", {
    words: reporterKnownToWords,
    width: 200,
  }),
  column("text", "reporterName", "Reporter"),
  column("text", "reporterEmail", "Reporter's email", { width: 200 }),
  column("text", "reporterPhone", "Reporter's phone"),
  column("date-time", "writtenReportDue", "Written report due"),
  column("choice", "writtenReportDueFrom", "Counted from", { words: dueFromWords, width: 240 }),
  column("text", "reporterTold", "Reporter told of own duty", { width: 140 }),
  column("checkbox", "callConfirmed", "Reporter confirmed the call", { edit: "contact" }),
  column("checkbox", "writtenReportConfirmed", "Reporter confirmed the written report", {
    edit: "contact",
  }),
  column("checkbox", "reporterUnreachable", "Reporter cannot be asked", {
    edit: "contact",
    note: "Ticked where the report does not say who sent it. Tick it as well where the reporter cannot be reached: nobody is reminded of their call and written report any more.",
  }),
  column("long-text", "unread", "Answers that could not be read", { width: 320 }),
  column("list", "textChanges", "Changed to fit a cell", { width: 280 }),
  accepted,
] as const;

/** Whom the lead alone may know: in the readers' files only. */
export const reporterColumns = [
  column("text", "response", "Response", { hidden: true }),
  column("date-time", "received", "Report received", {
    note: "The same time stands in Reports, beside the case.",
  }),
  column("text", "name", "Reporter", { edit: "lead" }),
  column("text", "email", "Reporter's email", { edit: "lead", width: 220 }),
  column("text", "phone", "Reporter's phone", { edit: "lead" }),
] as const;

export const planColumns = [
  rowKey,
  caseTyped,
  column("long-text", "risk", "School-related safety risk", { edit: "contact" }),
  column("long-text", "action", "Action", { edit: "contact" }),
  column("text", "who", "Who", { edit: "contact" }),
  column("date", "byWhen", "By when", { edit: "contact" }),
  column("date", "reviewed", "Reviewed on", { edit: "contact" }),
  notesColumn,
  accepted,
] as const;

export const logColumns = [
  rowKey,
  caseTyped,
  column("date-time", "at", "When", { edit: "contact" }),
  column("text", "who", "Who", { edit: "contact", width: 200 }),
  column("text", "act", "Act", { edit: "contact", width: 200 }),
  column("text", "with", "With whom", { edit: "contact" }),
  column("long-text", "what", "What", { edit: "contact", width: 420 }),
  column("choice", "outcome", "Outcome of a call", {
    words: logOutcomeWords,
    edit: "contact",
    width: 120,
  }),
  accepted,
] as const;

export const disclosureColumns = [
  rowKey,
  caseTyped,
  column("date-time", "at", "When", { edit: "contact" }),
  column("text", "agency", "Told to (agency)", { edit: "contact" }),
  column("text", "agencyPerson", "Person at the agency", { edit: "contact" }),
  column("long-text", "what", "What was told", { edit: "contact" }),
  column("choice", "ground", "Ground", {
    words: disclosureGroundWords,
    edit: "contact",
    width: 240,
    note: "Yours to choose: a call that is a mandated report is not by itself a health or safety emergency. For an emergency write the threat as well (34 CFR 99.32(a)(5)).",
  }),
  column("text", "who", "Told by", { edit: "contact", width: 200 }),
  accepted,
] as const;

export type CaseRow = RowOf<typeof caseColumns>;
export type ChecklistRow = RowOf<typeof checklistColumns>;
export type ReportRow = RowOf<typeof reportColumns>;
