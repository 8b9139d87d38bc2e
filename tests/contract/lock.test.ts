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

test("gives what the work gives, null and nothing too, and calls of the work are those of the same run", () => {
  const bench = new Bench();
  const given = bench.run(({ lock, memory }) => [
    lock.during(lockWaits.work, () => {
      memory.set("form", { id: "f1" });
      return memory.get("form").id;
    }),
    lock.during(lockWaits.work, () => null),
  ]);
  expect(given).toEqual([{ value: "f1" }, { value: null }]);
  expect(bench.cost.byName["Properties.setProperty"]).toBe(1);
});

test("no one else has it meanwhile, and anyone has it afterwards, in the same run already", () => {
  const bench = new Bench();
  const free = bench.run(({ lock }) => [lock.during(0, () => isFree(bench))?.value, isFree(bench)]);
  expect(free).toEqual([false, true]);
});

test("null where it is not to be had in time, and the work is not done; a run waits as long as it says", () => {
  const bench = new Bench();
  holdLockFromOutside(bench.store, bench.workspace.clock.now + 10 * minute);
  let done = 0;
  const before = bench.workspace.clock.now;
  const given = bench.ports.lock.during(lockWaits.clock, () => {
    done += 1;
  });
  expect([given, done]).toEqual([null, 0]);
  expect(bench.workspace.clock.now - before).toBeGreaterThanOrEqual(lockWaits.clock);
  expect(bench.workspace.clock.now - before).toBeLessThan(lockWaits.clock + 5_000);
  holdLockFromOutside(bench.store, bench.workspace.clock.now + 20_000);
  expect(bench.ports.lock.during(lockWaits.work, () => "done")).toEqual({ value: "done" });
});

test("what the work throws comes out, and the lock is given back", () => {
  const bench = new Bench();
  const failing = () => {
    throw new RangeError("of the work");
  };
  bench.run(({ lock }) => {
    expect(() => lock.during(0, failing)).toThrow(new RangeError("of the work"));
    expect(isFree(bench)).toBe(true);
  });
});

test("a lock that fails is as one that is not to be had; what was done stands where giving it back fails", () => {
  const bench = new Bench();
  bench.workspace.fault({ call: "Lock.tryLock", when: "before", error: tooManyOperationsText });
  expect(bench.ports.lock.during(0, () => "done")).toBeNull();
  expect(bench.ports.lock.during(0, () => "done")).toEqual({ value: "done" });
  bench.workspace.fault({ call: "Lock.releaseLock", when: "before" });
  expect(bench.ports.lock.during(0, () => "done")).toEqual({ value: "done" });
  expect(isFree(bench)).toBe(true);
});
