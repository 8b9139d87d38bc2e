/**
 * Keeps what each day of the tests ended with, so that two versions can be compared day by day: `DAYS_OUT=FOLDER npx vitest run` writes
 * a file for each, `npx tsx tests/play/compare-days.ts BEFORE AFTER` compares two such folders. Without the variable nothing is written.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { type RunnerTestSuite as Suite, TestRunner } from "vitest";
import { root } from "../../scripts/build/sources";
import type { Output } from "../../scripts/play/end-state/output";

const folder = process.env["DAYS_OUT"];

/** How many days each test has ended, by the name of its files. */
const counts = new Map<string, number>();

const plain = (text: string) => text.replace(/[^\w.-]+/g, "-").replace(/^-|-$/g, "");

/** The nearest file of tests among those that called; null where it has been waited for since. */
function fileThatCalls(): string | null {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 100;
  const stack = new Error().stack ?? "";
  Error.stackTraceLimit = limit;
  return /[/\\]tests[/\\]([\w./\\-]+\.test\.ts)/.exec(stack)?.[1] ?? null;
}

/**
 * Which test plays a day: to be asked before anything is waited for. Days that several tests look at are played while their file is being
 * read, when no test runs.
 */
export function testThatPlays(): string {
  if (folder === undefined) return "";
  const test = TestRunner.getCurrentTest();
  const file =
    test === undefined ? fileThatCalls() : relative(join(root, "tests"), test.file.filepath);
  const names: string[] = [];
  for (
    let one: { readonly name: string; readonly suite?: Suite | undefined } | undefined = test;
    one;
  ) {
    names.unshift(one.name);
    one = one.suite;
  }
  // A file system takes 255 bytes.
  return `${plain(file ?? "unknown")}/${plain(names.join(" ") || "before the tests").slice(0, 180)}`;
}

/** Called with the end of each day that a helper of the tests plays; gives it back. Equal days of two runs have equal files of one name. */
export function kept(output: Output, test = testThatPlays()): Output {
  if (folder === undefined || folder === "") return output;
  const count = (counts.get(test) ?? 0) + 1;
  counts.set(test, count);
  const path = join(folder, `${test}.${String(count).padStart(4, "0")}.json.gz`);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, gzipSync(JSON.stringify(output)));
  return output;
}
