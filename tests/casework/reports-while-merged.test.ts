/** What goes along with a report that came while its case was merged, when the merge is undone: only what was done since it came. */
import { expect, test } from "vitest";
import { emptyAct, emptyCase } from "../../src/case/facts/case-file";
import { lostSteps } from "../../src/case/steps/listed-steps";
import { casesNamedBy } from "../../src/casework/match-report";
import { actsCarried, ownerOfReport, rowCarried } from "../../src/casework/reports-while-merged";
import { nothing } from "../case/cases";
import { hour } from "../day/events";
import { directoryOf } from "../district/rows";

const [first, last] = [Date.parse("2026-09-01T16:00:00Z"), Date.parse("2026-09-01T18:00:00Z")];
const cameMerged = [first, last].map((at) => ({ at, isClear: true }));
const leaves = { ...emptyCase(), case: "26-0002", cameMerged, dangerSince: first };

test.each([
  ["before the last report", first + hour, false],
  ["after it", last + hour, true],
])("an acknowledgement %s", (_when, acknowledgedAt, isAlong) => {
  const target = { ...emptyCase(), acknowledged: true, acknowledgedAt, acknowledgedBy: "x" };
  expect(rowCarried(leaves, [leaves], target).acknowledged).toBe(isAlong);
});

test.each([
  ["that came meanwhile", first, true],
  ["that was there before", first - hour, false],
])("“Danger over” of a danger %s", (_when, dangerSince, isAlong) => {
  const row = { ...leaves, dangerSince };
  const target = { ...emptyCase(), dangerOver: true };
  expect(rowCarried(row, [row], target).dangerOver).toBe(isAlong);
});

test("a tick from before the first report goes nowhere, and one tick does one step", () => {
  const step = (row: string, doneAt: number | null) => ({
    ...emptyAct(),
    ...{ row, act: "call-child-and-family-services" as const },
    ...{ case: row.slice(0, 7), done: doneAt !== null, doneAt, state: "open" as const },
  });
  const own = [step("26-0002 call", null), step("26-0002 call 2", null)];
  const early = step("26-0001 call", first - hour);
  const later = step("26-0001 call 2", first + hour);
  const done = (...ticks: readonly ReturnType<typeof step>[]) =>
    actsCarried([leaves], own, [...own, ...ticks]).acts.map((act) => act.done);
  expect(done(early)).toEqual([false, false]);
  expect(done(early, later)).toEqual([true, false]);
});

test("what a row shows of the case that was merged into it is not its own: neither the student nor the steps", () => {
  const pine = { student: "Rowan Pine", studentId: "730194" };
  const steps = [{ act: "review-report", occurrence: 1, due: null, broughtBy: null }] as const;
  const own = JSON.stringify({ student: null, studentId: null, steps: [] });
  const target = { ...emptyCase(), case: "26-0001", ...pine, steps, own };
  const merged = { ...emptyCase(), case: "26-0002", ...pine, mergedInto: "26-0001" };
  const said = { ...nothing, studentName: pine.student, studentId: pine.studentId };
  const file = { row: target, acts: [], merged: [merged] };
  const { settings } = directoryOf();
  expect(ownerOfReport(file, said, settings)).toEqual({ owner: "26-0002", isClear: true });
  expect(lostSteps(target, [])).toEqual([]);
});

test("a report names the case with its id, whatever name another case has", () => {
  const { settings } = directoryOf();
  const row = (reference: string, student: string | null, studentId: string | null) => ({
    ...{ ...emptyCase(), case: reference, student, studentId },
  });
  const [pine, oak] = [
    row("26-0001", "Rowan Pine", "730194"),
    row("26-0002", "Robin Oak", "730195"),
  ];
  const named = (studentName: string | null, studentId: string | null) =>
    casesNamedBy({ studentName, studentId }, [pine, oak], settings).map((one) => one.case);
  expect(named("Robin Oak", "730194")).toEqual(["26-0001"]);
  expect(named("Robin Oak", null)).toEqual(["26-0002"]);
  expect(named(null, "730195")).toEqual(["26-0002"]);
});
