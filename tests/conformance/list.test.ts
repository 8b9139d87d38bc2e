/** The guide's list of ten steps and the table are one: each line names its cases, and every case stands in a line. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../../scripts/build/sources";
import { table } from "./table/table";

const guide = readFileSync(join(root, "docs/first-try.md"), "utf8");
const lines = guide.split("\n").filter((line) => /^\d+\. /.test(line));

/** Ids and groups (`cells.*`) that a line names. */
function namedIn(line: string): readonly string[] {
  const cases = /Cases: (.*)\.$/.exec(line)?.[1] ?? "";
  return [...cases.matchAll(/`([\w.*-]+)`/g)].map((match) => match[1] ?? "");
}

const covers = (name: string, id: string) =>
  name.endsWith("*") ? id.startsWith(name.slice(0, -1)) : id === name;

test("has ten lines, each with cases that there are", () => {
  expect(lines).toHaveLength(10);
  for (const line of lines) {
    const named = namedIn(line);
    expect(named.length, line).toBeGreaterThan(0);
    expect(named.filter((name) => !table.some(({ id }) => covers(name, id)))).toEqual([]);
  }
});

test("every case stands in a line", () => {
  const named = lines.flatMap(namedIn);
  const missing = table.filter(({ id }) => !named.some((name) => covers(name, id)));
  expect(missing.map(({ id }) => id)).toEqual([]);
});
