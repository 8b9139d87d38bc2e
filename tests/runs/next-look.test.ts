/** The clock sleeps and wakes: nothing that is due waits longer than 35 minutes, whatever happens to the remembered time. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { propertiesOn } from "../../scripts/play/script-memory";
import type { Run } from "../../src/run";
import { isAsleep } from "../../src/runs/clock-run";
import { storeOn } from "../../src/store/store";
import { longestSleep, lookAfter, sleepUntil, wakeClock } from "../../src/wake-the-clock";
import { Day } from "../day/day";
import { minute, minutes, report, submit } from "../day/events";

const start = Date.UTC(2026, 8, 1, 15);

/** What one run sees: its own first look into the store, and the clock. */
function runAt(kept: Record<string, string>, now: number): Run {
  const memory = storeOn(() => propertiesOn(kept));
  memory.get("nextDue");
  // Nothing else of a run is asked for here.
  return { memory, clock: { now: () => now, started: now } } as unknown as Run;
}

interface Act {
  readonly kind: "wake" | "begin" | "lose" | "wait" | "end";
  /** In milliseconds, of a look that ends. */
  readonly sleep: number;
}

const act: fc.Arbitrary<Act> = fc.oneof(
  fc
    .constantFrom<Act["kind"]>("wake", "begin", "lose", "wait")
    .map((kind): Act => ({ kind, sleep: 0 })),
  fc.record({
    kind: fc.constant("end" as const),
    sleep: fc.integer({ min: minute, max: longestSleep }),
  }),
);

test("what was made due after a look began is not put off by the end of that look", () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      const kept: Record<string, string> = {};
      let now = start;
      let looks: { readonly seen: { at: number; count: number }; readonly began: number }[] = [];
      // When the clock has to look at the latest, by everything that no look which began later has seen.
      let due: { readonly by: number; readonly since: number }[] = [];
      for (const one of acts) {
        now += 20_000;
        const run = runAt(kept, now);
        if (one.kind === "wake") {
          wakeClock(run, now + lookAfter);
          due.push({ by: now + lookAfter, since: now });
        } else if (one.kind === "begin") {
          looks.push({ seen: run.memory.get("nextDue"), began: now });
        } else if (one.kind === "lose") {
          kept["nextDue"] = "{";
        } else if (one.kind === "wait") {
          now += 4 * minute;
        } else {
          const [look, ...others] = looks;
          if (look === undefined) continue;
          looks = others;
          run.memory.setAll(sleepUntil(run, now + one.sleep, look.seen));
          due = due.filter(({ since }) => since > look.began);
        }
        const after = runAt(kept, now);
        for (const { by } of due) {
          expect(after.memory.get("nextDue").at).toBeLessThanOrEqual(Math.max(by, now));
        }
        expect(after.memory.get("nextDue").at).toBeLessThanOrEqual(now + longestSleep);
      }
    }),
    { numRuns: 500 },
  );
});

test.each([
  ["nothing stands there", {}],
  ["it cannot be read", { nextDue: "{" }],
  ["it is past", { nextDue: JSON.stringify({ at: start - 1, count: 1 }) }],
  [
    "it is further away than any sleep",
    { nextDue: JSON.stringify({ at: start + longestSleep + minute, count: 1 }) },
  ],
  [
    "a danger is open",
    {
      nextDue: JSON.stringify({ at: start + minute, count: 1 }),
      dangers: JSON.stringify({ "26-0001": { since: start } }),
    },
  ],
])("the clock looks where %s", (_what, kept) => {
  expect(isAsleep(runAt({ ...kept }, start))).toBe(false);
});

test("otherwise it sleeps", () => {
  const kept = { nextDue: JSON.stringify({ at: start + minute, count: 1 }) };
  expect(isAsleep(runAt(kept, start))).toBe(true);
});

test("a clock run with nothing due asks the store and the Form alone; a report, an edit and a lost moment wake it", async () => {
  const day = await Day.begin();
  const looked = (advance: number) => {
    const before = day.workspace.runs.length;
    const out = day.play(minutes(advance));
    const runs = out.runs.slice(before).filter((run) => run.function === "onClock");
    return runs.map(({ calls }) =>
      Object.keys(calls.byName).some((name) => name.startsWith("Sheets.")),
    );
  };
  day.play(minutes(60));
  expect(looked(60).filter(Boolean)).toHaveLength(2);
  const moment = () => day.memory().get("nextDue").at;
  // Into the middle of a sleep.
  day.play(minutes(15));
  const before = moment();
  day.play(submit(report()));
  expect(looked(5)).toEqual([true]);
  // The look that the report brought about does not put off the one that is due.
  expect(moment()).toBeLessThanOrEqual(before);
  const now = () => Date.parse(day.out().runs.at(-1)?.at ?? "");
  for (let runs = 0; runs < 12 && moment() < now() + 20 * minute; runs += 1) day.play(minutes(5));
  const asleep = moment();
  day.play({ edit: { case: "26-0001", set: { notes: "Seen at lunch" } }, as: "contact" });
  expect([asleep > now() + 15 * minute, moment() < now() + 8 * minute]).toEqual([true, true]);
  day.play(minutes(60));
  day.properties()["nextDue"] = "{";
  expect(looked(5)).toEqual([true]);
});
