/** What a person may write in the cells of a case. One rule a column; text that is only kept has none. Pure. */

import { actOf, isProtocol, levelRank } from "../protocol/engine";
import { packOfCase } from "../protocol/packs";
import type { Value } from "../register/columns";
import type { CaseRow, ChecklistRow } from "../register/tabs";
import type { CaseFile } from "./case";
import type { CaseIndex } from "./link";

const day = 86_400_000;

export interface RuleContext {
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  readonly holdMaxDays: number;
  /** Whether the editor is a lead or an admin; null where the editor is not known: the sheet's protection has then decided. */
  readonly isLead: boolean | null;
  readonly index: CaseIndex;
}

type Rule = (value: Value, file: CaseFile, context: RuleContext) => Refusal | null;

/** Whether nothing is left to do: done, or not applicable; a repeating act once it has happened. */
export function isFinished(file: CaseFile): boolean {
  return file.acts.every(
    ({ state, doneAt }) => state === "done" || state === "not-applicable" || doneAt !== null,
  );
}

const leadOnly: Rule = (_value, _file, { isLead }) => (isLead === false ? "lead-only" : null);
const dayThatHasCome: Rule = (value, _file, { now }) =>
  typeof value === "number" && value > now ? "date-ahead" : null;

const rules: { readonly [K in keyof CaseRow]?: Rule } = {
  status: (value, file) => {
    if (value === null) return "status-needed";
    const { closeReason, leadAgreed } = file.row;
    const mayClose = isFinished(file) || (closeReason !== null && leadAgreed);
    return value === "closed" && !mayClose ? "not-closable" : null;
  },
  holdUntil: (value, _file, { now, holdMaxDays }) => {
    if (typeof value !== "number") return null;
    if (value <= now) return "hold-past";
    return value > now + holdMaxDays * day ? "hold-too-long" : null;
  },
  raiseLevelTo: (value, { row }) => {
    if (typeof value !== "string") return null;
    const pack = packOfCase(row);
    const isHigher = isProtocol(pack, value) && levelRank(pack, value) > levelRank(pack, row.level);
    return isHigher ? null : "level-not-higher";
  },
  victimConsulted: dayThatHasCome,
  handedAt: dayThatHasCome,
  sameStudentAs: (value, { row }, { index }) => {
    if (typeof value !== "string") return null;
    const target = index.target(value.trim());
    return target === null || target.case === row.case ? "no-such-case" : null;
  },
  print: (value) => (value === true ? "print-not-yet" : null),
  leadAgreed: leadOnly,
  legalHold: leadOnly,
};

/** What may still be written on a case that is part of another: all else would be lost on whoever works on that one. */
const keptAfterMerge: readonly string[] = ["notes", "legalHold", "acknowledged"];

/** Why a value is not accepted in a cell of the case; null where it is. */
export function refusalOfCaseEdit(
  key: string,
  value: Value,
  file: CaseFile,
  context: RuleContext,
): Refusal | null {
  if (file.row.mergedInto !== null && !keptAfterMerge.includes(key)) return "already-merged";
  const rule = Object.entries(rules).find(([column]) => column === key)?.[1];
  return rule === undefined ? null : rule(value, file, context);
}

// What a person may write in the cells of an act. Pure.

/** Why a value is not accepted in a cell of the act, going by its case and the state that it is in; null where it is. */
export function refusalOfActEdit(
  key: string,
  value: Value,
  act: ChecklistRow,
  row: CaseRow,
): Refusal | null {
  if (row.mergedInto !== null && key !== "notes") return "already-merged";
  if (key === "done" && value === true) {
    if (act.state === "locked") return "locked";
    if (act.state === "on-hold") return "on-hold";
  }
  const isDuty = actOf(packOfCase(row), act.act)?.duty === true;
  return key === "notApplicableBecause" && value !== null && isDuty ? "duty-stays" : null;
}

// Why an edit is put back: the words of the note on the cell. They name the rule and never a value (design 2.6).

export const refusalWords = {
  unreadable:
    "Put back: this cell takes a value of its own kind. Choose from the list, or write a date.",
  "status-needed": "Put back: choose Open, Waiting or Closed.",
  "not-closable":
    "Put back: a case is closed when every act is done, or not applicable with a reason; or with a reason for closing and the lead's agreement.",
  "hold-past": "Put back: a hold ends in the future. Empty the cell to lift the hold.",
  "hold-too-long":
    "Put back: this is longer than a hold may last at a time (holdMaxDays in Settings).",
  "level-not-higher":
    "Put back: a level is only ever raised. A case that needs no more work is closed, with a reason.",
  "no-such-case":
    "Put back: write the reference of another case of this register, such as 26-0001.",
  "already-merged":
    "Put back: this case is part of another one by now, named in “Merged into”. Write it there.",
  "lead-only": "Put back: only the lead or an admin decides this.",
  "duty-stays":
    "Put back: this act is a duty. It ends when it is done, or by “already made” with the agency's reference.",
  locked: "Put back: this act is locked. The column “Why, or why it waits” says until when.",
  "on-hold": "Put back: law enforcement has asked to wait. The act comes back when the hold ends.",
  "date-ahead": "Put back: write a day that has come.",
  "print-not-yet":
    "Put back: this version cannot print a record yet. Use the spreadsheet's own File, Print.",
} as const;
export type Refusal = keyof typeof refusalWords;
