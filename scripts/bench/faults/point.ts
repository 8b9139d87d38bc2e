/** A point at which something can go wrong, and the half hour after it in which all must be well again. */
import type { LocalWorkspace } from "../../workspace/index";
import { nextMinuteMark } from "../../workspace/services/script/store";

export const minute = 60_000;
/** Between two runs of the clock. */
export const tick = 5 * minute;

export interface Point {
  readonly name: string;
  /** What is wrong in the end, in words; empty where all is as it should be. */
  play(): readonly string[];
}

/** Ticks of the clock until what was claimed is free again and sent, and one at the end of half an hour. */
export function settle(workspace: LocalWorkspace): void {
  const first = nextMinuteMark(workspace.clock.now, 5);
  workspace.advanceTo(first + 2 * tick);
  workspace.passUnattended(2 * tick);
  workspace.advanceTo(first + 5 * tick);
}
