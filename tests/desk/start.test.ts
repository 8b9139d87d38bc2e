/** The command `npm start`: what it prints, and how it reads its arguments. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { root } from "../../scripts/build/sources";
import { startCommand } from "../../scripts/desk/serve-page";
import { builtBundle } from "../../scripts/play/bundle";

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** What it said, and its exit code; null while it serves. */
async function started(...args: readonly string[]) {
  const said = { out: "", error: "" };
  const ended = await startCommand(args, {
    out: (text) => {
      said.out += text;
    },
    error: (text) => {
      said.error += text;
    },
  });
  if ("stop" in ended) stops.push(ended.stop);
  return { ...said, code: "code" in ended ? ended.code : null };
}

/** The page at an address: the script that it carries. */
async function projectAt(address: string): Promise<unknown> {
  const text = await (await fetch(address)).text();
  const [, parts = "{}"] =
    /<script id="parts" type="application\/json">(.*?)<\/script>/s.exec(text) ?? [];
  return JSON.parse(parts);
}

test("prints its address and how to stop it, and serves the page around the built script there", async () => {
  const { out: text } = await started("--port", "0");
  const lines =
    /^Student Safety Desk is at (http:\/\/127\.0\.0\.1:\d+\/)\nIt runs in the page, which remembers what you did\. Press Ctrl\+C to stop serving it\.\n$/;
  const [, address = ""] = lines.exec(text) ?? [];
  const bundle = readFileSync(join(await builtBundle(), "Code.js"), "utf8");
  expect(await projectAt(address)).toMatchObject({ project: { bundle }, settings: {} });
  expect((await started("--fresh", "--port", "0")).out).toMatch(
    /^Student Safety Desk is at \S+:\d+\/#\/fresh\n/,
  );
});

test("carries the pack of a county from any folder", async () => {
  const code = readFileSync(join(root, "docs/protocol/my-county.ts"), "utf8");
  const home = mkdtempSync(join(tmpdir(), "county-"));
  writeFileSync(join(home, "my-county.ts"), code);
  try {
    const { out, error } = await started("--port", "0", "--pack", join(home, "my-county.ts"));
    expect(error).toBe("");
    const [address = ""] = /http:\S+/.exec(out) ?? [];
    expect(JSON.stringify(await projectAt(address))).toContain("Spends nights away from home");
    // The player of the page has the county too: it stands twice, the second time in the page's own worker.
    const whole = await (await fetch(address)).text();
    expect(whole.split("Spends nights away from home").length).toBeGreaterThan(2);
  } finally {
    rmSync(home, { recursive: true });
  }
});

test.each([[["--port"]], [["--port", "many"]], [["--port", "70000"]], [["8080"]]])(
  "does not start with %j",
  async (args) => {
    const { out, error, code } = await started(...args);
    expect({ out, code }).toEqual({ out: "", code: 2 });
    expect(error).toContain("usage: npm start");
  },
);
