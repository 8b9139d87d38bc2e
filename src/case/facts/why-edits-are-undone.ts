/** The words for every reason why an edit is undone, and the undone edits that a row shows. Pure. */

import { once } from "../../lazy";
import { undoneLineBegins } from "../tabs/case-columns";
import { type CaseRow, caseTabs, type EntryOf } from "../tabs/case-tabs";

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

/** The words for reasons of several columns, or of any. Those of one column are in its entry. */
function commonWords() {
  return {
    unreadable: "this cell takes only a date or a choice from its list.",
    "state-lost":
      "the system no longer knows who entered this, because its hidden cell in this row was changed. Enter it again.",
    "no-such-case": "write the reference of another case of this register, such as 26-0001.",
    "already-merged":
      "this case was merged into another one, named in “Merged into”. Write it there.",
    moved: "this case has gone to another school, and continues there. Tell the people there.",
    "lead-only": "only the district lead or an admin decides this. Ask them to type it.",
    locked: "this step is locked. “Why, or why it waits” says what is still missing.",
    "on-hold": "an agency asked you to wait. The step opens again when the hold ends.",
    "date-ahead": "this day is in the future. Write today or an earlier day.",
    "no-call": "this step has no call. Write in Notes what was done about it.",
    "stepped-aside":
      "you stepped aside from this case. Tell the person who has it, or write it in Log. Only the lead can give the case back to you.",
    "no-such-colleague":
      "no one with that name may open this register. Write the address or the name of a colleague in Contacts.",
    "not-in-line":
      "this case is with someone else. Ask them or the lead for it. They write your address in “Assigned to”, and you type it again. An email says who has it.",
    "other-school":
      "only someone at the school that has this case, or the district lead, can move it to another school.",
    "not-named":
      "Google did not say who typed this, and only the people who may read a sealed case can close or release it. Sign in with your own account and type it again.",
    "release-done": "this case was released to the main register. Write it in the case there.",
    "must-not-read":
      "the person who wrote here must not read this file. The person who may read it was told.",
  };
}

/** As a type: the reasons that the entries of columns name. */
type Named<Entry> = Entry extends { readonly refusals?: infer Refusals }
  ? string extends keyof Refusals
    ? never
    : Extract<keyof Refusals, string>
  : never;

export type UndoReason =
  | keyof ReturnType<typeof commonWords>
  | Named<EntryOf<"cases" | "checklist">>;

/** The words after "Undone: " for each reason. */
export const undoReasonWords = once(() => {
  const named = [caseTabs.cases, caseTabs.checklist].flatMap(({ columns }) =>
    columns.flatMap(({ refusals = {} }) => Object.entries(refusals)),
  );
  // The cast holds: these are the entries that the type names.
  return { ...commonWords(), ...Object.fromEntries(named) } as Readonly<Record<UndoReason, string>>;
});

/** Whether a text in the hidden cell is one of these reasons. */
export const isUndoReason = (text: string): text is UndoReason => text in undoReasonWords();

/** The note on the cell whose value was undone. */
export const undoneNote = (refusal: UndoReason): string => `Undone: ${undoReasonWords()[refusal]}`;

/** The line about it in the row of the case or step. `header`: the title of the cell's column. */
export const undoneLine = (header: string, refusal: UndoReason): string =>
  `${undoneLineBegins(header)}${undoReasonWords()[refusal]}`;
