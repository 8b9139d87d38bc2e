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
  columnsSaying,
  inLines,
  type Says,
  stateKey,
  statusWords,
  yesNoUnknownWords,
  yesNoWords,
} from "./columns";
import { cameMergedLine, raiseLine, stepLine, toldLine, toTellLine, undoneLine } from "./lines";

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

/** What each entry of Cases says: every column, and every member of the hidden cell. One that leaves a part out does not compile. */
export interface CaseSays extends Says {
  /** What a report does to it. "sets": `withReport` works it out, or it stays. "combines": `combineFacts`. */
  readonly report: "stays" | "sets" | "combines";
  /**
   * What the target of a merge shows, from its own and the source's: its "own"; "either", its own or, if it has none, the source's; or what
   * the merge says that has this name. "together": worked out together with others.
   */
  readonly merge:
    | (
        | "own"
        | "either"
        | "union"
        | "raises"
        | "together"
        | "sum"
        | "earliest"
        | "any"
        | "same-or-empty"
      )
    | ("all-who-stepped-aside" | "unanswered" | "other-cases" | "either-but-itself");
  /**
   * What happens when the case is carried: opened again in another register, in which others may read it (design 2.22). "along": goes along
   * as it is; an emptied cell stays empty. "worked-out": from the reports that go along and from the first case. "anew": begins anew.
   */
  readonly carried: "along" | "worked-out" | "anew";
}

/** What an entry says of the edits of a cell. */
export interface CaseInput {
  /** The rule of `casework/cell-rules.ts` for what is typed there; "anything": whatever is typed is accepted. */
  readonly rule: string;
  /**
   * True: can still be edited after the case was merged into another one or released. Other cells cannot, since the people who work on that
   * other case would not see what is typed here.
   */
  readonly afterMerge?: true;
  /**
   * True: a refused value empties the cell, since whoever typed it said that the old value no longer holds. Left out: the old value is
   * restored.
   */
  readonly refusalEmpties?: true;
}

/** Everything about the columns of Cases, made when it is first needed. */
export const caseTables = once(makeCaseTables);

function makeCaseTables() {
  const { column, editableColumn, leadColumn, hiddenColumn, member } = columnsSaying<
    CaseSays,
    CaseInput
  >();
  // What many entries say alike.
  /** What people typed about the student and the work: it stays with its case, and goes along when the case is carried. */
  const typed = { report: "stays", merge: "own", carried: "along", known: "readers" } as const;
  /** What a carried case begins anew: who has it, what it lacks, references, and all that would tell that it was sealed. */
  const anew = { ...typed, carried: "anew" } as const;
  /** What only the script needs. */
  const script = { ...anew, printed: "never" } as const;
  const ofStudent = { ...typed, report: "sets", merge: "either", printed: "student" } as const;
  /** What the reports of a case say together. */
  const fact = { ...anew, report: "combines", merge: "together", carried: "worked-out" } as const;
  const danger = { ...fact, report: "sets" } as const;
  /** About what agencies and the law ask for. */
  const ofDuty = { ...typed, printed: "mandatedReports" } as const;
  const hold = { ...ofDuty, merge: "together" } as const;
  /** A person's own answer, which a report can make doubtful. */
  const answer = { ...danger, carried: "along" } as const;
  /** Columns that several tabs have, and the members that the hidden cell of a row has in every tab. */
  const shared = {
    /** The hidden cell with what only the script knows about a row (`row-state.ts`). */
    rowState: hiddenColumn("json", stateKey, "State", { says: script }),
    rowKey: hiddenColumn("text", "row", "Row", { says: script }),
    caseShown: column("text", "case", "Case", { says: script, width: 90 }),
    caseTyped: editableColumn("text", "case", "Case", {
      says: { ...script, rule: "anything" },
      width: 90,
    }),
    factors: column("choices", "factors", "Risk factors", {
      says: { ...fact, printed: "inside" },
      words: factorNames,
      width: 300,
    }),
    concerns: column("choices", "concerns", "Concerns", {
      says: { ...fact, printed: "inside" },
      words: concernNames,
      width: 260,
    }),
    grade: column("text", "grade", "Grade", { says: ofStudent, width: 70 }),
    residence: column("text", "countyOfResidence", "Lives in another county", {
      says: { ...ofStudent, printed: "open" },
    }),
    role: column("choice", "studentRole", "Role of the student", {
      says: { ...fact, printed: "inside" },
      words: {
        "may-be-targeted": "May be targeted",
        "may-be-recruiting": "May be recruiting",
        both: "Both",
        unknown: "Not known",
      } satisfies Record<StudentRole, string>,
    }),
    members: [
      // The accepted inputs: a JSON object by column key.
      member("json", "accepted", script),
      // True if the cell held nothing that the script had written. It stays true until every input of the row has been checked again.
      member("checkbox", "stateLost", script),
    ] as const,
  };
  /** For each matter, its columns. They are side by side, right of the first screen. */
  const blocks = {
    danger: [
      editableColumn("checkbox", "dangerOver", "Danger over", {
        says: { rule: "anything", ...danger, printed: "reports" },
        note: "Tick it when you are certain that the immediate danger is over. The next report of danger removes the tick.",
      }),
      column("date-time", "dangerSince", "Immediate danger since", {
        says: { ...danger, printed: "reports" },
      }),
      column("choice", "immediateDanger", "Immediate danger reported", {
        says: { ...fact, printed: "reports" },
        words: yesNoWords,
      }),
    ],
    parent: [
      column("choice", "parentReported", "Reports say: a parent or guardian may be involved", {
        says: { ...fact, printed: ["reports", "inside"] },
        width: 240,
        words: yesNoUnknownWords,
        note: "The most worrying answer among the reports. A report that says yes keeps the parent's steps locked, unless the lead names the agency that says otherwise.",
      }),
      editableColumn("choice", "parentMayBeInvolved", "Parent or guardian may be involved", {
        says: { rule: "who-answers", ...answer, printed: "inside" },
        words: yesNoUnknownWords,
        note: "Your own answer. What reports say is in the column beside it; it is never filled in from there.",
      }),
      editableColumn("date", "victimConsulted", "Victim consulted on", {
        says: { rule: "day-that-has-come", ...typed, printed: "inside" },
        note: "The day on which you spoke with the student about it: today or earlier.",
      }),
      editableColumn("choice", "agencyCleared", "Agency that cleared telling the parent", {
        says: { rule: "agency-that-may-clear", ...ofDuty },
        refusals: {
          "agency-may-not-clear": "this agency cannot clear that. Choose one from the list.",
        },
        words: agencyNames,
        offered: ({ agencies }) => agencies.flatMap(({ id, mayClear }) => (mayClear ? [id] : [])),
        width: 200,
        note: "Choose from the list: the district's own police cannot clear it. A new report, a higher level or a merge ends the clearance: then ask the agency again whether it is safe.",
      }),
      editableColumn("text", "agencyClearedBy", "Who at the agency cleared it", {
        says: { rule: "anything", ...ofDuty, names: "an agency" },
      }),
      editableColumn("date-time", "agencyClearedAt", "Cleared at", {
        says: { rule: "cleared-since-news", ...ofDuty, refusalEmpties: true },
        refusals: {
          "cleared-before-news":
            "something new has come up since then. Tell the agency, and write when it cleared this knowing that.",
        },
        note: "Filled in when you choose the agency. If that was at another time, correct it. It must be after the last report, rise in level or merge, since the agency has to know of that.",
      }),
      leadColumn("choice", "parentOverruledBy", "Agency that says that no parent is involved", {
        says: { rule: "any-agency", ...answer, printed: "mandatedReports" },
        refusals: { "no-such-agency": "choose an agency from the list." },
        words: agencyNames,
        offered: ({ agencies }) => agencies.map(({ id }) => id),
        width: 200,
        note: "Only the district lead or an admin writes it.",
      }),
      editableColumn("choice", "isAdult", "18 or over", {
        says: { rule: "anything", ...typed, merge: "same-or-empty", printed: "open" },
        words: yesNoWords,
        note: "With yes, the parent's steps open only with the student's recorded consent, and the rows say what applies to an adult instead of a child.",
      }),
      editableColumn("date", "studentConsented", "Student of 18 or over: consented on", {
        says: { rule: "day-that-has-come", ...typed, printed: "inside" },
        width: 170,
        note: "The day on which the student agreed that a parent or guardian may be told: today or earlier.",
      }),
    ],
    same: [
      column("list", "possibleMatch", "May be the same student as", {
        says: { ...anew, merge: "unanswered", printed: "inside" },
        width: 140,
      }),
      editableColumn("text", "sameStudentAs", "Same student as (case)", {
        says: { rule: "other-case", ...anew, printed: "inside" },
        refusals: {
          "other-protocol":
            "each of the two cases follows a protocol that has no place for something in the other, so they cannot be merged either way. Work on both, and name each in the other's notes.",
        },
        width: 140,
        note: "The reference of the other case, such as 26-0001: this case is then merged into that one, which shows what is known of both. Calls and reports that each case needs stay steps of that case. Empty it to undo the merge.",
      }),
      editableColumn("list", "notSameStudentAs", "Not the same student as (cases)", {
        says: { rule: "other-cases", ...anew, merge: "other-cases", printed: "inside" },
        width: 160,
        note: "References of cases that you know to be about other students, one on each line. The system does not ask again. It is kept on both cases.",
      }),
      column("text", "mergedInto", "Merged into", {
        says: { ...anew, printed: "course" },
        width: 100,
      }),
      column("text", "earlierCase", "Earlier case", {
        says: { ...typed, merge: "either-but-itself", carried: "worked-out", printed: "course" },
        width: 100,
      }),
    ],
    hold: [
      editableColumn("date-time", "holdUntil", "Hold until", {
        says: { rule: "hold-within-limit", ...hold },
        refusals: {
          "hold-past":
            "a hold must end in the future. Write a later day, or empty the cell to lift the hold.",
          "hold-too-long":
            "a hold may not last that long. Write an earlier day; you can extend the hold when it comes. Settings says how many days a hold may last.",
        },
        note: "The day until which an agency asked you to wait. A day without a time counts to the end of that day. Settings says how many days a hold may last at a time; you can extend it.",
      }),
      editableColumn("text", "heldFor", "Held for", {
        says: { rule: "anything", ...hold, names: "an agency" },
        note: "The agency that asked you to wait.",
      }),
    ],
    level: [
      editableColumn("choice", "confirmedBy", "Confirmed by", {
        says: { rule: "anything", ...fact, carried: "along", printed: "mandatedReports" },
        words: confirmerNames,
        offered: ({ confirmers }) => confirmers.map(({ id }) => id),
      }),
      editableColumn("choice", "raiseLevelTo", "Raise level to", {
        says: { rule: "higher-level", ...typed, printed: "inside" },
        refusals: {
          "level-not-higher":
            "a level can only be raised. If the case needs no more work, close it with a reason.",
        },
        words: protocolNames,
        offered: protocolsOf,
        note: "Choose the higher level, and write why in the next column: then it is raised. A level is never lowered.",
      }),
      editableColumn("long-text", "raiseReason", "Why the level is raised", {
        says: { rule: "anything", ...typed, printed: "inside" },
      }),
      leadColumn("choice", "withdrawFactor", "Withdraw a risk factor", {
        says: { rule: "reported-factor", ...typed, printed: "inside" },
        refusals: {
          "factor-not-reported":
            "no report of this case names that risk factor. Choose one from “Risk factors”.",
        },
        words: factorNames,
        offered: ({ factors }) => factors.map(({ id }) => id),
        width: 200,
        note: "Only the district lead or an admin. Choose the risk factor that was reported wrongly, and write why in the next column: then it no longer counts. The level, and what was done, do not change.",
      }),
      leadColumn("long-text", "withdrawReason", "Why the risk factor is withdrawn", {
        says: { rule: "anything", ...typed, printed: "inside" },
      }),
      column("choices", "withdrawnFactors", "Withdrawn risk factors", {
        says: { ...typed, merge: "union", printed: "inside" },
        words: factorNames,
      }),
      column("list", "reviewReasons", "To review", {
        says: { ...typed, carried: "worked-out", printed: ["reports", "inside"] },
        width: 320,
      }),
      column("long-text", "why", "Why this level", {
        says: { ...anew, printed: ["reports", "inside"] },
        width: 300,
      }),
      column("long-text", "wouldRaise", "What would raise it", {
        says: { ...anew, printed: ["reports", "inside"] },
        width: 300,
      }),
      shared.factors,
      shared.concerns,
      column("choices", "protocols", "Protocols that apply", {
        says: { ...fact, printed: "inside", known: "emails" },
        words: protocolNames,
        width: 260,
      }),
    ],
    closing: [
      editableColumn("choice", "closeReason", "Reason for closing", {
        says: { rule: "reason-to-choose", ...anew, printed: "inside" },
        refusals: {
          "release-instead":
            "choose another reason. To release a sealed case, write why and tick “Sealed: release”.",
        },
        words: closeReasonWords,
        width: 240,
        note: "Choose one where steps are left open. “Needs attention” says what else is missing before the case can be closed.",
      }),
      leadColumn("checkbox", "leadAgreed", "Lead agrees to close", {
        says: { rule: "who-agrees", ...anew, printed: "course" },
        note: "Only the district lead or an admin; in a sealed case, the other person who may read it. If the reason changes, it must be ticked again.",
      }),
      column("date-time", "closedAt", "Closed at", { says: { ...anew, printed: "course" } }),
      editableColumn("text", "handedTo", "Handed over to", {
        says: { rule: "school-that-has-it", ...typed, printed: "course" },
        note: "The other school or county. The case is yours until the next column has a day.",
      }),
      editableColumn("date", "handedAt", "Hand-over received on", {
        says: { rule: "day-that-has-come", ...typed, printed: "course" },
        note: "The day on which they told you that they have it: today or earlier.",
      }),
      leadColumn("checkbox", "release", "Sealed: release", {
        says: { rule: "release-of-sealed", ...script },
        refusals: {
          "release-not-sealed": "only a sealed case can be released.",
          "release-reason-needed":
            "write in “Sealed: why it is released” why this case can be released, then tick this again.",
          "release-named":
            "a report of this case names someone who receives reports. Only a case in which every such answer was unsure, missing or unreadable can be released.",
          "release-rows-missing":
            "Reports lacks a report of this case, and that report may name someone who receives reports. Restore its row first: in File, Version history.",
        },
        note: "Only for a report that was sealed because an answer was “not sure”, missing or unreadable. Write why in the next column, then tick this. Everything you typed here, notes too, goes into a case of the main register, and the designated contact is told. You cannot undo this.",
      }),
      leadColumn("long-text", "releaseReason", "Sealed: why it is released", {
        says: { rule: "anything", ...script },
      }),
      column("text", "releasedTo", "Sealed: released to main case", { says: script, width: 150 }),
    ],
    print: [
      editableColumn("checkbox", "print", "Print", {
        says: { rule: "anything", ...script },
        width: 70,
        note: "Tick it to ask the district lead for a printed record of the case.",
      }),
    ],
    legal: [
      leadColumn("checkbox", "legalHold", "Legal hold", {
        says: {
          rule: "lifted-by-lead",
          ...typed,
          report: "sets",
          merge: "any",
          printed: "mandatedReports",
          afterMerge: true,
        },
        refusals: {
          "hold-lead-only":
            "only the district lead or the alternate lead can lift a legal hold, with their own account. Ask them.",
        },
        note: "While it is ticked, the case is kept, however old it is. It is ticked from the start if a member of staff is or may be involved, or if a report is sealed. Only the district lead or the alternate lead unticks it. Ask counsel first.",
      }),
    ],
  };
  // The first screen shows what the daily work needs (design 5). The reference is frozen, so people who follow a link to a block further
  // right see whose cells these are.
  const columns = [
    column("text", "case", "Case", {
      says: { ...anew, printed: "never", known: "emails" },
      width: 80,
      leadsTo: "acts",
      note: "Click to see the steps of the case.",
    }),
    editableColumn("checkbox", "acknowledged", "Acknowledged", {
      says: { rule: "who-acknowledges", ...anew, printed: "course", afterMerge: true },
      width: 124,
    }),
    column("list", "openMatters", "Needs attention", {
      says: script,
      width: 280,
      leadsTo: columnsFor,
      note: "What is open in this case, and what is missing. Click a line to go to its columns.",
    }),
    editableColumn("text", "student", "Student", {
      says: { rule: "anything", ...ofStudent },
      width: 110,
    }),
    editableColumn("choice", "status", "Status", {
      says: { rule: "status-that-fits", ...anew, printed: "course" },
      refusals: {
        "status-needed": "choose Open, Waiting or Closed.",
        "reason-needed":
          "this case cannot be closed yet. Finish every step or say why it does not apply, or choose a reason for closing. “Needs attention” says everything that is missing.",
        "duty-open":
          "a call or a mandated report is open. Tick it; or tick “Already made”, and write the agency's reference or who made it.",
        "agreement-needed":
          "tick “Lead agrees to close” first. The district lead does that; in a sealed case, someone who may read it.",
        "reason-below-protocols":
          "“no reasonable suspicion” closes a case only where no protocol applies. Choose another reason.",
        "reason-words-needed":
          "with this reason a call that was not made ends too. Write in Notes why, then close the case.",
        "other-reader-needed":
          "two people must agree to close this case. The other person who may read it must tick “Lead agrees to close” first; then close it. If you change the reason, they must tick it again.",
      },
      words: statusWords,
      width: 84,
      note: "Set it to Closed once nothing is missing: “Needs attention” says what is.",
    }),
    column("choice", "level", "Level", {
      says: { ...fact, printed: "inside", known: "emails" },
      words: levelNames,
      width: 124,
    }),
    column("date-time", "nextDue", "Next due", {
      says: { ...anew, printed: "mandatedReports", known: "emails" },
      width: 146,
      note: "The earliest deadline among the open steps of the case.",
    }),
    editableColumn("date", "nextCheckIn", "Next check-in", {
      says: { rule: "anything", ...typed, merge: "earliest", printed: "course" },
    }),
    editableColumn("text", "school", "School", {
      says: { rule: "school-of-district", ...ofStudent },
      refusals: {
        "no-such-school": "no school has this name. Write the school as the Schools tab has it.",
      },
      width: 100,
      note: "If it is wrong, write it as the Schools tab has it: the case goes to that school's contact. Only someone at the school that has the case, or the district lead, can move it.",
    }),
    column("text", "hasIt", "Who has it", {
      says: script,
      width: 130,
      note: "The colleague to whom it is assigned, otherwise the school's designated contact, also while that person is away.",
    }),
    editableColumn("long-text", "notes", "Notes", {
      says: { ...typed, rule: "anything", printed: "notes", afterMerge: true },
    }),
    editableColumn("text", "assignedTo", "Assigned to", {
      says: { rule: "colleague-to-assign", ...anew, merge: "either", printed: "course" },
      refusals: {
        "colleague-not-clear": "Contacts has several people of this name. Write the address.",
        "colleague-stepped-aside":
          "this colleague has stepped aside from the case. Write someone else.",
      },
      width: 200,
      note: "The address or the name of a colleague in Contacts who may open the register: they then get the email about the case. Empty: the school's contact gets it.",
    }),
    editableColumn("text", "steppedAside", "Stepped aside", {
      says: {
        rule: "who-steps-aside",
        ...typed,
        merge: "all-who-stepped-aside",
        printed: "course",
      },
      refusals: {
        "one-reader":
          "no one else may read this case, so someone has to keep it. If you cannot act on it, leave it unacknowledged.",
        "aside-yourself":
          "you can step aside only for yourself, with x or your own address. Only the lead can do it for someone else.",
        "lead-gives-back": "only the lead gives a case back to someone who stepped aside.",
      },
      width: 200,
      note: "If you are related to or close to the student: write x or your address. The case goes to the next person, the lead is told, and you get no more email about it. You can still read it here. You step aside only for yourself; only the lead gives the case back.",
    }),
    editableColumn("text", "studentId", "Student id", {
      says: { rule: "anything", ...ofStudent },
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
      says: { rule: "anything", ...answer, printed: "inside" },
      words: yesNoWords,
      note: "Answer before any school consequence. Students who recruit others are often victims themselves.",
    }),
    editableColumn("choice", "staffMayBeInvolved", "Member of staff may be involved", {
      says: { rule: "staff-answer", ...answer, printed: "inside" },
      words: yesNoUnknownWords,
      note: "Your own answer; with yes the steps for it are added. If that person may open this register, do not write it here: tell the district lead by telephone.",
    }),
    column("choice", "staffReported", "Reports say: a member of staff may be involved", {
      says: { ...fact, printed: ["reports", "inside"] },
      width: 240,
      words: yesNoUnknownWords,
      note: "The most worrying answer among the reports: an employee, a volunteer or a contractor, whether or not they receive reports.",
    }),
    shared.residence,
    column("text", "contact", "Designated contact", {
      says: { ...anew, report: "sets", printed: "course" },
      width: 220,
    }),
    column("date-time", "opened", "Opened", { says: { ...anew, printed: "open" } }),
    column("checkbox", "drill", "Drill", {
      says: script,
      width: 70,
      note: "The report of a drill: no real student is involved. It is not counted anywhere and closes by itself after a day.",
    }),
    column("number", "reports", "Reports", {
      says: { ...fact, report: "sets", merge: "sum", printed: "reports" },
    }),
    column("text", "acknowledgedBy", "Acknowledged by", {
      says: { ...anew, printed: "course" },
      width: 200,
    }),
    column("date-time", "acknowledgedAt", "Acknowledged at", {
      says: { ...anew, printed: "course" },
    }),
    column("text", "protocolVersion", "Protocol", {
      says: { ...typed, carried: "worked-out", printed: "inside" },
      width: 150,
    }),
    shared.role,
    column("choices", "reporterSaysCalled", "Reporters say that they called", {
      says: { ...fact, report: "sets", merge: "union", printed: "mandatedReports" },
      words: {
        calledChildAndFamilyServices: "The agency of the first call",
        calledLawEnforcement: "Law enforcement",
      },
      note: "What reporters say. The call is ticked in the checklist, with the agency's reference.",
    }),
    inLines(
      column("list", "asked", "Asked to acknowledge", {
        says: { ...anew, printed: "course" },
        width: 260,
        note: "Who was asked after no one had acknowledged, and when (UTC).",
      }),
      toldLine,
    ),
    hiddenColumn("text", "checklistRows", "Checklist rows", {
      says: script,
      note: "Where the case's checklist was last seen; a guess that is checked at each use.",
    }),
    hiddenColumn("date-time", "lateFrom", "Late from", { says: script }),
    hiddenColumn("number", "urgency", "For sorting: danger first, then the level", {
      says: script,
    }),
    shared.rowState,
  ];
  /** What else the hidden cell of a row holds: entries like those of columns. */
  const members = [
    // Whom we last told that the case is theirs.
    inLines(member("text", "told", { ...script, report: "sets" }), toldLine),
    // When the danger that people are now asked about was reported. This is earlier than `dangerSince` if the report reached us late.
    member("date-time", "dangerReported", { ...danger, printed: "never" }),
    // When a danger was last reported, even if people were already being asked about one. A call of another case that was made before then
    // does not answer it.
    member("date-time", "dangerAgain", { ...danger, printed: "never" }),
    // The levels to which people raised the case by hand, and who did.
    inLines(member("list", "raisedBy", { ...typed, merge: "raises", printed: "never" }), raiseLine),
    // Reporters who still have to be told that someone has acknowledged the case.
    inLines(member("list", "toTell", script), toTellLine),
    // Who answered whether a parent or guardian may be involved.
    member("text", "parentSetBy", { ...answer, printed: "never" }),
    // Each report that came for this case while it was merged with others.
    inLines(member("list", "cameMerged", script), cameMergedLine),
    // When the last report, rise of the level or merge came.
    member("date-time", "changedAt", { ...typed, printed: "never" }),
    // Only for sealed cases: the role of the person who reads it, addresses that must not learn of it, and the student's open case in the
    // main register.
    member("text", "readBy", { ...script, report: "sets" }),
    member("list", "excluded", { ...script, report: "sets", merge: "union" }),
    member("text", "mainCase", { ...script, report: "sets", merge: "either" }),
    member("list", "reviewReasonIds", {
      ...fact,
      report: "sets",
      merge: "union",
      printed: "never",
    }),
    member("text", "agreedBy", script),
    // Steps that the lead recorded as done.
    member("list", "leadRecorded", { ...typed, merge: "union", printed: "never" }),
    // Inputs that were undone, for as long as the row says so.
    inLines(member("list", "undone", script), undoneLine),
    // The steps that the case was given, with their deadlines, so that a row that someone deletes can come back.
    inLines(member("list", "steps", { ...script, carried: "worked-out" }), stepLine),
    // Some cells show what several merged cases say together. This is what this case alone says.
    member("json", "own", script),
    ...shared.members,
  ];
  return { shared, blocks, columns, members };
}
