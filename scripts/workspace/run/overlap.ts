/** Lets two runs overlap: the first runs up to a chosen call, then the second up to a chosen call, then the first to its end, then the second. */
import type { Runner } from "./runner";

/** One of the two runs: what starts it, and before which call it waits for the other. */
export interface Overlapped {
  /** Starts one run or several; the first of them stands. */
  readonly act: () => void;
  /** Full member path. */
  readonly path: string;
  /** Which call of that path in the run: 1 is the first. */
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

/** False if one of them never made its call. Then the second run ended inside the first, or never began. */
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
