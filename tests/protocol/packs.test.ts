/** A county is one file, which is checked by its own contents only, and no line of the script names an id of one. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { checkProtocols } from "../../scripts/check-protocol";
import { checkedPack } from "../../scripts/check-protocol/checked-packs";
import { answerProblems } from "../../scripts/check-protocol/every-case";
import { problemsOf } from "../../scripts/check-protocol/problems";
import { clashes } from "../../scripts/check-protocol/rules";
import { ownPacks } from "../../src/protocol/find-pack";
import type { ProtocolPack } from "../../src/protocol/pack";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { quillwater2025 } from "../packs/quillwater-2025";

const root = fileURLToPath(new URL("../..", import.meta.url));
const made = join(root, "tests/packs/quillwater-2025.ts");

type Change = (pack: ProtocolPack) => object;
type Listed = "acts" | "agencies" | "confirmers" | "criteria" | "factors" | "levels";

const problemsIn = (change: Change): readonly string[] =>
  problemsOf({ ...quillwater2025, ...change(quillwater2025) });

/** What one entry of a list is otherwise. */
const changed =
  (list: Listed, id: string, to: object): Change =>
  (pack) => ({
    [list]: pack[list].map((one: { readonly id: string }) =>
      one.id === id ? { ...one, ...to } : one,
    ),
  });
const act = (id: string, to: object) => changed("acts", id, to);
/** What the protocol of the amber stage is otherwise. */
const amber =
  (to: (protocol: NonNullable<ProtocolPack["levels"][number]["protocol"]>) => object): Change =>
  (pack) => {
    const { protocol } = pack.levels[2] ?? {};
    if (!protocol) throw new Error("no amber stage");
    return changed("levels", "stage-amber", { protocol: { ...protocol, ...to(protocol) } })(pack);
  };
/** A copy of an act, under another id. */
const copied =
  (id: string, to: object): Change =>
  ({ acts }) => ({
    acts: [...acts, ...acts.filter((one) => one.id === id).map((one) => ({ ...one, ...to }))],
  });
const from = { practice: "made up" };
const sentence = (en: string, ...when: object[]) => ({ words: { en }, from, when });
const lockedUntil = (untilLeadDid: string) =>
  act("hold-sanction", { lock: { waitsFor: "victim-question", untilLeadDid, why: [] } });
const owedIf = (condition: object) => ({ alsoWhen: [{ when: [condition], from }] });
const aunt = { id: "harbor-aunt", name: { en: "Aunt" }, inSentence: { en: "an aunt" }, from };

describe("a pack that contradicts itself is refused in words", () => {
  test.each<[string, Change]>([
    [
      "levels, the third (stage-amber): protocol: appliesOn, the first: criterion: it names a criterion that the pack lacks: moon-signs.",
      amber(() => ({ appliesOn: [{ criterion: "moon-signs" }] })),
    ],
    ["it stands there twice.", copied("weekly-adult", {})],
    ["protocol: steps: the list is empty.", amber(() => ({ steps: [] }))],
    ["it is out of order: steps count from 1", amber(({ steps }) => ({ steps: steps.slice(1) }))],
    [
      "it has no {phone}, where its number goes.",
      ({ hotlines }) => ({ hotlines: hotlines.map((one) => ({ ...one, form: { en: "Call." } })) }),
    ],
    ["Write a day such as 2026-09-01.", () => ({ effectiveFrom: "soon" })],
    ["it is missing. Write a day such as 2026-09-01.", () => ({ version: undefined })],
    ["Nothing asks for the act paint-gate", copied("harbor-assessment", { id: "paint-gate" })],
    [
      "it names an act that the pack lacks: hold-sanction.",
      ({ acts }) => ({ acts: acts.filter(({ id }) => id !== "hold-sanction") }),
    ],
    ["No answers reach the level watchful.", changed("levels", "watchful", { atLeastFactors: 12 })],
    ["it can never be met.", changed("criteria", "home-signs", { atLeast: 4 })],
    [
      '"hall monitor" is offered as the agency marshal, and means hall-monitor, who does not count.',
      changed("agencies", "marshal", { writtenAs: ["marshal", "hall monitor"] }),
    ],
    [
      "is a duty, and no one whom it calls can take a mandated report.",
      act("write-to-youth-safety", { call: [{ to: "harbor-house", when: [] }] }),
    ],
    ["it names an act that the pack lacks: ask-the-mayor.", lockedUntil("ask-the-mayor")],
    ["waits for read-and-ask, which a case with it may not have.", lockedUntil("read-and-ask")],
    [
      "covers weekly-adult: both must be due, a duty and owed for each case in the same way.",
      act("write-to-youth-safety", {
        covers: [{ act: "weekly-adult", words: { en: "It is both." }, from }],
      }),
    ],
    ["it is owed or it is not.", act("weekly-adult", owedIf({ is: "register-alone" }))],
    [
      "Saying that a member of staff may be involved where the level is “Unsorted” takes away the act read-and-ask.",
      act("read-and-ask", owedIf({ is: "staff-may-be-involved", yes: false })),
    ],
    [
      "More answers take away the act sweep-the-yard: ",
      copied("weekly-adult", {
        id: "sweep-the-yard",
        ...owedIf({ is: "level", anyOf: ["watchful"] }),
      }),
    ],
    [
      '"marshal" means both marshal and harbor-aunt.',
      () => ({ liaisons: [{ ...aunt, writtenAs: ["marshal"] }] }),
    ],
    ["it can be neither locked nor put on hold.", act("ring-marshal", { holdable: true })],
    ["it must be born locked. Write lock: {", act("speak-with-family", { lock: null })],
    ["must have the role first-call; the pack has 2.", act("ring-marshal", { role: "first-call" })],
    ["must hold from no sign at all", changed("levels", "unsorted", { atLeastFactors: 1 })],
    [
      "The signs nights-away and no-papers read the same on the Form.",
      (pack) => changed("factors", "no-papers", { form: pack.factors[0]?.form })(pack),
    ],
    ["it has no words in Spanish (es).", () => ({ languages: ["en", "es"] })],
    [
      "it has a placeholder that stands for nothing: {the moon}.",
      ({ doNot }) => ({ doNot: [...doNot, sentence("Tell {the moon}.")] }),
    ],
    [
      "it ends in a number that is not there: “If you can, call the cove; otherwise use this number.”",
      ({ doNot }) => ({
        doNot: [...doNot, sentence("If you can, call the cove; otherwise use this number.")],
      }),
    ],
    ["it names a statute that the pack lacks: QC 12.", () => ({ statutes: [] })],
    [
      "acts, the eighth (hold-sanction): what, the first: words, in English (en): it is empty.",
      act("hold-sanction", { what: [sentence("")] }),
    ],
    [
      "its conditions never hold together: the level is “Watchful” and “Amber stage” applies.",
      act("weekly-adult", {
        what: [
          sentence(
            "See the student.",
            { is: "level", anyOf: ["watchful"] },
            { is: "protocol", anyOf: ["stage-amber"] },
          ),
        ],
      }),
    ],
    ["no agency of the pack may say it.", changed("agencies", "marshal", { mayClear: false })],
    ["no one's word settles it.", changed("confirmers", "marshal-says", { settles: false })],
    ['it has a field that no pack has: "colour".', () => ({ colour: "red" })],
  ])("%s", (words, change) => {
    expect(problemsIn(change).join("\n")).toContain(words);
  });

  test("all in one round: an id that stands there twice, or a step out of order, beside other entries' faults", () => {
    const found = problemsIn((pack) => ({
      acts: [{ ...pack.acts[0], what: [] }, ...pack.acts.slice(1), pack.acts[1]],
      ...amber(({ steps }) => ({ steps: steps.slice(1).map((step) => ({ ...step, acts: [] })) }))(
        pack,
      ),
    })).join("\n");
    expect(found).toContain("what: the list is empty. Say what to do.");
    expect(found).toMatch(/^acts, .*: it stands there twice\./m);
    expect(found).toMatch(/^levels, the third .*: steps, the first: it is out of order/m);
  });
});

test("packs that are carried have no fault, and every answer set of each only ever adds", () => {
  for (const pack of [...ownPacks(), quillwater2025]) {
    expect(problemsOf(pack)).toEqual([]);
    expect(answerProblems(pack)).toEqual([]);
  }
});

test("two packs of one desk may not say two things by one cell word", () => {
  const twin = {
    ...quillwater2025,
    ...changed("levels", "watchful", { name: { en: "At risk" } })(quillwater2025),
    ...changed("factors", "branded", { id: "frequently-absent" })(quillwater2025),
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

const idsOf = (pack: ProtocolPack) =>
  [pack.factors, pack.concerns, pack.levels, pack.acts, pack.agencies].flatMap(
    (list: readonly { readonly id: string }[]) => list.map(({ id }) => id),
  );

test("the made-up county shares no id with any other", () => {
  const others = new Set(ownPacks().flatMap(idsOf));
  expect(idsOf(quillwater2025).filter((id) => others.has(id))).toEqual([]);
});

test("no id of a pack stands in src/ outside its packs", () => {
  const ids = new Set(ownPacks().flatMap(idsOf));
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
