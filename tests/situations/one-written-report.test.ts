/** A fuller written report stands for the plain one: one row, one report, one reference; within one debt, and never for what a reporter owes (design 2.12). */
import { describe, expect, test } from "vitest";
import { playCleanDay, playDay } from "../day/day";
import { editOf, rowan, tickOf } from "../day/events";
import { actsOf, onlyCase } from "../day/look";
import { contact } from "../day/people";

const plain = "submit-mandated-report";
const full = "submit-detailed-mandated-report";
const suspected = { submit: { ...rowan, concerns: ["suspected-victim"] } };
const confirmed = {
  submit: { ...rowan, concerns: ["confirmed-victim"], confirmedBy: "law-enforcement" },
};
const both = {
  submit: {
    ...rowan,
    concerns: ["suspected-victim", "confirmed-victim"],
    confirmedBy: "law-enforcement",
    learnedAt: "2026-09-01T07:00:00-07:00",
  },
};
/** Reports of the same student as far as names go, which open a case of their own. */
const unlinked = (event: { readonly submit: object }) => ({
  submit: { ...event.submit, studentId: undefined, facts: "Another account." },
});
const set = (act: string, cells: object, reference = "26-0001") => tickOf(reference, act, cells);
const same = (from: string, into: unknown) => editOf(from, { sameStudentAs: into });
const rows = (out: Awaited<ReturnType<typeof playDay>>, act: string, reference = "26-0001") =>
  actsOf(out, reference).filter((row) => row["act"] === act);

describe("a case that opens with both", async () => {
  const out = await playCleanDay([
    both,
    set(full, { done: true }),
    set(full, { agencyReference: "CFS-7" }),
    suspected,
  ]);

  test("has one row with both steps, by the one deadline, and the row says so", () => {
    expect(rows(out, plain)).toEqual([]);
    const [row, ...more] = rows(out, full);
    expect(more).toEqual([]);
    expect(row).toMatchObject({
      covers: [plain],
      protocolSteps: ["suspected-victim 2", "confirmed-victim 2"],
      due: "2026-09-03T02:00:00.000Z",
      agencyReference: "CFS-7",
      state: "done",
    });
    expect(row?.["what"]).toContain("write one, not two");
  });

  test("owes no plain one again for a report that says nothing new; every reporter still owes their own", () => {
    expect(onlyCase(out)).toMatchObject({ reports: 2 });
    expect(out.reports.map(({ writtenReportConfirmed }) => writtenReportConfirmed)).toEqual([
      false,
      false,
    ]);
    expect(out.disclosures).toHaveLength(1);
  });
});

describe("a plain row that is open when the fuller one comes", () => {
  const grown = [suspected, confirmed];

  test("stays, and is closed with the fuller one by the same reference, also one that is written later", async () => {
    const open = await playDay(grown);
    expect(rows(open, plain)).toMatchObject([{ state: "open", covers: [] }]);
    expect(rows(open, full)).toMatchObject([{ state: "open", covers: [plain] }]);
    const out = await playDay([
      ...grown,
      set(full, { done: true, agencyPerson: "Kim Doe" }),
      set(full, { agencyReference: "CFS-7" }),
    ]);
    const [of, by] = [rows(out, plain)[0], rows(out, full)[0]];
    expect(of).toMatchObject({
      state: "done",
      done: true,
      agencyReference: "CFS-7",
      agencyPerson: "Kim Doe",
      doneBy: contact,
      doneAt: by?.["doneAt"],
    });
    expect(out.disclosures).toHaveLength(1);
    expect(out.reports.every((row) => row["writtenReportConfirmed"] === false)).toBe(true);
  });

  test("is open again where that tick is taken back, and goes its own way once somebody writes in it", async () => {
    const ticked = [...grown, set(full, { alreadyMade: true, madeBy: "The county nurse" })];
    const back = await playDay([...ticked, set(full, { alreadyMade: false })]);
    expect(rows(back, plain)).toMatchObject([{ state: "open", madeBy: null }]);
    const own = await playDay([
      ...ticked,
      set(plain, { agencyReference: "CFS-1" }),
      set(full, { alreadyMade: false }),
    ]);
    expect(rows(own, plain)).toMatchObject([{ state: "done", agencyReference: "CFS-1" }]);
  });

  test("never closes the fuller one", async () => {
    const out = await playDay([...grown, set(plain, { done: true, agencyReference: "CFS-1" })]);
    expect(rows(out, full)).toMatchObject([{ state: "open", covers: [], agencyReference: null }]);
    const late = await playDay([
      ...grown,
      set(plain, { done: true, agencyReference: "CFS-1" }),
      set(full, { done: true, agencyReference: "CFS-2" }),
    ]);
    expect(rows(late, plain)).toMatchObject([{ agencyReference: "CFS-1" }]);
  });
});

test("what is owed only after the fuller one was sent has a row of its own; before, it is part of it", async () => {
  const sent = await playDay([confirmed, set(full, { done: true }), suspected]);
  expect(rows(sent, full)).toMatchObject([{ state: "done", covers: [] }]);
  expect(rows(sent, plain)).toMatchObject([{ state: "open" }]);
  const open = await playDay([confirmed, suspected]);
  expect(rows(open, plain)).toEqual([]);
  expect(rows(open, full)).toMatchObject([
    { covers: [plain], protocolSteps: ["suspected-victim 2", "confirmed-victim 2"] },
  ]);
});

describe("of two cases that are merged", () => {
  test("each owes its own, in its own row: what one has sent closes nothing of what the other owes", async () => {
    const out = await playCleanDay([
      suspected,
      unlinked(both),
      same("26-0002", "26-0001"),
      set(full, { done: true, agencyReference: "CFS-2" }, "26-0002"),
    ]);
    expect(rows(out, plain)).toMatchObject([{ state: "open", agencyReference: null }]);
    expect(rows(out, full, "26-0002")).toMatchObject([{ state: "done", covers: [plain] }]);
    expect(out.cases[0]?.["openMatters"]).toContainEqual(
      expect.stringMatching(/calls? or reports? /),
    );
  });

  test("a report that closes the plainer one does so in its own case alone", async () => {
    const out = await playDay([
      suspected,
      unlinked(suspected),
      { edit: { case: "26-0002", set: { raiseLevelTo: "confirmed-victim", raiseReason: "So." } } },
      same("26-0002", "26-0001"),
      set(full, { done: true, agencyReference: "CFS-2" }, "26-0002"),
    ]);
    expect(rows(out, plain, "26-0002")).toMatchObject([{ state: "done" }]);
    expect(rows(out, plain)).toMatchObject([{ state: "open" }]);
  });
});
