/**
 * The state of an act by the conditions of its protocol, what has to be known of a case to list its acts, and which acts another act covers.
 * Pure.
 */

import { personRoles, roleWords } from "../../district/district";
import type { CallBook } from "../../protocol/agencies";
import { type ChecklistInput, conditionHolds, denialWords } from "../../protocol/conditions";
import { packOfCase } from "../../protocol/find-pack";
import type { ActId, ActState } from "../../protocol/ids";
import type { ActDatum, Condition, ProtocolPack } from "../../protocol/pack";
import { actOf, coveredBy, lowestLevel, meansVictim } from "../../protocol/pack-queries";
import { say } from "../../protocol/wording";
import type { CaseRow, ChecklistRow } from "../../register/tabs";
import { foldToWords, isWritten } from "../../text";
import type { Moment } from "../../time";
import { type CaseFile, isFirstOfItsAct, isSameValue } from "../facts/case-file";
import { missingParentConditions, parentAnswer, staffAnswer } from "../facts/parent-and-staff";
import { type CaseContext, holdEnds } from "./deadlines";
import { isActMade, type MadeCells } from "./is-made";

// The state of an act: open, done, not applicable, locked, on hold. Acts that the law demands are only ever open or done (design 2.13).

/**
 * Whether law enforcement has asked the school to wait and that time is not over. `moment`: now, in milliseconds UTC, and the district's
 * zone.
 */
export function isOnHold(row: Pick<CaseRow, "holdUntil">, { now, zone }: Moment): boolean {
  return row.holdUntil !== null && holdEnds(row.holdUntil, zone) > now;
}

/**
 * Whether someone has answered that the student is not thought to be a victim. Without that answer the student must face no school
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
  if (missingFor(pack, datum, file).length > 0) return "locked";
  return datum.holdable && isOnHold(file.row, moment) ? "on-hold" : "open";
}

/** What must still happen before the act is unlocked, in words for its row; empty for an act that is not locked. */
export function missingFor(
  pack: ProtocolPack,
  { telltale, lock }: ActDatum,
  file: CaseFile,
): readonly string[] {
  const before = lock?.untilLeadDid;
  const isAnswered = lock?.waitsFor !== "victim-question" || victimRuledOut(pack, file.row);
  const isDone = before === undefined || leadDid(file.row, file.acts).includes(before);
  return [
    ...(telltale === null ? [] : missingParentConditions(pack, file)),
    ...(isAnswered ? [] : ["the answer that the student is not thought to be a victim"]),
    ...(isDone ? [] : [`the lead's tick on “${say(actOf(pack, before)?.name ?? {})}”`]),
  ];
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
  const facts = checklistInput({ pack, calls: noCalls }, row, acts);
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

/** What has to be known of a case to build its checklist. `acts`: those that the case has. */
export function checklistInput(
  { pack, calls, school, now = 0 }: Pick<CaseContext, "pack" | "calls"> & Partial<CaseContext>,
  row: CaseRow,
  acts: readonly ChecklistRow[] = [],
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
    atSchool: school !== undefined && school.endsAt(now) !== null,
    isDrill: row.drill,
  };
}

/** What says that the act was made, by whom and when: a row that is closed with another has the other's. */
const madeKeys = [
  "done",
  "doneBy",
  "doneAt",
  "alreadyMade",
  "madeBy",
  "agencyPerson",
  "agencyReference",
] as const satisfies readonly (keyof ChecklistRow)[];

/** Those cells of an act that no one has made. */
export const notMade = {
  done: false,
  doneBy: null,
  doneAt: null,
  alreadyMade: false,
  madeBy: null,
  agencyPerson: null,
  agencyReference: null,
} as const satisfies Pick<ChecklistRow, (typeof madeKeys)[number]>;

/** The same cells of another row. */
function madeLike(act: ChecklistRow): Pick<ChecklistRow, (typeof madeKeys)[number]> {
  const { done, doneBy, doneAt, alreadyMade, madeBy, agencyPerson, agencyReference } = act;
  return { done, doneBy, doneAt, alreadyMade, madeBy, agencyPerson, agencyReference };
}

/** Whether both rows are of one case: what is owed for each of two merged cases is not covered by the other's. */
function isOneDebt(a: ChecklistRow, b: ChecklistRow): boolean {
  return a.case === b.case;
}

/**
 * Acts of the pack that have a row of their own in the case, or need one, although the case has an act that covers them: their row is
 * there already, or the fuller act was made before they were owed. `isFirstMail`: whether a row is the first of its act in its case.
 */
export function separateActs(
  pack: ProtocolPack,
  acts: readonly ChecklistRow[],
  isFirst: (act: ChecklistRow) => boolean,
): readonly ActId[] {
  const first = acts.filter(isFirst);
  const rowOf = (id: ActId) => first.find(({ act }) => act === id);
  return pack.acts.flatMap((datum) =>
    coveredBy(pack, datum.id).filter((part) => {
      const whole = rowOf(datum.id);
      const isTooLate = whole !== undefined && isActMade(whole) && !whole.covers.includes(part);
      return rowOf(part) !== undefined || isTooLate;
    }),
  );
}

/**
 * The rows with what each covers: the acts that the case owes (`owed`) and that the row does as well, but for those that have been made in
 * a row of the same debt. What a row covered when it was made stays.
 */
export function markCoveredActs(
  pack: ProtocolPack,
  acts: readonly ChecklistRow[],
  owed: readonly ActId[],
): readonly ChecklistRow[] {
  return acts.map((act) => {
    const covered = coveredBy(pack, act.act).filter((id) => owed.includes(id));
    if (isActMade(act)) return act;
    const covers = covered.filter((id) => {
      const own = acts.filter((part) => part.act === id && isOneDebt(act, part));
      return own.length === 0 || own.some((part) => !isActMade(part));
    });
    return isSameValue(act.covers, covers) ? act : { ...act, covers };
  });
}

/** The rows with those open again that were closed with an act that the case does not owe any more (`owed`: the acts that it owes). */
export function reopenLostCover(
  acts: readonly ChecklistRow[],
  owed: readonly ActId[],
): readonly ChecklistRow[] {
  return acts.map((act) =>
    act.coveredBy === null || owed.includes(act.coveredBy)
      ? act
      : { ...act, ...notMade, coveredBy: null },
  );
}

/**
 * The rows after an edit: an open row is closed with the fuller act of its debt that was made in this edit, and goes on to say what that
 * one says, such as the agency's reference that is written later. It is open again where that tick is taken back, and on its own as soon
 * as someone writes in it. `before`: the rows before the edit.
 */
export function settleCovered(
  pack: ProtocolPack,
  before: readonly ChecklistRow[],
  acts: readonly ChecklistRow[],
): readonly ChecklistRow[] {
  const was = new Map(before.map((act) => [act.row, act]));
  const isNewlyMade = (act: ChecklistRow) => {
    const earlier = was.get(act.row);
    return isActMade(act) && (earlier === undefined || !isActMade(earlier));
  };
  const isWrittenIn = (act: ChecklistRow) => {
    const earlier = was.get(act.row);
    return earlier !== undefined && madeKeys.some((key) => earlier[key] !== act[key]);
  };
  const wholeOf = (act: ChecklistRow, id: ActId) =>
    acts.filter((whole) => whole.act === id && isOneDebt(whole, act));
  return acts.map((act) => {
    if (act.coveredBy !== null) {
      if (isWrittenIn(act)) return { ...act, coveredBy: null };
      const whole = wholeOf(act, act.coveredBy).find(isActMade);
      return whole === undefined
        ? { ...act, ...notMade, coveredBy: null }
        : { ...act, ...madeLike(whole) };
    }
    if (isActMade(act) || act.act === null) return act;
    const id = act.act;
    const whole = acts.find(
      (one) => isNewlyMade(one) && isOneDebt(one, act) && coveredBy(pack, one.act).includes(id),
    );
    return whole === undefined ? act : { ...act, ...madeLike(whole), coveredBy: whole.act };
  });
}
