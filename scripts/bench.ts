/**
 * The command `npm run -s bench [-- --json]`: counts calls, cells and bytes, and holds them against the budgets of design
 * section 8. With `--faults [PART]` it plays every point at which something can go wrong instead, or those whose name has that part. With
 * `--load [FILE]` it loads dist/Code.js and that script by turns, and prints how long each takes; where no file is named, the script of
 * commit ed5b2e91. With `--walk [FOLDER]` it prints what one run of each kind passes on its way: here, or in another checkout of the
 * project that is built. With `--usual` it plays a week through this script and through a usual one from a Form to a Sheet.
 */
import { join, resolve } from "node:path";
import { isAllowed, isKept, limits, until } from "./bench/budgets";
import { dangerMailRows } from "./bench/danger-mails";
import { playedPoints } from "./bench/faults/scenes";
import { distBytes, loadByReference, loadTimes } from "./bench/load";
import { judge, manyCases, measureDay } from "./bench/measure";
import { before, triggerTimes } from "./bench/trigger-time";
import { compared, comparisonText } from "./bench/usual/comparison";
import { walks } from "./bench/walk";
import { root } from "./build/sources";
import { builtBundle } from "./play/bundle";

const dist = await builtBundle();
const asJson = process.argv.includes("--json");

/** One JSON value, or lines of text. */
function print(json: unknown, lines: readonly string[]): void {
  const text = asJson ? JSON.stringify(json, null, 2) : lines.join("\n");
  process.stdout.write(`${text}\n`);
}

/** What stands after an option; undefined where nothing does. */
function after(option: string): string | undefined {
  const found = process.argv[process.argv.indexOf(option) + 1];
  return found?.startsWith("--") === true ? undefined : found;
}

/** True when nothing was lost. */
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

/** True when every budget is kept, or is one that the script is not down to yet and no further from than it was. */
function benchBudgets(): boolean {
  const empty = measureDay(dist, 0);
  const full = measureDay(dist, manyCases);
  const load = loadByReference(join(dist, "Code.js"));
  const bytes = distBytes(dist);
  const dangerMails = dangerMailRows(dist);
  const times = triggerTimes(dist);
  const budgets = judge(empty, full, load.ratio, dangerMails).map((budget) => ({
    ...budget,
    kept: isKept(budget),
  }));
  const days = [empty, full];
  print({ budgets, days, dangerMails, triggerTimes: times, load, distBytes: bytes.total, bytes }, [
    ...budgets.map((budget) => {
      const mark = budget.kept ? "ok     " : isAllowed(budget) ? "not yet" : "OVER   ";
      const most = budget.kept || budget.until === undefined ? "" : `, until then ${budget.until}`;
      return `${mark} ${budget.what}: ${budget.measured} of ${budget.limit}${most}`;
    }),
    `seconds of trigger time a day, nine schools with a case a week, by planning times (0.9.0: ${before}):`,
    ...times.map(
      ({ what, aDay, withCase, idle, runs }) =>
        `  ${what}: ${aDay} (${withCase} on the day of the case, in ${runs} runs; ${idle} on any other)`,
    ),
    `dist: ${bytes.total} bytes`,
    ...Object.entries(bytes.rooms).map(([room, size]) => `  ${room}: ${size}`),
  ]);
  return budgets.every(isAllowed);
}

/** True while load time is no further from its budget than it was. */
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

/** True always: there is no limit to hold it against. */
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

/** True always: both stand beside each other. */
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
