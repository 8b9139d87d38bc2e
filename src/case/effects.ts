/** What the accepted edits of cases bring about: raised levels, merges, closing, next turns, and the rows and messages for them. Pure. */

import { actOf, levelRank, lowestLevel, protocolsOf } from "../protocol/engine";
import type { ProtocolPack } from "../protocol/pack";
import { packOfCase } from "../protocol/packs";
import {
  type ActivityLine,
  type Append,
  type Change,
  noChange,
  type QueuedMessage,
  type Update,
} from "../register/change";
import { type CaseRow, type ChecklistRow, caseColumns, checklistColumns } from "../register/tabs";
import { isWritten } from "../text";
import { startOfDay, type ZoneOffset } from "../time";
import { type ActingContext, acting, toldInDanger } from "./acting";
import { tailored } from "./acts";
import { askedAgain, toldApart } from "./apart";
import { type CaseFile, changeOfCase } from "./case";
import { hasLostItsGround, isFinished, leavesReporters, openDuties } from "./closing";
import { isNewDanger } from "./danger";
import { acceptedOf, type EditContext, reconciledCase, type TypedCase } from "./edits";
import { given } from "./giving";
import { holdsAll, type Knowledge } from "./know";
import { withRaiser } from "./level-words";
import type { CaseIndex } from "./link";
import { merged } from "./merge";
import { type CaseContext, type Grown, grown, settled, writtenReportDue } from "./open";
import { recordsOf } from "./records";
import { refusalWords } from "./rules";
import { endedLines, reopened, risenLines } from "./standing";
import { takenOn } from "./taken-on";

// What a tick brings with it: the next turn of a repeating act. Pure.

const day = 86_400_000;

/** Days between two turns of the acts that repeat, and the zone in which a day begins. */
export interface Intervals {
  readonly checkInEveryDays: number;
  readonly monitorEveryDays: number;
  readonly zone: ZoneOffset;
}

function everyDays(act: ChecklistRow, pack: ProtocolPack, intervals: Intervals): number | null {
  const repeats = actOf(pack, act.act)?.repeats ?? null;
  if (repeats === null) return null;
  return repeats === "check-in" ? intervals.checkInEveryDays : intervals.monitorEveryDays;
}

/** The case with repeating acts set to their next turn; a case that is closed has no next turn. */
export function withNextTurns(
  file: CaseFile,
  ticked: readonly ChecklistRow[],
  intervals: Intervals,
  now: number,
): CaseFile {
  const pack = packOfCase(file.row);
  const keys = new Set(ticked.map((act) => act.row));
  const turned = file.acts.flatMap((act) => {
    const days = everyDays(act, pack, intervals);
    return keys.has(act.row) && days !== null ? [{ act, days }] : [];
  });
  if (turned.length === 0 || file.row.status === "closed") return file;
  const due = new Map(turned.map(({ act, days }) => [act.row, now + days * day]));
  const acts = file.acts.map((act): ChecklistRow => {
    const next = due.get(act.row);
    return next === undefined ? act : { ...act, done: false, state: "open", due: next };
  });
  const contact = turned.find(({ act }) => actOf(pack, act.act)?.repeats === "check-in");
  // The cell holds a day: an hour in it would be read back as something that a person typed.
  const nextCheckIn =
    contact === undefined
      ? file.row.nextCheckIn
      : startOfDay(now + contact.days * day, intervals.zone);
  return { row: { ...file.row, nextCheckIn }, acts };
}

export interface EffectsContext extends EditContext, ActingContext {
  readonly index: CaseIndex;
  caseContext(file: CaseFile): CaseContext;
}

export interface Effects {
  readonly change: Change;
  /** Every case touched, as it is afterwards. */
  readonly files: ReadonlyMap<string, CaseFile>;
  /** Cases that ended in another: their rows elsewhere follow. */
  readonly merges: readonly { readonly from: string; readonly into: string }[];
}

function raisedByHand({ row }: CaseFile): Pick<Knowledge, "level" | "protocols"> | null {
  const level = row.raiseLevelTo;
  if (level === null || !isWritten(row.raiseReason) || row.protocols.includes(level)) {
    return null;
  }
  const pack = packOfCase(row);
  return {
    level: levelRank(pack, level) > levelRank(pack, row.level) ? level : row.level,
    protocols: protocolsOf(pack).filter((id) => row.protocols.includes(id) || id === level),
  };
}

/** Whoever raises a level learned now what calls for it: a written report that this adds is due from now (PC 11166). */
function raisedNow(context: CaseContext): CaseContext {
  return {
    ...context,
    writtenReportDue: writtenReportDue(context.pack, context.now, context.now).due,
  };
}

/** That the case has risen, or that another brought immediate danger into it. */
function raisedMessage(
  before: CaseRow,
  result: Grown,
  cause: "person" | "merge",
  context: EffectsContext,
): readonly QueuedMessage[] {
  const { row, acts } = result.file;
  const isDanger = isNewDanger(before, row);
  const level = row.level ?? lowestLevel(packOfCase(row));
  const rise = result.rise ?? (isDanger ? { from: level, to: level, protocols: [] } : null);
  if (rise === null) return [];
  const told = isDanger ? toldInDanger(row, context) : [acting(row, context)];
  return told.map(({ email: to }) => ({
    id: `${row.case ?? ""} raised ${rise.to} ${context.now.toString(36)} ${to}`,
    kind: "case-raised",
    to,
    case: row.case,
    detail: {
      fromLevel: rise.from,
      newProtocols: rise.protocols,
      newActs: acts.flatMap((act) =>
        act.act !== null && act.row !== null && result.newActs.includes(act.row) ? [act.act] : [],
      ),
      cause,
    },
  }));
}

/** To whoever has either case, but for who joined them and who is told of it already. */
function mergedMessages(
  target: CaseRow,
  source: CaseRow,
  known: readonly string[],
  context: EffectsContext,
): readonly QueuedMessage[] {
  const both = new Set([target, source].map((row) => acting(row, context).email));
  return [...both]
    .filter((to) => to !== context.who && !known.includes(to))
    .map((to) => ({
      id: `${source.case ?? ""} case-merged ${context.now.toString(36)} ${to}`,
      kind: "case-merged",
      to,
      case: target.case,
      detail: { other: source.case },
    }));
}

function statusLine(before: CaseFile, after: CaseFile, context: EffectsContext): ActivityLine[] {
  const was = before.row.closedAt !== null;
  const is = after.row.closedAt !== null;
  if (was === is || after.row.mergedInto !== null) return [];
  const what = is ? "case-closed" : "case-reopened";
  const by = { at: context.now, who: context.who, case: after.row.case };
  const { closeReason } = after.row;
  // No duty ends in silence.
  const ended = is && leavesReporters(closeReason) ? openDuties(after) : [];
  return [
    { ...by, what },
    ...ended.map(({ act }) => ({
      ...by,
      what: "duty-ended",
      column: "closeReason",
      from: act ?? "",
      to: closeReason ?? "",
    })),
  ];
}

/** A closed case goes on where somebody says so, or takes back what it was closed by. */
function goneOn(before: CaseFile, file: CaseFile): CaseFile {
  const { row } = file;
  if (before.row.status !== "closed") return file;
  if (row.status === "closed" && !hasLostItsGround(before, file)) return file;
  const status = row.status === "closed" ? "open" : row.status;
  return { ...file, row: { ...reopened({ ...row, status: "closed" }), status } };
}

/** Acts that the end of a hold has brought back, without anybody having typed a thing. */
function holdLine(before: CaseFile, after: CaseFile, context: EffectsContext): ActivityLine[] {
  const states = new Map(after.acts.map((act) => [act.row, act.state]));
  const isBack = before.acts.some(
    (act) => act.state === "on-hold" && states.get(act.row) === "open",
  );
  if (!isBack) return [];
  return [{ at: context.now, who: "automation", what: "hold-ended", case: after.row.case }];
}

/** The case that a reference means once this change is made, its own merges followed; null where there is none. */
function goesOnIn(
  reference: string,
  files: ReadonlyMap<string, CaseFile>,
  index: CaseIndex,
): string | null {
  let at = index.target(reference)?.case ?? null;
  const seen = new Set<string>();
  // Each merge is into a case that goes on; cells that somebody changed past the protection may still lead in a circle.
  for (let next = at; next !== null && !seen.has(next); ) {
    at = next;
    seen.add(next);
    next = files.get(next)?.row.mergedInto ?? null;
  }
  return at;
}

/** Whether a case can go on with all that another one knows and owes. */
function canTakeIn(target: CaseFile, source: CaseFile): boolean {
  const pack = packOfCase(target.row);
  const own = packOfCase(source.row);
  const isOwed = source.acts.every(
    ({ act }) => actOf(own, act) === null || actOf(pack, act) !== null,
  );
  return isOwed && holdsAll(pack, source.row);
}

/** All that stands in the inputs has been weighed by now. */
function accepted({ row, acts }: CaseFile): CaseFile {
  return {
    row: { ...row, accepted: acceptedOf(caseColumns, row) },
    acts: acts.map((act) => ({ ...act, accepted: acceptedOf(checklistColumns, act) })),
  };
}

function withReason(file: CaseFile): CaseFile {
  const { status, closeReason } = file.row;
  if (status !== "closed" || closeReason !== null || !isFinished(file)) return file;
  return { ...file, row: { ...file.row, closeReason: "all-acts-finished" } };
}

/** The effects of what people typed on these cases. `typed` holds each case touched and each case that one is to be merged into. */
export function effectsOf(typed: ReadonlyMap<string, TypedCase>, context: EffectsContext): Effects {
  const files = new Map<string, CaseFile>();
  /** Each case as it was accepted before. */
  const told = new Map<string, CaseFile>();
  const extra: {
    append: Append[];
    update: Update[];
    messages: QueuedMessage[];
    activity: ActivityLine[];
  } = { append: [], update: [], messages: [], activity: [] };
  for (const [reference, one] of typed) {
    const found = reconciledCase(one, context);
    const giving = given(one.file.row, found.file.row, context);
    const now: CaseFile = { ...found.file, row: giving.row };
    const caseContext = context.caseContext(now);
    const tailors = now.row.mergedInto === null;
    const going = tailors ? goneOn(found.before, tailored(now, caseContext)) : now;
    const turned = accepted(
      withReason(withNextTurns(going, found.ticked, caseContext, context.now)),
    );
    const knowledge = raisedByHand(turned);
    const result: Grown = !tailors
      ? // Its acts go on in another case: they say so, and stay as they were.
        { file: turned, rise: null, newActs: [] }
      : knowledge === null
        ? {
            file: settled(tailored(turned, caseContext), turned, context),
            rise: null,
            newActs: [],
          }
        : grown(
            turned,
            { ...turned, row: withRaiser(reopened(turned.row), context.who) },
            knowledge,
            raisedNow(caseContext),
            null,
          );
    files.set(reference, result.file);
    told.set(reference, found.before);
    extra.messages.push(
      ...raisedMessage(turned.row, result, "person", context),
      ...giving.messages,
    );
    extra.activity.push(
      ...found.activity,
      ...giving.activity,
      ...endedLines(found.file.row, result.file.row, context.now),
      ...risenLines(result.rise, result.file.row, context),
      ...holdLine(one.file, result.file, context),
    );
    extra.append.push(...recordsOf(caseContext.pack, found, context.who, context.now));
    for (const { tab, key, column, refusal } of found.refused) {
      const row: Readonly<Record<string, unknown>> =
        tab === "cases"
          ? result.file.row
          : (result.file.acts.find((act) => act.row === key) ?? { [column]: null });
      // The value stands in one of the register's typed rows.
      const value = (row[column] ?? null) as string | number | boolean | null;
      extra.update.push({
        tab,
        key,
        values: { [column]: value },
        notes: { [column]: refusalWords[refusal] },
      });
    }
    for (const { tab, key, column } of found.accepted) {
      extra.update.push({ tab, key, values: {}, notes: { [column]: null } });
    }
  }
  for (const [reference, before] of told) {
    const was = before.row.notSameStudentAs;
    const is = files.get(reference)?.row.notSameStudentAs ?? [];
    const change = (one: string, to: (row: CaseRow, other: string) => CaseRow) => {
      for (const [mine, other] of [
        [reference, one],
        [one, reference],
      ] as const) {
        const file = files.get(mine);
        if (file === undefined) continue;
        const row = to(file.row, other);
        files.set(mine, settled({ ...file, row }, file, context));
      }
    };
    for (const one of is) if (!was.includes(one)) change(one, toldApart);
    for (const one of was) {
      if (is.includes(one)) continue;
      change(one, (row, other) => {
        const clues = { studentName: row.student, studentId: row.studentId };
        const isPossible = context.index.matches(row.case ?? "", clues).includes(other);
        return askedAgain(row, other, isPossible);
      });
    }
  }
  const merges: { from: string; into: string }[] = [];
  for (const [reference, file] of files) {
    const wanted = file.row.sameStudentAs?.trim() ?? "";
    if (wanted === "" || file.row.mergedInto !== null) continue;
    const target = goesOnIn(wanted, files, context.index);
    const other = files.get(target ?? "");
    const refusal =
      target === null || other === undefined || target === reference
        ? // Two rows that each name the other: the first has been merged by now, and this is where it goes on.
          "no-such-case"
        : canTakeIn(other, file)
          ? null
          : "other-protocol";
    if (target === null || other === undefined || refusal !== null) {
      const row = { ...file.row, sameStudentAs: null };
      files.set(reference, settled({ ...file, row }, file, context));
      extra.update.push({
        tab: "cases",
        key: reference,
        values: { sameStudentAs: null },
        notes: { sameStudentAs: refusalWords[refusal ?? "no-such-case"] },
      });
      continue;
    }
    const both = merged(other, file, raisedNow(context.caseContext(other)));
    files.set(target, both.target.file);
    files.set(reference, both.source);
    merges.push({ from: reference, into: target });
    const raised = raisedMessage(other.row, both.target, "merge", context);
    const known = raised.map(({ to }) => to);
    extra.messages.push(...raised, ...mergedMessages(other.row, file.row, known, context));
    extra.activity.push(
      ...endedLines(other.row, both.target.file.row, context.now),
      {
        at: context.now,
        who: context.who,
        what: "cases-merged",
        case: target,
        column: "sameStudentAs",
        from: reference,
        to: target,
      },
      ...risenLines(both.target.rise, both.target.file.row, context),
    );
  }
  let change: Change = noChange;
  for (const [reference, left] of files) {
    const told = takenOn(left.row, context);
    const file = { ...left, row: told.row };
    extra.messages.push(...told.messages);
    const before = typed.get(reference)?.file;
    if (before !== undefined) extra.activity.push(...statusLine(before, file, context));
    const { append, update } = changeOfCase(before ?? null, file);
    change = {
      ...change,
      append: [...change.append, ...append],
      update: [...change.update, ...update],
    };
  }
  return {
    change: {
      ...change,
      append: [...change.append, ...extra.append],
      update: [...change.update, ...extra.update],
      messages: extra.messages,
      activity: extra.activity,
    },
    files,
    // Merged one after the other in this very change: their rows go all the way.
    merges: merges.map(({ from, into }) => ({
      from,
      into: goesOnIn(into, files, context.index) ?? into,
    })),
  };
}
