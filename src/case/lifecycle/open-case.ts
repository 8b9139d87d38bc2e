/**
 * Opens a case from a report, and adds a further report to a case. Also what a new case takes over from the student's closed cases. Pure:
 * works out rows, and writes nothing.
 */

import { callBook } from "../../district/find-people";
import { packOfCase, protocolVersion } from "../../protocol/find-pack";
import type { FactorId } from "../../protocol/ids";
import type { ProtocolPack } from "../../protocol/pack";
import type { CaseRow } from "../../register/tabs";
import type { Run } from "../../run";
import { type Arrival, withOwn, withReport, withStatusOf } from "../cells/case-cells";
import { type CaseFile, emptyCase, ownRow } from "../facts/case-file";
import { combineFacts, factsOfReport } from "../facts/combined-facts";
import { asksUntilCalled, inDanger } from "../facts/danger";
import { isParentTold } from "../facts/parent-and-staff";
import type { ReviewReason } from "../facts/review-reasons";
import { fitChecklist } from "../steps/checklist";
import { type CaseContext, schoolTimes } from "../steps/deadlines";
import {
  type ReassessedCase,
  reassessCase,
  reviewActs,
  withCheckIn,
  withDerivedCells,
} from "./reassess-case";
import { yearsAfter } from "./retention";

/**
 * What the checklist of a case is built from, by the district's phone numbers and settings. `school`: as the row of the case has it.
 * `writtenReportDue` is null: a caller that has a report sets it.
 */
export function caseContextOf(
  pack: ProtocolPack,
  school: string | null,
  { directory, now, zone }: Run,
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

/** The case after another report of the same student joined it. */
export function joinReport(before: CaseFile, arrival: Arrival): ReassessedCase {
  const { report, context } = arrival;
  const isAgain = report.immediateDanger === "yes" && asksUntilCalled(before);
  const after = (row: CaseRow): CaseRow => {
    const { dangerSince, dangerReported } = row;
    return {
      ...withReport(row, arrival),
      ...combineFacts(context.pack, row, factsOfReport(report)),
      // While people are asked about a danger, another report of danger does not start that over (design 2.18).
      ...(isAgain && inDanger(row) ? { dangerSince, dangerReported } : {}),
    };
  };
  const row = withOwn(after(withStatusOf(ownRow(before.row), before.row)), after(before.row));
  // A parent was told because the agency allowed it, so the agency has to hear about everything that comes later.
  const callsAgain = isParentTold(context.pack, before.acts);
  return reassessCase(
    before,
    { ...before, row },
    { report, callsAgain, dangerAgain: isAgain },
    context,
  );
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
export function findPriorCases(
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
