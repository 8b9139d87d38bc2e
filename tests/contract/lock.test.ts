/** The port Lock: one run at a time, and the lock is always released. */
import { expect, test } from "vitest";
import { holdLockFromOutside } from "../../scripts/workspace/index";
import { tooManyOperationsText } from "../../scripts/workspace/services/lock/index";
import { lockWaits } from "../../src/ports";
import { Bench, contact } from "./bench";

const minute = 60_000;

/** Whether another account gets the lock at once, meanwhile. */
function isFree(bench: Bench): boolean {
  return bench.run(({ lock }) => lock.during(0, () => true), contact)?.value === true;
}

test("one run at a time has it, and gives what its work gives, null too; it is free again in the same run", () => {
  const bench = new Bench();
  const given = bench.run(({ lock }) => [
    lock.during(0, () => isFree(bench)),
    lock.during(0, () => null),
    isFree(bench),
  ]);
  expect(given).toEqual([{ value: false }, { value: null }, true]);
});

test("null where it is not to be had in time, and the work is not done; a run waits as long as it says", () => {
  const bench = new Bench();
  const before = bench.workspace.clock.now;
  holdLockFromOutside(bench.store, before + 10 * minute);
  let done = 0;
  const given = bench.ports.lock.during(lockWaits.clock, () => {
    done += 1;
  });
  expect([given, done]).toEqual([null, 0]);
  const waited = bench.workspace.clock.now - before;
  expect(waited).toBeGreaterThanOrEqual(lockWaits.clock);
  expect(waited).toBeLessThan(lockWaits.clock + 5_000);
});

test("it is given back where the work throws; where Google fails to give it or take it back, no one is the worse for it", () => {
  const bench = new Bench();
  const failing = () => {
    throw new RangeError("of the work");
  };
  bench.run(({ lock }) => {
    expect(() => lock.during(0, failing)).toThrow(new RangeError("of the work"));
    expect(isFree(bench)).toBe(true);
  });
  bench.workspace.fault({ call: "Lock.tryLock", when: "before", error: tooManyOperationsText });
  expect(bench.ports.lock.during(0, () => "done")).toBeNull();
  bench.workspace.fault({ call: "Lock.releaseLock", when: "before" });
  expect(bench.ports.lock.during(0, () => "done")).toEqual({ value: "done" });
  expect(isFree(bench)).toBe(true);
});
