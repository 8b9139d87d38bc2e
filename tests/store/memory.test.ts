/**
 * The ports Memory and OwnMemory: what the script remembers in its script properties, and what the running account keeps in its own user
 * properties.
 */
import { expect, test } from "vitest";
import { scriptProperties } from "../../scripts/workspace/services/properties/index";
import { Bench, contact } from "../contract/bench";

test("what was never set is what the table says, what was set comes back, to every account and in every later run", () => {
  const bench = new Bench();
  expect(bench.ports.memory.get("openRows")).toBeNull();
  bench.ports.memory.set("registers", { main: "r1" });
  expect(bench.ports.memory.get("registers")).toEqual({ main: "r1" });
  expect(bench.portsOf(contact).memory.get("registers")).toEqual({ main: "r1" });
});

test("a run sees what it wrote and took away itself, without reading again", () => {
  const bench = new Bench();
  bench.ports.memory.setAll({ registers: { main: "r1" }, told: { a: 1 } });
  const seen = bench.run(({ memory }) => {
    const before = memory.get("registers");
    memory.set("registers", { main: "r2" });
    memory.setAll({ district: { protocol: "p" }, told: {} });
    return [before, memory.get("registers"), memory.get("district").protocol, memory.get("told")];
  });
  expect(seen).toEqual([{ main: "r1" }, { main: "r2" }, "p", {}]);
  expect(bench.cost.byName["Properties.getProperties"]).toBe(1);
});

test("members that a run does not name stay, also where another run has written them since", () => {
  const bench = new Bench();
  const other = bench.portsOf(contact);
  bench.ports.memory.set("sweep", { since: 1, ok: 2, all: 3 });
  const seen = bench.run(({ memory }) => {
    memory.get("sweep");
    other.memory.set("sweep", { all: 0 });
    memory.again();
    memory.setAll({ sweep: { ok: 5 } });
    return memory.get("sweep");
  });
  expect(seen).toEqual({ since: 1, ok: 5, all: 0 });
});

test("several are written in one call, each account's beside the rest", () => {
  const bench = new Bench();
  bench.ports.memory.set("account", { asked: 7 }, "a@d.example");
  bench.ports.memory.setAll(
    { registers: { main: "r1" }, sweep: { since: 3 } },
    { account: { "a@d.example": { ran: 17 } }, firing: {} },
  );
  expect(bench.cost.byName["Properties.setProperties"]).toBe(1);
  expect(scriptProperties(bench.store)).toEqual({
    registers: '{"main":"r1"}',
    sweep: '{"since":3,"ok":0,"all":0}',
    "account a@d.example": '{"asked":7,"ran":17,"stopping":0,"fails":0,"mail":null}',
  });
  expect(bench.ports.memory.get("account", "a@d.example").ran).toBe(17);
  expect(bench.ports.memory.get("account", "b@d.example").ran).toBe(0);
  expect(bench.ports.memory.owners("account")).toEqual(["a@d.example"]);
});

test("what stands there already is not written again", () => {
  const bench = new Bench();
  scriptProperties(bench.store)["sweep"] = '{"since":0,"ok":5,"all":0}';
  bench.run(({ memory }) => {
    memory.set("dangers", {});
    memory.setAll({ sweep: { ok: 5 }, told: {}, goingLive: { live: null } });
  });
  expect(bench.cost.byName).toEqual({ "Properties.getProperties": 1 });
});

test("a longer value than a property holds is refused, nothing is written and the run knows it", () => {
  const bench = new Bench();
  const most = "x".repeat(9 * 1024 - 2);
  bench.ports.memory.set("goingLive", { audience: "staff" });
  const seen = bench.run(({ memory }) => {
    expect(() => memory.set("told", { [most]: 1 })).toThrow(/too large/);
    expect(() => memory.setAll({ sweep: { ok: 1 }, registers: { main: most } })).toThrow(
      /too large/,
    );
    return [memory.get("told"), memory.get("sweep").ok, memory.get("goingLive").audience];
  });
  expect(seen).toEqual([{}, 0, "staff"]);
});

// A value longer than a property holds is kept in parts.

test("a long draft comes back as it was, and a shorter one leaves nothing of it", () => {
  const bench = new Bench();
  const { memory } = bench.ports;
  const parts = () =>
    Object.values(scriptProperties(bench.store)).filter((part) => part !== "").length;
  const long = { view: "schools", values: { schools: "é😀\n".repeat(3_000) } };
  memory.set("draft", long);
  expect(memory.get("draft")).toEqual(long);
  expect(parts()).toBeGreaterThan(1);
  const short = { view: "account", values: { account: "role}" } };
  memory.set("draft", short);
  expect(memory.get("draft")).toEqual(short);
  memory.set("draft", null);
  expect([memory.get("draft"), parts()]).toEqual([null, 0]);
});

// What the account that runs keeps for itself.

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
