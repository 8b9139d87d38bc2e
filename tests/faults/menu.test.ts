/** Set-up, hand-over, a drill and a roll-over, cut dead twice at the same kind of call: taken up again they end as if nothing had been. */
import { expect, test } from "vitest";
import { chosen, cutTwice } from "../../scripts/bench/faults/menu";
import { builtBundle } from "../../scripts/play/bundle";

/** Of the kinds of calls every so many-th: set-up has most of them. Once each of all is cut in the tests of each; `bench -- --faults` cuts every kind twice. */
const every: Readonly<Record<string, number>> = {
  "set-up": 12,
  "hand-over": 2,
  drill: 6,
  "roll-over": 8,
};

test.each(chosen.map((one) => [one.name, one] as const))("%s", async (name, one) => {
  const found = cutTwice(await builtBundle(), one, (place) => place % (every[name] ?? 1) === 0);
  expect(found.length).toBeGreaterThan(1);
  expect(found.filter(({ why }) => why.length > 0)).toEqual([]);
});
