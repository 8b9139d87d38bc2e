/** Why a person has to look at a case: kept as ids, so that no rewording of ours loses one. */
import { expect, test } from "vitest";
import { putCells } from "../../scripts/play/register-cells";
import { stateKey } from "../../src/register/columns";
import { tabs } from "../../src/register/tabs";
import { Day } from "../day/day";
import { mailTo, onlyCase } from "../day/look";
import { admin, contact } from "../day/people";

const student = { studentName: "Rowan Pine", studentId: "730194" };
const first = { submit: { ...student, school: "Not listed", factors: ["controlled-or-groomed"] } };
/** The level rises, so the contact gets the whole case again. */
const second = { submit: { ...student, school: "North High", concerns: ["suspected-victim"] } };

const reasonsOf = (out: ReturnType<Day["out"]>) => onlyCase(out)["reviewReasons"];

const cellsOfCase = (desk: Day) => desk.rows("cases")[0]?.cells ?? {};

/** Puts the shown cell as another version of the script would have written it. */
function show(desk: Day, lines: readonly string[]): void {
  putCells(desk.tab("cases"), desk.rows("cases")[0]?.index ?? 0, {
    reviewReasons: lines.join("\n"),
  });
}

/** Takes away the column, and what stands behind it: as before a version that has it. */
function makeOld(desk: Day): void {
  const { sheet } = desk.tab("cases");
  const last = tabs.cases.columns.findIndex(({ key }) => key === stateKey);
  sheet.rows = sheet.rows.map((row) =>
    row?.values === undefined ? row : { ...row, values: row.values.slice(0, last) },
  );
  sheet.columnProperties = sheet.columnProperties.slice(0, last);
  const { properties } = sheet;
  const { gridProperties } = properties;
  sheet.properties = { ...properties, gridProperties: { ...gridProperties, columnCount: last } };
}

/** Whether the cells with the ids are out of sight, as the sheet has it. */
function isHidden(desk: Day): boolean {
  const { sheet, positions } = desk.tab("cases");
  return sheet.columnProperties[positions.get(stateKey) ?? -1]?.hiddenByUser === true;
}

test("the row has words for people beside hidden ids", async () => {
  const desk = await Day.withAlternate();
  const out = desk.play(first);
  expect(reasonsOf(out)).toEqual(["school-not-listed"]);
  expect(cellsOfCase(desk)).toMatchObject({
    reviewReasons: "The school is not one of the list: the reporter chose Not listed.",
    [stateKey]: expect.stringContaining('"reviewReasonIds":["school-not-listed"]'),
  });
  expect(isHidden(desk)).toBe(true);
});

test("a case whose words were written by a version that worded them otherwise keeps its reasons", async () => {
  const desk = await Day.withAlternate();
  desk.play(first);
  show(desk, ["Worded otherwise."]);
  const out = desk.play(second);
  expect(reasonsOf(out)).toEqual(["school-not-listed"]);
  const mail = mailTo(out, contact).find(({ message }) => message === "case-raised");
  expect(mail?.text).toContain("The rest is in Checklist and “To review”.");
  expect(cellsOfCase(desk)).toMatchObject({
    reviewReasons: "The school is not one of the list: the reporter chose Not listed.",
  });
});

test("Set up adds the hidden column, and the reasons are known by their words", async () => {
  const desk = await Day.withAlternate();
  desk.play(first);
  makeOld(desk);
  desk.read("setUp", admin);
  expect(isHidden(desk)).toBe(true);
  const out = desk.play(second, { advance: "PT30M" });
  expect(out.errors).toEqual([]);
  expect(reasonsOf(out)).toEqual(["school-not-listed"]);
});
