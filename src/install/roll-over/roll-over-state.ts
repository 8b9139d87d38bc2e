/** The state of a roll-over that is not finished, and of the last one that took place. Never student data. */
import { jsonRecord, textsIn } from "../../json";
import { runLocked } from "../../lock";
import type { ReportRegister } from "../../register/register-ids";
import type { Run } from "../../run";

/** The steps in order. Each is safe to repeat. */
export const rollOverSteps = [
  "Making the new files",
  "Copying what stays",
  "Comparing once more, and switching over",
  "Letting people in, moving the triggers",
  "Putting the old files into the bin",
] as const;
/** The step that makes the new files the registers. Before it the new files can still be thrown away. */
export const switchStep = 2;

/** A roll-over that is not finished. */
export interface RollOver {
  /** Index of the step that comes next. */
  readonly step: number;
  /** The account that rolls over. It owns the files that it makes. */
  readonly by: string;
  /** When it began; milliseconds since 1970, UTC. */
  readonly at: number;
  /** Ids of the new files, once they are made. */
  readonly next: Readonly<Partial<Record<ReportRegister, string>>>;
  /** How many rows were left to copy when this was stored. */
  readonly left: number;
}

type Ports = Pick<Run, "memory">;

/** The roll-over that is not finished; null where there is none. */
export function rollOverIn({ memory }: Ports): RollOver | null {
  const kept = jsonRecord(memory.get("rollOver"));
  // Written by `keepRollOver` alone.
  return typeof kept["by"] === "string" ? (kept as unknown as RollOver) : null;
}

/** Stores the state. One property write. */
export function keepRollOver({ memory }: Ports, state: RollOver): void {
  memory.set("rollOver", JSON.stringify(state));
}

/** Does `work` under the lock, if the stored state is still `state`; null where another run has gone on meanwhile. Throws "busy". */
export function doIfStateHolds<T>(workspace: Run, state: RollOver | null, work: () => T): T | null {
  return runLocked(workspace, () => {
    workspace.memory.again();
    const now = rollOverIn(workspace);
    return now?.at === state?.at && now?.step === state?.step ? work() : null;
  });
}

/**
 * The last roll-over that took place. `at`: when (ms UTC; 0: never). `frozenAt`: since when the old files took no typing (ms UTC). `files`:
 * ids of all files that were ever replaced, the latest last. `kept`: names of the files of the last roll-over that a legal hold kept out of
 * the bin.
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
