/**
 * Carries a case into another register (design 2.22, “Moving”): what is known of it, what people typed and what was done opens a case there,
 * or joins the open case of its student. What happens to each cell stands in its entry (`carried`). The first case is left as it is. Pure.
 */

import { type CaseFile, emptyCase, isActMade, isStepMade, keepOwn } from "../case/facts/case-file";
import { referenceOfCase } from "../case/facts/case-reference";
import { combineFacts, factsOfReport } from "../case/facts/combined-facts";
import { asksUntilCalled } from "../case/facts/danger";
import { isParentTold, withOwnerReason } from "../case/facts/parent-and-staff";
import { fitChecklist } from "../case/steps/checklist";
import type { CaseContext } from "../case/steps/deadlines";
import { type CaseRow, type ChecklistRow, caseTabs } from "../case/tabs/case-tabs";
import type { NewCase } from "../casework/open-case";
import {
  type ReassessedCase,
  reassessCase,
  reviewActs,
  withCheckIn,
  withDangerCalls,
  withDerivedCells,
} from "../casework/reassess-case";
import type { Arrival } from "../casework/what-becomes-of-cells";
import { cellsGoingAlong, withCarried, withReport } from "../casework/what-becomes-of-cells";
import { packOfCase, protocolVersion } from "../protocol/find-pack";
import { actOf } from "../protocol/pack-queries";
import type { RowValues } from "../register/columns";
import { inputColumns } from "../register/row-state";

/** A case on its way into another register. */
export interface Carried {
  readonly from: CaseFile;
  /** Its reports as they arrive there, oldest first; at least one. */
  readonly arrivals: readonly [Arrival, ...(readonly Arrival[])];
  /** How many of them the register does not have yet. */
  readonly fresh: number;
  /** Whether it leaves a sealed register. */
  readonly isReleased: boolean;
}

/** Whether the danger of the case was never answered by a call, also if the case was closed when it was carried. */
export function hasUnansweredDanger({ row, acts }: CaseFile): boolean {
  return asksUntilCalled({ row: { ...row, status: "open" }, acts });
}

/** The row of a new case with what its reports say, what people typed, and the danger; before its checklist is known. */
function carriedRow({ from, arrivals, isReleased }: Carried, birth: NewCase): CaseRow {
  const [{ context }] = arrivals;
  const { pack, now } = context;
  const { row: was } = from;
  const raises = was.raisedBy.map(({ level }) => level);
  const raised = pack.levels.flatMap(({ id }) => (raises.includes(id) ? [id] : []));
  const byHand = raised.reduce(
    (known, level) => combineFacts(pack, known, { ...emptyCase(), level, protocols: [level] }),
    combineFacts(pack, emptyCase(), emptyCase()),
  );
  // What a closed sealed case added to this one stays there: others may read the new one.
  const stays = isReleased && was.earlierCase !== null;
  const known = stays ? byHand : combineFacts(pack, byHand, was);
  const ofEarlier = combineFacts(pack, emptyCase(), {
    ...emptyCase(),
    factors: birth.earlier.factors,
  });
  const opened: CaseRow = {
    ...emptyCase(),
    ...combineFacts(pack, known, ofEarlier),
    case: birth.case,
    status: "open",
    opened: now,
    drill: false,
    possibleMatch: birth.possibleMatches,
    earlierCase: birth.earlier.case,
    protocolVersion: protocolVersion(pack),
  };
  const reported = arrivals.reduce((row, arrival): CaseRow => {
    const facts = combineFacts(pack, row, factsOfReport(arrival.report));
    return { ...withReport(row, arrival), ...facts };
  }, opened);
  const { dangerSince, dangerReported, dangerAgain, dangerOver, factors, withdrawnFactors } = was;
  // A danger that no call has answered starts anew, with the people who now learn of it.
  const danger = hasUnansweredDanger(from)
    ? { dangerSince: now, dangerReported, dangerAgain: now, dangerOver: false }
    : { dangerSince, dangerReported, dangerAgain, dangerOver };
  const isWithdrawn = (id: string) => withdrawnFactors.includes(id) && !factors.includes(id);
  return withOwnerReason({
    ...reported,
    ...cellsGoingAlong(was),
    legalHold: was.legalHold || reported.legalHold,
    ...danger,
    factors: reported.factors.filter((id) => !isWithdrawn(id)),
  });
}

/** What people typed on the row of a step, and what follows from it. A step that was done is “already made” in the new register. */
function typedOn(
  act: ChecklistRow,
  { isMade }: { readonly isMade: boolean },
): Partial<ChecklistRow> {
  // Who acts is worked out for each register: the role would tell who read the first one.
  const inputs = inputColumns(caseTabs.checklist.columns).filter(({ key }) => key !== "who");
  // The cast holds: these are columns of the row.
  const typed: Partial<ChecklistRow> = Object.fromEntries(
    inputs.map(({ key }) => [key, (act as RowValues)[key] ?? null]),
  );
  const { due, doneAt, doneBy, attempts, madeBy } = act;
  const rest = { ...typed, attempts, noAnswer: false, done: false, alreadyMade: false };
  return isMade
    ? { ...rest, due, doneAt, doneBy, alreadyMade: true, madeBy: madeBy ?? doneBy }
    : rest;
}

/**
 * The steps of the first case that were done, or on which someone typed, by the end of their key. Of a step of several merged cases, an
 * open row counts before one that was made: it is done only if none of the cases still owes it.
 */
function stepsAlong({ row, acts, merged = [] }: CaseFile) {
  const along = new Map<string, Partial<ChecklistRow>>();
  const rows = new Map<string, ChecklistRow>();
  const isAlone = merged.length === 0;
  const isMadeInAll = (act: ChecklistRow) =>
    isActMade(act) && (isAlone || isStepMade(acts, act.act ?? ""));
  const ofCase = (act: ChecklistRow) => act.case ?? referenceOfCase(row);
  for (const act of [...acts].sort((a, b) => Number(isMadeInAll(a)) - Number(isMadeInAll(b)))) {
    const key = (act.row ?? "").slice(ofCase(act).length);
    if (rows.has(key)) continue;
    rows.set(key, act);
    along.set(key, typedOn(act, { isMade: isMadeInAll(act) }));
  }
  return { along, rows };
}

/** The rows of the steps that the new case does not have itself: calls made again, rows that a person added. */
function furtherSteps(
  from: CaseFile,
  file: CaseFile,
  isTaken: (act: ChecklistRow) => boolean,
  keyOf: (end: string, act: ChecklistRow) => string,
): readonly ChecklistRow[] {
  const { along, rows } = stepsAlong(from);
  const { case: reference } = file.row;
  return [...rows].flatMap(([end, act]): ChecklistRow[] => {
    const typed = along.get(end) ?? {};
    if (!isTaken({ ...act, ...typed })) return [];
    const who = file.acts.find((one) => one.act === act.act)?.who ?? null;
    const own = { accepted: null, broughtBy: null, stateLost: false, undone: [], who };
    return [{ ...act, ...own, ...typed, row: keyOf(end, act), case: reference }];
  });
}

/** A new case with the checklist that it asks for and the steps of the first one. */
function opened(carried: Carried, birth: NewCase): CaseFile {
  const { from, arrivals } = carried;
  const [{ context }] = arrivals;
  const { pack } = context;
  const row = carriedRow(carried, birth);
  const also = arrivals.flatMap(({ report }) => reviewActs(row, report, context)).slice(0, 1);
  const fresh = fitChecklist({ row, acts: [] }, context, also);
  const reference = referenceOfCase(row);
  const { along } = stepsAlong(from);
  const acts = fresh.acts.map((act) => ({
    ...act,
    ...along.get((act.row ?? "").slice(reference.length)),
  }));
  const has = (end: string) => acts.some((act) => act.row === `${reference}${end}`);
  // A step that only the first case had is taken if it was done, or if a person added it.
  const more = furtherSteps(
    from,
    fresh,
    (act) => isActMade(act) || actOf(pack, act.act) === null || !isFirst(act),
    (end) => `${reference}${end}`,
  ).filter((act) => !has((act.row ?? "").slice(reference.length)));
  const whole = fitChecklist({ row, acts: [...acts, ...more] }, context, also);
  return hasUnansweredDanger(from) ? withDangerCalls(whole, context) : whole;
}

const isFirst = ({ row, case: of, act }: ChecklistRow) => row === `${of} ${act}`;

/** The case as open again, if it is closed or went on elsewhere. */
const reopened = (row: CaseRow, { told, contact, context: { now } }: Arrival): CaseRow =>
  row.status !== "closed" && row.releasedTo === null
    ? row
    : {
        ...{ ...row, status: "open", closeReason: null, closedAt: null, leadAgreed: false },
        ...{ agreedBy: null, release: false, releasedTo: null },
        told: { role: (told ?? contact).role, at: now, email: (told ?? contact).email },
        ...{ acknowledged: false, acknowledgedBy: null, acknowledgedAt: null },
      };

/**
 * The case `into`, open, with what the carried one brings. What was done there is in rows of its own: no open step of `into` is done by it,
 * unless `into` has reports of the carried case already, and so owes the same steps (`isHome`). If it had gone there itself (`isBack`), what
 * was typed and owed since then comes back with it, and is no news.
 */
function joined(carried: Carried, was: CaseFile, context: CaseContext): ReassessedCase {
  const { from, arrivals, fresh } = carried;
  const isHome = fresh < arrivals.length;
  const isBack = was.row.releasedTo !== null;
  const { along } = stepsAlong(from);
  const into: CaseFile = { ...was, row: reopened(was.row, arrivals[0]) };
  const reference = referenceOfCase(into.row);
  const nothing = { case: null, factors: [], reasons: [] };
  const birth: NewCase = { case: reference, possibleMatches: [], earlier: nothing };
  const brought = { ...carriedRow(carried, birth), reports: fresh };
  const both = withCarried(into.row, brought, context);
  const { dangerSince, dangerReported, dangerAgain, dangerOver } = brought;
  const danger = { dangerSince, dangerReported, dangerAgain, dangerOver };
  const row = isBack ? keepOwn(both, { ...both, ...cellsGoingAlong(brought), ...danger }) : both;
  const counts = new Map<string, number>();
  const had = [...into.acts, ...(into.beside ?? [])].filter((act) => act.case === reference);
  for (const { act } of had) counts.set(act ?? "", (counts.get(act ?? "") ?? 0) + 1);
  const endOf = ({ row: key, case: of }: ChecklistRow) => (key ?? "").slice(of?.length ?? 0);
  const ends = new Set(had.map(endOf));
  const acts = into.acts.map((act) => {
    const theirs = isHome && !isActMade(act) ? along.get(endOf(act)) : undefined;
    return isBack || theirs?.alreadyMade === true ? { ...act, ...theirs } : act;
  });
  const isHere = ({ act, doneAt }: ChecklistRow) =>
    acts.some((one) => one.act === act && isActMade(one) && one.doneAt === doneAt);
  const isTaken = (act: ChecklistRow) =>
    isActMade(act) ? !(isHome && isHere(act)) : isBack && !ends.has(endOf(act));
  const made = furtherSteps(from, into, isTaken, (end, { act }) => {
    const count = (counts.get(act ?? "") ?? 0) + 1;
    counts.set(act ?? "", count);
    const base = `${reference} ${act}`;
    return act === null ? `${reference}${end}` : count === 1 ? base : `${base} ${count}`;
  });
  const whole = { ...into, row, acts: [...acts, ...made] };
  const isUnanswered = hasUnansweredDanger(from);
  if (isBack) {
    const fit = fitChecklist(isUnanswered ? withDangerCalls(whole, context) : whole, context);
    const file = withDerivedCells(withCheckIn(fit, context), was, context);
    return { file, rise: null, newActs: [] };
  }
  const isAgain = isUnanswered && asksUntilCalled(into);
  const { report } = arrivals[0];
  const result = reassessCase(
    was,
    whole,
    { report, callsAgain: isParentTold(context.pack, into.acts), dangerAgain: isAgain },
    context,
  );
  const done = new Set(made.map(({ act }) => act));
  return { ...result, newActs: result.newActs.filter((act) => !done.has(act)) };
}

/**
 * The case as it is in the other register: joined to `into`, or opened there if that is null (`birth`).
 */
export function carryCase(carried: Carried, into: CaseFile | null, birth: NewCase): ReassessedCase {
  const [{ context }] = carried.arrivals;
  if (into !== null) return joined(carried, into, { ...context, pack: packOfCase(into.row) });
  const file = withDerivedCells(withCheckIn(opened(carried, birth), context), null, context);
  return { file, rise: null, newActs: [] };
}
