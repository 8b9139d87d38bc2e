/** Two reports of perhaps one student, whatever was written: joined by ids that fit and names that agree, and by nothing else. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { CaseIndex, type StudentClues } from "../../src/case/lifecycle/match-report";
import { parseStudentId, studentIdShape } from "../../src/district/student-id";
import { anyText } from "../any-character";
import { directoryOf } from "../district/rows";

const cell = (good: fc.Arbitrary<string>) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constant("") },
    { weight: 5, arbitrary: good },
    { weight: 1, arbitrary: fc.string() },
  );
/** As somebody may have written them: fitting, empty, or neither. */
const shapes = fc
  .record({
    studentIdLength: cell(fc.constantFrom("4", "6", "7")),
    studentIdDigits: cell(fc.constantFrom("yes", "no")),
    studentIdPrefix: cell(fc.constantFrom("S", "7")),
  })
  .map((settings) => studentIdShape(directoryOf({ settings }).settings));

const ids = fc.oneof(
  fc.constantFrom("730194", "S730194", "7301"),
  fc.constantFrom("room 12", "unknown", "000000", "12", "n/a", null),
  anyText(),
);
const names = fc.oneof(
  fc.constantFrom("Rowan Pine", "pine, rówan", "Robin Oak", "unknown", null),
  anyText(),
);
/** Often the same student, often one answer apart. */
const pairs = fc
  .record({ id: ids, name: names, otherId: ids, otherName: names, same: fc.nat({ max: 3 }) })
  .map(({ id, name, otherId, otherName, same }): readonly [StudentClues, StudentClues] => [
    { studentId: id, studentName: name },
    {
      studentId: same === 0 ? otherId : id,
      studentName: same === 1 ? otherName : name,
    },
  ]);

type Shape = ReturnType<typeof studentIdShape>;

function linked(first: StudentClues, second: StudentClues, shape: Shape) {
  const { studentName: student, studentId } = first;
  return new CaseIndex([{ case: "26-0001", student, studentId }], shape).link(second);
}

test("nothing that is no id of the district's joins two reports", () => {
  let joins = 0;
  fc.assert(
    fc.property(pairs, shapes, ([first, second], shape) => {
      const link = linked(first, second, shape);
      const [one, other] = [first, second].map((clues) => parseStudentId(clues.studentId, shape));
      if (one?.kind !== "id" || other?.kind !== "id" || one.id !== other.id) {
        expect(link.joins).toBeNull();
      }
      if (link.joins !== null) joins += 1;
    }),
    { numRuns: 500 },
  );
  expect(joins).toBeGreaterThan(0);
});

test("which of two reports came first makes no difference", () => {
  fc.assert(
    fc.property(pairs, shapes, ([first, second], shape) => {
      expect(linked(first, second, shape)).toEqual(linked(second, first, shape));
    }),
    { numRuns: 500 },
  );
});
