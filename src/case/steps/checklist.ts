/**
 * Brings the checklist of a case up to date with its level and protocols: adds steps that newly apply, keeps all existing rows, puts calls
 * first. A step of the checklist is an `act` in code.
 */

import { union } from "../../lists";
import { type CallBook, callWords } from "../../protocol/agencies";
import { type Act, buildChecklist, fitStep, otherAgencies } from "../../protocol/build-checklist";
import { packOfCase } from "../../protocol/find-pack";
import type { ActState } from "../../protocol/ids";
import type { ProtocolPack } from "../../protocol/pack";
import { actOf, roleOf } from "../../protocol/pack-queries";
import { stillMissing } from "../../register/saved-views";
import { type CaseRow, type ChecklistRow, checklistColumns } from "../../register/tabs";
import { plainLine } from "../../text";
import { dayWords, whenWords } from "../../time";
import { undoneIn, undoneLine } from "../edits/typed-inputs";
import {
  actKey,
  type CaseFile,
  emptyAct,
  everyAct,
  isActMade,
  isFirstOfItsAct,
  ownRow,
} from "../facts/case-file";
import { referenceOfCase } from "../facts/case-reference";
import { type CaseContext, dueOf, holdEnds, lateOf, stillDue } from "./deadlines";
import {
  actState,
  checklistInput,
  counted,
  leftByUndo,
  markCoveredActs,
  missingFor,
  ownWhy,
  reopenLostCover,
  rowsThatStandFor,
  standingBeside,
  whyNotApplicable,
} from "./step-state";

/** A new row for a step. */
export function newActRow(
  file: CaseFile,
  act: Act,
  context: CaseContext,
  occurrence = 1,
): ChecklistRow {
  const blank: ChecklistRow = {
    ...emptyAct(),
    row: actKey(referenceOfCase(file.row), act.act, occurrence),
    case: file.row.case,
    attempts: 0,
    due: dueOf(act, context),
    who: act.who,
    covers: act.covers,
    act: act.act,
  };
  return upToDate(blank, act, file, context);
}

/** Comes after the words of a call if a reporter says that they have called already. */
const reporterSaysSo = "The reporter says so, get the agency's reference.";

/**
 * The words of the row. `step`: in a few words, what to do or why the step waits. `what` and `why`: the same in full; `why` is null if
 * there is nothing to say.
 */
function wordsOf(act: Act, state: ActState, file: CaseFile, { pack, zone }: CaseContext) {
  const { countyOfResidence, heldFor, holdUntil, reporterSaysCalled } = file.row;
  const question = actOf(pack, act.act)?.reporterSays ?? null;
  const isSaid = question !== null && reporterSaysCalled.includes(question);
  const said = isSaid ? [reporterSaysSo] : [];
  const whole = act.what.replace("{residence}", plainLine(countyOfResidence ?? ""));
  const short = act.state === "locked" && state !== "locked" ? act.inMail : act.step;
  const words = {
    what: [whole, ...said].join(" "),
    call: act.call === null ? null : callWords(act.call),
    step: fitStep([short, ...said]),
  };
  if (state === "on-hold" && holdUntil !== null) {
    const by = heldFor === null ? "" : `, for ${heldFor}`;
    return {
      ...words,
      step: fitStep([`On hold until ${dayWords(holdUntil, zone)}.`, short]),
      why: `On hold until ${whenWords(holdEnds(holdUntil, zone), zone)}${by}.`,
    };
  }
  const datum = actOf(pack, act.act);
  if (state === "locked" && datum !== null) {
    // Each reason begins with "Locked:". It is said once, even if several reasons apply.
    const reasons = (act.why ?? "Locked.").replace(/Locked: (.)/g, (all, first: string, at) =>
      at === 0 ? all : first.toUpperCase(),
    );
    return {
      ...words,
      why: `${reasons}\n${stillMissing}${missingFor(pack, datum, file).join("; ")}.`,
    };
  }
  // If the step is no longer locked, words that explain the lock would mislead.
  return { ...words, why: act.waitsFor !== null && state !== "locked" ? null : act.why };
}

/** The row of a step, brought up to date with what is known now. */
function upToDate(
  existing: ChecklistRow,
  act: Act,
  file: CaseFile,
  context: CaseContext,
): ChecklistRow {
  const state = actState(act.act, existing, file, context);
  const protocolSteps = union(act.protocolSteps, existing.protocolSteps);
  const shared = { ...existing, state, protocolSteps };
  if (isActMade(existing)) return { ...shared, statutes: union(act.statutes, existing.statutes) };
  const due = stillDue(existing, act, context);
  // A step that is due on the day on which it came onto the checklist starts to be late at the time worked out on that day.
  const isOfThatDay = existing.state !== null && act.due === "same-day" && due === existing.due;
  return {
    ...shared,
    // The laws of an answer that was taken back go too.
    statutes: act.statutes,
    due,
    lateFrom: isOfThatDay ? existing.lateFrom : lateOf(act, due, context),
    ...wordsOf(act, state, file, context),
  };
}

/**
 * The steps in the order in which they are shown: calls; then calls to be made again; then the rest as the protocol orders them. A step
 * that the protocol no longer lists comes last.
 */
function inOrder(
  pack: ProtocolPack,
  acts: readonly ChecklistRow[],
  wanted: readonly Act[],
): readonly ChecklistRow[] {
  const place = new Map<string, number>(wanted.map((act, index) => [act.act, index]));
  const lastCall = wanted.reduce(
    (last, act, index) => (act.due === "at-once" && act.call !== null ? index : last),
    -1,
  );
  const rank = (act: ChecklistRow) => {
    const role = roleOf(pack, act.act);
    if (role === "update") return lastCall + 0.3;
    const own = place.get(act.act ?? "");
    return own ?? (role === "review" ? lastCall + 0.6 : wanted.length);
  };
  return [...acts]
    .map((act, index) => ({ act, index }))
    .sort((a, b) => rank(a.act) - rank(b.act) || a.index - b.index)
    .map(({ act }, index) => ({ ...act, order: index + 1 }));
}

/** Whether the step is a call. A row that a person added (no step of the pack) may be any call, so it counts as one. */
export function isCallToSomebody(pack: ProtocolPack, { act }: Pick<ChecklistRow, "act">): boolean {
  const datum = actOf(pack, act);
  return datum === null || datum.call.length > 0;
}

/** The step after "No answer" was ticked: with one more attempt, and without the tick, so that the next attempt can be ticked. */
export function countUnansweredCall(act: ChecklistRow): ChecklistRow {
  return { ...act, noAnswer: false, attempts: (act.attempts ?? 0) + 1 };
}

/** How the line begins that the system adds below what the step asks for. The system finds its own line by these words. */
const lineBegins = "No one has answered so far";

/** What the step asks for, without the line about attempts. */
export function whatWithoutAttempts({ what }: Pick<ChecklistRow, "what">): string | null {
  const isOurs = (line: string) => line.startsWith(lineBegins);
  return (
    what
      ?.split("\n")
      .filter((line) => !isOurs(line))
      .join("\n") ?? null
  );
}

/** "once", or "3 times". */
export function timesWords(attempts: number): string {
  return attempts === 1 ? "once" : `${attempts} times`;
}

/** How a second line of a step begins if the system added it. */
const secondLine = /^(?:Undone in “|No answer yet)/;

/** The beginning of the text in at most this many characters, as whole sentences. */
const shortened = (text: string, length: number) =>
  fitStep(text.split(/(?<=\.) (?=[A-Z])/), length);

/**
 * The step as its row shows it. If a call was not answered: with a line that says how often it was tried and who else may take the report,
 * until the call is made. The words of the step get a second line, about that or about the input of the row that was undone last.
 */
function withAttempts(pack: ProtocolPack, act: ChecklistRow, calls: CallBook): ChecklistRow {
  const what = whatWithoutAttempts(act);
  const attempts = act.attempts ?? 0;
  const tried = `tried ${timesWords(attempts)}`;
  const others = attempts === 0 || isActMade(act) ? null : otherAgencies(pack, act.act, calls);
  const [undone] = undoneIn(act).slice(-1);
  const [first = "", second = ""] = (act.step ?? "").split("\n");
  let step = secondLine.test(second) ? first : act.step;
  if (undone !== undefined) {
    const column = checklistColumns().find(({ key }) => key === undone.column);
    const line = undoneLine(column?.header ?? undone.column, undone.refusal);
    step = `${shortened(first, 52)}\n${shortened(line, 100)}`;
  } else if (others !== null) {
    step = `${shortened(first, 105)}\nNo answer yet, ${tried}. “In full” says who else can take it.`;
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

/** One of several merged cases by itself: its steps, and the steps that its own protocols ask for. */
interface Fitting {
  readonly reference: string;
  readonly acts: readonly ChecklistRow[];
  readonly wanted: readonly Act[];
  /** Steps beside those of the protocols. */
  readonly also?: readonly Act[];
}

/**
 * The steps of one case, brought up to date. Rows are only ever added. `whole`: the target together with all that was merged into it, which
 * decides whether a step is open, locked or on hold.
 */
function fitOne(
  { reference, acts: had, wanted, also = [] }: Fitting,
  whole: CaseFile,
  context: CaseContext,
): readonly ChecklistRow[] {
  const owed = wanted.flatMap(({ act, covers }) => [act, ...covers]);
  const acts: ChecklistRow[] = reopenLostCover(had, owed).map((existing) => {
    const act = wanted.find((one) => one.act === existing.act);
    if (act !== undefined && existing.row === actKey(reference, act.act)) {
      return upToDate(existing, act, whole, context);
    }
    if (existing.act === null) return existing;
    if (isOfUndoneMerge(existing, whole)) return leftByUndo(existing);
    return {
      ...existing,
      state: actState(existing.act, existing, whole, context),
      why: whyNotApplicable(context.pack, existing, whole) ?? ownWhy(existing.why),
    };
  });
  for (const act of [...wanted, ...also]) {
    const key = actKey(reference, act.act);
    if (!acts.some((one) => one.row === key)) acts.push(newActRow(whole, act, context));
  }
  const covering = markCoveredActs(context.pack, acts, owed);
  const ordered = inOrder(context.pack, covering, wanted);
  // Rows are written in the order in which they were added; only `order` says what is shown first.
  const place = new Map(ordered.map((act) => [act.row, act]));
  const kept = had.length === 0 ? ordered : covering.map((act) => place.get(act.row) ?? act);
  return kept.map((act) => withAttempts(context.pack, act, context.calls));
}

/**
 * Whether a merge added the step, no one did it, and the merge was undone. Asked of a step that is no longer asked for, or of a call about
 * the merge itself.
 */
function isOfUndoneMerge(act: ChecklistRow, { row, merged = [] }: CaseFile): boolean {
  if (act.broughtBy === null || isActMade(act)) return false;
  const isEvent = !isFirstOfItsAct(act) || roleOf(packOfCase(row), act.act) === "update";
  return !isEvent || !merged.some(({ case: reference }) => reference === act.broughtBy);
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
  const listOf = (pack: ProtocolPack, of: CaseRow, acts: readonly ChecklistRow[]) =>
    buildChecklist(pack, checklistInput({ ...context, pack }, of, acts));
  const fitting = (one: CaseRow, pack: ProtocolPack): Fitting => {
    const acts = all.filter((act) => act.case === one.case);
    return { reference: referenceOfCase(one), acts, wanted: listOf(pack, ownRow(one), acts) };
  };
  const whole = counted(file);
  const mine = fitting(row, context.pack);
  // Steps that only the facts of all merged cases together ask for. A step that each case owes stays with the case that owes it.
  const isBrought = ({ act }: Act) =>
    !mine.wanted.some((one) => one.act === act) &&
    (actOf(context.pack, act)?.owedForEach !== true ||
      all.every((one) => one.act !== act || one.case === row.case));
  const together = merged.length === 0 ? [] : listOf(context.pack, row, whole.acts);
  const wanted = [...mine.wanted, ...together.filter(isBrought)];
  const [by = null] = merged.map(({ case: reference }) => reference);
  const known = new Set(all.map((act) => act.row));
  const isNew = (act: ChecklistRow) =>
    !known.has(act.row) && together.some((one) => one.act === act.act && isBrought(one));
  // Due no later than the same step of another merged case.
  const soonest = ({ act, due }: ChecklistRow) =>
    all.reduce(
      (at, one) =>
        one.act === act && one.due !== null && !isActMade(one)
          ? Math.min(at ?? one.due, one.due)
          : at,
      due,
    );
  const fitted = [
    ...fitOne({ ...mine, wanted, also }, whole, context).map((act) => {
      const broughtBy = isNew(act) ? by : act.broughtBy;
      return broughtBy === null ? act : { ...act, broughtBy, due: soonest(act) };
    }),
    ...merged.flatMap((one) => {
      const pack = packOfCase(one);
      return fitOne(fitting(one, pack), whole, { ...context, pack, writtenReportDue: null });
    }),
  ];
  const { beside: _beside, ...rest } = file;
  const stands = rowsThatStandFor({ ...rest, acts: fitted });
  const acts = fitted.map((act) => {
    const other = stands.get(act.row);
    return other === undefined ? act : standingBeside(act, other);
  });
  return counted({ ...rest, acts });
}

/** When the next open step starts to be late, milliseconds UTC; null if no open step has a deadline. */
export function nextLateOf(acts: readonly ChecklistRow[]): number | null {
  return nextDueOf(acts.map((act) => ({ ...act, due: act.lateFrom ?? act.due })));
}

/** When the next open step is due, milliseconds UTC; null if no open step has a deadline. */
export function nextDueOf(acts: readonly ChecklistRow[]): number | null {
  const dues = acts.flatMap((act) => (act.state === "open" && act.due !== null ? [act.due] : []));
  return dues.length === 0 ? null : Math.min(...dues);
}
