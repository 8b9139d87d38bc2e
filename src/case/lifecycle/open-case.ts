/** A case born of one report, and grown by another. Pure: the rows, not how they are written. */

import type { Directory } from "../../district/district";
import { callBook } from "../../district/find-people";
import type { Report } from "../../form/report";
import { union } from "../../lists";
import {
  actOf,
  actWith,
  buildChecklist,
  classify,
  levelHasProtocol,
  lowestLevel,
  repeatOf,
  reviewAct,
  saysMayBeVictim,
  updateCall,
} from "../../protocol/engine";
import { packOfCase, protocolVersion } from "../../protocol/find-pack";
import type { ProtocolPack } from "../../protocol/pack";
import { type CaseRow, caseColumns, checklistColumns } from "../../register/tabs";
import { civil, hourMs, type Moment, startOfDay, type ZoneOffset } from "../../time";
import type { Asked } from "../assignment/responsible-person";
import { acceptedAfter, acceptedIn } from "../model/accepted-inputs";
import { isActMade } from "../model/act-completion";
import { attentionOf, type CaseFile, emptyCase } from "../model/case-file";
import {
  checklistInput,
  fitChecklist,
  isOtherCounty,
  newActRow,
  nextDueOf,
  nextLateOf,
  type TailorContext,
} from "../model/checklist";
import {
  type CombinedFacts,
  combineFacts,
  factsOfReport,
  noFacts,
  type Rise,
  riseBetween,
} from "../model/combined-facts";
import { dangerSince, inDanger, isNewDanger } from "../model/danger";
import { lateInDanger } from "../model/deadlines";
import { levelWords } from "../model/level-words";
import { answersAfter, isParentTold } from "../model/parent-conditions";
import { type ReviewReason, reviewReasonCells } from "../model/review-reasons";
import { ownStaffAnswerAfter } from "../model/staff-concern";
import { clearApprovals, withoutAcknowledgement } from "./expire-approvals";
import type { Earlier } from "./prior-cases";

export type CaseContext = TailorContext;

/** By the district's numbers and intervals. `school`: as the case's row has it. */
export function caseContextOf(
  pack: ProtocolPack,
  school: string | null,
  directory: Directory,
  { now, zone }: Moment,
): CaseContext {
  const { checkInEveryDays, monitorEveryDays, callReminderHours } = directory.settings;
  return {
    pack,
    calls: callBook(directory, school, pack),
    now,
    zone,
    checkInEveryDays,
    monitorEveryDays,
    callReminderHours,
    writtenReportDue: null,
  };
}

/** By the protocol that the case is pinned to. */
export function contextOfCase(row: CaseRow, directory: Directory, moment: Moment): CaseContext {
  return caseContextOf(packOfCase(row), row.school, directory, moment);
}

/** What linking and the directory say about a new case. */
export interface NewCase {
  readonly case: string;
  /** As the Schools tab writes it where it is known there, else as the report has it. */
  readonly school: string | null;
  /** The person asked to act. */
  readonly contact: Asked;
  readonly reviewReasons: readonly ReviewReason[];
  readonly possibleMatches: readonly string[];
  /** What the student's closed cases count for here. */
  readonly earlier: Earlier;
  /** None in the main register. */
  readonly sealed?: Sealed | null;
}

/** What makes a case a sealed one (design 2.11). */
export type Sealed = Pick<CaseRow, "readBy" | "excluded" | "mainCase">;

/** In characters; the Reports tab keeps the whole. */
const repeatedUpTo = 1_000;

function repeated(text: string | null): string | null {
  if (text === null || text.length <= repeatedUpTo) return text;
  return `${text.slice(0, repeatedUpTo)} … (the whole text is in Reports)`;
}

/**
 * The case with its derived cells (deadline, attention, words of reasons, accepted inputs) up to date. `before`: as it was read; null for a
 * new case. An edit that nobody has weighed stays one.
 */
export function withDerivedCells(
  file: CaseFile,
  before: CaseFile | null,
  moment: Moment,
): CaseFile {
  const { now } = moment;
  const known = new Map((before?.acts ?? []).map((act) => [act.row, act]));
  const isDanger = inDanger(file.row);
  const acts = file.acts.map((act) => ({
    ...act,
    lateFrom:
      isDanger && act.due !== null && act.lateFrom !== null
        ? lateInDanger(act.due, act.lateFrom)
        : act.lateFrom,
    accepted: acceptedAfter(checklistColumns, known.get(act.row), act),
  }));
  const accepted = acceptedAfter(caseColumns, before?.row, file.row);
  // A status that is still to be weighed closes nothing: the clock would pass over the case.
  const isClosed = acceptedIn(accepted)["status"] === "closed";
  const row = {
    ...file.row,
    ...reviewReasonCells(file.row.reviewReasonIds),
    nextDue: isClosed ? null : nextDueOf(acts),
    lateFrom: isClosed ? null : nextLateOf(acts),
    closedAt: isClosed ? (file.row.closedAt ?? now) : null,
  };
  const derived = { ...levelWords(row), attention: attentionOf(row, moment) };
  return { row: { ...row, ...derived, accepted }, acts };
}

type SaysCalled = CaseRow["reporterSaysCalled"];

function wantsReading(report: Report, { pack }: CaseContext): boolean {
  return !levelHasProtocol(pack, classify(pack, report).level);
}

/** Of a report that reaches no protocol: to be read and talked over. */
function reviewActs(row: CaseRow, report: Report, context: CaseContext) {
  if (!wantsReading(report, context)) return [];
  return [reviewAct(context.pack, checklistInput(context.pack, row, context.calls))];
}

/** Never a tick, only words on the rows (design 4). */
function withCallsSaid(said: SaysCalled, report: Report): SaysCalled {
  const says = (["calledChildAndFamilyServices", "calledLawEnforcement"] as const).filter(
    (question) => report[question] === "yes" || said.includes(question),
  );
  return says;
}

export function openCase(birth: NewCase, report: Report, context: CaseContext): CaseFile {
  const own = combineFacts(context.pack, noFacts, factsOfReport(report));
  const known = combineFacts(context.pack, own, { ...noFacts, factors: birth.earlier.factors });
  const checkIn = startOfDay(context.now, context.zone);
  const row: CaseRow = {
    ...emptyCase(),
    ...known,
    case: birth.case,
    status: "open",
    school: repeated(birth.school),
    student: repeated(report.studentName),
    studentId: repeated(report.studentId),
    grade: repeated(report.grade),
    countyOfResidence: repeated(report.countyOfResidence),
    contact: birth.contact.email,
    contactRole: birth.contact.role,
    dangerSince: report.immediateDanger === "yes" ? context.now : null,
    opened: context.now,
    reports: 1,
    ...reviewReasonCells([...birth.reviewReasons, ...birth.earlier.reasons]),
    possibleMatch: birth.possibleMatches,
    earlierCase: birth.earlier.case,
    protocolVersion: protocolVersion(context.pack),
    reporterSaysCalled: withCallsSaid([], report),
    ...birth.sealed,
  };
  const file = fitChecklist({ row, acts: [] }, context, reviewActs(row, report, context));
  return withDerivedCells(withCheckIn(file, checkIn, context), null, context);
}

function withCheckIn(file: CaseFile, today: number, context: CaseContext): CaseFile {
  const checksIn = file.acts.some(
    ({ act, state }) => repeatOf(context.pack, act) === "check-in" && state !== "done",
  );
  if (!checksIn || file.row.nextCheckIn !== null) return file;
  const noon = today + (context.checkInEveryDays * 24 + 12) * hourMs;
  return { ...file, row: { ...file.row, nextCheckIn: startOfDay(noon, context.zone) } };
}

export interface GrownCase {
  readonly file: CaseFile;
  readonly rise: Rise | null;
  /** Keys of the checklist rows that are new. */
  readonly newActs: readonly string[];
}

/**
 * The case with `knowledge`, its checklist fitted, and the call to be made again where it rose, where danger was reported, or `callsAgain`:
 * then it is to be acknowledged anew. `before`: as it was read; the row and acts beside it are those of now, but for the knowledge.
 */
export function growCase(
  before: CaseFile,
  { row, acts }: CaseFile,
  knowledge: Partial<CombinedFacts>,
  context: CaseContext,
  report: Report | null,
  callsAgain = false,
): GrownCase {
  const known: CaseRow = { ...row, ...knowledge };
  const rise = riseBetween(context.pack, before.row, known);
  const now = rise === null && report === null ? known : clearApprovals(known, context.now);
  const also = report === null ? [] : reviewActs(now, report, context);
  let file = fitChecklist({ row: now, acts }, context, also);
  const isDanger = isNewDanger(before.row, now);
  if (rise !== null || callsAgain || isDanger) {
    const to = now.level ?? lowestLevel(context.pack);
    file = withUpdateCall(file, rise ?? { from: to, to, protocols: [] }, isDanger, context);
    if (isDanger) file = withDangerCalls(file, context);
    // An acknowledgement covers what was known then.
    file = { ...file, row: withoutAcknowledgement(file.row) };
  }
  const today = startOfDay(context.now, context.zone);
  file = withDerivedCells(withCheckIn(file, today, context), before, context);
  const had = new Set(before.acts.map((act) => act.row));
  const newActs = file.acts.flatMap((act) =>
    act.row === null || had.has(act.row) ? [] : [act.row],
  );
  return { file, rise, newActs };
}

/** What comes first in danger is owed again where it was done before this danger was reported, and not since. */
export function withDangerCalls(file: CaseFile, context: CaseContext): CaseFile {
  const { pack } = context;
  const since = dangerSince(file.row) ?? context.now;
  const wanted = buildChecklist(pack, checklistInput(pack, file.row, context.calls));
  const again = wanted.flatMap((act) => {
    const rows = file.acts.filter((row) => row.act === act.act);
    const isOwed = rows.length === 0 || rows.some((row) => !isActMade(row));
    const isDone = rows.some(({ due, doneAt }) => Math.max(due ?? 0, doneAt ?? 0) >= since);
    if (actOf(pack, act.act)?.firstInDanger !== true || isOwed || isDone) return [];
    return [newActRow(file, act, context, rows.length + 1)];
  });
  return again.length === 0
    ? file
    : fitChecklist({ row: file.row, acts: [...file.acts, ...again] }, context);
}

function withUpdateCall(
  file: CaseFile,
  rise: Rise,
  isDanger: boolean,
  context: CaseContext,
): CaseFile {
  const { pack, calls } = context;
  const act = updateCall(pack, checklistInput(pack, file.row, calls), {
    level: rise.to,
    from: rise.from,
    protocols: rise.protocols,
    isDanger,
    done: file.acts.flatMap((one) => (isActMade(one) && one.act !== null ? [one.act] : [])),
  });
  const update = actWith(pack, "update").id;
  const occurrence = file.acts.filter((row) => row.act === update).length + 1;
  const row = newActRow(file, act, context, occurrence);
  return fitChecklist({ row: file.row, acts: [...file.acts, row] }, context);
}

export function joinReport(
  before: CaseFile,
  report: Report,
  reviewReasons: readonly ReviewReason[],
  contact: Asked,
  sealed: Sealed | null,
  context: CaseContext,
): GrownCase {
  const knowledge = combineFacts(context.pack, before.row, factsOfReport(report));
  const isShutOut = sealed?.excluded.includes(before.row.contact ?? "") === true;
  const row: CaseRow = {
    ...before.row,
    ...answersAfter(before.row, report),
    staffMayBeInvolved: ownStaffAnswerAfter(before.row, report),
    mayBeVictim: victimAnswerAfter(before.row, report, context.pack),
    reports: (before.row.reports ?? 0) + 1,
    student: before.row.student ?? repeated(report.studentName),
    studentId: before.row.studentId ?? repeated(report.studentId),
    grade: before.row.grade ?? repeated(report.grade),
    countyOfResidence: residenceAfter(before.row, report, context.pack),
    school: before.row.school ?? repeated(report.school),
    ...(isShutOut || before.row.contact === null
      ? { contact: contact.email, contactRole: contact.role }
      : {}),
    reporterSaysCalled: withCallsSaid(before.row.reporterSaysCalled, report),
    reviewReasonIds: union(before.row.reviewReasonIds, reviewReasons),
    ...(sealed === null
      ? {}
      : {
          readBy: sealed.readBy,
          excluded: union(before.row.excluded, sealed.excluded),
          mainCase: sealed.mainCase ?? before.row.mainCase,
        }),
    ...(report.immediateDanger === "yes" ? { dangerSince: context.now, dangerOver: false } : {}),
  };
  // An agency that let a parent be told must hear of all that comes after.
  const callsAgain = isParentTold(context.pack, before.acts);
  return growCase(before, { row, acts: before.acts }, knowledge, context, report, callsAgain);
}

/** The first other county that a report named. */
function residenceAfter(
  { countyOfResidence }: CaseRow,
  report: Report,
  pack: ProtocolPack,
): CaseRow["countyOfResidence"] {
  return isOtherCounty(pack, countyOfResidence)
    ? countyOfResidence
    : (repeated(report.countyOfResidence) ?? countyOfResidence);
}

/** Open again where a report says that the student may be a victim, or may say so. */
function victimAnswerAfter(
  { mayBeVictim }: CaseRow,
  report: Report,
  pack: ProtocolPack,
): CaseRow["mayBeVictim"] {
  const bears: readonly string[] = ["studentRole", "factors", "concerns"];
  const isDoubtful =
    saysMayBeVictim(pack, report) || report.unread.some(({ key }) => bears.includes(key));
  return mayBeVictim === "no" && isDoubtful ? null : mayBeVictim;
}

/** In the district's zone. */
export function yearDigits(at: number, zone: ZoneOffset): string {
  return String(civil(at, zone).year % 100).padStart(2, "0");
}

// A reporter's written report: the pack's hours from receiving the information (PC 11166, domain.md B1), whoever else reports.

export interface WrittenReportDue {
  /** Milliseconds since 1970, UTC. */
  readonly due: number;
  readonly from: "learned" | "received";
}

/** From when the reporter learned it; from when the report came in where that is missing, unreadable or later (design 6). Milliseconds UTC. */
export function writtenReportDue(
  pack: Pick<ProtocolPack, "writtenReport">,
  learnedAt: number | null,
  receivedAt: number,
): WrittenReportDue {
  const usable = learnedAt !== null && learnedAt <= receivedAt;
  return {
    due: (usable ? learnedAt : receivedAt) + pack.writtenReport.hours * hourMs,
    from: usable ? "learned" : "received",
  };
}
