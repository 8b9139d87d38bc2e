/** Of the main register alone: the readers' files are theirs to know. */
import {
  casesToKeep,
  type RetainedCase,
  type Retention,
  retentionColumns,
  yearsAfter,
} from "../../case/lifecycle/retention";
import { directoryIn, directoryRequests } from "../../district/load-directory";
import type { Workspace } from "../../ports";
import { rowsOf } from "../../register/read-register";
import { registerNamed } from "../../register/register";
import { lastRollOver } from "./roll-over-state";

/** Cases that a register is made for (design 8); years roll over before that. */
export const capacity = 2_000;
const nearCapacity = 1_500;

export interface Preview extends Retention {
  /** Why it is time: a register is nearly full; or once a year a case is past its years, or may be among the readers'. */
  readonly due: "retention" | "capacity" | null;
  readonly years: number | null;
}

/** A read. */
export function previewOf(workspace: Workspace): Preview {
  const { memory, clock } = workspace;
  const now = clock.now();
  const read = registerNamed(workspace, "main", []).load([
    { tab: "cases", columns: retentionColumns },
    ...directoryRequests,
  ]);
  const { retentionYears: years } = directoryIn(read, clock).settings;
  const found = casesToKeep(
    // The columns that the type picks.
    rowsOf(read, "cases").map(({ values }) => values as RetainedCase),
    years,
    { now, zone: clock },
  );
  const isFull = found.goes.size + found.stays.size >= nearCapacity;
  const live = Number(memory.get("live")) || now;
  const isOld =
    years !== null &&
    yearsAfter(lastRollOver({ memory }).at, 1, clock) <= now &&
    (found.goes.size > 0 || yearsAfter(live, years, clock) <= now);
  return { ...found, due: isFull ? "capacity" : isOld ? "retention" : null, years };
}
