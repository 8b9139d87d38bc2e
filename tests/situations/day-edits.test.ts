/** Edits as people make them: pasted, refused, two at once, by nobody known, and while no trigger runs (issue 4, item 1). */

import { describe, expect, test } from "vitest";
import { stateKey } from "../../src/register/columns";
import { Day } from "../day/day";
import { call, reportOn, tick } from "../day/events";
import { actsOf, lines, sheetsCalls } from "../day/look";
import { backup, contact } from "../day/people";

const unknown = "unknown editor";
const worst = {
  factors: ["controlled-or-groomed"],
  concerns: ["recruiting-or-exploiting", "suspected-victim", "confirmed-victim"],
  confirmedBy: "law-enforcement",
  parentMayBeInvolved: "yes",
};

/** Three students at the highest level have more than forty acts. */
async function fortyActs(): Promise<Day> {
  const day = await Day.begin();
  day.play(
    reportOn("Rowan Pine", "730194", worst),
    reportOn("Robin Lake", "730195", worst),
    reportOn("Sasha Moor", "730196", worst),
  );
  return day;
}

/** Forty rows of one column pasted at once, with the day before and after it. */
async function pastedOver(column: string, cellAt: (at: number) => string | boolean) {
  const day = await fortyActs();
  const before = day.out();
  const rows = before.checklist.slice(0, 40).map((_, at) => [cellAt(at)]);
  const runs = day.runsOf(() => {
    day.play({ paste: { tab: "checklist", case: "26-0001", column, rows } });
  });
  return { day, before, runs, out: day.out() };
}

describe("a paste over 40 rows", async () => {
  const { day, before, runs, out } = await pastedOver("done", () => true);
  const pasted = out.checklist.slice(0, 40);

  test("is one run of at most three Sheets calls", () => {
    expect(before.checklist.length).toBeGreaterThanOrEqual(40);
    expect(runs.map(({ function: name, ok }) => [name, ok])).toEqual([["onRegisterEdit", true]]);
    expect(runs.map(sheetsCalls)).toEqual([3]);
  });

  test("stamps every act that may be ticked", () => {
    const repeating = ["regular-contact", "monitor-action-plan"];
    const wasOpen = before.checklist.slice(0, 40).filter(({ state }) => state === "open");
    for (const { row } of wasOpen) {
      const now = pasted.find((act) => act["row"] === row);
      expect(now).toMatchObject({
        doneBy: contact,
        doneAt: expect.any(String),
        done: !repeating.includes(String(now?.["act"])),
      });
    }
    expect(wasOpen.length).toBeGreaterThan(25);
  });

  test("is put back in a locked act, with a note that names the rule", () => {
    const locked = before.checklist.slice(0, 40).filter(({ state }) => state === "locked");
    expect(locked.length).toBeGreaterThan(2);
    for (const { case: of, act } of locked) {
      const now = actsOf(out, String(of)).find((one) => one["act"] === act);
      expect(now).toMatchObject({ done: false, state: "locked", doneBy: null });
      expect(
        day.note("checklist", day.rowOf("checklist", String(of), String(act)), "done"),
      ).toMatch(/^Undone: this step is locked/);
    }
  });

  test("leaves one line for each cell", () => {
    const ticks = lines(out).filter((line) => line.includes("| done |"));
    expect(ticks).toHaveLength(40);
    expect(ticks.filter((line) => line.includes("edit-put-back"))).toHaveLength(
      before.checklist.slice(0, 40).filter(({ state }) => state === "locked").length,
    );
  });
});

describe("a paste of reasons over 40 rows", async () => {
  const { day, runs, out } = await pastedOver(
    "notApplicableBecause",
    (at) => `Private words ${at}`,
  );

  test("costs no more, and is refused on duties alone", () => {
    expect(runs.map(sheetsCalls)).toEqual([3]);
    const duties = out.checklist
      .slice(0, 40)
      .filter(({ notApplicableBecause }) => notApplicableBecause === null);
    expect(new Set(duties.map(({ act }) => act))).toEqual(
      new Set([call, "involve-law-enforcement", "submit-detailed-mandated-report"]),
    );
    for (const { case: of, act, state } of duties) {
      expect(state).toBe("open");
      const note = day.note(
        "checklist",
        day.rowOf("checklist", String(of), String(act)),
        "notApplicableBecause",
      );
      expect(note).toMatch(/^Undone: this step is required by law/);
      expect(note).not.toContain("Private");
    }
  });

  test("is nowhere in Activity", () => {
    expect(lines(out).join("\n")).not.toContain("Private");
  });

  test("and the note goes once the cell holds what it may", () => {
    day.play(tick(call, { agencyPerson: "Morgan", notApplicableBecause: "no" }));
    const row = day.rowOf("checklist", "26-0001", call);
    expect(day.note("checklist", row, "notApplicableBecause")).toMatch(/required by law/);
    expect(day.note("checklist", row, "agencyPerson")).toBeNull();
  });
});

describe("what is not a contact's to edit is refused by the sheet", async () => {
  const day = await Day.begin();
  day.play(reportOn("Rowan Pine", "730194"));

  test.each([
    ["a level", { tab: "cases", case: "26-0001", set: { level: "below-threshold" } }],
    ["the state of the row", { tab: "cases", case: "26-0001", set: { [stateKey]: "{}" } }],
    ["the lead's agreement", { tab: "cases", case: "26-0001", set: { leadAgreed: true } }],
    [
      "who did an act",
      { tab: "checklist", case: "26-0001", act: call, set: { doneBy: "somebody" } },
    ],
    ["what a reporter wrote", { tab: "reports", case: "26-0001", set: { facts: "other words" } }],
    [
      "a row of Contacts",
      { tab: "contacts", key: backup, set: { email: "mine@district.example" } },
    ],
    [
      "a new row of Contacts",
      {
        tab: "contacts",
        set: { email: "mine@district.example" },
      },
    ],
    ["a school", { tab: "schools", key: "South Middle", set: { lawEnforcementAgency: "none" } }],
    ["a setting", { tab: "settings", key: "holdMaxDays", set: { value: 365 } }],
    ["the Outbox", { tab: "outbox", key: "queued", set: { state: "sent" } }],
    ["Activity", { tab: "activity", key: "case-opened", set: { who: "nobody" } }],
  ])("%s", (_name, edit) => {
    const { cells } = day.out();
    const { errors, runs } = day.workspace;
    const [errorsBefore, runsBefore] = [errors.length, runs.length];
    day.play({ edit });
    expect(errors.slice(errorsBefore).map(({ error }) => error)).toEqual([
      expect.stringMatching(/edit refused/),
    ]);
    expect(day.out().cells).toEqual(cells);
    expect(runs).toHaveLength(runsBefore);
  });
});

describe("two contacts tick the same row", () => {
  async function twoPeople() {
    const day = await Day.begin();
    day.play(reportOn("Rowan Pine", "730194"));
    return { day, row: day.rowOf("checklist", "26-0001", call) };
  }

  test("one after the other: the first has done it, and it is recorded once", async () => {
    const { day, row } = await twoPeople();
    const first = day.type("checklist", row, "done", true);
    const second = day.type("checklist", row, "done", true, backup);
    day.announce(first);
    day.announce(second, backup);
    const out = day.out();
    expect(actsOf(out)[0]).toMatchObject({ act: call, done: true, doneBy: contact });
    expect(lines(out).filter((line) => line.includes("| done |"))).toHaveLength(1);
    expect(out.disclosures).toHaveLength(1);
  });

  test.each(["agencyPerson", "done", "notes"])(
    "the second types %s between the first one's read and write: neither is lost",
    async (column) => {
      const { day, row } = await twoPeople();
      const first = day.type("checklist", row, "done", true);
      const value = column === "done" ? false : "Of the second";
      let second: ReturnType<Day["type"]> | null = null;
      day.workspace.atCall(
        ({ path, function: name }) =>
          path === "Sheets.Spreadsheets.batchUpdate" && name === "onRegisterEdit",
        () => {
          second = day.type("checklist", row, column, value, backup);
        },
      );
      day.announce(first);
      if (second === null) throw new Error("nobody typed in between");
      day.announce(second, backup);
      day.play({ advance: "PT20M" });
      const out = day.out();
      expect(out.errors).toEqual([]);
      const act = actsOf(out)[0];
      expect(act).toMatchObject({ [column]: value, doneBy: column === "done" ? null : contact });
      expect(lines(out).at(-1)).toContain(`${backup} | edited | 26-0001 | ${column}`);
    },
  );
});

test("an editor whom Google does not name is the unknown editor, never the trigger's owner", async () => {
  const day = await Day.begin();
  day.play(reportOn("Rowan Pine", "730194"));
  const row = day.rowOf("checklist", "26-0001", call);
  day.announce(day.type("checklist", row, "done", true), "");
  const out = day.out();
  expect(actsOf(out)[0]).toMatchObject({ doneBy: unknown });
  expect(out.disclosures).toMatchObject([{ who: unknown }]);
  expect(lines(out).filter((line) => line.includes("admin@"))).toEqual([]);
});

describe("an afternoon without the edit trigger", async () => {
  const day = await Day.begin();
  const edit = (set: object, act?: string) => ({
    edit: { case: "26-0001", ...(act === undefined ? {} : { act }), set },
  });
  const out = day.playClean(
    reportOn("Rowan Pine", "730194"),
    { account: { removeTrigger: "onRegisterEdit" } },
    { advance: "PT11M" },
    edit({ acknowledged: true }),
    edit({ done: true, agencyPerson: "Morgan Worker" }, call),
    { advance: "PT1H" },
    edit({ status: "closed" }),
    edit({ holdUntil: "2027-09-01" }),
    edit({ notApplicableBecause: "Private words" }, "submit-mandated-report"),
    { edit: { tab: "plan", case: "26-0001", set: { risk: "The way home" } } },
    { edit: { tab: "log", case: "26-0001", set: { what: "Talked at lunch" } } },
    { advance: "PT1H" },
    edit({ done: true }, "regular-contact"),
    { advance: "PT35M" },
  );

  test("is found by the clock and stamped as seen", () => {
    expect(out.runs.some(({ function: name }) => name === "onRegisterEdit")).toBe(false);
    expect(out.cases).toMatchObject([
      { acknowledged: true, acknowledgedBy: unknown, status: "open", holdUntil: null },
    ]);
    const [first] = actsOf(out);
    expect(first).toMatchObject({ act: call, done: true, doneBy: unknown });
    const typedAt = Date.parse("2026-09-01T16:11:00Z");
    const seen = Date.parse(String(first?.["doneAt"])) - typedAt;
    expect(seen).toBeGreaterThan(0);
    expect(seen).toBeLessThan(35 * 60_000);
  });

  test("puts back what is not allowed, with a note", () => {
    const row = day.rowOf("cases", "26-0001");
    expect(day.note("cases", row, "status")).toMatch(/^Undone: this case cannot be closed yet/);
    expect(day.note("cases", row, "holdUntil")).toMatch(/how many days a hold may last/);
    const report36 = day.rowOf("checklist", "26-0001", "submit-mandated-report");
    expect(day.note("checklist", report36, "notApplicableBecause")).toMatch(/required by law/);
    expect(actsOf(out).find(({ act }) => act === "submit-mandated-report")).toMatchObject({
      notApplicableBecause: null,
      state: "open",
    });
  });

  test("gives rows of Plan their keys, leaves Log as it is typed, and repeats steps", () => {
    expect(out.plan).toMatchObject([
      { risk: "The way home", row: expect.stringMatching(/^plan /) },
    ]);
    expect(out.log).toMatchObject([
      { act: call, outcome: "reached", who: unknown },
      { what: "Talked at lunch", row: null },
      { act: "regular-contact", who: unknown },
    ]);
    expect(actsOf(out).find(({ act }) => act === "regular-contact")).toMatchObject({
      done: false,
      state: "open",
    });
  });

  test("leaves each change once, by nobody known, without its words", () => {
    const found = lines(out).filter((line) => line.startsWith(unknown));
    // Of the eight, two are ticks of two acts of the case.
    expect(found).toHaveLength(8);
    expect(new Set(found).size).toBe(7);
    expect(found.join("\n")).not.toMatch(/Morgan|Private|way home|lunch/);
  });
});

test("what only a lead may decide stays when the clock finds it: the sheet has let nobody else type it", async () => {
  const out = (await Day.begin()).play(
    reportOn("Rowan Pine", "730194"),
    { account: { removeTrigger: "onRegisterEdit" } },
    { edit: { case: "26-0001", set: { closeReason: "no-reasonable-suspicion" } } },
    { edit: { case: "26-0001", set: { leadAgreed: true, legalHold: true } }, as: "lead" },
    { advance: "PT10M" },
  );
  expect(out.errors).toEqual([]);
  expect(out.cases).toMatchObject([{ leadAgreed: true, legalHold: true }]);
  expect(lines(out).filter((line) => line.includes("put-back"))).toEqual([]);
});

test("a long text of a case that was merged is never replaced by a sign of what it was", async () => {
  const day = await Day.begin();
  const long = "An agency says so. ".repeat(20).trim();
  const edit = (reference: string, set: object) => ({ edit: { case: reference, set } });
  day.play(
    reportOn("Rowan Pine", "730194"),
    reportOn("Rowan Pine", ""),
    edit("26-0002", { raiseReason: long }),
    edit("26-0002", { sameStudentAs: "26-0001" }),
    edit("26-0002", { raiseReason: `${long} Again.` }),
  );
  expect(day.out().cases[1]).toMatchObject({
    mergedInto: "26-0001",
    raiseReason: `${long} Again.`,
  });
});
