/** The command `npm run -s bench [-- --json]`: counts calls, cells and bytes, and holds them against the budgets of design section 8. */
import type { Budget } from "./bench/budgets";
import { distBytes, judge, manyCases, measureDay } from "./bench/measure";
import { builtBundle } from "./play/bundle";

const dist = await builtBundle();
const empty = measureDay(dist, 0);
const full = measureDay(dist, manyCases);
const bytes = distBytes(dist);
const budgets = judge(empty, full, bytes);
const isKept = ({ measured, limit }: Budget) => measured <= limit;

if (process.argv.includes("--json")) {
  const printed = {
    budgets: budgets.map((budget) => ({ ...budget, kept: isKept(budget) })),
    days: [empty, full],
    distBytes: bytes,
  };
  process.stdout.write(`${JSON.stringify(printed, null, 2)}\n`);
} else {
  for (const budget of budgets) {
    const mark = isKept(budget) ? "ok  " : "OVER";
    process.stdout.write(`${mark} ${budget.what}: ${budget.measured} of ${budget.limit}\n`);
  }
}
process.exitCode = budgets.every(isKept) ? 0 : 1;
