/** Two runs side by side: the first goes up to a call, the second up to one of its own, then the first to its end and the second to its. */
import type { Runner } from "./runner";

/** One of the two: what starts it, and before which of its calls it stands while the other goes on. */
export interface Overlapped {
  /** Starts one run or several; the first of them stands. */
  readonly act: () => void;
  /** Full member path. */
  readonly path: string;
  /** The how-manieth call of that path in the run; 1 is the first. */
  readonly nth: number;
}

/** Does `then` before a call of the run that `act` starts, with the run's number. */
function standing(runner: Runner, { act, path, nth }: Overlapped, then: (run: number) => void) {
  const run = runner.next;
  let seen = 0;
  runner.faults.interject(
    (call) => {
      if (call.runId === run && call.path === path) seen += 1;
      return call.runId === run && call.path === path && seen === nth;
    },
    () => then(run),
  );
  act();
}

/** False where one of them never came to its call: then the second ended inside the first, or never began. */
export function overlap(runner: Runner, first: Overlapped, second: Overlapped): boolean {
  let isCrossed = false;
  runner.isTaping = true;
  try {
    standing(runner, first, (one) =>
      standing(runner, second, () => {
        runner.takeOver(one);
        isCrossed = true;
      }),
    );
  } finally {
    runner.isTaping = false;
  }
  return isCrossed;
}
