/** What whoever types the test command sees where Chromium is wrong: one line, before anything else runs. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

function run(program: string, args: readonly string[], chromium: string) {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, CHROMIUM: chromium },
  });
  return { status, stdout, stderr };
}

test("a wrong CHROMIUM ends the test command before lint, types and build", () => {
  expect(run("npm", ["run", "-s", "test"], "/nowhere/chromium")).toEqual({
    status: 1,
    stdout: "",
    stderr:
      "CHROMIUM is set to /nowhere/chromium, and there is no program there. Type its full path, or type: unset CHROMIUM\n",
  });
});

test.each([
  ["a folder", "/usr", "there is no program there"],
  ["no browser", process.execPath, "does not start"],
])("one line for a CHROMIUM that is %s", (_, path, why) => {
  const { status, stdout, stderr } = run(
    process.execPath,
    ["--import", "tsx", "scripts/chromium.ts"],
    path,
  );
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toMatch(/^CHROMIUM.* type: unset CHROMIUM\n$/);
  expect(stderr).toContain(why);
  expect(stderr).toContain(path);
});
