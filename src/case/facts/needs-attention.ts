/**
 * The column "Needs attention" of a case: what is open, and what is missing before something can be done. Also what keeps a case from being
 * closed. A line begins with the words of a block of columns (`matters` in `register/case-columns.ts`), and people answer it in that block.
 * Never student data. Pure.
 */

import { packOfCase } from "../../protocol/find-pack";
import {
  actOf,
  isDuty,
  isUnconfirmed,
  levelHasProtocol,
  levelRank,
  lowestLevel,
  meansVictim,
  roleOf,
} from "../../protocol/pack-queries";
import type { CloseReason } from "../../register/columns";
import { type CaseRow, type ChecklistRow, matters, tabs } from "../../register/tabs";
import { isWritten } from "../../text";
import { dayWords, type Moment, whenWords } from "../../time";
import { undoneIn, undoneLine } from "../edits/typed-inputs";
import { holdEnds } from "../steps/deadlines";
import { type CaseFile, isActMade, isActOver } from "./case-file";
import { inDanger } from "./danger";
import { asksForAge, parentConditions } from "./parent-and-staff";

/**
 * How many conditions are still missing before the steps that a parent would notice are unlocked. Null if no such step is left to do, or
 * nothing is missing.
 */
function parentLine(file: CaseFile): string | null {
  const pack = packOfCase(file.row);
  const waits = file.acts.some(
    (act) => (actOf(pack, act.act)?.telltale ?? null) !== null && !isActOver(act),
  );
  const conditions = parentConditions(pack, file);
  const missing = conditions.filter(({ holds }) => !holds).length;
  if (!waits || missing === 0) return null;
  return `: locked, ${missing} of ${conditions.length} things still needed`;
}

/** When law enforcement's hold ends, or that it has ended; null if there is none. */
function holdLine({ holdUntil }: CaseRow, { now, zone }: Moment): string | null {
  if (holdUntil === null) return null;
  return holdEnds(holdUntil, zone) <= now ? ": ended" : ` until ${dayWords(holdUntil, zone)}`;
}

/** Open steps of cases that were merged into this one. They are ticked in the rows of their own case. */
function stepsOfMerged({ acts, merged = [] }: CaseFile): readonly string[] {
  return merged.flatMap(({ case: reference }) => {
    const open = acts.filter((act) => act.case === reference && act.state === "open").length;
    if (open === 0) return [];
    return [`: ${open === 1 ? "1 step is" : `${open} steps are`} open in ${reference}`];
  });
}

/** What is missing before the case can be closed, after "Closing: "; null if nothing is. */
function closingLine(file: CaseFile): string | null {
  const open = openDuties(file).length;
  // A sealed case needs two people to close it, whatever its level.
  const isSealed = file.row.readBy !== null;
  const words: Readonly<Record<ClosingRefusal, string>> = {
    "reason-needed": "finish every step, or choose a reason",
    "reason-below-protocols": "another reason, since a protocol applies",
    "duty-open": open === 1 ? "1 call or report is open" : `${open} calls or reports are open`,
    "reason-words-needed": "write in Notes why",
    "agreement-needed": isSealed
      ? "the other reader, if there is one, has to agree"
      : "the district lead has to agree",
  };
  const refusals = new Set(missingForClosing(file));
  if (isSealed && !file.row.leadAgreed) refusals.add("agreement-needed");
  const missing = [...refusals].map((refusal) => words[refusal]);
  return missing.length === 0 ? null : `: ${missing.join("; ")}`;
}

/** The title of a column by its key in `undoneIn`, with the title of its tab if that is not Cases. */
function headerOf(column: string): string {
  const [key = "", tab] = column.split(".").reverse();
  const found = Object.values(tabs).find(({ id }) => id === (tab ?? "cases"));
  const header = found?.columns.find((one) => one.key === key)?.header ?? key;
  return tab === undefined ? header : `${found?.title ?? tab}, ${header}`;
}

/**
 * The lines of "Needs attention", most pressing first. A closed case has at most the lines about printing and about inputs that were
 * undone.
 */
export function openMatters(file: CaseFile, moment: Moment): readonly string[] {
  const { row } = file;
  const { raiseLevelTo, withdrawFactor, dangerSince, handedTo, handedAt } = row;
  const line = (isSaid: boolean, words: string) => (isSaid ? words : null);
  const of = ({ begins }: { readonly begins: string }, ...lines: readonly (string | null)[]) =>
    lines.flatMap((words) => (words === null ? [] : [`${begins}${words}`]));
  // A phone does not show the notes on cells, so these lines repeat what was undone and why.
  const undone = undoneIn(row).map(({ column, refusal }) => undoneLine(headerOf(column), refusal));
  const printing = of(matters.print, line(row.print, ": the district lead prints the record"));
  if (row.status === "closed") return [...undone, ...printing];
  const isRaised = raiseLevelTo === null || row.protocols.includes(raiseLevelTo);
  const isDanger = inDanger(row) && dangerSince !== null;
  return [
    ...(row.drill ? ["Drill: tick the steps without calling"] : []),
    ...of(
      matters.danger,
      isDanger ? `: not over, since ${whenWords(dangerSince, moment.zone)}` : null,
    ),
    ...undone,
    ...(row.acknowledged ? [] : ["Not acknowledged yet"]),
    ...of(matters.parent, parentLine(file), line(asksForAge(row), ": is the student 18 or over?")),
    ...of(
      matters.same,
      ...row.possibleMatch.map((other) => ` as ${other}?`),
      ...stepsOfMerged(file),
      row.mainCase && ` has an open case in the main register: ${row.mainCase}`,
    ),
    ...of(matters.hold, holdLine(row, moment)),
    ...of(
      matters.level,
      line(isUnconfirmed(packOfCase(row), row), ": record which agency confirmed it"),
      line(!isRaised && !isWritten(row.raiseReason), ": write why it is raised"),
      line(
        withdrawFactor !== null && !isWritten(row.withdrawReason),
        ": write why the risk factor is withdrawn",
      ),
      line(row.reviewReasons.length > 0, ": see “To review”"),
    ),
    ...printing,
    ...of(
      matters.closing,
      closingLine(file),
      line(handedTo !== null && handedAt === null, ": hand-over not received yet"),
    ),
    ...(row.steppedAside === null
      ? []
      : ["Stepped aside: gets no email about the case, but can still read it here"]),
  ];
}

/** Added to the urgency of a case in danger: more than the rank of any level. */
const dangerWeighs = 1_000;

/**
 * Cells that follow from the rest of the row: what needs attention, who has the case, and a number that sorts the most serious cases first.
 */
export function firstScreenCells(
  file: CaseFile,
  moment: Moment,
): Pick<CaseRow, "openMatters" | "hasIt" | "urgency"> {
  const { row } = file;
  const rank = levelRank(packOfCase(row), row.level);
  return {
    openMatters: openMatters(file, moment),
    hasIt: row.assignedTo ?? row.contact,
    urgency: rank + (inDanger(row) ? dangerWeighs : 0),
  };
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

/** The steps that the law requires (`duty` in the pack). */
function dutiesOf({ row, acts }: CaseFile): readonly ChecklistRow[] {
  const pack = packOfCase(row);
  return acts.filter(({ act }) => isDuty(pack, act));
}

/** Steps required by law that are not done yet: neither ticked nor recorded as made by someone else. */
export function openDuties(file: CaseFile): readonly ChecklistRow[] {
  return dutiesOf(file).filter((act) => !isActMade(act));
}

/** Whether someone wrote why, in the notes of the case or in the notes of its review step. */
function saysWhy({ row, acts }: CaseFile): boolean {
  const pack = packOfCase(row);
  const review = acts.filter(({ act }) => roleOf(pack, act) === "review");
  return isWritten(row.notes) || review.some(({ notes }) => isWritten(notes));
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
type ClosingRefusal =
  | "reason-needed"
  | "reason-below-protocols"
  | "reason-words-needed"
  | "duty-open"
  | "agreement-needed";

/** Every rule that keeps the case from being closed now (design 2.13); the one to take care of first comes first. */
function missingForClosing(file: CaseFile): readonly ClosingRefusal[] {
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
  // "Already made" is only someone's word that another person called: the lead has to agree to rely on it.
  const isClaimed = dutiesOf(file).some((act) => !act.done && (isActMade(act) || isReasonKnown));
  const asksLead = (isReasonKnown && !isFinished) || isClaimed || meansVictim(pack, row);
  if (asksLead && !leadAgreed) missing.push("agreement-needed");
  return missing;
}

/** The first rule that keeps the case from being closed now; null if it can be closed. */
export const refusalOfClosing = (file: CaseFile): ClosingRefusal | null =>
  missingForClosing(file)[0] ?? null;
