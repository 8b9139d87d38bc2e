/** How long a script takes to load, side by side with another one: compiled and run to its end in a fresh process each time, by turns. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";

export interface LoadTimes {
  /** Milliseconds: the median of all rounds. */
  readonly ours: number;
  readonly theirs: number;
  /** The median of ours by theirs, round by round: what may be quoted from a noisy machine. */
  readonly ratio: number;
}

const measured = `
const vm = require("node:vm");
const source = require("node:fs").readFileSync(process.argv[1], "utf8");
const context = vm.createContext({});
const before = process.hrtime.bigint();
new vm.Script(source).runInContext(context);
process.stdout.write(String(Number(process.hrtime.bigint() - before) / 1e6));
`;

function loadOnce(file: string): number {
  return Number(execFileSync(process.execPath, ["-e", measured, file], { encoding: "utf8" }));
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Loads the two files by turns, each first as often as the other. */
export function loadTimes(ours: string, theirs: string, rounds = 20): LoadTimes {
  const times = Array.from({ length: rounds }, (_, round) => {
    if (round % 2 === 0) return { ours: loadOnce(ours), theirs: loadOnce(theirs) };
    const second = loadOnce(theirs);
    return { ours: loadOnce(ours), theirs: second };
  });
  return {
    ours: median(times.map((time) => time.ours)),
    theirs: median(times.map((time) => time.theirs)),
    ratio: median(times.map((time) => time.ours / time.theirs)),
  };
}

const reference = new URL("../../tests/fixtures/ed5b2e91/Code.js.br", import.meta.url);

/** The same beside the script of commit ed5b2e91, which design section 8 measures load time by. */
export function loadByReference(ours: string, rounds?: number): LoadTimes {
  const folder = mkdtempSync(join(tmpdir(), "load-"));
  try {
    const theirs = join(folder, "Code.js");
    writeFileSync(theirs, brotliDecompressSync(readFileSync(reference)));
    return loadTimes(ours, theirs, rounds);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
