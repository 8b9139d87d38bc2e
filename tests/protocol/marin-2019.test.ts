/** The Marin pack compared with its schema, its document and the rules for its wording. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { coverageProblems } from "../../scripts/check-protocol/document";
import { guideRows } from "../../src/install/guide-tab";
import { english } from "../../src/languages/en";
import {
  defaultPack,
  ownPacks,
  packOfVersion,
  protocolVersion,
} from "../../src/protocol/find-pack";
import { marin2019 } from "../../src/protocol/packs/marin-2019";

const root = fileURLToPath(new URL("../..", import.meta.url));
const document = readFileSync(`${root}/docs/protocol/marin-2019.txt`, "utf8");

/** Every string in a value, however deep. */
function stringsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}

const runLength = 9;
const wordsOf = (text: string) =>
  text
    .toLowerCase()
    .replace(/[’']/g, "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
function runsIn(text: string): readonly string[] {
  const words = wordsOf(text);
  return words.slice(runLength - 1).map((_, at) => words.slice(at, at + runLength).join(" "));
}

test("the pack has a datum for every line, and a line for every datum", () => {
  expect(document.trimEnd().split("\n")).toHaveLength(132);
  expect(coverageProblems(marin2019(), document)).toEqual([]);
  // Wherever it stands in a pack.
  const pack = { a: [{ id: "x", from: { lines: [1] } }], b: { lines: [3] }, c: { lines: [0] } };
  expect(coverageProblems(pack, "One\nTwo\n\n")).toEqual([
    "Line 2: nothing in the pack cites it: “Two”",
    "b: it cites a line that is blank or missing: 3.",
    "c: it cites a line that is blank or missing: 0.",
  ]);
});

test("the words are our own: no run of nine words of the document is in the pack, on the Form or in the Guide", () => {
  const known = new Set(runsIn(document));
  expect(known.size).toBeGreaterThan(500);
  const guide = guideRows(marin2019()).map(({ text }) => text);
  const shared = stringsIn([marin2019(), english(), guide])
    .flatMap(runsIn)
    .filter((run) => known.has(run));
  expect(shared).toEqual([]);
});

test("only src/protocol makes protocol words", () => {
  const makers = readdirSync(`${root}/src`, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !path.startsWith("protocol"))
    .filter((path) => readFileSync(`${root}/src/${path}`, "utf8").includes("asProtocolWords"));
  expect(makers).toEqual([]);
});

test("a case finds the pack that it is pinned to, and no other", () => {
  expect(ownPacks().map((pack) => packOfVersion(protocolVersion(pack)))).toEqual(ownPacks());
  expect(protocolVersion(defaultPack())).toBe("marin-2019 2019-03-01");
  expect(packOfVersion("marin-2019 2031-01-01")).toBeNull();
  expect(new Set(ownPacks().map(protocolVersion)).size).toBe(ownPacks().length);
});
