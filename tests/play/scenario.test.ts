/** The schema of scenarios: what is taken, and what is refused with its path (design 6). */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseDuration } from "../../scripts/play/duration";
import { parseScenario } from "../../scripts/play/scenario";

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

test.each([
  ["an option id that is not one", { submit: { factors: ["nope"] } }, "events.0.submit.factors.0:"],
  ["a Report key that is not one", { submit: { nickname: "x" } }, "events.0.submit:"],
  [
    "the same where the trigger is lost",
    { loseTrigger: { submit: { grade: 9 } } },
    "events.0.loseTrigger.submit.grade:",
  ],
  ["a raw answer to no question", { submit: { raw: { zz: "x" } } }, "events.0.submit.raw"],
  ["`as` where no one of ours acts", { advance: "PT1H", as: "lead" }, "events.0:"],
  ["`as` that is no one", { edit: { case: "1", set: { notes: "x" } }, as: "boss" }, "events.0.as:"],
  ["two events in one", { submit: {}, advance: "PT1H" }, "events.0:"],
  ["no event", {}, "events.0:"],
  ["an event of another name", { wait: 1 }, "events.0:"],
  ["a duration that is none", { advance: "1 hour" }, "events.0.advance:"],
  [
    "an edit of both case and key",
    { edit: { case: "1", key: "k", set: { notes: "x" } } },
    "events.0.edit:",
  ],
  ["an edit of neither", { edit: { set: { notes: "x" } } }, "events.0.edit:"],
  [
    "a column that the tab lacks",
    { edit: { case: "1", set: { done: true } } },
    "events.0.edit.set.done:",
  ],
  [
    "an act that is not one",
    { edit: { case: "1", act: "dance", set: { done: true } } },
    "events.0.edit.act:",
  ],
  [
    "an act in another tab",
    { edit: { tab: "cases", case: "1", act: "regular-contact", set: { notes: "" } } },
    "events.0.edit.act:",
  ],
  ["a fault without its moment", { fault: { call: "MailApp.sendEmail" } }, "events.0.fault.when:"],
  ["a negative delivery", { deliverAgain: -1 }, "events.0.deliverAgain:"],
  [
    "an edit of a tab that is not one",
    { edit: { tab: "ghosts", set: { x: 1 } } },
    "events.0.edit.tab:",
  ],
  [
    "a paste of no row",
    { paste: { tab: "cases", column: "notes", rows: [["x"]] } },
    "events.0.paste:",
  ],
  [
    "a paste of nothing",
    { paste: { tab: "plan", column: "risk", rows: [] } },
    "events.0.paste.rows:",
  ],
  ["an act on the sheet that is not one", { sheet: { shake: true } }, "events.0.sheet.shake:"],
  ["no act on the account", { account: { of: "admin" } }, "events.0.account:"],
  ["two acts on the sheet", { sheet: { sort: 1, renameTab: 2 } }, "events.0.sheet:"],
])("%s is refused with its path", (_name, event, path) => {
  const parsed = day([event]);
  expect(parsed.ok).toBe(false);
  const problems = parsed.ok ? [] : parsed.problems;
  expect(problems.join("\n")).toContain(path);
});

test.each([
  ["not JSON", "{", "not JSON"],
  ["no start", '{"events":[]}', "start:"],
  ["a start without an offset", '{"start":"2026-09-01T09:00:00","events":[]}', "start:"],
  ["a day that is none", '{"start":"2026-13-01T09:00:00Z","events":[]}', "start:"],
  ["no events", '{"start":"2026-09-01T09:00:00Z"}', "events:"],
  ["an unknown key", '{"start":"2026-09-01T09:00:00Z","events":[],"speed":2}', "the scenario:"],
  [
    "half a case",
    '{"start":"2026-09-01T09:00:00Z","events":[],"seed":{"cases":1.5}}',
    "seed.cases:",
  ],
  [
    "an unknown column of the directory",
    '{"start":"2026-09-01T09:00:00Z","events":[],"directory":{"schools":[{"name":"x"}]}}',
    "directory.schools.0:",
  ],
])("a scenario with %s is refused", (_name, text, reason) => {
  const parsed = parseScenario(text);
  expect(parsed.ok ? "" : parsed.problems.join("\n")).toContain(reason);
});
