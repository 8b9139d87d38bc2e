/**
 * The columns of the tabs that hold what is known of cases: Cases, Checklist, Reports, Reporters, Plan, Log, Disclosures (design section
 * 5).
 */
import { once, onceEach } from "../once";
import {
  agencyNames,
  concernNames,
  confirmerNames,
  factorNames,
  levelNames,
  packs,
  protocolNames,
} from "../protocol/find-pack";
import { actOf, isTimedCall, protocolsOf } from "../protocol/pack-queries";
import {
  actStateWords,
  type Column,
  closeReasonWords,
  column,
  disclosureGroundWords,
  dueFromWords,
  editableColumn,
  hiddenColumn,
  languageWords,
  leadColumn,
  logOutcomeWords,
  member,
  recipientMayBeInvolvedWords,
  reporterKnownToWords,
  reporterSaysCalledWords,
  stateKey,
  statusWords,
  studentRoleWords,
  yesNoUnknownWords,
  yesNoWords,
} from "./columns";

/** What only the script knows of a row (`row-state.ts`). */
const rowState = hiddenColumn("json", stateKey, "State");

/** The members of that cell in every tab that has it. */
const stateMembers = [
  // The inputs that were accepted last, as JSON by column key.
  member("json", "accepted"),
  // Nothing that the script wrote stands in the cell. It says so until every input of the row has been weighed.
  member("checkbox", "stateLost"),
] as const;

// Columns that stand in several tabs.
export const rowKey = hiddenColumn("text", "row", "Row");
export const caseShown = column("text", "case", "Case", { width: 90 });
const caseTyped = editableColumn("text", "case", "Case", { width: 90 });
export const notesColumn = editableColumn("long-text", "notes", "Notes");

const factorsColumn = column("choices", "factors", "Risk factors", {
  words: factorNames,
  width: 300,
});
const concernsColumn = column("choices", "concerns", "Concerns", {
  words: concernNames,
  width: 260,
});
const gradeColumn = column("text", "grade", "Grade", { width: 70 });
const residenceColumn = column("text", "countyOfResidence", "Lives in another county");
const roleColumn = column("choice", "studentRole", "Role of the student", {
  words: studentRoleWords,
});

// Cases. The first screen holds the daily work (design 5). Each matter that may stand open in a case has its columns further right as one
// block. The reference is frozen beside it, so whoever follows a link to a block sees whose cells they are.

const dangerBlock = [
  editableColumn("checkbox", "dangerOver", "Danger over", {
    note: "Tick it when it is certain that the immediate danger is over. The next report of danger takes the tick away.",
  }),
  column("date-time", "dangerSince", "Immediate danger: last reported at"),
  column("choice", "immediateDanger", "Immediate danger reported", { words: yesNoWords }),
] as const;

const parentBlock = [
  column("choice", "parentReported", "Reports say: a parent or guardian may be involved", {
    width: 240,
    words: yesNoUnknownWords,
    note: "The most worrying answer among the reports. A report that says yes keeps the parent's steps locked, unless the lead names the agency that says otherwise.",
  }),
  editableColumn("choice", "parentMayBeInvolved", "Parent or guardian may be involved", {
    words: yesNoUnknownWords,
    note: "Your own answer. What reports say is in the column beside it, and never fills this in.",
  }),
  editableColumn("date", "victimConsulted", "Victim consulted on", {
    note: "The day on which you spoke with the student about it: today or earlier.",
  }),
  editableColumn("choice", "agencyCleared", "Agency that cleared telling the parent", {
    words: agencyNames,
    offered: ({ agencies }) => agencies.flatMap(({ id, mayClear }) => (mayClear ? [id] : [])),
    width: 200,
    note: "Choose from the list: the district's own police cannot clear it. Each new report, rise and merge ends the clearance: ask the agency again whether it is safe.",
  }),
  editableColumn("text", "agencyClearedBy", "Who at the agency cleared it"),
  editableColumn("date-time", "agencyClearedAt", "Cleared at", {
    note: "Filled in when you choose the agency. If that was at another time, correct it: after the last report, rise or merge, since the agency has to know of that.",
  }),
  leadColumn("choice", "parentOverruledBy", "Agency that says that no parent is involved", {
    words: agencyNames,
    offered: ({ agencies }) => agencies.map(({ id }) => id),
    width: 200,
    note: "Only the district lead or an admin writes it.",
  }),
  editableColumn("choice", "isAdult", "18 or over", {
    words: yesNoWords,
    note: "With yes, the parent's steps open only with the student's consent on record, and the rows say what holds in place of what holds for a child.",
  }),
  editableColumn("date", "studentConsented", "Student of 18 or over: consented on", {
    width: 170,
    note: "The day on which the student agreed that a parent or guardian is told: today or earlier.",
  }),
] as const;

const sameBlock = [
  column("list", "possibleMatch", "May be the same student as", { width: 140 }),
  editableColumn("text", "sameStudentAs", "Same student as (case)", {
    width: 140,
    note: "The reference of the other case, such as 26-0001: this case is then merged into that one, which shows what is known of both. What is owed for each stays a step of its own case. Empty it to undo the merge.",
  }),
  editableColumn("list", "notSameStudentAs", "Not the same student as (cases)", {
    width: 160,
    note: "References of cases that you know to be about other students, one on each line. The question is not asked again. It is kept on both cases.",
  }),
  column("text", "mergedInto", "Merged into", { width: 100 }),
  column("text", "earlierCase", "Earlier case", { width: 100 }),
] as const;

const holdBlock = [
  editableColumn("date-time", "holdUntil", "Hold until", {
    note: "Until when an agency asked you to wait. A day without a time counts to its end. Settings says how many days a hold may last at a time; you can extend it.",
  }),
  editableColumn("text", "heldFor", "Held for", { note: "The agency that asked you to wait." }),
] as const;

const levelBlock = [
  editableColumn("choice", "confirmedBy", "Confirmed by", {
    words: confirmerNames,
    offered: ({ confirmers }) => confirmers.map(({ id }) => id),
  }),
  editableColumn("choice", "raiseLevelTo", "Raise level to", {
    words: protocolNames,
    offered: protocolsOf,
    note: "Choose the higher level, and write why in the next column: then it is raised. A level is never lowered.",
  }),
  editableColumn("long-text", "raiseReason", "Why the level is raised"),
  leadColumn("choice", "withdrawFactor", "Withdraw a risk factor", {
    words: factorNames,
    offered: ({ factors }) => factors.map(({ id }) => id),
    width: 200,
    note: "Only the district lead or an admin. Choose the risk factor that was reported wrongly, and write why in the next column: then it no longer counts. The level and what was done stay.",
  }),
  leadColumn("long-text", "withdrawReason", "Why the risk factor is withdrawn"),
  column("choices", "withdrawnFactors", "Withdrawn risk factors", {
    words: factorNames,
    width: 240,
  }),
  column("list", "reviewReasons", "To review", { width: 320 }),
  column("long-text", "why", "Why this level", { width: 300 }),
  column("long-text", "wouldRaise", "What would raise it", { width: 300 }),
  factorsColumn,
  concernsColumn,
  column("choices", "protocols", "Protocols that apply", { words: protocolNames, width: 260 }),
] as const;

const closingBlock = [
  editableColumn("choice", "closeReason", "Reason for closing", {
    words: closeReasonWords,
    width: 240,
    note: "Choose one where steps are left open. “Needs attention” says what else is missing before the case can be closed.",
  }),
  leadColumn("checkbox", "leadAgreed", "Lead agrees to close", {
    note: "Only the district lead or an admin; in a sealed case the other reader. A change of the reason ends it.",
  }),
  column("date-time", "closedAt", "Closed at"),
  editableColumn("text", "handedTo", "Handed over to", {
    note: "The other school or county. The case is yours until the next column has a day.",
  }),
  editableColumn("date", "handedAt", "Hand-over received on", {
    note: "The day on which they told you that they have it: today or earlier.",
  }),
  leadColumn("checkbox", "release", "Sealed: release", {
    note: "Only for a report that was sealed because an answer was “not sure”, missing or unreadable. Write why in the next column, then tick this. The report opens a case in the main register, and the designated contact is told. It cannot be taken back.",
  }),
  leadColumn("long-text", "releaseReason", "Sealed: why it is released"),
  column("text", "releasedTo", "Sealed: released to main case", { width: 150 }),
] as const;

const printBlock = [
  editableColumn("checkbox", "print", "Print", {
    width: 70,
    note: "Tick it to ask the district lead for a printed record of the case.",
  }),
  leadColumn("checkbox", "legalHold", "Legal hold", {
    width: 90,
    note: "Only the district lead or an admin. While it is ticked, the case is kept, however old it is.",
  }),
] as const;

/** A matter that may stand open in a case. Its lines in "Needs attention" begin with `begins`, and lead to its block of columns. */
export interface Matter {
  readonly begins: string;
  /** The keys of its block. */
  readonly columns: readonly [string, ...string[]];
}

const keysOf = ([first, ...others]: readonly [Column, ...Column[]]): Matter["columns"] => [
  first.key,
  ...others.map(({ key }) => key),
];

/** The matters, in the order of their lines and of their blocks. */
export const matters = onceEach({
  danger: (): Matter => ({ begins: "Danger", columns: keysOf(dangerBlock) }),
  parent: (): Matter => ({ begins: "Parent", columns: keysOf(parentBlock) }),
  same: (): Matter => ({ begins: "Same student", columns: keysOf(sameBlock) }),
  hold: (): Matter => ({ begins: "Hold", columns: keysOf(holdBlock) }),
  level: (): Matter => ({ begins: "Level", columns: keysOf(levelBlock) }),
  closing: (): Matter => ({ begins: "Closing", columns: keysOf(closingBlock) }),
  print: (): Matter => ({ begins: "Print", columns: keysOf(printBlock) }),
});

/** How a line about an input that was undone begins. `header`: the title of its column. */
export const undoneLineBegins = (header: string): string => `Undone in “${header}”: `;

/** The columns to which a line of "Needs attention" leads: an input that was undone, or the block of a matter; null for any other line. */
function columnsFor(line: string): Matter["columns"] | null {
  const undone = caseColumns().find(({ header }) => line.startsWith(undoneLineBegins(header)));
  if (undone !== undefined) return [undone.key];
  return Object.values(matters).find(({ begins }) => line.startsWith(begins))?.columns ?? null;
}

function makeCaseColumns() {
  return [
    column("text", "case", "Case", {
      width: 80,
      leadsTo: "acts",
      note: "A click opens the steps of the case.",
    }),
    editableColumn("checkbox", "acknowledged", "Acknowledged", { width: 124 }),
    column("list", "openMatters", "Needs attention", {
      width: 280,
      leadsTo: columnsFor,
      note: "What is open in this case, and what is missing. A click on a line leads to its columns.",
    }),
    editableColumn("text", "student", "Student", { width: 110 }),
    editableColumn("choice", "status", "Status", {
      words: statusWords,
      width: 84,
      note: "Set it to Closed once nothing is missing: “Needs attention” says what is.",
    }),
    column("choice", "level", "Level", { words: levelNames, width: 124 }),
    column("date-time", "nextDue", "Next due", {
      width: 146,
      note: "The earliest deadline among the open steps of the case.",
    }),
    editableColumn("date", "nextCheckIn", "Next check-in"),
    editableColumn("text", "school", "School", {
      width: 100,
      note: "If it is wrong, write it as the Schools tab has it: the case goes to that school's contact. Only someone at the school that has the case, or the district lead, can move it.",
    }),
    column("text", "hasIt", "Who has it", {
      width: 130,
      note: "The colleague to whom it is assigned, otherwise the school's designated contact, also while that person is away.",
    }),
    notesColumn,
    editableColumn("text", "assignedTo", "Assigned to", {
      width: 200,
      note: "The address or the name of a colleague in Contacts who may open the register: they then get the email about the case. Empty: the school's contact gets it.",
    }),
    editableColumn("text", "steppedAside", "Stepped aside", {
      width: 200,
      note: "If you are related to or close to the student: write x or your address. The case goes to the next person, the lead is told, and you get no more email about it. You can still read it here. You step aside only for yourself; only the lead gives the case back.",
    }),
    editableColumn("text", "studentId", "Student id", {
      width: 110,
      note: "If a name or an id is wrong, correct it here: the system looks again for cases about the same student. What was reported stays in Reports.",
    }),
    gradeColumn,
    ...dangerBlock,
    ...parentBlock,
    ...sameBlock,
    ...holdBlock,
    ...levelBlock,
    ...closingBlock,
    ...printBlock,
    editableColumn("choice", "mayBeVictim", "May the student be a victim?", {
      words: yesNoWords,
      note: "Answer before any school consequence. Students who recruit others are often victims themselves.",
    }),
    editableColumn("choice", "staffMayBeInvolved", "Member of staff may be involved", {
      words: yesNoUnknownWords,
      note: "Your own answer; with yes the steps for it are added. If that person may open this register, do not write it here: tell the district lead by telephone.",
    }),
    column("choice", "staffReported", "Reports say: a member of staff may be involved", {
      width: 240,
      words: yesNoUnknownWords,
      note: "The most worrying answer among the reports: an employee, a volunteer or a contractor, whether or not they receive reports.",
    }),
    residenceColumn,
    column("text", "contact", "Designated contact", { width: 220 }),
    column("date-time", "opened", "Opened"),
    column("checkbox", "drill", "Drill", {
      width: 70,
      note: "The report of a drill: no student is meant. It is counted nowhere and closes by itself after a day.",
    }),
    column("number", "reports", "Reports"),
    column("text", "acknowledgedBy", "Acknowledged by", { width: 200 }),
    column("date-time", "acknowledgedAt", "Acknowledged at"),
    column("text", "protocolVersion", "Protocol", { width: 150 }),
    roleColumn,
    column("choices", "reporterSaysCalled", "Reporters say that they called", {
      words: reporterSaysCalledWords,
      note: "What reporters say. The call is ticked in the checklist, with the agency's reference.",
    }),
    column("list", "asked", "Asked to acknowledge", {
      width: 260,
      note: "Who was asked after no one had acknowledged, and when (UTC).",
    }),
    hiddenColumn("text", "checklistRows", "Checklist rows", {
      note: "Where the case's checklist was last seen; a guess that is checked at each use.",
    }),
    hiddenColumn("date-time", "lateFrom", "Late from"),
    hiddenColumn("number", "urgency", "For sorting: danger first, then the level"),
    rowState,
  ] as const;
}

export const caseColumns = once(makeCaseColumns);

export function caseMembers() {
  return [
    // Whom we last told that the case is theirs: role, time in UTC, address.
    member("text", "told"),
    // When the danger was reported from which the asking counts; earlier than that if the report reached us late.
    member("date-time", "dangerReported"),
    // When danger was last reported, also while an alarm was running: a call of another case that was made before does not answer it.
    member("date-time", "dangerAgain"),
    // Levels to which it was raised by hand, and by whom.
    member("list", "raisedBy"),
    // Reporters to tell that somebody has it.
    member("list", "toTell"),
    // Who answered whether a parent or guardian may be involved.
    member("text", "parentSetBy"),
    // When the last report, rise or merge came.
    member("date-time", "changedAt"),
    // Of a sealed case: the role of its reader, addresses that must not learn of it, and the student's open case in the main register.
    member("text", "readBy"),
    member("list", "excluded"),
    member("text", "mainCase"),
    member("list", "reviewReasonIds"),
    member("text", "agreedBy"),
    // Acts that the lead has recorded as done.
    member("list", "leadRecorded"),
    // Inputs that were undone, as long as the row says so.
    member("list", "undone"),
    // Of cells that show what several merged cases say together: what this case says by itself.
    member("json", "own"),
    ...stateMembers,
  ] as const;
}

/** Whether the act of a row is a call, in whichever pack has it; a row that a person added may be one. */
const isOfCall: NonNullable<Column["offeredIn"]> = ({ act }) => {
  const found = packs().flatMap((pack) => actOf(pack, typeof act === "string" ? act : null) ?? []);
  return found.length === 0 || found.some(isTimedCall);
};

function makeChecklistColumns() {
  return [
    rowKey,
    column("text", "case", "Case", {
      width: 78,
      leadsTo: "row",
      note: "A click opens the row of the case.",
    }),
    editableColumn("checkbox", "done", "Done", {
      width: 56,
      note: "A step that is locked or on hold cannot be ticked: the tick is undone, and the step says why.",
    }),
    // What stands up to the agency's reference is short: no row is higher than three lines.
    column("long-text", "step", "Step", { width: 390 }),
    column("text", "call", "Call", { width: 220 }),
    column("date-time", "due", "Due", {
      note: "Amber: it is due now. Red: it is late.",
    }),
    editableColumn("checkbox", "noAnswer", "No answer", {
      width: 75,
      offeredIn: isOfCall,
      note: "Tick it each time that no one answers. The tick is counted, kept in Log, and removed by itself.",
    }),
    column("list", "statutes", "Law", {
      width: 90,
      leadsTo: "law",
      clipped: true,
      note: "A click opens its line in the Guide.",
    }),
    editableColumn("text", "agencyPerson", "Person at the agency", { width: 110 }),
    editableColumn("text", "agencyReference", "Agency's reference", { width: 110 }),
    editableColumn("long-text", "notApplicableBecause", "Not applicable because", {
      note: "Never for a call or a mandated report: the law requires them. Tick Done, or “Already made” with who made it.",
    }),
    notesColumn,
    column("long-text", "what", "In full, with the law", { width: 320 }),
    column("long-text", "why", "Why, or why it waits", { width: 320, leadsTo: "missing" }),
    editableColumn("text", "who", "Who", { width: 160 }),
    editableColumn("date-time", "calledAt", "Called at", {
      offeredIn: isOfCall,
      note: "When the call was really made, even if you tick it later: a time that has come.",
    }),
    editableColumn("checkbox", "alreadyMade", "Already made", {
      width: 90,
      note: "For a call or a report that somebody else made: tick it, and write the agency's reference or who made it.",
    }),
    editableColumn("text", "madeBy", "Made by"),
    column("choice", "state", "State", { words: actStateWords, width: 120 }),
    column("number", "attempts", "Tried without answer", { width: 130 }),
    column("text", "doneBy", "Done by", { width: 200 }),
    column("date-time", "doneAt", "Done at"),
    column("list", "protocolSteps", "Protocol steps", { width: 200 }),
    hiddenColumn("number", "order", "No."),
    hiddenColumn("text", "act", "Act"),
    hiddenColumn("date-time", "lateFrom", "Late from"),
    hiddenColumn("text", "closed", "Left open by a closed case", {
      note: "Says so for the view “Open steps” and for the colors: no one is late with such a step.",
    }),
    rowState,
  ] as const;
}

export const checklistColumns = once(makeChecklistColumns);

export function checklistMembers() {
  return [
    member("list", "covers"),
    // The act with which this one was closed.
    member("text", "coveredBy"),
    // The case whose merge brought the step: this case alone would not have it.
    member("text", "broughtBy"),
    member("list", "undone"),
    ...stateMembers,
  ] as const;
}

export function reportColumns() {
  return [
    rowKey,
    hiddenColumn("text", "response", "Response"),
    column("number", "part", "Part", { width: 60 }),
    column("date-time", "received", "Received"),
    caseShown,
    column("text", "school", "School"),
    column("text", "studentName", "Student"),
    column("long-text", "facts", "What was seen and heard", { width: 480 }),
    factorsColumn,
    concernsColumn,
    column("text", "studentId", "Student id", { width: 110 }),
    gradeColumn,
    residenceColumn,
    roleColumn,
    column("choice", "confirmedBy", "Confirmed by", { words: confirmerNames }),
    column("choice", "parentMayBeInvolved", "Parent or guardian may be involved", {
      words: yesNoUnknownWords,
    }),
    column("choice", "recipientMayBeInvolved", "A recipient may be involved", {
      words: recipientMayBeInvolvedWords,
    }),
    column("choice", "immediateDanger", "Immediate danger", { words: yesNoWords }),
    column("date-time", "learnedAt", "Learned at"),
    column("choice", "calledChildAndFamilyServices", "Reporter says: called the agency", {
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
    column("text", "reporterTold", "Reporter told of their own duty", { width: 140 }),
    editableColumn("checkbox", "callConfirmed", "Reporter confirmed the call"),
    editableColumn("checkbox", "writtenReportConfirmed", "Reporter confirmed the written report"),
    editableColumn("checkbox", "reporterUnreachable", "Reporter cannot be asked", {
      note: "Ticked where the report does not say who sent it. Tick it too if the reporter cannot be reached: reminders about their call and their written report then end.",
    }),
    column("long-text", "unread", "Answers that could not be read", { width: 320 }),
    column("list", "textChanges", "Changed to fit a cell", { width: 280 }),
    column("choice", "staffMayBeInvolved", "A member of staff may be involved", {
      words: yesNoUnknownWords,
    }),
    editableColumn("text", "agreedReport", "One report agreed: who makes it", {
      width: 200,
      note: "Where several people know of it and agreed that one of them calls and signs: who that is. It confirms nothing. If you learn that the report was not made, you must make it.",
    }),
    column("choice", "language", "Language of the form", { words: languageWords }),
    rowState,
  ] as const;
}

/** The members in a tab whose rows hold nothing else that only the script knows: Reports, Plan and Disclosures. */
export const inputMembers = () => stateMembers;

/** Who sent a report. Only the district lead may know, so the tab is in the sealed registers alone. */
export function reporterColumns() {
  return [
    hiddenColumn("text", "response", "Response"),
    column("date-time", "received", "Report received", {
      note: "Reports has the same time, beside the case.",
    }),
    leadColumn("text", "name", "Reporter"),
    leadColumn("text", "email", "Reporter's email", { width: 220 }),
    leadColumn("text", "phone", "Reporter's phone"),
  ] as const;
}

export function planColumns() {
  return [
    rowKey,
    caseTyped,
    editableColumn("long-text", "risk", "School-related safety risk"),
    editableColumn("long-text", "action", "Action"),
    editableColumn("text", "who", "Who"),
    editableColumn("date", "byWhen", "Due"),
    editableColumn("date", "reviewed", "Reviewed on"),
    notesColumn,
    rowState,
  ] as const;
}

export function logColumns() {
  return [
    rowKey,
    caseTyped,
    editableColumn("date-time", "at", "When"),
    editableColumn("text", "who", "Who", { width: 200 }),
    editableColumn("text", "act", "Step", { width: 200 }),
    editableColumn("text", "with", "With whom"),
    editableColumn("long-text", "what", "What", { width: 420 }),
    editableColumn("choice", "outcome", "Outcome of a call", {
      words: logOutcomeWords,
      width: 120,
    }),
  ] as const;
}

export function disclosureColumns() {
  return [
    rowKey,
    caseTyped,
    editableColumn("date-time", "at", "When"),
    editableColumn("text", "agency", "Told to (agency)"),
    editableColumn("text", "agencyPerson", "Person at the agency"),
    editableColumn("long-text", "what", "What was told"),
    editableColumn("choice", "ground", "Ground", {
      words: disclosureGroundWords,
      width: 240,
      note: "You choose it: a call that is a mandated report is not by itself a health or safety emergency. For an emergency write the threat as well (34 CFR 99.32(a)(5)).",
    }),
    editableColumn("text", "who", "Told by", { width: 200 }),
    rowState,
  ] as const;
}
