/** The pack against its schema, its document and its wording rules. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it, test } from "vitest";
import { reportOf } from "../../scripts/check-protocol";
import { buildChecklist, doNot, updateCall } from "../../src/protocol/checklist";
import { citations, coverage } from "../../src/protocol/coverage";
import { protocolIds, yesNoUnknownIds } from "../../src/protocol/ids";
import { marin2019 } from "../../src/protocol/marin-2019";
import { currentPack, packOfVersion, packs, protocolVersion } from "../../src/protocol/packs";
import { protocolPack } from "../../src/protocol/schema";
import { caseOf, everyProtocolSet } from "./every-case";

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
  return words
    .slice(0, Math.max(0, words.length - runLength + 1))
    .map((_, at) => words.slice(at, at + runLength).join(" "));
}

describe("the schema", () => {
  it("accepts the pack", () => {
    const checked = protocolPack.safeParse(marin2019);
    expect(checked.error?.issues ?? []).toEqual([]);
  });

  test.each<[string, object]>([
    ["a factor missing", { factors: marin2019.factors.slice(1) }],
    ["a protocol missing", { protocols: marin2019.protocols.slice(0, 3) }],
    ["protocols out of order", { protocols: [...marin2019.protocols].reverse() }],
    ["an act twice", { acts: [...marin2019.acts, ...marin2019.acts.slice(0, 1)] }],
    ["a version that is no day", { version: "3.1.19" }],
    ["a key that nobody knows", { colour: "red" }],
    [
      "a step left out",
      {
        protocols: marin2019.protocols.map((protocol) => ({
          ...protocol,
          steps: protocol.steps.filter(({ step }) => step !== 2),
        })),
      },
    ],
    [
      "a criterion with another's factor",
      {
        criteria: marin2019.criteria.map((criterion) => ({
          ...criterion,
          factors: ["frequently-absent"],
        })),
      },
    ],
  ])("refuses %s", (_, change) => {
    expect(protocolPack.safeParse({ ...marin2019, ...change }).success).toBe(false);
  });
});

test("the document's counts: 8 factors, 1 of 3 or 2 of 5, and 3 + 3 + 6 + 8 steps", () => {
  expect(marin2019.factors).toHaveLength(8);
  expect(marin2019.criteria.map(({ atLeast, factors }) => [atLeast, factors.length])).toEqual([
    [1, 3],
    [2, 5],
  ]);
  expect(marin2019.protocols.map(({ id, steps }) => [id, steps.length])).toEqual(
    protocolIds.map((id, at) => [id, [3, 3, 6, 8][at]]),
  );
});

describe("the numbers as the document prints them", () => {
  const printed = document.split("\n");
  test.each([
    ...marin2019.hotlines,
    { ...marin2019.helpLine, id: "help line" },
    { ...marin2019.emergency, id: "emergency" },
  ])("$id $phone", ({ phone, lines }) => {
    expect(lines.some((line) => printed[line - 1]?.includes(phone))).toBe(true);
  });
});

describe("the coverage", () => {
  const cited = citations(marin2019);

  it("has a datum for every line and a line for every datum", () => {
    const found = coverage(document, cited);
    expect(found.lines).toHaveLength(132);
    expect(found.uncovered).toEqual([]);
    expect(found.astray).toEqual([]);
  });

  it("finds a line that nothing carries", () => {
    const found = coverage(`${document}\nOne line more.\n`, cited);
    expect(found.uncovered).toEqual([133]);
    expect(reportOf(found)).toContain("Line 133 is carried by no datum.");
  });

  test.each([0, 1, 133])("finds a datum that cites line %i", (line) => {
    const stray = { datum: "stray", lines: [line] };
    expect(coverage(document, [...cited, stray]).astray).toEqual([stray]);
  });

  it("sees lines wherever they stand in a pack", () => {
    expect(citations({ a: [{ id: "x", from: { lines: [7] } }], b: { lines: [8] } })).toEqual([
      { datum: "a/x", lines: [7] },
      { datum: "b", lines: [8] },
    ]);
  });
});

describe("the words are our own", () => {
  const known = new Set(runsIn(document));

  it("can tell: the document shares its own runs", () => {
    expect(runsIn(document.split("\n")[50] ?? "").some((run) => known.has(run))).toBe(true);
  });

  it("shares no run of nine words with the document, in the pack", () => {
    const shared = stringsIn(marin2019)
      .flatMap(runsIn)
      .filter((run) => known.has(run));
    expect(shared).toEqual([]);
  });

  it("shares none in what a contact reads", () => {
    const said = everyProtocolSet.flatMap((reported) =>
      yesNoUnknownIds.flatMap((answer) => {
        const facts = caseOf(reported, {
          parentMayBeInvolved: answer,
          immediateDanger: answer === "yes",
          calls: { ...caseOf(reported).calls, sroIsDistrictPolice: answer },
        });
        const { level, protocols } = facts;
        const update = updateCall(marin2019, facts, {
          level,
          protocols,
          lawEnforcementInvolved: true,
        });
        return [buildChecklist(marin2019, facts), update, doNot(marin2019, facts)];
      }),
    );
    expect(
      stringsIn(said)
        .flatMap(runsIn)
        .filter((run) => known.has(run)),
    ).toEqual([]);
  });
});

test("only this folder makes protocol words", () => {
  const makers = readdirSync(`${root}/src`, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !path.startsWith("protocol"))
    .filter((path) =>
      /import[^;]*\bsay\b[^;]*protocol-words/.test(readFileSync(`${root}/src/${path}`, "utf8")),
    );
  expect(makers).toEqual([]);
});

test("a case finds the pack that it is pinned to, and no other", () => {
  expect(packs.map((pack) => packOfVersion(protocolVersion(pack)))).toEqual(packs);
  expect(protocolVersion(currentPack)).toBe("marin-2019 2019-03-01");
  expect(packOfVersion("marin-2019 2031-01-01")).toBeNull();
  expect(new Set(packs.map(protocolVersion)).size).toBe(packs.length);
});
