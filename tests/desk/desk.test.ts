/** The desk around the product: troubles switched on and off, its clock, and what it remembers. */
import { beforeEach, expect, test } from "vitest";
import { Desk } from "../../scripts/desk/state";
import { instantOf, type Until } from "../../scripts/desk/times";
import { builtBundle } from "../../scripts/play/bundle";
import { zoneOffsets } from "../../scripts/play/zone";
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
const everyone = ["admin", "alternate", "backup", "contact", "lead"];
const report = () => reportSchoolOnly(desk, "North High");
/** What waits comes soon once nothing goes wrong any more. */
const later = (minutes: number) => desk.workspace.advance(minutes * 60_000);

test.each([
  ["mail-refused", [], true],
  ["sheets-down", everyone, false],
  ["services-off", everyone, false],
  ["trigger-lost", [], false],
  ["contact-away", ["backup", "lead"], true],
])(
  "%s: who is told meanwhile, whether the case opens, and that it comes later",
  (id, who, opens) => {
    desk.turnTrouble(id, true);
    report();
    expect([on(desk), told(), kinds().includes("case")]).toEqual([[id], who, opens]);
    desk.turnTrouble(id, false);
    expect(on(desk)).toEqual([]);
    later(15);
    expect(kinds()).toContain("case");
    expect(told()).toContain(id === "contact-away" ? "backup" : "contact");
  },
);

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

const zone = zoneOffsets();

test.each<[from: string, until: Until, there: string]>([
  ["2026-09-01T09:00:00-07:00", { minutes: 15 }, "2026-09-01T09:15:00-07:00"],
  ["2026-09-01T22:00:00-07:00", { named: "tonight" }, "2026-09-02T22:00:00-07:00"],
  ["2026-09-07T07:59:00-07:00", { named: "monday" }, "2026-09-07T08:00:00-07:00"],
  ["2026-10-30T09:00:00-07:00", { named: "monday" }, "2026-11-02T08:00:00-08:00"],
])("from %s, %j leads to %s", (from, until, there) => {
  expect(instantOf(until, Date.parse(from), zone)).toBe(Date.parse(there));
});

test.each([0, Number.NaN, 200_000])("%d minutes are refused", (minutes) => {
  expect(() => instantOf({ minutes }, 0, zone)).toThrow(/only goes ahead|120 days at most/);
});

test("it goes with real time, but not for what a page slept through", async () => {
  let real = start;
  const ticking = new Desk({ dist: await builtBundle(), realNow: () => real, start });
  for (const [passed, there] of [
    [5_000, 5_000],
    [36_000_000, 65_000],
    [-3_600_000, 65_000],
  ] as const) {
    real += passed;
    ticking.keepUp();
    expect(ticking.workspace.clock.now - start).toBe(there);
  }
});
