/** Whatever is reported, merged, raised, ticked or closed, in whatever order: nothing known, done or owed about a student is lost. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type CaseFile, everyAct } from "../../src/case/facts/case-file";
import type { Report } from "../../src/form/report";
import { classify } from "../../src/protocol/classify";
import { type LevelId, studentRoleIds, yesNoIds, yesNoUnknownIds } from "../../src/protocol/ids";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { acceptedText } from "../../src/register/row-state";
import { caseColumns, checklistColumns } from "../../src/register/tabs";
import { isEveryPoint } from "../every-point";
import { actIds, concernIds, factorIds, levelRank, protocolIds } from "../protocol/marin";
import { PureDesk } from "./desk";

const calls = [
  "call-child-and-family-services",
  "involve-law-enforcement",
  "update-child-and-family-services",
];
const duties = [...calls, "submit-mandated-report", "submit-detailed-mandated-report"];
const repeating = ["regular-contact", "monitor-action-plan"];

const students = fc.constantFrom(
  { studentId: "730194", studentName: "Rowan Pine" },
  { studentId: "730194", studentName: null },
  { studentId: "730194", studentName: "Robin Oak" },
  { studentId: null, studentName: "Rowan Pine" },
  { studentId: "unknown", studentName: "robin  OAK" },
  { studentId: "815522", studentName: "Robin Oak" },
  { studentId: null, studentName: null },
);

const answers = fc.record({
  factors: fc.uniqueArray(fc.constantFrom(...factorIds), { maxLength: 3 }),
  concerns: fc.uniqueArray(fc.constantFrom(...concernIds), { maxLength: 1 }),
  studentRole: fc.option(fc.constantFrom(...studentRoleIds)),
  parentMayBeInvolved: fc.option(fc.constantFrom(...yesNoUnknownIds)),
  immediateDanger: fc.option(fc.constantFrom(...yesNoIds)),
  calledLawEnforcement: fc.option(fc.constantFrom(...yesNoIds)),
});

const pick = fc.nat({ max: 30 });
type Step = (desk: PureDesk, reports: Map<string, Partial<Report>[]>) => void;

function chosen(desk: PureDesk, at: number): CaseFile | null {
  const files = [...desk.files.values()];
  return files[at % Math.max(1, files.length)] ?? null;
}

const submit = fc
  .record({ student: students, answers })
  .map(({ student, answers: given }): Step => {
    const report: Partial<Report> = { ...given, ...student };
    return (desk, reports) => {
      const { reference } = desk.report(report);
      reports.set(reference, [...(reports.get(reference) ?? []), report]);
    };
  });

const tick = fc.record({ at: pick, which: pick }).map(({ at, which }): Step => {
  return (desk) => {
    const file = chosen(desk, at);
    const act = file?.acts[which % Math.max(1, file.acts.length)];
    if (act?.row == null || act.case === null) return;
    desk.type({ [act.case]: { acts: { [act.row]: { done: true } } } });
  };
});

const excuse = fc.record({ at: pick, which: pick }).map(({ at, which }): Step => {
  return (desk) => {
    const file = chosen(desk, at);
    const act = file?.acts[which % Math.max(1, file.acts.length)];
    if (act?.row == null || act.case === null) return;
    desk.type({
      [act.case]: { acts: { [act.row]: { notApplicableBecause: "Seen to already." } } },
    });
  };
});

const raise = fc
  .record({ at: pick, to: fc.constantFrom(...protocolIds), reason: fc.boolean() })
  .map(({ at, to, reason }): Step => {
    return (desk) => {
      const reference = chosen(desk, at)?.row.case;
      if (reference == null) return;
      const raiseReason = reason ? "An agency says so." : null;
      desk.type({ [reference]: { row: { raiseLevelTo: to, raiseReason } } });
    };
  });

const merge = fc.record({ from: pick, into: pick }).map(({ from, into }): Step => {
  return (desk, reports) => {
    const reference = chosen(desk, from)?.row.case;
    const target = chosen(desk, into)?.row.case;
    if (reference == null || target == null) return;
    const wasPart = desk.file(reference).row.mergedInto !== null;
    desk.type({ [reference]: { row: { sameStudentAs: target } } });
    const goesOn = desk.file(reference).row.mergedInto;
    if (wasPart || goesOn === null) return;
    reports.set(goesOn, [...(reports.get(goesOn) ?? []), ...(reports.get(reference) ?? [])]);
  };
});

const shape = fc
  .record({ at: pick, hold: fc.boolean(), parent: fc.option(fc.constantFrom(...yesNoUnknownIds)) })
  .map(({ at, hold, parent }): Step => {
    return (desk) => {
      const reference = chosen(desk, at)?.row.case;
      if (reference == null) return;
      const holdUntil = hold ? desk.now + 5 * 86_400_000 : null;
      const gates = { victimConsulted: desk.now - 86_400_000, agencyCleared: "Town Police" };
      desk.type({ [reference]: { row: { holdUntil, parentMayBeInvolved: parent, ...gates } } });
    };
  });

const close = fc.record({ at: pick, again: fc.boolean() }).map(({ at, again }): Step => {
  return (desk) => {
    const reference = chosen(desk, at)?.row.case;
    if (reference == null) return;
    const row = again
      ? ({ status: "open" } as const)
      : ({ status: "closed", closeReason: "no-reasonable-suspicion", leadAgreed: true } as const);
    desk.type({ [reference]: { row } });
  };
});

const steps = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: submit },
    { weight: 4, arbitrary: tick },
    { weight: 2, arbitrary: merge },
    { weight: 1, arbitrary: raise },
    { weight: 1, arbitrary: shape },
    { weight: 1, arbitrary: excuse },
    { weight: 1, arbitrary: close },
  ),
  { minLength: 2, maxLength: 14 },
);

const rank = (level: LevelId | null) => levelRank(level ?? "needs-review");
const sorted = <T>(items: Iterable<T>) => [...new Set(items)].sort();

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
  expect(acts.map(({ act }) => act)).toContain("call-child-and-family-services");
  // Another row may stand for it.
  const isMerged = row.mergedInto !== null || file.merged !== undefined;
  const isSound = (act: (typeof acts)[number]) =>
    actIds.some((id) => id === act.act) &&
    (!duties.includes(act.act ?? "") ||
      act.state === (act.done ? "done" : "open") ||
      (act.state === "done" && isMerged)) &&
    // What the script itself has written is no edit of anybody's.
    act.accepted === acceptedText(checklistColumns(), act);
  expect(acts.filter((act) => !isSound(act))).toEqual([]);
  expect(row.accepted).toBe(acceptedText(caseColumns(), row));
}

/** `goesOn`: the case in which it goes on; itself, if it was not merged. */
function expectNothingLost(before: CaseFile, after: CaseFile, goesOn: CaseFile): void {
  expect(rank(after.row.level)).toBeGreaterThanOrEqual(rank(before.row.level));
  expect(after.row.protocols).toEqual(expect.arrayContaining([...before.row.protocols]));
  const now = new Map(everyAct(goesOn).map((act) => [act.row, act]));
  expect(before.acts.filter(({ row }) => !now.has(row))).toEqual([]);
  const undone = before.acts.filter((act) => {
    const { done, doneBy, doneAt } = now.get(act.row) ?? {};
    const isAsDone = done === true && doneBy === act.doneBy && doneAt === act.doneAt;
    return act.done && !repeating.includes(act.act ?? "") && !isAsDone;
  });
  expect(undone).toEqual([]);
}

/** A protocol that applies from now on is news for the agency, whether the level rises with it or not. */
function expectCalledAgain(before: CaseFile, after: CaseFile): void {
  const isNew = after.row.protocols.some((id) => !before.row.protocols.includes(id));
  const times = ({ acts }: CaseFile) => acts.filter(({ act }) => act === calls[2]).length;
  if (isNew) expect(times(after)).toBeGreaterThan(times(before));
}

/** What a case that ended in another had to do or had done stands there. */
function expectGoesOn(source: CaseFile, target: CaseFile): void {
  expect(rank(target.row.level)).toBeGreaterThanOrEqual(rank(source.row.level));
  for (const act of source.acts) {
    const there = target.acts.filter((one) => one.act === act.act);
    expect(there, `${act.act} of ${source.row.case}`).not.toEqual([]);
    if (act.done) expect(there.map(({ done, doneAt }) => done || doneAt !== null)).toContain(true);
  }
}

/** A duty of either case that was open is open where both go on: by its own row, or for the first call by the call again. */
function expectStillOwed(either: CaseFile, target: CaseFile): void {
  const open = target.acts.filter(({ done }) => !done);
  for (const act of either.acts) {
    if (act.done || !duties.includes(act.act ?? "")) continue;
    const isOwed = open.some((one) =>
      act.act === calls[2] ? one.what === act.what : one.act === act.act,
    );
    const isCalledAgain = act.act === calls[0] && open.some((one) => one.act === calls[2]);
    expect(isOwed || isCalledAgain, `${act.row} is owed in ${target.row.case}`).toBe(true);
  }
}

test("levels never fall, acts never vanish, what is done stays done, and duties are never stopped", () => {
  fc.assert(
    fc.property(steps, (all) => {
      const desk = new PureDesk();
      const reports = new Map<string, Partial<Report>[]>();
      /** Those with which each case was last classified. */
      const judged = new Map<string, Partial<Report>[]>();
      for (const step of all) {
        const before = new Map(desk.files);
        step(desk, reports);
        for (const [reference, file] of desk.files) {
          const was = before.get(reference);
          // The very case that was looked at after an earlier step.
          if (was === file) continue;
          expectSound(file);
          if (was === undefined) continue;
          const goesOn = desk.index.target(reference)?.case ?? reference;
          expectNothingLost(was, file, desk.file(goesOn));
          expectCalledAgain(was, file);
          const target = file.row.mergedInto;
          if (target === null || was.row.mergedInto !== null) continue;
          expectGoesOn(was, desk.file(target));
          expectStillOwed(was, desk.file(target));
          const earlier = before.get(target);
          if (earlier !== undefined) expectStillOwed(earlier, desk.file(target));
          expect(desk.file(target).row).toMatchObject({ mergedInto: null });
          if (was.row.status !== "closed") expect(desk.file(target).row.status).not.toBe("closed");
        }
        for (const [reference, those] of reports) {
          if (before.get(reference) === desk.file(reference) && judged.get(reference) === those)
            continue;
          judged.set(reference, those);
          const found = classify(marin2019(), {
            factors: those.flatMap(({ factors }) => factors ?? []),
            concerns: those.flatMap(({ concerns }) => concerns ?? []),
          });
          const { row } = desk.file(reference);
          expect(row.protocols).toEqual(expect.arrayContaining([...found.protocols]));
          expect(rank(row.level)).toBeGreaterThanOrEqual(rank(found.level));
        }
      }
    }),
    { numRuns: isEveryPoint ? 150 : 50 },
  );
});

interface Outcome {
  readonly protocols: readonly LevelId[];
  readonly level: LevelId | null;
  readonly acts: readonly (string | null)[];
  readonly knowledge: unknown;
}

function outcomeOf(reports: readonly Partial<Report>[]): Outcome {
  const desk = new PureDesk();
  for (const report of reports) desk.report(report);
  const { row, acts } = desk.file("26-0001");
  expect(desk.files.size).toBe(1);
  const { factors, concerns, parentReported, studentRole } = row;
  return {
    protocols: row.protocols,
    level: row.level,
    // An act that came before the one that covers it keeps its row; after it, it gets none.
    acts: [...new Set(sorted(acts.flatMap(({ act, covers }) => [act, ...covers])))].filter(
      (act) => act !== calls[2],
    ),
    knowledge: { factors, concerns, parentReported, studentRole },
  };
}

/** Of several answers about a parent the most careful one. */
const careful = (reports: readonly Partial<Report>[]) =>
  (["yes", "unknown", "no"] as const).find((answer) =>
    reports.some(({ parentMayBeInvolved }) => parentMayBeInvolved === answer),
  ) ?? null;

test("the order of the reports of one student leaves no trace in protocols, level or acts", () => {
  const both = fc
    .array(answers, { minLength: 2, maxLength: 4 })
    .chain((reports) =>
      fc.tuple(fc.constant(reports), fc.shuffledSubarray(reports, { minLength: reports.length })),
    );
  fc.assert(
    fc.property(both, ([reports, shuffled]) => {
      const outcome = outcomeOf(reports);
      expect(outcomeOf(shuffled)).toEqual(outcome);
      expect(outcome.knowledge).toMatchObject({ parentReported: careful(reports) });
    }),
    { numRuns: isEveryPoint ? 120 : 40 },
  );
});
