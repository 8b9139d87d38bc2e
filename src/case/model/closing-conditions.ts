/** When a case may be closed: what is owed, which reasons end a duty, and when the lead has to agree (design 2.13). Pure. */

import { packOfCase } from "../../protocol/find-pack";
import {
  isDuty,
  levelHasProtocol,
  lowestLevel,
  meansVictim,
  roleOf,
} from "../../protocol/pack-queries";
import type { CloseReason } from "../../register/columns";
import type { ChecklistRow } from "../../register/tabs";
import { isWritten } from "../../text";
import { isActMade, isActOver } from "./acts/act-completion";
import type { CaseFile } from "./case-file";

/**
 * Whether no act is left to do: each is done or not applicable. A repeating act counts as finished once it has been done the first time.
 */
export function areActsFinished(file: CaseFile): boolean {
  return file.acts.every(
    ({ state, doneAt }) => state === "done" || state === "not-applicable" || doneAt !== null,
  );
}

/**
 * Reasons that say the desk should never have opened the case. Closing for one of them ends open legal duties too: nobody has to make a
 * call, or invent an agency reference, for a case that was none.
 */
const endingReasons: readonly CloseReason[] = ["no-reasonable-suspicion", "entered-by-mistake"];

/**
 * True if a case closed for this reason still leaves the reporters of its reports with a legal duty of their own, about which the desk
 * then asks them.
 */
export function leavesReporters(reason: CloseReason | null): boolean {
  return reason !== null && endingReasons.includes(reason);
}

/** The acts that the law demands (duty acts of the pack). */
function dutiesOf({ row, acts }: CaseFile): readonly ChecklistRow[] {
  const pack = packOfCase(row);
  return acts.filter(({ act }) => isDuty(pack, act));
}

/** Duty acts that are not made yet: neither ticked nor recorded as made by somebody else. */
export function openDuties(file: CaseFile): readonly ChecklistRow[] {
  return dutiesOf(file).filter((act) => !isActMade(act));
}

/** Whether somebody wrote why, in the notes of the case or in the notes of its review act. */
function saysWhy({ row, acts }: CaseFile): boolean {
  const pack = packOfCase(row);
  const review = acts.filter(({ act }) => roleOf(pack, act) === "review");
  return isWritten(row.notes) || review.some(({ notes }) => isWritten(notes));
}

/** Whether an act that was over (made or not applicable) in `before` is not over in `after`, such as a tick that was removed. */
export function isAnActUndone(before: CaseFile, after: CaseFile): boolean {
  const now = new Map(after.acts.map((act) => [act.row, act]));
  return before.acts.some((act) => isActOver(act) && !isActOver(now.get(act.row) ?? act));
}

/**
 * Whether a closed case has to open again, because an edit took away something that let it be closed: an act that was over, the reason,
 * who made a call, or the lead's agreement. An old case keeps the closing rules of its day: if today's rules would not have let it close
 * even before the edit, it stays closed.
 */
export function isClosingReasonGone(before: CaseFile, after: CaseFile): boolean {
  const isRefused = refusalOfClosing(before) === null && refusalOfClosing(after) !== null;
  return isRefused || isAnActUndone(before, after);
}

/**
 * Whether the lead's agreement to close, which is ticked both in `before` and in `after`, still holds. It does not if an act was undone,
 * nor if somebody other than the lead changed the reason that the lead agreed to. `by`: who made this edit.
 */
export function isStillAgreed(before: CaseFile, after: CaseFile, by: "lead" | "another"): boolean {
  const { closeReason } = before.row;
  const isOther = closeReason !== null && closeReason !== after.row.closeReason;
  return !isAnActUndone(before, after) && (by === "lead" || !isOther);
}

/** Why a case cannot be closed. `reason-below-protocols`: "no reasonable suspicion" cannot close a case whose level has a protocol. */
export type ClosingRefusal =
  | "reason-needed"
  | "reason-below-protocols"
  | "reason-words-needed"
  | "duty-open"
  | "agreement-needed";

/** Every rule that keeps the case from being closed as it stands (design 2.13), the one to see to first before the others. */
export function missingForClosing(file: CaseFile): readonly ClosingRefusal[] {
  const { row } = file;
  const { closeReason, leadAgreed } = row;
  const pack = packOfCase(row);
  const missing: ClosingRefusal[] = [];
  const isFinished = areActsFinished(file);
  if (closeReason === null && !isFinished) missing.push("reason-needed");
  const isAbove = levelHasProtocol(pack, row.level ?? lowestLevel(pack));
  if (closeReason === "no-reasonable-suspicion" && isAbove) missing.push("reason-below-protocols");
  const isOpen = openDuties(file).length > 0;
  if (isOpen && !leavesReporters(closeReason)) missing.push("duty-open");
  if (isOpen && leavesReporters(closeReason) && !saysWhy(file)) missing.push("reason-words-needed");
  const isReasonKnown = closeReason !== null || isFinished;
  // "Already made" is only somebody's word that another person called: the lead has to agree to rely on it.
  const isClaimed = dutiesOf(file).some((act) => !act.done && (isActMade(act) || isReasonKnown));
  const asksLead = (isReasonKnown && !isFinished) || isClaimed || meansVictim(pack, row);
  if (asksLead && !leadAgreed) missing.push("agreement-needed");
  return missing;
}

/** Which rule keeps the case from being closed as it stands; null if it can be closed. */
export const refusalOfClosing = (file: CaseFile): ClosingRefusal | null =>
  missingForClosing(file)[0] ?? null;
