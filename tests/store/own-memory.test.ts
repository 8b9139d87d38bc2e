/** The port OwnMemory: what the account that runs keeps for itself, over its own properties. */
import { expect, test } from "vitest";
import { scriptProperties } from "../../scripts/workspace/services/properties/index";
import { Bench, contact } from "../contract/bench";

test("no one else sees it, and it is not among what the script remembers", () => {
  const bench = new Bench();
  bench.ports.ownMemory.set("sealed", { asking: ["sealed"] });
  expect(bench.portsOf(contact).ownMemory.get("sealed").asking).toEqual([]);
  bench.portsOf(contact).ownMemory.set("sealed", { asking: ["sealed-alternate"] });
  expect(bench.ports.ownMemory.get("sealed").asking).toEqual(["sealed"]);
  expect(bench.ports.memory.get("sealed").asking).toEqual([]);
  expect(scriptProperties(bench.store)).toEqual({});
});

test("a run reads all in one call, writes each in one, and sees what it wrote, for each register apart", () => {
  const bench = new Bench();
  bench.ports.ownMemory.set("referencesGiven", "26-0001", "sealed");
  const read = (own: typeof bench.ports.ownMemory) =>
    ["sealed", "sealed-alternate"].map((name) => own.get("referencesGiven", name));
  const seen = bench.run(({ ownMemory }) => {
    const before = read(ownMemory);
    ownMemory.set("referencesGiven", "26-0002", "sealed-alternate");
    return [before, read(ownMemory)];
  });
  expect(seen).toEqual([
    ["26-0001", null],
    ["26-0001", "26-0002"],
  ]);
  expect(bench.cost.byName).toEqual({
    "Properties.getProperties": 1,
    "Properties.setProperty": 1,
  });
});

test("a write that Google refuses is thrown, and the run does not take it for written", () => {
  const bench = new Bench();
  bench.ports.ownMemory.set("sealed", { asking: ["1"] });
  const seen = bench.run(({ ownMemory }) => {
    ownMemory.get("sealed").asking;
    const long = "x".repeat(9 * 1024 + 1);
    expect(() => ownMemory.set("sealed", { asking: [long] })).toThrow(/too large/);
    return ownMemory.get("sealed").asking;
  });
  expect(seen).toEqual(["1"]);
});
