/** Packs are open: a county is one file, checked by what stands in it alone, and no line of the script names an id of one. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, test } from "vitest";
import { checkProtocols } from "../../scripts/check-protocol";
import { checkedPack } from "../../scripts/check-protocol/checked-packs";
import { answerProblems } from "../../scripts/check-protocol/every-case";
import { problemsOf } from "../../scripts/check-protocol/problems";
import { clashes } from "../../scripts/check-protocol/rules";
import { saidLines } from "../../scripts/check-protocol/said-lines";
import { ownPacks } from "../../src/protocol/find-pack";
import type { ProtocolPack } from "../../src/protocol/pack";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { quillwater2025 } from "../packs/quillwater-2025";

const root = fileURLToPath(new URL("../..", import.meta.url));
const made = join(root, "tests/packs/quillwater-2025.ts");

function problemsIn(change: (pack: ProtocolPack) => object): readonly string[] {
  return problemsOf({ ...quillwater2025, ...change(quillwater2025) });
}

const without = <T extends { readonly id: string }>(list: readonly T[], id: string) =>
  list.filter((one) => one.id !== id);
const changed = <T extends { readonly id: string }>(list: readonly T[], id: string, to: object) =>
  list.map((one) => (one.id === id ? { ...one, ...to } : one));

describe("a pack that contradicts itself is refused in words", () => {
  test.each<[string, (pack: ProtocolPack) => object, string]>([
    [
      "a reference that leads nowhere",
      ({ levels }) => ({
        levels: changed(levels, "stage-amber", {
          protocol: { ...levels[2]?.protocol, appliesOn: [{ criterion: "moon-signs" }] },
        }),
      }),
      "levels, the third (stage-amber): protocol: appliesOn, the first: criterion: it names a criterion that the pack lacks: moon-signs.",
    ],
    [
      "two acts of one id",
      ({ acts }) => ({ acts: [...acts, ...acts.slice(-1)] }),
      "it stands there twice. Take one out, or give it an id of its own.",
    ],
    [
      "a level whose protocol has no step",
      ({ levels }) => ({
        levels: changed(levels, "stage-amber", { protocol: { ...levels[2]?.protocol, steps: [] } }),
      }),
      "levels, the third (stage-amber): protocol: steps: the list is empty.",
    ],
    [
      "steps with a gap",
      ({ levels }) => ({
        levels: changed(levels, "stage-amber", {
          protocol: { ...levels[2]?.protocol, steps: levels[2]?.protocol?.steps.slice(1) },
        }),
      }),
      "levels, the third (stage-amber): protocol: steps, the first: it is out of order: steps count from 1",
    ],
    [
      "a hotline without its number on the Form",
      ({ hotlines }) => ({
        hotlines: hotlines.map((one) => ({ ...one, form: { en: "Call us." } })),
      }),
      "form: it has no {phone}, where its number goes. Put it in.",
    ],
    [
      "a part of a case's row without its place",
      ({ reasons }) => ({ reasons: { ...reasons, raised: { en: "A person raised it" } } }),
      "reasons: raised: it has no {who}, where its parts go. Put it in.",
    ],
    [
      "a day that is none",
      () => ({ effectiveFrom: "soon" }),
      "effectiveFrom: it is not in the form that it needs. Write a day such as 2026-09-01.",
    ],
    [
      "a day that is missing",
      () => ({ version: undefined }),
      "version: it is missing. Write a day such as 2026-09-01.",
    ],
    [
      "an act that nothing asks for",
      ({ acts }) => ({ acts: [...acts, { ...acts[5], id: "paint-the-gate" }] }),
      "Nothing asks for the act paint-the-gate: no step has it, and it is never owed otherwise.",
    ],
    [
      "a step whose act is not there",
      ({ acts }) => ({ acts: without(acts, "hold-sanction") }),
      "levels, the fifth (stage-established): protocol: steps, the fourth: acts: it names an act that the pack lacks: hold-sanction.",
    ],
    [
      "a level that no answer reaches",
      ({ levels }) => ({
        levels: changed(levels, "watchful", { atLeastFactors: 12 }),
      }),
      "No answers reach the level watchful.",
    ],
    [
      "a criterion that can never be met",
      ({ criteria }) => ({ criteria: changed(criteria, "home-signs", { atLeast: 4 }) }),
      "The criterion home-signs asks for 4 signs and has 3: it can never be met.",
    ],
    [
      "a recipient who does not count, offered as one",
      ({ agencies }) => ({
        agencies: changed(agencies, "marshal", { writtenAs: ["marshal", "hall monitor"] }),
      }),
      '"hall monitor" is offered as the agency marshal, and means hall-monitor, who does not count.',
    ],
    [
      "a duty that calls no one who can take a report",
      ({ acts }) => ({
        acts: changed(acts, "write-to-youth-safety", { call: [{ to: "harbor-house", when: [] }] }),
      }),
      "The act write-to-youth-safety is a duty, and no one whom it calls can take a mandated report.",
    ],
    [
      "an act that waits for one that is not there",
      ({ acts }) => ({
        acts: changed(acts, "hold-sanction", {
          lock: { waitsFor: "victim-question", untilLeadDid: "ask-the-mayor", why: [] },
        }),
      }),
      "acts, the eighth (hold-sanction): lock: untilLeadDid: it names an act that the pack lacks: ask-the-mayor.",
    ],
    [
      "an act that waits for one that a case with it may not have",
      ({ acts }) => ({
        acts: changed(acts, "hold-sanction", {
          lock: { waitsFor: "victim-question", untilLeadDid: "read-and-ask", why: [] },
        }),
      }),
      "The act hold-sanction waits for read-and-ask, which a case with it may not have.",
    ],
    [
      "an act that covers what is not due like it",
      ({ acts }) => ({
        acts: changed(acts, "write-to-youth-safety", {
          covers: [
            { act: "weekly-adult", words: { en: "It is both." }, from: { practice: "made up" } },
          ],
        }),
      }),
      "The act write-to-youth-safety covers weekly-adult: both must be due, a duty and owed for each case in the same way.",
    ],
    [
      "an act that is owed by where its words are read",
      ({ acts }) => ({
        acts: changed(acts, "weekly-adult", {
          alsoWhen: [{ when: [{ is: "register-alone" }], from: { practice: "made up" } }],
        }),
      }),
      "The act weekly-adult is owed by where its words are read: it is owed or it is not.",
    ],
    [
      "an act that is taken away where staff may be involved",
      ({ acts }) => ({
        acts: changed(acts, "read-and-ask", {
          role: "review",
          alsoWhen: acts
            .filter(({ id }) => id === "read-and-ask")
            .flatMap(({ alsoWhen }) => alsoWhen)
            .map(({ when, from }) => ({
              when: [...when, { is: "staff-may-be-involved", yes: false }],
              from,
            })),
        }),
      }),
      "Saying that a member of staff may be involved where the level is “Unsorted” takes away the act read-and-ask.",
    ],
    [
      "an act that a higher level takes away",
      ({ acts }) => ({
        acts: [
          ...acts,
          ...acts
            .filter(({ id }) => id === "weekly-adult")
            .map((one) => ({
              ...one,
              id: "sweep-the-yard",
              alsoWhen: [
                { when: [{ is: "level", anyOf: ["watchful"] }], from: { practice: "made up" } },
              ],
            })),
        ],
      }),
      "More answers take away the act sweep-the-yard: ",
    ],
    [
      "a liaison whose name is an agency's",
      () => ({
        liaisons: [
          {
            id: "harbor-aunt",
            name: { en: "Harbor aunt" },
            inSentence: { en: "the harbor aunt" },
            writtenAs: ["marshal"],
            from: { practice: "made up" },
          },
        ],
      }),
      '"marshal" means both marshal and harbor-aunt.',
    ],
    [
      "a duty that can be locked",
      ({ acts }) => ({ acts: changed(acts, "ring-marshal", { holdable: true }) }),
      "The act ring-marshal is a duty: it can be neither locked nor put on hold.",
    ],
    [
      "an act that would tell a parent and is born open",
      ({ acts }) => ({ acts: changed(acts, "speak-with-family", { lock: null }) }),
      "The act speak-with-family would tell a parent: it must be born locked. Write lock: { waitsFor:",
    ],
    [
      "two first calls",
      ({ acts }) => ({ acts: changed(acts, "ring-marshal", { role: "first-call" }) }),
      "Exactly one act must have the role first-call; the pack has 2.",
    ],
    [
      "no level for a report of nothing",
      ({ levels }) => ({ levels: changed(levels, "unsorted", { atLeastFactors: 1 }) }),
      "Exactly one level must hold from no sign at all (atLeastFactors: 0): what a report has that nothing can be read of.",
    ],
    [
      "two choices that read the same",
      ({ factors }) => ({
        factors: changed(factors, "no-papers", { form: factors[0]?.form }),
      }),
      "The signs nights-away and no-papers read the same on the Form.",
    ],
    [
      "words that lack a language",
      () => ({ languages: ["en", "es"] }),
      "factors, the first (nights-away): form: it has no words in Spanish (es).",
    ],
    [
      "a placeholder that stands for nothing",
      ({ doNot }) => ({
        doNot: [...doNot, { words: { en: "Tell {the moon}." }, from: { practice: "x" }, when: [] }],
      }),
      "doNot, the second: words: it has a placeholder that stands for nothing: {the moon}.",
    ],
    [
      "a statute that is not there",
      ({ statutes }) => ({ statutes: without(statutes, "QC 12") }),
      "writtenReport: statute: it names a statute that the pack lacks: QC 12.",
    ],
    [
      "words that are empty",
      ({ acts }) => ({
        acts: changed(acts, "hold-sanction", {
          what: [{ words: { en: "" }, from: { lines: [34] }, when: [] }],
        }),
      }),
      "acts, the eighth (hold-sanction): what, the first: words, in English (en): it is empty. Write its words.",
    ],
    [
      "a sentence whose conditions contradict each other",
      ({ acts }) => ({
        acts: changed(acts, "weekly-adult", {
          what: [
            {
              words: { en: "See the student." },
              from: { lines: [13] },
              when: [
                { is: "level", anyOf: ["watchful"] },
                { is: "protocol", anyOf: ["stage-amber"] },
              ],
            },
          ],
        }),
      }),
      "acts, the ninth (weekly-adult): what, the first: its conditions never hold together: the level is “Watchful” and “Amber stage” applies.",
    ],
    [
      "a gate that no agency may clear",
      ({ agencies }) => ({ agencies: changed(agencies, "marshal", { mayClear: false }) }),
      "acts, the seventh (speak-with-family): it waits until an agency says that a parent may know, and no agency of the pack may say it. Set mayClear: true",
    ],
    [
      "a question whose answer no one can settle",
      ({ confirmers }) => ({ confirmers: changed(confirmers, "marshal-says", { settles: false }) }),
      "levels, the fifth (stage-established): it asks who confirmed it, and no one's word settles it.",
    ],
    [
      "a pack's own id without a year",
      () => ({ id: "solana" }),
      "id: it is not in the form that it needs. Write lower-case words and a year, with hyphens between them, such as solana-2026.",
    ],
    [
      "a key that no one knows",
      () => ({ colour: "red" }),
      'the pack: it has a field that no pack has: "colour".',
    ],
  ])("%s", (_, change, words) => {
    expect(problemsIn(change).join("\n")).toContain(words);
  });

  it("says that an id stands there twice, or a step out of order, beside what is wrong with another entry", () => {
    const found = problemsIn(({ acts, levels }) => ({
      acts: [{ ...acts[0], what: [] }, ...acts.slice(1), acts[1]],
      levels: changed(levels, "stage-amber", {
        protocol: {
          ...levels[2]?.protocol,
          steps: levels[2]?.protocol?.steps.slice(1).map((step) => ({ ...step, acts: [] })),
        },
      }),
    })).join("\n");
    expect(found).toContain("what: the list is empty. Say what to do.");
    expect(found).toMatch(/^acts, .*: it stands there twice\./m);
    expect(found).toMatch(/^levels, the third .*: steps, the first: it is out of order/m);
  });

  it("has no fault to find in a pack as it stands", () => {
    expect(problemsIn(() => ({}))).toEqual([]);
  });
});

test("every answer set of every pack that is carried only ever adds", () => {
  for (const pack of [...ownPacks(), quillwater2025]) expect(answerProblems(pack)).toEqual([]);
});

test("two packs of one desk may not say two things by one cell word", () => {
  const twin: ProtocolPack = {
    ...quillwater2025,
    levels: quillwater2025.levels.map((level) =>
      level.id === "watchful" ? { ...level, name: { en: "At risk" } } : level,
    ),
    factors: quillwater2025.factors.map((factor) =>
      factor.id === "branded" ? { ...factor, id: "frequently-absent" } : factor,
    ),
  };
  expect([...clashes([marin2019(), quillwater2025])]).toEqual([]);
  expect([...clashes([marin2019(), twin])]).toEqual([
    '"At risk" is the level watchful in quillwater-2025 and at-risk in marin-2019: choose the same id, or another name.',
    'The sign frequently-absent is called "A mark of ownership" in quillwater-2025 and "Often missing from school" in marin-2019: choose another id, or the same name.',
  ]);
});

test("the command checks a pack from outside src/, and says what is wrong with one", async () => {
  const said: string[] = [];
  const print = (line: string) => said.push(line);
  expect(await checkProtocols(made, print)).toBe(0);
  expect(said.at(-1)).toMatch(/^Passed: every reference leads somewhere/);
  expect(said.join("\n")).toMatch(/^The page to sign: tmp.protocol.quillwater-2025/m);
  expect(said.length).toBeLessThan(6);
  expect(await checkProtocols(join(root, "tests/packs/no-such-file.ts"), print)).toBe(1);
  expect(said.join("\n")).toContain("no-such-file.ts is no usable pack:\n- There is no such file.");
  expect(said.at(-1)).toMatch(/^NOT PASSED: 1 problem, see above/);
  await expect(checkedPack(join(root, "package.json"))).rejects.toThrow("is no usable pack");
});

test("the made-up county shares no id with any other", () => {
  const idsOf = (pack: ProtocolPack) =>
    [
      pack.factors,
      pack.concerns,
      pack.levels,
      pack.criteria,
      pack.acts,
      pack.agencies,
      pack.confirmers,
      pack.hotlines,
    ].flatMap((list: readonly { readonly id: string }[]) => list.map(({ id }) => id));
  const others = new Set(ownPacks().flatMap(idsOf));
  expect(idsOf(quillwater2025).filter((id) => others.has(id))).toEqual([]);
});

test("no id of a pack stands in src/ outside its packs", () => {
  const ids = new Set(
    ownPacks().flatMap((pack) =>
      [pack.factors, pack.concerns, pack.levels, pack.acts, pack.agencies].flatMap(
        (list: readonly { readonly id: string }[]) => list.map(({ id }) => id),
      ),
    ),
  );
  const sources = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" }).filter(
    (path) => /\.(ts|html|css)$/.test(path) && !path.startsWith(join("protocol", "packs")),
  );
  const found = sources.flatMap((path) => {
    const text = readFileSync(join(root, "src", path), "utf8");
    const literals = text.match(/(["'`])(?:(?!\1)[^\\\n])*\1/g) ?? [];
    return (
      literals
        .map((literal) => literal.slice(1, -1))
        // "concern" is also the schema's word for what a reporter suspects.
        .filter((literal) => ids.has(literal) && literal !== "concern")
        .map((literal) => `${path}: ${literal}`)
    );
  });
  expect(sources.length).toBeGreaterThan(80);
  expect(found).toEqual([]);
});

/** The English of every wording in the value. */
function wordingsIn(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  const english: unknown = Reflect.get(value, "en");
  return typeof english === "string" ? [english] : Object.values(value).flatMap(wordingsIn);
}

describe("the lines that the county's document does not have", () => {
  const lines = saidLines(marin2019()).filter((one) => one.lines.length === 0);
  const said = lines.map(({ words }) => words);

  test("are all on the page to sign, each with its source", () => {
    for (const { source, words } of lines) {
      expect(source, words).toMatch(/^(?:law: |practice: |read in )\S/);
      expect(words).not.toBe("");
    }
    const sentences = marin2019().acts.flatMap((act) =>
      [...act.what, ...act.who, ...act.remarks, ...(act.lock?.why ?? [])].filter(
        ({ from }) => !("lines" in from),
      ),
    );
    expect(sentences.length).toBeGreaterThan(50);
    for (const { words } of sentences) expect(said).toContain(words["en"]);
  });

  test("have what the Form, mails and records say of the law, with what it cites", () => {
    const { reporters, confidential, noAgencies } = marin2019();
    const ofLaw = wordingsIn({ reporters, confidential, noAgencies });
    expect(ofLaw.length).toBeGreaterThan(12);
    for (const words of ofLaw) expect(said).toContain(words);
    expect(lines).toContainEqual(
      expect.objectContaining({
        source: "law: PC 11167(d)",
        words: "The agency that you call needs your name, and protects it (PC 11167(d)).",
      }),
    );
    // Whatever cites a statute in brackets, wherever in the pack it stands.
    const citing = wordingsIn(marin2019()).filter((words) => /\((?:PC|EC|WIC|SB) \d/.test(words));
    const all = saidLines(marin2019()).map(({ words }) => words);
    for (const words of citing) expect(all).toContain(words);
  });
});
