/** Which step of the clock's table comes when, and that one that fails is tried again without keeping the others waiting. */
import { describe, expect, test } from "vitest";
import { scriptProperties } from "../../scripts/workspace/services/properties";
import { mostOverdueStep } from "../../src/runs/clock/steps-in-turn";
import { Bench } from "../contract/bench";
import { Day } from "../day/day";
import { minute } from "../day/events";

const start = Date.UTC(2026, 8, 1, 15);

/** Runs each five minutes, every step done at once. */
function stepsOf(runs: number): readonly (string | null)[] {
  const done: Record<string, number> = {};
  return Array.from({ length: runs }, (_, at) => {
    const now = start + at * 5 * minute;
    const step = mostOverdueStep(done, now);
    if (step !== null) done[step.name] = now;
    return step?.name ?? null;
  });
}

const halfHourly = ["heartbeat"];

test("one step a run, who may open the register first, and all of them within half an hour", () => {
  const steps = stepsOf(6);
  expect(steps.slice(0, 2)).toEqual(["main look", "heartbeat"]);
  expect(new Set(steps.slice(0, 5)).size).toBe(5);
});

test("each step again within a run of its time once all have been done, whatever else is due", () => {
  const steps = stepsOf(600).slice(60);
  for (const name of new Set(steps)) {
    if (name === null) continue;
    const at = steps.flatMap((one, run) => (one === name ? [run * 5] : []));
    const gaps = at.slice(1).map((minutes, place) => minutes - (at[place] ?? 0));
    const every = halfHourly.includes(name) ? 30 : 60;
    expect(Math.max(...gaps), name).toBeLessThanOrEqual(every + 5);
    expect(Math.min(...gaps), name).toBeGreaterThanOrEqual(every);
  }
});

describe("what is remembered badly is as if nothing were", () => {
  test.each(["", "not JSON", "[1]", '{"stepsDone":{"heartbeat":"soon"}}', "null"])("%j", (kept) => {
    const bench = new Bench();
    scriptProperties(bench.store)["clock"] = kept;
    expect(mostOverdueStep(bench.ports.memory.get("stepsDone"), start)?.name).toBe("main look");
  });
});

test("only the main register's steps read more of it than the directory", () => {
  const done: Record<string, number> = {};
  const reads = new Map<string, readonly string[]>();
  for (
    let step = mostOverdueStep(done, start);
    step !== null;
    step = mostOverdueStep(done, start)
  ) {
    done[step.name] = start;
    reads.set(
      step.name,
      step.reads.map(({ tab }) => tab),
    );
  }
  expect([...reads].filter(([, tabs]) => tabs.length > 0).map(([name]) => name)).toEqual([
    "main look",
  ]);
  expect(reads.get("main look")).toContain("cases");
});

test("a step that fails is due again in ten minutes, and the others keep their turn", async () => {
  const day = await Day.begin();
  const done = () => day.memory().get("stepsDone");
  // A run takes some seconds to read before it notes the time.
  const inRun = (name: string) => Math.floor((done()[name] ?? 0) / (5 * minute)) * 5 * minute;
  const next = () => {
    const run = day.play({ advance: "PT5M" }).runs.at(-1);
    return { ok: run?.ok, at: Date.parse(String(run?.at)) };
  };
  // As if nothing but the sealed register and the Contacts were due.
  const { at } = next();
  const fresh = Object.fromEntries(Object.keys(done()).map((name) => [name, at]));
  day.memory().set("stepsDone", { ...fresh, sealed: 0, "main look": at - 3_600_000 });
  // The second read of a run is the one of the step's own register.
  const reading = "Sheets.Spreadsheets.Values.batchGetByDataFilter";
  day.play({ fault: { call: reading, nth: 2, when: "before" } });
  const failed = next();
  expect(failed.ok).toBe(false);
  expect(inRun("sealed")).toBe(failed.at - 50 * minute);
  const other = next();
  expect([inRun("main look"), inRun("sealed")]).toEqual([other.at, failed.at - 50 * minute]);
  expect(next()).toEqual({ ok: true, at: inRun("sealed") });
});
