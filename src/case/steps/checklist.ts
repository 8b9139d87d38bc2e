/**
 * Brings the checklist of a case up to date with its level and protocols: adds steps that newly apply, keeps all existing rows, puts calls
 * first. A step of the checklist is an `act` in code.
 */

import { union } from "../../lists";
import { callWords } from "../../protocol/agency-words";
import {
  type Act,
  buildChecklist,
  fitStep,
  otherAgencies,
  reviewAct,
  updateCall,
} from "../../protocol/build-checklist";
import { type ChecklistInput, denialWords } from "../../protocol/conditions";
import { packOfCase } from "../../protocol/find-pack";
import type { ActId } from "../../protocol/ids";
import type { ProtocolPack } from "../../protocol/pack";
import { actOf, coveredBy } from "../../protocol/pack-queries";
import { acceptedText } from "../../register/row-state";
import { capital, plainLine } from "../../text";
import { dayWords, whenWords } from "../../time";
import {
  actKey,
  type CaseFile,
  emptyAct,
  everyAct,
  isActMade,
  isFirstOfItsAct,
  isStepMade,
  ownRow,
} from "../facts/case-file";
import { referenceOfCase } from "../facts/case-reference";
import { missingWords } from "../facts/parent-and-staff";
import { undoneIn, undoneLine } from "../facts/why-edits-are-undone";
import { type CaseRow, type ChecklistRow, caseTabs } from "../tabs/case-tabs";
import { stillMissing } from "../tabs/views-of-cases";
import { type CaseContext, dueAndLate, dueOf, holdEnds } from "./deadlines";
import { lacksSteps, listSteps, lostSteps } from "./listed-steps";
import {
  actState,
  checklistInput,
  counted,
  failingCondition,
  leftByUndo,
  missingFor,
  notMade,
  ownWhy,
  rowsThatStandFor,
  standingBeside,
} from "./step-state";

/** A row for a step in which no one has written, with these cells. */
export function givenRow(
  given: Pick<ChecklistRow, "row" | "case" | "due"> & Partial<ChecklistRow>,
  act: Act,
  file: CaseFile,
  context: CaseContext,
): ChecklistRow {
  const { act: id, who, covers } = act;
  const row: ChecklistRow = { ...emptyAct(), attempts: 0, who, covers, act: id, ...given };
  return upToDate(row, act, file, context);
}

/** Comes after the words of a call if a reporter says that they have called already. */
const reporterSaysSo = "The reporter says so, get the agency's reference.";

/**
 * The row of a step, brought up to date with what is known now: its state, deadline, sources and words. Of the words, `step` says in few of
 * them what to do or why the step waits; `what` and `why` say the same in full.
 */
function upToDate(
  existing: ChecklistRow,
  act: Act,
  file: CaseFile,
  context: CaseContext,
): ChecklistRow {
  const { pack, zone } = context;
  const state = actState(act.act, existing, file, context);
  const kept = isActMade(existing) ? existing.protocolSteps : [];
  const shared = { ...existing, state, protocolSteps: union(act.protocolSteps, kept) };
  if (isActMade(existing)) return { ...shared, statutes: union(act.statutes, existing.statutes) };
  const { countyOfResidence, heldFor, holdUntil, reporterSaysCalled } = file.row;
  const datum = actOf(pack, act.act);
  const question = datum?.reporterSays ?? null;
  const said = question !== null && reporterSaysCalled.includes(question) ? [reporterSaysSo] : [];
  const shown = (state === "locked" ? act.lock : null) ?? act;
  const row: ChecklistRow = {
    ...shared,
    ...dueAndLate(existing, act, context),
    // The laws of an answer that was taken back go too.
    statutes: act.statutes,
    what: [act.what.replace("{residence}", plainLine(countyOfResidence ?? "")), ...said].join(" "),
    call: act.call === null ? null : callWords(act.call),
    step: fitStep([shown.step, ...said]),
    why: shown.why,
  };
  if (state === "on-hold" && holdUntil !== null) {
    const by = heldFor === null ? "" : `, for ${heldFor}`;
    return {
      ...row,
      step: fitStep([`On hold until ${dayWords(holdUntil, zone)}.`, act.step]),
      why: `On hold until ${whenWords(holdEnds(holdUntil, zone), zone)}${by}.`,
    };
  }
  if (state !== "locked" || datum === null) return row;
  // Each reason begins with "Locked:". It is said once, even if several reasons apply.
  const reasons = (row.why ?? "Locked.").replace(/Locked: (.)/g, (all, first: string, at) =>
    at === 0 ? all : first.toUpperCase(),
  );
  const missing = missingFor(pack, datum, file).map(([, words]) => words);
  return { ...row, why: `${reasons}\n${stillMissing}${missing.join("; ")}.` };
}

/** Whether the step is a call. A row that a person added (no step of the pack) may be any call, so it counts as one. */
export function isCallToSomebody(pack: ProtocolPack, { act }: Pick<ChecklistRow, "act">): boolean {
  const datum = actOf(pack, act);
  return datum === null || datum.call.length > 0;
}

/** How the line begins that the system adds below what the step asks for. The system finds its own line by these words. */
const lineBegins = "No one has answered so far";

/** What the step asks for, without the line about attempts. */
export function whatWithoutAttempts({ what }: Pick<ChecklistRow, "what">): string | null {
  const lines = what?.split("\n").filter((line) => !line.startsWith(lineBegins));
  return lines?.join("\n") ?? null;
}

/** "once", or "3 times". */
export function timesWords(attempts: number): string {
  return attempts === 1 ? "once" : `${attempts} times`;
}

/** How a second line of a step begins if the system added it. */
const secondLine = /^(?:Undone|No answer yet|Missing:|Done )/;

/** The most characters of a line that is not wrapped in the column "Step". */
const oneLine = 52;

/**
 * The step as its row shows it. If a call was not answered: with a line that says how often it was tried and who else may take the report,
 * until the call is made. The words of the step get a second line: about that, about the input of the row that was undone last, about what
 * a locked step lacks, or when a step that repeats was done and is due next.
 */
function withSecondLine(
  file: CaseFile,
  act: ChecklistRow,
  { pack, calls, zone }: CaseContext,
): ChecklistRow {
  const what = whatWithoutAttempts(act);
  const attempts = act.attempts ?? 0;
  const tried = `tried ${timesWords(attempts)}`;
  const others = attempts === 0 || isActMade(act) ? null : otherAgencies(pack, act.act, calls);
  // That the step was locked or on hold is no longer said once it is not.
  const [undone] = undoneIn(act)
    .filter(({ refusal: is }) => (is !== "locked" && is !== "on-hold") || is === act.state)
    .slice(-1);
  const [first = "", second = ""] = (act.step ?? "").split("\n");
  // The beginning of the text, as whole sentences.
  const shortened = (text: string, length: number) =>
    fitStep(text.split(/(?<=\.) (?=[A-Z])/), length);
  let step = secondLine.test(second) ? first : act.step;
  const datum = actOf(pack, act.act);
  const isTurn = act.state === "open" && (datum?.repeats ?? null) !== null;
  const isOfLock = undone === undefined || undone.refusal === "locked";
  if (act.state === "locked" && datum !== null && isOfLock) {
    // The warning is never shortened: someone who ticks the step reads it again.
    const is = undone === undefined ? "" : "Undone. ";
    const words = capital(missingWords(missingFor(pack, datum, file), oneLine - is.length - 1));
    step = `${first}\n${is}${words}.`;
  } else if (undone !== undefined) {
    const column = caseTabs.checklist.columns.find(({ key }) => key === undone.column);
    const line = undoneLine(column?.header ?? undone.column, undone.refusal);
    step = `${shortened(first, oneLine)}\n${shortened(line, 100)}`;
  } else if (others !== null) {
    step = `${shortened(first, 105)}\nNo answer yet, ${tried}. “In full” says who else can take it.`;
  } else if (isTurn && act.doneAt !== null && act.due !== null) {
    step = `${first}\nDone ${dayWords(act.doneAt, zone)}, next ${dayWords(act.due, zone)}.`;
  }
  if (others === null) return { ...act, step, what };
  const line = `${lineBegins} (${tried}). ${others.words}`;
  return {
    ...act,
    step,
    what: what === null ? line : `${what}\n${line}`,
    statutes: union(act.statutes, others.statutes),
  };
}

/**
 * A step that no protocol lists for the case by itself, since an event brought it: a call that is made again, an update, a review. Null for
 * a step that the case no longer needs.
 */
function onceMore(
  id: ActId | null,
  facts: ChecklistInput,
  wanted: readonly Act[],
  pack: ProtocolPack,
): Act | null {
  const role = actOf(pack, id)?.role;
  if (role === "review") return reviewAct(pack, facts);
  if (role !== "update") return wanted.find((one) => one.act === id) ?? null;
  const { level, immediateDanger: isDanger } = facts;
  return updateCall(pack, facts, { level, protocols: [], done: [], isDanger });
}

/** One of several merged cases by itself: its steps, and the steps that its own protocols ask for. */
interface Fitting {
  readonly reference: string;
  readonly acts: readonly ChecklistRow[];
  readonly wanted: readonly Act[];
  /** Rows of steps that it was given and that are gone, with their deadlines. */
  readonly lost: readonly ChecklistRow[];
  /** What its steps depend on: what is known of it, and its protocol. */
  readonly facts: ChecklistInput;
  readonly pack: ProtocolPack;
}

/**
 * The steps of one case, brought up to date. Rows are only ever added. `whole`: the target together with all that was merged into it, which
 * decides whether a step is open, locked or on hold. `also`: steps beside those of the protocols.
 */
function fitOne(
  { reference, acts: had, wanted, lost, facts }: Fitting,
  whole: CaseFile,
  context: CaseContext,
  also: readonly Act[] = [],
): readonly ChecklistRow[] {
  const { pack } = context;
  const owed = wanted.flatMap(({ act, covers }) => [act, ...covers]);
  const acts = had.map((row): ChecklistRow => {
    // Open again if it was done through a fuller step that the case no longer owes.
    const isReopened = row.coveredBy !== null && !owed.includes(row.coveredBy);
    const existing = isReopened ? { ...row, ...notMade, coveredBy: null } : row;
    const act = wanted.find((one) => one.act === existing.act);
    if (act !== undefined && existing.row === actKey(reference, act.act)) {
      return upToDate(existing, act, whole, context);
    }
    if (existing.act === null) return existing;
    if (isOfUndoneMerge(existing, whole)) return leftByUndo(existing);
    const datum = actOf(pack, existing.act);
    const failing = datum && !isActMade(existing) ? failingCondition(pack, datum, whole) : null;
    return {
      ...existing,
      state: actState(existing.act, existing, whole, context),
      why:
        failing === null
          ? ownWhy(existing.why)
          : `Does not apply as the case stands: ${denialWords(pack, failing, whole.row.level)}.`,
    };
  });
  for (const act of [...wanted, ...also]) {
    const key = actKey(reference, act.act);
    if (acts.some((one) => one.row === key)) continue;
    const { due, broughtBy } = lost.find((one) => one.row === key) ?? {
      due: dueOf(act, context),
      broughtBy: null,
    };
    acts.push(givenRow({ row: key, case: reference, due, broughtBy }, act, whole, context));
  }
  for (const { row, due, broughtBy, act: id } of lost) {
    const act = acts.some((one) => one.row === row) ? null : onceMore(id, facts, wanted, pack);
    if (act === null || isOfUndoneMerge({ ...emptyAct(), row, act: id, broughtBy }, whole))
      continue;
    acts.push(givenRow({ row, case: reference, due, broughtBy }, act, whole, context));
  }
  // What a row covered when it was done stays. An open row covers what the case owes and what was not done in a row of its own.
  const covering = acts.map((act) => {
    if (isActMade(act)) return act;
    const parts = coveredBy(pack, act.act);
    return { ...act, covers: parts.filter((id) => owed.includes(id) && !isStepMade(acts, id)) };
  });
  // Shown first: calls; then calls to be made again; then the rest as the protocol orders them; last, what the protocol no longer lists.
  const lastCall = wanted
    .map(({ due, call }) => due === "at-once" && call !== null)
    .lastIndexOf(true);
  const places = new Map(
    covering.map((act): readonly [ChecklistRow, number] => {
      const role = actOf(pack, act.act)?.role;
      if (role === "update") return [act, lastCall + 0.3];
      const own = wanted.findIndex((one) => one.act === act.act);
      if (own >= 0) return [act, own];
      // A call for what only the merged cases together ask for, which stays with the report that brought it.
      if (act.act !== null && isCallToSomebody(pack, act)) return [act, lastCall + 0.4];
      return [act, role === "review" ? lastCall + 0.6 : wanted.length];
    }),
  );
  const shown = [...covering].sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
  // Rows are written in the order in which they were added; only `order` says what is shown first.
  const rows = had.length === 0 ? shown : covering;
  return rows.map((act) =>
    withSecondLine(whole, { ...act, order: shown.indexOf(act) + 1 }, context),
  );
}

/**
 * Whether a merge added the step, no one did it, and the merge was undone. Asked of a step that is no longer asked for, or of a call about
 * the merge itself.
 */
function isOfUndoneMerge(act: ChecklistRow, { row, merged = [] }: CaseFile): boolean {
  if (act.broughtBy === null || isActMade(act)) return false;
  const isEvent = !isFirstOfItsAct(act) || actOf(packOfCase(row), act.act)?.role === "update";
  return !isEvent || ![row, ...merged].some(({ case: one }) => one === act.broughtBy);
}

/**
 * The case with the checklist that its level and protocols ask for. Steps are only ever added; a step that is done stays done. Each of
 * several merged cases keeps the steps that its own facts ask for; what only their facts together ask for is added to the target of the
 * merge. `also`: steps beside those of the protocols (a report below every protocol still has to be read).
 */
export function fitChecklist(
  file: CaseFile,
  context: CaseContext,
  also: readonly Act[] = [],
): CaseFile {
  const { row, merged = [] } = file;
  const all = everyAct(file);
  const fitting = (one: CaseRow, pack: ProtocolPack): Fitting => {
    const acts = all.filter((act) => act.case === one.case);
    const lost = lostSteps(one, all);
    const facts = checklistInput({ ...context, pack }, ownRow(one), [...acts, ...lost]);
    return {
      reference: referenceOfCase(one),
      acts,
      wanted: buildChecklist(pack, facts),
      ...{ lost, facts, pack },
    };
  };
  const sources = merged.map((one) => fitting(one, packOfCase(one)));
  const owned = [...all, ...sources.flatMap(({ lost }) => lost)];
  const whole = counted(file);
  const mine = fitting(row, context.pack);
  // Steps that only the facts of all merged cases together ask for. A step that each case owes stays with the case that owes it.
  const together =
    merged.length === 0
      ? []
      : buildChecklist(context.pack, checklistInput(context, row, whole.acts));
  const isForEach = ({ act }: Act) => actOf(context.pack, act)?.owedForEach === true;
  const brought = together.filter(
    (step) =>
      !mine.wanted.some(({ act }) => act === step.act) &&
      (!isForEach(step) || owned.every(({ act, case: of }) => act !== step.act || of === row.case)),
  );
  // The target's own steps too say what they serve by all facts together, but not those that each case owes: one may be sent already.
  const shared = together.filter((step) => !isForEach(step));
  const named = mine.wanted.map((one) => shared.find(({ act }) => act === one.act) ?? one);
  const own = { ...mine, wanted: [...named, ...brought] };
  const fitted = fitOne(own, whole, context, also).map((act) => {
    const isNew = !all.some((one) => one.row === act.row);
    const isBrought = isNew && brought.some((one) => one.act === act.act);
    const broughtBy = isBrought ? (merged[0]?.case ?? null) : act.broughtBy;
    if (broughtBy === null) return act;
    // Due no later than the same step of another merged case.
    const open = all.filter((one) => one.act === act.act && !isActMade(one));
    const dues = [act, ...open].flatMap(({ due }) => due ?? []);
    return { ...act, broughtBy, due: dues.length === 0 ? null : Math.min(...dues) };
  });
  const others = sources.flatMap((source) =>
    fitOne(source, whole, { ...context, pack: source.pack, writtenReportDue: null }),
  );
  const { beside: _beside, ...rest } = file;
  const acts = [...fitted, ...others];
  const stands = rowsThatStandFor({ ...rest, acts });
  return counted({
    ...rest,
    acts: acts.map((act) => {
      const other = stands.get(act.row);
      return other === undefined ? act : standingBeside(act, other);
    }),
  });
}

/**
 * The case as read, with the rows of its steps that are gone, as they were given and not ticked (design 2.21). What it was given and no
 * longer needs leaves its list. The same case if no step is gone.
 */
export function withLostSteps(file: CaseFile, context: CaseContext): CaseFile {
  if (!lacksSteps(file)) return file;
  const { row, merged = [] } = file;
  const had = new Set(everyAct(file).map((act) => act.row));
  const gone = new Set(
    [row, ...merged].flatMap((one) => lostSteps(one, everyAct(file))).map((act) => act.row),
  );
  const back = everyAct(fitChecklist(file, context))
    .filter((act) => !had.has(act.row) && gone.has(act.row))
    // So that no cell counts as typed.
    .map((act) => ({ ...act, accepted: acceptedText(caseTabs.checklist.columns, act) }));
  const acts = [...everyAct(file), ...back];
  const listed = (one: CaseRow): CaseRow => ({
    ...one,
    steps: listSteps({ ...one, steps: [] }, acts),
  });
  return counted({ ...file, row: listed(row), merged: merged.map(listed), acts, beside: [] });
}
