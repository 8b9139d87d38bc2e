/**
 * The command `npm run -s bench [-- --json]`: plays days through the built script, counts calls to Google, cells and bytes, and compares
 * them with the budgets of design section 8. Each of the following options does something else instead. `--faults [PART]` plays every
 * fault point, or only those whose name contains PART. `--load [FILE]` loads dist/Code.js and FILE in turn and prints how long each
 * takes; without FILE it compares with the script of commit ed5b2e91. `--walk [FOLDER]` prints which files and functions each kind of
 * run passes through, here or in another built checkout of this project. `--usual` plays the same week through this script and through
 * an ordinary Form-to-Sheet script.
 */
import { join, resolve } from "node:path";
import { isAllowed, isKept, limits, until } from "./bench/budgets";
import { dangerMailRows } from "./bench/danger-mails";
import { playedPoints } from "./bench/faults/scenes";
import { distBytes, loadByReference, loadTimes } from "./bench/load";
import {
  daySeconds,
  judge,
  judgeSchools,
  manyCases,
  measureDay,
  measureSchools,
  schoolRegisters,
} from "./bench/measure";
import { compared, comparisonText } from "./bench/usual/comparison";
import { walks } from "./bench/walk";
import { root } from "./build/sources";
import { builtBundle } from "./play/bundle";

const dist = await builtBundle();
const asJson = process.argv.includes("--json");

/** Prints the value as JSON with `--json`, otherwise the lines of text. */
function print(json: unknown, lines: readonly string[]): void {
  const text = asJson ? JSON.stringify(json, null, 2) : lines.join("\n");
  process.stdout.write(`${text}\n`);
}

/** The word after an option on the command line; undefined if there is none. */
function after(option: string): string | undefined {
  const found = process.argv[process.argv.indexOf(option) + 1];
  return found?.startsWith("--") === true ? undefined : found;
}

/** Plays the faults. True if nothing was lost. */
function benchFaults(): boolean {
  const points = playedPoints(dist, after("--faults") ?? "");
  const holes = points.filter(({ why }) => why.length > 0);
  print({ points, holes: holes.length }, [
    ...points.map(({ name, why }) => `${name}: ${why.length === 0 ? "as it should" : "HOLE"}`),
    ...holes.flatMap(({ name, why }) => why.map((one) => `${name}: ${one}`)),
    `${points.length} points, ${holes.length} holes`,
  ]);
  return holes.length === 0;
}

/** Measures the budgets. True if each is within its limit, or within what noise is allowed (`until` in bench/budgets.ts). */
function benchBudgets(): boolean {
  const empty = measureDay(dist, 0);
  const full = measureDay(dist, manyCases);
  const load = loadByReference(join(dist, "Code.js"));
  const bytes = distBytes(dist);
  const dangerMails = dangerMailRows(dist);
  const schools = schoolRegisters.map((registers) => measureSchools(dist, registers));
  const judged = [...judge(empty, full, load.ratio, dangerMails), ...judgeSchools(schools)];
  const budgets = judged.map((budget) => ({
    ...budget,
    kept: isKept(budget),
  }));
  const days = [empty, full];
  const seconds = daySeconds(empty.idleHour);
  const daily = { days, daySeconds: seconds, schools };
  print({ budgets, ...daily, dangerMails, load, distBytes: bytes.total, bytes }, [
    ...budgets.map((budget) => {
      const mark = budget.kept ? "ok     " : isAllowed(budget) ? "near   " : "OVER   ";
      const most = budget.kept || budget.until === undefined ? "" : `, with noise ${budget.until}`;
      return `${mark} ${budget.what}: ${budget.measured} of ${budget.limit}${most}`;
    }),
    `an idle day, seconds of triggers as planned: ${JSON.stringify(seconds)}`,
    `dist: ${bytes.total} bytes`,
    ...Object.entries(bytes.rooms).map(([room, size]) => `  ${room}: ${size}`),
  ]);
  return budgets.every(isAllowed);
}

/** Measures load time. True if it is within its limit, or within what noise is allowed. */
function benchLoad(): boolean {
  const code = join(dist, "Code.js");
  const file = after("--load");
  const { ours, theirs, ratio } =
    file === undefined ? loadByReference(code) : loadTimes(code, resolve(file));
  print({ ours, theirs, ratio, limit: limits.loadTime }, [
    `${ours.toFixed(1)} ms, ${theirs.toFixed(1)} ms there: ${ratio.toFixed(2)} of it; the budget is ${limits.loadTime}`,
  ]);
  return ratio <= until.loadTime;
}

/** Prints the walk. Always true, because there is no limit to compare it with. */
function benchWalk(): boolean {
  const folder = resolve(after("--walk") ?? root);
  const passed = walks(folder === root ? dist : join(folder, "dist"));
  const lines = passed.map(
    ({ what, files, functions, calls, ofLibraries: { functions: others, calls: theirs } }) =>
      `${what}: ${files} files, ${functions} named functions, ${calls} calls; of libraries ${others} and ${theirs}`,
  );
  print({ walks: passed }, lines);
  return true;
}

/** Prints the comparison with the usual script. Always true, because there is no limit to compare it with. */
function benchUsual(): boolean {
  const comparison = compared(dist);
  print(comparison, comparisonText(comparison));
  return true;
}

function bench(): boolean {
  if (process.argv.includes("--usual")) return benchUsual();
  if (process.argv.includes("--load")) return benchLoad();
  if (process.argv.includes("--walk")) return benchWalk();
  return process.argv.includes("--faults") ? benchFaults() : benchBudgets();
}

process.exitCode = bench() ? 0 : 1;
