/** A merge that is undone leaves no trace: both cases stand as on a day on which nobody joined them, whatever came before and since. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { CaseFile } from "../../src/case/model/case-file";
import type { Report } from "../../src/form/report";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { isEveryPoint } from "../every-point";
import { reported } from "./cases";
import { PureDesk } from "./desk";

const duties: readonly string[] = marin2019().acts.flatMap(({ id, duty }) => (duty ? [id] : []));
const update = "update-child-and-family-services";
const [first, second] = ["26-0001", "26-0002"] as const;

type Step = (desk: PureDesk) => void;
const reports = fc.constantFrom<Partial<Report>>(
  ...Object.values(reported),
  { factors: ["substance-abuse-history"], parentMayBeInvolved: "yes" },
  { concerns: ["confirmed-victim"], confirmedBy: "law-enforcement" },
);
const report = (studentId: fc.Arbitrary<string>) =>
  fc.tuple(studentId, reports).map(([id, answers]): Step => {
    return (desk) => void desk.report({ ...answers, studentName: null, studentId: id });
  });
/** First rows of acts alone: what a merge adds has others. Nobody ticks what is ticked, whoever's tick it is. */
const tick = (of: fc.Arbitrary<string>) =>
  fc
    .tuple(of, fc.constantFrom(...duties.filter((id) => id !== update)), fc.boolean())
    .map(([reference, act, done]): Step => {
      const row = `${reference} ${act}`;
      const type = (desk: PureDesk) =>
        void desk.type({ [reference]: { acts: { [row]: { done } } } });
      return Object.assign(type, { row, done });
    });
/** Whether a step is the same on both days: what the merge alone brought is not there on the other. */
function isOfBoth(
  step: Step & { readonly row?: string; readonly done?: boolean },
  desks: PureDesk[],
) {
  return desks.every((desk) => {
    const acts = [...desk.files.values()].flatMap((file) => file.acts);
    const act = acts.find(({ row }) => row === step.row);
    return step.row === undefined || (act !== undefined && act.done !== step.done);
  });
}
const write = (of: fc.Arbitrary<string>) =>
  fc.tuple(of, fc.constantFrom({ notes: "Seen." }, { acknowledged: true })).map(
    ([reference, row]): Step =>
      (desk) =>
        void desk.type({ [reference]: { row } }),
  );
const answer = fc.constant<Step>(
  (desk) => void desk.type({ [second]: { row: { mayBeVictim: "yes" } } }),
);
const before = fc.array(
  fc.oneof(
    report(fc.constantFrom("730194", "815522")),
    tick(fc.constantFrom(first, second)),
    write(fc.constantFrom(first, second)),
    answer,
  ),
  { maxLength: 6 },
);
const since = fc.array(
  fc.oneof(report(fc.constant("730194")), tick(fc.constant(first)), write(fc.constant(first))),
  { maxLength: 5 },
);

const known = ({ row }: CaseFile) => {
  const { factors, concerns, level, protocols, reports: count, parentReported } = row;
  const { studentRole, confirmedBy, immediateDanger, dangerSince, status, mergedInto } = row;
  const { notes, mayBeVictim, studentId, possibleMatch, sameStudentAs, legalHold } = row;
  return {
    ...{ factors, concerns, level, protocols, count, parentReported },
    ...{ studentRole, confirmedBy, immediateDanger, dangerSince, status, mergedInto },
    ...{ notes, mayBeVictim, studentId, possibleMatch, sameStudentAs, legalHold },
  };
};
const stands = ({ acts }: CaseFile) =>
  acts.map(({ row, state, done, doneBy, due, notes }) => ({
    row,
    state,
    done,
    doneBy,
    due,
    notes,
  }));

function began(steps: readonly Step[]): PureDesk {
  const desk = new PureDesk();
  desk.report({ ...reported["at-risk"], studentName: null, studentId: "730194" });
  desk.report({ ...reported["suspected-victim"], studentName: null, studentId: "815522" });
  for (const step of steps) step(desk);
  return desk;
}

test("each case knows and owes what it would, had they never been joined", () => {
  fc.assert(
    fc.property(before, since, (earlier, later) => {
      const [desk, twin] = [began(earlier), began(earlier)];
      desk.type({ [second]: { row: { sameStudentAs: first } } });
      twin.wait(1 / 60);
      expect(desk.file(second).row.mergedInto).toBe(first);
      for (const step of later) {
        if (isOfBoth(step, [desk, twin])) for (const one of [desk, twin]) step(one);
      }
      desk.type({ [second]: { row: { sameStudentAs: null } } });
      twin.wait(1 / 60);
      // The other case is as it was, to the last cell of its acts.
      expect(known(desk.file(second))).toEqual(known(twin.file(second)));
      expect(stands(desk.file(second))).toEqual(stands(twin.file(second)));
      expect(known(desk.file(first))).toEqual(known(twin.file(first)));
      for (const reference of [first, second]) {
        const keys = (one: PureDesk) => one.belongings(reference).map(({ key }) => key);
        expect(keys(desk)).toEqual(keys(twin));
      }
      // What went on owes no less than it would, and nothing of the other's.
      const owed = (file: CaseFile) =>
        file.acts.filter(({ act, state }) => duties.includes(act ?? "") && state === "open");
      const kinds = (file: CaseFile) => new Set(owed(file).map(({ act }) => act));
      const own = twin.file(first);
      for (const act of kinds(own)) {
        // One call tells of all that is new since the last.
        const isSaid =
          act === update && kinds(desk.file(first)).has("call-child-and-family-services");
        expect(isSaid || kinds(desk.file(first)).has(act), `${act} is owed`).toBe(true);
      }
      for (const { row, act } of owed(desk.file(first))) {
        const isItsOwn = own.acts.some((one) => one.row === row || one.act === act);
        expect(isItsOwn, `${row} is its own`).toBe(true);
      }
      const ticked = new Map(own.acts.map(({ row, done }) => [row, done]));
      for (const { row, done } of desk.file(first).acts) {
        if (ticked.has(row) && !row?.includes(update)) expect(done, `${row}`).toBe(ticked.get(row));
      }
    }),
    { numRuns: isEveryPoint ? 100 : 30 },
  );
});
