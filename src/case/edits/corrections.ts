/** Corrections by a person: the school of a case, and a factor that was reported wrongly. Pure. */

import {
  type DirectoryReason,
  directoryReasonWords,
  recipientsOfReport,
} from "../../district/find-people";
import { union } from "../../lists";
import { packOfCase } from "../../protocol/find-pack";
import type { FactorId } from "../../protocol/ids";
import { say } from "../../protocol/wording";
import type { ActivityLine, Append } from "../../register/change";
import { registerKinds } from "../../register/register-kinds";
import type { CaseRow } from "../../register/tabs";
import type { Run } from "../../run";
import { isWritten } from "../../text";
import { referenceOfCase } from "../model/case-reference";
import { type ReviewReason, reviewReasonCells } from "../model/review-reasons";
import type { EditRun } from "./edit-run";

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
