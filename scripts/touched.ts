/**
 * The command `npm run -s touched`: runs lint for what changed since a commit (by default the last one), types, and the tests of the
 * rooms that the changes are in. Use it while working; `npm test` is what counts.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "./build/sources";
import { testsOf } from "./checks/tests-of";

function git(...args: readonly string[]): readonly string[] {
  return execFileSync("git", args, { cwd: root, encoding: "utf8" }).split("\n").filter(Boolean);
}

function run(...words: readonly string[]): boolean {
  process.stdout.write(`> ${words.join(" ")}\n`);
  return spawnSync("npx", words, { cwd: root, stdio: "inherit" }).status === 0;
}

const since = process.argv[2] ?? "HEAD";
const changed = [
  ...git("diff", "--name-only", "--relative", since),
  ...git("ls-files", "--others", "--exclude-standard"),
].filter((path) => existsSync(join(root, path)));
const tests = testsOf(changed, (path) => existsSync(join(root, path)));

if (changed.length === 0) {
  process.stdout.write(
    `Nothing was changed since ${since}. For what a branch changed: npm run -s touched -- main\n`,
  );
} else {
  const isGood =
    run("biome", "check", "--error-on-warnings", "--no-errors-on-unmatched", ...changed) &&
    run("tsc", "-b") &&
    (tests.length === 0 || run("vitest", "run", "--mode", "all", ...tests));
  process.exitCode = isGood ? 0 : 1;
}
