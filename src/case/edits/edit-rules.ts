/**
 * What a person may write in the cells of a case and its acts. One rule for each column; columns of free text, which is only kept, have
 * none. Pure.
 */

import { schoolNamed } from "../../district/find-people";
import { agencyOf, isDuty, levelHasProtocol, levelRank } from "../../protocol/engine";
import { packOfCase } from "../../protocol/find-pack";
import type { Value } from "../../register/columns";
import type { CaseRow, ChecklistRow } from "../../register/tabs";
import { addDays, type Moment, minuteMs } from "../../time";
import {
  refusalOfAssigning,
  refusalOfSteppingAside,
  type Writer,
} from "../assignment/assignment-rules";
import type { CaseIndex } from "../lifecycle/match-report";
import { referencesIn } from "../lifecycle/not-same-student";
import { callsSomebody } from "../model/call-attempts";
import type { CaseFile } from "../model/case-file";
import { refusalOfClosing } from "../model/closing-conditions";
import { holdEnds } from "../model/deadlines";
import { refusalOfCallTick, refusalOfTick, type TickContext } from "./who-may-tick";

/** What a rule may need: now and zone, who typed, the settings, and the other cases. */
export interface RuleContext extends Moment, Writer, TickContext {
  readonly holdMaxDays: number;
  readonly index: CaseIndex;
}

/** Why the value is refused; null if it is accepted. */
type Rule = (value: Value, file: CaseFile, context: RuleContext) => Refusal | null;

const leadOnly: Rule = (_value, _file, { isLead }) => (isLead === false ? "lead-only" : null);
const dayThatHasCome: Rule = (value, _file, { now }) =>
  typeof value === "number" && value > now ? "date-ahead" : null;

const rules: { readonly [K in keyof CaseRow]?: Rule } = {
  status: (value, file) => {
    if (value === null) return "status-needed";
    return value === "closed" ? refusalOfClosing(file) : null;
  },
  holdUntil: (value, _file, { now, zone, holdMaxDays }) => {
    if (typeof value !== "number") return null;
    if (holdEnds(value, zone) <= now) return "hold-past";
    return value > addDays(now, holdMaxDays, zone) ? "hold-too-long" : null;
  },
  raiseLevelTo: (value, { row }) => {
    if (typeof value !== "string") return null;
    const pack = packOfCase(row);
    const isHigher =
      levelHasProtocol(pack, value) && levelRank(pack, value) > levelRank(pack, row.level);
    return isHigher ? null : "level-not-higher";
  },
  victimConsulted: dayThatHasCome,
  studentConsented: dayThatHasCome,
  agencyCleared: (value, { row }) => {
    if (typeof value !== "string") return null;
    return agencyOf(packOfCase(row), value)?.mayClear === true ? null : "agency-may-not-clear";
  },
  agencyClearedAt: (value, { row }, { now }) => {
    if (typeof value !== "number") return null;
    if (value > now) return "date-ahead";
    // People write the time to the minute, so the change is compared by its minute too.
    const since = Math.floor((row.changedAt ?? 0) / minuteMs) * minuteMs;
    return value < since ? "cleared-before-news" : null;
  },
  school: (value, _file, { directory }) =>
    typeof value === "string" && schoolNamed(directory, value) !== null ? null : "no-such-school",
  withdrawFactor: (value, file, context) => {
    const { factors, withdrawnFactors } = file.row;
    const isKnown = [...factors, ...withdrawnFactors].some((id) => id === value);
    return value === null || isKnown ? leadOnly(value, file, context) : "factor-not-reported";
  },
  withdrawReason: leadOnly,
  parentOverruledBy: (value, file, context) => {
    const isAgency = value === null || agencyOf(packOfCase(file.row), String(value)) !== null;
    return isAgency ? leadOnly(value, file, context) : "no-such-agency";
  },
  handedAt: dayThatHasCome,
  sameStudentAs: (value, { row }, { index }) => {
    if (typeof value !== "string") return null;
    const target = index.target(value.trim());
    return target === null || target.case === row.case ? "no-such-case" : null;
  },
  notSameStudentAs: (value, { row }, { index }) => {
    const isCase = (one: string | null) => one !== null && one !== row.case;
    return referencesIn(value, index).every(isCase) ? null : "no-such-case";
  },
  steppedAside: (value, { row }, writer) => refusalOfSteppingAside(value, row, writer),
  assignedTo: (value, { row }, writer) => refusalOfAssigning(value, row, writer),
  leadAgreed: leadOnly,
  legalHold: leadOnly,
};

/** Still written on a case that is part of another: all else would be lost on whoever works on that one. */
const keptAfterMerge: readonly string[] = ["notes", "legalHold", "acknowledged"];

/** Why the value is put back; null where it is accepted. */
export function refusalOfCaseEdit(
  key: string,
  value: Value,
  file: CaseFile,
  context: RuleContext,
): Refusal | null {
  if (file.row.mergedInto !== null) {
    // Undoing is weighed with both cases at hand.
    if (key === "sameStudentAs" && typeof value !== "string") return null;
    if (!keptAfterMerge.includes(key)) return "already-merged";
  }
  const ofTick = refusalOfTick(key, value, file.row, context);
  if (ofTick !== null) return ofTick;
  const rule = Object.entries(rules).find(([column]) => column === key)?.[1];
  return rule === undefined ? null : rule(value, file, context);
}

/** Why the value is put back, by the act's case and state; null where it is accepted. `now` in ms UTC. */
export function refusalOfActEdit(
  key: string,
  value: Value,
  act: ChecklistRow,
  row: CaseRow,
  context: RuleContext,
): Refusal | null {
  const { now } = context;
  if (row.mergedInto !== null && key !== "notes") return "already-merged";
  const pack = packOfCase(row);
  if ((key === "calledAt" || key === "noAnswer") && !callsSomebody(pack, act)) return "no-call";
  if (key === "calledAt" && typeof value === "number" && value > now) return "call-ahead";
  if ((key === "done" || key === "alreadyMade" || key === "noAnswer") && value === true) {
    if (act.state === "locked") return "locked";
    if (act.state === "on-hold") return "on-hold";
  }
  const ofTick = refusalOfCallTick(key, value, act, row, context);
  if (ofTick !== null) return ofTick;
  const isOwed = key === "notApplicableBecause" && value !== null && isDuty(pack, act.act);
  return isOwed ? "duty-stays" : null;
}

// Notes that are put on a refused cell. They name the rule, never what was written (design 2.6).

/** A note on text that begins like a formula. It stays on the cell although the text is accepted. */
export const formulaNote =
  "This is text, no formula: a formula can send what is in this register elsewhere.";

/** The note for each refusal. */
export const refusalWords = {
  unreadable:
    "Put back: this cell takes a value of its own kind. Choose from the list, or write a date.",
  "status-needed": "Put back: choose Open, Waiting or Closed.",
  "reason-needed":
    "Put back: this case cannot be closed yet. Either every act is done, or not applicable with a reason. Or there is a reason for closing, and the lead agrees.",
  "duty-open":
    "Put back: a call or a mandated report is open. Tick it; or tick “Already made”, and write the agency's reference or who made it.",
  "agreement-needed":
    "Put back: this case is closed with the lead's agreement. The lead ticks “Lead agrees to close” first.",
  "reason-below-protocols":
    "Put back: “no reasonable suspicion” closes a case only where no protocol applies. Choose another reason.",
  "reason-words-needed":
    "Put back: with this reason a call ends that was not made. Write in Notes why, then close the case.",
  "agency-may-not-clear": "Put back: this agency cannot clear that. Choose one from the list.",
  "no-such-agency": "Put back: choose an agency from the list.",
  "cleared-before-news":
    "Put back: something new has come up since then. Tell the agency, and write when it cleared it knowing that.",
  "hold-past": "Put back: a hold ends in the future. Empty the cell to lift the hold.",
  "hold-too-long":
    "Put back: this is longer than a hold may last at a time (holdMaxDays in Settings).",
  "level-not-higher":
    "Put back: a level is only ever raised. A case that needs no more work is closed, with a reason.",
  "no-such-case":
    "Put back: write the reference of another case of this register, such as 26-0001.",
  "other-protocol":
    "Put back: that case goes by another protocol, which has no place for what this one knows. Work on both, and name each in the other's notes.",
  "already-merged":
    "Put back: this case is part of another one by now, named in “Merged into”. Write it there.",
  "no-such-school": "Put back: write the school as the Schools tab has it.",
  "factor-not-reported": "Put back: this case has no such factor.",
  "merge-not-kept":
    "Put back: what both cases knew before they were joined is not kept for this merge. Open a new report for the other student.",
  "merged-on":
    "Put back: the case that this one was joined to is part of yet another one. Take those two apart first.",
  "later-merge":
    "Put back: another case was joined to that one later. Take that one out first, then this one.",
  "lead-only": "Put back: only the lead or an admin decides this.",
  "duty-stays":
    "Put back: this act is a duty. Tick Done when it is done; or tick “Already made”, and write the agency's reference or who made it.",
  locked: "Put back: this act is locked. The column “Why, or why it waits” says until when.",
  "on-hold": "Put back: an agency has asked to wait. The act comes back when the hold ends.",
  "date-ahead": "Put back: write a day that has come.",
  "call-ahead":
    "Put back: this time has not come yet. Write when the call was really made, and only once it was.",
  "no-call": "Put back: this act calls nobody. What was done about it goes into Notes.",
  "stepped-aside":
    "Put back: you have stepped aside from this case. What you know of it, tell whoever has it now; only the lead gives it back to you.",
  "no-such-colleague":
    "Put back: write the address or the name of a colleague of Contacts who may open this register.",
  "colleague-not-clear": "Put back: Contacts has several people of this name. Write the address.",
  "colleague-stepped-aside":
    "Put back: this colleague has stepped aside from the case. Write somebody else.",
  "one-reader":
    "Put back: a case of this register has one reader, and nobody else is told of it. If you cannot act on it, leave it unacknowledged.",
  "aside-yourself":
    "Put back: you step aside for yourself, with x or your own address. For somebody else the lead does it.",
  "not-in-line":
    "Put back, and kept in Activity: this case is with somebody else, who is still asked. A mail says who.",
  "not-named":
    "Put back: Google did not say who ticked this. In this file it counts once its reader ticks it again.",
  "must-not-read": "Put back: whoever wrote here must not read this file. Its reader was told.",
  "lead-gives-back": "Put back: only the lead gives a case back to someone who stepped aside.",
} as const;
export type Refusal = keyof typeof refusalWords;
