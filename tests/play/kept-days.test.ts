/** That days are kept and compared: what two runs of the tests are held against each other by. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { comparedDays } from "./compare-days";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "days-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A folder of days, as a run of the tests keeps them. */
function run(name: string, days: Readonly<Record<string, object>>): string {
  for (const [day, output] of Object.entries(days)) {
    const path = join(folder, name, `${day}.json.gz`);
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, gzipSync(JSON.stringify(output)));
  }
  return join(folder, name);
}

const day = { cases: [{ case: "26-0001", level: "at-risk" }], pages: [{ text: "a".repeat(64) }] };

test("equal days are equal, also where the script that played them has another hash", () => {
  const before = run("before", { "a.test.ts/one.0001": day });
  const after = run("after", {
    "a.test.ts/one.0001": { ...day, pages: [{ text: "b".repeat(64) }] },
  });
  expect(comparedDays(before, after)).toMatchObject({ equal: 1, onlyBefore: [], onlyAfter: [] });
});

test("a day that differs is named with the place, and so is one that only one run has", () => {
  const raised = { ...day, cases: [{ case: "26-0001", level: "suspected-victim" }] };
  const before = run("before", { one: day, two: day });
  const after = run("after", { one: raised, three: day });
  expect(comparedDays(before, after)).toEqual({
    equal: 0,
    onlyBefore: ["two.json.gz"],
    onlyAfter: ["three.json.gz"],
    different: new Map([["one.json.gz", ['cases.0.level: "at-risk" → "suspected-victim"']]]),
  });
});
