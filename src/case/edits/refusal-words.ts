/**
 * Why something that a person typed was undone, and what to do: for the note on the cell, and for the row itself, since a phone hides
 * notes. They name the rule, never what was written (design 2.6).
 */

import { once } from "../../once";
import { undoneLineBegins } from "../../register/case-columns";

/** A note on text that begins like a formula. It stays on the cell although the text is accepted. */
export const formulaNote =
  "This is text, no formula: a formula can send what is in this register elsewhere.";

function makeRefusalWords() {
  return {
    unreadable: "this cell takes only a date or a choice from its list.",
    "state-lost":
      "the system no longer knows who entered this, because its hidden cell in this row was changed. Enter it again.",
    "status-needed": "choose Open, Waiting or Closed.",
    "reason-needed":
      "this case cannot be closed yet. Finish every step or say why it does not apply, or choose a reason for closing. “Needs attention” says all that is missing.",
    "duty-open":
      "a call or a mandated report is open. Tick it; or tick “Already made”, and write the agency's reference or who made it.",
    "agreement-needed":
      "the district lead has to agree. The lead ticks “Lead agrees to close” first.",
    "reason-below-protocols":
      "“no reasonable suspicion” closes a case only where no protocol applies. Choose another reason.",
    "reason-words-needed":
      "with this reason a call ends that was not made. Write in Notes why, then close the case.",
    "agency-may-not-clear": "this agency cannot clear that. Choose one from the list.",
    "no-such-agency": "choose an agency from the list.",
    "cleared-before-news":
      "something new has come up since then. Tell the agency, and write when it cleared it knowing that.",
    "hold-past":
      "a hold ends in the future. Write a later day, or empty the cell to lift the hold.",
    "hold-too-long":
      "a hold may not last that long. Write an earlier day; you can extend the hold when it comes. Settings says how many days a hold may last.",
    "level-not-higher":
      "a level is only ever raised. A case that needs no more work is closed, with a reason.",
    "no-such-case": "write the reference of another case of this register, such as 26-0001.",
    "other-protocol":
      "that case follows another protocol, which has no place for what this one knows. Work on both, and name each in the other's notes.",
    "already-merged":
      "this case was merged into another one, named in “Merged into”. Write it there.",
    "no-such-school": "no school has this name. Write the school as the Schools tab has it.",
    "factor-not-reported":
      "no report of this case names that risk factor. Choose one from “Risk factors”.",
    "lead-only": "only the district lead or an admin decides this. Ask them to type it.",
    "duty-stays":
      "this step is required by law. Tick Done or “Already made”. Then write in “Made by” who made it, or the agency's reference.",
    locked: "this step is locked. “Why, or why it waits” says what is still missing.",
    "on-hold": "an agency has asked to wait. The step comes back when the hold ends.",
    "date-ahead": "this day has not come yet. Write a day that has come.",
    "call-ahead": "this time has not come yet. Write when the call was really made.",
    "no-call": "this step calls no one. Write in Notes what was done about it.",
    "stepped-aside":
      "you stepped aside from this case. Tell the person who has it, or write it in Log. Only the lead can give the case back to you.",
    "no-such-colleague":
      "no one of that name may open this register. Write the address or the name of a colleague in Contacts.",
    "colleague-not-clear": "Contacts has several people of this name. Write the address.",
    "colleague-stepped-aside":
      "this colleague has stepped aside from the case. Write somebody else.",
    "one-reader":
      "no one else may read this case, so someone has to keep it. If you cannot act on it, leave it unacknowledged.",
    "aside-yourself":
      "you step aside for yourself, with x or your own address. For somebody else the lead does it.",
    "not-in-line":
      "this case is with someone else. Ask them or the lead for it. They write your address in “Assigned to”, and you type it again. An email says who has it.",
    "other-school":
      "only someone at the school that has this case, or the district lead, can move it to another school.",
    "not-named":
      "Google did not say who typed this, and a sealed case is closed or released only by somebody it names. Sign in with your own account and type it again.",
    "other-reader-needed":
      "this case is closed by two. The other person who may read it must tick “Lead agrees to close” first; then close it. A change of the reason ends the agreement.",
    "release-instead":
      "choose another reason. To release a sealed case, write why and tick “Sealed: release”.",
    "release-not-sealed": "only a sealed case can be released.",
    "release-reason-needed":
      "write in “Sealed: why it is released” why this case can be released, then tick this again.",
    "release-named":
      "a report of this case names somebody who receives reports. Only a case in which every such answer was unsure, missing or unreadable can be released.",
    "release-done": "this case was released to the main register. Write it in the case there.",
    "must-not-read": "whoever wrote here must not read this file. Its reader was told.",
    "lead-gives-back": "only the lead gives a case back to someone who stepped aside.",
  };
}

/** What stands after "Undone: " for each reason. */
export const refusalWords = once(makeRefusalWords);
export type Refusal = keyof ReturnType<typeof refusalWords>;

/** Whether a text of the hidden cell is one of the reasons. */
export const isRefusal = (text: string): text is Refusal => text in refusalWords();

/** The note on the cell whose value was undone. */
export const undoneNote = (refusal: Refusal): string => `Undone: ${refusalWords()[refusal]}`;

/** The same for the row. `header`: the title of the cell's column. */
export const undoneLine = (header: string, refusal: Refusal): string =>
  `${undoneLineBegins(header)}${refusalWords()[refusal]}`;
