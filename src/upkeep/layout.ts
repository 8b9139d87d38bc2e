/** The layout of the registers by number: a version of the script never writes into a layout newer than its own. */
import { AppError } from "../app-error";
import type { Memory } from "../workspace";

/** Goes up only when an older version could no longer write safely; a tab or a column more is found by its key. */
export const currentLayout = 1;

/** Throws "newer-register". No call. */
export function refuseNewerLayout(memory: Memory): void {
  if (Number(memory.get("layout") ?? 0) > currentLayout) throw new AppError("newer-register");
}
