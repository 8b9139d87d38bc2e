/**
 * On Google every run finds the script as new. The tests play runs one after the other in one context (one-context.ts), which would
 * hide a script that leaves something behind for the next run: here it is shown that the bundle leaves nothing.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type AnyNode, parse } from "acorn";
import { beforeAll, describe, expect, test } from "vitest";
import { sealed } from "../../scripts/build/script";
import { builtBundle } from "../../scripts/play/bundle";
import { addresses } from "../../scripts/play/directory";
import { playedOut } from "../../scripts/play/play";
import { parseScenario } from "../../scripts/play/scenario";
import { carriesNothing } from "../../scripts/workspace";
import { packs } from "../../src/protocol/packs";
import { childrenOf } from "./free-identifiers";

/** Runs in the script: what its own names lead to, each object with its members, and what is no longer so. */
const watch = `
  function asTheyStand(roots) {
    const record = [];
    const seen = new Set();
    function membersOf(value) {
      const own = Object.getOwnPropertyDescriptors(value);
      const members = Reflect.ownKeys(own).map((key) => [key, own[key].value]);
      if (value instanceof Map || value instanceof Set) {
        members.push(...Array.from(value).reduce((all, one) => all.concat(one), []).map((one) => ["member", one]));
      }
      if (value instanceof Date) members.push(["time", value.getTime()]);
      return members;
    }
    function walk(path, value) {
      if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value)) return;
      seen.add(value);
      const members = membersOf(value);
      record.push({ path, value, members });
      for (const [key, inner] of members) walk(path + "." + String(key), inner);
    }
    walk("script", roots);
    return {
      /** What is not as recorded: a path, or null. */
      differing(now) {
        for (const { path, value, members } of record) {
          const found = membersOf(path === "script" ? now : value);
          if (found.length !== members.length) return path;
          for (let i = 0; i < found.length; i += 1) {
            const same = found[i][0] === members[i][0] && Object.is(found[i][1], members[i][1]);
            if (!same) return path + "." + String(found[i][0]);
          }
        }
        return null;
      },
    };
  }`;

/** Names that the bundle's own scope declares, which are all that its functions can share but what they close over. */
function topNames(body: readonly AnyNode[]): readonly string[] {
  return body.flatMap((node) => {
    if (node.type === "FunctionDeclaration" || node.type === "ClassDeclaration") {
      return node.id === null ? [] : [node.id.name];
    }
    if (node.type !== "VariableDeclaration") return [];
    return node.declarations.flatMap(({ id }) =>
      id.type === "Identifier"
        ? [id.name]
        : id.type === "ObjectPattern"
          ? id.properties.flatMap((one) =>
              one.type === "Property" && one.value.type === "Identifier" ? [one.value.name] : [],
            )
          : [],
    );
  });
}

function everyNode(node: AnyNode): readonly AnyNode[] {
  return [node, ...childrenOf(node).flatMap(everyNode)];
}

/** The function that is the bundle, as the build writes it: var studentSafetyDesk = (function wholeScript(builtAs) { … })("…"); */
function bundleFunction(text: string): {
  readonly start: number;
  readonly body: readonly AnyNode[];
  readonly end: number;
} {
  for (const node of parse(text, { ecmaVersion: 2019 }).body) {
    const made = node.type === "VariableDeclaration" ? node.declarations[0]?.init : undefined;
    if (made?.type !== "CallExpression" || made.callee.type !== "FunctionExpression") continue;
    const { body } = made.callee;
    return { start: body.start, body: body.body, end: body.end };
  }
  throw new Error("the bundle is not one function that is called once");
}

/** The bundle with one more function: it answers with the first thing in the script that is not as it was loaded, or null. */
function watched(text: string): string {
  const { body, end } = bundleFunction(text);
  const returned = body.find((node) => node.type === "ReturnStatement");
  if (returned === undefined) throw new Error("the bundle returns nothing");
  const names = topNames(body).join(", ");
  const entries = text.slice(returned.start, returned.end).replace(/^return\s*|;\s*$/g, "");
  const watching = `
  ${watch}
  const roots = () => ({ ${names}, globals: Object.getOwnPropertyNames(globalThis).join() });
  const asLoaded = asTheyStand(roots());
  return Object.assign({ leftBehind: () => asLoaded.differing(roots()) }, ${entries});
`;
  const rest = text.slice(end - 1);
  return sealed(
    `${text.slice(0, returned.start)}${watching}${rest}\nfunction leftBehind() { return studentSafetyDesk.leftBehind(); }\n`,
  );
}

/** The check names the script that runs by its hash, and one that is watched is another one. */
const butHashes = (output: object): unknown =>
  JSON.parse(JSON.stringify(output).replace(/[0-9a-f]{64}/g, "…"));

const situations = new URL("../situations/", import.meta.url);
/** Short ones, which between them reach the sealed registers, access, edits and the clock. */
const days = [
  "shared/first-report",
  "sealed/beside-an-open-case",
  "access-people",
  "records/no-answer",
  "records/raised-by-hand",
];

let dist: string;
let text: string;
/** The bundle, watched. */
let own: string;

beforeAll(async () => {
  dist = await builtBundle();
  text = readFileSync(join(dist, "Code.js"), "utf8");
  own = watched(text);
});

const report = {
  school: "North High",
  studentName: "Rowan Pine",
  factors: ["controlled-or-groomed"],
};
const failing = (call: string, when: string, nth = 1) => ({ fault: { call, nth, when } });
/** Runs that are cut dead under the lock and after it, and runs that end with an error of their own. */
const troubled = JSON.stringify({
  start: "2026-09-01T09:00:00-07:00",
  events: [
    failing("Sheets.Spreadsheets.batchUpdate", "stop"),
    { submit: report },
    failing("Sheets.Spreadsheets.Values.batchGetByDataFilter", "stop"),
    { advance: "PT10M" },
    { account: { revokeScope: { scope: "spreadsheets" } } },
    { menu: { name: "check" } },
    { account: { grantScope: { scope: "spreadsheets" } } },
    failing("MailApp.sendEmail", "stop"),
    { submit: { ...report, studentName: "Robin Lake" } },
    failing("Properties.getProperties", "before"),
    { edit: { case: "26-0001", set: { acknowledged: true } } },
    { advance: "PT10M" },
  ],
});

/** In how many contexts a day is played: one for each run, as on Google, or one for all. */
type Contexts = "many" | "one";

/** The day's end state, and what its runs left behind in the script. */
function played(day: string, script: string, contexts: Contexts) {
  const folder = mkdtempSync(join(tmpdir(), "bundle-"));
  try {
    for (const name of readdirSync(dist)) {
      if (name !== "Code.js") writeFileSync(join(folder, name), readFileSync(join(dist, name)));
    }
    // A comment tells the two apart: that a script carries nothing is stated of its text.
    const told = `${script}// ${contexts}\n`;
    writeFileSync(join(folder, "Code.js"), told);
    if (contexts === "one") carriesNothing(told);
    const parsed = parseScenario(day, packs());
    if (!parsed.ok) throw new Error(parsed.problems.join("\n"));
    const { workspace, output } = playedOut(parsed.scenario, {
      dist: folder,
      cells: true,
      isEachTick: false,
    });
    const asked = { function: "leftBehind", surface: "menu", as: addresses.admin } as const;
    return { output, leftBehind: workspace.run(asked) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("no run of the bundle leaves anything behind for the next", () => {
  test.each(days)("%s ends as with a new script for every run, and leaves it as loaded", (name) => {
    const day = readFileSync(new URL(`${name}.json`, situations), "utf8");
    const { output, leftBehind } = played(day, own, "one");
    expect(leftBehind).toMatchObject({ ok: true, value: null });
    const other = played(day, text, "many").output;
    // As `toEqual`, which takes long and is asked only what is wrong.
    if (!isDeepStrictEqual(output, other)) expect(output).toEqual(other);
  });

  test("nor does one that fails, or is cut dead", () => {
    const { output, leftBehind } = played(troubled, own, "one");
    expect(leftBehind).toMatchObject({ ok: true, value: null });
    expect(butHashes(output)).toEqual(butHashes(played(troubled, text, "many").output));
    expect(output.runs.filter(({ ok }) => !ok).length).toBeGreaterThanOrEqual(4);
    expect(output.cases).toHaveLength(2);
  });

  test("it starts nothing that would go on after its run", () => {
    const { body } = bundleFunction(text);
    const later = body
      .flatMap(everyNode)
      .filter(
        (node) =>
          ("async" in node && node.async === true) ||
          (node.type === "Identifier" && node.name === "Promise"),
      );
    expect(later).toEqual([]);
  });

  test("and a script that leaves something is found out", () => {
    const { start } = bundleFunction(text);
    const counting = text
      .slice(start + 1)
      .replace(
        "var onClock = ",
        "var onClock = (...a) => { runs.push(1); return counted(...a); }; var counted = ",
      );
    const script = watched(`${text.slice(0, start + 1)} const runs = []; ${counting}`);
    const day = '{"start":"2026-09-01T08:00:00-07:00","events":[{"advance":"PT10M"}]}';
    expect(played(day, script, "one").leftBehind).toMatchObject({ ok: true, value: "script.runs" });
  });
});
