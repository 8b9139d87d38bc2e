/**
 * What follows from the accepted edits of a case for the case itself: who is responsible, which factors count, its status, its repeating
 * steps, its checklist. Pure.
 */

import { type CaseFile, isActOver, keepOwn } from "../case/facts/case-file";
import {
  areActsFinished,
  isClosingReasonGone,
  refusalOfClosing,
} from "../case/facts/closing-rules";
import { isDrillOfStudent } from "../case/facts/drill-facts";
import { openMatters } from "../case/facts/needs-attention";
import { isAboutStaff, withOwnerReason } from "../case/facts/parent-and-staff";
import { type ReviewReason, reasonsIn, reviewReasonCells } from "../case/facts/review-reasons";
import { type Undone, undoneIn } from "../case/facts/why-edits-are-undone";
import { leadOf, personAsked, whoIsResponsible } from "../case/people/responsible-person";
import { fitChecklist } from "../case/steps/checklist";
import { notMade } from "../case/steps/step-state";
import { type CaseRow, type ChecklistRow, caseTabs } from "../case/tabs/case-tabs";
import type { DirectoryReason } from "../district/find-people";
import { directoryReasonWords, recipientsOfReport } from "../district/find-people";
import { union } from "../lists";
import { packOfCase } from "../protocol/find-pack";
import { actOf, everyDays, repetitionOf } from "../protocol/pack-queries";
import type { Column } from "../register/columns";
import { acceptedText } from "../register/row-state";
import { isSealedRegister, kindOf } from "../registers/kinds";
import type { Run } from "../run";
import { isWritten } from "../text";
import { addDays, hourMs, startOfDay } from "../time";
import type { ReconciledCase } from "./accept-or-undo-edits";
import { readersOfCase } from "./cell-rules";
import { handedOn } from "./hand-over";
import { contextOfCase } from "./open-case";
import {
  contextRaisedNow,
  type ReassessedCase,
  raiseLevelByHand,
  reassessCase,
  reopenCase,
  withDerivedCells,
  withoutAcknowledgement,
} from "./reassess-case";
import { withHoldOfAll } from "./what-becomes-of-cells";
import type { EditRun } from "./who-may-act-on-a-case";

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
  const acts = file.acts.map((act): ChecklistRow => {
    const next = turned.find((one) => one.act.row === act.row);
    if (next === undefined) return act;
    // The same time of day, even if clocks change in between.
    return { ...act, done: false, state: "open", due: addDays(now, next.days, zone) };
  });
  const contact = turned.find(({ as }) => as === "check-in");
  // The cell holds a day. With an hour in it, it would be read back as something that a person typed.
  const nextCheckIn =
    contact === undefined
      ? file.row.nextCheckIn
      : addDays(startOfDay(now, zone), contact.days, zone);
  return { ...file, row: { ...file.row, nextCheckIn }, acts };
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
  const [reader = null] = kindOf(run.register).audience ?? [];
  // If the hidden state was lost, nothing says who acknowledged the case.
  const unproven = {
    acknowledgedBy: null,
    acknowledgedAt: null,
    readBy: row.readBy ?? reader,
    reviewReasonIds: reasonsIn(row),
    legalHold: row.legalHold || isAboutStaff(row),
    excluded: union(row.excluded, [...run.excluded]),
  };
  const state = (columns: readonly Column[], one: CaseRow | ChecklistRow) => ({
    accepted: acceptedText(columns, one),
    undone: undoneAfter(one, found.weighed, run.now),
    stateLost: false,
  });
  const taken = (act: ChecklistRow) => ({ ...act, ...state(caseTabs.checklist.columns, act) });
  return {
    ...file,
    row: { ...row, ...(row.stateLost ? unproven : {}), ...state(caseTabs.cases.columns, row) },
    acts: acts.map(taken),
    ...(beside === undefined ? {} : { beside: beside.map(taken) }),
  };
}

/** Review reasons that come from the school, and so may change with it. */
const ofSchool: readonly ReviewReason[] = [
  "school-not-answered",
  "school-not-listed",
  "school-unknown",
  // The cast holds: the keys of the words are the reasons.
  ...(Object.keys(directoryReasonWords) as DirectoryReason[]),
];

/**
 * The case of a drill as a real case, because someone wrote a student into it or raised its level (design 2.17). It begins now: it is open,
 * no one has acknowledged it, and no step is done, since a drill's calls are ticked without calling.
 */
function asRealCase({ row, acts, ...rest }: CaseFile, run: EditRun): CaseFile {
  const { now } = run;
  const later = now - (row.opened ?? now);
  const asked = personAsked(row, run);
  const real: CaseRow = {
    ...withoutAcknowledgement(reopenCase(row)),
    ...reviewReasonCells(union(row.reviewReasonIds, ["drill-made-real"])),
    drill: false,
    opened: now,
    changedAt: now,
    asked: [],
    contact: whoIsResponsible({ ...row, assignedTo: null }, run).email,
    told: { role: asked.role, at: now, email: asked.email },
  };
  const anew = acts.map(
    (act): ChecklistRow => ({
      ...act,
      ...notMade,
      coveredBy: null,
      calledAt: null,
      attempts: 0,
      due: act.due === null ? null : act.due + later,
    }),
  );
  return { ...rest, row: real, acts: anew };
}

/**
 * Who is asked to agree to close the case, for as long as that agreement is all that is missing: from when someone tried to close it, or
 * as soon as a reason for closing stands there. Null if no one is. In a sealed case it is the other reader.
 */
function askedToAgree(file: CaseFile, found: ReconciledCase, run: EditRun) {
  const { row } = file;
  const isSealed = isSealedRegister(run.register);
  const missing =
    refusalOfClosing(file) ?? (isSealed && !row.leadAgreed ? "agreement-needed" : null);
  if (row.status === "closed" || row.mergedInto !== null || missing !== "agreement-needed")
    return null;
  const wants =
    row.closeReason !== null ||
    found.weighed.some(
      ({ column: { key }, refusal }) =>
        key === "status" && (refusal === missing || refusal === "other-reader-needed"),
    );
  // A lead who closes a case only has to tick the box.
  if (row.closingAsked !== null || !wants || (!isSealed && run.isLead === true))
    return row.closingAsked;
  const [other = null] = readersOfCase(row, run).filter((one) => one !== run.who);
  const reader = run.directory.people.find(({ email }) => email === other);
  const asked = isSealed ? reader : leadOf(row, run);
  if (asked === undefined || asked.email === run.who) return null;
  const by = run.isLead === null ? "" : run.who;
  return { role: asked.role, at: run.now, email: asked.email, by };
}

/**
 * What follows from accepted edits, in this order. Returns: `giving`, who has the case now and who is told; `withdrawn`, the factor that
 * was withdrawn, or null; `accepted`, the case with all inputs accepted and its checklist not brought up to date yet; `reassessed`, the
 * case with its checklist brought up to date, and with its level raised if a person says so.
 */
export function followUp(found: ReconciledCase, run: EditRun) {
  const before = found.before.row;
  const giving = handedOn(before, found.file.row, run);
  let { row } = giving;

  // The factor that the lead withdraws in this edit. It takes a reason. The factor stays on record and no longer counts; level, protocols
  // and what was done stay as they are. If a later report names the factor, it counts again, since someone has seen it again.
  const { withdrawFactor: factor, withdrawReason: why, factors, withdrawnFactors } = row;
  const isSame = before.withdrawFactor === factor && isWritten(before.withdrawReason);
  const isWithdrawn = factor !== null && !isSame && isWritten(why) && factors.includes(factor);
  const withdrawn = isWithdrawn ? factor : null;
  if (withdrawn !== null) {
    const counting = factors.filter((id) => id !== withdrawn);
    row = { ...row, factors: counting, withdrawnFactors: union(withdrawnFactors, [withdrawn]) };
  }
  // The review reasons of its new school, if the school was changed. A sealed case never goes to a school's contacts.
  if (before.school !== row.school && !isSealedRegister(run.register)) {
    const { reasons } = recipientsOfReport(run.directory, row.school, run.now);
    const stays = row.reviewReasonIds.filter((id) => !ofSchool.some((one) => one === id));
    row = { ...row, ...reviewReasonCells(union(stays, reasons)) };
  }
  row = withHoldOfAll(keepOwn(before, withOwnerReason(row)), found.file.merged ?? []);
  const typed: CaseFile = { ...found.file, row };

  // A closed case opens again if someone set another status, or took back something that let it be closed. That depends on the steps that
  // it has now, not on a step that only this version of the protocol would add.
  let open = typed;
  const isClosed = row.status === "closed";
  const isBack = before.status === "closed" && row.mergedInto === null;
  if (isBack && (!isClosed || isClosingReasonGone(found.before, typed))) {
    const status = isClosed ? "open" : row.status;
    open = { ...typed, row: { ...reopenCase({ ...row, status: "closed" }), status } };
  }
  if (isDrillOfStudent(open.row)) open = asRealCase(open, run);
  const turned = withNextTurns(open, found.ticked, run);
  const { status, closeReason } = turned.row;
  // A case that was closed with every step finished gets that as its reason, if no one chose one.
  const isFinished = status === "closed" && closeReason === null && areActsFinished(turned);
  const reason = isFinished ? "all-acts-finished" : closeReason;
  const last = accepted({ ...turned, row: { ...turned.row, closeReason: reason } }, found, run);
  const closingAsked = askedToAgree(last, found, run);
  const taken = { ...last, row: { ...keepOwn(row, last.row), closingAsked } };
  return { giving, withdrawn, accepted: taken, reassessed: fitted(taken, run) };
}

/** The case with its checklist brought up to date, and with its level raised if a person says so. */
function fitted(file: CaseFile, run: EditRun): ReassessedCase {
  const { row } = file;
  const unchanged = { rise: null, newActs: [] };
  // The steps of a merged case count in the other case.
  if (row.mergedInto !== null)
    return {
      ...unchanged,
      file: { ...file, row: { ...row, openMatters: openMatters(file, run) } },
    };
  const context = contextOfCase(row, run);
  const knowledge = raiseLevelByHand(file);
  if (knowledge === null)
    return { ...unchanged, file: withDerivedCells(fitChecklist(file, context), file, run) };
  const who = run.who.includes("@") ? run.who : "";
  const raisedBy = [...row.raisedBy, { level: row.raiseLevelTo ?? "", who }];
  const raised = keepOwn(row, { ...reopenCase(row), ...knowledge, raisedBy });
  return reassessCase(file, { ...file, row: raised }, { report: null }, contextRaisedNow(context));
}
