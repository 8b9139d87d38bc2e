/** The simulated clock: it moves only when a call takes its time, a script waits, or someone lets time pass. */
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

  pass(milliseconds: number): void {
    if (!(milliseconds >= 0)) throw new RangeError(`Time cannot pass by ${milliseconds} ms`);
    this.slice().now += Math.round(milliseconds);
  }

  /** Moves to an instant; never backwards. */
  reach(instant: number): void {
    const slice = this.slice();
    slice.now = Math.max(slice.now, instant);
  }

  private slice(): ClockSlice {
    return this.store.slice<ClockSlice>("clock", () => ({ now: this.start }));
  }
}
