/** What two teachers saw of perhaps one student: joined where nothing is in doubt, shown to the contact where something is. */
import { describe, expect, test } from "vitest";
import { playCleanDay, playDay } from "../day/day";
import { rowan } from "../day/events";
import { actsOf, expectNoStudentData, type Output, onlyCase } from "../day/look";

const first = { ...rowan, factors: ["frequently-absent"], facts: "Gone every Monday." };
const second = {
  ...first,
  factors: ["relationships-of-concern"],
  facts: "Is fetched by a man in a grey van.",
};

async function twoReports(more: object, less: object = {}): Promise<Output> {
  const out = await playCleanDay([
    { submit: { ...first, ...less } },
    { advance: "PT5M" },
    { submit: { ...second, ...more } },
  ]);
  expectNoStudentData(out.inbox, ["Rowan", "Pine", "730194", "Monday", "grey van"]);
  return out;
}

const kept = (out: Output) => out.reports.map(({ facts, case: reference }) => [facts, reference]);

describe("same id and same name", async () => {
  const out = await twoReports({ studentName: " PINE  rówan " });

  test("are one case, at risk by two factors that nobody saw together", () => {
    expect(onlyCase(out)).toMatchObject({
      level: "at-risk",
      protocols: ["at-risk"],
      factors: ["frequently-absent", "relationships-of-concern"],
      reports: 2,
      possibleMatch: [],
    });
    expect(kept(out)).toEqual([
      [first.facts, "26-0001"],
      [second.facts, "26-0001"],
    ]);
  });
});

describe.each([
  ["one name is missing", { studentName: undefined }],
  ["one name is no name", { studentName: "unknown" }],
  ["the id has spaces around it", { studentId: " 730194 " }],
  ["the name is in another order", { studentName: "Pine, Rowan" }],
])("%s", (_name, more) => {
  test("one case", async () => {
    expect(onlyCase(await twoReports(more))).toMatchObject({
      reports: 2,
      level: "at-risk",
      student: "Rowan Pine",
    });
  });
});

describe.each<[string, object, object]>([
  ["the same id under another name", { studentName: "Robin Oak" }, {}],
  ["the same name, one without an id", { studentId: undefined }, {}],
  ["the same name, neither with an id", { studentId: undefined }, { studentId: undefined }],
  ...["0", "0000", "unknown", "n/a", "N/A", "12345", "123456", "none", "-", "?"].map(
    (studentId): [string, object, object] => [
      `the same name and the placeholder ${studentId} twice`,
      { studentId },
      { studentId },
    ],
  ),
])("%s", (_name, more, less) => {
  test("two cases, each shown on the other's row", async () => {
    const out = await twoReports(more, less);
    expect(out.cases).toMatchObject([
      { case: "26-0001", reports: 1, level: "below-threshold", possibleMatch: ["26-0002"] },
      { case: "26-0002", reports: 1, level: "below-threshold", possibleMatch: ["26-0001"] },
    ]);
    expect(out.inbox.map(({ message }) => message)).toEqual(["case-opened", "case-opened"]);
  });
});

describe.each<[string, object, object]>([
  ["different ids, same name", { studentId: "815522" }, {}],
  [
    "the same placeholder, different names",
    { studentId: "n/a", studentName: "Robin Oak" },
    { studentId: "n/a" },
  ],
  [
    "nobody's name and nobody's id, twice",
    { studentId: "unknown", studentName: "n/a" },
    { studentId: "unknown", studentName: "n/a" },
  ],
])("%s", (_name, more, less) => {
  test("two cases that have nothing to do with each other", async () => {
    const out = await twoReports(more, less);
    expect(out.cases).toMatchObject([
      { reports: 1, possibleMatch: [] },
      { reports: 1, possibleMatch: [] },
    ]);
  });
});

/** Two reports of a district with these settings, of one name unless the second says otherwise. */
async function under(settings: object, studentId: string, more: object = {}): Promise<Output> {
  const out = await playDay(
    [{ submit: { ...first, studentId } }, { submit: { ...second, studentId, ...more } }],
    { directory: { settings: { domains: "district.example", ...settings } } },
    { isAsleep: true },
  );
  expect(out.errors).toEqual([]);
  return out;
}

const apart = [{ possibleMatch: ["26-0002"] }, { possibleMatch: ["26-0001"] }];
const sixDigits = { studentIdLength: 6, studentIdDigits: "yes" };

describe.each<[string, object, string]>([
  ["too short", sixDigits, "73019"],
  ["not all digits", sixDigits, "A30194"],
  ["a room", { studentIdLength: 6 }, "room12"],
  ["a length that cannot be read", { studentIdLength: "six" }, "730194"],
])("an id that the settings do not let through: %s", (_name, settings, id) => {
  test("joins nothing: each case is shown on the other's row", async () => {
    expect((await under(settings, id)).cases).toMatchObject(apart);
  });
});

test("an id that looks like one and does not fit is a possible match where a name is missing", async () => {
  expect((await under(sixDigits, "73019", { studentName: undefined })).cases).toMatchObject(apart);
});

test.each<[object, string]>([
  [{ ...sixDigits, studentIdLength: 7, studentIdPrefix: "S" }, "s730194"],
])("an id that fits %j joins", async (settings, id) => {
  expect(onlyCase(await under(settings, id))).toMatchObject({ reports: 2 });
});

describe("one id under two names", async () => {
  const other = { ...second, studentName: "Robin Oak" };
  const out = await playDay([
    { submit: first },
    { submit: other },
    { submit: { ...second, studentName: undefined, facts: "No name was given." } },
    { submit: { ...other, facts: "Robin again." } },
  ]);

  test("a report with no name belongs to neither until a person says so", () => {
    expect(kept(out)).toEqual([
      [first.facts, "26-0001"],
      [second.facts, "26-0002"],
      ["No name was given.", "26-0003"],
      ["Robin again.", "26-0002"],
    ]);
    expect(out.cases[2]).toMatchObject({ possibleMatch: ["26-0001", "26-0002"] });
  });
});

describe("a closed case", async () => {
  const out = await playCleanDay([
    { submit: first },
    { edit: { case: "26-0001", set: { closeReason: "no-reasonable-suspicion", notes: "Ill." } } },
    { edit: { case: "26-0001", set: { leadAgreed: true } }, as: "lead" },
    { edit: { case: "26-0001", set: { status: "closed" } } },
    { advance: "PT10M" },
    { submit: second },
  ]);

  test("stays closed, and a new case names it", () => {
    expect(out.cases).toMatchObject([
      { case: "26-0001", status: "closed", reports: 1 },
      { case: "26-0002", status: "open", reports: 1, earlierCase: "26-0001" },
    ]);
    expect(actsOf(out, "26-0002").every(({ done }) => done === false)).toBe(true);
  });
});

describe("a case that is given its name by a report, before one with another name under its id", async () => {
  const reports = [
    { ...first, studentName: undefined },
    second,
    { ...second, studentName: "Robin Oak", facts: "Was seen at the motel." },
  ];
  const oneByOne = await playCleanDay(reports.map((submit) => ({ submit })));
  const atOnce = await playDay([
    ...reports.map((submit) => ({ loseTrigger: { submit } })),
    { advance: "PT10M" },
  ]);

  test("the other name is never taken for the same child", () => {
    expect(kept(oneByOne).map(([, reference]) => reference)).toEqual([
      "26-0001",
      "26-0001",
      "26-0002",
    ]);
    expect(oneByOne.cases).toMatchObject([
      { student: "Rowan Pine", possibleMatch: ["26-0002"] },
      { student: "Robin Oak", possibleMatch: ["26-0001"] },
    ]);
  });

  test("also where the clock finds all of them at once", () => {
    const told = ({ cases }: Output) =>
      cases.map((row) => [row["case"], row["student"], row["reports"], row["possibleMatch"]]);
    expect(kept(atOnce)).toEqual(kept(oneByOne));
    expect(told(atOnce)).toEqual(told(oneByOne));
  });
});

test("what was typed just before a report comes in is still weighed by its rule", async () => {
  const lost = { account: { removeTrigger: "onRegisterEdit" } };
  const out = await playDay([
    { submit: first },
    lost,
    { edit: { case: "26-0001", set: { status: "closed" } } },
    { edit: { case: "26-0001", act: "call-child-and-family-services", set: { done: true } } },
    { submit: second },
    { advance: "PT10M" },
  ]);
  expect(onlyCase(out)).toMatchObject({ status: "open", reports: 2, level: "at-risk" });
  const call = actsOf(out).find(({ act }) => act === "call-child-and-family-services");
  expect(call).toMatchObject({ done: true, state: "done", doneAt: expect.any(String) });
});
