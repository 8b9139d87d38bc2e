/** Commands that run at the same time, and what a function of the script may be given. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../../scripts/build/sources";
import { allGood } from "../../scripts/checks/at-once";

test("one check that fails is enough and is told whole, the others are heard to their end, each in a line", async () => {
  const checked = async (...commands: readonly string[]) => {
    const said: string[] = [];
    const named = commands.map((command, index) => ({ name: `check ${index + 1}`, command }));
    const isGood = await allGood(named, (text) => said.push(text));
    return [isGood, said.sort().map((text) => text.replace(/\d+\.\d s/, "0.1 s"))];
  };
  expect(await checked("echo words")).toEqual([true, ["check 1: good (0.1 s)\n"]]);
  expect(await checked("echo wrong; echo here >&2; exit 3", "sleep 0.2")).toEqual([
    false,
    ["check 2: good (0.1 s)\n", "wrong\nhere\ncheck 1: failed\n"],
  ]);
});

/** Where a text of the pattern stands in src/, as "file: text". */
const found = (pattern: RegExp) =>
  readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .flatMap((path) =>
      [...readFileSync(join(root, "src", path), "utf8").matchAll(pattern)].map(
        ([words]) => `${path}: ${words.replace(/\s+/g, " ").trim()}`,
      ),
    );

test("no boolean comes last: a call says nothing of what its true means", () => {
  // After another parameter, and before the end of the list and what the function returns or does.
  const all = found(/,\s*\w+\??(?:: boolean| = (?:true|false)),?\s*\)\s*(?::|=>|\{)/g);
  // As Google's own setters have it.
  const ofSetters = (one: string) => one.startsWith("ports/form-ports.ts");
  expect(all.filter((one) => !ofSetters(one))).toEqual([]);
  expect(all.some(ofSetters)).toBe(true);
});

test("no one takes a part of a run: it is passed whole, or what it holds is", () => {
  const all = found(/Pick<\s*(?:Run|EditRun|Ports),/g);
  expect(all).toEqual(["run.ts: Pick<Run,"]);
});
