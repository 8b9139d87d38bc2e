/**
 * What the author of a pack works with: the sample pack, a copy of one of ours, the decision table, and the differences between two
 * packs.
 */
import { copyFileSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectFiles } from "../../scripts/build";
import { root } from "../../scripts/build/sources";
import { checkProtocols } from "../../scripts/check-protocol";
import { checkedPack, checkedPacks } from "../../scripts/check-protocol/checked-packs";
import { pageToSign, tablesOf } from "../../scripts/check-protocol/page";
import { builtBundle } from "../../scripts/play/bundle";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { usEd2021 } from "../../src/protocol/packs/us-ed-2021";
import { levelSentences } from "../../src/protocol/why-a-level";
import { playCleanDay, playDay } from "../day/day";
import { submit } from "../day/events";
import type { Output } from "../day/look";
import { quillwater2025 } from "../packs/quillwater-2025";

const folder = join(root, "tmp/author-test");
mkdirSync(folder, { recursive: true });
const code = readFileSync(join(root, "docs/protocol/my-county.ts"), "utf8");
const own = join(folder, "alder-2026.ts");
writeFileSync(own, code);

const twoSigns = [submit({ factors: ["alder-nights", "alder-debt"] })];
const textsOf = ({ inbox }: Output) => inbox.map(({ text }) => text).join("\n");

test("the sample pack of docs/protocol passes, and plays; a mail names the form of the written report once", async () => {
  const pack = await checkedPack(own);
  expect(checkedPacks([pack])).toContain(pack);
  const out = await playCleanDay(twoSigns, { protocol: own });
  expect(out.cases).toMatchObject([
    {
      level: "alder-act",
      protocolVersion: "alder-2026 2026-01-05",
      why: "Act now: 2 of the signs of the county were reported, where two are enough (Nights away from home, A debt to pay).",
    },
  ]);
  expect(textsOf(out)).toContain("Send the written report to the child line (form X 1, counted");
  const named = join(folder, "named-form.ts");
  writeFileSync(named, code.replace("Send the written report to", "Send form X 1 to"));
  const mail = textsOf(await playDay(twoSigns, { protocol: named }));
  expect(mail).toContain("Send form X 1 to the child line (counted from receipt).");
  expect(mail).not.toContain("(form X 1");
});

test("a change in the earlier version beside a pack is built too", async () => {
  const room = join(folder, "versions");
  mkdirSync(room, { recursive: true });
  const next = join(room, "next.ts");
  writeFileSync(join(room, "before.ts"), code);
  writeFileSync(
    next,
    code
      .replace('version: "2026-01-05"', 'version: "2027-01-05"')
      .replace(
        "export default",
        'import before from "./before";\nexport const earlier = [before];\nexport default',
      ),
  );
  const script = async () => readFileSync(join(await builtBundle(next), "Code.js"), "utf8");
  expect(await script()).not.toContain("Call the sheriff of Alder.");
  const later = new Date(Date.now() + 5000);
  writeFileSync(
    join(room, "before.ts"),
    code.replace("Call the sheriff.", "Call the sheriff of Alder."),
  );
  utimesSync(join(room, "before.ts"), later, later);
  expect(await script()).toContain("Call the sheriff of Alder.");
});

/** The page's pack with one slip in it. */
function slipped(name: string, old: string, slip: string): string {
  if (!code.includes(old)) throw new Error(`the page's pack has no ${old}`);
  const file = join(folder, `${name}.ts`);
  writeFileSync(file, code.replace(old, slip));
  return file;
}
const lineOf = (words: string) => code.slice(0, code.indexOf(words)).split("\n").length;

test.each<[string, string, string, string]>([
  [
    "comma",
    'county: "Alder",',
    'county: "Alder"',
    `line ${lineOf('author: "Alder')}: Expected "}" but found "author". Often a comma is missing at the end of line ${lineOf('county: "Alder"')}.`,
  ],
  [
    "comma-within-a-line",
    '"alder-act", 1,',
    '"alder-act" 1,',
    `line ${lineOf('"alder-act", 1')}: Expected ")" but found "1". Often a comma, a bracket or a quotation mark is missing just before it.`,
  ],
  ["curly", 'county: "Alder"', "county: “Alder”", "Write straight quotation marks"],
  [
    "end",
    "};\nexport default alder;",
    "",
    "The file ends too early: a closing brace }, bracket ] or ) is missing",
  ],
  [
    "import",
    "inImmediateDanger, inProtocol,",
    "inProtocol,",
    `line ${lineOf('county([14], "Call 911')}: inImmediateDanger is not defined. Add it to the import from "../wording".`,
  ],
  ["name", "reasons: usualReasons()", "reasons: usualreasons()", "Write usualReasons."],
  ["day", 'version: "2026-01-05"', "version: 2026-01-05", 'quotation marks: "2026-09-01".'],
  ["folder", '"../parts"', '"../part"', 'Import from "../pack", "../parts"'],
])("says what a slip usually is: %s", async (name, old, slip, words) => {
  await expect(checkedPack(slipped(`slip-${name}`, old, slip))).rejects.toThrow(words);
});

test("sentences about counts are good English for one and for several", async () => {
  const pack = await checkedPack(own);
  const said = (...factors: string[]) =>
    levelSentences(pack, {
      ...{ level: "alder-to-read", protocols: [], concerns: [], raises: [] },
      factors,
    });
  expect(said("alder-debt").why).toBe(
    "To be read: 1 of the signs of the county was reported, and it needs two (A debt to pay).",
  );
  expect(said().wouldRaise).toContain("2 more of the signs");
});

test("a plain copy of one of ours, outside src/, builds; one that says otherwise under its name does not", async () => {
  const copy = join(folder, "copy.ts");
  copyFileSync(join(root, "src/protocol/packs/marin-2019.ts"), copy);
  expect((await projectFiles(copy)).has("Code.js")).toBe(true);
  const text = readFileSync(copy, "utf8").replace('county: "Marin"', 'county: "Elm"');
  writeFileSync(copy, text);
  const changed = await checkedPack(copy);
  expect(() => checkedPacks([changed])).toThrow("marin-2019 of 2019-03-01 already");
  expect(() => checkedPacks([{ ...changed, id: "elm-2026" }])).not.toThrow();
  expect(() => checkedPacks([{ ...changed, version: "2026-03-01" }])).not.toThrow();
  // In one round with whatever else is wrong with it.
  const slips = text
    .replace('y: "Elm"', 'y: "Elm", colour: "red"')
    .replace("atLeast: 2", "atLeast: 20");
  writeFileSync(copy, slips);
  const said: string[] = [];
  expect(await checkProtocols(copy, (line) => said.push(line))).toBe(1);
  const all = said.join("\n");
  expect(all).toContain("marin-2019 of 2019-03-01 already, and there it says something else");
  expect(all).toContain('it has a field that no pack has: "colour"');
  expect(all).toContain("it can never be met");
  expect(all).toContain("atLeast: it is 20, which");
});

/** The English of every wording in the value. */
function wordingsIn(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  const english: unknown = Reflect.get(value, "en");
  return typeof english === "string" ? [english] : Object.values(value).flatMap(wordingsIn);
}

test.each([marin2019(), usEd2021(), quillwater2025])(
  "$id is on the page to sign, whole, each line with its source and where it is said",
  (pack) => {
    for (const { caption, head, rows } of tablesOf(pack)) {
      const at = head.indexOf("Source");
      for (const row of at < 0 ? [] : rows) expect(row[at], `${caption}: ${row}`).not.toBe("");
    }
    const html = pageToSign(pack);
    const shown = html
      .replace(/&quot;/g, '"')
      .replace(/&#39;/g, "'")
      .replace(/&amp;/g, "&");
    // What cells call a person or an agency is no line of the document.
    const { agencies: _agencies, confirmers: _confirmers, actors: _actors, ...said } = pack;
    const phones = pack.hotlines.map(({ phone }) => phone);
    for (const words of [...wordingsIn(said), ...phones]) expect(shown).toContain(words);
    expect(html).toMatch(/Call 911 immediately\.<\/td>\s*<td>there is immediate danger/);
    expect(html).not.toMatch(/(?:src|href)=|url\(|<script/);
    const { approval } = pack;
    expect(html).toContain(
      approval === null ? "No one has approved" : `Approved by ${approval.by}`,
    );
  },
);
