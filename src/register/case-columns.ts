/** The columns of Cases, the columns that other tabs share with it, and the members of its hidden cell (design section 5). */
import { once } from "../lazy";
import {
  agencyNames,
  concernNames,
  confirmerNames,
  factorNames,
  levelNames,
  protocolNames,
} from "../protocol/find-pack";
import type { StudentRole } from "../protocol/ids";
import { protocolsOf } from "../protocol/pack-queries";
import {
  type Column,
  closeReasonWords,
  column,
  editableColumn,
  hiddenColumn,
  inLines,
  leadColumn,
  member,
  stateKey,
  statusWords,
  yesNoUnknownWords,
  yesNoWords,
} from "./columns";
import {
  cameMergedLine,
  closingAskedLine,
  raiseLine,
  stepLine,
  toldLine,
  toTellLine,
  undoneLine,
} from "./lines";

/**
 * What in a case may need attention, in the order of its lines and its blocks of columns. A line in the column "Needs attention" begins
 * with `begins` and links to the block of the same name in `caseTables`.
 */
export const matters = {
  danger: { begins: "Danger" },
  parent: { begins: "Parent" },
  same: { begins: "Same student" },
  hold: { begins: "Hold" },
  level: { begins: "Level" },
  closing: { begins: "Closing" },
  print: { begins: "Print" },
  legal: { begins: "Legal hold" },
} as const;
// `matters` has only these keys.
const matterIds = Object.keys(matters) as (keyof typeof matters)[];

/** How the line about an undone input begins. `header`: the title of the input's column. */
export const undoneLineBegins = (header: string): string => `Undone in “${header}”: `;

/** The keys of the columns to which a line of "Needs attention" links: that of an undone input, or those of a matter. */
function columnsFor(line: string): readonly string[] {
  const undone = caseTables().columns.filter(({ header }) =>
    line.startsWith(undoneLineBegins(header)),
  );
  const matter = matterIds.find((id) => line.startsWith(matters[id].begins));
  const block: readonly Column[] = matter === undefined ? [] : caseTables().blocks[matter];
  return (undone.length > 0 ? undone : block).map(({ key }) => key);
}

/** Everything about the columns of Cases, made when it is first needed. */
export const caseTables = once(makeCaseTables);

function makeCaseTables() {
  /** Columns that several tabs have, and the members that the hidden cell of a row has in every tab. */
  const shared = {
    /** The hidden cell with what only the script knows about a row (`row-state.ts`). */
    rowState: hiddenColumn("json", stateKey, "State"),
    rowKey: hiddenColumn("text", "row", "Row"),
    caseShown: column("text", "case", "Case", { width: 90 }),
    caseTyped: editableColumn("text", "case", "Case", { width: 90 }),
    notes: editableColumn("long-text", "notes", "Notes"),
    factors: column("choices", "factors", "Risk factors", { words: factorNames, width: 300 }),
    concerns: column("choices", "concerns", "Concerns", { words: concernNames, width: 260 }),
    grade: column("text", "grade", "Grade", { width: 70 }),
    residence: column("text", "countyOfResidence", "Lives in another county"),
    role: column("choice", "studentRole", "Role of the student", {
      words: {
        "may-be-targeted": "May be targeted",
        "may-be-recruiting": "May be recruiting",
        both: "Both",
        unknown: "Not known",
      } satisfies Record<StudentRole, string>,
    }),
    members: [
      // The accepted inputs: a JSON object by column key.
      member("json", "accepted"),
      // True if the cell held nothing that the script had written. It stays true until every input of the row has been checked again.
      member("checkbox", "stateLost"),
    ] as const,
  };
  /** For each matter, its columns. They are side by side, right of the first screen. */
  const blocks = {
    danger: [
      editableColumn("checkbox", "dangerOver", "Danger over", {
        note: "Tick it when you are certain that the immediate danger is over. The next report of danger removes the tick.",
      }),
      column("date-time", "dangerSince", "Immediate danger since"),
      column("choice", "immediateDanger", "Immediate danger reported", { words: yesNoWords }),
    ],
    parent: [
      column("choice", "parentReported", "Reports say: a parent or guardian may be involved", {
        width: 240,
        words: yesNoUnknownWords,
        note: "The most worrying answer among the reports. A report that says yes keeps the parent's steps locked, unless the lead names the agency that says otherwise.",
      }),
      editableColumn("choice", "parentMayBeInvolved", "Parent or guardian may be involved", {
        words: yesNoUnknownWords,
        note: "Your own answer. What reports say is in the column beside it; it is never filled in from there.",
      }),
      editableColumn("date", "victimConsulted", "Victim consulted on", {
        note: "The day on which you spoke with the student about it: today or earlier.",
      }),
      editableColumn("choice", "agencyCleared", "Agency that cleared telling the parent", {
        words: agencyNames,
        offered: ({ agencies }) => agencies.flatMap(({ id, mayClear }) => (mayClear ? [id] : [])),
        width: 200,
        note: "Choose from the list: the district's own police cannot clear it. A new report, a higher level or a merge ends the clearance: then ask the agency again whether it is safe.",
      }),
      editableColumn("text", "agencyClearedBy", "Who at the agency cleared it"),
      editableColumn("date-time", "agencyClearedAt", "Cleared at", {
        note: "Filled in when you choose the agency. If that was at another time, correct it. It must be after the last report, rise in level or merge, since the agency has to know of that.",
      }),
      leadColumn("choice", "parentOverruledBy", "Agency that says that no parent is involved", {
        words: agencyNames,
        offered: ({ agencies }) => agencies.map(({ id }) => id),
        width: 200,
        note: "Only the district lead or an admin writes it.",
      }),
      editableColumn("choice", "isAdult", "18 or over", {
        words: yesNoWords,
        note: "With yes, the parent's steps open only with the student's recorded consent, and the rows say what applies to an adult instead of a child.",
      }),
      editableColumn("date", "studentConsented", "Student of 18 or over: consented on", {
        width: 170,
        note: "The day on which the student agreed that a parent or guardian may be told: today or earlier.",
      }),
    ],
    same: [
      column("list", "possibleMatch", "May be the same student as", { width: 140 }),
      editableColumn("text", "sameStudentAs", "Same student as (case)", {
        width: 140,
        note: "The reference of the other case, such as 26-0001: this case is then merged into that one, which shows what is known of both. Calls and reports that each case needs stay steps of that case. Empty it to undo the merge.",
      }),
      editableColumn("list", "notSameStudentAs", "Not the same student as (cases)", {
        width: 160,
        note: "References of cases that you know to be about other students, one on each line. The system does not ask again. It is kept on both cases.",
      }),
      column("text", "mergedInto", "Merged into", { width: 100 }),
      column("text", "earlierCase", "Earlier case", { width: 100 }),
    ],
    hold: [
      editableColumn("date-time", "holdUntil", "Hold until", {
        note: "The day until which an agency asked you to wait. A day without a time counts to the end of that day. Settings says how many days a hold may last at a time; you can extend it.",
      }),
      editableColumn("text", "heldFor", "Held for", {
        note: "The agency that asked you to wait.",
      }),
    ],
    level: [
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
        note: "Only the district lead or an admin. Choose the risk factor that was reported wrongly, and write why in the next column: then it no longer counts. The level, and what was done, do not change.",
      }),
      leadColumn("long-text", "withdrawReason", "Why the risk factor is withdrawn"),
      column("choices", "withdrawnFactors", "Withdrawn risk factors", { words: factorNames }),
      column("list", "reviewReasons", "To review", { width: 320 }),
      column("long-text", "why", "Why this level", { width: 300 }),
      column("long-text", "wouldRaise", "What would raise it", { width: 300 }),
      shared.factors,
      shared.concerns,
      column("choices", "protocols", "Protocols that apply", {
        words: protocolNames,
        width: 260,
      }),
    ],
    closing: [
      editableColumn("choice", "closeReason", "Reason for closing", {
        words: closeReasonWords,
        width: 240,
        note: "Choose one where steps are left open. “Needs attention” says what else is missing before the case can be closed.",
      }),
      leadColumn("checkbox", "leadAgreed", "Lead agrees to close", {
        note: "Only the district lead or an admin; in a sealed case, the other person who may read it. If the reason changes, it must be ticked again.",
      }),
      column("date-time", "closedAt", "Closed at"),
      editableColumn("text", "handedTo", "Handed over to", {
        note: "The other school or county. The case is yours until the next column has a day.",
      }),
      editableColumn("date", "handedAt", "Hand-over received on", {
        note: "The day on which they told you that they have it: today or earlier.",
      }),
      leadColumn("checkbox", "release", "Sealed: release", {
        note: "Only for a report that was sealed because an answer was “not sure”, missing or unreadable. Write why in the next column, then tick this. Everything you typed here, notes too, goes into a case of the main register, and the designated contact is told. You cannot undo this.",
      }),
      leadColumn("long-text", "releaseReason", "Sealed: why it is released"),
      column("text", "releasedTo", "Sealed: released to main case", { width: 150 }),
    ],
    print: [
      editableColumn("checkbox", "print", "Print", {
        width: 70,
        note: "Tick it to ask the district lead for a printed record of the case.",
      }),
    ],
    legal: [
      leadColumn("checkbox", "legalHold", "Legal hold", {
        note: "While it is ticked, the case is kept, however old it is. It is ticked from the start if a member of staff is or may be involved, or if a report is sealed. Only the district lead or the alternate lead unticks it. Ask counsel first.",
      }),
    ],
  };
  // The first screen shows what the daily work needs (design 5). The reference is frozen, so people who follow a link to a block further
  // right see whose cells these are.
  const columns = [
    column("text", "case", "Case", {
      width: 80,
      leadsTo: "acts",
      note: "Click to see the steps of the case.",
    }),
    editableColumn("checkbox", "acknowledged", "Acknowledged", { width: 124 }),
    column("list", "openMatters", "Needs attention", {
      width: 280,
      leadsTo: columnsFor,
      note: "What is open in this case, and what is missing. Click a line to go to its columns.",
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
    shared.notes,
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
    shared.grade,
    ...blocks.danger,
    ...blocks.parent,
    ...blocks.same,
    ...blocks.hold,
    ...blocks.level,
    ...blocks.closing,
    ...blocks.print,
    ...blocks.legal,
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
    shared.residence,
    column("text", "contact", "Designated contact", { width: 220 }),
    column("date-time", "opened", "Opened"),
    column("checkbox", "drill", "Drill", {
      width: 70,
      note: "The report of a drill: no real student is involved. It is not counted anywhere and closes by itself after a day.",
    }),
    column("number", "reports", "Reports"),
    column("text", "acknowledgedBy", "Acknowledged by", { width: 200 }),
    column("date-time", "acknowledgedAt", "Acknowledged at"),
    column("text", "protocolVersion", "Protocol", { width: 150 }),
    shared.role,
    column("choices", "reporterSaysCalled", "Reporters say that they called", {
      words: {
        calledChildAndFamilyServices: "The agency of the first call",
        calledLawEnforcement: "Law enforcement",
      },
      note: "What reporters say. The call is ticked in the checklist, with the agency's reference.",
    }),
    inLines(
      column("list", "asked", "Asked to acknowledge", {
        width: 260,
        note: "Who was asked after no one had acknowledged, and when (UTC).",
      }),
      toldLine,
    ),
    hiddenColumn("text", "checklistRows", "Checklist rows", {
      note: "Where the case's checklist was last seen; a guess that is checked at each use.",
    }),
    hiddenColumn("date-time", "lateFrom", "Late from"),
    hiddenColumn("number", "urgency", "For sorting: danger first, then the level"),
    shared.rowState,
  ];
  /** What else the hidden cell of a row holds. */
  const members = [
    // Whom we last told that the case is theirs.
    inLines(member("text", "told"), toldLine),
    // When the danger that people are now asked about was reported. This is earlier than `dangerSince` if the report reached us late.
    member("date-time", "dangerReported"),
    // When a danger was last reported, even if people were already being asked about one. A call of another case that was made before then
    // does not answer it.
    member("date-time", "dangerAgain"),
    // The levels to which people raised the case by hand, and who did.
    inLines(member("list", "raisedBy"), raiseLine),
    // Reporters who still have to be told that someone has acknowledged the case.
    inLines(member("list", "toTell"), toTellLine),
    // Who answered whether a parent or guardian may be involved.
    member("text", "parentSetBy"),
    // Each report that came for this case while it was merged with others.
    inLines(member("list", "cameMerged"), cameMergedLine),
    // When the last report, rise of the level or merge came.
    member("date-time", "changedAt"),
    // Only for sealed cases: the role of the person who reads it, addresses that must not learn of it, and the student's open case in the
    // main register.
    member("text", "readBy"),
    member("list", "excluded"),
    member("text", "mainCase"),
    // If a case of the main register goes on in this one: since when, in milliseconds UTC, and who may be involved ("1788278400000 contact").
    member("text", "goesOn"),
    member("list", "reviewReasonIds"),
    member("text", "agreedBy"),
    // Until the agreement is there or something else is missing again: who was asked to agree to close the case.
    inLines(member("text", "closingAsked"), closingAskedLine),
    // Steps that the lead recorded as done.
    member("list", "leadRecorded"),
    // Inputs that were undone, for as long as the row says so.
    inLines(member("list", "undone"), undoneLine),
    // The steps that the case was given, with their deadlines, so that a row that someone deletes can come back.
    inLines(member("list", "steps"), stepLine),
    // Some cells show what several merged cases say together. This is what this case alone says.
    member("json", "own"),
    ...shared.members,
  ];
  return { shared, blocks, columns, members };
}
