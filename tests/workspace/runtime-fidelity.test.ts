/** FIDELITY.md says what the tables say, and every switch is listed. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fidelityFile, fidelityReport } from "../../scripts/workspace/fidelity";
import { assumptions, unconfirmedPoints } from "../../scripts/workspace/unconfirmed";

const folder = join(import.meta.dirname, "../../scripts/workspace");

test("the file is current: npx tsx scripts/workspace/fidelity.ts renews it", () => {
  expect(readFileSync(fidelityFile, "utf8")).toBe(fidelityReport());
});

test("every switch that a service asks for is a listed point", () => {
  const listed = unconfirmedPoints.map(({ name }) => name);
  const sources = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ts"),
  );
  const asked = sources.flatMap((name) => {
    const text = readFileSync(join(folder, name), "utf8");
    return [...text.matchAll(/assume\["(\w+)"\]/g)].map((match) => match[1]);
  });
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.filter((name) => name === undefined || !listed.includes(name))).toEqual([]);
});

test.each([
  [{ valueRangesOrder: "sideways" }, "is one of by-position, as-asked"],
  [{ moonPhase: "full" }, "No unconfirmed point is called moonPhase"],
])("%o is refused", (given, message) => {
  expect(() => assumptions(given)).toThrow(message);
});

test("what is not set has its default", () => {
  expect(assumptions({ spentTriggers: "removed" })).toMatchObject({
    spentTriggers: "removed",
    valueRangesOrder: "by-position",
  });
});
