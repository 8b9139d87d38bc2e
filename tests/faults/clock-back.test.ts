/** The clock goes back in the middle of a day: nothing is lost or doubled, and nothing waits until it has caught up. */
import { expect, test } from "vitest";
import { turned, turnedBack } from "../../scripts/bench/faults/clock";
import { builtBundle } from "../../scripts/play/bundle";

test.each(turned.map((one) => [one.name, one] as const))("%s", async (_name, one) => {
  expect(turnedBack(await builtBundle(), one).why).toEqual([]);
});
