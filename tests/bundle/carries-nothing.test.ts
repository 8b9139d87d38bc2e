/**
 * On Google every run finds the script as new. The tests play runs one after the other in one context (one-context.ts), which would
 * hide a script that leaves something behind for the next run: here it is shown that the bundle leaves nothing.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { builtBundle } from "../../scripts/play/bundle";
import { addresses } from "../../scripts/play/directory";
import { packOf } from "../../scripts/play/packs";
import { playedOut } from "../../scripts/play/play";
import { parseScenario } from "../../scripts/play/scenario";
import { carriesNothing } from "../../scripts/workspace";
import { packs } from "../../src/protocol/packs";
import { start } from "../play/day";
import { district, protocol } from "../situations/county";
import { bundleFunction, everyNode, watched } from "./watched";

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
function played(day: string, script: string, contexts: Contexts, known = packs()) {
  const folder = mkdtempSync(join(tmpdir(), "bundle-"));
  try {
    for (const name of readdirSync(dist)) {
      if (name !== "Code.js") writeFileSync(join(folder, name), readFileSync(join(dist, name)));
    }
    // A comment tells the two apart: that a script carries nothing is stated of its text.
    const told = `${script}// ${contexts}\n`;
    writeFileSync(join(folder, "Code.js"), told);
    if (contexts === "one") carriesNothing(told);
    const parsed = parseScenario(day, known);
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

  test("nor does one with the pack of another county", async () => {
    const { pack, file } = await packOf(protocol);
    const script = readFileSync(join(await builtBundle(file), "Code.js"), "utf8");
    const events = [
      { submit: report },
      { advance: "PT15M" },
      { edit: { case: "26-0001", set: { acknowledged: true } } },
      { menu: { name: "check" } },
    ];
    const day = JSON.stringify({ start, protocol, directory: district, events });
    const { output, leftBehind } = played(day, watched(script), "one", [pack, ...packs()]);
    expect(leftBehind).toMatchObject({ ok: true, value: null });
    expect(output.errors).toEqual([]);
    expect(output.cases).toHaveLength(1);
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
