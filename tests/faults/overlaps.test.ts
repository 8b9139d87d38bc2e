/** Two runs that overlap between any two of their calls: the end is that of one of the two orders, with no mail lost or sent twice. Which pairs: `KeptOverlaps`; `bench -- --faults` plays all of them. */
import { beforeAll, describe, expect, test } from "vitest";
import { interrupted } from "../../scripts/bench/faults/interleave";
import { KeptOverlaps } from "../../scripts/bench/faults/kept";
import { others, overlappings } from "../../scripts/bench/faults/overlap";
import { builtBundle } from "../../scripts/play/bundle";

let dist: string;
beforeAll(async () => {
  dist = await builtBundle();
});

const pairs = interrupted.flatMap((one) =>
  others.map((other) => [one.name, other.name, one, other] as const),
);
const kept = new KeptOverlaps();
/** By run, the calls that it makes, and those before which it stood while the other went on. */
const calls = new Map<string, Set<string>>();
const stood = new Map<string, Set<string>>();
const noted = (notes: Map<string, Set<string>>, run: string, what: string) =>
  notes.set(run, (notes.get(run) ?? new Set()).add(what));

describe("at pairs of calls of", () => {
  test.each(pairs)(
    "%s and %s",
    (_one, _other, first, second) => {
      let chosen: ReadonlySet<string> | null = null;
      const found = overlappings(dist, first, second, (at, place, all) => {
        for (const [index, { name }] of [first, second].entries()) {
          noted(calls, name, at[index]?.countedAs ?? "");
        }
        chosen ??= kept.chosen([first.name, second.name], all);
        return chosen.has(place.join());
      });
      for (const { at, isCrossed } of found) {
        for (const [index, { name }] of [first, second].entries()) {
          if (isCrossed) noted(stood, name, at[index]?.countedAs ?? "");
        }
      }
      expect(found.filter(({ isCrossed }) => isCrossed).length).toBeGreaterThanOrEqual(4);
      expect(found.filter(({ why }) => why.length > 0)).toEqual([]);
    },
    480_000,
  );
});

/** Asked for in between, how much mail is left changes nothing that another run does; `bench -- --faults` plays it all the same. */
const seldom: Readonly<Record<string, string>> = { "a tick": "MailApp.getRemainingDailyQuota" };

test("every run stood before every call that it makes", () => {
  for (const [run, made] of calls) {
    const expected = [...made].filter((call) => call !== seldom[run]);
    expect([
      run,
      [...(stood.get(run) ?? [])].filter((call) => call !== seldom[run]).sort(),
    ]).toEqual([run, expected.sort()]);
  }
  expect(calls.size).toBe(interrupted.length + others.length);
});
