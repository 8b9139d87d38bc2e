/**
 * Everything that the edits of a person bring about: what is accepted or put back, what follows for checklist, level, deadlines and
 * merges, and who is told. Pure: works out one change, which is then written at once.
 */

import {
  type DirectoryReason,
  directoryReasonWords,
  recipientsOfReport,
} from "../../district/find-people";
import { union } from "../../lists";
import { packOfCase } from "../../protocol/find-pack";
import type { FactorId } from "../../protocol/ids";
import type { ProtocolPack } from "../../protocol/pack";
import { actOf, everyDays, isCall, repeatOf } from "../../protocol/pack-queries";
import { say } from "../../protocol/wording";
import {
  type ActivityLine,
  type Append,
  type Change,
  joinChanges,
  noChange,
  type QueuedMessage,
  type Update,
} from "../../register/change";
import type { Column } from "../../register/columns";
import { registerKinds } from "../../register/register-kinds";
import { acceptedText } from "../../register/row-state";
import {
  type CaseRow,
  type ChecklistRow,
  caseColumns,
  checklistColumns,
  disclosureColumns,
} from "../../register/tabs";
import type { Run } from "../../run";
import { isWritten } from "../../text";
import { addDays, hourMs, startOfDay } from "../../time";
import { leadOf } from "../assignment/responsible-person";
import { withHoldOfAll } from "../cells/shown-together";
import { expiredApprovalLines, reopenCase, risenLines } from "../lifecycle/expire-approvals";
import { contextOfCase, type GrownCase, growCase, withDerivedCells } from "../lifecycle/open-case";
import { isRaisedNow, raisedMessage, raiseLevelByHand } from "../lifecycle/raise-level";
import { message } from "../messages/message";
import { type Undone, undoneIn, undoneLines } from "../model/accepted-inputs";
import { isActOver } from "../model/acts/act-completion";
import { whatWithoutAttempts } from "../model/acts/call-attempts";
import { fitChecklist } from "../model/acts/checklist";
import { type CaseFile, changeOfCase, everyAct, keepOwn } from "../model/case-file";
import { referenceOfCase } from "../model/case-reference";
import { recordRaiser } from "../model/level-words";
import {
  areActsFinished,
  isClosingReasonGone,
  leavesReporters,
  openDuties,
  openMatters,
} from "../model/open-matters";
import { type ReviewReason, reasonsIn, reviewReasonCells } from "../model/review-reasons";
import { withOwnerReason } from "../model/student-age";
import { reporterReceipts } from "../reminders/reporter-receipt";
import type { EditRun } from "./edit-run";
import { type HandedOn, handedOn } from "./handed-on";
import { type ReconciledCase, reconcileCase, type TypedCase } from "./reconcile-case";
import { formulaNote, undoneNote } from "./refusal-words";
import { decideSameStudentEdits } from "./same-student-edits";
import { messagesOfTyping, type TypedByAnother } from "./who-may-act";

// Acts that repeat (check-ins, monitoring): when one was ticked, it is due again some days later.

/**
 * The case with the ticked acts that repeat open again and due on their next day. A closed case has no next turn.
 */
export function withNextTurns(
  file: CaseFile,
  ticked: readonly ChecklistRow[],
  { directory, now, zone }: Run,
): CaseFile {
  const pack = packOfCase(file.row);
  const keys = new Set(ticked.map((act) => act.row));
  const turned = file.acts.flatMap((act) => {
    const again = repeatOf(pack, act.act);
    if (!keys.has(act.row) || again === null) return [];
    return [{ act, as: again.as, days: everyDays(again, directory.settings) }];
  });
  if (turned.length === 0 || file.row.status === "closed") return file;
  // The same time of day, also where clocks change in between.
  const due = new Map(turned.map(({ act, days }) => [act.row, addDays(now, days, zone)]));
  const acts = file.acts.map((act): ChecklistRow => {
    const next = due.get(act.row);
    return next === undefined ? act : { ...act, done: false, state: "open", due: next };
  });
  const contact = turned.find(({ as }) => as === "check-in");
  // The cell holds a day: an hour would be read back as typed.
  const nextCheckIn =
    contact === undefined
      ? file.row.nextCheckIn
      : addDays(startOfDay(now, zone), contact.days, zone);
  return { ...file, row: { ...file.row, nextCheckIn }, acts };
}

/** What the edits bring about. */
export interface Effects {
  readonly change: Change;
  /** Every case touched, as it is afterwards. */
  readonly files: ReadonlyMap<string, CaseFile>;
}

/** The lines for Activity if the case was closed or opened again. */
function statusLine(before: CaseFile, after: CaseFile, run: EditRun): ActivityLine[] {
  const was = before.row.closedAt !== null;
  const is = after.row.closedAt !== null;
  if (was === is || after.row.mergedInto !== null) return [];
  const what = is ? "case-closed" : "case-reopened";
  const by = { at: run.now, who: run.who, case: after.row.case };
  const { closeReason } = after.row;
  const ended = is && leavesReporters(closeReason) ? openDuties(after) : [];
  return [
    { ...by, what },
    ...ended.map(({ act }) => ({
      ...by,
      what: "duty-ended",
      column: "closeReason",
      from: act ?? "",
      to: closeReason ?? "",
    })),
  ];
}

/** The case, opened again if it was closed and somebody set another status, or took back what let it be closed. */
function goneOn(before: CaseFile, file: CaseFile): CaseFile {
  const { row } = file;
  if (before.row.status !== "closed") return file;
  if (row.status === "closed" && !isClosingReasonGone(before, file)) return file;
  const status = row.status === "closed" ? "open" : row.status;
  return { ...file, row: { ...reopenCase({ ...row, status: "closed" }), status } };
}

/** A line for Activity if the end of a hold has opened acts again. */
function holdLine(before: CaseFile, after: CaseFile, run: EditRun): ActivityLine[] {
  const states = new Map(after.acts.map((act) => [act.row, act.state]));
  const isBack = before.acts.some(
    (act) => act.state === "on-hold" && states.get(act.row) === "open",
  );
  if (!isBack) return [];
  return [{ at: run.now, who: "automation", what: "hold-ended", case: after.row.case }];
}

/** The mail to whoever prints records after "Print" was ticked; none if they ticked it themselves. */
function printAsked(before: CaseFile, { row }: CaseFile, run: EditRun): QueuedMessage[] {
  const { email: to } = leadOf(row, run);
  if (before.row.print || !row.print || row.case === null || to === run.who) return [];
  const id = `${row.case} print-asked ${run.now.toString(36)}`;
  return [message("print-asked", {}, { id, to, case: row.case })];
}

/** The mail to the lead that a student is 18 or over now, and so owns the record. None in a sealed case: its reader typed it. */
function ownerChanged(before: CaseFile, { row }: CaseFile, run: EditRun): QueuedMessage[] {
  const { email: to } = leadOf(row, run);
  const isNews = before.row.isAdult !== "yes" && row.isAdult === "yes";
  if (!isNews || row.readBy !== null || row.case === null || to === run.who) return [];
  const id = `${row.case} review-needed ${run.now.toString(36)}`;
  return [message("review-needed", { owner: true }, { id, to, case: row.case })];
}

/**
 * What a row says from now on was undone in it: all that this edit brought, and what it said before, until that input is accepted, the
 * step is done or, once an hour has passed, any other input of the row is accepted. For so long, whoever typed on at once can still read it.
 */
function undoneAfter(
  row: CaseRow | ChecklistRow,
  { refused, accepted }: ReconciledCase,
  now: number,
): readonly Undone[] {
  const key = "row" in row ? row.row : row.case;
  const isOfRow = (cell: { readonly tab: string; readonly key: string }) =>
    cell.tab === ("row" in row ? "checklist" : "cases") && cell.key === (key ?? "");
  const [undone, taken] = [refused.filter(isOfRow), accepted.filter(isOfRow)];
  const isAnswered = "row" in row && isActOver(row);
  const isOver = ({ column, at }: Undone) =>
    [...undone, ...taken].some((one) => one.column === column) ||
    (taken.length > 0 && (isAnswered || now - at >= hourMs));
  return [
    ...undoneIn(row).filter((one) => !isOver(one)),
    ...undone.map(({ column, refusal }) => ({ column, refusal, at: now })),
  ];
}

/** The case with all its inputs marked as accepted, since all edits have been weighed. */
function accepted(file: CaseFile, found: ReconciledCase, run: EditRun): CaseFile {
  const { row, acts, beside } = file;
  const [reader = null] = registerKinds[run.register].audience ?? [];
  // Nothing says who had it.
  const unproven = {
    acknowledgedBy: null,
    acknowledgedAt: null,
    readBy: row.readBy ?? reader,
    reviewReasonIds: reasonsIn(row),
    excluded: union(row.excluded, [...run.excluded]),
  };
  const state = (columns: readonly Column[], one: CaseRow | ChecklistRow) => ({
    accepted: acceptedText(columns, one),
    undone: undoneLines(undoneAfter(one, found, run.now)),
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

/** A case that is closed with every act finished gets that as its reason, if nobody chose one. */
function withReason(file: CaseFile): CaseFile {
  const { status, closeReason } = file.row;
  if (status !== "closed" || closeReason !== null || !areActsFinished(file)) return file;
  return { ...file, row: { ...file.row, closeReason: "all-acts-finished" } };
}

/** One case after its edits, and what was found on the way. */
interface Worked {
  readonly typed: CaseFile;
  readonly found: ReconciledCase;
  readonly giving: HandedOn;
  readonly withdrawal: Withdrawal;
  /** All inputs accepted; the checklist not fitted yet. */
  readonly turned: CaseFile;
  readonly result: GrownCase;
  readonly pack: ProtocolPack;
}

/** What follows from accepted edits for the case itself, in this order, each from a case to a case. */
function followed(file: CaseFile, found: ReconciledCase, run: EditRun): CaseFile {
  const steps: readonly ((one: CaseFile) => CaseFile)[] = [
    // Judged by the acts that the case has: an act that only this version of the protocol would add does not open a closed case again.
    (one) => (one.row.mergedInto === null ? goneOn(found.before, one) : one),
    (one) => withNextTurns(one, found.ticked, run),
    withReason,
    (one) => accepted(one, found, run),
  ];
  return steps.reduce((one, step) => step(one), file);
}

/** The case with its checklist made to fit, and raised where a person says so. */
function fitted(turned: CaseFile, run: EditRun): GrownCase {
  const same = (file: CaseFile): GrownCase => ({ file, rise: null, newActs: [] });
  // Its acts go on in another case.
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
  return growCase(
    turned,
    { ...turned, row },
    { knowledge: {}, report: null },
    isRaisedNow(context),
  );
}

function workedOut(one: TypedCase, run: EditRun): Worked {
  const found = reconcileCase(one, run);
  const giving = handedOn(found.before.row, found.file.row, run);
  const withdrawal = withoutWithdrawnFactor(found.before.row, giving.row);
  const row = withOwnerReason(withSchoolReasons(found.before.row, withdrawal.row, run));
  const { merged = [] } = found.file;
  const held = withHoldOfAll(keepOwn(found.before.row, row), merged);
  const now: CaseFile = { ...found.file, row: held };
  const followedUp = followed(now, found, run);
  const turned = { ...followedUp, row: keepOwn(held, followedUp.row) };
  const result = fitted(turned, run);
  const pack = packOfCase(row);
  return { typed: one.file, found, giving, withdrawal, turned, result, pack };
}

/** The cells in which somebody typed, if they may not act on the case or Google does not name them. */
function typedByAnother({
  outside,
  refused,
  accepted,
  claimed,
  before,
}: ReconciledCase): TypedByAnother {
  const acts = new Map(before.acts.map(({ row, act }) => [row, act]));
  const nameOf = ({ tab, key, column }: ReconciledCase["accepted"][number]) =>
    `${tab}.${column}${tab === "checklist" ? ` ${acts.get(key) ?? ""}` : ""}`;
  const undone = refused.filter(({ refusal }) => refusal === outside).map(nameOf);
  const kept = accepted.map(nameOf);
  return { refusal: outside, undone, kept, isCall: claimed.length > 0 };
}

function messagesOf(worked: Worked, run: EditRun): readonly QueuedMessage[] {
  const { found, giving, turned, result } = worked;
  return [
    ...raisedMessage(turned.row, result, "person", run),
    ...giving.messages,
    ...messagesOfTyping(result.file.row, typedByAnother(found), run),
    ...printAsked(found.before, result.file, run),
    ...ownerChanged(found.before, result.file, run),
  ];
}

function activityOf(worked: Worked, run: EditRun): readonly ActivityLine[] {
  const { typed, found, giving, result } = worked;
  const { row } = result.file;
  return [
    ...found.activity,
    ...giving.activity,
    ...expiredApprovalLines(found.file.row, row, run.now),
    ...risenLines(result.rise, row, run),
    ...holdLine(typed, result.file, run),
  ];
}

/** Puts back what was refused, with a note, and takes notes of earlier refusals away. */
function notesOf({ found, result }: Worked): readonly Update[] {
  const valueIn = ({ tab, key, column }: ReconciledCase["accepted"][number]) => {
    const row: Readonly<Record<string, unknown>> =
      tab === "cases"
        ? result.file.row
        : (everyAct(result.file).find((act) => act.row === key) ?? { [column]: null });
    // From a typed row.
    return (row[column] ?? null) as string | number | boolean | null;
  };
  return [
    ...found.refused.map((one): Update => {
      const { tab, key, column, refusal } = one;
      const values = { [column]: valueIn(one) };
      return { tab, key, values, notes: { [column]: undoneNote(refusal) } };
    }),
    ...found.accepted.map((one): Update => {
      const { tab, key, column } = one;
      const isFormula = String(valueIn(one)).startsWith("=");
      return { tab, key, values: {}, notes: { [column]: isFormula ? formulaNote : null } };
    }),
  ];
}

/** Each of these cases after its edits; first those that were merged, whose rows the others show. */
function allWorkedOut(typed: ReadonlyMap<string, TypedCase>, run: EditRun) {
  const done = new Map<string | null, Worked>();
  const isPart = ({ file }: TypedCase) => file.row.mergedInto !== null;
  for (const parts of [true, false]) {
    for (const [reference, one] of typed) {
      if (isPart(one) !== parts) continue;
      const merged = one.file.merged?.map((row) => done.get(row.case)?.result.file.row ?? row);
      const file = merged === undefined ? one.file : { ...one.file, merged };
      done.set(reference, workedOut({ ...one, file }, run));
    }
  }
  return [...typed.keys()].flatMap((reference): (readonly [string, Worked])[] => {
    const found = done.get(reference);
    return found === undefined ? [] : [[reference, found]];
  });
}

/** The cases with no reporter left to tell who was told in this change, and the mails. */
function reportersTold(files: Map<string, CaseFile>, run: EditRun): readonly QueuedMessage[] {
  return [...files].flatMap(([reference, left]) => {
    const { file, messages } = reporterReceipts(left, run);
    files.set(reference, file);
    for (const { case: part } of messages.length === 0 ? [] : (file.merged ?? [])) {
      const own = files.get(part ?? "");
      if (own !== undefined && part !== null)
        files.set(part, { ...own, row: { ...own.row, toTell: [] } });
    }
    return messages;
  });
}

/**
 * All that follows from what people typed: the cells that are accepted or put back, mail, new rows, merges. `typed`: each case in which
 * somebody typed, and each case that one of them names. Pure.
 */
export function effectsOfEdits(typed: ReadonlyMap<string, TypedCase>, run: EditRun): Effects {
  const worked = allWorkedOut(typed, run);
  const files = new Map(worked.map(([reference, { result }]) => [reference, result.file]));
  /** The same cases as they were accepted before the edits. */
  const before = new Map(worked.map(([reference, { found }]) => [reference, found.before]));
  const records = worked.map(([, { withdrawal }]) => withdrawalRecord(withdrawal, run));
  const extra = {
    append: worked.flatMap(([, { found, pack }], at): readonly Append[] => [
      ...(records[at]?.append ?? []),
      ...recordsOfTicks(pack, found, run),
    ]),
    update: worked.flatMap(([, one]) => notesOf(one)),
    messages: worked.flatMap(([, one]) => messagesOf(one, run)),
    activity: worked.flatMap(([, one], at) => [
      ...activityOf(one, run),
      ...(records[at]?.activity ?? []),
    ]),
  };
  decideSameStudentEdits({ files, before, ...extra }, run);
  // Of a case that was merged or parted just now, the register has the rows under the other one.
  const known = [...typed.values()].flatMap(({ file }) => everyAct(file));
  extra.messages.push(...reportersTold(files, run));
  let change: Change = noChange;
  for (const [reference, file] of files) {
    const was = typed.get(reference)?.file ?? null;
    if (was !== null) extra.activity.push(...statusLine(was, file, run));
    const read = was === null ? null : { ...was, acts: known, beside: [] };
    change = joinChanges(change, { ...noChange, ...changeOfCase(read, file) });
  }
  return { change: joinChanges(change, { ...noChange, ...extra }), files };
}

/** Review reasons that come from the school, and so may change with it. */
const ofSchool: readonly ReviewReason[] = [
  "school-not-answered",
  "school-not-listed",
  "school-unknown",
  // The keys of the words are the reasons.
  ...(Object.keys(directoryReasonWords) as DirectoryReason[]),
];

/** The case with the review reasons of its new school, if the school was changed. `now`: milliseconds UTC. */
export function withSchoolReasons(before: CaseRow, row: CaseRow, run: Run): CaseRow {
  const { directory, now, register } = run;
  // Whoever the contacts of a school are, a sealed case is not theirs.
  if (before.school === row.school || registerKinds[register].audience !== null) return row;
  const { reasons } = recipientsOfReport(directory, row.school, now, { immediateDanger: false });
  const stays = row.reviewReasonIds.filter((id) => !ofSchool.some((one) => one === id));
  return { ...row, ...reviewReasonCells(union(stays, reasons)) };
}

/** The outcome of withdrawing a factor. */
export interface Withdrawal {
  readonly row: CaseRow;
  /** The factor that is withdrawn in this edit; null if none is. */
  readonly factor: FactorId | null;
}

/**
 * The case without the factor that the lead withdraws, once a reason is written. The factor stays on record and no longer counts; level,
 * protocols and what was done stay as they are. If a later report names the factor, it counts again: somebody has seen it again.
 */
export function withoutWithdrawnFactor(before: CaseRow, row: CaseRow): Withdrawal {
  const { withdrawFactor: factor, withdrawReason } = row;
  const isSame =
    before.withdrawFactor === factor && isWritten(before.withdrawReason) && factor !== null;
  if (factor === null || isSame || !isWritten(withdrawReason) || !row.factors.includes(factor)) {
    return { row, factor: null };
  }
  return {
    row: {
      ...row,
      factors: row.factors.filter((id) => id !== factor),
      withdrawnFactors: union(row.withdrawnFactors, [factor]),
    },
    factor,
  };
}

/** A row of the Log and a line of Activity with factor and reason: the cell may hold another reason later. */
export function withdrawalRecord(
  { row, factor }: Withdrawal,
  { who, now }: EditRun,
): { readonly append: readonly Append[]; readonly activity: readonly ActivityLine[] } {
  if (factor === null) return { append: [], activity: [] };
  const name = say(packOfCase(row).factors.find(({ id }) => id === factor)?.name ?? {});
  const entry = {
    row: `${referenceOfCase(row)} withdrawn ${now.toString(36)}`,
    case: row.case,
    at: now,
    who,
    act: null,
    with: null,
    what: `Factor withdrawn: ${name}. ${(row.withdrawReason ?? "").trim()}`,
  };
  const line = { at: now, who, what: "factor-withdrawn", case: row.case, column: "withdrawFactor" };
  return {
    append: [{ tab: "log", row: entry }],
    activity: [{ ...line, from: factor, to: "" }],
  };
}

/** What a row of the Log says beside its act. `at`: milliseconds UTC. */
interface Logged {
  readonly row: string;
  readonly outcome: "reached" | "no-answer" | null;
  readonly at: number;
  readonly with: string | null;
}

function logRow(act: ChecklistRow, logged: Logged, who: string): Append {
  const what = whatWithoutAttempts(act);
  const row = { ...logged, case: act.case, who, act: act.act, what };
  return { tab: "log", row };
}

/**
 * A row of the Log for each unanswered attempt, each call that reached somebody and each turn of a repeating act. A row of Disclosures for
 * each duty: what its agency was told. A call is entered under the time at which it was made, if that is known; else under `now`.
 * Milliseconds UTC. A call that somebody ticked who may not act on the case is entered as not confirmed: it may be true (design 2.19).
 */
export function recordsOfTicks(
  pack: ProtocolPack,
  { ticked, tried, claimed }: Pick<ReconciledCase, "ticked" | "tried" | "claimed">,
  { who, now }: EditRun,
): Append[] {
  const key = (act: ChecklistRow) => `${act.row ?? ""} ${now.toString(36)}`;
  const said = claimed.map((act) => {
    const { agencyPerson, agencyReference, madeBy, calledAt } = act;
    const what = [
      "Not confirmed. Someone who may not act on this case wrote that this call was made. It was undone.",
      ...(agencyReference === null ? [] : [`Agency's reference: ${agencyReference}.`]),
      ...(madeBy === null ? [] : [`Made by: ${madeBy}.`]),
    ].join("\n");
    const at = Math.min(calledAt ?? now, now);
    const row = `${key(act)} not-confirmed`;
    return logRow({ ...act, what }, { row, outcome: null, at, with: agencyPerson }, who);
  });
  const missed = tried.map((act) => {
    const row = `${key(act)} no-answer`;
    return logRow(act, { row, outcome: "no-answer", at: now, with: act.call }, who);
  });
  const made = ticked.flatMap((act): Append[] => {
    const records: Append[] = [];
    const datum = actOf(pack, act.act);
    const row = key(act);
    if (isCall(pack, act.act)) {
      const at = act.calledAt ?? now;
      records.push(logRow(act, { row, outcome: "reached", at, with: act.call }, who));
    } else if (datum !== null && datum.repeats !== null) {
      records.push(logRow(act, { row, outcome: null, at: now, with: null }, who));
    }
    if (datum?.duty === true) {
      const disclosure = {
        row,
        case: act.case,
        at: act.calledAt ?? now,
        agency: act.call,
        agencyPerson: act.agencyPerson,
        what: whatWithoutAttempts(act),
        // The law under which it was disclosed is chosen by the person who disclosed it.
        ground: null,
        who,
      };
      const accepted = acceptedText(disclosureColumns(), disclosure);
      records.push({ tab: "disclosures", row: { ...disclosure, accepted } });
    }
    return records;
  });
  return [...missed, ...made, ...said];
}
