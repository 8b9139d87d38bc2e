/** Notes that are put on a refused cell. They name the rule, never what was written (design 2.6). */

import { once } from "../../once";

/** A note on text that begins like a formula. It stays on the cell although the text is accepted. */
export const formulaNote =
  "This is text, no formula: a formula can send what is in this register elsewhere.";

function makeRefusalWords() {
  return {
    unreadable:
      "Undone: this cell takes a value of its own kind. Choose from the list, or write a date.",
    "status-needed": "Undone: choose Open, Waiting or Closed.",
    "reason-needed":
      "Undone: this case cannot be closed yet. Finish every step or say why it does not apply, or choose a reason for closing. “Needs attention” says all that is missing.",
    "duty-open":
      "Undone: a call or a mandated report is open. Tick it; or tick “Already made”, and write the agency's reference or who made it.",
    "agreement-needed":
      "Undone: the district lead has to agree. The lead ticks “Lead agrees to close” first.",
    "reason-below-protocols":
      "Undone: “no reasonable suspicion” closes a case only where no protocol applies. Choose another reason.",
    "reason-words-needed":
      "Undone: with this reason a call ends that was not made. Write in Notes why, then close the case.",
    "agency-may-not-clear": "Undone: this agency cannot clear that. Choose one from the list.",
    "no-such-agency": "Undone: choose an agency from the list.",
    "cleared-before-news":
      "Undone: something new has come up since then. Tell the agency, and write when it cleared it knowing that.",
    "hold-past": "Undone: a hold ends in the future. Empty the cell to lift the hold.",
    "hold-too-long":
      "Undone: this is longer than a hold may last at a time (holdMaxDays in Settings).",
    "level-not-higher":
      "Undone: a level is only ever raised. A case that needs no more work is closed, with a reason.",
    "no-such-case":
      "Undone: write the reference of another case of this register, such as 26-0001.",
    "other-protocol":
      "Undone: that case goes by another protocol, which has no place for what this one knows. Work on both, and name each in the other's notes.",
    "already-merged":
      "Undone: this case is part of another one by now, named in “Merged into”. Write it there.",
    "no-such-school": "Undone: write the school as the Schools tab has it.",
    "factor-not-reported": "Undone: this case has no such factor.",
    "merge-not-kept":
      "Undone: what both cases knew before they were joined is not kept for this merge. Open a new report for the other student.",
    "merged-on":
      "Undone: the case that this one was joined to is part of yet another one. Take those two apart first.",
    "later-merge":
      "Undone: another case was joined to that one later. Take that one out first, then this one.",
    "lead-only": "Undone: only the lead or an admin decides this.",
    "duty-stays":
      "Undone: this step is required by law. Tick Done when it is done; or tick “Already made”, and write the agency's reference or who made it.",
    locked: "Undone: this step is locked. The column “Why, or why it waits” says until when.",
    "on-hold": "Undone: an agency has asked to wait. The step comes back when the hold ends.",
    "date-ahead": "Undone: write a day that has come.",
    "call-ahead":
      "Undone: this time has not come yet. Write when the call was really made, and only once it was.",
    "no-call": "Undone: this step calls no one. What was done about it goes into Notes.",
    "stepped-aside":
      "Undone: you have stepped aside from this case. Tell the person who has it now what you know, or write it in Log. Only the lead can give the case back to you.",
    "no-such-colleague":
      "Undone: write the address or the name of a colleague of Contacts who may open this register.",
    "colleague-not-clear": "Undone: Contacts has several people of this name. Write the address.",
    "colleague-stepped-aside":
      "Undone: this colleague has stepped aside from the case. Write somebody else.",
    "one-reader":
      "Undone: no one else may read this case, so someone has to keep it. If you cannot act on it, leave it unacknowledged.",
    "aside-yourself":
      "Undone: you step aside for yourself, with x or your own address. For somebody else the lead does it.",
    "not-in-line":
      "Undone: this case is with someone else. To act on it, ask them or the district lead to write your address in “Assigned to”, then type it again. An email says who has it.",
    "other-school":
      "Undone: only someone at the school that has this case, or the district lead, can move it to another school.",
    "not-named":
      "Undone: Google did not say who typed this, and a sealed case is closed or released only by somebody it names. Sign in with your own account and type it again.",
    "other-reader-needed":
      "Undone: this case is closed by two. The other person who may read it must tick “Lead agrees to close” first; then close it. A change of the reason ends the agreement.",
    "release-instead":
      "Undone: choose another reason. To release a sealed case, write why and tick “Sealed: release”.",
    "release-not-sealed": "Undone: only a sealed case can be released.",
    "release-reason-needed":
      "Undone: write in “Sealed: why it is released” why this case can be released, then tick this again.",
    "release-named":
      "Undone: a report of this case names somebody who receives reports. Only a case in which every such answer was unsure, missing or unreadable can be released.",
    "release-done":
      "Undone: this case was released to the main register. Write it in the case there.",
    "must-not-read": "Undone: whoever wrote here must not read this file. Its reader was told.",
    "lead-gives-back": "Undone: only the lead gives a case back to someone who stepped aside.",
  };
}

/** The note for each refusal. */
export const refusalWords = once(makeRefusalWords);
export type Refusal = keyof ReturnType<typeof refusalWords>;
