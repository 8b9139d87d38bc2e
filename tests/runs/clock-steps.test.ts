/** Which step of the clock's table comes when, and that one that fails is tried again without keeping the others waiting. */
import { expect, test } from "vitest";
import { dueSteps } from "../../src/runs/clock/steps-in-turn";
import { Day } from "../day/day";
import { minute } from "../day/events";

const start = Date.UTC(2026, 8, 1, 15);

/** Looks each half hour, every step done at once. */
function stepsOf(looks: number): readonly (readonly string[])[] {
  const done: Record<string, number> = {};
  return Array.from({ length: looks }, (_, at) => {
    const now = start + at * 30 * minute;
    const names = dueSteps(done, now).map(({ name }) => name);
    for (const name of names) done[name] = now;
    return names;
  });
}

test("who may open the register first, and every step within two looks, at most two sealed registers at one", () => {
  const [first = [], second = []] = stepsOf(2);
  expect(first[0]).toBe("main access");
  for (const names of [first, second]) {
    expect(names.filter((name) => name.startsWith("sealed")).length).toBeLessThanOrEqual(2);
  }
  expect(new Set([...first, ...second]).size).toBe(7);
});

test("each step again at its time once all have been done", () => {
  const looks = stepsOf(100).slice(2);
  for (const name of new Set(looks.flat())) {
    const at = looks.flatMap((names, look) => (names.includes(name) ? [look] : []));
    const gaps = at.slice(1).map((look, place) => look - (at[place] ?? 0));
    expect(new Set(gaps), name).toEqual(new Set([name === "heartbeat" ? 1 : 2]));
  }
});

test("a step that was never done, or whose time lies in the future, goes first", () => {
  const done = { "main access": start, "main look": start + 90 * minute };
  expect(dueSteps(done, start)[0]?.name).toBe("main look");
  expect(dueSteps(done, start).map(({ name }) => name)).not.toContain("main access");
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
  day.memory().set("stepsDone", { ...fresh, sealed: 0, "main access": at - 3_600_000 });
  // The second read of a run is the one of the step's own register.
  const reading = "Sheets.Spreadsheets.Values.batchGetByDataFilter";
  day.play({ fault: { call: reading, nth: 2, when: "before" } });
  const failed = next();
  expect(failed.ok).toBe(false);
  expect(inRun("sealed")).toBe(failed.at - 50 * minute);
  const other = next();
  expect([inRun("main access"), inRun("sealed")]).toEqual([other.at, failed.at - 50 * minute]);
  expect(next()).toEqual({ ok: true, at: inRun("sealed") });
});
