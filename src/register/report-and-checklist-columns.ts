/**
 * The columns of the tabs that go with Cases: Checklist, Reports, Reporters, Plan, Log, Disclosures; and the members of their hidden cells
 * (design section 5).
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
  editableColumn,
  hiddenColumn,
  inLines,
  languageWords,
  leadColumn,
  member,
  yesNoUnknownWords,
  yesNoWords,
} from "./columns";
import { undoneLine } from "./lines";

/** Whether the step in a row is a call, in whichever pack has the step. A row that a person added may be one. */
const isOfCall: NonNullable<Column["offeredIn"]> = ({ act }) => {
  const found = packs().flatMap((pack) => actOf(pack, typeof act === "string" ? act : null) ?? []);
  return found.length === 0 || found.some(isTimedCall);
};

/** The columns of these tabs, and the members of the hidden cell of Checklist, made when they are first needed. */
export const tablesBesideCases = once(makeTables);

function makeTables() {
  const { shared } = caseTables();
  const checklistMembers = [
    member("list", "covers"),
    // The step whose completion also closed this one.
    member("text", "coveredBy"),
    // The case whose merge added this step. Without the merge this case would not have it.
    member("text", "broughtBy"),
    inLines(member("list", "undone"), undoneLine),
    ...shared.members,
  ];
  return {
    checklistMembers,
    checklist: [
      shared.rowKey,
      column("text", "case", "Case", {
        width: 78,
        leadsTo: "row",
        note: "Click to see the row of the case.",
      }),
      editableColumn("checkbox", "done", "Done", {
        width: 56,
        note: "A step that is locked or on hold cannot be ticked: the tick is undone, and the step says why.",
      }),
      // The columns up to the agency's reference have short texts, so no row is higher than three lines.
      column("long-text", "step", "Step", { width: 390 }),
      column("text", "call", "Call", { width: 220 }),
      column("date-time", "due", "Due", { note: "Amber: it is due now. Red: it is late." }),
      editableColumn("checkbox", "noAnswer", "No answer", {
        width: 75,
        offeredIn: isOfCall,
        note: "Tick it each time no one answers. The system counts it, keeps it in Log, and removes the tick.",
      }),
      column("list", "statutes", "Law", {
        width: 90,
        leadsTo: "law",
        clipped: true,
        note: "Click to see its line in the Guide.",
      }),
      editableColumn("text", "agencyPerson", "Person at the agency", { width: 110 }),
      editableColumn("text", "agencyReference", "Agency's reference", { width: 110 }),
      editableColumn("long-text", "notApplicableBecause", "Not applicable because", {
        note: "Never for a call or a mandated report. Tick Done, or “Already made” with who made it.",
      }),
      shared.notes,
      column("long-text", "what", "In full, with the law"),
      column("long-text", "why", "Why, or why it waits", { leadsTo: "missing" }),
      editableColumn("text", "who", "Who"),
      editableColumn("date-time", "calledAt", "Called at", {
        offeredIn: isOfCall,
        note: "When the call was really made, even if you tick it later. Not a time in the future.",
      }),
      editableColumn("checkbox", "alreadyMade", "Already made", {
        note: "For a call or a report that someone else made: tick it, and write the agency's reference or who made it. Your own duty to report remains.",
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
      shared.rowState,
    ],

    reports: [
      shared.rowKey,
      hiddenColumn("text", "response", "Response"),
      column("number", "part", "Part", { width: 60 }),
      column("date-time", "received", "Received"),
      shared.caseShown,
      column("text", "school", "School"),
      column("text", "studentName", "Student"),
      column("long-text", "facts", "What was seen and heard", { width: 480 }),
      shared.factors,
      shared.concerns,
      column("text", "studentId", "Student id", { width: 110 }),
      shared.grade,
      shared.residence,
      shared.role,
      column("choice", "confirmedBy", "Confirmed by", { words: confirmerNames }),
      column("choice", "parentMayBeInvolved", "Parent or guardian may be involved", {
        words: yesNoUnknownWords,
      }),
      column("choices", "recipientMayBeInvolved", "A recipient may be involved", {
        words: {
          no: "No",
          contact: "The designated contact or the backup",
          administrator: "An administrator",
          lead: "The district lead",
          "alternate-lead": "The alternate lead",
          "not-sure": "Not sure",
        } satisfies Record<RecipientMayBeInvolved, string>,
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
        words: {
          contact: "The designated contact and the district lead",
          lead: "Only the district lead: ask through the lead",
        } satisfies Record<ReporterKnownTo, string>,
        width: 200,
      }),
      column("text", "reporterName", "Reporter"),
      column("text", "reporterEmail", "Reporter's email", { width: 200 }),
      column("text", "reporterPhone", "Reporter's phone"),
      column("date-time", "writtenReportDue", "Written report due"),
      column("choice", "writtenReportDueFrom", "Counted from", {
        words: {
          learned: "From when the reporter learned it",
          received:
            "From when the report came in: the time of learning is missing, unreadable or later",
        },
        width: 240,
      }),
      column("text", "reporterTold", "Reporter told of their own duty", { width: 140 }),
      editableColumn("checkbox", "callConfirmed", "Reporter confirmed the call"),
      editableColumn("checkbox", "writtenReportConfirmed", "Reporter confirmed the written report"),
      editableColumn("checkbox", "reporterUnreachable", "Reporter cannot be asked", {
        note: "Ticked where the report does not say who sent it. Tick it too if the reporter cannot be reached: reminders about their call and their written report then end.",
      }),
      column("long-text", "unread", "Answers that could not be read"),
      column("list", "textChanges", "Changed to fit a cell", { width: 280 }),
      column("choice", "staffMayBeInvolved", "A member of staff may be involved", {
        words: yesNoUnknownWords,
      }),
      editableColumn("text", "agreedReport", "One report agreed: who makes it", {
        width: 200,
        note: "If several people know of it and agreed that one of them calls and signs: who that is. This does not confirm that the report was made. If you learn that the report was not made, you must make it.",
      }),
      column("choice", "language", "Language of the form", { words: languageWords }),
      shared.rowState,
    ],

    /** Who sent a report. Only the district lead may know, so only the sealed registers have this tab. */
    reporters: [
      hiddenColumn("text", "response", "Response"),
      column("date-time", "received", "Report received", {
        note: "Reports has the same time, beside the case.",
      }),
      leadColumn("text", "name", "Reporter"),
      leadColumn("text", "email", "Reporter's email", { width: 220 }),
      leadColumn("text", "phone", "Reporter's phone"),
    ],
    plan: [
      shared.rowKey,
      shared.caseTyped,
      editableColumn("long-text", "risk", "School-related safety risk"),
      editableColumn("long-text", "action", "Action"),
      editableColumn("text", "who", "Who"),
      editableColumn("date", "byWhen", "Due"),
      editableColumn("date", "reviewed", "Reviewed on"),
      shared.notes,
      shared.rowState,
    ],
    log: [
      shared.rowKey,
      shared.caseTyped,
      editableColumn("date-time", "at", "When"),
      editableColumn("text", "who", "Who", { width: 200 }),
      editableColumn("text", "act", "Step", { width: 200 }),
      editableColumn("text", "with", "With whom"),
      editableColumn("long-text", "what", "What", { width: 420 }),
      editableColumn("choice", "outcome", "Outcome of a call", {
        words: { reached: "Reached", "no-answer": "No answer" },
        width: 120,
      }),
    ],
    disclosures: [
      shared.rowKey,
      shared.caseTyped,
      editableColumn("date-time", "at", "When"),
      editableColumn("text", "agency", "Told to (agency)"),
      editableColumn("text", "agencyPerson", "Person at the agency"),
      editableColumn("long-text", "what", "What was told"),
      editableColumn("choice", "ground", "Ground", {
        words: {
          "mandated-report": "Mandated report",
          "health-or-safety-emergency": "Health or safety emergency (FERPA, 34 CFR 99.36)",
          other: "Another ground, named in What was told",
        },
        width: 240,
        note: "You choose it: a call that is a mandated report is not by itself a health or safety emergency. For an emergency write the threat as well (34 CFR 99.32(a)(5)).",
      }),
      editableColumn("text", "who", "Told by", { width: 200 }),
      shared.rowState,
    ],
  };
}
