/** What goes wrong, switched on and off at the desk: what a school would see meanwhile, and after it. */
import { beforeEach, describe, expect, test } from "vitest";
import { Desk } from "../../scripts/desk/state";
import { builtBundle } from "../../scripts/play/bundle";
import { reportSchoolOnly } from "./open-desk";

const start = Date.parse("2026-09-01T09:00:00-07:00");
const minute = 60_000;

let desk: Desk;
beforeEach(async () => {
  desk = new Desk({ dist: await builtBundle(), realNow: () => start, start });
});

const kinds = () => desk.happened().events.map(({ kind }) => kind);
const mails = () => desk.inbox().mails.length;
/** Who got mail, by the name in front of the address; a report that says little is the lead's matter too. */
const told = () =>
  desk
    .inbox()
    .mails.flatMap(({ to }) => to.map((one) => one.split("@")[0]))
    .sort();
const report = () => reportSchoolOnly(desk, "North High");

/** What waits comes within so long once nothing goes wrong any more. */
function later(minutes: number): void {
  desk.advance(minutes * minute);
}

test("each of the nine can be switched on and off, and is on until then", () => {
  const ids = desk.trouble().map(({ id }) => id);
  expect(ids).toHaveLength(9);
  for (const id of ids) {
    desk.turnTrouble(id, true);
    expect(desk.trouble().filter(({ isOn }) => isOn)).toMatchObject([{ id }]);
    desk.turnTrouble(id, false);
  }
  report();
  expect(told()).toEqual(["contact", "lead"]);
  expect(() => desk.turnTrouble("the-weather", true)).toThrow(/called "the-weather"/);
});

describe.each(["mail-refused", "quota-gone"])("%s", (id) => {
  test("the case opens at once, and the mail goes out once it may", () => {
    desk.turnTrouble(id, true);
    report();
    expect(kinds()).toContain("case");
    expect(mails()).toBe(0);
    desk.turnTrouble(id, false);
    later(10);
    expect(told()).toContain("contact");
  });
});

describe.each(["sheets-down", "services-off"])("%s", (id) => {
  test("people are told that a report waits, and the case opens once it can", () => {
    desk.turnTrouble(id, true);
    report();
    expect(mails()).toBeGreaterThan(0);
    expect(kinds()).not.toContain("case");
    desk.turnTrouble(id, false);
    later(10);
    expect(kinds()).toContain("case");
  });
});

test("a report that Google forgets to tell of is found by the clock; one that is told twice opens one case", () => {
  desk.turnTrouble("trigger-lost", true);
  report();
  expect(kinds()).toEqual([]);
  later(15);
  expect(kinds()).toContain("case");
  desk.turnTrouble("trigger-lost", false);
  desk.turnTrouble("delivered-twice", true);
  report();
  expect(kinds().filter((kind) => kind === "case")).toHaveLength(1);
});

test("while the contact is away the backup is told", () => {
  desk.turnTrouble("contact-away", true);
  report();
  expect(told()).toEqual(["backup", "lead"]);
});

test("a Form that is open to nobody says so, and a permission that is unticked is seen", () => {
  desk.turnTrouble("form-closed", true);
  expect(desk.form().refused).toMatch(/permission/);
  desk.turnTrouble("form-closed", false);
  expect(desk.form().refused).toBeNull();
  desk.turnTrouble("permission-unticked", true);
  report();
  later(60);
  // However often it happens, it is one line.
  const wrong = desk.happened().events.filter(({ kind }) => kind === "wrong");
  expect(wrong.map(({ words }) => words)).toContainEqual(expect.stringMatching(/, \d+ times$/));
  expect(new Set(wrong.map(({ detail }) => detail)).size).toBe(wrong.length);
});

test("what is on is kept for the next visit, and still goes wrong there", async () => {
  desk.turnTrouble("mail-refused", true);
  const saved = structuredClone(desk.save());
  const again = new Desk({ dist: await builtBundle(), realNow: () => start, start, saved });
  expect(again.trouble().filter(({ isOn }) => isOn)).toMatchObject([{ id: "mail-refused" }]);
  reportSchoolOnly(again, "North High");
  expect(again.inbox().mails).toEqual([]);
});
