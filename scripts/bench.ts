/**
 * The command `npm run -s bench [-- --json]`: counts calls, cells and bytes, and holds them against the budgets of design
 * section 8. With `--faults` it fails every call of every operation instead, and prints what became of each. With `--load FILE` it
 * loads dist/Code.js and that script by turns, and prints how long each takes.
 */
import { join } from "node:path";
import type { Budget } from "./bench/budgets";
import { dangerMailRows } from "./bench/danger-mails";
import { faultTable, tableText } from "./bench/faults";
import { loadTimes } from "./bench/load";
import { distBytes, judge, manyCases, measureDay } from "./bench/measure";
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
  const bytes = distBytes(dist);
  const mails = dangerMailRows(dist);
  const budgets = judge(empty, full, bytes, mails);
  const isKept = ({ measured, limit }: Budget) => measured <= limit;

  if (asJson) {
    const printed = {
      budgets: budgets.map((budget) => ({ ...budget, kept: isKept(budget) })),
      days: [empty, full],
      dangerMails: mails,
      distBytes: bytes,
    };
    process.stdout.write(`${JSON.stringify(printed, null, 2)}\n`);
  } else {
    for (const budget of budgets) {
      const mark = isKept(budget) ? "ok  " : "OVER";
      process.stdout.write(`${mark} ${budget.what}: ${budget.measured} of ${budget.limit}\n`);
    }
  }
  return budgets.every(isKept);
}

/** The file after `--load`; null where there is none. */
const other = process.argv[process.argv.indexOf("--load") + 1];

function benchLoad(file: string): boolean {
  const { ours, theirs, ratio } = loadTimes(join(dist, "Code.js"), file);
  const times = `${ours.toFixed(1)} ms, ${theirs.toFixed(1)} ms there: ${ratio.toFixed(2)} of it`;
  process.stdout.write(asJson ? `${JSON.stringify({ ours, theirs, ratio })}\n` : `${times}\n`);
  return ratio <= 1;
}

function bench(): boolean {
  if (process.argv.includes("--load") && other !== undefined) return benchLoad(other);
  return process.argv.includes("--faults") ? benchFaults() : benchBudgets();
}

const isGood = bench();
process.exitCode = isGood ? 0 : 1;
