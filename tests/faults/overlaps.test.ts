/** Two runs that overlap between any two of their calls: the end is that of one of the two orders, with no mail lost or sent twice. */
import { beforeAll, describe, expect, test } from "vitest";
import { interrupted } from "../../scripts/bench/faults-interleave";
import { isKeptOverlap } from "../../scripts/bench/faults-kept";
import { others, overlappings } from "../../scripts/bench/faults-overlap";
import { builtBundle } from "../../scripts/play/bundle";

let dist: string;
beforeAll(async () => {
  dist = await builtBundle();
});

const pairs = interrupted.flatMap((one, row) =>
  others.map((other, column) => [one.name, other.name, one, other, row + column] as const),
);
/** By run, the calls that it makes, and those before which it stood while the other went on. */
const calls = new Map<string, Set<string>>();
const stood = new Map<string, Set<string>>();
const noted = (notes: Map<string, Set<string>>, run: string, what: string) =>
  notes.set(run, (notes.get(run) ?? new Set()).add(what));

describe("at pairs of calls of", () => {
  test.each(pairs)(
    "%s and %s",
    (_one, _other, first, second, turn) => {
      const found = overlappings(dist, first, second, (at, place) => {
        for (const [index, { name }] of [first, second].entries()) {
          noted(calls, name, at[index]?.countedAs ?? "");
        }
        return isKeptOverlap(turn, at, place);
      });
      for (const { at, isCrossed } of found) {
        for (const [index, { name }] of [first, second].entries()) {
          if (isCrossed) noted(stood, name, at[index]?.countedAs ?? "");
        }
      }
      expect(found.filter(({ isCrossed }) => isCrossed).length).toBeGreaterThanOrEqual(5);
      expect(found.filter(({ why }) => why.length > 0)).toEqual([]);
    },
    480_000,
  );
});

test("every run stood before every call that it makes", () => {
  for (const [run, made] of calls) expect([run, stood.get(run)]).toEqual([run, made]);
  expect(calls.size).toBe(interrupted.length + others.length);
});
