/** Compares how long two scripts take to load. Each is compiled and run to its end in a fresh process, in turn. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { BundleMap } from "./passed-functions";

export interface LoadTimes {
  /** Milliseconds: the median of all rounds. */
  readonly ours: number;
  readonly theirs: number;
  /** The median, over all rounds, of our time divided by theirs. On a noisy machine only this number is reliable. */
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

/** Loads the two files in turn; each goes first equally often. */
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

/** Compares a script with that of commit ed5b2e91, the reference for load time in design section 8. */
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

export interface DistBytes {
  /** Bytes of all deployed files. */
  readonly total: number;
  /** Bytes by file name. */
  readonly files: Readonly<Record<string, number>>;
  /** Bytes of the script by origin: a folder below src/, or a package. Largest first. */
  readonly rooms: Readonly<Record<string, number>>;
}

/** Where a source file belongs: `src/case/level.ts` to `case`, `src/main.ts` to `src`, a package's file to the package's name. */
function roomOf(file: string): string {
  const found = /^(?:src|node_modules)\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
  return found ?? file.split("/")[0] ?? file;
}

export function distBytes(dist: string): DistBytes {
  const names = readdirSync(dist).sort();
  const files = Object.fromEntries(names.map((name) => [name, statSync(join(dist, name)).size]));
  const rooms = new Map<string, number>();
  const text = readFileSync(join(dist, "Code.js"), "utf8");
  for (const { file, bytes } of new BundleMap(text).sizes()) {
    const room = file === null ? "around" : roomOf(file);
    rooms.set(room, (rooms.get(room) ?? 0) + bytes);
  }
  return {
    total: Object.values(files).reduce((sum, bytes) => sum + bytes, 0),
    files,
    rooms: Object.fromEntries([...rooms].sort(([, a], [, b]) => b - a)),
  };
}
