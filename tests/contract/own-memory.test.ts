/** The port OwnMemory: what the account that runs keeps for itself, over its own properties. */
import { expect, test } from "vitest";
import { scriptProperties } from "../../scripts/workspace/services/properties/index";
import { Bench, contact } from "./bench";

test.each(["constructor", "__proto__", "toString"])(
  "a key that objects have is one like any other: %s",
  (key) => {
    const bench = new Bench();
    expect(bench.ports.ownMemory.get(key)).toBeNull();
  },
);

test("nobody else sees it, and it is not among what the script remembers", () => {
  const bench = new Bench();
  bench.ports.ownMemory.set("formId", "mine");
  expect(bench.portsOf(contact).ownMemory.get("formId")).toBeNull();
  bench.portsOf(contact).ownMemory.set("formId", "theirs");
  expect(bench.ports.ownMemory.get("formId")).toBe("mine");
  expect(bench.ports.memory.get("formId")).toBeNull();
  expect(scriptProperties(bench.store)).toEqual({});
});

test("a run reads all in one call, writes each in one, and sees what it wrote", () => {
  const bench = new Bench();
  bench.ports.ownMemory.set("one", "1");
  const seen = bench.run(({ ownMemory }) => {
    const before = [ownMemory.get("one"), ownMemory.get("two")];
    ownMemory.set("two", "2");
    return [...before, ownMemory.get("one"), ownMemory.get("two")];
  });
  expect(seen).toEqual(["1", null, "1", "2"]);
  expect(bench.cost.byName).toEqual({
    "Properties.getProperties": 1,
    "Properties.setProperty": 1,
  });
});

test("a write that Google refuses is thrown, and the run does not take it for written", () => {
  const bench = new Bench();
  bench.ports.ownMemory.set("one", "1");
  const seen = bench.run(({ ownMemory }) => {
    ownMemory.get("one");
    expect(() => ownMemory.set("one", "x".repeat(9 * 1024 + 1))).toThrow(/too large/);
    return ownMemory.get("one");
  });
  expect(seen).toBe("1");
});
