/** Which step of the hourly upkeep comes when. */
import { describe, expect, test } from "vitest";
import type { Memory, MemoryKey, Workspace } from "../../src/ports";
import { hourly, hourlyRequests, hourlyStep } from "../../src/runs/hourly";

const minute = 60_000;
const start = Date.UTC(2026, 8, 1, 15);

function memoryOf(values: Partial<Record<MemoryKey, string>> = {}): Memory {
  const kept = new Map<string, string>(Object.entries(values));
  return {
    get: (key) => kept.get(key) ?? null,
    set: (key, value) => void kept.set(key, value),
    setAll: (all) => {
      for (const [key, value] of Object.entries(all)) kept.set(key, value);
    },
    remove: (key) => void kept.delete(key),
  };
}

/** Ticks each five minutes, every step done at once. */
function stepsOf(ticks: number): readonly (string | null)[] {
  const memory = memoryOf();
  return Array.from({ length: ticks }, (_, at) => {
    const now = start + at * 5 * minute;
    const step = hourlyStep(memory, now);
    if (step === null) return null;
    const name = `${step.register} ${step.part}`;
    const done: unknown = JSON.parse(memory.get("hourlyAt") ?? "{}");
    memory.set("hourlyAt", JSON.stringify({ ...Object(done), [name]: now }));
    return name;
  });
}

test("one step a tick, the main register's access first, each again within the hour", () => {
  const steps = stepsOf(24);
  expect(steps.slice(0, 12)).toEqual([
    "main access",
    "main look",
    "sealed access",
    "sealed look",
    "sealed-from-lead access",
    "sealed-from-lead look",
    ...[null, null, null, null, null],
    "main access",
  ]);
  expect(new Set(steps).size).toBe(7);
});

describe("what is remembered badly is as if nothing were", () => {
  test.each(["", "not JSON", "[1]", '{"main access":"soon"}', "null"])("%j", (hourlyAt) => {
    expect(hourlyStep(memoryOf({ hourlyAt }), start)).toEqual({ register: "main", part: "access" });
  });
});

test("only the main register's steps read more of it than the directory", () => {
  const tabsOf = (register: "main" | "sealed", part: "access" | "look") =>
    new Set(hourlyRequests({ register, part }).map(({ tab }) => tab));
  expect(tabsOf("sealed", "access")).toEqual(new Set(["contacts", "schools", "settings"]));
  expect(tabsOf("main", "look")).toContain("cases");
});

test("a step that fails is remembered as due in ten minutes, and nothing is thrown but noted", () => {
  const memory = memoryOf();
  const noted: unknown[] = [];
  const failing = new Proxy({} as Workspace, {
    // The only two ports that are asked before anything else; every other one fails.
    get: (_target, port) => {
      if (port === "memory") return memory;
      if (port === "clock") return { now: () => start + 1, zone: "", offsetMinutes: () => 0 };
      throw new Error("unreachable");
    },
  });
  const read = { register: { id: "" }, snapshot: { tabs: new Map(), stale: false } };
  const step = { register: "main", part: "access" } as const;
  // The step fails before it looks at what was read.
  const remembered = hourly(failing, step, read as never, (error) => noted.push(error));
  expect(noted).toHaveLength(1);
  memory.setAll(remembered);
  for (const name of ["main look", "sealed access", "sealed look"]) {
    const done: unknown = JSON.parse(memory.get("hourlyAt") ?? "{}");
    memory.set("hourlyAt", JSON.stringify({ ...Object(done), [name]: start }));
  }
  const done: unknown = JSON.parse(memory.get("hourlyAt") ?? "{}");
  const all = { ...Object(done), "sealed-from-lead access": start, "sealed-from-lead look": start };
  memory.set("hourlyAt", JSON.stringify(all));
  expect(hourlyStep(memory, start + 9 * minute)).toBeNull();
  expect(hourlyStep(memory, start + 10 * minute)).toEqual(step);
});
