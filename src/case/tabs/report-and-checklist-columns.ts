/**
 * The columns of the tabs that go with Cases: Checklist, Reports, Reporters, Go on sealed, Plan, Log, Disclosures; and the members of their
 * hidden cells (design section 5).
 */
import { languageWords } from "../../language";
import { once } from "../../lazy";
import { confirmerNames, packs } from "../../protocol/find-pack";
import type { RecipientMayBeInvolved, ReporterKnownTo } from "../../protocol/ids";
import { actOf, isTimedCall } from "../../protocol/pack-queries";
import { type Column, column, columnsSaying, leadColumn, type Says } from "../../register/columns";
import { caseTables } from "./case-columns";
import { undoneLine } from "./lines-in-cells";
import { placeOfLaw, placeOfMissing, placeOfRow } from "./views-of-cases";
import { actStateWords, yesNo, yesNoUnknown } from "./words-in-cells";

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
    script.hidden("list", "covers", ""),
    // The step whose completion also closed this one.
    script.hidden("text", "coveredBy", ""),
    // The case whose merge added this step. Without the merge this case would not have it.
    script.hidden("text", "broughtBy", ""),
    script.hidden("list", "undone", "", { line: undoneLine }),
    ...shared.members,
  ];
  return {
    checklistMembers,
    checklist: [
      shared.rowKey,
      script("text", "case", "Case", {
        width: 78,
        leadsTo: placeOfRow,
        note: "Click to see the row of the case.",
      }),
      inside.input("who-did-it")("checkbox", "done", "Done", {
        width: 56,
        note: "A step that is locked or on hold cannot be ticked: the tick is undone, and the step says why.",
      }),
      // The columns up to the agency's reference have short texts, so no row is higher than three lines.
      step("long-text", "step", "Step", { width: 390 }),
      script("text", "call", "Call", { names: "an agency", width: 220 }),
      due("date-time", "due", "Due", { note: "Amber: it is due now. Red: it is late." }),
      inside.input("attempt-of-open-call")("checkbox", "noAnswer", "No answer", {
        width: 75,
        offeredIn: isOfCall,
        note: "Tick it each time no one answers. The system counts it, keeps it in Log, and removes the tick.",
      }),
      inside("list", "statutes", "Law", {
        width: 90,
        leadsTo: placeOfLaw,
        clipped: true,
        note: "Click to see its line in the Guide.",
      }),
      inside.free("text", "agencyPerson", "Person at the agency", {
        names: "an agency",
        width: 110,
      }),
      inside.free("text", "agencyReference", "Agency's reference", {
        names: "a reference",
        width: 110,
      }),
      inside.input("not-of-duty")("long-text", "notApplicableBecause", "Not applicable because", {
        refusals: {
          "duty-by-law":
            "this step is required by law. Once it is made, tick Done or “Already made”. Then write in “Made by” who made it, or the agency's reference.",
          "duty-stays":
            "this step has to be done. Tick Done or “Already made”. Then write in “Made by” who made it, or the agency's reference.",
        },
        note: "Never for a call or a mandated report. Once it is made, tick Done, or “Already made” with who made it.",
      }),
      inside.free("long-text", "notes", "Notes"),
      script("long-text", "what", "In full, with the law"),
      script("long-text", "why", "Why, or why it waits", { leadsTo: placeOfMissing }),
      inside.free("text", "who", "Who", { names: "a member of staff" }),
      inside.input("call-that-was-made")("date-time", "calledAt", "Called at", {
        refusals: {
          "call-ahead": "this time is in the future. Write when the call was really made.",
        },
        offeredIn: isOfCall,
        note: "When the call was really made, even if you tick it later. Not a time in the future.",
      }),
      inside.input("step-that-is-open")("checkbox", "alreadyMade", "Already made", {
        note: "For a call or a report that someone else made: tick it, and write the agency's reference or who made it. Your own duty to report remains.",
      }),
      inside.free("text", "madeBy", "Made by", { names: "a member of staff" }),
      inside("choice", "state", "State", { words: () => actStateWords, width: 120 }),
      inside("number", "attempts", "Tried without answer", { width: 130 }),
      inside("text", "doneBy", "Done by", { names: "a member of staff", width: 200 }),
      inside("date-time", "doneAt", "Done at"),
      inside("list", "protocolSteps", "Protocol steps", { width: 200 }),
      script.hidden("number", "order", "No."),
      step.hidden("text", "act", "Act"),
      script.hidden("date-time", "lateFrom", "Late from"),
      script.hidden("text", "closed", "Left open by a closed case", {
        note: "Says so for the view “Open steps” and for the colors: no one is late with such a step.",
      }),
      shared.rowState,
    ],

    reports: [
      shared.rowKey,
      script.hidden("text", "response", "Response"),
      script("number", "part", "Part", { width: 60 }),
      reported("date-time", "received", "Received"),
      shared.caseShown,
      ofStudent("text", "school", "School"),
      ofStudent("text", "studentName", "Student"),
      reported("long-text", "facts", "What was seen and heard", { width: 480 }),
      assessed.also(shared.factors),
      assessed.also(shared.concerns),
      ofStudent("text", "studentId", "Student id", { width: 110 }),
      ofStudent.also(shared.grade),
      reported.also(shared.residence),
      assessed.also(shared.role),
      assessed("choice", "confirmedBy", "Confirmed by", { words: confirmerNames }),
      assessed("choice", "parentMayBeInvolved", "Parent or guardian may be involved", yesNoUnknown),
      assessed("choices", "recipientMayBeInvolved", "A recipient may be involved", {
        words: () => ({ no: "No", ...involvedWords }),
      }),
      reported("choice", "immediateDanger", "Immediate danger", yesNo),
      reported("date-time", "learnedAt", "Learned at"),
      ofDuty("choice", "calledChildAndFamilyServices", "Reporter says: called the agency", yesNo),
      ofDuty("choice", "calledLawEnforcement", "Reporter says: called law enforcement", yesNo),
      ofReporter("choice", "reporterKnownTo", "Who may know the reporter", {
        words: () =>
          ({
            contact: "The designated contact and the district lead",
            lead: "Only the district lead: ask through the lead",
          }) satisfies Record<ReporterKnownTo, string>,
        width: 200,
      }),
      ofReporter("text", "reporterName", "Reporter", { names: "a member of staff" }),
      ofReporter("text", "reporterEmail", "Reporter's email", {
        names: "a member of staff",
        width: 200,
      }),
      ofReporter("text", "reporterPhone", "Reporter's phone", { names: "a member of staff" }),
      ofDuty("date-time", "writtenReportDue", "Written report due"),
      ofDuty("choice", "writtenReportDueFrom", "Counted from", {
        words: () => ({
          learned: "From when the reporter learned it",
          received:
            "From when the report came in: the time of learning is missing, unreadable or later",
        }),
        width: 240,
      }),
      ofDuty("text", "reporterTold", "Reporter told of their own duty", { width: 140 }),
      ofDuty.free("checkbox", "callConfirmed", "Reporter confirmed the call"),
      ofDuty.free("checkbox", "writtenReportConfirmed", "Reporter confirmed the written report"),
      ofDuty.free("checkbox", "reporterUnreachable", "Reporter cannot be asked", {
        note: "Ticked where the report does not say who sent it. Tick it too if the reporter cannot be reached: reminders about their call and their written report then end.",
      }),
      assessed("long-text", "unread", "Answers that could not be read"),
      reported("list", "textChanges", "Changed to fit a cell", { width: 280 }),
      assessed("choice", "staffMayBeInvolved", "A member of staff may be involved", yesNoUnknown),
      ofDuty.free("text", "agreedReport", "One report agreed: who makes it", {
        width: 200,
        note: "If several people know of it and agreed that one of them calls and signs: who that is. This does not confirm that the report was made. If you learn that the report was not made, you must make it.",
      }),
      ofReporter("choice", "language", "Language of the form", { words: () => languageWords }),
      shared.rowState,
    ],

    /** Who sent a report. Only the district lead may know, so only the sealed registers have this tab. */
    reporters: [
      script.hidden("text", "response", "Response"),
      ofReporter("date-time", "received", "Report received", {
        note: "Reports has the same time, beside the case.",
      }),
      ofReporter.lead("anything")("text", "name", "Reporter"),
      ofReporter.lead("anything")("text", "email", "Reporter's email", { width: 220 }),
      ofReporter.lead("anything")("text", "phone", "Reporter's phone"),
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
        note: "Tick it last. If this cannot be done, the tick is removed and the last column says why. To reverse it, release the case.",
      }),
      column("text", "case", "Goes on here as", { width: 120, leadsTo: placeOfRow }),
      column("long-text", "problem", "Why it was not done"),
    ],
    plan: [
      shared.rowKey,
      shared.caseTyped,
      plan.free("long-text", "risk", "School-related safety risk"),
      plan.free("long-text", "action", "Action"),
      plan.free("text", "who", "Who", { names: "a member of staff" }),
      plan.free("date", "byWhen", "Due"),
      plan.free("date", "reviewed", "Reviewed on"),
      plan.free("long-text", "notes", "Notes"),
      shared.rowState,
    ],
    log: [
      shared.rowKey,
      shared.caseTyped,
      log.free("date-time", "at", "When"),
      log.free("text", "who", "Who", { names: "a member of staff", width: 200 }),
      logged.free("text", "act", "Step", { width: 200 }),
      log.free("text", "with", "With whom", { names: "an agency" }),
      log.free("long-text", "what", "What", { width: 420 }),
      log.free("choice", "outcome", "Outcome of a call", {
        words: () => ({ reached: "Reached", "no-answer": "No answer" }),
        width: 120,
      }),
    ],
    disclosures: [
      shared.rowKey,
      shared.caseTyped,
      inside.free("date-time", "at", "When"),
      inside.free("text", "agency", "Told to (agency)", { names: "an agency" }),
      inside.free("text", "agencyPerson", "Person at the agency", { names: "an agency" }),
      inside.free("long-text", "what", "What was told"),
      inside.free("choice", "ground", "Ground", {
        words: () => ({
          "mandated-report": "Mandated report",
          "health-or-safety-emergency": "Health or safety emergency (FERPA, 34 CFR 99.36)",
          other: "Another ground, named in What was told",
        }),
        width: 240,
        note: "You choose it: a call that is a mandated report is not by itself a health or safety emergency. For an emergency write the threat as well (34 CFR 99.32(a)(5)).",
      }),
      inside.free("text", "who", "Told by", { names: "a member of staff", width: 200 }),
      shared.rowState,
    ],
  };
}
