/** The answers of a first set-up that is not done: kept in parts of what a property holds. */
import { describe, expect, test } from "vitest";
import { scriptProperties } from "../../scripts/workspace/services/properties/index";
import { dropDraft, keepDraft, readDraft } from "../../src/dialog/set-up/draft";
import { Bench } from "../contract/bench";

const long = (length: number) => ({ view: "schools", values: { schools: "é😀\n".repeat(length) } });

function start() {
  const bench = new Bench();
  const kept = scriptProperties(bench.store);
  const parts = () => Object.values(kept).filter((part) => part !== "").length;
  return { memory: bench.ports.memory, parts, kept };
}

describe("a draft", () => {
  test("comes back as it was, in parts that properties hold", () => {
    const { memory, parts } = start();
    const draft = long(3_000);
    expect(keepDraft(memory, draft)).toBe(true);
    expect(readDraft(memory)).toEqual(draft);
    expect(parts()).toBeGreaterThan(1);
  });

  test("that is shorter than the one before leaves nothing of it", () => {
    const { memory, parts } = start();
    keepDraft(memory, long(3_000));
    const short = { view: "account", values: { account: "role}" } };
    keepDraft(memory, short);
    expect(readDraft(memory)).toEqual(short);
    dropDraft(memory);
    expect(parts()).toBe(0);
    expect(readDraft(memory)).toBeNull();
  });

  test("that is too long is refused, and the one before stays", () => {
    const { memory } = start();
    const before = long(1);
    keepDraft(memory, before);
    expect(keepDraft(memory, long(30_000))).toBe(false);
    expect(readDraft(memory)).toEqual(before);
  });

  test("that somebody has damaged is none", () => {
    const { memory, kept } = start();
    keepDraft(memory, long(3_000));
    delete kept["draft0"];
    expect(readDraft(memory)).toBeNull();
  });
});
