/** The columns of Cases, the columns that other tabs share with it, and the members of its hidden cell (design section 5). */
import { once } from "../../lazy";
import {
  agencyNames,
  concernNames,
  confirmerNames,
  factorNames,
  levelNames,
  protocolNames,
} from "../../protocol/find-pack";
import type { StudentRole } from "../../protocol/ids";
import { protocolsOf } from "../../protocol/pack-queries";
import type { Column, Place, Says } from "../../register/columns";
import { columnsSaying, stateKey } from "../../register/columns";
import {
  cameMergedLine,
  closingAskedLine,
  raiseLine,
  stepLine,
  toldLine,
  toTellLine,
  undoneLine,
} from "./lines-in-cells";
import { placeOfRow, placeOfSteps } from "./views-of-cases";
import { closeReasonWords, statusWords, yesNo, yesNoUnknown } from "./words-in-cells";

/** What a cell tells. `records/who-sees-what-printed.ts` says who sees each kind in a printed record. */
export type Kind =
  | ("open" | "student" | "course" | "inside" | "plan" | "notes" | "log" | "reports")
  | ("mandatedReports" | "reporters" | "never");

declare module "../../register/columns" {
  /** What the entry of a column of a case's rows says. An entry that leaves a part out does not compile. */
  interface Says {
    /** What it tells in a printed record. Of two kinds: only someone who may see both sees it. */
    readonly printed: Kind | readonly [Kind, Kind];
    /**
     * Who may know it (design 2.24). "emails": emails may say it too. "readers": whoever may open the register. "as-chosen": those of them
     * to whom the reporter is known.
     */
    readonly known: "emails" | "readers" | "as-chosen";
  }
  interface Column {
    /** Whom a name in it stands for: the words that replace that name everywhere in a record that leaves the cell out. */
    readonly names?: "a member of staff" | "an agency" | "a reference";
    /**
     * True: can still be edited after the case was merged into another one or released. Other cells cannot, since the people who work on
     * that other case would not see what is typed here.
     */
    readonly afterMerge?: true;
  }
}

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

/** Where a line of "Needs attention" leads: to the column of an undone input, or to those of a matter, in the row of the case. */
function columnsFor(line: string, { key }: { readonly key: string }): Place {
  const undone = caseTables().columns.filter(({ header }) =>
    line.startsWith(undoneLineBegins(header)),
  );
  const matter = matterIds.find((id) => line.startsWith(matters[id].begins));
  const block: readonly Column[] = matter === undefined ? [] : caseTables().blocks[matter];
  const columns = (undone.length > 0 ? undone : block).map((one) => one.key);
  return { tab: "cases", ...placeOfRow(key), columns };
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
    | ("own" | "either" | "union" | "together" | "sum" | "earliest" | "any" | "raises")
    | ("all-who-stepped-aside" | "unanswered" | "other-cases" | "not-itself")
    | "same-or-empty";
  /**
   * What happens when the case is carried: opened again in another register, in which others may read it (design 2.22). "along": goes along
   * as it is; an emptied cell stays empty. "worked-out": from the reports that go along and from the first case. "anew": begins anew.
   */
  readonly carried: "along" | "worked-out" | "anew";
}

/** Everything about the columns of Cases, made when it is first needed. */
export const caseTables = once(makeCaseTables);

function makeCaseTables() {
  const says = columnsSaying<CaseSays>();
  /** What people typed: it stays with its case, and goes along when the case is carried. */
  const typed = { report: "stays", merge: "own", carried: "along", known: "readers" } as const;
  /** What a carried case begins anew: who has it, what it lacks, references, and all that would tell that it was sealed. */
  const anew = { ...typed, carried: "anew" } as const;
  /** What the reports of a case say together. */
  const fact = { ...anew, report: "combines", merge: "together", carried: "worked-out" } as const;
  const danger = { ...fact, report: "sets" } as const;
  /** A person's own answer, which a report can make doubtful. */
  const answer = { ...danger, carried: "along" } as const;
  const ofStudent = { ...typed, report: "sets", merge: "either", printed: "student" } as const;
  const ofDuty = { ...typed, printed: "mandatedReports" } as const;
  // Entries that say the same.
  const only = says({ ...anew, printed: "never" });
  const course = says({ ...anew, printed: "course" });
  const conclusion = says({ ...anew, printed: ["reports", "inside"] });
  const hidden = says({ ...anew, printed: "inside" });
  const student = says(ofStudent);
  const decision = says({ ...typed, printed: "inside" });
  const dayOf = decision.input("day-that-has-come");
  const duty = says(ofDuty);
  const clearing = duty.input("agency-that-may-clear");
  const hold = says({ ...ofDuty, merge: "together" });
  const handing = says({ ...typed, printed: "course" });
  const assessed = says({ ...fact, printed: "inside" });
  const reported = says({ ...fact, printed: ["reports", "inside"] });
  const inDanger = says({ ...danger, printed: "reports" });
  const remembered = says({ ...danger, printed: "never" });
  const answered = says({ ...answer, printed: "inside" });
  const ofStaff = answered.input("staff-answer");
  const whoAnswers = answered.input("who-answers");
  const ofHome = says({ ...ofStudent, printed: "open" });
  const ofDanger = says({ ...fact, printed: "reports" });
  const overruling = says({ ...answer, printed: "mandatedReports" }).lead("any-agency");
  const age = says({ ...typed, merge: "same-or-empty", printed: "open" });
  const possible = says({ ...anew, merge: "unanswered", printed: "inside" });
  const others = says({ ...anew, merge: "other-cases", printed: "inside" });
  const earlier = says({ ...typed, merge: "not-itself", carried: "worked-out", printed: "course" });
  const confirmed = says({ ...fact, carried: "along", printed: "mandatedReports" });
  const withdrawn = says({ ...typed, merge: "union", printed: "inside" });
  const toReview = says({ ...typed, carried: "worked-out", printed: ["reports", "inside"] });
  const level = says({ ...fact, printed: "inside", known: "emails" });
  const legal = says({ ...typed, report: "sets", merge: "any", printed: "mandatedReports" });
  const reference = says({ ...anew, printed: "never", known: "emails" });
  const nextDue = says({ ...anew, printed: "mandatedReports", known: "emails" });
  const nextDay = says({ ...typed, merge: "earliest", printed: "course" });
  const notes = says({ ...typed, printed: "notes" });
  const assigned = says({ ...anew, merge: "either", printed: "course" });
  const aside = says({ ...typed, merge: "all-who-stepped-aside", printed: "course" });
  const contact = says({ ...anew, report: "sets", printed: "course" });
  const counted = says({ ...fact, report: "sets", merge: "sum", printed: "reports" });
  const pinned = says({ ...typed, carried: "worked-out", printed: "inside" });
  const called = says({ ...fact, report: "sets", merge: "union", printed: "mandatedReports" });
  const told = says({ ...anew, printed: "never", report: "sets" });
  const excluded = says({ ...anew, printed: "never", report: "sets", merge: "union" });
  const sealed = says({ ...anew, printed: "never", report: "sets", merge: "either" });
  const reasons = says({ ...fact, report: "sets", merge: "union", printed: "never" });
  const raises = says({ ...typed, merge: "raises", printed: "never" });
  const steps = says({ ...anew, printed: "never", carried: "worked-out" });
  /** Columns that several tabs have, and the members that the hidden cell of a row has in every tab. */
  const shared = {
    /** The hidden cell with what only the script knows about a row (`row-state.ts`). */
    rowState: only.hidden("json", stateKey, "State"),
    rowKey: only.hidden("text", "row", "Row"),
    caseShown: only("text", "case", "Case", { width: 90 }),
    caseTyped: only.free("text", "case", "Case", { width: 90 }),
    factors: assessed("choices", "factors", "Risk factors", { words: factorNames, width: 300 }),
    concerns: assessed("choices", "concerns", "Concerns", { words: concernNames, width: 260 }),
    grade: student("text", "grade", "Grade", { width: 70 }),
    residence: ofHome("text", "countyOfResidence", "Lives in another county"),
    role: assessed("choice", "studentRole", "Role of the student", {
      words: () =>
        ({
          "may-be-targeted": "May be targeted",
          "may-be-recruiting": "May be recruiting",
          both: "Both",
          unknown: "Not known",
        }) satisfies Record<StudentRole, string>,
    }),
    members: [
      // The accepted inputs: a JSON object by column key.
      only.hidden("json", "accepted", ""),
      // True if the cell held nothing that the script had written. It stays true until every input of the row has been checked again.
      only.hidden("checkbox", "stateLost", ""),
    ] as const,
  };
  /** For each matter, its columns. They are side by side, right of the first screen. */
  const blocks = {
    danger: [
      inDanger.free("checkbox", "dangerOver", "Danger over", {
        note: "Tick it when you are certain that the immediate danger is over. The next report of danger removes the tick.",
      }),
      inDanger("date-time", "dangerSince", "Immediate danger since"),
      ofDanger("choice", "immediateDanger", "Immediate danger reported", yesNo),
    ],
    parent: [
      reported("choice", "parentReported", "Reports say: a parent or guardian may be involved", {
        width: 240,
        ...yesNoUnknown,
        note: "The most worrying answer among the reports. A report that says yes keeps the parent's steps locked, unless the lead names the agency that says otherwise.",
      }),
      whoAnswers("choice", "parentMayBeInvolved", "Parent or guardian may be involved", {
        ...yesNoUnknown,
        note: "Your own answer. What reports say is in the column beside it; it is never filled in from there.",
      }),
      dayOf("date", "victimConsulted", "Victim consulted on", {
        note: "The day on which you spoke with the student about it: today or earlier.",
      }),
      clearing("choice", "agencyCleared", "Agency that cleared telling the parent", {
        refusals: {
          "agency-may-not-clear": "this agency cannot clear that. Choose one from the list.",
        },
        words: agencyNames,
        offered: ({ agencies }) => agencies.flatMap(({ id, mayClear }) => (mayClear ? [id] : [])),
        width: 200,
        note: "Choose from the list: the district's own police cannot clear it. A new report, a higher level or a merge ends the clearance: then ask the agency again whether it is safe.",
      }),
      duty.free("text", "agencyClearedBy", "Who at the agency cleared it", { names: "an agency" }),
      duty.input("cleared-since-news")("date-time", "agencyClearedAt", "Cleared at", {
        refusalEmpties: true,
        refusals: {
          "cleared-before-news":
            "something new has come up since then. Tell the agency, and write when it cleared this knowing that.",
        },
        note: "Filled in when you choose the agency. If the agency cleared it at another time, correct it. It must be after the last report, rise in level or merge, since the agency has to know of that.",
      }),
      overruling("choice", "parentOverruledBy", "Agency that says that no parent is involved", {
        refusals: { "no-such-agency": "choose an agency from the list." },
        words: agencyNames,
        offered: ({ agencies }) => agencies.map(({ id }) => id),
        width: 200,
        note: "Only the district lead or an admin writes it.",
      }),
      age.free("choice", "isAdult", "18 or over", {
        ...yesNo,
        note: "With yes, the parent's steps open only with the student's recorded consent, and the rows say what applies to an adult instead of a child.",
      }),
      dayOf("date", "studentConsented", "Student of 18 or over: consented on", {
        width: 170,
        note: "The day on which the student agreed that a parent or guardian may be told: today or earlier.",
      }),
    ],
    same: [
      possible("list", "possibleMatch", "May be the same student as", { width: 140 }),
      hidden.input("other-case")("text", "sameStudentAs", "Same student as (case)", {
        refusals: {
          "other-protocol":
            "each of the two cases follows a protocol that has no place for something in the other, so they cannot be merged either way. Work on both, and name each in the other's notes.",
        },
        width: 140,
        note: "The reference of the other case, such as 26-0001: this case is then merged into that one, which shows what is known of both. Calls and reports that each case needs stay steps of that case. Empty it to undo the merge.",
      }),
      others.input("other-cases")("list", "notSameStudentAs", "Not the same student as (cases)", {
        width: 160,
        note: "References of cases that you know to be about other students, one on each line. The system does not ask again. It is kept on both cases.",
      }),
      course("text", "mergedInto", "Merged into", { width: 100 }),
      earlier("text", "earlierCase", "Earlier case", { width: 100 }),
    ],
    hold: [
      hold.input("hold-within-limit")("date-time", "holdUntil", "Hold until", {
        refusals: {
          "hold-past":
            "a hold must end in the future. Write a later day, or empty the cell to lift the hold.",
          "hold-too-long":
            "a hold may not last that long. Write an earlier day; you can extend the hold when it comes. Settings says how many days a hold may last.",
        },
        note: "The day until which an agency asked you to wait. A day without a time counts to the end of that day. Settings says how many days a hold may last at a time; you can extend it.",
      }),
      hold.free("text", "heldFor", "Held for", {
        names: "an agency",
        note: "The agency that asked you to wait.",
      }),
    ],
    level: [
      confirmed.free("choice", "confirmedBy", "Confirmed by", {
        words: confirmerNames,
        offered: ({ confirmers }) => confirmers.map(({ id }) => id),
      }),
      decision.input("higher-level")("choice", "raiseLevelTo", "Raise level to", {
        refusals: {
          "level-not-higher":
            "a level can only be raised. If the case needs no more work, close it with a reason.",
        },
        words: protocolNames,
        offered: protocolsOf,
        note: "Choose the higher level, and write why in the next column: then it is raised. A level is never lowered.",
      }),
      decision.free("long-text", "raiseReason", "Why the level is raised"),
      decision.lead("reported-factor")("choice", "withdrawFactor", "Withdraw a risk factor", {
        refusals: {
          "factor-not-reported":
            "no report of this case names that risk factor. Choose one from “Risk factors”.",
        },
        words: factorNames,
        offered: ({ factors }) => factors.map(({ id }) => id),
        width: 200,
        note: "Only the district lead or an admin. Choose the risk factor that was reported wrongly, and write why in the next column: then it no longer counts. The level, and what was done, do not change.",
      }),
      decision.lead("anything")("long-text", "withdrawReason", "Why the risk factor is withdrawn"),
      withdrawn("choices", "withdrawnFactors", "Withdrawn risk factors", { words: factorNames }),
      toReview("list", "reviewReasons", "To review", { width: 320 }),
      conclusion("long-text", "why", "Why this level", { width: 300 }),
      conclusion("long-text", "wouldRaise", "What would raise it", { width: 300 }),
      shared.factors,
      shared.concerns,
      level("choices", "protocols", "Protocols that apply", { words: protocolNames, width: 260 }),
    ],
    closing: [
      hidden.input("reason-to-choose")("choice", "closeReason", "Reason for closing", {
        refusals: {
          "release-instead":
            "choose another reason. To release a sealed case, write why and tick “Sealed: release”.",
        },
        words: () => closeReasonWords,
        width: 240,
        note: "Choose one where steps are left open. “Needs attention” says what else is missing before the case can be closed.",
      }),
      course.lead("who-agrees")("checkbox", "leadAgreed", "Lead agrees to close", {
        note: "Only the district lead or an admin; in a sealed case, the other person who may read it. If the reason changes, it must be ticked again.",
      }),
      course("date-time", "closedAt", "Closed at"),
      handing.input("school-that-has-it")("text", "handedTo", "Handed over to", {
        note: "The other school or county. The case is yours until the next column has a day.",
      }),
      handing.input("day-that-has-come")("date", "handedAt", "Hand-over received on", {
        note: "The day on which they told you that they have it: today or earlier.",
      }),
      only.lead("release-of-sealed")("checkbox", "release", "Sealed: release", {
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
      only.lead("anything")("long-text", "releaseReason", "Sealed: why it is released"),
      only("text", "releasedTo", "Went to case", { width: 150 }),
    ],
    print: [
      only.free("checkbox", "print", "Print", {
        width: 70,
        note: "Tick it to ask the district lead for a printed record of the case.",
      }),
    ],
    legal: [
      legal.lead("lifted-by-lead")("checkbox", "legalHold", "Legal hold", {
        afterMerge: true,
        // It protects the case.
        needsProof: false,
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
    reference("text", "case", "Case", {
      width: 80,
      leadsTo: placeOfSteps,
      note: "Click to see the steps of the case.",
    }),
    course.input("who-acknowledges")("checkbox", "acknowledged", "Acknowledged", {
      afterMerge: true,
      needsProof: true,
      width: 124,
    }),
    only("list", "openMatters", "Needs attention", {
      width: 280,
      leadsTo: columnsFor,
      note: "What is open in this case, and what is missing. Click a line to go to its columns.",
    }),
    student.free("text", "student", "Student", { width: 110 }),
    course.input("status-that-fits")("choice", "status", "Status", {
      refusals: {
        "status-needed": "choose Open, Waiting or Closed.",
        "reason-needed":
          "this case cannot be closed yet. Finish every step or say why it does not apply, or choose a reason for closing. In “Needs attention”, the line that begins with “Closing” says what is missing.",
        "duty-open":
          "a call or a mandated report is open. Tick it; or tick “Already made”, and write the agency's reference or who made it.",
        "agreement-needed":
          "somebody else has to agree first, with the tick “Lead agrees to close”. They are asked by email, and you are told when it is ticked.",
        "reason-below-protocols":
          "“no reasonable suspicion” closes a case only where no protocol applies. Choose another reason.",
        "reason-words-needed":
          "with this reason a call that was not made ends too. Write in Notes why, then close the case.",
        "next-school-needed":
          "was the record sent to the student's next school? The lead prints it: Print a record. Write the school in “Handed over to”, or “not sent” and why. Then close the case.",
        "other-reader-needed":
          "two people must agree to close this case. The other person who may read it must tick “Lead agrees to close” first; then close it. If you change the reason, they must tick it again.",
      },
      words: () => statusWords,
      width: 84,
      note: "Set it to Closed once nothing is missing: “Needs attention” says what is.",
    }),
    level("choice", "level", "Level", { words: levelNames, width: 124 }),
    nextDue("date-time", "nextDue", "Next due", {
      width: 146,
      note: "The earliest deadline among the open steps of the case.",
    }),
    nextDay.free("date", "nextCheckIn", "Next check-in"),
    student.input("school-of-district")("text", "school", "School", {
      refusals: {
        "no-such-school": "no school has this name. Write the school as the Schools tab has it.",
        "school-elsewhere":
          "the cases of this school are in another register. Write the school in “Handed over to”, and the case opens there.",
      },
      width: 100,
      note: "If it is wrong, write it as the Schools tab has it: the case goes to that school's contact. Only someone at the school that has the case, or the district lead, can move it.",
    }),
    only("text", "hasIt", "Who has it", {
      width: 130,
      note: "The colleague to whom it is assigned, otherwise the school's designated contact, also while that person is away.",
    }),
    notes.free("long-text", "notes", "Notes", { afterMerge: true }),
    assigned.input("colleague-to-assign")("text", "assignedTo", "Assigned to", {
      refusals: {
        "colleague-not-clear": "Contacts has several people of this name. Write the address.",
        "colleague-stepped-aside":
          "this colleague has stepped aside from the case. Write someone else.",
      },
      width: 200,
      note: "The address or the name of a colleague in Contacts who may open the register: they then get the email about the case. Empty: the school's contact gets it.",
    }),
    aside.input("who-steps-aside")("text", "steppedAside", "Stepped aside", {
      refusals: {
        "one-reader":
          "no one else may read this case, so someone has to keep it. If you cannot act on it, leave it unacknowledged.",
        "aside-yourself":
          "you can step aside only for yourself, with x or your own address. Only the lead can do it for someone else.",
        "lead-gives-back": "only the lead gives a case back to someone who stepped aside.",
      },
      width: 200,
      note: "If you are related to or close to the student: write x or your address. The case goes to the next person, the lead is told, and you get no more email about it. You can still read it here. You can step aside only for yourself; only the lead gives the case back.",
    }),
    student.free("text", "studentId", "Student id", {
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
    answered.free("choice", "mayBeVictim", "May the student be a victim?", {
      ...yesNo,
      note: "Answer before any school consequence. Students who recruit others are often victims themselves.",
    }),
    ofStaff("choice", "staffMayBeInvolved", "Member of staff may be involved", {
      ...yesNoUnknown,
      note: "Your own answer; with yes the steps for it are added. If that person may open this register, do not write it here: tell the district lead by telephone.",
    }),
    reported("choice", "staffReported", "Reports say: a member of staff may be involved", {
      width: 240,
      ...yesNoUnknown,
      note: "The most worrying answer among the reports: an employee, a volunteer or a contractor, whether or not they receive reports.",
    }),
    shared.residence,
    contact("text", "contact", "Designated contact", { width: 220 }),
    says({ ...anew, printed: "open" })("date-time", "opened", "Opened"),
    only("checkbox", "drill", "Drill", {
      width: 70,
      note: "The report of a drill: no real student is involved. It is not counted anywhere and closes by itself after a day.",
    }),
    counted("number", "reports", "Reports"),
    course("text", "acknowledgedBy", "Acknowledged by", { width: 200 }),
    course("date-time", "acknowledgedAt", "Acknowledged at"),
    pinned("text", "protocolVersion", "Protocol", { width: 150 }),
    shared.role,
    called("choices", "reporterSaysCalled", "Reporters say that they called", {
      words: () => ({
        calledChildAndFamilyServices: "The agency of the first call",
        calledLawEnforcement: "Law enforcement",
      }),
      note: "What reporters say. The call is ticked in the checklist, with the agency's reference.",
    }),
    course("list", "asked", "Asked to acknowledge", {
      line: toldLine,
      width: 260,
      note: "Who was asked after no one had acknowledged, and when (UTC).",
    }),
    only.hidden("text", "checklistRows", "Checklist rows", {
      note: "Where the case's checklist was last seen; a guess that is checked at each use.",
    }),
    only.hidden("date-time", "lateFrom", "Late from"),
    only.hidden("number", "urgency", "For sorting: danger first, then the level"),
    shared.rowState,
  ];
  /** What else the hidden cell of a row holds: entries like those of columns. */
  const members = [
    // Whom we last told that the case is theirs.
    told.hidden("text", "told", "", { line: toldLine }),
    // When the danger that people are now asked about was reported. This is earlier than `dangerSince` if the report reached us late.
    remembered.hidden("date-time", "dangerReported", ""),
    // When a danger was last reported, even if people were already being asked about one. A call of another case that was made before then
    // does not answer it.
    remembered.hidden("date-time", "dangerAgain", ""),
    // The levels to which people raised the case by hand, and who did.
    raises.hidden("list", "raisedBy", "", { line: raiseLine }),
    // Reporters who still have to be told that someone has acknowledged the case.
    only.hidden("list", "toTell", "", { line: toTellLine }),
    // Who answered whether a parent or guardian may be involved.
    says({ ...answer, printed: "never" }).hidden("text", "parentSetBy", ""),
    // Each report that came for this case while it was merged with others.
    only.hidden("list", "cameMerged", "", { line: cameMergedLine }),
    // When the last report, rise of the level or merge came.
    says({ ...typed, printed: "never" }).hidden("date-time", "changedAt", ""),
    // Only for sealed cases: the role of the person who reads it, addresses that must not learn of it, and the student's open case in the
    // main register.
    told.hidden("text", "readBy", ""),
    excluded.hidden("list", "excluded", "", { neverCut: true }),
    sealed.hidden("text", "mainCase", ""),
    // If a case of the main register goes on in this one: since when, in milliseconds UTC, and who may be involved ("1788278400000 contact").
    only.hidden("text", "goesOn", ""),
    reasons.hidden("list", "reviewReasonIds", ""),
    only.hidden("text", "agreedBy", ""),
    // Until the agreement is there or something else is missing again: who was asked to agree to close the case.
    only.hidden("text", "closingAsked", "", { line: closingAskedLine }),
    // Steps that the lead recorded as done.
    says({ ...typed, merge: "union", printed: "never" }).hidden("list", "leadRecorded", ""),
    // Inputs that were undone, for as long as the row says so.
    only.hidden("list", "undone", "", { line: undoneLine }),
    // The steps that the case was given, with their deadlines, so that a row that someone deletes can come back.
    steps.hidden("list", "steps", "", { line: stepLine }),
    // Some cells show what several merged cases say together. This is what this case alone says.
    only.hidden("json", "own", ""),
    ...shared.members,
  ];
  return { shared, blocks, columns, members };
}
