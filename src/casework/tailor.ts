/** Fits a case's checklist to the case as it now stands: adds what newly applies, keeps all that is there, orders calls first. */
import { whenWords } from "../messages/when";
import type { CallBook } from "../protocol/call-book";
import { type Act, buildChecklist, type ChecklistInput, callWords } from "../protocol/checklist";
import type { ActState } from "../protocol/ids";
import type { ProtocolPack } from "../protocol/schema";
import type { ZoneOffset } from "../register/local-time";
import type { CaseRow, ChecklistRow } from "../register/tabs";
import { stateOf, victimRuledOut } from "./act-state";
import type { CaseFile } from "./case-file";
import { caseMemory } from "./case-memory";

const dayMilliseconds = 86_400_000;

export interface TailorContext {
  readonly pack: ProtocolPack;
  readonly calls: CallBook;
  readonly zone: ZoneOffset;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  readonly checkInEveryDays: number;
  readonly monitorEveryDays: number;
  /** The earliest written-report deadline among the reports at hand; null where none is. Milliseconds UTC. */
  readonly writtenReportDue: number | null;
}

/** What the protocol needs to know of a case. */
export function checklistInput(row: CaseRow, calls: CallBook): ChecklistInput {
  return {
    level: row.level ?? "needs-review",
    protocols: row.protocols,
    factors: row.factors,
    confirmedBy: row.confirmedBy,
    parentMayBeInvolved: row.parentMayBeInvolved,
    studentRole: row.studentRole,
    victimQuestionAnswered: victimRuledOut(row),
    immediateDanger: row.immediateDanger === "yes",
    calls,
  };
}

/** The key of an act's row; `occurrence` tells several rows of one act apart, from 2 on. */
export function actKey(caseReference: string, act: string, occurrence = 1): string {
  return occurrence === 1 ? `${caseReference} ${act}` : `${caseReference} ${act} ${occurrence}`;
}

function dueOf(act: Act, context: TailorContext): number | null {
  if (act.due === "at-once") return context.now;
  if (act.due === "written-report") return context.writtenReportDue;
  if (act.repeats === "check-in") return context.now + context.checkInEveryDays * dayMilliseconds;
  if (act.repeats === "monitor") return context.now + context.monitorEveryDays * dayMilliseconds;
  return null;
}

/** A row for an act that the case does not have yet. */
export function newActRow(
  row: CaseRow,
  act: Act,
  context: TailorContext,
  occurrence = 1,
): ChecklistRow {
  const cells: ChecklistRow = {
    row: actKey(row.case ?? "", act.act, occurrence),
    case: row.case,
    order: act.order,
    done: false,
    what: whatOf(act, row),
    state: "open",
    due: dueOf(act, context),
    who: act.who,
    call: act.call === null ? null : callWords(act.call),
    agencyPerson: null,
    agencyReference: null,
    notApplicableBecause: null,
    notes: null,
    doneBy: null,
    doneAt: null,
    why: act.why,
    protocolSteps: act.protocolSteps,
    statutes: act.statutes,
    act: act.act,
    accepted: null,
  };
  const state = stateOf(act.act, cells, row, context.now);
  return { ...cells, state, why: whyOf(act, state, row, context) };
}

/** What the row says beside the protocol's words where a reporter has already called. */
const reporterSaysSo = "The reporter says so, get the agency's reference.";

function whatOf(act: Act, row: CaseRow): string {
  const said = caseMemory(row.memory).saidCalled ?? [];
  const isSaid =
    (act.act === "call-child-and-family-services" && said.includes("child-and-family-services")) ||
    (act.act === "involve-law-enforcement" && said.includes("law-enforcement"));
  return isSaid ? `${act.what} ${reporterSaysSo}` : act.what;
}

/** Why an act waits, or what the law says about it. */
function whyOf(act: Act, state: ActState, row: CaseRow, context: TailorContext): string | null {
  if (state === "on-hold" && row.holdUntil !== null) {
    const by = row.heldFor === null ? "" : `, for ${row.heldFor}`;
    return `On hold until ${whenWords(row.holdUntil, context.zone)}${by}.`;
  }
  // Words of a lock that is open by now would only mislead.
  return act.waitsFor !== null && state !== "locked" ? null : act.why;
}

function union(a: readonly string[], b: readonly string[]): readonly string[] {
  return [...a, ...b.filter((item) => !a.includes(item))];
}

function refreshed(
  existing: ChecklistRow,
  act: Act,
  row: CaseRow,
  context: TailorContext,
): ChecklistRow {
  const state = stateOf(act.act, existing, row, context.now);
  const shared = {
    ...existing,
    state,
    protocolSteps: union(act.protocolSteps, existing.protocolSteps),
  };
  // What was done was done under the words of its time.
  if (existing.done) return { ...shared, statutes: union(act.statutes, existing.statutes) };
  const due =
    act.due === "written-report" && context.writtenReportDue !== null
      ? Math.min(existing.due ?? context.writtenReportDue, context.writtenReportDue)
      : existing.due;
  return {
    ...shared,
    // A law that went with an answer goes when the answer is corrected.
    statutes: act.statutes,
    due,
    what: whatOf(act, row),
    call: act.call === null ? null : callWords(act.call),
    why: whyOf(act, state, row, context),
  };
}

/** Calls, then the calls to be made again, then the rest as the protocol orders them; an act the protocol no longer lists keeps its place at the end. */
function inOrder(acts: readonly ChecklistRow[], wanted: readonly Act[]): readonly ChecklistRow[] {
  const place = new Map<string, number>(wanted.map((act, index) => [act.act, index]));
  const lastCall = wanted.reduce((last, act, index) => (act.due === "at-once" ? index : last), -1);
  const rank = (act: ChecklistRow) => {
    if (act.act === "update-child-and-family-services") return lastCall + 0.3;
    if (act.act === "review-report" && !place.has("review-report")) return lastCall + 0.6;
    return place.get(act.act ?? "") ?? wanted.length;
  };
  return [...acts]
    .map((act, index) => ({ act, index }))
    .sort((a, b) => rank(a.act) - rank(b.act) || a.index - b.index)
    .map(({ act }, index) => ({ ...act, order: index + 1 }));
}

/**
 * The case with the checklist that its level and protocols ask for. Acts are only ever added; done stays done.
 * `also` are acts that a report asks for beside them (a report that alone is below at-risk still wants reading).
 */
export function tailored(
  file: CaseFile,
  context: TailorContext,
  also: readonly Act[] = [],
): CaseFile {
  const wanted = buildChecklist(context.pack, checklistInput(file.row, context.calls));
  const extra = also.filter((act) => !wanted.some((other) => other.act === act.act));
  const byAct = new Map(file.acts.map((act) => [act.row, act]));
  const acts: ChecklistRow[] = file.acts.map((existing) => {
    const act = wanted.find((one) => one.act === existing.act);
    if (act === undefined || existing.row !== actKey(file.row.case ?? "", act.act)) return existing;
    return refreshed(existing, act, file.row, context);
  });
  for (const act of [...wanted, ...extra]) {
    if (!byAct.has(actKey(file.row.case ?? "", act.act))) {
      acts.push(newActRow(file.row, act, context));
    }
  }
  const ordered = inOrder(acts, wanted);
  // The sheet's order is the order of appending; only `order` says what is shown first.
  const orderOf = new Map(ordered.map((act) => [act.row, act.order]));
  const kept =
    file.acts.length === 0
      ? ordered
      : acts.map((act) => ({ ...act, order: orderOf.get(act.row) ?? act.order }));
  return { row: { ...file.row, nextDue: nextDueOf(kept) }, acts: kept };
}

/** The earliest deadline among open acts; null where none has one. Milliseconds UTC. */
export function nextDueOf(acts: readonly ChecklistRow[]): number | null {
  const dues = acts.flatMap((act) => (act.state === "open" && act.due !== null ? [act.due] : []));
  return dues.length === 0 ? null : Math.min(...dues);
}
