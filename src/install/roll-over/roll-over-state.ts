/** The state of a roll-over that is not finished, and of the last one that took place. Never student data. */
import { runLocked } from "../../lock";
import type { Run } from "../../run";
import type { Kept } from "../../store/keys";

/** The steps in order. Each is safe to repeat. */
export const rollOverSteps = [
  "Making the new files",
  "Copying what stays",
  "Comparing once more, then switching to the new files",
  "Making the triggers again, telling people",
  "Putting the old files into the bin",
] as const;
/** The step that makes the new files the registers. Before it the new files can still be thrown away. */
export const switchStep = 2;

/** A roll-over that is not finished. */
export type RollOver = NonNullable<Kept["rollOver"]>;

/** Whether the old files, which are still the registers, take no typing. */
export function isFrozen({ step, frozenAt }: RollOver): boolean {
  return step <= switchStep && frozenAt > 0;
}

/** Does `work` under the lock, if the stored state is still `state`; null where another run has gone on meanwhile. Throws "busy". */
export function doIfStateHolds<T>(run: Run, state: RollOver | null, work: () => T): T | null {
  return runLocked(run, () => {
    run.memory.again();
    const now = run.memory.get("rollOver");
    return now?.at === state?.at && now?.step === state?.step ? work() : null;
  });
}
