/** When a case may be closed: what is owed, which reasons end a duty, and when the lead has to agree (design 2.13). Pure. */
import { isDuty, levelHasProtocol, lowestLevel, meansVictim, roleOf } from "../../protocol/engine";
import { packOfCase } from "../../protocol/find-pack";
import type { CloseReason } from "../../register/columns";
import type { ChecklistRow } from "../../register/tabs";
import { isWritten } from "../../text";
import { isActMade, isActOver } from "./act-completion";
import type { CaseFile } from "./case-file";

/** Every act is done, or not applicable; a repeating act once it has happened. */
export function areActsFinished(file: CaseFile): boolean {
  return file.acts.every(
    ({ state, doneAt }) => state === "done" || state === "not-applicable" || doneAt !== null,
  );
}

/** The desk should have opened no case: what it asked for ends, and nobody has to invent a reference. */
const endingReasons: readonly CloseReason[] = ["no-reasonable-suspicion", "entered-by-mistake"];

/** Whether a case closed for this reason leaves its reporters' own duties to be asked after. */
export function leavesReporters(reason: CloseReason | null): boolean {
  return reason !== null && endingReasons.includes(reason);
}

function dutiesOf({ row, acts }: CaseFile): readonly ChecklistRow[] {
  const pack = packOfCase(row);
  return acts.filter(({ act }) => isDuty(pack, act));
}

export function openDuties(file: CaseFile): readonly ChecklistRow[] {
  return dutiesOf(file).filter((act) => !isActMade(act));
}

/** Why, in the notes of the case or of the review act. */
function saysWhy({ row, acts }: CaseFile): boolean {
  const pack = packOfCase(row);
  const review = acts.filter(({ act }) => roleOf(pack, act) === "review");
  return isWritten(row.notes) || review.some(({ notes }) => isWritten(notes));
}

/** An act was over and is not any more. */
export function isAnActUndone(before: CaseFile, after: CaseFile): boolean {
  const now = new Map(after.acts.map((act) => [act.row, act]));
  return before.acts.some((act) => isActOver(act) && !isActOver(now.get(act.row) ?? act));
}

/**
 * A closed case has taken back what it was closed by: an act that was over, a reason, who made a call, the lead's agreement. One that
 * today's rules would not have closed is held to those of its day: it stays closed.
 */
export function isClosingReasonGone(before: CaseFile, after: CaseFile): boolean {
  const isRefused = refusalOfClosing(before) === null && refusalOfClosing(after) !== null;
  return isRefused || isAnActUndone(before, after);
}

/**
 * The lead's agreement, ticked in both, is to the case as it stands: not where something was undone, nor where somebody else has changed the
 * reason that the lead saw.
 */
export function isStillAgreed(before: CaseFile, after: CaseFile, isByLead: boolean): boolean {
  const { closeReason } = before.row;
  const isOther = closeReason !== null && closeReason !== after.row.closeReason;
  return !isAnActUndone(before, after) && (isByLead || !isOther);
}

export type ClosingRefusal =
  | "reason-needed"
  | "reason-below-protocols"
  | "reason-words-needed"
  | "duty-open"
  | "agreement-needed";

/** Why the case cannot be closed as it stands; null where it can. */
export function refusalOfClosing(file: CaseFile): ClosingRefusal | null {
  const { row } = file;
  const { closeReason, leadAgreed } = row;
  const pack = packOfCase(row);
  if (closeReason === null && !areActsFinished(file)) return "reason-needed";
  const isAbove = levelHasProtocol(pack, row.level ?? lowestLevel(pack));
  if (closeReason === "no-reasonable-suspicion" && isAbove) return "reason-below-protocols";
  const open = openDuties(file);
  if (open.length > 0 && !leavesReporters(closeReason)) return "duty-open";
  if (open.length > 0 && !saysWhy(file)) return "reason-words-needed";
  // That somebody else made a call is a claim: the lead answers for it.
  const isClaimed = dutiesOf(file).some(({ done }) => !done);
  const asksLead = !areActsFinished(file) || isClaimed || meansVictim(pack, row);
  return asksLead && !leadAgreed ? "agreement-needed" : null;
}
