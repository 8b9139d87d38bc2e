/** A restored stage plays to the same end as one that was just set up, and what is played on it does not change the saved one. */
import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { beforeAll, expect, test } from "vitest";
import { builtBundle } from "../../scripts/play/bundle";
import { readOutput } from "../../scripts/play/end-state/output";
import { Player } from "../../scripts/play/play-events";
import type { Scenario } from "../../scripts/play/scenario";
import { forgetStages, openStage } from "../../scripts/play/stage";
import type { LocalWorkspace } from "../../scripts/workspace/index";
import { scenarioFrom, start } from "../day/day";

const folder = new URL("../situations/", import.meta.url);
/** Within it the clock has looked at everything that it looks at once in a while. */
const longest = 40 * 60_000;

/** A situation with no long times in it. */
function situation(name: string): Scenario {
  const scenario = scenarioFrom(readFileSync(new URL(name, folder), "utf8"));
  const events = scenario.events.map((event) =>
    "advance" in event ? { ...event, advance: Math.min(event.advance, longest) } : event,
  );
  return { ...scenario, events };
}

let dist: string;
beforeAll(async () => {
  dist = await builtBundle();
});

function stageOf({ start: at, directory, seed }: Scenario): LocalWorkspace {
  return openStage({ dist, start: at, directory, seed: seed?.cases });
}

function played(workspace: LocalWorkspace, scenario: Scenario): LocalWorkspace {
  const player = new Player(workspace, scenario.events);
  scenario.events.forEach((event, index) => {
    workspace.currentEvent = index;
    player.play(event);
  });
  return workspace;
}

/** As `toEqual`, which takes a second for what a day holds, and is asked only what is wrong. */
function expectEqual(one: object, other: object): void {
  if (!isDeepStrictEqual(one, other)) expect(one).toEqual(other);
}

/** All that a Workspace holds, whether or not the end state shows it. */
function everything(workspace: LocalWorkspace) {
  const { runs, errors, containerId, currentEvent, clock } = workspace;
  const output = readOutput(workspace, { cells: true });
  return { output, runs, errors, containerId, currentEvent, now: clock.now };
}

function expectSame(one: LocalWorkspace, other: LocalWorkspace): void {
  expectEqual(everything(one), everything(other));
  expect(one.store.equals(other.store.snapshot())).toBe(true);
}

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(value).forEach(frozen);
  return Object.freeze(value);
}

/** Played on the stage, and on all that stages share of it, it ends as `expected`. */
function expectUnchangedInPlace(scenario: Scenario, expected: object): void {
  const workspace = stageOf(scenario);
  workspace.resume(frozen(workspace.save()));
  expectEqual(everything(played(workspace, scenario)), expected);
}

/** Acts of people on rows, columns and tabs, beside what the situations play. */
const damage = [
  { sheet: { insertRows: { tab: "cases", count: 2 } } },
  { sheet: { sort: { tab: "checklist", by: "act" } } },
  { sheet: { moveColumn: { tab: "cases", column: "notes", before: "status" } } },
  { sheet: { renameTab: { tab: "log", to: "Our log" } } },
  { sheet: { deleteRows: { tab: "cases", rows: [3] } } },
  { sheet: { deleteTab: { tab: "plan" } } },
  { advance: "PT10M" },
  { menu: { name: "set-up" } },
];

test.each([
  ["a situation with a sealed case", situation("sealed/contact.json")],
  [
    "what people do to rows, columns and tabs",
    scenarioFrom(JSON.stringify({ start, events: damage })),
  ],
])("%s plays to the same end, and changes nothing in place that stages share", (_, scenario) => {
  forgetStages();
  const fresh = played(stageOf(scenario), scenario);
  const again = played(stageOf(scenario), scenario);
  expectSame(again, fresh);
  expectUnchangedInPlace(scenario, everything(again));
});

test("under a switch that nothing on the way looks at, a stage is not set up again", () => {
  const at = Date.parse(start);
  const assume = { deletedEditors: "listed" };
  forgetStages();
  const fresh = openStage({ dist, start: at, assume });
  forgetStages();
  const usual = openStage({ dist, start: at });
  const opened = openStage({ dist, start: at, assume });
  expectSame(opened, fresh);
  expect(opened.asked).toEqual(fresh.asked);
  // What is put back has the records of what it was put back from.
  expect(opened.runs.at(-1)).toBe(usual.runs.at(-1));
});
