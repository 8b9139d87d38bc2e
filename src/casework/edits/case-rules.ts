/** What a person may write in the cells of a case. One rule a column; text that is only kept has none. Pure. */
import { levelRank, protocolIds } from "../../protocol/ids";
import type { Value } from "../../register/columns";
import type { CaseRow } from "../../register/tabs";
import type { CaseFile } from "../case-file";
import type { CaseIndex } from "../link";
import type { Refusal } from "./refusals";

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
    const protocol = protocolIds.find((id) => id === value);
    const isHigher =
      protocol !== undefined && levelRank(protocol) > levelRank(row.level ?? "needs-review");
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
