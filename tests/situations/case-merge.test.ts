/**
 * A contact says that two cases are about one student: nothing reported, ticked, written or owed is lost (in any order:
 * case/merging.property).
 */

import { describe, expect, test } from "vitest";
import { Day, playCleanDay, playDay } from "../day/day";
import { call, closing, editOf, merge, noEditTrigger, rowan, tickOf, update } from "../day/events";
import { actsOf, caseOf, happened, kinds, mails, type Row, recipients } from "../day/look";
import { backup, contact, lead, teacher } from "../day/people";

const one = { ...rowan, studentId: undefined, factors: ["frequently-absent"] };
const other = { ...one, factors: ["relationships-of-concern"], facts: "Fetched by a grey van." };
const victim = { ...other, factors: [], concerns: ["suspected-victim"] };
const third = { ...one, factors: ["substance-abuse-history"], facts: "Smelled of drink." };
const both = [{ submit: one }, { submit: other }];
const of = (acts: readonly Row[], id: string) => acts.filter(({ act }) => act === id);
/** Several rows of Cases, from the one with that reference on, of which each is said to be another. */
const pasted = (key: string, ...references: readonly string[]) => ({
  paste: { tab: "cases", key, column: "sameStudentAs", rows: references.map((into) => [into]) },
});

describe("two reports without an id, worked on apart, then merged", async () => {
  const out = await playCleanDay([
    ...both,
    tickOf("26-0001", "review-report"),
    tickOf("26-0002", call, { done: true, agencyReference: "CFS-9" }),
    { edit: { tab: "log", case: "26-0002", set: { what: "Met the counselor." } } },
    { edit: { tab: "plan", case: "26-0002", set: { risk: "Way home", action: "Walk along" } } },
    { edit: { tab: "disclosures", case: "26-0002", set: { agency: "Town Police" } } },
    merge("26-0002", " 26-0001 "),
    { submit: { ...third, studentId: "730194" } },
    tickOf("26-0002", "regular-contact", { notes: "By the second teacher." }),
    editOf("26-0002", { status: "open" }),
    editOf("26-0002", { notes: "Was the second teacher's." }),
    { advance: "PT10M" },
  ]);

  test("are one case, at risk by what both say; the other keeps what it says, a note, and stays closed", () => {
    expect(out.cases.slice(0, 2)).toMatchObject([
      {
        status: "open",
        level: "at-risk",
        protocols: ["at-risk"],
        factors: ["frequently-absent", "relationships-of-concern"],
        reports: 2,
      },
      {
        status: "closed",
        mergedInto: "26-0001",
        sameStudentAs: "26-0001",
        closeReason: "merged",
        level: "below-threshold",
        factors: ["relationships-of-concern"],
        reports: 1,
        nextDue: null,
        notes: "Was the second teacher's.",
      },
    ]);
    expect(happened(out).filter((what) => what === "edit-put-back")).toHaveLength(1);
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

  test("call the agency again, which has heard of one of both only, and owe the written report", () => {
    const acts = actsOf(out);
    expect(of(acts, update)).toMatchObject([{ done: false, state: "open" }]);
    const [written] = of(acts, "submit-mandated-report");
    expect(String(written?.["due"])).toMatch(/^2026-09-03T04:0/);
    expect(acts.map(({ order }) => order)).toEqual(acts.map((_, at) => at + 1));
  });

  test("show reports, log, plan and disclosures of both as of the case that goes on", () => {
    for (const list of [out.reports.slice(0, 2), out.log, out.plan, out.disclosures]) {
      expect(list.length).toBeGreaterThan(0);
      expect(new Set(list.map((row) => row["case"]))).toEqual(new Set(["26-0001"]));
    }
  });

  test("tell the contact what changed, and show the case that goes on to whoever reports again", () => {
    const opened = "case-opened";
    expect(kinds(out.inbox)).toEqual([opened, opened, "case-raised", opened]);
    expect(out.inbox[2]?.text).toMatch(/Two cases were merged/);
    expect(out.cases[2]).toMatchObject({ case: "26-0003", possibleMatch: ["26-0001"] });
  });
});

test.each([
  ["the case that ends", "26-0002", "26-0001"],
  ["the case that goes on", "26-0001", "26-0002"],
])("a call made for %s alone does not stand for what the other knows", async (_, made, owed) => {
  const duties = ["submit-mandated-report", "involve-law-enforcement"];
  const sent = (more: object) => ({ submit: { ...victim, reporterKnownTo: "contact", ...more } });
  const out = await playDay([
    sent({ reporterEmail: contact }),
    sent({ facts: "Another account.", reporterEmail: teacher }),
    ...[call, ...duties].map((act) => tickOf(made, act)),
    merge("26-0002", "26-0001"),
    { advance: "PT3H" },
    editOf("26-0001", { acknowledged: true }),
    { advance: "PT10M" },
  ]);
  const acts = ["26-0001", "26-0002"].flatMap((reference) => actsOf(out, reference));
  expect(of(acts, call).map(({ state }) => state)).toEqual(["done", "done"]);
  expect(of(acts, update)).toMatchObject([{ done: false, state: "open" }]);
  for (const act of duties) {
    const open = of(acts, act).filter(({ state }) => state === "open");
    expect(open.map((row) => row["case"])).toEqual([owed]);
  }
  // What is owed for the other one is reminded of, as a call of the case that goes on.
  expect(mails(out, "call-overdue").at(-1)).toMatchObject({ case: "26-0001" });
  // Reporters of both learn once that somebody has it; not a contact who takes on the case of their own report.
  expect(recipients(mails(out, "report-taken-on"))).toEqual([teacher]);
});

test.each([
  ["one after the other", [merge("26-0003", "26-0002"), merge("26-0002", "26-0001")]],
  ["in one paste", [pasted("26-0002", "26-0001", "26-0002")]],
])("chains of merges, %s: all end in the first, with all their reports", async (_, edits) => {
  const danger = { submit: { ...third, immediateDanger: "yes" } };
  const out = await playCleanDay([...both, danger, ...edits]);
  // Danger that a merge brings is told to everybody who may know.
  const raised = new Set(recipients(mails(out, "case-raised")));
  expect([...raised]).toEqual([backup, contact, lead]);
  expect(out.cases[0]).toMatchObject({ reports: 3, status: "open", level: "at-risk" });
  expect(out.reports.map((row) => row["case"])).toEqual(["26-0001", "26-0001", "26-0001"]);
  expect(out.cases.slice(1).every(({ mergedInto }) => mergedInto !== null)).toBe(true);
});

test("two rows that name each other, at once: one goes on with both", async () => {
  const out = await playDay([...both, pasted("26-0001", "26-0002", "26-0001")]);
  const [open, ...others] = out.cases.filter(({ status }) => status === "open");
  expect(others).toEqual([]);
  expect(open).toMatchObject({ reports: 2, level: "at-risk", sameStudentAs: null });
  expect(new Set(out.reports.map((row) => row["case"]))).toEqual(new Set([open?.["case"]]));
});

test("danger that is over in one of two cases is not over in both", async () => {
  const danger = { submit: { ...victim, immediateDanger: "yes" } };
  const over = editOf("26-0002", { dangerOver: true });
  const out = await playDay([danger, danger, over, merge("26-0002", "26-0001")]);
  expect(out.cases).toMatchObject([{ reports: 2, dangerOver: false }, { dangerOver: true }]);
});

test("a hold stays where one typed in the other case is undone in the look that merges both", async () => {
  const hold = (on: string, holdUntil: string) => editOf(on, { holdUntil });
  const seen = [noEditTrigger, merge("26-0002", "26-0001"), hold("26-0001", "2026-08-01")];
  const out = await playDay([...both, hold("26-0002", "2026-09-10"), ...seen, { advance: "PT1H" }]);
  expect(caseOf(out, "26-0001")).toMatchObject({ holdUntil: "2026-09-10T07:00:00.000Z" });
});

test("one look finds a case merged, and the other acknowledged: its reporter is told once", async () => {
  const told = { reporterEmail: teacher, reporterKnownTo: "contact" };
  const taken = editOf("26-0001", { acknowledged: true });
  const seen = [noEditTrigger, merge("26-0002", "26-0001"), taken, { advance: "PT1H" }];
  const later = [editOf("26-0001", { notes: "Seen." }), { advance: "PT10M" }];
  const out = await playDay([both[0], { submit: { ...one, ...told } }, ...seen, ...later]);
  expect(recipients(mails(out, "report-taken-on"))).toEqual([teacher]);
});

test("a report about a student whose case was merged goes to the case that goes on", async () => {
  const ids = ["730194", "730195", "730195"];
  const [a, b, c] = ids.map((studentId) => ({ submit: { ...other, studentId } }));
  const out = await playDay([a, b, merge("26-0002", "26-0001"), c]);
  expect(out.reports.map((row) => row["case"])).toEqual(["26-0001", "26-0001", "26-0001"]);
});

test.each([
  ["an open one", []],
  ["one that is closed too", closing("26-0002", "agency-took-over", call)],
])(
  "into a case that has been closed, and is higher with it, is merged %s: it is open again, with what is owed",
  async (_what, alsoEnded) => {
    const ended = closing("26-0001", "agency-took-over", call);
    const into = merge("26-0002", "26-0001");
    const out = await playCleanDay([
      { submit: one },
      ...ended,
      { submit: other },
      ...alsoEnded,
      into,
    ]);
    const whole = { status: "open", level: "at-risk", reports: 2, closeReason: null };
    expect(caseOf(out)).toMatchObject({ ...whole, leadAgreed: false });
    expect(caseOf(out)?.["nextDue"]).not.toBeNull();
    expect(happened(out)).toContain("case-reopened");
  },
);

test("an undo owes the danger's calls anew where the other case's row stood for them", async () => {
  const police = "involve-law-enforcement";
  const day = await Day.after(
    { submit: { ...victim, studentId: "730194" } },
    ...[call, police].map((act) => tickOf("26-0001", act)),
    { submit: { ...victim, facts: "Another account." } },
    merge("26-0002", "26-0001"),
    { advance: "PT10M" },
  );
  day.play({ submit: { ...victim, studentId: "730194", immediateDanger: "yes" } });
  const out = day.playClean(merge("26-0002", null, "lead"));
  expect(caseOf(out)).toMatchObject({ status: "open", dangerOver: false, mergedInto: null });
  const owed = of(actsOf(out), police).filter(({ done }) => done === false);
  expect(owed).toMatchObject([{ state: "open" }]);
});

test("a case that two merges opened again stays open when one is undone, without the clearance given for all three", async () => {
  const cleared = { agencyCleared: "child-and-family-services", agencyClearedBy: "Kim Doe" };
  const day = await Day.after(
    ...[{ submit: one }, ...closing("26-0001", "agency-took-over", call)],
    ...[{ submit: other }, { submit: third }],
    ...[merge("26-0002", "26-0001"), merge("26-0003", "26-0001"), editOf("26-0001", cleared)],
  );
  expect(caseOf(day.out())).toMatchObject({ status: "open", reports: 3, ...cleared });
  const out = day.playClean(merge("26-0003", null, "lead"));
  expect(caseOf(out)).toMatchObject({ status: "open", reports: 2, agencyCleared: null });
  expect(caseOf(out, "26-0002")).toMatchObject({ mergedInto: "26-0001" });
});
