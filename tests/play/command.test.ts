/** The command line of `play`: its exit codes, and what goes to which stream (design 6). */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { playCommand } from "../../scripts/play/command";
import { start } from "../day/day";

const root = fileURLToPath(new URL("../..", import.meta.url));
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "play-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The command itself, as a process. */
function started(...args: readonly string[]) {
  const command = ["--import", "tsx", "scripts/play.ts", ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status, stdout, stderr };
}

/** The same without a process. */
async function run(...args: readonly string[]) {
  let stdout = "";
  let stderr = "";
  const status = await playCommand(args, {
    out: (text) => {
      stdout += text;
    },
    error: (text) => {
      stderr += text;
    },
  });
  return { status, stdout, stderr };
}

function file(text: string): string {
  const path = join(folder, "scenario.json");
  writeFileSync(path, text);
  return path;
}

const day = (events: readonly unknown[]) => file(JSON.stringify({ start, events }));

describe("the command", () => {
  test("prints one JSON object and nothing else, and ends with 0", () => {
    const { status, stdout, stderr } = started(day([{ submit: { school: "North High" } }]));
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const printed: unknown = JSON.parse(stdout);
    expect(Object.keys(printed ?? {})).toEqual([
      "cases",
      "checklist",
      "reports",
      "reporters",
      "plan",
      "log",
      "disclosures",
      "education",
      "contacts",
      "inbox",
      "pages",
      "activity",
      "settings",
      "access",
      "runs",
      "errors",
      "refused",
    ]);
  });

  test("prints the cells when asked, wherever the flag stands", async () => {
    const { status, stdout } = await run("--cells", day([]));
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toHaveProperty("cells.Cases");
  });

  test.each([
    ["a file that is not there", () => join("nowhere", "x.json"), /no such file/],
    ["what is not JSON", () => file("{"), /not JSON/],
    [
      "what is no scenario",
      () => day([{ submit: { factors: ["x"] } }]),
      /events\.0\.submit\.factors\.0/,
    ],
    ["a folder", () => tmpdir(), /no such file/],
  ])("ends with 2 on %s, with the reason on standard error alone", async (_name, path, reason) => {
    const { status, stdout, stderr } = await run(path());
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(reason);
  });

  test("ends with 2 without a file", async () => {
    expect(await run()).toMatchObject({ status: 2, stdout: "" });
  });
});
