/**
 * Opens a case from a report, and adds a further report to a case. Also what a new case takes over from the student's closed cases. Pure:
 * works out rows, and writes nothing.
 */

import {
  type CaseFile,
  cellsOf,
  emptyCase,
  everyAct,
  isActMade,
  isFirstOfItsAct,
  ownRow,
} from "../case/facts/case-file";
import { referenceOfCase } from "../case/facts/case-reference";
import { combineFacts, factsOfReport, riseBetween } from "../case/facts/combined-facts";
import { asksUntilCalled, inDanger, isNewDanger } from "../case/facts/danger";
import { isParentTold } from "../case/facts/parent-and-staff";
import type { ReviewReason } from "../case/facts/review-reasons";
import { fitChecklist } from "../case/steps/checklist";
import { type CaseContext, schoolTimes } from "../case/steps/deadlines";
import { counted } from "../case/steps/step-state";
import type { CaseRow, ChecklistRow } from "../case/tabs/case-tabs";
import type { IdSettings } from "../district/student-id";
import { callBook } from "../district/whom-to-call";
import { packOfCase, protocolVersion } from "../protocol/find-pack";
import type { FactorId } from "../protocol/ids";
import type { ProtocolPack } from "../protocol/pack";
import { actOf } from "../protocol/pack-queries";
import type { Run } from "../run";
import { mergedInto, shownAnew } from "./merge-cases";
import {
  asWritten,
  clearApprovals,
  type ReassessedCase,
  reassessCase,
  reopenCase,
  reviewActs,
  withCheckIn,
  withDerivedCells,
  withoutAcknowledgement,
} from "./reassess-case";
import { ownerOfReport } from "./reports-while-merged";
import type { Arrival } from "./what-becomes-of-cells";
import { rowTogether, withOwn, withReport, withStatusOf } from "./what-becomes-of-cells";
import { yearsAfter } from "./which-cases-are-kept";

/**
 * What the checklist of a case is built from, by the district's phone numbers and settings. `school`: as the row of the case has it.
 * `writtenReportDue` is null: a caller that has a report sets it.
 */
export function caseContextOf(
  pack: ProtocolPack,
  school: string | null,
  { directory, now, zone }: Run,
): CaseContext {
  return {
    ...cellsOf(directory.settings, ["checkInEveryDays", "monitorEveryDays", "callReminderHours"]),
    pack,
    calls: callBook(directory, school, pack),
    now,
    zone,
    school: schoolTimes(directory, school, zone),
    writtenReportDue: null,
  };
}

/** As `caseContextOf`, by the protocol version that the case was opened with; a case keeps that version for good. */
export function contextOfCase(row: CaseRow, run: Run): CaseContext {
  return caseContextOf(packOfCase(row), row.school, run);
}

/** What is known about a new case besides its report, from matching it to other cases. */
export interface NewCase {
  readonly case: string;
  readonly possibleMatches: readonly string[];
  /** What the student's closed cases add to this one. */
  readonly earlier: Earlier;
  /** Whether it is the report of a drill. Left out: it is not. */
  readonly isDrill?: boolean;
}

/** The new case, with its checklist, opened at `context.now`. */
export function openCase(birth: NewCase, arrival: Arrival): CaseFile {
  const { report, context } = arrival;
  const facts = factsOfReport(report);
  // The factors of earlier cases count as if this report had named them too.
  const factors = [...facts.factors, ...birth.earlier.factors];
  const blank: CaseRow = {
    ...emptyCase(),
    ...combineFacts(context.pack, emptyCase(), { ...facts, factors }),
    case: birth.case,
    status: "open",
    opened: context.now,
    drill: birth.isDrill === true,
    possibleMatch: birth.possibleMatches,
    earlierCase: birth.earlier.case,
    protocolVersion: protocolVersion(context.pack),
  };
  const row = withReport(blank, arrival);
  const file = fitChecklist({ row, acts: [] }, context, reviewActs(row, report, context));
  return withDerivedCells(withCheckIn(file, context), null, context);
}

/** The case after another report of the same student joined it. If other cases were merged into it, the report may belong to one of those. */
export function joinReport(before: CaseFile, arrival: Arrival, settings: IdSettings) {
  const { owner, isClear } = ownerOfReport(before, arrival.report, settings);
  const came = { at: arrival.context.now, isClear };
  const part = before.merged?.find((row) => row.case === owner);
  if (part !== undefined) return { ...joinPart(before, part, { ...arrival, came }), owner };
  const { row } = before;
  const isMerged = (before.merged ?? []).length > 0;
  const marked = isMerged ? { ...row, cameMerged: [...row.cameMerged, came] } : row;
  return { ...joinOwn({ ...before, row: marked }, arrival), owner };
}

/** Since when the row is in danger: while people are asked about a danger, another report of danger does not start that over (design 2.18). */
const dangerAskedAbout = (row: CaseRow) =>
  inDanger(row) ? cellsOf(row, ["dangerSince", "dangerReported"]) : {};

/** The case after a report joined it that belongs to no case that was merged into it. */
function joinOwn(before: CaseFile, arrival: Arrival): ReassessedCase {
  const { report, context } = arrival;
  const isAgain = report.immediateDanger === "yes" && asksUntilCalled(before);
  const after = (row: CaseRow): CaseRow => ({
    ...withReport(row, arrival),
    ...combineFacts(context.pack, row, factsOfReport(report)),
    ...(isAgain ? dangerAskedAbout(row) : {}),
  });
  const row = withOwn(after(withStatusOf(ownRow(before.row), before.row)), after(before.row));
  // A parent was told because the agency allowed it, so the agency has to hear about everything that comes later.
  const callsAgain = isParentTold(context.pack, before.acts);
  const news = { report, callsAgain, dangerAgain: isAgain };
  return reassessCase(before, { ...before, row }, news, context);
}

/** The case after a report joined it that belongs to `part`, which was merged into it. `came`: for that row's `cameMerged`. */
function joinPart(
  before: CaseFile,
  part: CaseRow,
  arrival: Arrival & { readonly came: CaseRow["cameMerged"][number] },
): ReassessedCase {
  const { report, context, came } = arrival;
  const of = referenceOfCase(part);
  const pack = packOfCase(part);
  const isAgain = report.immediateDanger === "yes" && asksUntilCalled(before);
  const alone = ownRow(part);
  // Undone, it is open, since the report is news to it.
  const added = reopenCase({
    ...clearApprovals(withReport(alone, arrival), context.now),
    ...combineFacts(pack, alone, factsOfReport(report)),
    cameMerged: [...part.cameMerged, came],
  });
  // Its own steps for what the report says, with their deadlines.
  const steps = everyAct(before).filter((act) => act.case === of);
  const ofPart = { ...context, pack };
  const review = reviewActs(added, report, ofPart);
  const fitted = fitChecklist({ row: added, acts: steps }, ofPart, review);
  const others = everyAct(before).filter((act) => act.case !== of);
  const withPart = (before.merged ?? []).map((row) =>
    row === part ? asWritten(part, withOwn(added, withStatusOf(added, part))) : row,
  );
  const merged = shownAnew(withPart, of, context);
  const own = ownRow(before.row);
  const together = rowTogether(before.row, mergedInto(merged, before.row), context);
  const shown = withStatusOf(together, before.row);
  const row = {
    ...shown,
    ...(isAgain ? dangerAskedAbout(before.row) : {}),
    contact: arrival.contact.email,
    readBy: added.readBy ?? shown.readBy,
  };
  // Which rows count is decided anew; the rows set aside are among these already.
  const now = counted({ row: withOwn(own, row), merged, acts: [...others, ...everyAct(fitted)] });
  // What one of the merged cases knew may still be news to this one.
  const isPartRise = riseBetween(pack, alone, added) !== null;
  const callsAgain = isPartRise || isParentTold(context.pack, before.acts);
  // A step that its protocol does not know could not follow it.
  const brings = pack.id === context.pack.id ? { of } : { merge: of };
  const news = { report, callsAgain, dangerAgain: isAgain, brings };
  const { isRaised, ...reassessed } = reassessCase(before, now, news, context);
  const { file } = reassessed;
  // A further call may be asked for only because of what these cases are together: by itself, the case owes the first one.
  const had = new Set([...everyAct(before), ...everyAct(fitted)].map((act) => act.row));
  const owed = fitted.acts.flatMap((act) =>
    isFirstOfItsAct(act) && !isActMade(act) ? (actOf(pack, act.act) ?? []) : [],
  );
  const isOwnNews = isPartRise || isNewDanger(alone, added);
  const isFirstOwed = (id: string | null) =>
    owed.some((act) =>
      actOf(pack, id)?.role === "update" ? act.role === "first-call" && !isOwnNews : act.id === id,
    );
  const asBrought = (act: ChecklistRow) =>
    act.case === of && !had.has(act.row) && isFirstOwed(act.act)
      ? { ...act, broughtBy: before.row.case }
      : act;
  const [acts, beside] = [file.acts, file.beside ?? []].map((rows) => rows.map(asBrought));
  const unanswered = (file.merged ?? []).map((one) =>
    isRaised && one.case === of ? asWritten(one, withoutAcknowledgement(one)) : one,
  );
  // What a merge ended in the target stays to come back: the report is about another case.
  const joined = { ...file, row: withOwn(own, file.row), acts: acts ?? [], merged: unanswered };
  return { ...reassessed, file: file.beside ? { ...joined, beside: beside ?? [] } : joined };
}

/** What the student's closed cases add to a new one. */
export interface Earlier {
  /** The latest of the closed cases; null if there is none. */
  readonly case: string | null;
  /** In the pack's order. */
  readonly factors: readonly FactorId[];
  /** Why a person has to look at the new case because of them. */
  readonly reasons: readonly ReviewReason[];
}

/** For a student without closed cases. */
export const nothingEarlier: Earlier = { case: null, factors: [], reasons: [] };

/**
 * What a new case should know of the student's closed cases. `closed`: these cases, oldest first. Cases that were entered by mistake are
 * left out, and cases closed longer ago than the district keeps cases (setting `retentionYears`). Factors of another county's protocol
 * count if `pack` has them.
 */
export function whatClosedCasesAdd(
  closed: readonly CaseRow[],
  pack: ProtocolPack,
  { now, zone, directory }: Run,
): Earlier {
  const { retentionYears: years } = directory.settings;
  const counted = closed.filter(
    ({ closeReason, closedAt }) =>
      closeReason !== "entered-by-mistake" &&
      (closedAt === null || yearsAfter(closedAt, years, zone) > now),
  );
  const reported = new Set(counted.flatMap((row) => row.factors));
  const factors = pack.factors.flatMap(({ id }) => (reported.has(id) ? [id] : []));
  const reasons = new Set<ReviewReason>(factors.length > 0 ? ["earlier-factors"] : []);
  for (const id of counted.flatMap((row) => row.concerns)) reasons.add(`earlier-concern-${id}`);
  return { case: counted[counted.length - 1]?.case ?? null, factors, reasons: [...reasons] };
}
