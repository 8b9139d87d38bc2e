/** A roll-over that is not done, and the last one that took place. Never student data. */
import { jsonRecord, textsIn } from "../../json";
import type { Workspace } from "../../ports";
import type { ReportRegister } from "../../register/register-ids";
import { runLocked } from "../../run-locked";

/** Each is safe to repeat. */
export const rollOverSteps = [
  "Making the new files",
  "Copying what stays",
  "Comparing once more, and switching over",
  "Letting people in, moving the triggers",
  "Putting the old files into the bin",
] as const;
/** Up to this step the old files are the registers, and the new ones can be thrown away. */
export const switchStep = 2;

export interface RollOver {
  /** Which comes next. */
  readonly step: number;
  /** The account that does it: what it makes is its own. */
  readonly by: string;
  /** When it began; milliseconds since 1970, UTC. */
  readonly at: number;
  /** The files that are to take the places, once they are made. */
  readonly next: Readonly<Partial<Record<ReportRegister, string>>>;
  /** Rows that were left to copy. */
  readonly left: number;
}

type Ports = Pick<Workspace, "memory">;

export function rollOverIn({ memory }: Ports): RollOver | null {
  const kept = jsonRecord(memory.get("rollOver"));
  // Written by `keepRollOver` alone.
  return typeof kept["by"] === "string" ? (kept as unknown as RollOver) : null;
}

export function keepRollOver({ memory }: Ports, state: RollOver): void {
  memory.set("rollOver", JSON.stringify(state));
}

/** Under the lock; null where another run has gone on meanwhile. Throws "busy". */
export function ifStill<T>(
  workspace: Pick<Workspace, "memory" | "lock">,
  state: RollOver | null,
  work: () => T,
): T | null {
  return runLocked(workspace, () => {
    workspace.memory.again();
    const now = rollOverIn(workspace);
    return now?.at === state?.at && now?.step === state?.step ? work() : null;
  });
}

/**
 * When (ms UTC; 0: never), since when the old files took no typing, the files whose places were taken, the last ones last, and names of those
 * of the last time that a legal hold kept out of the bin.
 */
export function lastRollOver({ memory }: Ports) {
  const { at, files, kept, frozenAt } = jsonRecord(memory.get("rolledOver"));
  const switchedAt = Number(at) || 0;
  return {
    at: switchedAt,
    frozenAt: Number(frozenAt) || switchedAt,
    files: textsIn(files),
    kept: textsIn(kept),
  };
}
