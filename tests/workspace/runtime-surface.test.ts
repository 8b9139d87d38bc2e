/** The Workspace models what src/google calls and nothing else (design 7): compares the two lists. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { allServices } from "../../scripts/workspace/index";
import { Catalog } from "../../scripts/workspace/services/catalog";
import { requestKinds } from "../../scripts/workspace/sheets/requests/batch-update";

/** The store is given the properties themselves. */
const folders = ["google", "store"].map((name) => join(import.meta.dirname, "../../src", name));
const source = folders
  .flatMap((folder) => readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8")))
  .join("\n");
const called = new Set([...source.matchAll(/\.(\w+)\(/g)].map((match) => match[1] ?? ""));

/** Modelled although src/google calls none of them: the probe does. */
const beside = ["Spreadsheet.getUrl", "Session.getActiveUser", "Properties.deleteProperty"];

test("what is modelled is called, or known to be modelled beside", () => {
  const unused = allServices.flatMap(({ name, methods }) =>
    Object.keys(methods)
      .filter((method) => !called.has(method) && !source.includes(`"${method}"`))
      .map((method) => `${name}.${method}`),
  );
  expect(unused.sort()).toEqual([...beside].sort());
});

test("what is called by a name of Apps Script is modelled", () => {
  const classes = Object.values(new Catalog(allServices).describe());
  const modelled = new Set(classes.flatMap((one) => one.modelled));
  const real = new Set(classes.flatMap((one) => one.real));
  // Names that the language's own values have say nothing about Google.
  const ofLanguage = (name: string): boolean =>
    [Array, String, Map, Set].some((one) => name in one.prototype);
  const candidates = [...called].filter((name) => !ofLanguage(name));
  expect(candidates.filter((name) => real.has(name) && !modelled.has(name))).toEqual([]);
});

test("what a batch may ask for is what the script asks for, or what people do by hand", () => {
  const all = join(import.meta.dirname, "../../src");
  const sources = readdirSync(all, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith("sheets-requests.ts"))
    .map((file) => readFileSync(join(all, file), "utf8"));
  const isSent = (kind: string) => sources.some((text) => new RegExp(`\\b${kind}\\b`).test(text));
  const byHand = ["deleteDimension", "sortRange"];
  const unsent = [...requestKinds.keys()].filter((kind) => !isSent(kind));
  expect(unsent.sort()).toEqual(byHand);
});
