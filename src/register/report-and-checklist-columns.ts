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
  columnsSaying,
  inLines,
  languageWords,
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

/** What an entry of Checklist says of the edits of a cell: the rule of `casework/cell-rules.ts`. */
interface StepInput {
  readonly rule: string;
}

/** The columns of these tabs, and the members of the hidden cell of Checklist, made when they are first needed. */
export const tablesBesideCases = once(makeTables);

function makeTables() {
  const { shared } = caseTables();
  const ofStep = columnsSaying<Says, StepInput>();
  const { column, editableColumn, leadColumn, hiddenColumn, member } = columnsSaying<
    Says,
    object
  >();
  // What many entries say alike.
  const script = { printed: "never", known: "readers" } as const;
  const inside = { printed: "inside", known: "readers" } as const;
  const plan = { printed: "plan", known: "readers" } as const;
  const log = { printed: "log", known: "readers" } as const;
  const reported = { printed: "reports", known: "readers" } as const;
  const ofStudent = { printed: ["reports", "student"], known: "readers" } as const;
  const assessed = { printed: ["reports", "inside"], known: "readers" } as const;
  const ofDuty = { printed: ["reports", "mandatedReports"], known: "readers" } as const;
  const ofReporter = { printed: ["reports", "reporters"], known: "as-chosen" } as const;
  const checklistMembers = [
    member("list", "covers", script),
    // The step whose completion also closed this one.
    member("text", "coveredBy", script),
    // The case whose merge added this step. Without the merge this case would not have it.
    member("text", "broughtBy", script),
    inLines(member("list", "undone", script), undoneLine),
    ...shared.members,
  ];
  return {
    checklistMembers,
    checklist: [
      shared.rowKey,
      column("text", "case", "Case", {
        says: script,
        width: 78,
        leadsTo: "row",
        note: "Click to see the row of the case.",
      }),
      ofStep.editableColumn("checkbox", "done", "Done", {
        says: { rule: "who-did-it", ...inside },
        width: 56,
        note: "A step that is locked or on hold cannot be ticked: the tick is undone, and the step says why.",
      }),
      // The columns up to the agency's reference have short texts, so no row is higher than three lines.
      column("long-text", "step", "Step", { says: { ...script, known: "emails" }, width: 390 }),
      column("text", "call", "Call", { says: { ...script, names: "an agency" }, width: 220 }),
      column("date-time", "due", "Due", {
        says: { ...inside, known: "emails" },
        note: "Amber: it is due now. Red: it is late.",
      }),
      ofStep.editableColumn("checkbox", "noAnswer", "No answer", {
        says: { rule: "attempt-of-open-call", ...inside },
        width: 75,
        offeredIn: isOfCall,
        note: "Tick it each time no one answers. The system counts it, keeps it in Log, and removes the tick.",
      }),
      column("list", "statutes", "Law", {
        says: inside,
        width: 90,
        leadsTo: "law",
        clipped: true,
        note: "Click to see its line in the Guide.",
      }),
      ofStep.editableColumn("text", "agencyPerson", "Person at the agency", {
        says: { rule: "anything", ...inside, names: "an agency" },
        width: 110,
      }),
      ofStep.editableColumn("text", "agencyReference", "Agency's reference", {
        says: { rule: "anything", ...inside, names: "a reference" },
        width: 110,
      }),
      ofStep.editableColumn("long-text", "notApplicableBecause", "Not applicable because", {
        says: { rule: "not-of-duty", ...inside },
        refusals: {
          "duty-by-law":
            "this step is required by law. Tick Done or “Already made”. Then write in “Made by” who made it, or the agency's reference.",
          "duty-stays":
            "this step has to be done. Tick Done or “Already made”. Then write in “Made by” who made it, or the agency's reference.",
        },
        note: "Never for a call or a mandated report. Tick Done, or “Already made” with who made it.",
      }),
      ofStep.editableColumn("long-text", "notes", "Notes", {
        says: { rule: "anything", ...inside },
      }),
      column("long-text", "what", "In full, with the law", { says: script }),
      column("long-text", "why", "Why, or why it waits", { says: script, leadsTo: "missing" }),
      ofStep.editableColumn("text", "who", "Who", {
        says: { rule: "anything", ...inside, names: "a member of staff" },
      }),
      ofStep.editableColumn("date-time", "calledAt", "Called at", {
        says: { rule: "call-that-was-made", ...inside },
        refusals: {
          "call-ahead": "this time is in the future. Write when the call was really made.",
        },
        offeredIn: isOfCall,
        note: "When the call was really made, even if you tick it later. Not a time in the future.",
      }),
      ofStep.editableColumn("checkbox", "alreadyMade", "Already made", {
        says: { rule: "step-that-is-open", ...inside },
        note: "For a call or a report that someone else made: tick it, and write the agency's reference or who made it. Your own duty to report remains.",
      }),
      ofStep.editableColumn("text", "madeBy", "Made by", {
        says: { rule: "anything", ...inside, names: "a member of staff" },
      }),
      column("choice", "state", "State", { says: inside, words: actStateWords, width: 120 }),
      column("number", "attempts", "Tried without answer", { says: inside, width: 130 }),
      column("text", "doneBy", "Done by", {
        says: { ...inside, names: "a member of staff" },
        width: 200,
      }),
      column("date-time", "doneAt", "Done at", { says: inside }),
      column("list", "protocolSteps", "Protocol steps", { says: inside, width: 200 }),
      hiddenColumn("number", "order", "No.", { says: script }),
      hiddenColumn("text", "act", "Act", { says: { ...script, known: "emails" } }),
      hiddenColumn("date-time", "lateFrom", "Late from", { says: script }),
      hiddenColumn("text", "closed", "Left open by a closed case", {
        says: script,
        note: "Says so for the view “Open steps” and for the colors: no one is late with such a step.",
      }),
      shared.rowState,
    ],

    reports: [
      shared.rowKey,
      hiddenColumn("text", "response", "Response", { says: script }),
      column("number", "part", "Part", { says: script, width: 60 }),
      column("date-time", "received", "Received", { says: reported }),
      shared.caseShown,
      column("text", "school", "School", { says: ofStudent }),
      column("text", "studentName", "Student", { says: ofStudent }),
      column("long-text", "facts", "What was seen and heard", { says: reported, width: 480 }),
      { ...shared.factors, says: assessed },
      { ...shared.concerns, says: assessed },
      column("text", "studentId", "Student id", { says: ofStudent, width: 110 }),
      { ...shared.grade, says: ofStudent },
      { ...shared.residence, says: reported },
      { ...shared.role, says: assessed },
      column("choice", "confirmedBy", "Confirmed by", { says: assessed, words: confirmerNames }),
      column("choice", "parentMayBeInvolved", "Parent or guardian may be involved", {
        says: assessed,
        words: yesNoUnknownWords,
      }),
      column("choices", "recipientMayBeInvolved", "A recipient may be involved", {
        says: assessed,
        words: {
          no: "No",
          contact: "The designated contact or the backup",
          administrator: "An administrator",
          lead: "The district lead",
          "alternate-lead": "The alternate lead",
          "not-sure": "Not sure",
        } satisfies Record<RecipientMayBeInvolved, string>,
      }),
      column("choice", "immediateDanger", "Immediate danger", {
        says: reported,
        words: yesNoWords,
      }),
      column("date-time", "learnedAt", "Learned at", { says: reported }),
      column("choice", "calledChildAndFamilyServices", "Reporter says: called the agency", {
        says: ofDuty,
        words: yesNoWords,
      }),
      column("choice", "calledLawEnforcement", "Reporter says: called law enforcement", {
        says: ofDuty,
        words: yesNoWords,
      }),
      column("choice", "reporterKnownTo", "Who may know the reporter", {
        says: ofReporter,
        words: {
          contact: "The designated contact and the district lead",
          lead: "Only the district lead: ask through the lead",
        } satisfies Record<ReporterKnownTo, string>,
        width: 200,
      }),
      column("text", "reporterName", "Reporter", {
        says: { ...ofReporter, names: "a member of staff" },
      }),
      column("text", "reporterEmail", "Reporter's email", {
        says: { ...ofReporter, names: "a member of staff" },
        width: 200,
      }),
      column("text", "reporterPhone", "Reporter's phone", {
        says: { ...ofReporter, names: "a member of staff" },
      }),
      column("date-time", "writtenReportDue", "Written report due", { says: ofDuty }),
      column("choice", "writtenReportDueFrom", "Counted from", {
        says: ofDuty,
        words: {
          learned: "From when the reporter learned it",
          received:
            "From when the report came in: the time of learning is missing, unreadable or later",
        },
        width: 240,
      }),
      column("text", "reporterTold", "Reporter told of their own duty", {
        says: ofDuty,
        width: 140,
      }),
      editableColumn("checkbox", "callConfirmed", "Reporter confirmed the call", { says: ofDuty }),
      editableColumn(
        "checkbox",
        "writtenReportConfirmed",
        "Reporter confirmed the written report",
        { says: ofDuty },
      ),
      editableColumn("checkbox", "reporterUnreachable", "Reporter cannot be asked", {
        says: ofDuty,
        note: "Ticked where the report does not say who sent it. Tick it too if the reporter cannot be reached: reminders about their call and their written report then end.",
      }),
      column("long-text", "unread", "Answers that could not be read", { says: assessed }),
      column("list", "textChanges", "Changed to fit a cell", { says: reported, width: 280 }),
      column("choice", "staffMayBeInvolved", "A member of staff may be involved", {
        says: assessed,
        words: yesNoUnknownWords,
      }),
      editableColumn("text", "agreedReport", "One report agreed: who makes it", {
        says: ofDuty,
        width: 200,
        note: "If several people know of it and agreed that one of them calls and signs: who that is. This does not confirm that the report was made. If you learn that the report was not made, you must make it.",
      }),
      column("choice", "language", "Language of the form", {
        says: ofReporter,
        words: languageWords,
      }),
      shared.rowState,
    ],

    /** Who sent a report. Only the district lead may know, so only the sealed registers have this tab. */
    reporters: [
      hiddenColumn("text", "response", "Response", { says: script }),
      column("date-time", "received", "Report received", {
        says: ofReporter,
        note: "Reports has the same time, beside the case.",
      }),
      leadColumn("text", "name", "Reporter", { says: ofReporter }),
      leadColumn("text", "email", "Reporter's email", { says: ofReporter, width: 220 }),
      leadColumn("text", "phone", "Reporter's phone", { says: ofReporter }),
    ],
    plan: [
      shared.rowKey,
      shared.caseTyped,
      editableColumn("long-text", "risk", "School-related safety risk", { says: plan }),
      editableColumn("long-text", "action", "Action", { says: plan }),
      editableColumn("text", "who", "Who", { says: { ...plan, names: "a member of staff" } }),
      editableColumn("date", "byWhen", "Due", { says: plan }),
      editableColumn("date", "reviewed", "Reviewed on", { says: plan }),
      editableColumn("long-text", "notes", "Notes", { says: plan }),
      shared.rowState,
    ],
    log: [
      shared.rowKey,
      shared.caseTyped,
      editableColumn("date-time", "at", "When", { says: log }),
      editableColumn("text", "who", "Who", {
        says: { ...log, names: "a member of staff" },
        width: 200,
      }),
      editableColumn("text", "act", "Step", {
        says: { printed: ["log", "course"], known: "readers" },
        width: 200,
      }),
      editableColumn("text", "with", "With whom", { says: { ...log, names: "an agency" } }),
      editableColumn("long-text", "what", "What", { says: log, width: 420 }),
      editableColumn("choice", "outcome", "Outcome of a call", {
        says: log,
        words: { reached: "Reached", "no-answer": "No answer" },
        width: 120,
      }),
    ],
    disclosures: [
      shared.rowKey,
      shared.caseTyped,
      editableColumn("date-time", "at", "When", { says: inside }),
      editableColumn("text", "agency", "Told to (agency)", {
        says: { ...inside, names: "an agency" },
      }),
      editableColumn("text", "agencyPerson", "Person at the agency", {
        says: { ...inside, names: "an agency" },
      }),
      editableColumn("long-text", "what", "What was told", { says: inside }),
      editableColumn("choice", "ground", "Ground", {
        says: inside,
        words: {
          "mandated-report": "Mandated report",
          "health-or-safety-emergency": "Health or safety emergency (FERPA, 34 CFR 99.36)",
          other: "Another ground, named in What was told",
        },
        width: 240,
        note: "You choose it: a call that is a mandated report is not by itself a health or safety emergency. For an emergency write the threat as well (34 CFR 99.32(a)(5)).",
      }),
      editableColumn("text", "who", "Told by", {
        says: { ...inside, names: "a member of staff" },
        width: 200,
      }),
      shared.rowState,
    ],
  };
}
