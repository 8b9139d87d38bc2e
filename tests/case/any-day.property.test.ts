/**
 * Reports, ticks, edits, merges, undone merges, raised levels and closings in any order. Nothing known, done or owed about a student is
 * lost, no duty ends without anyone noticing, the lead's agreement covers only one state of a case, and the question whether two cases
 * are about one student is on both rows or on neither.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type CaseFile, everyAct } from "../../src/case/facts/case-file";
import type { CaseRow, ChecklistRow } from "../../src/case/tabs/case-tabs";
import type { CloseReason } from "../../src/case/tabs/words-in-cells";
import type { Report } from "../../src/form/report";
import { classify } from "../../src/protocol/classify";
import { type LevelId, studentRoleIds, yesNoIds, yesNoUnknownIds } from "../../src/protocol/ids";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { acceptedText } from "../../src/register/row-state";
import { tabs } from "../../src/tabs";
import { isEveryPoint } from "../every-point";
import { actIds, concernIds, dutyActs, factorIds, levelRank, protocolIds } from "../protocol/marin";
import { reported } from "./cases";
import { PureDesk, type Typing } from "./desk";

const [firstCall, deputies, update] = [
  "call-child-and-family-services",
  "involve-law-enforcement",
  "update-child-and-family-services",
] as const;
const calls: readonly string[] = [firstCall, deputies, update];
const repeating = ["regular-contact", "monitor-action-plan"];
const [contact, lead] = ["contact@district.example", "lead@district.example"];

// The rules in the words of the design, and not by the functions that keep them.

const says = (text: string | null) => text !== null && text.trim() !== "";
const isMade = (act: ChecklistRow) =>
  act.done || (act.alreadyMade && (says(act.madeBy) || says(act.agencyReference)));
const isOver = (act: ChecklistRow) => isMade(act) || says(act.notApplicableBecause);
const isDuty = ({ act }: ChecklistRow) => dutyActs.some((id) => id === act);
const rank = (level: LevelId | null) => levelRank(level ?? "needs-review");

/** What one step did: the reports of each case so far, and the rows of steps on which someone has just typed. */
interface Day {
  readonly desk: PureDesk;
  readonly reports: Map<string, Partial<Report>[]>;
  readonly typedOn: Set<string>;
}
type Step = (day: Day) => void;
const pick = fc.nat({ max: 30 });

function chosen({ desk }: Day, at: number, isGoing = false): CaseFile | null {
  const all = [...desk.files.values()];
  const files = isGoing ? all.filter(({ row }) => row.mergedInto === null) : all;
  return files[at % Math.max(1, files.length)] ?? null;
}

/** Somebody types on a case. */
function type(day: Day, file: CaseFile | null, typing: Typing, who = contact): void {
  if (file?.row.case == null) return;
  for (const row of Object.keys(typing.acts ?? {})) day.typedOn.add(row);
  // Where Google does not say who typed, no one knows whether it was the lead.
  const isLead = who.includes("@") ? who === lead : null;
  day.desk.type({ [file.row.case]: typing }, who, isLead);
}

/** The same on each of these steps. */
const onRows = (acts: readonly ChecklistRow[], typed: Partial<ChecklistRow>): Typing => ({
  acts: Object.fromEntries(acts.map(({ row }) => [row ?? "", typed])),
});

const anyAnswers = fc.record({
  factors: fc.uniqueArray(fc.constantFrom(...factorIds), { maxLength: 3 }),
  concerns: fc.uniqueArray(fc.constantFrom(...concernIds), { maxLength: 1 }),
  studentRole: fc.option(fc.constantFrom(...studentRoleIds)),
  parentMayBeInvolved: fc.option(fc.constantFrom(...yesNoUnknownIds)),
  immediateDanger: fc.option(fc.constantFrom(...yesNoIds)),
  calledLawEnforcement: fc.option(fc.constantFrom(...yesNoIds)),
});
const names = fc.constantFrom("Rowan Pine", "Robin Oak", "robin  OAK", null);
/** Two of them a slip apart. */
const ids = fc.constantFrom("730194", "730195", "815522", "unknown", null);
const submit = fc
  .record({
    studentName: names,
    studentId: ids,
    answers: fc.oneof(anyAnswers, fc.constantFrom<Partial<Report>>(...Object.values(reported))),
  })
  .map(({ answers, ...student }): Step => {
    const report: Partial<Report> = { ...answers, ...student };
    return ({ desk, reports }) => {
      const { reference } = desk.report(report);
      reports.set(reference, [...(reports.get(reference) ?? []), report]);
    };
  });

/** On a step of a case, which may be of one that was merged into it; or on all steps. */
const onSteps = (
  cells: fc.Arbitrary<Partial<ChecklistRow>>,
  all: fc.Arbitrary<boolean> = fc.constant(false),
) =>
  fc.tuple(pick, pick, all, cells).map(([at, which, isAll, typed]): Step => {
    return (day) => {
      const file = chosen(day, at);
      if (file === null || file.acts.length === 0) return;
      const one = file.acts[which % file.acts.length];
      const those = isAll ? file.acts : one === undefined ? [] : [one];
      type(day, file, onRows(those, typed));
    };
  });
const tick = onSteps(fc.constant({ done: true }));
const typeOnSteps = onSteps(
  fc.constantFrom<Partial<ChecklistRow>>(
    { done: true },
    { done: false },
    { alreadyMade: true, madeBy: "The county's own worker" },
    { alreadyMade: true, agencyReference: "R-17" },
    { alreadyMade: true },
    { alreadyMade: false },
    { madeBy: null, agencyReference: null },
    { notApplicableBecause: "The agency does." },
    { notApplicableBecause: null },
    { notes: "It was the flu." },
  ),
  fc.boolean(),
);

const reasons: readonly CloseReason[] = ["agency-took-over", "entered-by-mistake"];
const cells = fc.oneof(
  fc.record<Partial<CaseRow>>({
    closeReason: fc.constantFrom(null, ...reasons, "no-reasonable-suspicion"),
  }),
  fc.record({ leadAgreed: fc.boolean() }),
  fc.record({ status: fc.constantFrom("open", "waiting", "closed", "closed") }),
  fc.record({ notes: fc.constantFrom(null, " ", "A namesake.") }),
  fc.record({
    raiseLevelTo: fc.constantFrom(...protocolIds),
    raiseReason: fc.constantFrom("Seen.", null),
  }),
);
const typeOnCase = fc.tuple(pick, fc.constantFrom(contact, lead, "unknown editor"), cells).map(
  ([at, who, row]): Step =>
    (day) =>
      type(day, chosen(day, at), { row }, who),
);

const merge = fc.tuple(pick, pick).map(([from, into]): Step => {
  return (day) =>
    type(day, chosen(day, from), { row: { sameStudentAs: chosen(day, into)?.row.case ?? null } });
});
const part = pick.map((at): Step => {
  return (day) => {
    const merged = [...day.desk.files.values()].filter(({ row }) => row.mergedInto !== null);
    const file = merged[at % Math.max(1, merged.length)] ?? null;
    type(day, file, { row: { sameStudentAs: null } });
  };
});
const correct = fc.tuple(pick, names, ids).map(([at, student, studentId]): Step => {
  return (day) => type(day, chosen(day, at, true), { row: { student, studentId } });
});
const tellApart = fc.tuple(pick, pick, fc.nat(3)).map(([at, other, back]): Step => {
  return (day) => {
    const file = chosen(day, at, true);
    const one = chosen(day, other, true)?.row.case;
    if (file === null || one == null) return;
    const told = file.row.notSameStudentAs;
    const notSameStudentAs = back === 0 ? told.filter((known) => known !== one) : [...told, one];
    type(day, file, { row: { notSameStudentAs } });
  };
});

/** Everything that it takes to close a case, one after the other, but for one thing perhaps; and perhaps a call that was not made after all. */
const close = fc
  .record({
    at: pick,
    closeReason: fc.constantFrom(...reasons),
    notes: fc.constantFrom("A namesake.", null),
    left: fc.nat(4),
    undoes: fc.nat(1),
  })
  .map(({ at, closeReason, notes, left, undoes }): readonly Step[] => {
    const made = { alreadyMade: true, madeBy: "The county's own worker" };
    const typings: readonly ((file: CaseFile) => Typing)[] = [
      ({ acts }) => onRows(acts.filter(isDuty), made),
      () => ({ row: { closeReason, notes } }),
      () => ({ row: { leadAgreed: true } }),
      () => ({ row: { status: "closed" } }),
      ({ acts }) => onRows(acts.slice(0, undoes), { alreadyMade: false }),
    ];
    return typings.flatMap((typing, one) => {
      const step: Step = (day) => {
        const file = chosen(day, at);
        if (file !== null) type(day, file, typing(file), lead);
      };
      return one === left ? [] : [step];
    });
  });

type Weights = Readonly<Partial<Record<keyof typeof kinds, number>>>;
const kinds = { submit, tick, typeOnSteps, typeOnCase, merge, part, correct, tellApart, close };
const daysOf = (weights: Weights): fc.Arbitrary<readonly (Step | readonly Step[])[]> =>
  fc.array(
    fc.oneof<fc.WeightedArbitrary<Step | readonly Step[]>[]>(
      ...Object.entries(kinds).map(([kind, arbitrary]) => ({
        weight: weights[kind as keyof typeof kinds] ?? 0,
        arbitrary: arbitrary as fc.Arbitrary<Step | readonly Step[]>,
      })),
    ),
    { minLength: 2, maxLength: 15 },
  );
/** Days that grow a case, that end one, and that ask whether two are of one student. */
const days = fc.oneof(
  daysOf({ submit: 5, tick: 4, merge: 2, typeOnCase: 2, typeOnSteps: 1, close: 1 }),
  daysOf({ submit: 3, typeOnSteps: 5, typeOnCase: 5, close: 5, merge: 1 }),
  daysOf({ submit: 4, correct: 3, tellApart: 3, merge: 2, part: 2, tick: 1 }),
  fc
    .tuple(
      fc.array(submit, { minLength: 3, maxLength: 4 }),
      daysOf({ submit: 2, correct: 3, tellApart: 5, merge: 2, part: 1 }),
    )
    .map((both) => both.flat()),
);

function expectSound(file: CaseFile): void {
  const { row } = file;
  // Of the merged cases each has its own order.
  const acts = everyAct(file).filter((act) => act.case === row.case);
  const keys = acts.map((act) => act.row);
  expect(new Set(keys).size).toBe(keys.length);
  const shown = [...acts].sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
  expect(shown.map(({ order }) => order)).toEqual(shown.map((_, at) => at + 1));
  const isCall = shown.map(({ act }) => calls.includes(act ?? ""));
  expect(isCall.lastIndexOf(true)).toBe(isCall.filter(Boolean).length - 1);
  expect(acts.map(({ act }) => act)).toContain(firstCall);
  // Another row may stand for it, or have stood for it before the merge was undone.
  const wasMerged = row.mergedInto !== null || file.merged !== undefined;
  const isSound = (act: ChecklistRow) =>
    actIds.some((id) => id === act.act) &&
    (!isDuty(act) ||
      act.state === (isMade(act) ? "done" : "open") ||
      (wasMerged && (act.state === "done" || act.broughtBy !== null))) &&
    // What the script itself has written is no edit of anybody's.
    act.accepted === acceptedText(tabs.checklist.columns, act);
  expect(acts.filter((act) => !isSound(act))).toEqual([]);
  expect(row.accepted).toBe(acceptedText(tabs.cases.columns, row));
}

/** `goesOn`: the case in which it goes on; itself, if it was not merged. */
function expectNothingLost(before: CaseFile, goesOn: CaseFile, { typedOn }: Day): void {
  expect(rank(goesOn.row.level)).toBeGreaterThanOrEqual(rank(before.row.level));
  expect(goesOn.row.protocols).toEqual(expect.arrayContaining([...before.row.protocols]));
  const now = new Map(everyAct(goesOn).map((act) => [act.row, act]));
  expect(before.acts.filter(({ row }) => !now.has(row))).toEqual([]);
  const undone = before.acts.filter((act) => {
    const { done, doneBy, doneAt } = now.get(act.row) ?? {};
    const isAsDone = done === true && doneBy === act.doneBy && doneAt === act.doneAt;
    const mayDiffer = repeating.includes(act.act ?? "") || act.coveredBy !== null;
    return act.done && !mayDiffer && !typedOn.has(act.row ?? "") && !isAsDone;
  });
  expect(undone).toEqual([]);
}

/** A protocol that applies from now on is news for the agency, whether the level rises with it or not. */
function expectCalledAgain(before: CaseFile, after: CaseFile): void {
  const isNew = after.row.protocols.some((id) => !before.row.protocols.includes(id));
  const times = ({ acts }: CaseFile) => acts.filter(({ act }) => act === update).length;
  if (isNew) expect(times(after)).toBeGreaterThan(times(before));
}

/** A duty of either case that was open is open where both go on: by its own row, or for the first call by the call again. */
function expectStillOwed(either: CaseFile, target: CaseFile): void {
  const open = target.acts.filter((act) => !isMade(act));
  for (const act of either.acts) {
    if (isMade(act) || !isDuty(act)) continue;
    const isOwed = open.some((one) =>
      act.act === update ? one.what === act.what : one.act === act.act,
    );
    const isCalledAgain = act.act === firstCall && open.some((one) => one.act === update);
    expect(isOwed || isCalledAgain, `${act.row} is owed in ${target.row.case}`).toBe(true);
  }
}

function expectNoSilence({ row, acts }: CaseFile): void {
  if (row.status !== "closed") return;
  const owed = acts.filter(isDuty);
  if (owed.some((act) => !isMade(act))) {
    expect(["no-reasonable-suspicion", "entered-by-mistake"]).toContain(row.closeReason);
    const review = acts.filter(({ act }) => act === "review-report");
    expect([row.notes, ...review.map(({ notes }) => notes)].some(says)).toBe(true);
  }
  if (row.closeReason === "no-reasonable-suspicion") expect(row.protocols).toEqual([]);
  const isVictim = [...row.concerns, ...row.protocols].some((id) => id.endsWith("-victim"));
  const isLeft = acts.some((act) => !isOver(act) && act.doneAt === null);
  if (isVictim || isLeft || owed.some(({ done }) => !done)) expect(row.leadAgreed).toBe(true);
  if (isLeft) expect(row.closeReason).not.toBeNull();
  expect([row.closedAt !== null, row.nextDue]).toEqual([true, null]);
}

/** What the lead had agreed to before, and what was changed since without a lead. */
function expectAgreedToThis(before: CaseFile, after: CaseFile): void {
  if (!before.row.leadAgreed || !after.row.leadAgreed) return;
  // One closed case that is merged into another, and brings nothing that was owed or unknown, opens nothing.
  const isClosed = before.row.status === "closed" && after.row.status === "closed";
  if (!isClosed) expect(after.row.reports).toBe(before.row.reports);
  expect(after.row.protocols).toEqual(before.row.protocols);
  const now = new Map(after.acts.map((act) => [act.row, act]));
  const undone = before.acts.filter((act) => isOver(act) && !isOver(now.get(act.row) ?? act));
  expect(undone.map(({ row }) => row)).toEqual([]);
  expect(before.row.status === "closed" && after.row.status !== "closed").toBe(false);
}

/** Both rows ask or neither; an answer is on both, and ends the question. Returns how many ask and how many answer. */
function expectBothAsk(going: readonly CaseRow[]): readonly [asks: number, answers: number] {
  const wrong: string[] = [];
  let [asked, answered] = [0, 0];
  for (const { case: mine, possibleMatch, notSameStudentAs } of going) {
    if (possibleMatch.includes(mine ?? "")) wrong.push(`${mine} asks about itself`);
    if (new Set(possibleMatch).size < possibleMatch.length) wrong.push(`${mine} asks twice`);
    for (const other of going) {
      const asks = possibleMatch.includes(other.case ?? "");
      const answers = notSameStudentAs.includes(other.case ?? "");
      const pair = `${mine} of ${other.case}`;
      if (other.possibleMatch.includes(mine ?? "") !== asks) wrong.push(`${pair} alone asks`);
      if (other.notSameStudentAs.includes(mine ?? "") !== answers)
        wrong.push(`${pair} alone answers`);
      if (asks && answers) wrong.push(`${pair} asks and answers`);
      asked += Number(asks);
      answered += Number(answers);
    }
  }
  expect(wrong).toEqual([]);
  return [asked, answered];
}

test("nothing known, done or owed is lost, no duty ends in silence, and both rows ask", () => {
  const seen = { closed: 0, reopened: 0, merged: 0, asked: 0, answered: 0 };
  fc.assert(
    fc.property(days, (steps) => {
      const day: Day = { desk: new PureDesk(), reports: new Map(), typedOn: new Set() };
      const { desk, reports, typedOn } = day;
      for (const step of steps.flat()) {
        const before = new Map(desk.files);
        typedOn.clear();
        step(day);
        const isUndone = [...before].some(
          ([reference, { row }]) =>
            row.mergedInto !== null && desk.file(reference).row.mergedInto === null,
        );
        for (const [reference, file] of desk.files) {
          const was = before.get(reference);
          // The very case that was looked at after an earlier step.
          if (was === file) continue;
          expectSound(file);
          const { mergedInto: target, status } = file.row;
          if (target === null) expectNoSilence(file);
          if (was === undefined || isUndone) continue;
          if (target === null) expectAgreedToThis(was, file);
          if (was.row.status !== "closed" && status === "closed") seen.closed += 1;
          if (was.row.status === "closed" && status !== "closed") seen.reopened += 1;
          expectNothingLost(was, desk.file(desk.index.target(reference)?.case ?? reference), day);
          expectCalledAgain(was, file);
          if (target === null || was.row.mergedInto !== null) continue;
          const into = desk.file(target);
          seen.merged += 1;
          expectStillOwed(was, into);
          const earlier = before.get(target);
          if (earlier !== undefined) expectStillOwed(earlier, into);
          expect(into.row.mergedInto).toBeNull();
          if (was.row.status !== "closed") expect(into.row.status).not.toBe("closed");
        }
        const going = [...desk.files.values()].flatMap(({ row }) =>
          row.mergedInto === null ? [row] : [],
        );
        for (const row of going) {
          const those = [...reports].flatMap(([reference, all]) =>
            desk.index.target(reference)?.case === row.case ? all : [],
          );
          const found = classify(marin2019(), {
            factors: those.flatMap(({ factors }) => factors ?? []),
            concerns: those.flatMap(({ concerns }) => concerns ?? []),
          });
          expect(row.protocols).toEqual(expect.arrayContaining([...found.protocols]));
          expect(rank(row.level)).toBeGreaterThanOrEqual(rank(found.level));
        }
        const [asked, answered] = expectBothAsk(going);
        seen.asked += asked;
        seen.answered += answered;
      }
    }),
    { numRuns: isEveryPoint ? 500 : 80 },
  );
  // Such days are among them.
  expect(Math.min(...Object.values(seen)), JSON.stringify(seen)).toBeGreaterThan(0);
  expect(Math.min(seen.asked, seen.answered), JSON.stringify(seen)).toBeGreaterThan(50);
});

/** What is known of a student after these reports. */
function outcomeOf(reports: readonly Partial<Report>[]) {
  const desk = new PureDesk();
  for (const report of reports) desk.report(report);
  const { row, acts } = desk.file("26-0001");
  expect(desk.files.size).toBe(1);
  const { factors, concerns, parentReported, studentRole, protocols, level } = row;
  // An act that came before the one that covers it keeps its row; after it, it gets none.
  const owed = new Set(acts.flatMap(({ act, covers }) => [act, ...covers]));
  owed.delete(update);
  return { factors, concerns, parentReported, studentRole, protocols, level, owed };
}

test("the order of the reports of one student leaves no trace in protocols, level or acts", () => {
  const both = fc
    .array(anyAnswers, { minLength: 2, maxLength: 4 })
    .chain((reports) =>
      fc.tuple(fc.constant(reports), fc.shuffledSubarray(reports, { minLength: reports.length })),
    );
  fc.assert(
    fc.property(both, ([reports, shuffled]) => {
      const outcome = outcomeOf(reports);
      expect(outcomeOf(shuffled)).toEqual(outcome);
      // Of several answers about a parent the most careful one.
      const answers = reports.map(({ parentMayBeInvolved }) => parentMayBeInvolved);
      const careful = (["yes", "unknown", "no"] as const).find((one) => answers.includes(one));
      expect(outcome.parentReported).toBe(careful ?? null);
    }),
    { numRuns: isEveryPoint ? 120 : 20 },
  );
});
