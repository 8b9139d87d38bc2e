/**
 * The simulated clock. It moves only when a call takes time, when the script sleeps or waits for the lock, or when a test lets time pass.
 */
import type { Store } from "./service";

interface ClockSlice {
  now: number;
}

export class SimulatedClock {
  constructor(
    private readonly store: Store,
    private readonly start: number,
  ) {}

  /** Milliseconds since 1970. */
  get now(): number {
    return this.slice().now;
  }

  /** Moves ahead by a length of time. @throws RangeError for a negative one. */
  pass(milliseconds: number): void {
    if (!(milliseconds >= 0)) throw new RangeError(`Time cannot pass by ${milliseconds} ms`);
    this.slice().now += Math.round(milliseconds);
  }

  /** Moves to an instant (milliseconds since 1970). An instant in the past changes nothing. */
  reach(instant: number): void {
    const slice = this.slice();
    slice.now = Math.max(slice.now, instant);
  }

  private slice(): ClockSlice {
    return this.store.slice<ClockSlice>("clock", () => ({ now: this.start }));
  }
}
