/** Why a person has to look at a case (design 2.9): permanent ids, and the words for the register and for mail, which may change. */
import { type DirectoryReason, directoryReasonWords } from "../directory/reasons";
import type { ReportKey } from "../intake/report";

/** What each question is about, after "The answer about". */
const questions = {
  immediateDanger: "immediate danger",
  school: "the school",
  studentName: "the student's name",
  studentId: "the student's id",
  grade: "the grade",
  factors: "what was noticed",
  concerns: "the concerns",
  studentRole: "the student's role",
  confirmedBy: "who confirmed it",
  parentMayBeInvolved: "whether a parent or guardian may be involved",
  recipientMayBeInvolved: "whether someone who receives these reports may be involved",
  facts: "what was seen and heard",
  learnedAt: "when the reporter learned of it",
  calledChildAndFamilyServices: "the call to child and family services",
  calledLawEnforcement: "the call to law enforcement",
  reporterName: "the reporter's name",
  reporterEmail: "the reporter's address",
  reporterPhone: "the reporter's phone",
} as const satisfies Record<ReportKey, string>;

const others = {
  "unread-unknown-question":
    "The Form has a question that the desk does not know. Its answer is in the Reports tab.",
  "nothing-answered": "The report came in with no question answered that says what was noticed.",
  "school-not-answered": "The report does not say which school.",
  "school-not-listed": "The school is not one of the list: the reporter chose Not listed.",
  "school-unknown": "The school in the report is not in the Schools tab.",
  "confirmed-without-agency":
    "The student is reported as a confirmed victim, and no agency is named as having confirmed it.",
  "possible-match": "Another case may be about the same student.",
} as const;

/** Stands in a mail for a reason that is none of the list, which may hold anything. */
const other = { "other-reason": "Something else: read “To review” on the case's row." } as const;

/** An id of the closed list; `unread-` and a Report key where that answer could not be read. */
export type ReviewReason =
  | DirectoryReason
  | keyof typeof others
  | keyof typeof other
  | `unread-${ReportKey}`;

const words: ReadonlyMap<string, string> = new Map([
  ...Object.entries(directoryReasonWords),
  ...Object.entries(others),
  ...Object.entries(other),
  ...Object.entries(questions).map(
    ([key, about]) => [`unread-${key}`, `The answer about ${about} could not be read.`] as const,
  ),
]);

/** The sentence for an id, which says nothing about the student; anything else as it is. */
export function reviewReasonWords(id: string): string {
  return words.get(id) ?? id;
}

/** The reason with this id; "other-reason" for what is none. */
export function reviewReasonOf(id: string): ReviewReason {
  // Every key of the map is an id: it is built from their lists.
  return words.has(id) ? (id as ReviewReason) : "other-reason";
}
