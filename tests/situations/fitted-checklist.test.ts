/**
 * The checklist adapted to one student: what a hold pauses, which agency is called, which written report covers two (every step:
 * case/act-state).
 */

import { describe, expect, test } from "vitest";
import { demoDirectory } from "../../scripts/play/directory";
import { Day, playCleanDay, playDay, start } from "../day/day";
import {
  call,
  edit,
  editOf,
  first,
  merge,
  rowan,
  submit,
  telltale,
  tick,
  tickOf,
} from "../day/events";
import { actOf, actsOf, happened, type Output, onlyCase, wordsIn } from "../day/look";
import { contact } from "../day/people";

const usual = {
  ...rowan,
  concerns: ["suspected-victim", "confirmed-victim"],
  confirmedBy: "law-enforcement",
};
const everything = {
  ...usual,
  factors: ["controlled-or-groomed"],
  concerns: [...usual.concerns, "recruiting-or-exploiting"],
};

const plan = "co-create-action-plan";
const stateIn = (out: Output, id: string) => actOf(out, id)?.["state"];

describe("a hold that law enforcement asks for", () => {
  const duties = ["involve-law-enforcement", "submit-detailed-mandated-report"];
  const held = [plan, "investigate-campus-impact", "review-school-placement", ...telltale].sort();
  const paused = (out: Output) =>
    actsOf(out)
      .flatMap(({ act, state }) => (state === "on-hold" ? String(act) : []))
      .sort();
  const hold = edit({ holdUntil: "2026-09-01T11:00:00-07:00", heldFor: "Det. Lane" });
  /** All that has to stand before a parent may learn of it. */
  const gates = edit({
    parentMayBeInvolved: "no",
    victimConsulted: "2026-08-31",
    agencyCleared: "child-and-family-services",
    agencyClearedBy: "Kim Doe",
    agencyClearedAt: start,
  });
  const morning = () => Day.after({ submit: everything }, tick(call), gates, hold);

  test("pauses what would give it away, says why, and never a duty; a tick on what waits is put back", async () => {
    const out = (await morning()).playClean(tick(plan));
    expect(paused(out)).toEqual(held);
    expect(stateIn(out, "school-consequence")).toBe("locked");
    for (const act of duties) expect(stateIn(out, act)).toBe("open");
    expect(wordsIn(out, "Checklist")).toMatch(/On hold until .*, for Det. Lane/);
  });

  test("passed: everything is back by itself, visibly; lifted: at once", async () => {
    const out = (await morning()).playClean({ advance: "PT2H" });
    const lifted = (await morning()).playClean(edit({ holdUntil: null }));
    for (const one of [out, lifted]) {
      expect(paused(one)).toEqual([]);
      for (const act of telltale) expect(stateIn(one, act)).toBe("open");
    }
    expect(happened(out).filter((what) => what === "hold-ended")).toHaveLength(1);
    expect(wordsIn(out, "Cases")).toContain("Hold: ended");
    expect(wordsIn(out, "Checklist")).not.toMatch(/On hold until/);
  });

  test("until a day, it lasts through that day", async () => {
    const day = await Day.after({ submit: everything }, edit({ holdUntil: "2026-09-01" }));
    expect(stateIn(day.play({ advance: "PT1H" }), plan)).toBe("on-hold");
  });

  test("longer than the maximum of 30 days is refused, and leaves the one that is there", async () => {
    const out = (await morning()).play(edit({ holdUntil: "2026-10-02T10:00:00-07:00" }));
    expect(onlyCase(out)).toMatchObject({ holdUntil: "2026-09-01T18:00:00.000Z" });
    expect(happened(out)).toContain("edit-put-back");
    expect(stateIn(out, plan)).toBe("on-hold");
  });
});

test.each(["no", "unknown"])("the SRO is of the district's own police: %s", async (answer) => {
  const police = (name: string, phone: string, more: object = {}) => ({
    ...{ role: "law enforcement", name, phone },
    ...more,
  });
  const schools = [
    {
      ...{ school: "North High", lawEnforcementAgency: "Hill Town Police" },
      sroIsDistrictPolice: answer,
    },
  ];
  const contacts = [
    ...demoDirectory.contacts.filter(({ role }) => !/enforcement|services/.test(role)),
    police("Other Police", "(415) 555-0188"),
    police("Hill Town Police", "(415) 555-0177"),
    // The school's own row has no number: the district's is called.
    { role: "child and family services", name: "North's worker", school: "North High" },
    { role: "child and family services", name: "County Services", phone: "(415) 555-0166" },
  ];
  const directory = { ...demoDirectory, schools, contacts };
  const out = await playDay([{ submit: usual }], { directory });
  const act = actOf(out, "involve-law-enforcement");
  expect(act?.["call"]).toBe("Hill Town Police (415) 555-0177");
  expect(actOf(out, call)?.["call"]).toBe("County Services (415) 555-0166");
  expect(out.inbox[0]?.text).toContain("(415) 555-0177");
  expect(out.inbox[0]?.text).toContain("(415) 555-0166");
  expect(JSON.stringify(act?.["statutes"]).includes("PC 11165.9")).toBe(answer !== "no");
});

// A fuller written report stands for the plain one: one row, one report, one reference; within one debt, and never for what a reporter owes (design 2.12).

const plain = "submit-mandated-report";
const full = "submit-detailed-mandated-report";
const victim = { concerns: ["suspected-victim"] };
const suspected = { submit: { ...rowan, ...victim } };
const certain = { concerns: ["confirmed-victim"], confirmedBy: "law-enforcement" };
const confirmed = { submit: { ...rowan, ...certain } };
const both = {
  submit: {
    ...{ ...rowan, ...certain, concerns: ["suspected-victim", "confirmed-victim"] },
    learnedAt: "2026-09-01T07:00:00-07:00",
  },
};
/** A report of the same student as far as names go, which opens a case of its own. */
const unlinked = (event: { readonly submit: object }) => ({
  submit: { ...event.submit, studentId: undefined, facts: "Another account." },
});
const rows = (out: Output, act: string, reference = first) =>
  actsOf(out, reference).filter((row) => row["act"] === act);

test("a case that opens with both has one row with both steps, by the one deadline; each reporter owes their own", async () => {
  const sent = { done: true, agencyReference: "CFS-7" };
  const out = await playCleanDay([both, tick(full, sent), suspected]);
  expect(rows(out, plain)).toEqual([]);
  expect(rows(out, full)).toMatchObject([
    {
      covers: [plain],
      protocolSteps: ["suspected-victim 2", "confirmed-victim 2"],
      due: "2026-09-03T02:00:00.000Z",
      agencyReference: "CFS-7",
      state: "done",
      what: expect.stringContaining("write one, not two"),
    },
  ]);
  expect(out.reports.map((row) => row["writtenReportConfirmed"])).toEqual([false, false]);
  expect(out.disclosures).toHaveLength(1);
});

test("of two merged cases, what one has sent closes nothing of what the other owes, and it owes that no second time", async () => {
  const sent = tick(full, { done: true, agencyReference: "CFS-7" });
  const out = await playCleanDay([
    ...[both, unlinked(suspected), sent, merge("26-0002", first)],
    ...[tick(full, { done: false }), sent],
  ]);
  expect(rows(out, full)).toMatchObject([{ state: "done", covers: [plain] }]);
  expect(rows(out, plain)).toEqual([]);
  expect(rows(out, plain, "26-0002")).toMatchObject([{ state: "open" }]);
});

describe("a plain row that is open when the fuller one comes", () => {
  const grown = () => Day.after(suspected, confirmed);

  test("is closed with the fuller one by the same reference, also one that is written later", async () => {
    const day = await grown();
    expect(rows(day.out(), plain)).toMatchObject([{ state: "open", covers: [] }]);
    expect(rows(day.out(), full)).toMatchObject([{ state: "open", covers: [plain] }]);
    const out = day.play(
      tick(full, { done: true, agencyPerson: "Kim Doe" }),
      tick(full, { agencyReference: "CFS-7" }),
    );
    const agency = { agencyReference: "CFS-7", agencyPerson: "Kim Doe" };
    const done = { state: "done", done: true, doneBy: contact, ...agency };
    const doneAt = rows(out, full)[0]?.["doneAt"];
    expect(rows(out, plain)).toMatchObject([{ ...done, doneAt }]);
    expect(out.disclosures).toHaveLength(1);
    expect(out.reports.every((row) => row["writtenReportConfirmed"] === false)).toBe(true);
  });

  test("is open again where that tick is taken back, and goes its own way once someone writes in it", async () => {
    const day = await grown();
    const made = tick(full, { alreadyMade: true, madeBy: "The county nurse" });
    const back = tick(full, { alreadyMade: false });
    expect(rows(day.play(made, back), plain)).toMatchObject([{ state: "open", madeBy: null }]);
    const own = day.play(made, tick(plain, { agencyReference: "CFS-1" }), back);
    expect(rows(own, plain)).toMatchObject([{ state: "done", agencyReference: "CFS-1" }]);
  });
});

test("what is owed only after the fuller one was sent has a row of its own", async () => {
  const sent = await playDay([confirmed, tick(full), suspected]);
  expect(rows(sent, full)).toMatchObject([{ state: "done", covers: [] }]);
  expect(rows(sent, plain)).toMatchObject([{ state: "open" }]);
});

test("of two merged cases, the other raised later, each owes its own in its own row", async () => {
  const raised = { raiseLevelTo: "confirmed-victim", raiseReason: "So." };
  const sent = tickOf("26-0002", full, { done: true, agencyReference: "CFS-2" });
  const other = [unlinked(suspected), editOf("26-0002", raised), merge("26-0002", first), sent];
  const tried = editOf(first, { status: "closed" });
  const out = await playCleanDay([suspected, ...other, tried]);
  expect(rows(out, plain)).toMatchObject([{ state: "open", agencyReference: null }]);
  expect(rows(out, plain, "26-0002")).toMatchObject([{ state: "done" }]);
  expect(rows(out, full, "26-0002")).toMatchObject([{ state: "done" }]);
  const owed = expect.stringMatching(/calls? or reports? /);
  expect(out.cases[0]?.["openMatters"]).toContainEqual(owed);
});

test("of two reports, the earlier deadline of the written report stays", async () => {
  const learned = (at: string) => submit({ learnedAt: `2026-09-01T${at}:00:00-07:00` });
  const out = await playDay([learned("07"), { advance: "PT2H" }, learned("10")]);
  expect(rows(out, plain)).toMatchObject([{ due: "2026-09-03T02:00:00.000Z" }]);
});
