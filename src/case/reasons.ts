/** A case's review reasons: ids are stored and read back; the words beside them are for people. */
import { type DirectoryReason, directoryReasonWords } from "../district/find";
import type { ReportKey } from "../form/report";
import type { ConcernId } from "../protocol/ids";
import { concernNames } from "../protocol/packs";
import type { CaseRow } from "../register/tabs";

// Why a person has to look at a case (design 2.9): permanent ids, and words that may change.

/** After "The answer about". */
const questions = {
  immediateDanger: "immediate danger",
  school: "the school",
  studentName: "the student's name",
  studentId: "the student's id",
  grade: "the grade",
  countyOfResidence: "the county where the student lives",
  factors: "what was noticed",
  concerns: "the concerns",
  studentRole: "the student's role",
  confirmedBy: "who confirmed it",
  parentMayBeInvolved: "whether a parent or guardian may be involved",
  recipientMayBeInvolved: "whether someone who receives these reports may be involved",
  facts: "what was seen and heard",
  learnedAt: "when the reporter learned of it",
  calledChildAndFamilyServices: "whether the agency was called",
  calledLawEnforcement: "whether law enforcement was called",
  reporterKnownTo: "who may know who reported",
  reporterName: "the reporter's name",
  reporterEmail: "the reporter's address",
  reporterPhone: "the reporter's phone",
} as const satisfies Record<ReportKey, string>;

const otherReasons = {
  "unread-unknown-question":
    "The Form has a question that the desk does not know. Its answer is in the Reports tab.",
  "reporter-not-kept":
    "Who sent the report could not be put into the lead's register: it stands in the Form alone, under Responses.",
  "nothing-answered": "The report came in with no question answered that says what was noticed.",
  "school-not-answered": "The report does not say which school.",
  "school-not-listed": "The school is not one of the list: the reporter chose Not listed.",
  "school-unknown": "The school in the report is not in the Schools tab.",
  "confirmed-without-agency":
    "The student is reported as a confirmed victim, and no agency is named as having confirmed it.",
  "drill-code":
    "The student's name looks like the code of a drill. The code was wrong, too late or used already, so the report counts as real. If it was meant for a drill, ask the sender, then close the case.",
  "possible-match": "Another case may be about the same student.",
  "came-back":
    "This case had another reference before. Its row was deleted, alone or with its tab. Its report came back from the Form. What was done, ticked and written since is not here.",
  "earlier-factors":
    "What the student's earlier case reported adds up here: see “Earlier case” and “Factors”.",
} as const;

/** Stands in a mail for what is none of the list, and may hold anything. */
const otherReason = {
  "other-reason": "Something else: read “To review” on the case's row.",
} as const;

/** An id of the closed list; `unread-` and a Report key where that answer could not be read. */
export type ReviewReason =
  | DirectoryReason
  | keyof typeof otherReasons
  | keyof typeof otherReason
  | `unread-${ReportKey}`
  | `${typeof earlierConcern}${ConcernId}`;

/** Before the id of a concern of the student's earlier case. */
const earlierConcern = "earlier-concern-";

/** The reason of each question whose answer could not be read, and its sentence. `named`: what each is about. */
function unreadWords(named: Readonly<Record<string, string>>): readonly [string, string][] {
  return Object.entries(named).map(([key, about]) => [
    `unread-${key}`,
    `The answer about ${about} could not be read.`,
  ]);
}

/** The sentences of the lists by id. */
function reasonWords(): ReadonlyMap<string, string> {
  const lists = { ...directoryReasonWords, ...otherReasons, ...otherReason };
  return new Map([...Object.entries(lists), ...unreadWords(questions)]);
}

/** The sentence for an id says nothing about the student; what is no id stays as it is. */
export function reviewReasonWords(id: string): string {
  const concern = id.startsWith(earlierConcern) ? concernOf(id) : undefined;
  return concern === undefined
    ? reasonWords().get(id) || id
    : `The student's earlier case reported: ${concern}. It does not count here by itself: read that case.`;
}

function concernOf(id: string): string | undefined {
  const name = id.slice(earlierConcern.length);
  return Object.entries(concernNames()).find(([known]) => known === name)?.[1];
}

/** "other-reason" for what is no id. */
export function reviewReasonOf(id: string): ReviewReason {
  // The map is built from the lists of ids.
  return reasonWords().has(id) || (id.startsWith(earlierConcern) && concernOf(id) !== undefined)
    ? (id as ReviewReason)
    : "other-reason";
}

/** What 0.1.0 (2026-11-24) stored in place of ids: its sentences as they were then, never added to. */
const sentencesOf010: Readonly<Record<string, string>> = {
  "The Contacts tab has no designated contact for this school.": "no-designated-contact",
  "The designated contact for this school is away, and there is no backup contact.":
    "contacts-away",
  "Everyone who could take this case is marked as away.": "everyone-away",
  "The Contacts tab has no district lead.": "no-district-lead",
  "The Contacts tab has nobody with an address that mail may go to.": "nobody-to-tell",
  "The Form has a question that the desk does not know. Its answer is in the Reports tab.":
    "unread-unknown-question",
  "The report came in with no question answered that says what was noticed.": "nothing-answered",
  "The report does not say which school.": "school-not-answered",
  "The school is not one of the list: the reporter chose Not listed.": "school-not-listed",
  "The school in the report is not in the Schools tab.": "school-unknown",
  "The student is reported as a confirmed victim, and no agency is named as having confirmed it.":
    "confirmed-without-agency",
  "Another case may be about the same student.": "possible-match",
};

/** What its questions were about. */
const questionsOf010: Readonly<Record<string, string>> = {
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
};

type Cells = Pick<CaseRow, "reviewReasons" | "reviewReasonIds">;

/** What is no id (a line that somebody wrote) stands for itself. */
export function reviewReasonIds({ reviewReasons, reviewReasonIds: ids }: Cells): readonly string[] {
  if (ids.length > 0) return ids;
  const known = new Map([
    ...Object.entries(sentencesOf010),
    ...unreadWords(questionsOf010).map(([id, sentence]): [string, string] => [sentence, id]),
  ]);
  return reviewReasons.map((line) => known.get(line.trim()) || line);
}

export function reviewReasonCells(ids: readonly string[]): Cells {
  return { reviewReasonIds: ids, reviewReasons: ids.map(reviewReasonWords) };
}
