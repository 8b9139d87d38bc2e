/** The command line of `play`: its exit codes, and what goes to which stream (design 6). */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "../../scripts/build/sources";
import { playCommand } from "../../scripts/play/command";
import { start } from "../day/day";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "play-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(text: string): string {
  const path = join(folder, "scenario.json");
  writeFileSync(path, text);
  return path;
}
const day = (events: readonly unknown[]) => file(JSON.stringify({ start, events }));

/** The command without a process of its own. */
async function run(...args: readonly string[]) {
  const said = { stdout: "", stderr: "" };
  const status = await playCommand(args, {
    out: (text) => {
      said.stdout += text;
    },
    error: (text) => {
      said.stderr += text;
    },
  });
  return { status, ...said };
}

test("as a process it prints one JSON object and nothing else, and ends with 0", () => {
  const path = day([{ submit: { school: "North High" } }]);
  const command = ["--import", "tsx", "scripts/play.ts", path];
  const maxBuffer = 64 * 1024 * 1024;
  const ended = spawnSync(process.execPath, command, { cwd: root, encoding: "utf8", maxBuffer });
  expect([ended.status, ended.stderr]).toEqual([0, ""]);
  expect(Object.keys(JSON.parse(ended.stdout)).join(" ")).toBe(
    "cases checklist reports reporters plan log disclosures education contacts inbox pages activity settings access runs errors refused",
  );
});

test("prints the cells when asked, wherever the flag stands; what was refused is told on standard error too", async () => {
  const suspended = { account: { suspend: "teacher" } };
  const path = day([suspended, { submit: { school: "North High" } }]);
  const { status, stdout, stderr } = await run("--cells", path);
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toHaveProperty("cells.Cases");
  expect(stderr).toMatch(/^event 1: submit refused: /);
});

test.each([
  ["a file that is not there", () => [join("nowhere", "x.json")], /no such file/],
  ["a folder", () => [tmpdir()], /no such file/],
  ["what is not JSON", () => [file("{")], /not JSON/],
  ["no scenario", () => [day([{ submit: { factors: ["x"] } }])], /events\.0\.submit\.factors\.0/],
  ["no file", () => [], /usage/],
])("ends with 2 on %s, with the reason on standard error alone", async (_name, args, reason) => {
  const { status, stdout, stderr } = await run(...args());
  expect([status, stdout, stderr]).toEqual([2, "", expect.stringMatching(reason)]);
});
