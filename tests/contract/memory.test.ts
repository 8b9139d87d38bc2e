/** The port Memory: what the script remembers, over the script's properties. */
import { expect, test } from "vitest";
import { scriptProperties } from "../../scripts/workspace/services/properties/index";
import { Bench, contact } from "./bench";

test("what was never set is null, what was set comes back, to every account and in every later run", () => {
  const bench = new Bench();
  expect(bench.ports.memory.get("formId")).toBeNull();
  bench.ports.memory.set("formId", "f1");
  expect(bench.ports.memory.get("formId")).toBe("f1");
  expect(bench.portsOf(contact).memory.get("formId")).toBe("f1");
});

test("a run reads everything in one call, however often it asks", () => {
  const bench = new Bench();
  bench.run(({ memory }) => {
    memory.get("formId");
    memory.get("registers");
    memory.get("formId");
  });
  expect(bench.cost.byName).toEqual({ "Properties.getProperties": 1 });
});

test("a run sees what it wrote and took away itself, without reading again", () => {
  const bench = new Bench();
  bench.ports.memory.setAll({ formId: "f1", outage: "1" });
  const seen = bench.run(({ memory }) => {
    const before = memory.get("formId");
    memory.set("formId", "f2");
    memory.setAll({ protocol: "p" });
    memory.remove("outage");
    return [before, memory.get("formId"), memory.get("protocol"), memory.get("outage")];
  });
  expect(seen).toEqual(["f1", "f2", "p", null]);
  expect(bench.cost.byName["Properties.getProperties"]).toBe(1);
});

test("a run that writes before it reads finds both what was there and what it wrote", () => {
  const bench = new Bench();
  bench.ports.memory.set("outage", "1");
  const seen = bench.run(({ memory }) => {
    memory.set("formId", "f1");
    return [memory.get("outage"), memory.get("formId")];
  });
  expect(seen).toEqual(["1", "f1"]);
});

test("several are written in one call, the clock's beside the rest, and what stood there stays", () => {
  const bench = new Bench();
  bench.ports.memory.set("outage", "1");
  bench.ports.memory.setAll({ formId: "f1", protocol: "p" }, { "clockRun a@d.example": "17" });
  expect(bench.cost.byName).toEqual({ "Properties.setProperties": 1 });
  expect(scriptProperties(bench.store)).toEqual({
    outage: "1",
    formId: "f1",
    protocol: "p",
    "clockRun a@d.example": "17",
  });
  expect(bench.ports.memory.get("clockRun a@d.example")).toBe("17");
});

test("what is removed is null, and removing it again does no harm", () => {
  const bench = new Bench();
  bench.ports.memory.set("formId", "f1");
  bench.ports.memory.remove("formId");
  bench.ports.memory.remove("formId");
  expect(bench.ports.memory.get("formId")).toBeNull();
  expect(scriptProperties(bench.store)).toEqual({});
});

test("a value of 9 KB is kept; a longer one is refused, nothing is written and the run knows it", () => {
  const bench = new Bench();
  const full = "é".repeat((9 * 1024) / 2);
  bench.ports.memory.set("draft0", full);
  const seen = bench.run(({ memory }) => {
    memory.get("draft1");
    expect(() => memory.set("draft1", `${full}.`)).toThrow(/too large/);
    expect(() => memory.setAll({ draft1: "short", draft2: `${full}.` })).toThrow(/too large/);
    return [memory.get("draft0"), memory.get("draft1"), memory.get("draft2")];
  });
  expect(seen).toEqual([full, null, null]);
  expect(Object.keys(scriptProperties(bench.store))).toEqual(["draft0"]);
});

test("a run that asks to read again sees what another has written since", () => {
  const bench = new Bench();
  const seen = bench.run(({ memory }) => {
    const before = memory.get("formId");
    bench.portsOf(contact).memory.set("formId", "f1");
    const remembered = memory.get("formId");
    memory.again();
    return [before, remembered, memory.get("formId")];
  });
  expect(seen).toEqual([null, null, "f1"]);
});
