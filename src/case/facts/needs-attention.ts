/**
 * The column "Needs attention" of a case: what is open, and what is missing before something can be done. Also what keeps a case from being
 * closed. A line begins with the words of a block of columns (`matters` in `case/tabs/case-columns.ts`), and people answer it in that block.
 * Never student data. Pure.
 */

import { roleWords } from "../../district-directory";
import { packOfCase } from "../../protocol/find-pack";
import {
  actOf,
  isCall,
  isUnconfirmed,
  levelHasProtocol,
  lowestLevel,
  meansVictim,
} from "../../protocol/pack-queries";
import { say } from "../../protocol/wording";
import { isWritten } from "../../text";
import { dayWords, type Moment, whenWords } from "../../time";
import { holdEnds } from "../steps/deadlines";
import { matters } from "../tabs/case-columns";
import { type ChecklistRow, caseTabs } from "../tabs/case-tabs";
import type { CloseReason } from "../tabs/words-in-cells";
import { type CaseFile, isActMade, isActOver, isReleasedAndOpen } from "./case-file";
import { inDanger } from "./danger";
import type { Missing } from "./parent-and-staff";
import { asksForAge, isAboutStaff, missingForParent, missingWords } from "./parent-and-staff";
import { type Undone, undoneIn, undoneLine } from "./why-edits-are-undone";

/** The title of a column by its key in `undoneIn`, with the title of its tab if that is not Cases. */
function headerOf(column: string): string {
  const [key = "", tab] = column.split(".").reverse();
  const found = Object.values(caseTabs).find(({ id }) => id === (tab ?? "cases"));
  const header = found?.columns.find((one) => one.key === key)?.header ?? key;
  return tab === undefined ? header : `${found?.title ?? tab}, ${header}`;
}

/**
 * The lines of "Needs attention", most pressing first. A closed case has at most the lines about printing and about inputs that were
 * undone.
 */
export function openMatters(file: CaseFile, { now, zone }: Moment): readonly string[] {
  const { row, acts, merged = [] } = file;
  const { raiseLevelTo, dangerSince: since, holdUntil } = row;
  const pack = packOfCase(row);
  const { danger, parent, same, hold, level, print, closing, legal } = matters;
  const duties = openDuties(file).length;
  const isSealed = row.readBy !== null;
  const closingWords: Readonly<Record<ClosingRefusal, string>> = {
    "reason-needed": "finish every step, or choose a reason",
    "reason-below-protocols": "another reason, since a protocol applies",
    "duty-open": duties === 1 ? "1 call or report is open" : `${duties} calls or reports are open`,
    "reason-words-needed": "write in Notes why",
    "next-school-needed":
      "was the record sent to the next school? Write which in “Handed over to”, or “not sent” and why",
    "agreement-needed":
      row.closingAsked !== null
        ? `the ${roleWords[row.closingAsked.role]} has to agree, asked ${whenWords(row.closingAsked.at, zone)}`
        : isSealed
          ? "the other reader, if there is one, has to agree"
          : "the district lead has to agree",
  };
  const toClose = openForClosing(file);
  // A phone does not show the notes on cells, so these lines repeat what was undone and why.
  const undone = undoneShown(file).map(({ column, refusal }) =>
    undoneLine(headerOf(column), refusal),
  );
  const printing = row.print ? [`${print.begins}: the district lead prints the record`] : [];
  const references = withoutReference(file).map(({ act }): Missing => {
    const name = say(actOf(pack, act)?.name ?? {});
    return [name, name];
  });
  // A case that is closed, or can be, says all of them.
  const lacking = (length: number) =>
    references.length === 0 ? [] : [`Agency's reference ${missingWords(references, length)}`];
  if (row.status === "closed")
    return [...undone, ...printing, ...lacking(Number.POSITIVE_INFINITY)];

  // What comes after the calls is said once they are made, or once someone has begun with it.
  const areCallsMade = acts.every((act) => isActMade(act) || !isCall(pack, act.act));
  const isClosingTried =
    row.closeReason !== null || undoneIn(row).some(({ column }) => column === "status");
  const isParentBegun =
    row.parentSetBy !== null ||
    row.victimConsulted !== null ||
    row.agencyCleared !== null ||
    acts.some((act) => undoneIn(act).some(({ refusal }) => refusal === "locked"));
  const isParentStepOpen = acts.some(
    (act) => (actOf(pack, act.act)?.telltale ?? null) !== null && !isActOver(act),
  );
  const missing = missingForParent(pack, file);
  // Open steps of cases that were merged into this one are ticked in the rows of their own case.
  const stepsOfMerged = merged.flatMap(({ case: reference }) => {
    const open = acts.filter((act) => act.case === reference && act.state === "open").length;
    return open === 0
      ? []
      : [`${same.begins}: ${open === 1 ? "1 step is" : `${open} steps are`} open in ${reference}`];
  });
  const isHoldOver = holdUntil !== null && holdEnds(holdUntil, zone) <= now;
  const isRaised = raiseLevelTo === null || row.protocols.includes(raiseLevelTo);
  const isWithdrawn = row.withdrawFactor === null || isWritten(row.withdrawReason);
  const lines: readonly (string | false | null | readonly string[])[] = [
    row.drill && "Drill: tick the steps without calling",
    inDanger(row) &&
      since !== null &&
      `${danger.begins}: not over, since ${whenWords(since, zone)}`,
    undone,
    !row.acknowledged && "Acknowledge this case",
    isParentStepOpen &&
      missing.length > 0 &&
      (areCallsMade || isParentBegun) &&
      `${parent.begins}: locked; ${missingWords(missing, 50)}`,
    row.acknowledged && asksForAge(row) && `${parent.begins}: is the student 18 or over?`,
    row.possibleMatch.map((other) => `${same.begins} as ${other}?`),
    stepsOfMerged,
    row.mainCase && `${same.begins} has an open case in the main register: ${row.mainCase}`,
    isReleasedAndOpen(row) &&
      `${closing.begins}: ${row.release ? "released" : "handed over"}, and closes once someone acknowledges ${row.releasedTo} of ${row.release ? "the main" : "the other school's"} register`,
    isHoldOver && `${hold.begins}: ended`,
    holdUntil !== null && !isHoldOver && `${hold.begins} until ${dayWords(holdUntil, zone)}`,
    isUnconfirmed(pack, row) && `${level.begins}: record which agency confirmed it`,
    !isRaised && !isWritten(row.raiseReason) && `${level.begins}: write why it is raised`,
    !isWithdrawn && `${level.begins}: write why the risk factor is withdrawn`,
    row.reviewReasons.length > 0 && `${level.begins}: see “To review”`,
    printing,
    toClose.size > 0 &&
      (areCallsMade || isClosingTried) &&
      `${closing.begins}: ${[...toClose].map((one) => closingWords[one]).join("; ")}`,
    // Nothing is missing, and someone had to agree: the last step is the contact's.
    toClose.size === 0 && row.leadAgreed && "Agreed: set Status to Closed",
    lacking(toClose.size === 0 ? Number.POSITIVE_INFINITY : 60),
    row.handedTo !== null &&
      row.handedAt === null &&
      !isReleasedAndOpen(row) &&
      `${closing.begins}: hand-over not received yet`,
    row.legalHold &&
      `${legal.begins}${isAboutStaff(row) ? ", since staff may be involved" : ""}: nothing of this case is deleted until the lead unticks it`,
    row.steppedAside !== null &&
      "Stepped aside: gets no email about the case, but can still read it here",
  ];
  return lines.flatMap((line) => line || []);
}

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
 * someone other than the lead changed the reason that the lead agreed to. `by`: who made this edit.
 */
export function isStillAgreed(before: CaseFile, after: CaseFile, by: "lead" | "another"): boolean {
  const { closeReason } = before.row;
  const isOther = closeReason !== null && closeReason !== after.row.closeReason;
  return !isAnActUndone(before, after) && (by === "lead" || !isOther);
}

/** Why a case cannot be closed. `reason-below-protocols`: "no reasonable suspicion" cannot close a case whose level has a protocol. */
const closingRefusals = [
  "reason-needed",
  "reason-below-protocols",
  "reason-words-needed",
  "next-school-needed",
  "duty-open",
  "agreement-needed",
] as const;

type ClosingRefusal = (typeof closingRefusals)[number];

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
function openForClosing(file: CaseFile): Set<ClosingRefusal> {
  const missing = missingForClosing(file);
  const { readBy, leadAgreed } = file.row;
  if (readBy !== null && !leadAgreed) missing.add("agreement-needed");
  return missing;
}

/** The undone inputs that the case still says. What kept it from being closed is said only while it still does. */
export function undoneShown(file: CaseFile): readonly Undone[] {
  const missing = openForClosing(file);
  return undoneIn(file.row).filter(({ refusal }) => {
    const closing = closingRefusals.find((one) => one === refusal);
    return closing === undefined || missing.has(closing);
  });
}
