/**
 * `npx tsx tests/play/compare-days.ts BEFORE AFTER`: compares the days that two runs of the tests kept (kept-days.ts). Prints the days that
 * only one has, and of each that differs the first places where it does. Exit 0 where all are equal, 1 where not, 2 for anything else.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";

/** Of a day that differs. */
const shown = 6;

function daysIn(folder: string): ReadonlyMap<string, string> {
  return new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith(".json.gz"))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [relative(folder, path), path] as const),
  );
}

/** What is of the script's text and not of the day: its hash, and the places in it that an error names. */
const neutral = (text: string) =>
  text.replace(/\b[0-9a-f]{64}\b/g, "HASH").replace(/@\d+:\d+/g, "@PLACE");

const isHolder = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const brief = (value: unknown) => JSON.stringify(value)?.slice(0, 160) ?? "nothing";

/** Each place where two values of JSON differ, with both. */
export function* differences(before: unknown, after: unknown, path = ""): Generator<string> {
  if (isHolder(before) && isHolder(after) && Array.isArray(before) === Array.isArray(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      yield* differences(before[key], after[key], path === "" ? key : `${path}.${key}`);
    }
  } else if (before !== after) {
    yield `${path}: ${brief(before)} → ${brief(after)}`;
  }
}

export interface Compared {
  readonly equal: number;
  /** Days that one of them has and not the other. */
  readonly onlyBefore: readonly string[];
  readonly onlyAfter: readonly string[];
  /** By day, the first places where it differs. */
  readonly different: ReadonlyMap<string, readonly string[]>;
}

export function comparedDays(before: string, after: string): Compared {
  const [old, now] = [daysIn(before), daysIn(after)];
  const different = new Map<string, readonly string[]>();
  let equal = 0;
  for (const [day, path] of old) {
    const other = now.get(day);
    if (other === undefined) continue;
    const [one, two] = [path, other].map((file) =>
      neutral(gunzipSync(readFileSync(file)).toString()),
    );
    if (one === two) equal += 1;
    else {
      const places = differences(JSON.parse(one ?? ""), JSON.parse(two ?? ""));
      // In another order, all the same: JSON says so, the walk does not.
      const first = [...places].slice(0, shown);
      different.set(day, first.length === 0 ? ["the order of keys alone"] : first);
    }
  }
  return {
    equal,
    onlyBefore: [...old.keys()].filter((day) => !now.has(day)),
    onlyAfter: [...now.keys()].filter((day) => !old.has(day)),
    different,
  };
}

function main([before, after]: readonly string[]): number {
  if (before === undefined || after === undefined) {
    process.stderr.write("npx tsx tests/play/compare-days.ts BEFORE AFTER\n");
    return 2;
  }
  const { equal, onlyBefore, onlyAfter, different } = comparedDays(before, after);
  for (const day of onlyBefore) process.stdout.write(`only before: ${day}\n`);
  for (const day of onlyAfter) process.stdout.write(`only after: ${day}\n`);
  for (const [day, places] of different) {
    process.stdout.write(`different: ${day}\n${places.map((place) => `  ${place}\n`).join("")}`);
  }
  process.stdout.write(
    `${equal} equal, ${different.size} different, ${onlyBefore.length} only before, ${onlyAfter.length} only after\n`,
  );
  return different.size + onlyBefore.length + onlyAfter.length === 0 && equal > 0 ? 0 : 1;
}

const invoked = process.argv[1];
if (invoked !== undefined && import.meta.url === pathToFileURL(invoked).href) {
  process.exitCode = main(process.argv.slice(2));
}
