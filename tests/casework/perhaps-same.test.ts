/**
 * Which reports are shown as possibly about the student of a case, and which are not (design 2.6). Reports join a case only if ids match
 * and names agree, whatever else they say.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { CaseIndex, type StudentClues } from "../../src/casework/match-report";
import { type IdSettings, parseStudentId } from "../../src/district/student-id";
import { anyText } from "../any-character";
import { PureDesk } from "../case/desk";
import { directoryOf } from "../district/rows";

type Said = readonly [name: string | null, id: string | null, school?: string | null];
const clues = ([studentName, studentId, school = "North High"]: Said): StudentClues => {
  return { studentName, studentId, school };
};

function linked(first: StudentClues, second: StudentClues, shape: IdSettings) {
  const { studentName: student, ...known } = first;
  return new CaseIndex([{ ...known, case: "26-0001", student }], shape).link(second);
}

/** What is shown where the case has said the one, and a report the other. */
function shows(one: Said, other: Said): readonly string[] {
  const link = linked(clues(one), clues(other), directoryOf().settings);
  expect(link.joins).toBeNull();
  return link.possibleMatches;
}

const whole: Said = ["Mia Vega", "730194"];

test.each<readonly [string, Said, Said]>([
  ["name and id swapped", whole, ["730194", "Mia Vega"]],
  ["swapped, the id with a slip", whole, ["730195", "Mia Vega"]],
  ["swapped, and only the id", whole, ["730194", null]],
  ["only the name, in the place of the id", whole, [null, "Vega, Mia"]],
  ["both alike, in the wrong places", ["730194", "Mia Vega"], ["730194", "Mia Vega"]],
  ["the given name alone, at one school", whole, ["Mia", null]],
  ["with capitals and an accent", ["Mía Vega", "730194"], ["MIA", null, "NORTH HIGH"]],
  ["the given name alone, the id with a slip", whole, ["Mia", "730149"]],
  ["one of two last names", ["Mia Lopez Vega", null], ["Vega, Mia", "730194"]],
  ["two leading zeros", whole, ["VEGA, mía", "00730194"]],
  ["a hyphen", whole, ["Mia Vega", "730-194"]],
  ["one digit in the middle", whole, ["Mia Vega", "731194"]],
  ["one digit missing", whole, ["Mia Vega", "73094"]],
  ["one digit too many", whole, ["Mia Vega", "7301994"]],
  ["two digits swapped", whole, ["Mia Vega", "703194"]],
  ["two digits swapped that stand apart", whole, ["Mia Vega", "430197"]],
  ["the same name without an id", whole, ["Mia Vega", null]],
  ["the same name, its id unknown, at another school", whole, ["Mia Vega", "n/a", "South Middle"]],
])("perhaps the same: %s", (_name, one, other) => {
  expect([shows(one, other), shows(other, one)]).toEqual([["26-0001"], ["26-0001"]]);
});

test.each<readonly [string, Said, Said]>([
  ["two other digits", whole, ["Mia Vega", "731195"]],
  ["two digits missing", whole, ["Mia Vega", "7314"]],
  ["two swaps", whole, ["Mia Vega", "370914"]],
  ["another name and a slip", whole, ["Robin Oak", "730195"]],
  ["no name and a slip", whole, [null, "730195"]],
  ["swapped, with another id", whole, ["840277", "Mia Vega"]],
  ["swapped, another name and a slip", whole, ["730195", "Robin Oak"]],
  ["the given name alone, at another school", whole, ["Mia", null, "South Middle"]],
  ["the given name alone, no school", whole, ["Mia", null, null]],
  ["the given name alone, with another id", whole, ["Mia", "840277"]],
  ["the last name alone", whole, ["Vega", null]],
  ["a name that begins alike", whole, ["Miah", null]],
  ["an initial", whole, ["M", null]],
  ["the same given name, another last name", whole, ["Mia Oak", null]],
  ["the given name as a second one", ["Ana Mia Vega", null], ["Mia", null]],
  ["no name and a room", whole, ["student", "room 12"]],
  ["two rooms", ["Mia Vega", "room 12"], ["Robin Oak", "room 12"]],
])("not the same: %s", (_name, one, other) => {
  expect([shows(one, other), shows(other, one)]).toEqual([[], []]);
});

test("a report joins the oldest open case of its student, whatever the order of the rows", () => {
  const rows = ["26-0003", "26-0002", "26-0001"].map((one) => {
    const closedAt = one === "26-0001" ? 1 : null;
    return { case: one, student: "Mia Vega", studentId: "730194", closedAt };
  });
  const index = new CaseIndex(rows, directoryOf().settings);
  const sure = ["26-0002", "26-0003"];
  expect(index.link(clues(whole))).toEqual({ joins: "26-0002", sure, possibleMatches: [] });
});

test("a report that brings the name to a case asks about a case that had the name alone, on both rows", () => {
  const desk = new PureDesk();
  const named = { studentName: "Mia Vega", studentId: null };
  const numbered = { studentName: null, studentId: "730194" };
  desk.report(named);
  desk.report(numbered);
  const asked = () => [...desk.files.values()].map(({ row }) => row.possibleMatch);
  expect(asked()).toEqual([[], []]);
  desk.report({ studentName: "Mia Vega", studentId: "730194" });
  expect(asked()).toEqual([["26-0002"], ["26-0001"]]);
  desk.type({ "26-0002": { row: { notSameStudentAs: ["26-0001"] } } });
  desk.report({ studentName: "Mia Vega", studentId: "730194" });
  expect(asked()).toEqual([[], []]);
});

/** As the district may have said how its ids look; tests/district/student-id has whatever can be written there. */
const shapes = fc
  .record({
    studentIdLength: fc.constantFrom("", "4", "6", "7"),
    studentIdDigits: fc.constantFrom("", "yes", "no"),
    studentIdPrefix: fc.constantFrom("", "S", "7"),
  })
  .map((settings) => directoryOf({ settings }).settings);

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
