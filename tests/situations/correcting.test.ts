/** What a contact or the lead puts right in a case: school, name, id, a factor that was reported wrongly (issue 13). */
import { describe, expect, test } from "vitest";
import { playCleanDay, playDay } from "../day/day";
import { edit, rowan } from "../day/events";
import { actsOf, expectNoStudentData, mailTo, type Output, wordsOf } from "../day/look";
import { contact, twoSchools as directory, south } from "../day/people";

const usual = { ...rowan, factors: ["frequently-absent", "substance-abuse-history"] };
const submit = (more: object = {}) => ({ submit: { ...usual, ...more } });
const lost = { account: { removeTrigger: "onRegisterEdit" } };
const later = { advance: "PT10M" };
const what = (out: Output) => out.activity.map((line) => line["what"]);

describe("the school", () => {
  test.each([
    ["by the edit trigger", [edit({ school: " south middle" })]],
    ["by the clock", [lost, edit({ school: " south middle" }), later]],
  ])("is corrected, and the case is the right contact's: %s", async (_name, events) => {
    const out = await playCleanDay([submit(), edit({ acknowledged: true }), ...events], {
      directory,
    });
    expect(out.cases[0]).toMatchObject({
      school: "South Middle",
      contact: south,
      acknowledged: false,
      reviewReasons: [],
    });
    expect(out.reports[0]).toMatchObject({ school: "North High" });
    const [mail, ...others] = mailTo(out, south).filter(
      ({ message }) => message !== "typed-by-another",
    );
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ message: "case-given", case: "26-0001" });
    expect(mail?.text).toMatch(/The school of this case was corrected: it is yours/);
    expectNoStudentData(out.inbox, ["Rowan Pine", "730194", "South Middle", "North High"]);
  });

  test("that was none of the list is looked at no more", async () => {
    const out = await playDay(
      [submit({ school: "Norht Hihg" }), edit({ school: "North High" }, "lead")],
      {
        directory,
      },
    );
    expect(out.cases[0]).toMatchObject({
      school: "North High",
      contact: contact,
      reviewReasons: [],
    });
    const before = await playDay([submit({ school: "Norht Hihg" })], { directory });
    expect(before.cases[0]?.["reviewReasons"]).toContain("school-unknown");
  });

  test.each([["Elsewhere High"], [null]])("is put back where it is none: %s", async (school) => {
    const out = await playDay([submit(), edit({ school })], { directory });
    expect(out.cases[0]).toMatchObject({
      school: "North High",
      contact: contact,
    });
    expect(what(out)).toContain("edit-put-back");
    expect(out.inbox).toHaveLength(1);
  });
});

describe("a name or an id", () => {
  const other = { studentName: "Robin Oak", studentId: "815522" };
  test.each([
    ["the id", { studentId: "815522" }, []],
    ["the id, by a slip beside the name", { studentId: "815523", student: "Robin Oak" }, []],
    ["both, by the clock", { studentId: "815522", student: "Robin Oak" }, [lost]],
  ])("corrected is looked for among the other cases: %s", async (_name, set, before) => {
    const out = await playCleanDay([
      submit(other),
      submit(),
      ...before,
      edit(set, "contact", "26-0002"),
      later,
    ]);
    expect(out.cases).toMatchObject([
      { possibleMatch: ["26-0002"], reports: 1 },
      { ...set, possibleMatch: ["26-0001"], reports: 1 },
    ]);
    expect(JSON.stringify(out.activity)).not.toMatch(/Robin|Oak|815522|815523/);
  });

  test("that raised the question ends it once it is corrected", async () => {
    const out = await playDay([
      submit(),
      submit({ studentId: "730195" }),
      edit({ studentId: "998877" }, "contact", "26-0002"),
    ]);
    expect(out.cases).toMatchObject([{ possibleMatch: [] }, { possibleMatch: [] }]);
  });

  test("is not asked about again where a person has said no", async () => {
    const out = await playDay([
      submit(),
      submit({ studentId: "730195" }),
      edit({ notSameStudentAs: ["26-0001"] }, "contact", "26-0002"),
      edit({ studentId: "730196" }, "contact", "26-0002"),
    ]);
    expect(out.cases).toMatchObject([{ possibleMatch: [] }, { possibleMatch: [] }]);
  });

  test("corrected is where the next report of the student goes", async () => {
    const out = await playDay([
      submit(),
      edit({ studentId: "815522" }),
      submit({ studentId: "815522" }),
    ]);
    expect(out.cases).toMatchObject([{ reports: 2, studentId: "815522" }]);
  });
});

describe("a factor that the lead withdraws", () => {
  const reason = { withdrawFactor: "frequently-absent", withdrawReason: "Was another Rowan." };

  test.each([
    ["by the edit trigger", [edit(reason, "lead")]],
    [
      "one cell after the other",
      [
        edit({ withdrawReason: reason.withdrawReason }, "lead"),
        edit({ withdrawFactor: reason.withdrawFactor }, "lead"),
      ],
    ],
    ["by the clock", [lost, edit(reason, "lead"), later]],
  ])("stays on record and counts no more; the level stays: %s", async (_name, events) => {
    const out = await playCleanDay([submit(), ...events]);
    expect(out.cases[0]).toMatchObject({
      factors: ["substance-abuse-history"],
      withdrawnFactors: ["frequently-absent"],
      ...reason,
      level: "at-risk",
      protocols: ["at-risk"],
    });
    expect(actsOf(out)).toHaveLength(actsOf(await playDay([submit()])).length);
    expect(out.log).toMatchObject([{ case: "26-0001" }]);
    expect(String(out.log[0]?.["what"])).toMatch(/withdrawn: .*\. Was another Rowan\./i);
    expect(out.activity.filter((line) => line["what"] === "factor-withdrawn")).toMatchObject([
      { from: "frequently-absent" },
    ]);
    expect(JSON.stringify(out.activity)).not.toContain("another Rowan");
    expect(out.reports[0]).toMatchObject({ factors: usual.factors });
  });

  test("adds up with nothing any more, in this case or the next", async () => {
    const one = submit({ factors: ["frequently-absent"] });
    const two = submit({ factors: ["substance-abuse-history"] });
    const here = await playDay([one, edit(reason, "lead"), two]);
    expect(here.cases).toMatchObject([{ level: "below-threshold", reports: 2 }]);
    const closed = [
      edit({ closeReason: "no-reasonable-suspicion", notes: "Ill." }),
      edit({ leadAgreed: true }, "lead"),
      edit({ status: "closed" }),
    ];
    const next = await playDay([one, edit(reason, "lead"), ...closed, two]);
    expect(next.cases).toMatchObject([
      { status: "closed", level: "below-threshold" },
      { level: "below-threshold", factors: ["substance-abuse-history"], earlierCase: "26-0001" },
    ]);
  });

  test("counts again where it is reported again", async () => {
    const again = submit({ factors: ["frequently-absent"] });
    const out = await playDay([submit(), edit(reason, "lead"), again]);
    expect(out.cases[0]).toMatchObject({
      factors: usual.factors,
      withdrawnFactors: ["frequently-absent"],
    });
  });

  test("waits for its reason, and says so", async () => {
    const out = await playDay([submit(), edit({ withdrawFactor: "frequently-absent" }, "lead")]);
    expect(out.cases[0]).toMatchObject({ factors: usual.factors, withdrawnFactors: [] });
    expect(JSON.stringify(out.cells?.["Cases"])).toContain(
      "Level: write why the risk factor is withdrawn",
    );
  });

  test.each([
    ["by a contact", edit(reason)],
    [
      "that the case does not have",
      edit({ ...reason, withdrawFactor: "controlled-or-groomed" }, "lead"),
    ],
  ])("is put back %s", async (_name, typed) => {
    const out = await playDay([submit(), typed]);
    expect(out.cases[0]).toMatchObject({
      factors: usual.factors,
      withdrawnFactors: [],
      withdrawFactor: null,
    });
  });

  test("stays withdrawn where a merge that came before is undone", async () => {
    const out = await playCleanDay([
      submit(),
      submit({ studentId: "815522", factors: ["controlled-or-groomed"] }),
      edit({ sameStudentAs: "26-0001" }, "contact", "26-0002"),
      edit(reason, "lead"),
      edit({ sameStudentAs: null }, "contact", "26-0002"),
    ]);
    expect(out.cases).toMatchObject([
      { factors: ["substance-abuse-history"], withdrawnFactors: ["frequently-absent"] },
      { factors: ["controlled-or-groomed"], withdrawnFactors: [] },
    ]);
  });
});

test("no mail of a corrected case names what was corrected", async () => {
  const out = await playDay([submit(), edit({ school: "South Middle", student: "Robin Oak" })], {
    directory,
  });
  for (const mail of out.inbox) expect(wordsOf(mail)).not.toMatch(/Robin|South Middle/);
});
