/** A value longer than a property holds: kept in parts. */
import { expect, test } from "vitest";
import { scriptProperties } from "../../scripts/workspace/services/properties/index";
import { Bench } from "../contract/bench";

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
