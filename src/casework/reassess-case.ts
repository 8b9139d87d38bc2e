/**
 * Works out level, protocols, calls and checklist of a case again after something was added to it: a report, an answer, a merge. Also which
 * approvals end with that. Pure.
 */

import type { ActivityLine } from "../activity";
import {
  actKey,
  type CaseFile,
  emptied,
  everyAct,
  isActMade,
  isActOver,
  isStepMade,
  keepOwn,
  ownRow,
} from "../case/facts/case-file";
import { referenceOfCase } from "../case/facts/case-reference";
import { type Rise, riseBetween } from "../case/facts/combined-facts";
import { inDanger, isNewDanger, isOfDanger } from "../case/facts/danger";
import { openMatters } from "../case/facts/needs-attention";
import { reasonsIn, reviewReasonCells } from "../case/facts/review-reasons";
import { peopleToldInDanger, personAsked } from "../case/people/responsible-person";
import { fitChecklist, givenRow } from "../case/steps/checklist";
import { type CaseContext, dueOf, writtenReportDue } from "../case/steps/deadlines";
import { listSteps } from "../case/steps/listed-steps";
import { checklistInput } from "../case/steps/step-state";
import { type CaseRow, type ChecklistRow, caseTabs } from "../case/tabs/case-tabs";
import { leftByClosed } from "../case/tabs/words-in-cells";
import type { Report } from "../form/report";
import { messageOfCase } from "../messages/messages";
import type { Act } from "../protocol/build-checklist";
import { buildChecklist, reviewAct, updateCall, withAllDangers } from "../protocol/build-checklist";
import { classify } from "../protocol/classify";
import { packOfCase } from "../protocol/find-pack";
import {
  actOf,
  everyDays,
  levelHasProtocol,
  levelRank,
  lowestLevel,
  protocolsOf,
  repetitionOf,
} from "../protocol/pack-queries";
import { levelSentences } from "../protocol/why-a-level";
import type { Value } from "../register/columns";
import { readAccepted } from "../register/row-state";
import type { QueuedMessage } from "../registers/change";
import { isWritten } from "../text";
import { addDays, type Moment, minuteMs, startOfDay } from "../time";
import { acceptedTextAfter } from "./find-edits";
import type { EditRun } from "./who-may-act-on-a-case";

/** In danger, a step that is due at once counts as due for this long (milliseconds) and then as late, whatever the district has set. */
const nowInDanger = 15 * minuteMs;

/** Added to the urgency of a case in danger: more than the rank of any level. */
const dangerWeighs = 1_000;

/** The row as the script has changed it, so that the change is not taken for an edit. */
export const asWritten = (before: CaseRow, after: CaseRow): CaseRow => ({
  ...after,
  accepted: acceptedTextAfter(caseTabs.cases.columns, before, after),
});

/**
 * The case with the cells that follow from others brought up to date: deadlines, "Needs attention", sentences, the hidden accepted inputs.
 * `before`: the case as it was read; null for a new one. An edit that was typed and not taken in yet is still found as an edit afterwards.
 */
export function withDerivedCells(
  file: CaseFile,
  before: CaseFile | null,
  moment: Moment,
): CaseFile {
  const known = new Map((before === null ? [] : everyAct(before)).map((act) => [act.row, act]));
  const pack = packOfCase(file.row);
  const isDanger = inDanger(file.row);
  const typed = acceptedTextAfter(caseTabs.cases.columns, before?.row, file.row);
  // "Closed" does not count until that edit was taken in: the clock would otherwise skip the case.
  const isClosed = readAccepted(typed)["status"] === "closed";
  // A closed row asks for no check-in, and has the day of its step again once it is open. A merged one keeps its day, in case the merge is
  // undone.
  const isBack = !isClosed && file.row.closedAt !== null && file.row.nextCheckIn === null;
  const turns = file.acts.flatMap(({ act, state, due }) =>
    repetitionOf(actOf(pack, act))?.as === "check-in" && state !== "done" ? (due ?? []) : [],
  );
  const isQuiet = isClosed && file.row.mergedInto === null && file.row.nextCheckIn !== null;
  const changed = isQuiet || (isBack && turns.length > 0);
  const day = isQuiet || turns.length === 0 ? null : startOfDay(Math.min(...turns), moment.zone);
  const shown = changed ? emptied(file.row, { nextCheckIn: day }) : file.row;
  const accepted = changed ? acceptedTextAfter(caseTabs.cases.columns, before?.row, shown) : typed;
  const derived = (isLeftOut: boolean, act: ChecklistRow): ChecklistRow => ({
    ...act,
    lateFrom:
      isDanger && act.due !== null && act.lateFrom !== null
        ? Math.min(act.lateFrom, act.due + nowInDanger)
        : act.lateFrom,
    // The views of open steps leave these rows out.
    closed: isLeftOut && !isActOver(act) ? leftByClosed : null,
    accepted: acceptedTextAfter(caseTabs.checklist.columns, known.get(act.row), act),
  });
  const acts = file.acts.map((act) => derived(isClosed, act));
  const beside = file.beside?.map((act) => derived(true, act));
  const open = isClosed ? [] : acts.filter(({ state, due }) => state === "open" && due !== null);
  const dues = open.flatMap(({ due }) => due ?? []);
  const lates = open.flatMap(({ lateFrom, due }) => lateFrom ?? due ?? []);
  const row = {
    ...shown,
    ...reviewReasonCells(reasonsIn(file.row)),
    nextDue: dues.length === 0 ? null : Math.min(...dues),
    lateFrom: lates.length === 0 ? null : Math.min(...lates),
    closedAt: isClosed ? (file.row.closedAt ?? moment.now) : null,
    accepted,
    hasIt: file.row.assignedTo ?? file.row.contact,
    urgency: levelRank(pack, file.row.level) + (isDanger ? dangerWeighs : 0),
    steps: listSteps(file.row, [...acts, ...(beside ?? [])]),
  };
  const sentences = levelSentences(pack, { ...row, raises: row.raisedBy });
  const whole = { ...file, row: { ...row, ...sentences }, acts, ...(beside && { beside }) };
  return { ...whole, row: { ...whole.row, openMatters: openMatters(whole, moment) } };
}

/** The case after the script changed these cells of its row. They are the case's own cells, not those of cases that were merged into it. */
export function withCellsChanged(file: CaseFile, row: CaseRow, moment: Moment): CaseFile {
  return withDerivedCells({ ...file, row: keepOwn(file.row, row) }, file, moment);
}

/** The step of reading the report and talking it over, for a report that by itself reaches no protocol; none for any other. */
export function reviewActs(row: CaseRow, report: Report, context: CaseContext) {
  const { pack } = context;
  if (levelHasProtocol(pack, classify(pack, report).level)) return [];
  return [reviewAct(pack, checklistInput(context, row))];
}

/** The case with the day of its first check-in, if a step asks for check-ins and no day is set. */
export function withCheckIn(file: CaseFile, context: CaseContext): CaseFile {
  const today = startOfDay(context.now, context.zone);
  const [first] = file.acts.flatMap(({ act, state, due }) => {
    const again = repetitionOf(actOf(context.pack, act));
    if (again?.as !== "check-in" || state === "done") return [];
    return [due ?? addDays(today, everyDays(again, context), context.zone)];
  });
  if (first === undefined || file.row.nextCheckIn !== null) return file;
  return { ...file, row: { ...file.row, nextCheckIn: startOfDay(first, context.zone) } };
}

/**
 * The case with repeating steps due sooner if the higher level asks for that: a student who is now thought to be a victim is seen on the
 * next school day. `before`: the case with the level by which the later time was set.
 */
function withSoonerTurns(before: CaseFile, file: CaseFile, context: CaseContext): CaseFile {
  const { pack, zone } = context;
  const [had, has] = [before, file].map(({ row, acts }) => {
    const list = buildChecklist(pack, checklistInput(context, row, acts));
    return new Map(list.map((act) => [act.act, act]));
  });
  let { nextCheckIn } = file.row;
  const acts = file.acts.map((row): ChecklistRow => {
    const act = has?.get(row.act ?? "");
    const isSooner = act !== undefined && act.due !== null && had?.get(act.act)?.due === null;
    if (!isSooner || act.repeats === null || row.due === null) return row;
    const due = Math.min(row.due, dueOf(act, context) ?? row.due);
    if (nextCheckIn !== null && repetitionOf(act)?.as === "check-in")
      nextCheckIn = Math.min(nextCheckIn, startOfDay(due, zone));
    return due === row.due ? row : { ...row, due, lateFrom: null };
  });
  return { ...file, row: { ...file.row, nextCheckIn }, acts };
}

/** What is added to a case. */
interface News {
  /** The report that brings it; null for a merge or a person. */
  readonly report: Report | null;
  /** Whether the first agency has to be called again even if the case did not rise. */
  readonly callsAgain?: boolean;
  /** Whether it is another report of a danger about which people are being asked. */
  readonly dangerAgain?: boolean;
  /** Whose the further calls are. Left out: its own. */
  readonly brings?: Brings;
}

/** Whose further calls of a case are. */
interface Brings {
  /** The reference of the case that is being merged into this one; left out for anything else. */
  readonly merge?: string;
  /** The reference of the merged case that the report belongs to. The calls are rows of that case, so they follow it. */
  readonly of?: string;
}

/**
 * The case with the news added, and its checklist brought up to date. If the case rose, if danger was reported, or if `callsAgain`, the
 * first agency has to be called again, and someone has to acknowledge the case again. `before`: the case as it was read. `now`: the case
 * whose row has the news. `newActs`: the steps that are new.
 */
export function reassessCase(
  before: CaseFile,
  now: CaseFile,
  { report, callsAgain = false, dangerAgain = false, brings = {} }: News,
  context: CaseContext,
) {
  const { pack } = context;
  const known = now.row;
  const rise = riseBetween(pack, before.row, known);
  // What one of the merged cases knew may still be news to this one.
  const isOwnRise =
    brings.merge === undefined && riseBetween(pack, ownRow(before.row), ownRow(known)) !== null;
  const row = rise === null && report === null ? known : clearApprovals(known, context.now);
  const isOwn = brings.of === undefined;
  const also = report === null || !isOwn ? [] : reviewActs(row, report, context);
  let file = fitChecklist({ ...now, row }, context, also);
  const isDanger = isNewDanger(before.row, row);
  const isRaised = rise !== null || isOwnRise || callsAgain || isDanger;
  if (isRaised || dangerAgain) {
    const to = row.level ?? lowestLevel(pack);
    const news = rise ?? { from: to, to, protocols: [] };
    // Another report of a danger adds no call if one is open: that step then also names the new danger.
    const isNamed = isDanger || (dangerAgain && rise === null && !callsAgain);
    file = withUpdateCall(file, { ...news, isDanger: isNamed }, context, brings);
  }
  if (isDanger) file = withDangerCalls(file, context, brings);
  // The case was acknowledged before the news, so it has to be acknowledged again.
  if (isRaised) file = { ...file, row: withoutAcknowledgement(file.row) };
  if (rise !== null) file = withSoonerTurns(before, file, context);
  file = withDerivedCells(withCheckIn(file, context), before, context);
  const had = new Set(everyAct(before).map((act) => act.row));
  const newActs = file.acts.flatMap(({ row: key, act }) =>
    act === null || key === null || had.has(key) ? [] : [act],
  );
  return { file, rise, newActs, isRaised };
}
export type ReassessedCase = Omit<ReturnType<typeof reassessCase>, "isRaised">;

/** One more row for a step. If a merge adds it, undoing that merge removes it again. */
function oneMore(file: CaseFile, act: Act, context: CaseContext, brings: Brings): ChecklistRow {
  const { merge = null, of = referenceOfCase(file.row) } = brings;
  const rows = everyAct(file).filter((row) => row.act === act.act && row.case === of);
  // A call that only all cases together owe is a row of the whole.
  const isEvent = actOf(context.pack, act.act)?.role === "update";
  if (brings.of !== undefined && rows.length === 0 && !isEvent)
    return oneMore(file, act, context, { merge: brings.of });
  const row = actKey(of, act.act, rows.length + 1);
  const given = { row, case: of, due: dueOf(act, context), broughtBy: merge };
  return givenRow(given, act, file, context);
}

/**
 * The case in which the calls that come first in danger are owed again, if they were made before this danger was reported and not since.
 */
export function withDangerCalls(
  file: CaseFile,
  context: CaseContext,
  brings: Brings = {},
): CaseFile {
  const { pack } = context;
  const since = file.row.dangerSince ?? context.now;
  const again = buildChecklist(pack, checklistInput(context, file.row)).filter(({ act }) => {
    const rows = file.acts.filter((row) => row.act === act);
    const isDone = rows.some((row) => isOfDanger(pack, row, since));
    return actOf(pack, act)?.firstInDanger === true && isStepMade(rows, act) && !isDone;
  });
  const more = again.map((act) => oneMore(file, act, context, brings));
  return more.length === 0
    ? file
    : fitChecklist({ ...file, acts: [...file.acts, ...more] }, context);
}

/** The case with one more update call: the step by which the agency is told what is new. */
function withUpdateCall(
  file: CaseFile,
  { isDanger, from, to: level, protocols }: Rise & { readonly isDanger: boolean },
  context: CaseContext,
  brings: Brings,
): CaseFile {
  const { pack, now: due } = context;
  const { merge, of = file.row.case } = brings;
  const done = file.acts.flatMap((one) => (isActMade(one) ? (one.act ?? []) : []));
  const news = { level, from, protocols, isDanger, done };
  const act = updateCall(pack, checklistInput(context, file.row), news);
  const waiting = file.acts.filter((one) => one.act === act.act && !isActMade(one));
  const changed = (those: readonly ChecklistRow[], cells: Partial<ChecklistRow>) =>
    file.acts.map((one) => (those.includes(one) ? { ...one, ...cells } : one));
  const isOwn = ({ broughtBy: by }: ChecklistRow) => by === null || by === file.row.case;
  const open = waiting.find((one) => one.state === "open" && one.case === of && isOwn(one));
  if (open !== undefined && isDanger && merge === undefined && protocols.length === 0)
    return { ...file, acts: changed([open], { what: withAllDangers(open.what ?? "") }) };
  // If the same two cases were merged before and that merge was undone, its row is used again.
  const back = waiting.filter(({ broughtBy }) => merge !== undefined && broughtBy === merge);
  const acts =
    back.length > 0
      ? changed(back, { due, what: act.what })
      : [...file.acts, oneMore(file, act, context, brings)];
  return fitChecklist({ ...file, acts }, context);
}

/**
 * The level and protocols after a person raised the level and gave a reason. Null if nothing is to be raised: no level chosen, no reason,
 * or the protocol applies already.
 */
export function raiseLevelByHand({ row }: CaseFile) {
  const { raiseLevelTo: level, protocols } = row;
  if (level === null || !isWritten(row.raiseReason) || protocols.includes(level)) return null;
  const pack = packOfCase(row);
  return {
    level: levelRank(pack, level) > levelRank(pack, row.level) ? level : row.level,
    protocols: protocolsOf(pack).filter((id) => protocols.includes(id) || id === level),
  };
}

/**
 * The context in which a written report that a rise adds is due counted from now: the person who raises a level has learned of it now (PC
 * 11166).
 */
export function contextRaisedNow(context: CaseContext): CaseContext {
  const { due } = writtenReportDue(context.pack, context.now, context.now);
  return { ...context, writtenReportDue: due };
}

/** What the message about a more serious case says. */
export const raisedDetail = <Cause extends string>(
  { from, protocols }: Rise,
  newActs: ReassessedCase["newActs"],
  cause: Cause,
) => ({ fromLevel: from, newProtocols: protocols, newActs, cause });

/** The email that the case has become more serious: its level rose, or another case brought immediate danger. None if neither. */
export function raisedMessage(
  before: CaseRow,
  result: ReassessedCase,
  cause: "person" | "merge",
  run: EditRun,
): readonly QueuedMessage[] {
  const { row } = result.file;
  const isDanger = isNewDanger(before, row);
  const level = row.level ?? lowestLevel(packOfCase(row));
  const rise = result.rise ?? (isDanger ? { from: level, to: level, protocols: [] } : null);
  if (rise === null) return [];
  const told = isDanger ? peopleToldInDanger(row, run) : [personAsked(row, run)];
  const detail = raisedDetail(rise, result.newActs, cause);
  const about = `raised ${rise.to}`;
  return told.map(({ email: to }) =>
    messageOfCase("case-raised", detail, row, { to, now: run.now, about }),
  );
}

// Approvals end when the case changes. An agency's clearance to talk to a parent, the lead's agreement to close, and an acknowledgement
// were given for the case as it was then. A new report, a higher level, a merge or a reopening ends them.

const noAgreement = { leadAgreed: false, agreedBy: null, closingAsked: null };

/**
 * The row without the agency's clearance and without the lead's agreement, because something new is known that neither had seen. `now`:
 * milliseconds UTC, written as the time of the last change.
 */
export function clearApprovals(row: CaseRow, now: number): CaseRow {
  const noClearance = { agencyCleared: null, agencyClearedBy: null, agencyClearedAt: null };
  const isOwnOver = ownRow(row).status === "closed";
  const ended = emptied(row, isOwnOver ? noClearance : { ...noClearance, ...noAgreement });
  return { ...ended, ...noAgreement, changedAt: now };
}

/** The row as not acknowledged, so that someone is asked to acknowledge the case again. */
export function withoutAcknowledgement(row: CaseRow): CaseRow {
  return emptied(row, { acknowledged: false, acknowledgedBy: null, acknowledgedAt: null });
}

/** A closed row, opened again without its reason for closing and without the lead's agreement. An open row is returned unchanged. */
export function reopenCase(row: CaseRow): CaseRow {
  return row.status === "closed"
    ? { ...row, ...noAgreement, closeReason: null, status: "open" }
    : row;
}

/** The line for Activity that says that the case rose; none if `rise` is null. `now`: milliseconds UTC. */
export function risenLines(
  rise: Rise | null,
  row: CaseRow,
  { who, now }: { readonly who: string; readonly now: number },
): readonly ActivityLine[] {
  if (rise === null) return [];
  const { from, to } = rise;
  return [{ at: now, who, what: "level-raised", case: row.case, column: "level", from, to }];
}

/** The code in Activity for the system having emptied a cell, in the order in which Activity lists them. */
const endedAs = {
  acknowledged: "acknowledgement-ended",
  agencyCleared: "clearance-ended",
  leadAgreed: "agreement-ended",
  parentMayBeInvolved: "answer-ended",
  parentOverruledBy: "answer-ended",
  staffMayBeInvolved: "answer-ended",
  isAdult: "answer-ended",
  mayBeVictim: "answer-ended",
} as const;

/**
 * The lines for Activity: one for each approval or answer that `before` had and that the system emptied in `after`. `at`: milliseconds UTC.
 */
export function expiredApprovalLines(
  before: CaseRow,
  after: CaseRow,
  at: number,
): readonly ActivityLine[] {
  const isEmpty = (value: Value) => value === null || value === false;
  // The cast holds: these are the keys of that table.
  return (Object.keys(endedAs) as (keyof typeof endedAs)[]).flatMap((column) => {
    if (isEmpty(before[column]) || !isEmpty(after[column])) return [];
    const from = column === "acknowledged" ? before.acknowledgedBy : before[column];
    const line = { at, who: "automation", what: endedAs[column], case: after.case, column };
    return [{ ...line, from: String(from ?? ""), to: "" }];
  });
}
