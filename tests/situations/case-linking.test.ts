/** What two teachers saw of perhaps one student: joined where nothing is in doubt, shown to the contact where something is (each pair: case/perhaps-same). */

import { expect, test } from "vitest";
import { playCleanDay, playDay } from "../day/day";
import { call, edit, noEditTrigger, rowan, tick } from "../day/events";
import { actOf, expectNoStudentData, kinds, type Output, onlyCase } from "../day/look";

const first = { ...rowan, factors: ["frequently-absent"], facts: "Gone every Monday." };
const second = {
  ...first,
  factors: ["relationships-of-concern"],
  facts: "Is fetched by a man in a grey van.",
};
const other = { studentName: "Robin Oak" };
const no = { studentId: undefined };

async function twoReports(more: object, less: object = {}, settings?: object): Promise<Output> {
  const directory = settings && { settings: { domains: "district.example", ...settings } };
  const reports = [{ submit: { ...first, ...less } }, { submit: { ...second, ...more } }];
  const out = await playCleanDay(reports, directory === undefined ? {} : { directory }, {
    isAsleep: true,
  });
  expectNoStudentData(out.inbox, ["Rowan", "Pine", "730194", "Monday", "grey van"]);
  return out;
}

const kept = (out: Output) => out.reports.map(({ facts, case: reference }) => [facts, reference]);

test.each([
  ["name and id, written otherwise", { studentName: " PINE  rówan " }, undefined],
  ["the id, where a name is no name", { studentName: "unknown" }, undefined],
  [
    "an id that fits the settings",
    { studentId: "s730194" },
    { studentIdLength: 7, studentIdDigits: "yes", studentIdPrefix: "S" },
  ],
])("one case, at risk by two factors that no one saw together: %s", async (_, more, settings) => {
  const out = await twoReports(more, settings && more, settings);
  expect(onlyCase(out)).toMatchObject({
    level: "at-risk",
    protocols: ["at-risk"],
    factors: ["frequently-absent", "relationships-of-concern"],
    reports: 2,
    possibleMatch: [],
    student: "Rowan Pine",
  });
  expect(kept(out).map(([, reference]) => reference)).toEqual(["26-0001", "26-0001"]);
});

test.each<[string, object, object, object?]>([
  ["the same id under another name", other, {}],
  ["the same name, one without an id", no, {}],
  ["the same name and a placeholder twice", { studentId: "12345" }, { studentId: "12345" }],
  [
    "an id too short for the settings",
    { studentId: "73019" },
    { studentId: "73019" },
    { studentIdLength: 6 },
  ],
])("two cases, each shown on the other's row: %s", async (_, more, less, settings) => {
  const out = await twoReports(more, less, settings);
  expect(out.cases).toMatchObject([
    { case: "26-0001", reports: 1, level: "below-threshold", possibleMatch: ["26-0002"] },
    { case: "26-0002", reports: 1, level: "below-threshold", possibleMatch: ["26-0001"] },
  ]);
  expect(kinds(out.inbox)).toEqual(["case-opened", "case-opened"]);
});

test("two cases that have nothing to do with each other: different ids, same name", async () => {
  const apart = { reports: 1, possibleMatch: [] };
  expect((await twoReports({ studentId: "815522" })).cases).toMatchObject([apart, apart]);
});

test("one id under two names: a report with no name belongs to neither until a person says so", async () => {
  const out = await playDay([
    { submit: first },
    { submit: { ...second, ...other } },
    { submit: { ...second, studentName: undefined, facts: "No name was given." } },
    { submit: { ...second, ...other, facts: "Robin again." } },
  ]);
  const references = ["26-0001", "26-0002", "26-0003", "26-0002"];
  expect(kept(out).map(([, reference]) => reference)).toEqual(references);
  expect(out.cases[2]).toMatchObject({ possibleMatch: ["26-0001", "26-0002"] });
});

test.each<[string, (submit: object) => object]>([
  ["one by one", (submit) => ({ submit })],
  ["found by the clock at once", (submit) => ({ loseTrigger: { submit } })],
])("a case that a report names, before another name under its id, %s", async (_, sent) => {
  const reports = [{ ...first, studentName: undefined }, second, { ...second, ...other }];
  const out = await playCleanDay([...reports.map(sent), { advance: "PT10M" }]);
  expect(kept(out).map(([, of]) => of)).toEqual(["26-0001", "26-0001", "26-0002"]);
  expect(out.cases).toMatchObject([
    { student: "Rowan Pine", possibleMatch: ["26-0002"] },
    { student: "Robin Oak", possibleMatch: ["26-0001"] },
  ]);
});

test("what was typed just before a report comes in is still weighed by its rule", async () => {
  const out = await playDay([
    { submit: first },
    noEditTrigger,
    edit({ status: "closed" }),
    tick(call),
    { submit: second },
    { advance: "PT10M" },
  ]);
  expect(onlyCase(out)).toMatchObject({ status: "open", reports: 2, level: "at-risk" });
  expect(actOf(out, call)).toMatchObject({ done: true, state: "done", doneAt: expect.any(String) });
});
