/**
 * Somebody goes on inserting rows above the keys, or takes them out again, while a run mends them: the end is that of one of the two
 * orders. Played before each write and each third other call to Sheets; `bench -- --faults` plays it before every call.
 */
import { expect, test } from "vitest";
import { intrusionsAbove, mending } from "../../scripts/bench/faults/heads";
import { interleavings } from "../../scripts/bench/faults/interleave";
import { isKeptIntrusion } from "../../scripts/bench/faults/kept";
import { builtBundle } from "../../scripts/play/bundle";

const pairs = mending.flatMap((one) =>
  intrusionsAbove.map(
    (intrusion, place) => [one.name, intrusion.name, one, intrusion, place] as const,
  ),
);

test.each(pairs)(
  "%s: %s",
  async (_one, _intrusion, one, intrusion, place) => {
    const found = interleavings(await builtBundle(), one, intrusion, (call, index) =>
      isKeptIntrusion(intrusion, place, call, index),
    );
    expect(found.length).toBeGreaterThanOrEqual(3);
    expect(found.filter(({ why }) => why.length > 0)).toEqual([]);
  },
  240_000,
);
