/** `.ci/run` with a fake npm: it calls the README's command and ends with the counts. */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ci run "));
  mkdirSync(join(folder, ".ci"));
  cpSync(join(import.meta.dirname, "../.ci/run"), join(folder, ".ci/run"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs it where `npm ci` and `npm test` do these lines of shell. */
function runWhere(ci: string, tests: string) {
  const npm = join(folder, "npm");
  const script = `#!/bin/sh\necho "$@" >> '${join(folder, "calls")}'\ncase "$1" in\nci) ${ci};;\ntest) ${tests};;\nesac\n`;
  writeFileSync(npm, script);
  chmodSync(npm, 0o755);
  const { TEST_RESULTS: _, ...env } = process.env;
  const { status, stdout } = spawnSync("bash", [join(folder, ".ci/run")], {
    encoding: "utf8",
    env: { ...env, PATH: [folder, dirname(process.execPath), env["PATH"]].join(delimiter) },
  });
  const calls = readFileSync(join(folder, "calls"), "utf8").trim().split("\n");
  return { status, calls, last: stdout.trimEnd().split("\n").at(-1) };
}

const file = (...results: readonly string[]) => ({
  status:
    results.every((status) => status === "passed") && results.length > 0 ? "passed" : "failed",
  assertionResults: results.map((status) => ({ status })),
});

/** What the test run leaves for a machine to read, and the code that it ends with. */
function leaves(files: readonly ReturnType<typeof file>[], code: number): string {
  const of = (wanted: string) =>
    files.flatMap((one) => one.assertionResults).filter(({ status }) => status === wanted).length;
  const text = JSON.stringify({
    numPassedTests: of("passed"),
    numFailedTests: of("failed"),
    testResults: files,
  });
  return `echo '${text}' > "$TEST_RESULTS"; echo 'and npm says more'; exit ${code}`;
}

test.each([
  ["all passed", leaves([file("passed", "passed")], 0), "2 passed, 0 failed", 0],
  ["one failed", leaves([file("passed", "failed")], 1), "1 passed, 1 failed", 1],
  ["a file could not be loaded", leaves([file("passed"), file()], 1), "1 passed, 1 failed", 1],
  ["an error outside any test", leaves([file("passed")], 1), "1 passed, 1 failed", 1],
  ["it failed before the first test", "echo lint; exit 3", "0 passed, 1 failed", 3],
  ["it said that all is well and ran nothing", "exit 0", "0 passed, 1 failed", 1],
])("%s", (_, tests, last, status) => {
  expect(runWhere("true", tests)).toEqual({ calls: ["ci", "test"], last, status });
});

test("the packages could not be installed", () => {
  expect(runWhere("exit 9", "exit 0")).toEqual({
    calls: ["ci"],
    last: "0 passed, 1 failed",
    status: 9,
  });
});
