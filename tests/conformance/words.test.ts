/**
 * Each text that the local Workspace throws as Google's is in a case of the table, or is listed here with the source that says it is
 * Google's.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { table } from "./table/table";

const folder = join(import.meta.dirname, "../../scripts/workspace");
const sources = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => readFileSync(join(folder, name), "utf8"));

/** A string, or a template of which each hole is `…`. */
const literal = /"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.|\$\{[^}]*\})*`/;
const thrown = new RegExp(
  `(?:new (?:GoogleError|RequestError|EndOfRun)\\(|const \\w+Text =)\\s*(${literal.source})`,
  "g",
);

const texts = new Set(
  sources.flatMap((code) =>
    [...code.matchAll(thrown)].map(([, written = ""]) =>
      written
        .slice(1, -1)
        .replace(/\\(.)/g, "$1")
        .replace(/(?:\$\{[^}]*\})+/g, "…"),
    ),
  ),
);

/** Whether somebody expects these words in an answer. */
function standsInCase(text: string): boolean {
  const escaped = text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll("…", ".*");
  const words = new RegExp(escaped);
  return table.some((one) =>
    textsIn("is" in one ? one.is : one.when).some((one) => words.test(one)),
  );
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** By who says so: words that the product reads, or hands on, and that no case of the table brings about. */
const elsewhere: Readonly<Record<string, readonly string[]>> = {
  "platform.md 11: RomainVialard/ErrorHandler": [
    "We're sorry, a server error occurred. Please wait a bit and try again.",
    "Document … is missing (perhaps it was deleted, or you don't have read access?)",
    "No item with the given ID could be found. Possibly because you have not edited this item or you do not have permission to access it.",
    "Authorization is required to perform that action. Please run the script again to authorize it.",
    "There are too many LockService operations against the same script.",
    "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection if you need to edit.",
  ],
  "platform.md 1, 2, 11: scripts in public that met it": [
    "Script function not found: ",
    "Exceeded maximum execution time",
    "You have exceeded the property storage quota. Please remove some properties and try again.",
    "The user does not have sufficient permissions for this file.",
    "API call to … failed with error: Internal error encountered.",
    "Invalid …: No request set.",
  ],
  "platform.md 6: TAN/2023-08-28, and others who read the page's own code": [
    "Failed due to illegal value in property: ",
    "Failed due to circular reference.",
  ],
  "sheets-api.md 1: issues of public repositories": ["Cannot exceed … requests in a single batch."],
  "sheets-api.md 1, 10: JAH, recorded on 2026-09-30": [
    "File not found: ….",
    "Quota exceeded for quota metric '…' and limit '… per minute per user' of service 'sheets.googleapis.com' for consumer 'project_number:1'.",
  ],
  "platform.md 13: google/clasp issue 1151; r-lib/gargle, tests/testthat/fixtures": [
    "API call to … failed with error: Google … API has not been used in project … before or it is disabled. Enable it by visiting https://console.developers.google.com/apis/api/…/overview?project=… then retry. If you enabled this API recently, wait a few minutes for the action to propagate to our systems and retry.",
  ],
};

test("every text has its source", () => {
  expect(texts.size).toBeGreaterThan(50);
  const known = Object.values(elsewhere).flat();
  expect([...texts].filter((text) => !standsInCase(text)).sort()).toEqual([...known].sort());
});
