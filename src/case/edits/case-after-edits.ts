/**
 * What follows from the accepted edits of a case for the case itself: who is responsible, which factors count, its status, its repeating
 * steps, its checklist. Pure.
 */

import {
  type DirectoryReason,
  directoryReasonWords,
  recipientsOfReport,
} from "../../district/find-people";
import { union } from "../../lists";
import { packOfCase } from "../../protocol/find-pack";
import type { FactorId } from "../../protocol/ids";
import { actOf, everyDays, repetitionOf } from "../../protocol/pack-queries";
import type { Column } from "../../register/columns";
import { registerKinds } from "../../register/register-kinds";
import { acceptedText } from "../../register/row-state";
import {
  type CaseRow,
  type ChecklistRow,
  caseColumns,
  checklistColumns,
} from "../../register/tabs";
import type { Run } from "../../run";
import { isWritten } from "../../text";
import { addDays, hourMs, startOfDay } from "../../time";
import { handedOn } from "../assignment/hand-over";
import { withHoldOfAll } from "../cells/case-cells";
import { type CaseFile, isActOver, keepOwn } from "../facts/case-file";
import { recordRaiser } from "../facts/combined-facts";
import { areActsFinished, isClosingReasonGone, openMatters } from "../facts/needs-attention";
import { withOwnerReason } from "../facts/parent-and-staff";
import { type ReviewReason, reasonsIn, reviewReasonCells } from "../facts/review-reasons";
import { contextOfCase } from "../lifecycle/open-case";
import {
  isRaisedNow,
  type ReassessedCase,
  raiseLevelByHand,
  reassessCase,
  reopenCase,
  withDerivedCells,
} from "../lifecycle/reassess-case";
import { fitChecklist } from "../steps/checklist";
import type { ReconciledCase } from "./reconcile-case";
import { type Undone, undoneIn, undoneLines } from "./typed-inputs";
import type { EditRun } from "./who-may-act";

/** The case in which the ticked steps that repeat are open again and due next time. In a closed case they are not. */
export function withNextTurns(
  file: CaseFile,
  ticked: readonly ChecklistRow[],
  { directory, now, zone }: Run,
): CaseFile {
  const pack = packOfCase(file.row);
  const keys = new Set(ticked.map((act) => act.row));
  const turned = file.acts.flatMap((act) => {
    const again = repetitionOf(actOf(pack, act.act));
    if (!keys.has(act.row) || again === null) return [];
    return [{ act, as: again.as, days: everyDays(again, directory.settings) }];
  });
  if (turned.length === 0 || file.row.status === "closed") return file;
  // The same time of day, even if clocks change in between.
  const due = new Map(turned.map(({ act, days }) => [act.row, addDays(now, days, zone)]));
  const acts = file.acts.map((act): ChecklistRow => {
    const next = due.get(act.row);
    return next === undefined ? act : { ...act, done: false, state: "open", due: next };
  });
  const contact = turned.find(({ as }) => as === "check-in");
  // The cell holds a day. With an hour in it, it would be read back as something that a person typed.
  const nextCheckIn =
    contact === undefined
      ? file.row.nextCheckIn
      : addDays(startOfDay(now, zone), contact.days, zone);
  return { ...file, row: { ...file.row, nextCheckIn }, acts };
}

/** The case, opened again if it was closed and someone set another status or took back something that let it be closed. */
function reopenedByEdit(before: CaseFile, file: CaseFile): CaseFile {
  const { row } = file;
  if (before.row.status !== "closed") return file;
  if (row.status === "closed" && !isClosingReasonGone(before, file)) return file;
  const status = row.status === "closed" ? "open" : row.status;
  return { ...file, row: { ...reopenCase({ ...row, status: "closed" }), status } };
}

/**
 * Which undone inputs a row shows from now on: all those of this edit; and each earlier one until that input is accepted, the step is done
 * or, once an hour has passed, any other input of the row is accepted. Until then a person who kept typing can still read it.
 */
function undoneAfter(
  row: CaseRow | ChecklistRow,
  weighed: ReconciledCase["weighed"],
  now: number,
): readonly Undone[] {
  const isOfAct = "row" in row;
  const key = (isOfAct ? row.row : row.case) ?? "";
  const own = weighed.filter((one) => (one.tab === "checklist") === isOfAct && one.key === key);
  const isTaken = own.some(({ refusal }) => refusal === null);
  const isAnswered = isOfAct && isActOver(row);
  const isOver = (undone: Undone) =>
    own.some(({ column }) => column.key === undone.column) ||
    (isTaken && (isAnswered || now - undone.at >= hourMs));
  return [
    ...undoneIn(row).filter((one) => !isOver(one)),
    ...own.flatMap(({ column, refusal }) =>
      refusal === null ? [] : [{ column: column.key, refusal, at: now }],
    ),
  ];
}

/** The case with all its inputs marked as accepted, after all edits were checked. */
function accepted(file: CaseFile, found: ReconciledCase, run: EditRun): CaseFile {
  const { row, acts, beside } = file;
  const [reader = null] = registerKinds[run.register].audience ?? [];
  // If the hidden state was lost, nothing says who acknowledged the case.
  const unproven = {
    acknowledgedBy: null,
    acknowledgedAt: null,
    readBy: row.readBy ?? reader,
    reviewReasonIds: reasonsIn(row),
    excluded: union(row.excluded, [...run.excluded]),
  };
  const state = (columns: readonly Column[], one: CaseRow | ChecklistRow) => ({
    accepted: acceptedText(columns, one),
    undone: undoneLines(undoneAfter(one, found.weighed, run.now)),
    stateLost: false,
  });
  const taken = (act: ChecklistRow) => ({ ...act, ...state(checklistColumns(), act) });
  return {
    ...file,
    row: { ...row, ...(row.stateLost ? unproven : {}), ...state(caseColumns(), row) },
    acts: acts.map(taken),
    ...(beside === undefined ? {} : { beside: beside.map(taken) }),
  };
}

/** The case with its checklist brought up to date, and with its level raised if a person says so. */
function fitted(turned: CaseFile, run: EditRun): ReassessedCase {
  const same = (file: CaseFile): ReassessedCase => ({ file, rise: null, newActs: [] });
  // The steps of a merged case count in the other case.
  if (turned.row.mergedInto !== null) {
    const row = { ...turned.row, openMatters: openMatters(turned, run) };
    return same({ ...turned, row });
  }
  const context = contextOfCase(turned.row, run);
  const knowledge = raiseLevelByHand(turned);
  if (knowledge === null) {
    return same(withDerivedCells(fitChecklist(turned, context), turned, run));
  }
  const raised = { ...recordRaiser(reopenCase(turned.row), run.who), ...knowledge };
  const row = keepOwn(turned.row, raised);
  return reassessCase(turned, { ...turned, row }, { report: null }, isRaisedNow(context));
}

/** Review reasons that come from the school, and so may change with it. */
const ofSchool: readonly ReviewReason[] = [
  "school-not-answered",
  "school-not-listed",
  "school-unknown",
  // The cast holds: the keys of the words are the reasons.
  ...(Object.keys(directoryReasonWords) as DirectoryReason[]),
];

/** The case with the review reasons of its new school, if the school was changed. `now`: milliseconds UTC. */
function withSchoolReasons(before: CaseRow, row: CaseRow, run: Run): CaseRow {
  const { directory, now, register } = run;
  // A sealed case never goes to a school's contacts.
  if (before.school === row.school || registerKinds[register].audience !== null) return row;
  const { reasons } = recipientsOfReport(directory, row.school, now);
  const stays = row.reviewReasonIds.filter((id) => !ofSchool.some((one) => one === id));
  return { ...row, ...reviewReasonCells(union(stays, reasons)) };
}

/**
 * The factor that the lead withdraws in this edit; null for none. It takes a reason. The factor stays on record and no longer counts;
 * level, protocols and what was done stay as they are. If a later report names the factor, it counts again, since someone has seen it
 * again.
 */
function withdrawnNow(before: CaseRow, row: CaseRow): FactorId | null {
  const { withdrawFactor: factor, withdrawReason, factors } = row;
  const isSame = before.withdrawFactor === factor && isWritten(before.withdrawReason);
  const isDue = factor !== null && !isSame && isWritten(withdrawReason) && factors.includes(factor);
  return isDue ? factor : null;
}

/**
 * What follows from accepted edits, in this order. Returns: `giving`, who has the case now and who is told; `withdrawn`, the factor that
 * was withdrawn, or null; `accepted`, the case with all inputs accepted and its checklist not brought up to date yet; `reassessed`, the
 * case with its checklist brought up to date.
 */
export function followUp(found: ReconciledCase, run: EditRun) {
  const before = found.before.row;
  const giving = handedOn(before, found.file.row, run);
  const withdrawn = withdrawnNow(before, giving.row);
  const { factors, withdrawnFactors } = giving.row;
  const counts: CaseRow = {
    ...giving.row,
    factors: factors.filter((id) => id !== withdrawn),
    withdrawnFactors: withdrawn === null ? withdrawnFactors : union(withdrawnFactors, [withdrawn]),
  };
  const row = withOwnerReason(withSchoolReasons(before, counts, run));
  const held = withHoldOfAll(keepOwn(before, row), found.file.merged ?? []);
  const typed: CaseFile = { ...found.file, row: held };
  // Whether the case opens again depends on the steps that it has now, not on a step that only this version of the protocol would add.
  const open = held.mergedInto === null ? reopenedByEdit(found.before, typed) : typed;
  const turned = withNextTurns(open, found.ticked, run);
  const { status, closeReason } = turned.row;
  // A case that was closed with every step finished gets that as its reason, if no one chose one.
  const isFinished = status === "closed" && closeReason === null && areActsFinished(turned);
  const reason = isFinished ? "all-acts-finished" : closeReason;
  const last = accepted({ ...turned, row: { ...turned.row, closeReason: reason } }, found, run);
  const taken = { ...last, row: keepOwn(held, last.row) };
  return { giving, withdrawn, accepted: taken, reassessed: fitted(taken, run) };
}
