/** What is kept of a long text beside a row. */
import { expect, test } from "vitest";
import { acceptedValue } from "../../src/register/row-state";

test("of up to 200 letters all is kept, of more their number and a fingerprint that no other text has", () => {
  const long = "z".repeat(201);
  expect(acceptedValue(long.slice(1))).toBe(long.slice(1));
  expect(acceptedValue(long)).toMatch(/^#201:[0-9a-f]+$/);
  const all = [long, `y${long.slice(1)}`, `${long.slice(1)}y`, "\uFFFF".repeat(50_000)];
  expect(new Set(all.map(acceptedValue)).size).toBe(all.length);
});
