/** Edits as people make them: pasted, refused, two at once, by an unknown person, and while no trigger runs (issue 4, item 1). */

import { describe, expect, test } from "vitest";
import { Day, playDay } from "../day/day";
import {
  call,
  edit,
  editOf,
  first,
  merge,
  minute,
  minutes,
  noEditTrigger,
  reportOn,
  tick,
} from "../day/events";
import { actOf, actsOf, lines, type Row, sheetsCalls } from "../day/look";
import { backup, contact } from "../day/people";

const unknown = "unknown editor";
const rowans = reportOn("Rowan Pine", "730194");
const written = "submit-mandated-report";
const worst = {
  factors: ["controlled-or-groomed"],
  concerns: ["recruiting-or-exploiting", "suspected-victim", "confirmed-victim"],
  confirmedBy: "law-enforcement",
  parentMayBeInvolved: "yes",
};

test("a paste over 40 rows stamps every act that may be ticked, and is put back in a locked one with a note; reasons are refused on duties alone", async () => {
  const day = await Day.begin();
  const others = [reportOn("Robin Lake", "730195", worst), reportOn("Sasha Moor", "730196", worst)];
  const before = day
    .play(reportOn("Rowan Pine", "730194", worst), ...others)
    .checklist.slice(0, 40);
  const pasted = (column: string, value: string | boolean) => {
    const paste = { tab: "checklist", case: first, column, rows: before.map(() => [value]) };
    const runs = day.runsOf(() => day.play({ paste }));
    // One run, of at most three calls.
    expect(runs.map(({ function: name, ok }) => [name, ok])).toEqual([["onRegisterEdit", true]]);
    expect(runs.map(sheetsCalls)).toEqual([3]);
    return day.out();
  };
  const noteOn = ({ case: of, act }: Row, column: string) =>
    day.note("checklist", day.rowOf("checklist", String(of), String(act)), column);
  expect(before).toHaveLength(40);
  const ticked = pasted("done", true);
  const repeating = ["regular-contact", "monitor-action-plan"];
  for (const [at, { state, act }] of before.entries()) {
    const is = ticked.checklist[at];
    if (state === "open")
      expect(is).toMatchObject({ done: !repeating.includes(String(act)), doneBy: contact });
    if (state === "locked" && is !== undefined) {
      expect(is).toMatchObject({ done: false, state: "locked", doneBy: null });
      expect(noteOn(is, "done")).toMatch(/^Undone: this step is locked/);
    }
  }
  const locked = before.filter(({ state }) => state === "locked");
  expect(locked.length).toBeGreaterThan(2);
  const ticks = lines(ticked).filter((line) => line.includes("| done |"));
  expect(ticks).toHaveLength(40);
  expect(ticks.filter((line) => line.includes("edit-put-back"))).toHaveLength(locked.length);

  const key = "notApplicableBecause";
  pasted("done", false);
  const out = pasted(key, "Private words");
  const duties = out.checklist.slice(0, 40).filter((act) => act[key] === null);
  const owed = [call, "involve-law-enforcement", "submit-detailed-mandated-report"];
  expect(new Set(duties.map(({ act }) => act))).toEqual(new Set(owed));
  for (const one of duties) {
    expect(one["state"]).toBe("open");
    // The law asks for the call and the report; the call to police is the county's step.
    const isCountys = one["act"] === "involve-law-enforcement";
    expect(noteOn(one, key)).toMatch(
      isCountys ? /^Undone: this step has to be done/ : /^Undone: this step is required by law/,
    );
  }
  expect(lines(out).join()).not.toContain("Private");
});

describe("what is not a contact's to edit is refused by the sheet", async () => {
  const day = await Day.begin();
  day.play(rowans);
  const email = "mine@district.example";

  test.each<[string, object]>([
    ["a level", { case: first, set: { level: "below-threshold" } }],
    ["the lead's agreement", { case: first, set: { leadAgreed: true } }],
    ["what a reporter wrote", { tab: "reports", case: first, set: { facts: "other words" } }],
    ["a new row of Contacts", { tab: "contacts", set: { email } }],
    ["a setting", { tab: "settings", key: "holdMaxDays", set: { value: 365 } }],
    ["the Outbox", { tab: "outbox", key: "queued", set: { state: "sent" } }],
    ["Activity", { tab: "activity", key: "case-opened", set: { who: "nobody" } }],
  ])("%s", (_name, typed) => {
    const { cells } = day.out();
    const { errors, runs } = day.workspace;
    const [errorsBefore, runsBefore] = [errors.length, runs.length];
    day.play({ edit: typed });
    const refused = errors.slice(errorsBefore).map(({ error }) => error);
    expect(refused).toEqual([expect.stringMatching(/edit refused/)]);
    expect(day.out().cells).toEqual(cells);
    expect(runs).toHaveLength(runsBefore);
  });
});

test.each(["agencyPerson", "done", "notes"])(
  "of two who tick one row, the second types %s between the first one's read and write: neither is lost",
  async (column) => {
    const day = await Day.begin();
    day.play(rowans);
    const row = day.rowOf("checklist", first, call);
    const one = day.type("checklist", row, "done", true);
    const value = column === "done" ? false : "Of the second";
    let second: ReturnType<Day["type"]> | null = null;
    day.workspace.atCall(
      ({ path, function: name }) =>
        path === "Sheets.Spreadsheets.batchUpdate" && name === "onRegisterEdit",
      () => {
        second = day.type("checklist", row, column, value, backup);
      },
    );
    day.announce(one);
    if (second === null) throw new Error("no one typed in between");
    day.announce(second, backup);
    const out = day.playClean(minutes(20));
    const doneBy = column === "done" ? null : contact;
    expect(actsOf(out)[0]).toMatchObject({ [column]: value, doneBy });
    expect(lines(out).at(-1)).toContain(`${backup} | edited | 26-0001 | ${column}`);
  },
);

test("an editor whom Google does not name is the unknown editor, never the trigger's owner", async () => {
  const day = await Day.begin();
  day.play(rowans);
  day.announce(day.type("checklist", day.rowOf("checklist", first, call), "done", true), "");
  const out = day.out();
  expect(actsOf(out)[0]).toMatchObject({ doneBy: unknown });
  expect(out.disclosures).toMatchObject([{ who: unknown }]);
  expect(lines(out).filter((line) => line.includes("admin@"))).toEqual([]);
});

describe("an afternoon without the edit trigger", async () => {
  const day = await Day.begin();
  const out = day.playClean(
    rowans,
    noEditTrigger,
    minutes(11),
    edit({ acknowledged: true }),
    tick(call, { done: true, agencyPerson: "Morgan Worker" }),
    minutes(60),
    edit({ status: "closed" }),
    edit({ holdUntil: "2027-09-01" }),
    tick(written, { notApplicableBecause: "Private words" }),
    { edit: { tab: "plan", case: first, set: { risk: "The way home" } } },
    { edit: { tab: "log", case: first, set: { what: "Talked at lunch" } } },
    minutes(60),
    tick("regular-contact"),
    minutes(35),
  );

  test("is found by the clock and stamped as seen", () => {
    expect(out.runs.some(({ function: name }) => name === "onRegisterEdit")).toBe(false);
    expect(out.cases).toMatchObject([
      { acknowledged: true, acknowledgedBy: unknown, status: "open", holdUntil: null },
    ]);
    expect(actsOf(out)[0]).toMatchObject({ act: call, done: true, doneBy: unknown });
    const typedAt = Date.parse("2026-09-01T16:11:00Z");
    const seen = Date.parse(String(actsOf(out)[0]?.["doneAt"])) - typedAt;
    expect(seen).toBeGreaterThan(0);
    expect(seen).toBeLessThan(35 * minute);
  });

  test("puts back what is not allowed, with a note", () => {
    const row = day.rowOf("cases", first);
    expect(day.note("cases", row, "status")).toMatch(/^Undone: this case cannot be closed yet/);
    expect(day.note("cases", row, "holdUntil")).toMatch(/how many days a hold may last/);
    const note = day.note(
      "checklist",
      day.rowOf("checklist", first, written),
      "notApplicableBecause",
    );
    expect(note).toMatch(/required by law/);
    expect(actOf(out, written)).toMatchObject({ notApplicableBecause: null, state: "open" });
  });
});

test("a long text of a case that was merged is never replaced by a sign of what it was", async () => {
  const long = "An agency says so. ".repeat(20).trim();
  const out = await playDay([
    rowans,
    reportOn("Rowan Pine", ""),
    editOf("26-0002", { raiseReason: long }),
    merge("26-0002", first),
    editOf("26-0002", { raiseReason: `${long} Again.` }),
  ]);
  expect(out.cases[1]).toMatchObject({ mergedInto: first, raiseReason: `${long} Again.` });
});
