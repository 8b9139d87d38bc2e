/** What the cells of a case's rows keep as lines of words (`register/lines.ts`), such as who was asked and when. */
import { languageOf } from "../../language";
import { type PersonRole, personRoles } from "../../protocol/ids";
import { lineOf, type Word } from "../../register/lines";
import { isoText, parseIso } from "../../time";

const text: Word<string> = [(word) => word || undefined, String];
/** Milliseconds since 1970, UTC; in the cell ISO 8601. */
const time: Word<number> = [(word) => parseIso(word) ?? undefined, (at) => isoText(Number(at))];
/** Null: "-" in the cell, or a time that cannot be read. */
const timeOrNone: Word<number | null> = [parseIso, (at) => (at === null ? "-" : time[1](at))];
const timeOrZero: Word<number> = [(word) => parseIso(word) ?? 0, time[1]];
const role: Word<PersonRole> = [(word) => personRoles.find((one) => one === word), String];
const orNothing = (part: unknown) => String(part ?? "");

/** A person who was told or asked, in which role, and when. */
export const toldLine = lineOf({ role, at: time, email: text });
/** Who was asked to agree to close a case, when, and who wants to close it: "" if Google did not say. */
export const closingAskedLine = lineOf({ role, at: time, email: text, by: [String, orNothing] });
/** A reporter who waits to be told, by the response; and in which language if not English. */
export const toTellLine = lineOf({ response: text, to: text, language: [languageOf, orNothing] });
/** A level to which a person raised the case. `who`: "" if Google did not say who typed. */
export const raiseLine = lineOf({ level: text, who: [String, String] });
/**
 * An input that was undone. `column`: its key; if the input is in another tab, with that tab before it: "plan.byWhen". `refusal`: an id of
 * `undoReasonWords`.
 */
export const undoneLine = lineOf({ column: text, refusal: text, at: timeOrZero });
/** A report that came while the case was merged, and whether it says which of the students it is about. */
export const cameMergedLine = lineOf({
  at: timeOrNone,
  isClear: [(word) => word !== "unclear", (is) => (is === true ? "" : "unclear")],
});
/** A step that the case was given: which row of it (2 for a call that is made again), when it is due, and the case whose merge brought it. */
export const stepLine = lineOf({
  act: text,
  occurrence: [(word) => (/^[1-9]\d*$/.test(word) ? Number(word) : undefined), String],
  due: timeOrNone,
  broughtBy: [(word) => word || null, orNothing],
});
