/** California's clock in 2026, for tests that need only the time. */
import type { Clock } from "../../src/ports";

const summerBegins = Date.UTC(2026, 2, 8, 10);
const summerEnds = Date.UTC(2026, 10, 1, 9);

/** Eight hours behind UTC, seven in summer. */
export const california = {
  offsetMinutes: (at: number) => (at >= summerBegins && at < summerEnds ? -420 : -480),
};

/** A clock that stands still. */
export function standingClock(at: number): Clock {
  return {
    started: at,
    zone: "America/Los_Angeles",
    now: () => at,
    offsetMinutes: california.offsetMinutes,
    sleep: () => undefined,
  };
}
