/** The answers of a first set-up that is not done: kept in parts of what a property holds. */
import { describe, expect, test } from "vitest";
import { draftIn, dropDraft, keepDraft } from "../../src/dialog/answers";
import type { Memory, MemoryKey } from "../../src/ports";

class Kept implements Memory {
  readonly values = new Map<MemoryKey, string>();
  get = (key: MemoryKey) => this.values.get(key) ?? null;
  set(key: MemoryKey, value: string): void {
    this.values.set(key, value);
  }
  setAll(values: Readonly<Partial<Record<MemoryKey, string>>>): void {
    // Object.entries widens the keys.
    for (const [key, value] of Object.entries(values)) this.set(key as MemoryKey, value);
  }
  remove(key: MemoryKey): void {
    this.values.delete(key);
  }
}

const long = (length: number) => ({ view: "schools", values: { schools: "é😀\n".repeat(length) } });
/** What Google counts: 9 KB of UTF-8 a property. */
const bytes = (text: string) => Buffer.byteLength(text);

describe("a draft", () => {
  test("comes back as it was, in parts that properties hold", () => {
    const memory = new Kept();
    const draft = long(3_000);
    expect(keepDraft(memory, draft)).toBe(true);
    expect(draftIn(memory)).toEqual(draft);
    expect(memory.values.size).toBeGreaterThan(1);
    for (const part of memory.values.values()) expect(bytes(part)).toBeLessThan(9_000);
  });

  test("that is shorter than the one before leaves nothing of it", () => {
    const memory = new Kept();
    keepDraft(memory, long(3_000));
    const short = { view: "account", values: { account: "role}" } };
    keepDraft(memory, short);
    expect(draftIn(memory)).toEqual(short);
    dropDraft(memory);
    expect(memory.values.size).toBe(0);
    expect(draftIn(memory)).toBeNull();
  });

  test("that is too long is refused, and the one before stays", () => {
    const memory = new Kept();
    const before = long(1);
    keepDraft(memory, before);
    expect(keepDraft(memory, long(30_000))).toBe(false);
    expect(draftIn(memory)).toEqual(before);
  });

  test("that somebody has damaged is none", () => {
    const memory = new Kept();
    keepDraft(memory, long(3_000));
    memory.remove("draft0");
    expect(draftIn(memory)).toBeNull();
  });
});
