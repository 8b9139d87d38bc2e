/** What whoever types the test command sees where Chromium is wrong: one line, before anything else runs. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { NoChromium, thisComputer } from "../../scripts/chromium/find";
import { startChromium } from "../../scripts/chromium/launch";

const root = fileURLToPath(new URL("../..", import.meta.url));

test("a wrong CHROMIUM ends the test command before lint, types and build", () => {
  const { status, stdout, stderr } = spawnSync("npm", ["run", "-s", "test"], {
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

test.each([
  ["a folder", "/usr", "there is no program there"],
  ["no browser", process.execPath, "does not start"],
])("one line for a CHROMIUM that is %s", async (_, path, why) => {
  const started = startChromium({ ...thisComputer, env: { CHROMIUM: path } });
  const error: unknown = await started.catch((failure: unknown) => failure);
  expect(error).toBeInstanceOf(NoChromium);
  const line = error instanceof NoChromium ? error.message : "";
  expect(line).toMatch(/^CHROMIUM.* type: unset CHROMIUM$/);
  expect(line).toContain(why);
  expect(line).toContain(path);
});
