/** What a function of the script may ask for. (That there are no more than four of it, the lint says.) */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../../scripts/build/sources";

const files = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => ({ path, text: readFileSync(join(root, "src", path), "utf8") }));

/** Where a text of the pattern stands, as "file: text". */
const found = (pattern: RegExp) =>
  files.flatMap(({ path, text }) =>
    [...text.matchAll(pattern)].map(([words]) => `${path}: ${words.replace(/\s+/g, " ").trim()}`),
  );
const left = (path: string) => (one: string) => !one.startsWith(path);

test("no boolean comes last: a call says nothing of what its true means", () => {
  // After another parameter, and before the end of the list and what the function returns or does.
  const last = /,\s*\w+\??(?:: boolean| = (?:true|false)),?\s*\)\s*(?::|=>|\{)/g;
  // As Google's own setters have it.
  const setters = ["ports/form-ports.ts", "google/form.ts"];
  const all = found(last);
  expect(setters.reduce((some, path) => some.filter(left(path)), all)).toEqual([]);
  for (const path of setters) expect(all.join("\n")).toContain(path);
});

test("no one takes a part of a run: it is passed whole, or what it holds is", () => {
  const all = found(/Pick<\s*(?:Run|EditRun|Ports|ClockRun),/g);
  expect(all).toEqual(["run.ts: Pick<Run,"]);
});
