/** Whatever is reported, corrected, joined, told apart and taken back: the question stands on both rows or on neither, and never against an answer. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Report } from "../../src/form/report";
import type { CaseRow } from "../../src/register/tabs";
import { isEveryPoint } from "../every-point";
import { reported } from "./cases";
import { PureDesk } from "./desk";

type Step = (desk: PureDesk) => void;
const pick = fc.nat({ max: 12 });
const names = fc.constantFrom("Rowan Pine", "Rowan Pine", "Robin Oak", null);
/** Two of them a slip apart: with the same name, each of these raises the question. */
const ids = fc.constantFrom("730194", "730195", "815522", null);

/** A case that goes on, by chance. */
function chosen(desk: PureDesk, at: number): CaseRow | null {
  const rows = [...desk.files.values()].map(({ row }) => row);
  const going = rows.filter(({ mergedInto }) => mergedInto === null);
  return going[at % Math.max(1, going.length)] ?? null;
}

const submit = fc
  .tuple(names, ids, fc.constantFrom<Partial<Report>>(...Object.values(reported)))
  .map(([studentName, studentId, report]): Step => {
    return (desk) => void desk.report({ ...report, studentName, studentId });
  });
const correct = fc.tuple(pick, names, ids).map(([at, student, studentId]): Step => {
  return (desk) => {
    const reference = chosen(desk, at)?.case;
    if (reference != null) desk.type({ [reference]: { row: { student, studentId } } });
  };
});
const apart = fc.tuple(pick, pick, fc.nat(3)).map(([at, other, back]): Step => {
  return (desk) => {
    const row = chosen(desk, at);
    const one = chosen(desk, other)?.case;
    if (row?.case == null || one == null) return;
    const notSameStudentAs =
      back === 0
        ? row.notSameStudentAs.filter((known) => known !== one)
        : [...row.notSameStudentAs, one];
    desk.type({ [row.case]: { row: { notSameStudentAs } } });
  };
});
const join = fc.tuple(pick, pick).map(([from, into]): Step => {
  return (desk) => {
    const [source, target] = [chosen(desk, from)?.case, chosen(desk, into)?.case];
    if (source != null && target != null) {
      desk.type({ [source]: { row: { sameStudentAs: target } } });
    }
  };
});
const part = pick.map((at): Step => {
  return (desk) => {
    const joined = [...desk.files.values()].filter(({ row }) => row.mergedInto !== null);
    const reference = joined[at % Math.max(1, joined.length)]?.row.case;
    if (reference != null) desk.type({ [reference]: { row: { sameStudentAs: null } } });
  };
});
const later = fc.oneof(
  { weight: 2, arbitrary: submit },
  { weight: 3, arbitrary: correct },
  { weight: 5, arbitrary: apart },
  { weight: 2, arbitrary: join },
  { weight: 2, arbitrary: part },
);
const steps = fc
  .tuple(
    fc.array(submit, { minLength: 3, maxLength: 4 }),
    fc.array(later, { minLength: 1, maxLength: 12 }),
  )
  .map((both) => both.flat());

test("both rows ask, or neither; an answer is kept on both, and ends the question", () => {
  let asked = 0;
  let answered = 0;
  fc.assert(
    fc.property(steps, (all) => {
      const desk = new PureDesk();
      for (const step of all) {
        step(desk);
        const going = [...desk.files.values()].flatMap(({ row }) =>
          row.mergedInto === null ? [row] : [],
        );
        const wrong: string[] = [];
        for (const row of going) {
          const mine = row.case ?? "";
          if (row.possibleMatch.includes(mine)) wrong.push(`${mine} asks about itself`);
          if (new Set(row.possibleMatch).size !== row.possibleMatch.length) {
            wrong.push(`${mine} asks twice`);
          }
          for (const other of going) {
            const theirs = other.case ?? "";
            const asks = row.possibleMatch.includes(theirs);
            const says = row.notSameStudentAs.includes(theirs);
            const pair = `${mine} of ${theirs}`;
            if (other.possibleMatch.includes(mine) !== asks) wrong.push(`${pair} alone asks`);
            if (other.notSameStudentAs.includes(mine) !== says) wrong.push(`${pair} alone answers`);
            if (asks && says) wrong.push(`${pair} asks and answers`);
            asked += asks ? 1 : 0;
            answered += says ? 1 : 0;
          }
        }
        expect(wrong).toEqual([]);
      }
    }),
    { numRuns: isEveryPoint ? 300 : 70 },
  );
  expect(Math.min(asked, answered)).toBeGreaterThan(50);
});
