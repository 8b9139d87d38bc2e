/** The words for every reason why an edit is undone, and the undone edits that a row shows. Pure. */

import { once } from "../../lazy";
import { undoneLineBegins } from "../../register/case-columns";
import type { CaseRow } from "../../register/tabs";

/** An input that was undone, for as long as its row shows that. */
export type Undone = CaseRow["undone"][number] & { readonly refusal: UndoReason };

/** The undone inputs that the row shows, oldest first. */
export function undoneIn({ undone }: Pick<CaseRow, "undone">): readonly Undone[] {
  return undone.flatMap(({ refusal, ...one }) =>
    isUndoReason(refusal) ? { ...one, refusal } : [],
  );
}

/** The row, on which these inputs are shown as undone from now on too. */
export function withUndone<Row extends Pick<CaseRow, "undone">>(
  row: Row,
  undone: readonly Undone[],
): Row {
  const others = undoneIn(row).filter(({ column }) => undone.every((one) => one.column !== column));
  return { ...row, undone: [...others, ...undone] };
}

function makeRefusalWords() {
  return {
    unreadable: "this cell takes only a date or a choice from its list.",
    "state-lost":
      "the system no longer knows who entered this, because its hidden cell in this row was changed. Enter it again.",
    "status-needed": "choose Open, Waiting or Closed.",
    "reason-needed":
      "this case cannot be closed yet. Finish every step or say why it does not apply, or choose a reason for closing. “Needs attention” says everything that is missing.",
    "duty-open":
      "a call or a mandated report is open. Tick it; or tick “Already made”, and write the agency's reference or who made it.",
    "agreement-needed":
      "tick “Lead agrees to close” first. Only the district lead can; in a sealed case, its other reader. They are asked by email, and you are told when it is ticked.",
    "reason-below-protocols":
      "“no reasonable suspicion” closes a case only where no protocol applies. Choose another reason.",
    "reason-words-needed":
      "with this reason a call that was not made ends too. Write in Notes why, then close the case.",
    "agency-may-not-clear": "this agency cannot clear that. Choose one from the list.",
    "no-such-agency": "choose an agency from the list.",
    "cleared-before-news":
      "something new has come up since then. Tell the agency, and write when it cleared this knowing that.",
    "hold-past":
      "a hold must end in the future. Write a later day, or empty the cell to lift the hold.",
    "hold-too-long":
      "a hold may not last that long. Write an earlier day; you can extend the hold when it comes. Settings says how many days a hold may last.",
    "level-not-higher":
      "a level can only be raised. If the case needs no more work, close it with a reason.",
    "no-such-case": "write the reference of another case of this register, such as 26-0001.",
    "other-protocol":
      "each of the two cases follows a protocol that has no place for something in the other, so they cannot be merged either way. Work on both, and name each in the other's notes.",
    "already-merged":
      "this case was merged into another one, named in “Merged into”. Write it there.",
    "no-such-school": "no school has this name. Write the school as the Schools tab has it.",
    "factor-not-reported":
      "no report of this case names that risk factor. Choose one from “Risk factors”.",
    "lead-only": "only the district lead or an admin decides this. Ask them to type it.",
    "hold-lead-only":
      "only the district lead or the alternate lead can lift a legal hold, with their own account. Ask them.",
    "duty-by-law":
      "this step is required by law. Tick Done or “Already made”. Then write in “Made by” who made it, or the agency's reference.",
    "duty-stays":
      "this step has to be done. Tick Done or “Already made”. Then write in “Made by” who made it, or the agency's reference.",
    locked: "this step is locked. “Why, or why it waits” says what is still missing.",
    "on-hold": "an agency asked you to wait. The step opens again when the hold ends.",
    "date-ahead": "this day is in the future. Write today or an earlier day.",
    "call-ahead": "this time is in the future. Write when the call was really made.",
    "no-call": "this step has no call. Write in Notes what was done about it.",
    "stepped-aside":
      "you stepped aside from this case. Tell the person who has it, or write it in Log. Only the lead can give the case back to you.",
    "no-such-colleague":
      "no one of that name may open this register. Write the address or the name of a colleague in Contacts.",
    "colleague-not-clear": "Contacts has several people of this name. Write the address.",
    "colleague-stepped-aside":
      "this colleague has stepped aside from the case. Write someone else.",
    "one-reader":
      "no one else may read this case, so someone has to keep it. If you cannot act on it, leave it unacknowledged.",
    "aside-yourself":
      "you can step aside only for yourself, with x or your own address. Only the lead can do it for someone else.",
    "not-in-line":
      "this case is with someone else. Ask them or the lead for it. They write your address in “Assigned to”, and you type it again. An email says who has it.",
    "other-school":
      "only someone at the school that has this case, or the district lead, can move it to another school.",
    "not-named":
      "Google did not say who typed this, and only the people who may read a sealed case can close or release it. Sign in with your own account and type it again.",
    "other-reader-needed":
      "two people must agree to close this case. The other person who may read it must tick “Lead agrees to close” first; then close it. If you change the reason, they must tick it again.",
    "release-instead":
      "choose another reason. To release a sealed case, write why and tick “Sealed: release”.",
    "release-not-sealed": "only a sealed case can be released.",
    "release-reason-needed":
      "write in “Sealed: why it is released” why this case can be released, then tick this again.",
    "release-named":
      "a report of this case names someone who receives reports. Only a case in which every such answer was unsure, missing or unreadable can be released.",
    "release-rows-missing":
      "Reports lacks a report of this case, and that report may name someone who receives reports. Restore its row first: in File, Version history.",
    "release-done": "this case was released to the main register. Write it in the case there.",
    "must-not-read":
      "the person who wrote here must not read this file. The person who may read it was told.",
    "lead-gives-back": "only the lead gives a case back to someone who stepped aside.",
  };
}

/** The words after "Undone: " for each reason. */
export const undoReasonWords = once(makeRefusalWords);

export type UndoReason = keyof ReturnType<typeof undoReasonWords>;

/** Whether a text in the hidden cell is one of these reasons. */
export const isUndoReason = (text: string): text is UndoReason => text in undoReasonWords();

/** The note on the cell whose value was undone. */
export const undoneNote = (refusal: UndoReason): string => `Undone: ${undoReasonWords()[refusal]}`;

/** The line about it in the row of the case or step. `header`: the title of the cell's column. */
export const undoneLine = (header: string, refusal: UndoReason): string =>
  `${undoneLineBegins(header)}${undoReasonWords()[refusal]}`;
