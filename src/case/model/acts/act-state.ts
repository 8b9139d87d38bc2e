/** The state of an act, by the conditions of its protocol, and what the engine needs to know of a case to list its acts. Pure. */

import { personRoles, roleWords } from "../../../district/roles";
import type { CallBook } from "../../../protocol/callees";
import { type ChecklistInput, conditionHolds, denialWords } from "../../../protocol/conditions";
import { packOfCase } from "../../../protocol/find-pack";
import type { ActId, ActState } from "../../../protocol/ids";
import type { ActDatum, Condition, ProtocolPack } from "../../../protocol/pack";
import { actOf, lowestLevel, meansVictim } from "../../../protocol/pack-queries";
import type { CaseRow, ChecklistRow } from "../../../register/tabs";
import { foldToWords, isWritten } from "../../../text";
import type { Moment } from "../../../time";
import { type CaseFile, isFirstOfItsAct } from "../case-file";
import { holdEnds } from "../deadlines";
import { missingParentConditions, parentAnswer, staffAnswer } from "../parent-conditions";
import { isActMade, type MadeCells } from "./act-completion";
import { separateActs } from "./covered-acts";

// The state of an act: open, done, not applicable, locked, on hold. Acts that the law demands are only ever open or done (design 2.13).

/**
 * Whether law enforcement has asked the school to wait and that time is not over. `moment`: now, in milliseconds UTC, and the district's
 * zone.
 */
export function isOnHold(row: Pick<CaseRow, "holdUntil">, { now, zone }: Moment): boolean {
  return row.holdUntil !== null && holdEnds(row.holdUntil, zone) > now;
}

/**
 * Whether somebody has answered that the student is not thought to be a victim. Without that answer the student must face no school
 * consequence.
 */
export function victimRuledOut(
  pack: ProtocolPack,
  row: Pick<CaseRow, "mayBeVictim" | "concerns" | "protocols">,
): boolean {
  return row.mayBeVictim === "no" && !meansVictim(pack, row);
}

/**
 * The state of an act, from its cells and the case. An act that the pack does not have is a row that a person added: open until it is done
 * or not applicable.
 */
export function actState(
  act: ActId,
  cells: MadeCells & Pick<ChecklistRow, "notApplicableBecause">,
  file: CaseFile,
  moment: Moment,
): ActState {
  if (isActMade(cells)) return "done";
  const pack = packOfCase(file.row);
  const datum = actOf(pack, act);
  if (datum?.duty === true) return "open";
  if (isWritten(cells.notApplicableBecause)) return "not-applicable";
  if (datum === null) return "open";
  if (failingCondition(pack, datum, file) !== null) return "not-applicable";
  if (datum.telltale !== null && missingParentConditions(pack, file).length > 0) return "locked";
  if (datum.lock?.waitsFor === "victim-question" && !victimRuledOut(pack, file.row)) {
    return "locked";
  }
  const before = datum.lock?.untilLeadDid;
  if (before !== undefined && !leadDid(file.row, file.acts).includes(before)) return "locked";
  return datum.holdable && isOnHold(file.row, moment) ? "on-hold" : "open";
}

/** Whom to call bears on no condition that an act may have. */
const noCalls: CallBook = { agencies: new Map(), sroIsDistrictPolice: "unknown" };

/** The first condition of the act that does not hold in the case; null if all do, and for a duty, which stays once it is owed. */
function failingCondition(
  pack: ProtocolPack,
  { when = [], duty }: ActDatum,
  { row, acts }: CaseFile,
): Condition | null {
  if (when.length === 0 || duty) return null;
  const facts = checklistInput(pack, row, noCalls, { acts });
  return when.find((condition) => !conditionHolds(pack, condition, facts)) ?? null;
}

/** Why an act that the case has does not apply to it; null if it does, or if that is no matter of its conditions. */
export function whyNotApplicable(
  pack: ProtocolPack,
  act: ChecklistRow,
  file: CaseFile,
): string | null {
  const datum = actOf(pack, act.act);
  const failing = datum === null ? null : failingCondition(pack, datum, file);
  if (failing === null || isActMade(act)) return null;
  return `Does not apply as the case stands: ${denialWords(pack, failing, file.row.level)}.`;
}

/** What people write in "county of residence" if the student lives in no other county, or if they do not know. */
const noOtherCounty = new Set(["", "no", "none", "n a", "na", "same", "this county", "unknown"]);

/** Whether the text names a county other than the pack's. */
export function isOtherCounty(pack: ProtocolPack, text: string | null): boolean {
  const words = foldToWords(text ?? "").replace(/^county of | county$/g, "");
  return !noOtherCounty.has(words) && words !== foldToWords(pack.county ?? "");
}

/** Acts that the lead recorded as done and that are made in each of their rows. */
function leadDid(row: CaseRow, acts: readonly ChecklistRow[]): readonly ActId[] {
  return row.leadRecorded.filter((id) => {
    const own = acts.filter(({ act }) => act === id);
    return own.length > 0 && own.every(isActMade);
  });
}

/** What bears on a checklist beside the row of its case. */
interface Circumstances {
  /** The acts that the case has; left out: none. */
  readonly acts?: readonly ChecklistRow[];
  /** Whether there is school now. */
  readonly isAtSchool?: boolean;
}

/** What the engine needs to know of a case to build its checklist. */
export function checklistInput(
  pack: ProtocolPack,
  row: CaseRow,
  calls: CallBook,
  { acts = [], isAtSchool: atSchool = false }: Circumstances = {},
): ChecklistInput {
  const reader = personRoles.find((role) => role === row.readBy);
  return {
    ...(reader === undefined ? {} : { reader: roleWords[reader] }),
    level: row.level ?? lowestLevel(pack),
    protocols: row.protocols,
    factors: row.factors,
    confirmedBy: row.confirmedBy,
    parentMayBeInvolved: parentAnswer(row),
    staffMayBeInvolved: staffAnswer(row),
    isAdult: row.isAdult,
    leadDid: leadDid(row, acts),
    apart: separateActs(pack, acts, isFirstOfItsAct),
    studentRole: row.studentRole,
    victimQuestionAnswered: victimRuledOut(pack, row),
    immediateDanger: row.immediateDanger === "yes",
    calls,
    livesElsewhere: isOtherCounty(pack, row.countyOfResidence),
    atSchool,
    isDrill: row.drill,
  };
}
