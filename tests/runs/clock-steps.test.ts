/** When each step of the clock's table is done, and that a step that fails is tried again without delaying the others. */
import { expect, test } from "vitest";
import { dueSteps } from "../../src/runs/steps-of-a-look";
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

test("at the first look every step, who may open the register first", () => {
  const [first = []] = stepsOf(1);
  expect(first[0]).toBe("main look");
  expect(first).toHaveLength(6);
});

test("each step again at its time once all have been done", () => {
  const looks = stepsOf(100);
  for (const name of new Set(looks.flat())) {
    const at = looks.flatMap((names, look) => (names.includes(name) ? [look] : []));
    const gaps = at.slice(1).map((look, place) => look - (at[place] ?? 0));
    expect(new Set(gaps), name).toEqual(new Set([name === "heartbeat" ? 1 : 2]));
  }
});

test("a step that was never done, or whose time lies in the future, goes first", () => {
  const hourAgo = start - 60 * minute;
  const [first = []] = stepsOf(1);
  const done = {
    ...Object.fromEntries(first.map((name) => [name, hourAgo])),
    "form and quota": start + 90 * minute,
  };
  expect(dueSteps(done, start)[0]?.name).toBe("form and quota");
  expect(dueSteps({ ...done, "main look": start }, start).map(({ name }) => name)).not.toContain(
    "main look",
  );
});

test("a step that fails is tried again by the next run, and keeps no other back", async () => {
  const day = await Day.begin();
  const done = () => day.memory().get("clock").steps;
  const next = () => {
    const run = day.play({ advance: "PT5M" }).runs.at(-1);
    return { ok: run?.ok, at: Date.parse(String(run?.at)) };
  };
  const { at } = next();
  const fresh = Object.fromEntries(Object.keys(done()).map((name) => [name, at]));
  const steps = { ...fresh, sealed: 0, "main look": at - 3_600_000 };
  day.memory().set("clock", { steps });
  day.memory().set("nextDue", { at: 0, count: 1 });
  // The second read of a look is the one of the sealed register.
  const reading = "Sheets.Spreadsheets.Values.batchGetByDataFilter";
  day.play({ fault: { call: reading, nth: 2, when: "before" } });
  const failed = next();
  expect(failed.ok).toBe(false);
  expect(done()["main look"]).toBeGreaterThanOrEqual(failed.at);
  expect(done()["sealed"]).toBeLessThan(failed.at);
  const again = next();
  expect(again.ok).toBe(true);
  expect(done()["sealed"]).toBeGreaterThanOrEqual(again.at);
});
