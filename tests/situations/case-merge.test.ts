/** A contact says that two cases are of one student: nothing reported, ticked, written or owed is lost. */
import { describe, expect, test } from "vitest";
import { playCleanDay, playDay } from "../day/day";
import { alreadyMade, call, editOf, tickOf, update } from "../day/events";
import { actsOf, type Row } from "../day/look";
import { contact } from "../day/people";

const one = {
  school: "North High",
  studentName: "Rowan Pine",
  factors: ["frequently-absent"],
  facts: "Gone every Monday.",
};
const other = { ...one, factors: ["relationships-of-concern"], facts: "Fetched by a grey van." };
const victim = { ...other, factors: [], concerns: ["suspected-victim"] };
const third = { ...one, factors: ["substance-abuse-history"], facts: "Smelled of drink." };
const same = (from: string, into: unknown) => editOf(from, { sameStudentAs: into });
const closed = (reference: string) => [
  ...alreadyMade(reference, call),
  { edit: { case: reference, set: { closeReason: "agency-took-over" } } },
  { edit: { case: reference, set: { leadAgreed: true } }, as: "lead" },
  { edit: { case: reference, set: { status: "closed" } } },
];
const of = (acts: readonly Row[], id: string) => acts.filter(({ act }) => act === id);

describe("two reports without an id, worked on apart, then merged", async () => {
  const out = await playCleanDay([
    { submit: one },
    { submit: other },
    tickOf("26-0001", "review-report"),
    tickOf("26-0002", call, { done: true, agencyReference: "CFS-9" }),
    { edit: { tab: "log", case: "26-0002", set: { what: "Met the counselor." } } },
    { edit: { tab: "plan", case: "26-0002", set: { risk: "Way home", action: "Walk along" } } },
    { edit: { tab: "disclosures", case: "26-0002", set: { agency: "Town Police" } } },
    same("26-0002", "26-0001"),
    { submit: { ...third, studentId: "730194" } },
  ]);
  const [target, source] = out.cases;

  test("are one case, at risk by what both say; the other keeps what it says by itself", () => {
    expect(target).toMatchObject({
      case: "26-0001",
      status: "open",
      level: "at-risk",
      protocols: ["at-risk"],
      factors: ["frequently-absent", "relationships-of-concern"],
      reports: 2,
    });
    expect(source).toMatchObject({
      case: "26-0002",
      status: "closed",
      mergedInto: "26-0001",
      sameStudentAs: "26-0001",
      closeReason: "merged",
      level: "below-threshold",
      factors: ["relationships-of-concern"],
      reports: 1,
      nextDue: null,
    });
  });

  test("count a step that was done in either once; the tick stays in its row", () => {
    expect(of(actsOf(out), "review-report")).toMatchObject([{ done: true, state: "done" }]);
    expect(of(actsOf(out, "26-0002"), "review-report")).toMatchObject([
      { done: false, state: "done" },
    ]);
    expect(of(actsOf(out), call)).toMatchObject([{ done: false, state: "done" }]);
    expect(of(actsOf(out, "26-0002"), call)).toMatchObject([
      { done: true, doneBy: contact, agencyReference: "CFS-9" },
    ]);
  });

  test("call the agency again, which has heard of one of both only, and owe the written report in 36 hours", () => {
    const acts = actsOf(out);
    expect(of(acts, update)).toMatchObject([{ done: false, state: "open" }]);
    const [written] = of(acts, "submit-mandated-report");
    expect(String(written?.["due"])).toMatch(/^2026-09-03T04:0/);
    expect(acts.map(({ order }) => order)).toEqual(acts.map((_, at) => at + 1));
  });

  test("show reports, log, plan and disclosures of both as of the case that goes on", () => {
    const lists = [out.reports.slice(0, 2), out.log, out.plan, out.disclosures];
    for (const list of lists) {
      expect(list.length).toBeGreaterThan(0);
      expect(list.map((row) => row["case"])).toEqual(list.map(() => "26-0001"));
    }
    expect(out.reports.map(({ facts }) => facts)).toContain(other.facts);
  });

  test("tell the contact what changed, and show the case that goes on to whoever reports again", () => {
    expect(out.inbox.map(({ message }) => message)).toEqual([
      "case-opened",
      "case-opened",
      "case-raised",
      "case-opened",
    ]);
    expect(out.inbox[2]?.text).toMatch(/Two cases were merged/);
    expect(out.cases[2]).toMatchObject({ case: "26-0003", possibleMatch: ["26-0001"] });
  });
});

describe("a call made for one of two cases never stands for what the other knows", () => {
  test.each([
    ["the case that ends", "26-0002"],
    ["the case that goes on", "26-0001"],
  ])("%s was told of", async (_name, told) => {
    const out = await playDay([
      { submit: victim },
      { submit: { ...victim, facts: "Another account." } },
      tickOf(told, call),
      tickOf(told, "submit-mandated-report"),
      tickOf(told, "involve-law-enforcement"),
      same("26-0002", "26-0001"),
      { advance: "PT3H" },
    ]);
    const both = ["26-0001", "26-0002"].flatMap((one) => actsOf(out, one));
    expect(of(both, call).map(({ state }) => state)).toEqual(["done", "done"]);
    expect(of(both, update)).toMatchObject([{ done: false, state: "open" }]);
    for (const act of ["submit-mandated-report", "involve-law-enforcement"]) {
      const open = of(both, act).filter(({ state }) => state === "open");
      expect(open.map((one) => one["case"])).toEqual([told === "26-0001" ? "26-0002" : "26-0001"]);
    }
    // What is owed for the other one is reminded of, as a call of the case that goes on.
    const reminder = out.inbox.filter(({ message }) => message === "call-overdue").at(-1);
    expect(reminder).toMatchObject({ case: "26-0001" });
  });

  test("where neither was told, the first call is one, and each report is owed", async () => {
    const out = await playDay([
      { submit: victim },
      { submit: victim },
      same("26-0002", "26-0001"),
      tickOf("26-0001", call),
      ...["26-0001", "26-0002"].map((one) => tickOf(one, "submit-mandated-report")),
    ]);
    const ids = actsOf(out).map(({ act }) => act);
    expect(ids).not.toContain(update);
    for (const act of [call, "submit-mandated-report"]) {
      expect(of(actsOf(out, "26-0002"), act)).toMatchObject([{ state: "done" }]);
    }
  });
});

describe("chains of merges", () => {
  const three = [{ submit: one }, { submit: other }, { submit: third }];

  test.each([
    ["one after the other", [same("26-0003", "26-0002"), same("26-0002", "26-0001")]],
    [
      "in one paste",
      [
        {
          paste: {
            tab: "cases",
            key: "26-0002",
            column: "sameStudentAs",
            rows: [["26-0001"], ["26-0002"]],
          },
        },
      ],
    ],
  ])("%s: all end in the first, with all their reports", async (_name, edits) => {
    const out = await playCleanDay([...three, ...edits]);
    expect(out.cases[0]).toMatchObject({
      reports: 3,
      status: "open",
      level: "at-risk",
      factors: ["frequently-absent", "relationships-of-concern", "substance-abuse-history"],
    });
    expect(out.reports.map((row) => row["case"])).toEqual(["26-0001", "26-0001", "26-0001"]);
    expect(out.cases.slice(1).every(({ mergedInto }) => mergedInto !== null)).toBe(true);
  });

  test("two rows that name each other, at once: one goes on with both", async () => {
    const out = await playDay([
      { submit: one },
      { submit: other },
      {
        paste: {
          tab: "cases",
          key: "26-0001",
          column: "sameStudentAs",
          rows: [["26-0002"], ["26-0001"]],
        },
      },
    ]);
    const open = out.cases.filter(({ status }) => status === "open");
    expect(open).toMatchObject([{ reports: 2, level: "at-risk", mergedInto: null }]);
    expect(open[0]).toMatchObject({ sameStudentAs: null });
    const reference = open[0]?.["case"];
    expect(out.reports.map((row) => row["case"])).toEqual([reference, reference]);
  });

  test("a report about a student whose case was merged goes to the case that goes on", async () => {
    const out = await playDay([
      { submit: { ...one, studentId: "730194" } },
      { submit: { ...other, studentId: "730195" } },
      same("26-0002", "26-0001"),
      { submit: { ...third, studentId: "730195" } },
    ]);
    expect(out.reports.map((row) => row["case"])).toEqual(["26-0001", "26-0001", "26-0001"]);
    expect(out.cases[0]).toMatchObject({ reports: 3 });
  });
});

describe("a merge that makes no sense is put back", () => {
  test.each([
    ["with itself", "26-0001"],
    ["with a case that there is not", "26-0999"],
    ["with words", "the other one"],
    ["with a number", 26],
  ])("%s", async (_name, into) => {
    const out = await playDay([{ submit: one }, { submit: other }, same("26-0001", into)]);
    expect(out.cases).toMatchObject([
      { status: "open", sameStudentAs: null, mergedInto: null, reports: 1 },
      { status: "open", reports: 1 },
    ]);
    expect(out.activity.at(-1)).toMatchObject({ what: "edit-put-back" });
  });

  test("spaces around a reference do no harm", async () => {
    const out = await playDay([{ submit: one }, { submit: other }, same("26-0002", " 26-0001 ")]);
    expect(out.cases[0]).toMatchObject({ reports: 2 });
  });
});

describe("a case that has been closed", () => {
  test("and into which an open one is merged is open again, with what that one owes", async () => {
    const out = await playCleanDay([
      { submit: one },
      ...closed("26-0001"),
      { submit: other },
      same("26-0002", "26-0001"),
      { submit: { ...third, studentId: "730194" } },
    ]);
    expect(out.cases[0]).toMatchObject({
      status: "open",
      level: "at-risk",
      closeReason: null,
      leadAgreed: false,
      reports: 2,
    });
    expect(out.cases[0]?.["nextDue"]).not.toBeNull();
    expect(out.activity.map(({ what }) => what)).toContain("case-reopened");
  });

  test("and is merged into an open one leaves that one open", async () => {
    const out = await playDay([
      { submit: one },
      ...closed("26-0001"),
      { submit: other },
      same("26-0001", "26-0002"),
    ]);
    expect(out.cases).toMatchObject([
      { status: "closed", mergedInto: "26-0002" },
      { status: "open", reports: 2, level: "at-risk" },
    ]);
  });
});

describe("a case that is part of another", async () => {
  const out = await playDay([
    { submit: one },
    { submit: other },
    same("26-0002", "26-0001"),
    tickOf("26-0002", "review-report"),
    { edit: { case: "26-0002", set: { status: "open" } } },
    { edit: { case: "26-0002", set: { notes: "Was the second teacher's." } } },
    { advance: "PT10M" },
  ]);

  test("is ticked there, and is not opened again", () => {
    expect(out.cases[1]).toMatchObject({ status: "closed", mergedInto: "26-0001" });
    expect(of(actsOf(out, "26-0002"), "review-report")).toMatchObject([{ done: true }]);
    expect(of(actsOf(out), "review-report")).toMatchObject([{ done: false, state: "done" }]);
    expect(out.activity.filter(({ what }) => what === "edit-put-back")).toHaveLength(1);
  });

  test("keeps a note", () => {
    expect(out.cases[1]).toMatchObject({ notes: "Was the second teacher's." });
  });
});
