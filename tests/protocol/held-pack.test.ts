/** A county's pack compared with its document: a difference keeps it from passing, and the last line says so. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { notesOf, projectFiles, writtenWords } from "../../scripts/build";
import { root } from "../../scripts/build/sources";
import { checkProtocols } from "../../scripts/check-protocol";
import { checkedPack, notInForce, packsIn } from "../../scripts/check-protocol/checked-packs";
import { numberFindings } from "../../scripts/check-protocol/number-comparison";
import { numbersIn, numbersOfLines } from "../../scripts/check-protocol/numbers-in-text";
import { fingerprint } from "../../scripts/check-protocol/page";
import { demoDirectory, withPackNumbers } from "../../scripts/play/directory";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { usEd2021 } from "../../src/protocol/packs/us-ed-2021";

const folder = join(root, "tmp/held-pack-test");
mkdirSync(folder, { recursive: true });

/** What the county of the sample pack may have written. */
const document = `What schools do about trafficked students
Trafficking for sex and for labor
Issued 2026-01-05 by the office of education
Two signs are enough.
Signs
1. Nights away from home
2. A debt to pay
3. An older driver
A school may also suspect it for another reason.
If so:
Step 1 Call the child line and the sheriff.
Step 2 Write within one day to the child line.
Step 3 Tell the family once the sheriff agrees.
In an emergency: 911
Child line 555-555-0142
`;
const sample = readFileSync(join(root, "docs/protocol/my-county.ts"), "utf8");

/** The sample pack with its document kept, after changes to its text; null leaves a text out. */
function authored(name: string, ...changes: readonly (readonly [string, string])[]): string {
  const kept = [
    ["document: null", 'document: "alder.txt"'],
    ["Example Code section 5", "Alder Code section 5"],
  ] as const;
  const text = [...kept, ...changes].reduce((before, [old, words]) => {
    if (!before.includes(old)) throw new Error(`the sample has no ${old}`);
    return before.replace(old, words);
  }, sample);
  writeFileSync(join(folder, "alder.txt"), document);
  // Right, and in other words than the document's: someone of the county compared them.
  const by = [9, 10, 12].map((line) => `${line}, Ana Clerk, 2026-01-05`);
  writeFileSync(join(folder, "alder.confirmed.txt"), by.join("\n"));
  const file = join(folder, `${name}.ts`);
  writeFileSync(file, text);
  return file;
}

async function checked(file: string) {
  const said: string[] = [];
  const code = await checkProtocols(file, (line) => said.push(line));
  return { code, said, last: said.at(-1) ?? "" };
}

const approvedOn = (day: string, fingerprint?: string) => {
  const mark = fingerprint === undefined ? "" : `, fingerprint: "${fingerprint}"`;
  return ["approval: null", `approval: { by: "the Alder office", day: "${day}"${mark} }`] as const;
};

const printed = join(root, "tmp/protocol/alder-2026-2026-01-05.html");

test("a pack that says what its document says passes, and lies there to be signed", async () => {
  rmSync(printed, { force: true });
  const file = authored("alder-right");
  const { code, said, last } = await checked(file);
  expect(said.filter((line) => line.startsWith("- "))).toEqual([]);
  expect({ code, lines: said.length }).toEqual({ code: 0, lines: 3 });
  expect(last).toMatch(
    /^Passed: every line of the document is cited, phone numbers, times and thresholds in your words agree/,
  );
  // Where it begins, and beside the signature.
  const signed = readFileSync(printed, "utf8").split(fingerprint(await checkedPack(file)));
  expect(signed).toHaveLength(3);
  expect(signed[1]).toContain("Approved for the county");
});

/** A change of the sample's text: what stands there, and what is written in its place. */
type Slip = readonly [string, string];
const tellFamily = [
  ['county([13], "Tell the family.")', 'county([12], "Tell the family.")'],
  ['13, "Tell the family, if', '12, "Tell the family, if'],
  ['county([13], "Locked', 'county([12], "Locked'],
] as const;

test.each<[name: string, count: string, slips: readonly Slip[], words: string]>([
  [
    "a phone number that the line has otherwise",
    "1 problem",
    [["(555) 555-0142", "(555) 555-0143"]],
    "hotlines, the first (child-line-number): phone: it says (555) 555-0143, which line 15 (“Child line 555-555-0142”) does not say.",
  ],
  [
    "another number of signs",
    "2 problems",
    [["atLeast: 2,", "atLeast: 3,"]],
    "words: it says 2, and atLeast is 3.",
  ],
  [
    "another number of signs in words",
    "2 problems",
    [["Two of the three signs.", "Four of the three signs."]],
    "words, in English (en): it says Four, which lines 4, 5 do not say.",
  ],
  [
    "other hours of the written report",
    "1 problem",
    [["{ hours: 24,", "{ hours: 36,"]],
    "Line 12 says one day, and nothing that cites it does: “Step 2 Write within one day to the child line.” writtenReport: hours: it is 36.",
  ],
  [
    "another time in the words of a sign",
    "1 problem",
    [["a debt that must be paid.", "a debt that must be paid within two weeks."]],
    "factors, the second (alder-debt): words, in English (en): it says two weeks, which line 7",
  ],
  [
    "a sample's citation",
    "1 problem",
    [["Alder Code section 5", "Example Code section 5"]],
    "as the sample does: write your own law.",
  ],
  [
    "a sign that cites a line with none of its words",
    "1 problem",
    [['county([11], "Call the sheriff."', 'county([7], "Call the sheriff."']],
    "has no word in common with what it cites, line",
  ],
  ["a line that nothing cites", "1 problem", tellFamily, "Line 13: nothing in the pack cites it:"],
  [
    "a citation that leads nowhere",
    "1 problem",
    [["from: { lines: [15] }", "from: { lines: [15, 40] }"]],
    "hotlines, the first (child-line-number): from: it cites a line that is blank or missing: 15, 40.",
  ],
  [
    "an approval from before the document, and of other words",
    "2 problems",
    [approvedOn("2026-01-04", "0000-0000-0000")],
    "approval: day: it is of 2026-01-04, and the document of 2026-01-05",
  ],
])("does not pass: %s, %s", async (name, count, slips, words) => {
  rmSync(printed, { force: true });
  const { code, said, last } = await checked(authored(name.replace(/ /g, "-"), ...slips));
  expect(said.join("\n")).toContain(words);
  expect(code).toBe(1);
  expect(last).toMatch(/^NOT PASSED: .*, see above\. Mend .*, then run this again with /);
  expect(last).toContain(`NOT PASSED: ${count}`);
  expect(existsSync(printed)).toBe(false);
});

test("a copy of Marin's pack says what it has kept of Marin", async () => {
  const copied = readFileSync(join(root, "src/protocol/packs/marin-2019.ts"), "utf8");
  const file = join(folder, "redwood-2026.ts");
  const write = (text: string) =>
    writeFileSync(
      file,
      text.replace('id: "marin-2019"', 'id: "redwood-2026"').replace('y: "Marin"', 'y: "Redwood"'),
    );
  write(copied);
  const alone = (await checked(file)).said.join("\n");
  expect(alone).toContain("there is no file marin-2019.txt beside the pack");
  const text = readFileSync(join(root, "docs/protocol/marin-2019.txt"), "utf8")
    .replaceAll("Marin County", "Redwood County")
    .replaceAll("(415) 473-7153", "(707) 555-0150")
    .replace("at least two factors", "at least three factors");
  writeFileSync(join(folder, "redwood.txt"), text);
  const phone = copied.replaceAll("(415) 473-7153", "(707) 555-0150");
  write(phone.replaceAll("marin-2019.txt", "redwood.txt"));
  const all = (await checked(file)).said.join("\n");
  expect(all).toMatch(/compared with its document tmp.held-pack-test.redwood\.txt/);
  for (const words of [
    "author: it says “Marin”.",
    "channels, the first: place: it says “marinhhs.org”.",
    "value: (415) 473-3279 is the number that the pack of Marin has.",
    "glossary, the third (mandated-report): words, in English (en): it says “Marin”.",
    // The 2 of the line "Criteria 2" is no number of factors.
    "criteria, the second (criterion-2): atLeast: it is 2, which lines 15, 17 do not say.",
  ])
    expect(all).toContain(words);
  expect(all).not.toContain("888");
  const threes = phone
    .replace("atLeast: 2", "atLeast: 3")
    .replaceAll("needs two", "needs three")
    .replace("Criterion 2: two of", "Criterion 2: three of")
    .replace("(415) 473-3279", "(707) 555-0151")
    .replaceAll("marin-2019.txt", "redwood.txt")
    .replaceAll("marinhhs.org", "redwood.example")
    .replaceAll(/Marin\b/g, "Redwood");
  write(threes);
  const { code, said } = await checked(file);
  expect(said.join("\n")).toContain("the document does not have the number (707) 555-0151.");
  expect(code).toBe(0);
  expect(await writtenWords(file)).toMatch(/^Wrote dist\/ for Redwood County \(redwood-2026, /);
  // The made-up district of a day has that county's numbers, and Marin's as they are.
  const { contacts } = demoDirectory;
  const district = withPackNumbers(contacts, await checkedPack(file));
  expect(JSON.stringify(district)).toMatch(/\(707\) 555-0150.*\(707\) 555-0151/);
  expect(withPackNumbers(contacts, marin2019())).toEqual(contacts);
  writeFileSync(
    join(folder, "redwood.txt"),
    text.replace("\n\tStudent is f", "\n\tNew.\n\tStudent is f"),
  );
  expect((await checked(file)).said.at(-2)).toMatch(
    /^From line 19 on, every cited line seems to be one too low: a line was probably added there\./,
  );
});

test("a number that may be right is to be looked at, and stops nothing", async () => {
  const file = authored("alder-911", [
    'county([14], "Call 911 now."',
    'county([11], "Call 911 now."',
  ]);
  const { code, said } = await checked(file);
  expect(code).toBe(0);
  expect(said.at(-1)).toContain("next, look at the one line above, then someone from the county");
  expect(said.join("\n")).toMatch(
    /To look at .*\n- acts, the second \(call-sheriff\): what, the first: words, in English \(en\): it says 911, which line 11/,
  );
});

test("a time of the document that nothing says is to be looked at", async () => {
  const file = authored("alder-dropped");
  writeFileSync(
    join(folder, "alder.txt"),
    document.replace("sheriff agrees", "sheriff agrees, within 3 days"),
  );
  expect((await checked(file)).said).toContain(
    "- Line 13 says 3 days, and nothing that cites it does: “Step 3 Tell the family once the sheriff agrees, within 3 days.”",
  );
});

test("an approval holds for the words that were signed, whatever the colours; without a fingerprint it stands", async () => {
  const signed = fingerprint(await checkedPack(authored("alder-unsigned")));
  const approval = approvedOn("2026-02-01", signed);
  const file = authored("alder-signed", approval, ["#8a1c1c", "#7a1c1c"]);
  expect((await checked(file)).code).toBe(0);
  expect(readFileSync(printed, "utf8")).toContain("Approved by the Alder office on 2026-02-01.");
  const other = ["Call the sheriff.", "Call the sheriff first."] as const;
  await expect(checkedPack(authored("alder-changed", approval, other))).rejects.toThrow(
    "it is not approved any more",
  );
  expect((await checked(authored("alder-long-approved", approvedOn("2026-02-01")))).code).toBe(0);
});

test("a draft is played while a level is hard to read and an approval is of other words; a district is not given it", async () => {
  const hard = ['background: "#fbd9d9"', 'background: "#8a1c1c"'] as const;
  const file = authored("alder-draft", hard, approvedOn("2026-02-01", "0000-0000-0000"));
  await expect(packsIn(file, "draft")).resolves.toHaveLength(1);
  expect((await projectFiles(file)).has("Code.js")).toBe(true);
  await expect(packsIn(file)).rejects.toThrow(
    "levels, the second (alder-act): colours: #8a1c1c on #8a1c1c cannot be read well",
  );
});

test("a version that is not in force on a day says so", async () => {
  const file = authored("alder-in-force", [
    'effectiveFrom: "2026-01-05"',
    'effectiveFrom: "2126-01-05"',
  ]);
  expect((await checked(file)).said.join("\n")).toContain("is in force from 2126-01-05");
  expect(await notesOf(file, "2126-01-04")).toEqual([
    expect.stringMatching(/is in force from 2126-01-05.* on that day, and not before/),
  ]);
  expect(await notesOf(file, "2126-01-05")).toEqual([]);
  const ended = { ...marin2019(), effectiveTo: "2026-06-30" };
  expect(notInForce(ended, "2026-06-30")).toBeNull();
  expect(notInForce(ended, "2026-07-01")).toContain("until 2026-06-30");
});

test("the desk's own packs say no number that their lines do not have", () => {
  for (const pack of [marin2019(), usEd2021()]) {
    const text = readFileSync(join(root, "docs/protocol", pack.document ?? ""), "utf8");
    expect(numberFindings(pack, text).filter(({ isWrong }) => isWrong)).toEqual([]);
  }
});

test.each<[string, string, isThere: boolean]>([
  ["Within half an hour", "within 30 minutes", true],
  ["It takes an hour.", "one hour", true],
  ["Meet weekly, and with the family once a month", "every 7 days, every month 1 month", true],
  ["Within 24 or 48 business hours", "24 hours, 48 hours", true],
  ["24 hours", "one day", true],
  ["Any of these, or both", "1, 2", true],
  ["(Updated 3.1.19) On Jan. 5, 2026", "March 2019, 2026-01-05", true],
  ...["24 hours", "36 minutes", "two weeks", "three", "911"].map(
    (words): [string, string, boolean] => ["1 Within 36 hours; A2 Weekly", words, false],
  ),
])("on the line “%s” stands %s: %s", (line, words, expected) => {
  const isThere = numbersOfLines([line]).say;
  expect(numbersIn(words).every((one) => isThere(one))).toBe(expected);
});

test.each<[string, readonly string[]]>([
  ["Call (555) 555-0142 or 1-555-555-0143.", ["phone 5555550142", "phone 5555550143"]],
  ["In danger: 911", ["short-phone 911"]],
  ["within thirty-six (36) hours", ["number 36", "time 2160 minutes"]],
  ["a 24-hour line, 2 school days", ["time 1440 minutes", "time 2880 minutes"]],
  ["within an hour, an hour later", ["time 60 minutes"]],
  ["every two weeks for 1 year", ["time 12 months", "time 20160 minutes"]],
  ["On 2026-03-02 three", ["number 2", "number 2026", "number 3", "number 3"]],
  ["Form A1 of 1,200, {reported:sign was|signs were} someone's", ["number 1200"]],
])("the numbers in “%s”", (text, expected) => {
  const found = numbersIn(text).map(({ kind, value }) => `${kind} ${value}`);
  expect(found.sort()).toEqual(expected);
});
