/** What has to be there before a case may be closed (design 2.13), who has to agree, and when a closed case opens again. Pure. */

import { packOfCase } from "../../protocol/find-pack";
import { actOf, levelHasProtocol, lowestLevel, meansVictim } from "../../protocol/pack-queries";
import { isWritten } from "../../text";
import type { ChecklistRow } from "../tabs/case-tabs";
import type { CloseReason } from "../tabs/words-in-cells";
import { type CaseFile, isActMade, isActOver } from "./case-file";

/**
 * Whether no step is left to do: each is done or not applicable. A repeating step counts as finished once it has been done the first time.
 */
export function areActsFinished(file: CaseFile): boolean {
  return file.acts.every(
    ({ state, doneAt }) => state === "done" || state === "not-applicable" || doneAt !== null,
  );
}

/**
 * Whether the reason says that the system should never have opened the case. Closing a case for such a reason also ends its open legal
 * duties: no one should have to make a call, or invent an agency reference, for a case that was none. The reporters keep a legal duty of
 * their own, so the system then asks them about it.
 */
export function leavesReporters(reason: CloseReason | null): boolean {
  return reason === "no-reasonable-suspicion" || reason === "entered-by-mistake";
}

/** Steps required by law that are not done yet: neither ticked nor recorded as made by someone else. */
export function openDuties({ row, acts }: CaseFile): readonly ChecklistRow[] {
  const pack = packOfCase(row);
  return acts.filter((act) => actOf(pack, act.act)?.duty === true && !isActMade(act));
}

/**
 * Calls and reports that were made and for which no one has written the agency's reference. Without it no one can show later that they were
 * made, or ask the agency about them. One that someone else made has their name, and in a drill no one called.
 */
export function withoutReference({ row, acts }: Pick<CaseFile, "row" | "acts">) {
  const pack = packOfCase(row);
  return acts.filter(
    ({ act, done, agencyReference, coveredBy }) =>
      !row.drill &&
      done &&
      coveredBy === null &&
      actOf(pack, act)?.duty === true &&
      !isWritten(agencyReference),
  );
}

/** Whether a step that was over (done or not applicable) in `before` is not over in `after`, for example because a tick was removed. */
function isAnActUndone(before: CaseFile, after: CaseFile): boolean {
  const now = new Map(after.acts.map((act) => [act.row, act]));
  return before.acts.some((act) => isActOver(act) && !isActOver(now.get(act.row) ?? act));
}

/**
 * Whether a closed case has to open again, because an edit took away something that let it be closed: a step that was over, the reason, who
 * made a call, or the lead's agreement. An old case keeps the closing rules of its day: if today's rules would not have let it close even
 * before the edit, it stays closed.
 */
export function isClosingReasonGone(before: CaseFile, after: CaseFile): boolean {
  const isRefused = refusalOfClosing(before) === null && refusalOfClosing(after) !== null;
  return isRefused || isAnActUndone(before, after);
}

/**
 * Whether the lead's agreement to close, which is ticked both in `before` and in `after`, still holds. It ends if a step was undone, or if
 * someone other than the lead changed the reason that the lead agreed to. Who agrees before there is a reason agrees to any. `by`: who made
 * this edit.
 */
export function isStillAgreed(before: CaseFile, after: CaseFile, by: "lead" | "another"): boolean {
  const { closeReason } = before.row;
  const isOther = closeReason !== null && closeReason !== after.row.closeReason;
  return !isAnActUndone(before, after) && (by === "lead" || !isOther);
}

/** Why a case cannot be closed. `reason-below-protocols`: "no reasonable suspicion" cannot close a case whose level has a protocol. */
export const closingRefusals = [
  "reason-needed",
  "reason-below-protocols",
  "reason-words-needed",
  "next-school-needed",
  "duty-open",
  "agreement-needed",
] as const;

export type ClosingRefusal = (typeof closingRefusals)[number];

/** Every rule that keeps the case from being closed now (design 2.13); the one to take care of first comes first. */
function missingForClosing(file: CaseFile): Set<ClosingRefusal> {
  const { row, acts } = file;
  const { closeReason, leadAgreed } = row;
  const pack = packOfCase(row);
  const missing = new Set<ClosingRefusal>();
  const isFinished = areActsFinished(file);
  if (closeReason === null && !isFinished) missing.add("reason-needed");
  const isAbove = levelHasProtocol(pack, row.level ?? lowestLevel(pack));
  if (closeReason === "no-reasonable-suspicion" && isAbove) missing.add("reason-below-protocols");
  // Someone has to write why a call is not made, in the notes of the case or of its review step.
  const isSaid =
    isWritten(row.notes) ||
    acts.some(({ act, notes }) => actOf(pack, act)?.role === "review" && isWritten(notes));
  if (openDuties(file).length > 0) {
    if (!leavesReporters(closeReason)) missing.add("duty-open");
    else if (!isSaid) missing.add("reason-words-needed");
  }
  if (closeReason === "left-the-district" && !isWritten(row.handedTo))
    missing.add("next-school-needed");
  const isReasonKnown = closeReason !== null || isFinished;
  // "Already made" is only someone's word that another person called: the lead has to agree to rely on it.
  const isClaimed = acts.some(
    (act) => actOf(pack, act.act)?.duty === true && !act.done && (isActMade(act) || isReasonKnown),
  );
  const asksLead = (isReasonKnown && !isFinished) || isClaimed || meansVictim(pack, row);
  if (asksLead && !leadAgreed) missing.add("agreement-needed");
  return missing;
}

/** The first rule that keeps the case from being closed now; null if it can be closed. */
export const refusalOfClosing = (file: CaseFile): ClosingRefusal | null =>
  [...missingForClosing(file)][0] ?? null;

/** As `missingForClosing`, and that a sealed case needs two people to close it, whatever its level. */
export function openForClosing(file: CaseFile): Set<ClosingRefusal> {
  const missing = missingForClosing(file);
  const { readBy, leadAgreed } = file.row;
  if (readBy !== null && !leadAgreed) missing.add("agreement-needed");
  return missing;
}
