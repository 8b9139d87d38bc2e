/** Checks on every played day that no reply to a write exceeds its budget (design 8). */
import { limits } from "../../scripts/bench/budgets";
import type { RunRecord } from "../../scripts/workspace";

/** Fails where a write brought more back; `times` so much where a day has as many reports or rows at once as no district sends. */
export function checkReplies(runs: readonly RunRecord[], times = 1): void {
  for (const { function: name, largestReplies } of runs) {
    const bytes = largestReplies["Sheets.Spreadsheets.batchUpdate"] ?? 0;
    if (bytes > limits.commitReplyBytes * times) {
      throw new Error(`a write of ${name} brought ${bytes} bytes back`);
    }
  }
}
