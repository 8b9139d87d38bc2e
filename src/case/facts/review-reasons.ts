/** Why a person has to look at a case (the column "To review"). The register stores ids; the words beside them are for people. */
import { type DirectoryReason, directoryReasonWords } from "../../district/find-people";
import type { ReportKey } from "../../form/report";
import { once } from "../../lazy";
import { union } from "../../lists";
import { concernNames } from "../../protocol/find-pack";
import type { ConcernId } from "../../protocol/ids";
import type { CaseRow } from "../tabs/case-tabs";

// The ids are permanent, since rows hold them; the words may change (design 2.9).

/** What each question of the Form is about; fits after "The answer about". */
export const questionNames = {
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
  staffMayBeInvolved: "whether a member of staff may be involved",
  facts: "what was seen and heard",
  learnedAt: "when the reporter learned of it",
  calledChildAndFamilyServices: "whether the agency was called",
  calledLawEnforcement: "whether law enforcement was called",
  reporterKnownTo: "who may know who reported",
  reporterName: "the reporter's name",
  reporterEmail: "the reporter's address",
  reporterPhone: "the reporter's phone",
} as const satisfies Record<ReportKey, string>;

function otherReasons() {
  return {
    "unread-unknown-question":
      "The Form has a question that the system does not know. Its answer is in the Reports tab.",
    "not-asked-immediateDanger":
      "The Form did not ask whether the student is in immediate danger: its question was missing. Find out now from the person who sent the report. If there is danger, call 911 first.",
    "not-asked-recipientMayBeInvolved":
      "The Form did not ask whether someone who receives these reports may be involved: its question was missing. Until someone knows, act as if a contact may be.",
    "reporter-not-kept":
      "Who sent the report could not be written into the lead's register: it is only in the Form, under Responses.",
    "nothing-answered": "The report does not answer any question about what was noticed.",
    "school-not-answered": "The report does not say which school.",
    "school-not-listed": "The school is not in the list: the reporter chose Not listed.",
    "school-unknown": "The school in the report is not in the Schools tab.",
    "confirmed-without-agency":
      "The student is reported as a confirmed victim, but the report names no agency that confirmed it.",
    "drill-code":
      "The student's name looks like the code of a drill. The code was wrong, too late or used already, or more was answered than a drill may, so the report counts as real. If it was meant for a drill, ask the sender, then close the case.",
    "drill-made-real":
      "This was the case of a drill until someone wrote a student into it or raised its level. It counts as real now, its ticks were removed, and its deadlines count from then. If no student is meant, close the case.",
    "staff-not-clear":
      "A report leaves open whether a member of staff may be involved, or whether that person gets these reports. The district lead asks at once.",
    "student-owns-record":
      "The student is 18 or over. The student owns this record, and decides what a parent or guardian is told. Ask counsel before you give any of it to a parent or guardian.",
    "possible-match": "Another case may be about the same student.",
    "came-back":
      "This case had another reference before. Its row, or the whole tab, was deleted, and its report came back from the Form. What was done, ticked and written since then is not here.",
    "earlier-factors":
      "What the student's earlier case reported also counts here: see “Earlier case” and “Risk factors”.",
  };
}

/** What an email says in place of a reason that no email may tell, and in place of a text that is no id: the cell may hold anything. */
const otherReason = {
  "record-owner":
    "Someone other than you might expect decides about this student's record: read “To review” in the case row before you give anything to a parent or guardian.",
  "other-reason": "Something else: read “To review” on the case's row.",
} as const;

/** An id of the closed list. For an answer that could not be read: `unread-` and the key of the question. */
export type ReviewReason =
  | DirectoryReason
  | keyof ReturnType<typeof otherReasons>
  | keyof typeof otherReason
  | `unread-${ReportKey}`
  | `${typeof earlierConcern}${ConcernId}`;

/** Begins a reason that ends with the id of a concern: one that an earlier case of the student reported. */
const earlierConcern = "earlier-concern-";

/** All sentences by id. */
const reasonWords = once(allReasonWords);
function allReasonWords(): ReadonlyMap<string, string> {
  const unread = Object.entries(questionNames).map(
    ([key, about]) => [`unread-${key}`, `The answer about ${about} could not be read.`] as const,
  );
  const concerns = Object.entries(concernNames()).map(([id, name]) => {
    const words = `The student's earlier case reported: ${name}. It does not count here by itself: read that case.`;
    return [`${earlierConcern}${id}`, words] as const;
  });
  const others = { ...directoryReasonWords, ...otherReasons(), ...otherReason };
  return new Map([...Object.entries(others), ...unread, ...concerns]);
}

/** The sentence for an id; it says nothing about the student. A text that is not an id is returned as it is. */
export const reviewReasonWords = (id: string): string => reasonWords().get(id) ?? id;

/** The text as an id; "other-reason" if it is not one. */
export const reviewReasonOf = (id: string): ReviewReason =>
  // The map is built from the lists of ids.
  reasonWords().has(id) ? (id as ReviewReason) : "other-reason";

/**
 * Whether the reason is about staff. In the main register only the email that asks the lead for a review tells it, since a colleague who
 * reads another email over someone's shoulder would learn of it.
 */
export const isAboutStaff = (id: string): boolean =>
  id === "staff-not-clear" || id === "unread-staffMayBeInvolved";

type Cells = Pick<CaseRow, "reviewReasons" | "reviewReasonIds">;

/** The ids of a row's reasons. If the row's hidden state was lost, the words in the visible cell are kept as well. */
export function reasonsIn({ stateLost, ...row }: Cells & Pick<CaseRow, "stateLost">) {
  return stateLost ? union(row.reviewReasonIds, row.reviewReasons) : row.reviewReasonIds;
}

/** Both cells of the row, ids and words, for these ids. */
export function reviewReasonCells(ids: readonly string[]): Cells {
  return { reviewReasonIds: ids, reviewReasons: ids.map(reviewReasonWords) };
}
