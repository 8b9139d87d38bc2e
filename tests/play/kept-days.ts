/**
 * Keeps what each day of the tests ended with, so that two versions can be compared day by day: `DAYS_OUT=FOLDER npx vitest run` writes
 * a file for each, `npx tsx tests/play/compare-days.ts BEFORE AFTER` compares two such folders. Without the variable nothing is written.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { expect } from "vitest";
import { root } from "../../scripts/build/sources";
import type { Output } from "../../scripts/play/output";

const folder = process.env["DAYS_OUT"];

/** How many days each test has ended, by the name of its files. */
const counts = new Map<string, number>();

const plain = (text: string) => text.replace(/[^\w.-]+/g, "-").replace(/^-|-$/g, "");

/** The file of the test that runs, or whose file is being read: days that are played for several tests are played then. */
function nameOfTest(): string {
  const { testPath, currentTestName } = expect.getState();
  const file = plain(relative(join(root, "tests"), testPath ?? "unknown"));
  // A file system takes 255 bytes.
  return `${file}/${plain(currentTestName ?? "before the tests").slice(0, 180)}`;
}

/** Called with the end of each day that a helper of the tests plays; gives it back. Equal days of two runs have equal files of one name. */
export function kept(output: Output): Output {
  if (folder === undefined || folder === "") return output;
  const test = nameOfTest();
  const count = (counts.get(test) ?? 0) + 1;
  counts.set(test, count);
  const path = join(folder, `${test}.${String(count).padStart(4, "0")}.json.gz`);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, gzipSync(JSON.stringify(output)));
  return output;
}
