/**
 * The state of a step by the conditions of its protocol; what has to be known of a case to list its steps; and which steps another step
 * covers. A step is an `act` in code. Pure.
 */

import { personRoles, roleWords } from "../../district-directory";
import { addTo } from "../../lists";
import type { CallBook } from "../../protocol/agency-words";
import { allHold, type ChecklistInput } from "../../protocol/conditions";
import { packOfCase } from "../../protocol/find-pack";
import type { ActId, ActState } from "../../protocol/ids";
import type { ActDatum, Condition, ProtocolPack } from "../../protocol/pack";
import { actOf, coveredBy, lowestLevel, meansVictim } from "../../protocol/pack-queries";
import { say } from "../../protocol/wording";
import { foldToWords, isWritten } from "../../text";
import type { Moment } from "../../time";
import {
  type CaseFile,
  cellsOf,
  everyAct,
  isActMade,
  isActOver,
  isFirstOfItsAct,
  isStepMade,
  type MadeCells,
} from "../facts/case-file";
import { referenceOfCase } from "../facts/case-reference";
import { type Missing, missingForParent, parentAnswer } from "../facts/parent-and-staff";
import type { CaseRow, ChecklistRow } from "../tabs/case-tabs";
import { type CaseContext, holdEnds } from "./deadlines";

// The state of a step: open, done, not applicable, locked, on hold. Steps that the law requires are only ever open or done (design 2.13).

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
 * The state of a step, from its cells and the case. A step that the pack does not have is a row that a person added: open until it is done
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

/** What must still happen before the step is unlocked, in words for its row; empty if it is not locked. */
export function missingFor(
  pack: ProtocolPack,
  { telltale, lock }: ActDatum,
  file: CaseFile,
): readonly Missing[] {
  const before = lock?.untilLeadDid;
  const isAnswered = lock?.waitsFor !== "victim-question" || victimRuledOut(pack, file.row);
  const isDone =
    before === undefined ||
    (file.row.leadRecorded.includes(before) && isStepMade(file.acts, before));
  const answer = "the answer that the student is not thought to be a victim";
  const tick = `the lead's tick on “${say(actOf(pack, before ?? null)?.name ?? {})}”`;
  const own: readonly (Missing | false)[] = [
    !isAnswered && ["answer on being a victim", answer],
    !isDone && ["the lead's tick", tick],
  ];
  return [
    ...(telltale === null ? [] : missingForParent(pack, file)),
    ...own.flatMap((one) => (one === false ? [] : [one])),
  ];
}

/** No condition of a step depends on whom to call. */
const noCalls: CallBook = { agencies: new Map(), sroIsDistrictPolice: "unknown" };

/**
 * The first condition of the step that does not hold in the case. Null if all hold; also for a step required by law, which stays once it is
 * owed.
 */
export function failingCondition(
  pack: ProtocolPack,
  { when = [], duty }: ActDatum,
  { row, acts }: CaseFile,
): Condition | null {
  if (when.length === 0 || duty) return null;
  const facts = checklistInput({ pack, calls: noCalls }, row, acts);
  return when.find((condition) => !allHold(pack, [condition], facts)) ?? null;
}

/** What people write in "county of residence" if the student lives in no other county, or if they do not know. */
const noOtherCounty = new Set(["", "no", "none", "n a", "na", "same", "this county", "unknown"]);

/** Whether the text names a county other than the pack's. */
export function isOtherCounty(pack: ProtocolPack, text: string | null): boolean {
  const words = foldToWords(text ?? "").replace(/^county of | county$/g, "");
  return !noOtherCounty.has(words) && words !== foldToWords(pack.county ?? "");
}

/** What has to be known of a case to build its checklist. `acts`: the steps that it has. */
export function checklistInput(
  { pack, calls, school, now = 0 }: Pick<CaseContext, "pack" | "calls"> & Partial<CaseContext>,
  row: CaseRow,
  acts: readonly ChecklistRow[] = [],
): ChecklistInput {
  const reader = personRoles.find((role) => role === row.readBy);
  const first = acts.filter(isFirstOfItsAct);
  // Steps that have a row of their own in the case, or need one, although the case has a fuller step that covers them: because they have a
  // row already, or because the fuller step was done before they were owed.
  const apart = pack.acts.flatMap(({ id }) =>
    coveredBy(pack, id).filter((part) => {
      const whole = first.find(({ act }) => act === id);
      const isTooLate = whole !== undefined && isActMade(whole) && !whole.covers.includes(part);
      return isTooLate || first.some(({ act }) => act === part);
    }),
  );
  return {
    ...(reader === undefined ? {} : { reader: roleWords[reader] }),
    level: row.level ?? lowestLevel(pack),
    protocols: row.protocols,
    factors: row.factors,
    confirmedBy: row.confirmedBy,
    parentMayBeInvolved: parentAnswer(row),
    // A report's "yes" always counts. The answer about staff adds steps and never takes any away.
    staffMayBeInvolved:
      row.staffReported === "yes" ? "yes" : (row.staffMayBeInvolved ?? row.staffReported),
    isAdult: row.isAdult,
    apart,
    studentRole: row.studentRole,
    immediateDanger: row.immediateDanger === "yes",
    calls,
    livesElsewhere: isOtherCounty(pack, row.countyOfResidence),
    atSchool: school !== undefined && school.endsAt(now) !== null,
    isDrill: row.drill,
  };
}

/**
 * What an email may know of it: not the factors, the age, where the student lives, or what was answered about parents and staff. Someone
 * may read an email over the reader's shoulder, perhaps the very parent or colleague whom the report is about. What the checklist says
 * because of these is only in the register.
 */
export function checklistInputForMail(...of: Parameters<typeof checklistInput>): ChecklistInput {
  return {
    ...checklistInput(...of),
    factors: [],
    parentMayBeInvolved: null,
    staffMayBeInvolved: null,
    livesElsewhere: false,
    isAdult: null,
    isForMail: true,
  };
}

/**
 * The cells that say that a step was done, by whom and when, as they are if no one has done it. A row that is done because a fuller step
 * was has that step's cells.
 */
export const notMade = {
  done: false,
  doneBy: null,
  doneAt: null,
  alreadyMade: false,
  madeBy: null,
  agencyPerson: null,
  agencyReference: null,
} as const satisfies Partial<ChecklistRow>;

// The cast holds: these are the keys of that object.
const madeKeys = Object.keys(notMade) as (keyof typeof notMade)[];

/** Those cells of a row. */
export const madeLike = (act: ChecklistRow) => cellsOf(act, madeKeys);

// A step covers another one only in the same case: what one of two merged cases owes is not covered by what was done in the other.

/**
 * The rows after an edit. If a fuller step of the same case was done in this edit, each open row that it covers is done too, and goes on to
 * show the cells of that step, such as an agency's reference that is written later. The row opens again if that tick is taken back, and no
 * longer follows the fuller step once someone writes in it. `before`: the rows before the edit.
 */
export function settleCovered(
  pack: ProtocolPack,
  before: readonly ChecklistRow[],
  acts: readonly ChecklistRow[],
): readonly ChecklistRow[] {
  const was = new Map(before.map((act) => [act.row, act]));
  const isNewlyMade = (act: ChecklistRow) =>
    isActMade(act) && !isActMade(was.get(act.row) ?? notMade);
  const isWrittenIn = (act: ChecklistRow) =>
    madeKeys.some((key) => (was.get(act.row) ?? act)[key] !== act[key]);
  return acts.map((act) => {
    const { coveredBy: by, act: id } = act;
    const wholes = acts.filter((one) => one.case === act.case && isActMade(one));
    if (by !== null) {
      if (isWrittenIn(act)) return { ...act, coveredBy: null };
      const whole = wholes.find((one) => one.act === by);
      return whole === undefined
        ? { ...act, ...notMade, coveredBy: null }
        : { ...act, ...madeLike(whole) };
    }
    if (isActMade(act) || id === null) return act;
    const whole = wholes.find((one) => isNewlyMade(one) && coveredBy(pack, one.act).includes(id));
    return whole === undefined ? act : { ...act, ...madeLike(whole), coveredBy: whole.act };
  });
}

// Which steps count in merged cases (design 2.6). Every row stays with its case and is ticked there. A step that was done in either case
// counts once, except steps that each case owes.

/**
 * For the key of each row that does not count, the row of the same step that counts in its place: one that is done; otherwise the one that
 * is still to be done.
 */
export function rowsThatStandFor(file: CaseFile): ReadonlyMap<string | null, ChecklistRow> {
  const { row, merged = [] } = file;
  const pack = packOfCase(row);
  const steps = new Map<string, ChecklistRow[]>();
  for (const act of merged.length === 0 ? [] : everyAct(file)) {
    const datum = actOf(pack, act.act);
    // Such a step counts in each of its rows.
    const isForEach = datum === null || datum.owedForEach || datum.role === "update";
    if (!isForEach && isFirstOfItsAct(act) && !isLeftByUndo(act)) addTo(steps, datum.id, act);
  }
  // Of several open rows: if the step repeats, one that was done before; otherwise the one that is due first; otherwise the target's.
  const ranks: readonly ((act: ChecklistRow) => number)[] = [
    (act) => Number(isWritten(act.notApplicableBecause)),
    (act) => -(act.doneAt ?? 0),
    (act) => act.due ?? Number.MAX_VALUE,
    (act) => Number(act.case !== row.case),
  ];
  const order = (a: ChecklistRow, b: ChecklistRow) =>
    ranks.reduce((found, rank) => found || rank(a) - rank(b), 0);
  const stands = new Map<string | null, ChecklistRow>();
  for (const rows of steps.values()) {
    const one = rows.find(isActMade) ?? [...rows].sort(order)[0];
    for (const act of rows)
      if (one !== undefined && act !== one && !isActMade(act)) stands.set(act.row, one);
  }
  return stands;
}

/** Whether a merge added the step, the merge was undone, and no one has done the step. */
function isLeftByUndo(act: ChecklistRow): boolean {
  return act.broughtBy !== null && act.state === "not-applicable" && !isActOver(act);
}

/** The case with only the rows that count as its steps; the others are set aside. */
export function counted(file: CaseFile): CaseFile {
  const { beside: _former, ...rest } = file;
  const stands = rowsThatStandFor(file);
  const [acts, beside]: [ChecklistRow[], ChecklistRow[]] = [[], []];
  for (const act of everyAct(file))
    (stands.has(act.row) || isLeftByUndo(act) ? beside : acts).push(act);
  return beside.length === 0 ? { ...rest, acts } : { ...rest, acts, beside };
}

const ofUndone = "The merge that brought this step was undone.";

/** How the explanation begins in a row that does not count. */
const saidBefore = new RegExp(`^(?:(?:Done|This step continues) in [\\d-]+[^.]*\\.|${ofUndone}) ?`);

/** Why the step waits, without the sentence about merged cases. */
export const ownWhy = (why: string | null): string | null => why?.replace(saidBefore, "") || null;

const saying = (words: string, { why }: ChecklistRow) =>
  [words, ownWhy(why) ?? ""].join(" ").trim();

/** The row of a step for which `other` counts, with words that say so. */
export function standingBeside(act: ChecklistRow, other: ChecklistRow): ChecklistRow {
  const where = referenceOfCase(other);
  return isActMade(other)
    ? { ...act, state: "done", why: saying(`Done in ${where}.`, act) }
    : { ...act, why: saying(`This step continues in ${where}.`, act) };
}

/** The row of a step that no longer counts because the merge that added it was undone, with words that say so. */
export const leftByUndo = (act: ChecklistRow): ChecklistRow => ({
  ...act,
  state: "not-applicable",
  why: saying(ofUndone, act),
});
