/** Another run, or a person, at each call of a run: the end is that of one of the two orders (issue 5, item 2). */
import { beforeAll, describe, expect, test } from "vitest";
import { interleavings, interrupted, intrusions } from "../../scripts/bench/faults-interleave";
import { underLock } from "../../scripts/bench/faults-stage";
import { builtBundle } from "../../scripts/play/bundle";
import type { CallRecord } from "../../scripts/workspace/index";

let dist: string;
beforeAll(async () => {
  dist = await builtBundle();
});

const pairs = interrupted.flatMap((one) =>
  intrusions.map((intrusion) => [one.name, intrusion.name, one, intrusion] as const),
);

describe("at each call of", () => {
  test.each(pairs)(
    "%s: %s",
    (_one, _intrusion, one, intrusion) => {
      const found = interleavings(dist, one, intrusion);
      expect(found.length).toBeGreaterThanOrEqual(7);
      expect(found.filter(({ why }) => why.length > 0)).toEqual([]);
    },
    240_000,
  );
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
