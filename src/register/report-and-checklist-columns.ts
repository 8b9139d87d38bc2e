/**
 * The columns of the tabs that go with Cases: Checklist, Reports, Reporters, Go on sealed, Plan, Log, Disclosures; and the members of their
 * hidden cells (design section 5).
 */
import { once } from "../lazy";
import { confirmerNames, packs } from "../protocol/find-pack";
import type { RecipientMayBeInvolved, ReporterKnownTo } from "../protocol/ids";
import { actOf, isTimedCall } from "../protocol/pack-queries";
import { caseTables } from "./case-columns";
import {
  actStateWords,
  type Column,
  column,
  columnsSaying,
  languageWords,
  leadColumn,
  type Says,
  yesNoUnknownWords,
  yesNoWords,
} from "./columns";
import { undoneLine } from "./lines";

/** Whether the step in a row is a call, in whichever pack has the step. A row that a person added may be one. */
const isOfCall: NonNullable<Column["offeredIn"]> = ({ act }) => {
  const found = packs().flatMap((pack) => actOf(pack, typeof act === "string" ? act : null) ?? []);
  return found.length === 0 || found.some(isTimedCall);
};

const involvedWords = {
  contact: "The designated contact or the backup",
  administrator: "An administrator",
  lead: "The district lead",
  "alternate-lead": "The alternate lead",
  "not-sure": "Not sure",
} satisfies Record<Exclude<RecipientMayBeInvolved, "no">, string>;

/** The columns of these tabs, and the members of the hidden cell of Checklist, made when they are first needed. */
export const tablesBesideCases = once(makeTables);

function makeTables() {
  const { shared } = caseTables();
  const says = columnsSaying<Says>();
  const script = says({ printed: "never", known: "readers" });
  const inside = says({ printed: "inside", known: "readers" });
  const plan = says({ printed: "plan", known: "readers" });
  const log = says({ printed: "log", known: "readers" });
  const reported = says({ printed: "reports", known: "readers" });
  const ofStudent = says({ printed: ["reports", "student"], known: "readers" });
  const assessed = says({ printed: ["reports", "inside"], known: "readers" });
  const ofDuty = says({ printed: ["reports", "mandatedReports"], known: "readers" });
  const ofReporter = says({ printed: ["reports", "reporters"], known: "as-chosen" });
  const due = says({ printed: "inside", known: "emails" });
  const logged = says({ printed: ["log", "course"], known: "readers" });
  const step = says({ printed: "never", known: "emails" });
  const checklistMembers = [
    script.member("list", "covers"),
    // The step whose completion also closed this one.
    script.member("text", "coveredBy"),
    // The case whose merge added this step. Without the merge this case would not have it.
    script.member("text", "broughtBy"),
    script.member("list", "undone", { line: undoneLine }),
    ...shared.members,
  ];
  return {
    checklistMembers,
    checklist: [
      shared.rowKey,
      script.column("text", "case", "Case", {
        width: 78,
        leadsTo: "row",
        note: "Click to see the row of the case.",
      }),
      inside.editableColumn("checkbox", "done", "Done", {
        rule: "who-did-it",
        width: 56,
        note: "A step that is locked or on hold cannot be ticked: the tick is undone, and the step says why.",
      }),
      // The columns up to the agency's reference have short texts, so no row is higher than three lines.
      step.column("long-text", "step", "Step", { width: 390 }),
      script.column("text", "call", "Call", { names: "an agency", width: 220 }),
      due.column("date-time", "due", "Due", { note: "Amber: it is due now. Red: it is late." }),
      inside.editableColumn("checkbox", "noAnswer", "No answer", {
        rule: "attempt-of-open-call",
        width: 75,
        offeredIn: isOfCall,
        note: "Tick it each time no one answers. The system counts it, keeps it in Log, and removes the tick.",
      }),
      inside.column("list", "statutes", "Law", {
        width: 90,
        leadsTo: "law",
        clipped: true,
        note: "Click to see its line in the Guide.",
      }),
      inside.freeColumn("text", "agencyPerson", "Person at the agency", {
        names: "an agency",
        width: 110,
      }),
      inside.freeColumn("text", "agencyReference", "Agency's reference", {
        names: "a reference",
        width: 110,
      }),
      inside.editableColumn("long-text", "notApplicableBecause", "Not applicable because", {
        rule: "not-of-duty",
        refusals: {
          "duty-by-law":
            "this step is required by law. Tick Done or “Already made”. Then write in “Made by” who made it, or the agency's reference.",
          "duty-stays":
            "this step has to be done. Tick Done or “Already made”. Then write in “Made by” who made it, or the agency's reference.",
        },
        note: "Never for a call or a mandated report. Tick Done, or “Already made” with who made it.",
      }),
      inside.freeColumn("long-text", "notes", "Notes"),
      script.column("long-text", "what", "In full, with the law"),
      script.column("long-text", "why", "Why, or why it waits", { leadsTo: "missing" }),
      inside.freeColumn("text", "who", "Who", { names: "a member of staff" }),
      inside.editableColumn("date-time", "calledAt", "Called at", {
        rule: "call-that-was-made",
        refusals: {
          "call-ahead": "this time is in the future. Write when the call was really made.",
        },
        offeredIn: isOfCall,
        note: "When the call was really made, even if you tick it later. Not a time in the future.",
      }),
      inside.editableColumn("checkbox", "alreadyMade", "Already made", {
        rule: "step-that-is-open",
        note: "For a call or a report that someone else made: tick it, and write the agency's reference or who made it. Your own duty to report remains.",
      }),
      inside.freeColumn("text", "madeBy", "Made by", { names: "a member of staff" }),
      inside.column("choice", "state", "State", { words: () => actStateWords, width: 120 }),
      inside.column("number", "attempts", "Tried without answer", { width: 130 }),
      inside.column("text", "doneBy", "Done by", { names: "a member of staff", width: 200 }),
      inside.column("date-time", "doneAt", "Done at"),
      inside.column("list", "protocolSteps", "Protocol steps", { width: 200 }),
      script.hiddenColumn("number", "order", "No."),
      step.hiddenColumn("text", "act", "Act"),
      script.hiddenColumn("date-time", "lateFrom", "Late from"),
      script.hiddenColumn("text", "closed", "Left open by a closed case", {
        note: "Says so for the view “Open steps” and for the colors: no one is late with such a step.",
      }),
      shared.rowState,
    ],

    reports: [
      shared.rowKey,
      script.hiddenColumn("text", "response", "Response"),
      script.column("number", "part", "Part", { width: 60 }),
      reported.column("date-time", "received", "Received"),
      shared.caseShown,
      ofStudent.column("text", "school", "School"),
      ofStudent.column("text", "studentName", "Student"),
      reported.column("long-text", "facts", "What was seen and heard", { width: 480 }),
      assessed.also(shared.factors),
      assessed.also(shared.concerns),
      ofStudent.column("text", "studentId", "Student id", { width: 110 }),
      ofStudent.also(shared.grade),
      reported.also(shared.residence),
      assessed.also(shared.role),
      assessed.column("choice", "confirmedBy", "Confirmed by", { words: confirmerNames }),
      assessed.column("choice", "parentMayBeInvolved", "Parent or guardian may be involved", {
        words: () => yesNoUnknownWords,
      }),
      assessed.column("choices", "recipientMayBeInvolved", "A recipient may be involved", {
        words: () => ({ no: "No", ...involvedWords }),
      }),
      reported.column("choice", "immediateDanger", "Immediate danger", { words: () => yesNoWords }),
      reported.column("date-time", "learnedAt", "Learned at"),
      ofDuty.column("choice", "calledChildAndFamilyServices", "Reporter says: called the agency", {
        words: () => yesNoWords,
      }),
      ofDuty.column("choice", "calledLawEnforcement", "Reporter says: called law enforcement", {
        words: () => yesNoWords,
      }),
      ofReporter.column("choice", "reporterKnownTo", "Who may know the reporter", {
        words: () =>
          ({
            contact: "The designated contact and the district lead",
            lead: "Only the district lead: ask through the lead",
          }) satisfies Record<ReporterKnownTo, string>,
        width: 200,
      }),
      ofReporter.column("text", "reporterName", "Reporter", { names: "a member of staff" }),
      ofReporter.column("text", "reporterEmail", "Reporter's email", {
        names: "a member of staff",
        width: 200,
      }),
      ofReporter.column("text", "reporterPhone", "Reporter's phone", {
        names: "a member of staff",
      }),
      ofDuty.column("date-time", "writtenReportDue", "Written report due"),
      ofDuty.column("choice", "writtenReportDueFrom", "Counted from", {
        words: () => ({
          learned: "From when the reporter learned it",
          received:
            "From when the report came in: the time of learning is missing, unreadable or later",
        }),
        width: 240,
      }),
      ofDuty.column("text", "reporterTold", "Reporter told of their own duty", { width: 140 }),
      ofDuty.freeColumn("checkbox", "callConfirmed", "Reporter confirmed the call"),
      ofDuty.freeColumn(
        "checkbox",
        "writtenReportConfirmed",
        "Reporter confirmed the written report",
        {},
      ),
      ofDuty.freeColumn("checkbox", "reporterUnreachable", "Reporter cannot be asked", {
        note: "Ticked where the report does not say who sent it. Tick it too if the reporter cannot be reached: reminders about their call and their written report then end.",
      }),
      assessed.column("long-text", "unread", "Answers that could not be read"),
      reported.column("list", "textChanges", "Changed to fit a cell", { width: 280 }),
      assessed.column("choice", "staffMayBeInvolved", "A member of staff may be involved", {
        words: () => yesNoUnknownWords,
      }),
      ofDuty.freeColumn("text", "agreedReport", "One report agreed: who makes it", {
        width: 200,
        note: "If several people know of it and agreed that one of them calls and signs: who that is. This does not confirm that the report was made. If you learn that the report was not made, you must make it.",
      }),
      ofReporter.column("choice", "language", "Language of the form", {
        words: () => languageWords,
      }),
      shared.rowState,
    ],

    /** Who sent a report. Only the district lead may know, so only the sealed registers have this tab. */
    reporters: [
      script.hiddenColumn("text", "response", "Response"),
      ofReporter.column("date-time", "received", "Report received", {
        note: "Reports has the same time, beside the case.",
      }),
      ofReporter.leadColumn("text", "name", "Reporter", { rule: "anything" }),
      ofReporter.leadColumn("text", "email", "Reporter's email", { rule: "anything", width: 220 }),
      ofReporter.leadColumn("text", "phone", "Reporter's phone", { rule: "anything" }),
    ],
    /** Which cases of the main register go on in this one. Only the sealed registers have this tab. */
    goOnSealed: [
      shared.rowKey,
      leadColumn("text", "openCase", "Case of the main register", {
        note: "Its reference, such as 26-0001. The case there stays as it is, and no one who reads it is told. All that is known of it opens a case here, and later reports about the student come only here.",
      }),
      leadColumn("choices", "involved", "Who may be involved", {
        words: () => involvedWords,
        note: "One or more, each on a line of its own: contact, administrator, lead, alternate-lead, not-sure. Someone who may be involved must not be able to open this file.",
      }),
      leadColumn("checkbox", "goOn", "Go on sealed", {
        note: "Tick it last. If nothing can be done, the tick is removed and the last column says why. The way back is to release the case.",
      }),
      column("text", "case", "Goes on here as", { width: 120, leadsTo: "row" }),
      column("long-text", "problem", "Why it was not done"),
    ],
    plan: [
      shared.rowKey,
      shared.caseTyped,
      plan.freeColumn("long-text", "risk", "School-related safety risk"),
      plan.freeColumn("long-text", "action", "Action"),
      plan.freeColumn("text", "who", "Who", { names: "a member of staff" }),
      plan.freeColumn("date", "byWhen", "Due"),
      plan.freeColumn("date", "reviewed", "Reviewed on"),
      plan.freeColumn("long-text", "notes", "Notes"),
      shared.rowState,
    ],
    log: [
      shared.rowKey,
      shared.caseTyped,
      log.freeColumn("date-time", "at", "When"),
      log.freeColumn("text", "who", "Who", { names: "a member of staff", width: 200 }),
      logged.freeColumn("text", "act", "Step", { width: 200 }),
      log.freeColumn("text", "with", "With whom", { names: "an agency" }),
      log.freeColumn("long-text", "what", "What", { width: 420 }),
      log.freeColumn("choice", "outcome", "Outcome of a call", {
        words: () => ({ reached: "Reached", "no-answer": "No answer" }),
        width: 120,
      }),
    ],
    disclosures: [
      shared.rowKey,
      shared.caseTyped,
      inside.freeColumn("date-time", "at", "When"),
      inside.freeColumn("text", "agency", "Told to (agency)", { names: "an agency" }),
      inside.freeColumn("text", "agencyPerson", "Person at the agency", { names: "an agency" }),
      inside.freeColumn("long-text", "what", "What was told"),
      inside.freeColumn("choice", "ground", "Ground", {
        words: () => ({
          "mandated-report": "Mandated report",
          "health-or-safety-emergency": "Health or safety emergency (FERPA, 34 CFR 99.36)",
          other: "Another ground, named in What was told",
        }),
        width: 240,
        note: "You choose it: a call that is a mandated report is not by itself a health or safety emergency. For an emergency write the threat as well (34 CFR 99.32(a)(5)).",
      }),
      inside.freeColumn("text", "who", "Told by", { names: "a member of staff", width: 200 }),
      shared.rowState,
    ],
  };
}
