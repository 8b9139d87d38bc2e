/** docs/security/data-map.md against the product: every tab and store has a line, and every test that it names is there. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { tabs } from "../../src/register/tabs";

const root = new URL("../../", import.meta.url);
const map = readFileSync(new URL("docs/security/data-map.md", root), "utf8");

interface Line {
  readonly place: string;
  readonly holds: string;
  readonly readers: string;
  readonly long: string;
  readonly proof: string;
}

const lines: readonly Line[] = map
  .split("\n")
  .filter((line) => line.startsWith("| ") && !/^\| (?:place|---)/.test(line))
  .map((line) => {
    const [place = "", holds = "", readers = "", long = "", proof = ""] = line
      .split("|")
      .slice(1)
      .map((cell) => cell.trim());
    return { place, holds, readers, long, proof };
  });

test("it has lines, and each says what, who, how long and by which test", () => {
  expect(lines.length).toBeGreaterThan(15);
  for (const { place, holds, readers, long, proof } of lines) {
    for (const cell of [holds, readers, long, proof]) expect(cell, place).not.toBe("");
  }
});

test("every tab of a register has a line", () => {
  const named = lines.map(({ place, holds }) => `${place} ${holds}`).join("\n");
  for (const { title } of Object.values(tabs)) expect(named).toContain(title);
});

describe("a test that it names", () => {
  const proofs = lines.filter(({ proof }) => !proof.startsWith("none"));
  test.each(proofs)("$place: is there", ({ proof }) => {
    const named = [...proof.matchAll(/`([^`]+)`/g)].flatMap(([, path]) => path ?? []);
    expect(named).not.toEqual([]);
    for (const path of named) expect(existsSync(new URL(path, root)), path).toBe(true);
  });

  test("most lines have one", () => {
    expect(proofs.length).toBeGreaterThan(lines.length / 2);
  });
});

test.each([
  "A contact sees every school's cases",
  "Editors can copy and export",
  "one register per school",
])("it says in a sentence: %s", (words) => {
  expect(map).toContain(words);
});
