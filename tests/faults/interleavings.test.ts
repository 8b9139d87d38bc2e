/** Another run, or a person, at each call of a run: the end is that of one of the two orders (issue 5, item 2). Which calls: `isKeptIntrusion`; `bench -- --faults` plays all of them. */
import { beforeAll, describe, expect, test } from "vitest";
import { interleavings, interrupted, intrusions } from "../../scripts/bench/faults/interleave";
import { isKeptIntrusion } from "../../scripts/bench/faults/kept";
import { type HeardCall, underLock } from "../../scripts/bench/faults/stage";
import { builtBundle } from "../../scripts/play/bundle";
import type { CallRecord } from "../../scripts/workspace/index";

let dist: string;
beforeAll(async () => {
  dist = await builtBundle();
});

/** Of the runs that come in between each second one, in turn: each two overlap in overlaps.test.ts. */
const pairs = interrupted.flatMap((one, at) =>
  intrusions.flatMap((intrusion, place) =>
    intrusion.movesRows === true || (at + place) % 2 === 0
      ? [[one.name, intrusion.name, one, intrusion, place] as const]
      : [],
  ),
);
/** By run, what it calls, and what something else happened before. */
const calls = new Map<string, Set<string>>();
const met = new Map<string, Set<string>>();
const noted = (notes: Map<string, Set<string>>, run: string, what: string) =>
  notes.set(run, (notes.get(run) ?? new Set()).add(what));

describe("at each call of", () => {
  test.each(pairs)(
    "%s: %s",
    (_one, _intrusion, one, intrusion, place) => {
      const isPlayed = (call: HeardCall, index: number) => {
        noted(calls, one.name, call.countedAs);
        return isKeptIntrusion(intrusion, place, call, index);
      };
      const found = interleavings(dist, one, intrusion, isPlayed);
      for (const { call } of found) noted(met, one.name, call);
      expect(found.length).toBeGreaterThanOrEqual(1);
      expect(found.filter(({ why }) => why.length > 0)).toEqual([]);
    },
    240_000,
  );
});

test("something happened before every call of every run", () => {
  expect(met).toEqual(calls);
  expect(met.size).toBe(interrupted.length);
});

test("a send or a sleep under the lock would be seen", () => {
  const call = (path: string): CallRecord => ({
    path,
    countedAs: path,
    runId: 1,
    function: "onClock",
    args: [],
  });
  const [lock, send, release] = [
    call("Lock.tryLock"),
    call("MailApp.sendEmail"),
    call("Lock.releaseLock"),
  ];
  expect(underLock([lock, release, send])).toEqual([]);
  expect(underLock([lock, send, release])).toEqual(["onClock: MailApp.sendEmail"]);
  expect(underLock([lock, { ...send, runId: 2 }, release])).toEqual([]);
});
