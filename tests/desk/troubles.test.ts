/** What goes wrong, switched on and off at the desk: what a school would see meanwhile, and after it. */
import { beforeEach, expect, test } from "vitest";
import { Desk } from "../../scripts/desk/state";
import { builtBundle } from "../../scripts/play/bundle";
import { reportSchoolOnly } from "./open-desk";

const start = Date.parse("2026-09-01T09:00:00-07:00");

let desk: Desk;
beforeEach(async () => {
  desk = new Desk({ dist: await builtBundle(), realNow: () => start, start });
});

const kinds = () => desk.happened().events.map(({ kind }) => kind);
const on = (of: Desk) => of.clock().troubles.flatMap(({ id, isOn }) => (isOn ? id : []));
/** Who got mail, by the name in front of the address; a report that says little is the lead's matter too. */
const told = () =>
  desk
    .inbox()
    .mails.flatMap(({ to }) => to.map((one) => one.split("@")[0]))
    .sort();
const report = () => reportSchoolOnly(desk, "North High");
/** What waits comes soon once nothing goes wrong any more. */
const later = (minutes: number) => desk.workspace.advance(minutes * 60_000);

test("each can be switched on and off, and is on until then", () => {
  for (const { id } of desk.clock().troubles) {
    desk.turnTrouble(id, true);
    expect(on(desk)).toEqual([id]);
    desk.turnTrouble(id, false);
  }
  report();
  expect(told()).toEqual(["contact", "lead"]);
});

test.each([
  ["mail-refused", 0, true],
  ["sheets-down", 1, false],
  ["services-off", 1, false],
])(
  "%s: who is told meanwhile, whether the case opens, and that all of it comes later",
  (id, mails, opens) => {
    desk.turnTrouble(id, true);
    report();
    expect(told().length >= mails && (mails > 0 || told().length === 0)).toBe(true);
    expect(kinds().includes("case")).toBe(opens);
    desk.turnTrouble(id, false);
    later(10);
    expect([kinds().includes("case"), told().includes("contact")]).toEqual([true, true]);
  },
);

test("a report that Google forgets to tell of is found by the clock", () => {
  desk.turnTrouble("trigger-lost", true);
  report();
  expect(kinds()).toEqual([]);
  later(15);
  expect(kinds()).toContain("case");
});

test("while the contact is away the backup is told", () => {
  desk.turnTrouble("contact-away", true);
  report();
  expect(told()).toEqual(["backup", "lead"]);
});

test("a Form that is open to no one says so, and equal errors are one line", () => {
  desk.turnTrouble("form-closed", true);
  expect(desk.form().refused).toMatch(/permission/);
  desk.turnTrouble("form-closed", false);
  expect(desk.form().refused).toBeNull();
  desk.turnTrouble("permission-unticked", true);
  report();
  later(60);
  const wrong = desk.happened().events.filter(({ kind }) => kind === "wrong");
  expect(wrong.map(({ words }) => words)).toContainEqual(expect.stringMatching(/, \d+ times$/));
  expect(new Set(wrong.map(({ detail }) => detail)).size).toBe(wrong.length);
});

test("the next visit continues where the last was left, with what was switched on", async () => {
  const visit = async (saved = structuredClone(desk.save())) =>
    new Desk({ dist: await builtBundle(), realNow: () => start, start, saved });
  report();
  desk.turnTrouble("mail-refused", true);
  const again = await visit();
  expect([again.isResumed, on(again)]).toEqual([true, ["mail-refused"]]);
  for (const one of [desk, again]) reportSchoolOnly(one, "South Middle");
  expect([again.inbox(), again.clock()]).toEqual([desk.inbox(), desk.clock()]);
  expect((await visit({ ...desk.save(), project: "another" })).isResumed).toBe(false);
});
