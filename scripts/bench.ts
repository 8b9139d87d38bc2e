/**
 * The command `npm run -s bench [-- --json]`: counts calls, cells and bytes, and holds them against the budgets of design
 * section 8. With `--faults` it fails every call of every operation instead, and prints what became of each. With `--load [FILE]` it
 * loads dist/Code.js and that script by turns, and prints how long each takes; where no file is named, the script of commit c70f176. With `--mails`
 * it plays days with more mail than people read or an account may send, and prints the counts. With `--walk [FOLDER]` it prints what one run of each kind
 * passes on its way, and how long the functions of the sources are: here, or in another checkout of the project that is built. With `--quotas` it
 * counts what a day costs of Google's quotas, and writes docs/costs.md. With `--usual` it plays a week through this script and through a usual one
 * from a Form to a Sheet, and writes docs/usual-script.md.
 */
import { join, resolve } from "node:path";
import { type Budget, limits } from "./bench/budgets";
import { distBytes } from "./bench/bytes";
import { dangerMailRows } from "./bench/danger-mails";
import { faultTable, tableText } from "./bench/faults";
import { loadByReference, loadTimes } from "./bench/load";
import { longFunctions, sourcesOf } from "./bench/long-functions";
import { type MailDay, mailDays, mailDayText } from "./bench/mail-days";
import { judge, manyCases, measureDay } from "./bench/measure";
import { costsPage, quotaDays, writeCostsPage } from "./bench/quotas";
import { screensText, tabScreens } from "./bench/screens";
import { compared, usualPage, writeUsualPage } from "./bench/usual/comparison";
import { walks } from "./bench/walk";
import { root } from "./build/sources";
import { builtBundle } from "./play/bundle";

const dist = await builtBundle();
const asJson = process.argv.includes("--json");

/** True when nothing was lost. */
function benchFaults(): boolean {
  const table = faultTable(dist);
  process.stdout.write(asJson ? `${JSON.stringify(table, null, 2)}\n` : tableText(table));
  return table.holes === 0;
}

/** True when every budget is kept. */
function benchBudgets(): boolean {
  const empty = measureDay(dist, 0);
  const full = measureDay(dist, manyCases);
  const load = loadByReference(join(dist, "Code.js"));
  const bytes = distBytes(dist);
  const mails = dangerMailRows(dist);
  const budgets = judge(empty, full, load.ratio, mails);
  const isKept = ({ measured, limit }: Budget) => measured <= limit;

  if (asJson) {
    const printed = {
      budgets: budgets.map((budget) => ({ ...budget, kept: isKept(budget) })),
      days: [empty, full],
      dangerMails: mails,
      load,
      distBytes: bytes.total,
      bytes,
      screens: tabScreens(),
    };
    process.stdout.write(`${JSON.stringify(printed, null, 2)}\n`);
  } else {
    for (const budget of budgets) {
      const mark = isKept(budget) ? "ok  " : "OVER";
      process.stdout.write(`${mark} ${budget.what}: ${budget.measured} of ${budget.limit}\n`);
    }
    process.stdout.write(`tabs of the register:\n${screensText()}`);
    process.stdout.write(`dist: ${bytes.total} bytes\n`);
    for (const [room, size] of Object.entries(bytes.rooms)) {
      process.stdout.write(`  ${room}: ${size}\n`);
    }
  }
  return budgets.every(isKept);
}

/** What stands after an option; undefined where nothing does. */
const after = (option: string): string | undefined => {
  const found = process.argv[process.argv.indexOf(option) + 1];
  return found?.startsWith("--") === true ? undefined : found;
};

/** True while the budget of load time is kept. `file` is another script; the one of c70f176 where it is left out. */
function benchLoad(file: string | undefined): boolean {
  const code = join(dist, "Code.js");
  const { ours, theirs, ratio } =
    file === undefined ? loadByReference(code) : loadTimes(code, resolve(file));
  const times = `${ours.toFixed(1)} ms, ${theirs.toFixed(1)} ms there: ${ratio.toFixed(2)} of it`;
  process.stdout.write(asJson ? `${JSON.stringify({ ours, theirs, ratio })}\n` : `${times}\n`);
  return ratio <= limits.loadTime;
}

/** True where each danger was told of within a quarter of an hour, and each case once. */
function benchMails(): boolean {
  const days = mailDays(dist, (day) => {
    if (!asJson) process.stdout.write(mailDayText(day));
  });
  if (asJson) process.stdout.write(`${JSON.stringify(days, null, 2)}\n`);
  const isGood = ({ dangerWaitedMinutes, dangersUntold, notOnce }: MailDay) =>
    dangerWaitedMinutes <= 15 && dangersUntold.length + notOnce.length === 0;
  return days.every(isGood);
}

/** True always: there is no limit to hold it against. */
function benchWalk(folder: string): boolean {
  const isHere = folder === root;
  const passed = walks(isHere ? dist : join(folder, "dist"));
  const { files, lines, functions } = sourcesOf(folder);
  const long = longFunctions(functions);
  if (asJson) {
    const printed = { walks: passed, src: { files, lines, functions: functions.length }, long };
    process.stdout.write(`${JSON.stringify(printed, null, 2)}\n`);
    return true;
  }
  for (const { what, ...walk } of passed) {
    process.stdout.write(
      `${what}: ${walk.files} files, ${walk.functions} named functions, ${walk.calls} calls; of libraries ${walk.ofLibraries.functions} and ${walk.ofLibraries.calls}\n`,
    );
  }
  process.stdout.write(`src: ${lines} lines in ${files} files\n`);
  process.stdout.write(`functions over 50 lines: ${long.length}\n`);
  for (const one of long) {
    process.stdout.write(`  ${one.file}:${one.line} ${one.name} ${one.lines}\n`);
  }
  return true;
}

/** True always: it is said which quota goes first. Writes docs/costs.md. */
function benchQuotas(): boolean {
  const load = loadByReference(join(dist, "Code.js")).ours;
  const days = quotaDays(dist, load);
  const page = costsPage(days, load);
  writeCostsPage(root, page);
  process.stdout.write(asJson ? `${JSON.stringify({ load, days }, null, 2)}\n` : page);
  return true;
}

/** True always: both stand beside each other. Writes docs/usual-script.md. */
function benchUsual(): boolean {
  const comparison = compared(dist);
  const page = usualPage(comparison);
  writeUsualPage(root, page);
  process.stdout.write(asJson ? `${JSON.stringify(comparison, null, 2)}\n` : page);
  return true;
}

function bench(): boolean {
  if (process.argv.includes("--usual")) return benchUsual();
  if (process.argv.includes("--quotas")) return benchQuotas();
  if (process.argv.includes("--load")) return benchLoad(after("--load"));
  if (process.argv.includes("--mails")) return benchMails();
  if (process.argv.includes("--walk")) return benchWalk(resolve(after("--walk") ?? root));
  return process.argv.includes("--faults") ? benchFaults() : benchBudgets();
}

const isGood = bench();
process.exitCode = isGood ? 0 : 1;
