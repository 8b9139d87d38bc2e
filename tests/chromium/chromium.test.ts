/** Which Chromium is used, what is tried if none starts, and the one line that says what to type. */
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { root } from "../../scripts/build/sources";
import { chromiumPaths, ensureChromium } from "../../scripts/chromium/chromium";

test("a wrong CHROMIUM fails the check with one line", () => {
  const { status, stdout, stderr } = spawnSync("npm", ["run", "-s", "chromium"], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, CHROMIUM: "/nowhere/chromium" },
  });
  expect({ status, stdout, stderr }).toEqual({
    status: 1,
    stdout: "",
    stderr:
      "CHROMIUM is set to /nowhere/chromium, and there is no program there. Type its full path, or type: unset CHROMIUM\n",
  });
});

test("where none starts, Playwright's is tried, then Debian's; in the end one line says what to type", async () => {
  const ran: string[] = [];
  const run = async (_minutes: number, command: readonly string[]) => {
    ran.push(
      command
        .join(" ")
        .replace(/.*cli\.js/, "playwright")
        .replace(/.*apt-get.*-o \S+/, "apt-get"),
    );
    return true;
  };
  const none = () => [];
  await expect(ensureChromium({}, run, none)).rejects.toThrow(/^No Chromium .* Type: sudo apt-get/);
  expect(ran).toEqual([
    "playwright install --no-shell chromium",
    "apt-get update",
    "apt-get install --no-install-recommends chromium",
  ]);
  ran.length = 0;
  const downloaded = (env: object) => (ran.length > 0 ? chromiumPaths({ ...env }) : []);
  expect(await ensureChromium({}, run, downloaded)).toMatch(/chrom/i);
  expect(ran).toHaveLength(1);
});
