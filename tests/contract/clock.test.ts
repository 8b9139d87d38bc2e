/** The port Clock: instants in milliseconds of UTC, and the district's zone. */
import { expect, test } from "vitest";
import { Bench, monday } from "./bench";

const minute = 60_000;

test("tells the instant, and when this run began, which stays", () => {
  const bench = new Bench();
  const [began, at, later, still] = bench.run(({ clock }) => {
    const first = [clock.started, clock.now()] as const;
    clock.sleep(2 * minute);
    return [...first, clock.now(), clock.started];
  });
  expect(began).toBeGreaterThanOrEqual(monday);
  expect(at).toBe(began);
  expect(later).toBe((at ?? 0) + 2 * minute);
  expect(still).toBe(began);
});

test.each([
  ["a winter's day", Date.UTC(2026, 0, 15, 20), -480],
  ["a summer's day", Date.UTC(2026, 6, 15, 20), -420],
  ["the millisecond before summer begins", Date.UTC(2026, 2, 8, 10) - 1, -480],
  ["the instant at which it begins", Date.UTC(2026, 2, 8, 10), -420],
  ["the millisecond before it ends", Date.UTC(2026, 10, 1, 9) - 1, -420],
  ["the instant at which it ends", Date.UTC(2026, 10, 1, 9), -480],
])("minutes ahead of UTC: %s", (_, at, minutes) => {
  expect(new Bench().ports.clock.offsetMinutes(at)).toBe(minutes);
});

test("the offset follows the instant that is asked for, not the one asked for first", () => {
  const begins = Date.UTC(2026, 2, 8, 10);
  const bench = new Bench();
  const offsets = bench.run(({ clock }) =>
    [begins - 1, begins, begins + minute, begins - minute].map((at) => clock.offsetMinutes(at)),
  );
  expect(offsets).toEqual([-480, -420, -420, -480]);
});
