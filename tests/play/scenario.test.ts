/** The schema of scenarios: what is accepted, and what is refused with its path (design 6). */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseDuration, parseScenario } from "../../scripts/play/scenario";

const day = (events: readonly unknown[], rest: object = {}) =>
  parseScenario(JSON.stringify({ start: "2026-09-01T09:00:00-07:00", events, ...rest }));

const shared = new URL("../situations/shared/", import.meta.url);

test.each(readdirSync(shared))("the shared scenario %s is one", (name) => {
  expect(parseScenario(readFileSync(new URL(name, shared), "utf8"))).toMatchObject({ ok: true });
});

test("start is an instant, whatever offset it is written in", () => {
  const parsed = day([]);
  expect(parsed.ok && parsed.scenario.start).toBe(Date.parse("2026-09-01T16:00:00Z"));
});

test.each([
  ["PT2H", 7_200_000],
  ["PT10M", 600_000],
  ["PT24H", 86_400_000],
  ["P1D", 86_400_000],
  ["P1DT1H1M1S", 90_061_000],
  ["P1W", 604_800_000],
  ["PT0S", 0],
  ["P", null],
  ["PT", null],
  ["P1DT", null],
  ["P1M", null],
  ["PT1.5H", null],
  ["-PT1H", null],
  ["2H", null],
])("the duration %s is %s ms", (text, milliseconds) => {
  expect(parseDuration(text)).toBe(milliseconds);
});

test.each<[event: object, path: string]>([
  [{ submit: { factors: ["nope"] } }, "events.0.submit.factors.0:"],
  [{ submit: { nickname: "x" } }, "events.0.submit:"],
  [{ submit: { raw: { zz: "x" } } }, "events.0.submit.raw"],
  [{ loseTrigger: { submit: { grade: 9 } } }, "events.0.loseTrigger.submit.grade:"],
  [{ advance: "PT1H", as: "lead" }, "events.0:"],
  [{ advance: "1 hour" }, "events.0.advance:"],
  [{ submit: {}, advance: "PT1H" }, "events.0:"],
  [{}, "events.0:"],
  [{ wait: 1 }, "events.0:"],
  [{ edit: { case: "1", set: { notes: "x" } }, as: "boss" }, "events.0.as: not one of"],
  [{ edit: { case: "1", key: "k", set: { notes: "x" } } }, "events.0.edit:"],
  [{ edit: { set: { notes: "x" } } }, "events.0.edit:"],
  [{ edit: { case: "1", set: { done: true } } }, "events.0.edit.set.done:"],
  [{ edit: { case: "1", act: "dance", set: { done: true } } }, "events.0.edit.act:"],
  [
    { edit: { tab: "cases", case: "1", act: "regular-contact", set: { notes: "" } } },
    "events.0.edit.act:",
  ],
  [{ edit: { tab: "ghosts", set: { x: 1 } } }, "events.0.edit.tab:"],
  [{ paste: { tab: "cases", column: "notes", rows: [["x"]] } }, "events.0.paste:"],
  [{ paste: { tab: "plan", column: "risk", rows: [] } }, "events.0.paste.rows:"],
  [{ fault: { call: "MailApp.sendEmail" } }, "events.0.fault.when:"],
  [{ deliverAgain: -1 }, "events.0.deliverAgain:"],
  [{ sheet: { shake: true } }, "events.0.sheet.shake:"],
  [{ sheet: { sort: 1, renameTab: 2 } }, "events.0.sheet:"],
  [{ account: { of: "admin" } }, "events.0.account:"],
])("%j is refused with its path", (event, path) => {
  const parsed = day([event]);
  expect(parsed.ok ? "" : parsed.problems.join("\n")).toContain(path);
});

test.each<[parts: object, reason: string]>([
  [{ start: undefined }, "start:"],
  [{ start: "2026-09-01T09:00:00" }, "start:"],
  [{ start: "2026-13-01T09:00:00Z" }, "start:"],
  [{ events: undefined }, "events:"],
  [{ speed: 2 }, "the scenario:"],
  [{ seed: { cases: 1.5 } }, "seed.cases:"],
  [{ directory: { schools: [{ name: "x" }] } }, "directory.schools.0:"],
])("a scenario with %j is refused", (parts, reason) => {
  const parsed = day([], parts);
  expect(parsed.ok ? "" : parsed.problems.join("\n")).toContain(reason);
});

test("what is not JSON is refused", () => {
  expect(JSON.stringify(parseScenario("{"))).toContain("not JSON");
});
