/** The port Memory: what the script remembers, over the script's properties. */
import { expect, test } from "vitest";
import { scriptProperties } from "../../scripts/workspace/services/properties/index";
import { Bench, contact } from "../contract/bench";

test("what was never set is what the table says, what was set comes back, to every account and in every later run", () => {
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
  bench.ports.memory.setAll({ formId: "f1", editedAt: 1 });
  const seen = bench.run(({ memory }) => {
    const before = memory.get("formId");
    memory.set("formId", "f2");
    memory.setAll({ protocol: "p", editedAt: 0 });
    return [before, memory.get("formId"), memory.get("protocol"), memory.get("editedAt")];
  });
  expect(seen).toEqual(["f1", "f2", "p", 0]);
  expect(bench.cost.byName["Properties.getProperties"]).toBe(1);
});

test("a run that writes before it reads finds both what was there and what it wrote", () => {
  const bench = new Bench();
  bench.ports.memory.set("editedAt", 1);
  const seen = bench.run(({ memory }) => {
    memory.set("formId", "f1");
    return [memory.get("editedAt"), memory.get("formId")];
  });
  expect(seen).toEqual([1, "f1"]);
});

test("several are written in one call, each account's beside the rest, and what stood there stays", () => {
  const bench = new Bench();
  bench.ports.memory.set("editedAt", 1);
  bench.ports.memory.set("sweepOk", 5);
  bench.ports.memory.setAll(
    { formId: "f1", sweepSince: 3 },
    { clockRun: { "a@d.example": 17 }, firing: {} },
  );
  expect(bench.cost.byName["Properties.setProperties"]).toBe(1);
  expect(scriptProperties(bench.store)).toEqual({
    editedAt: "1",
    formId: "f1",
    sweep: '{"sweepOk":5,"sweepSince":3}',
    "clockRun a@d.example": "17",
  });
  expect(bench.ports.memory.get("clockRun", "a@d.example")).toBe(17);
  expect(bench.ports.memory.get("clockRun", "b@d.example")).toBe(0);
});

test("what stands there already is not written again", () => {
  const bench = new Bench();
  scriptProperties(bench.store)["editedAt"] = "1";
  scriptProperties(bench.store)["sweep"] = '{"sweepOk":5}';
  bench.run(({ memory }) => {
    memory.get("sweepOk");
    memory.set("editedAt", 1);
    memory.set("dangers", {});
    memory.setAll({ sweepOk: 5, told: {}, live: null });
  });
  expect(bench.cost.byName).toEqual({ "Properties.getProperties": 1 });
});

test("a longer value than a property holds is refused, nothing is written and the run knows it", () => {
  const bench = new Bench();
  const most = "x".repeat(9 * 1024 - 2);
  bench.ports.memory.set("formAudience", "staff");
  const seen = bench.run(({ memory }) => {
    memory.set("education", null);
    expect(() => memory.set("installers", { [most]: 1 })).toThrow(/too large/);
    expect(() => memory.setAll({ formId: "f1", registers: { main: most } })).toThrow(/too large/);
    return [memory.get("installers"), memory.get("formId"), memory.get("formAudience")];
  });
  expect(seen).toEqual([{}, null, "staff"]);
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
