/** Compares the level of a report with a second, independent calculation that shares only the ids. */

import { expect, test } from "vitest";
import { classify } from "../../src/protocol/classify";
import { marin2019 } from "../../src/protocol/packs/marin-2019";

/** As the oracle's bits have them. */
const factorIds = [
  ...["controlled-or-groomed", "with-people-in-commercial-sex", "atypical-sexual-online-activity"],
  ...["runaway-or-unstable-housing", "law-enforcement-involvement", "frequently-absent"],
  ...["relationships-of-concern", "substance-abuse-history"],
];
const concernIds = ["recruiting-or-exploiting", "suspected-victim", "confirmed-victim"];

/** The document in numbers: bits 0 to 2 are criterion 1, bits 3 to 7 criterion 2; then recruiting 1, suspected 2, confirmed 4. */
function oracle(factorBits: number, concernBits: number) {
  const count = (bits: number) => [...bits.toString(2)].filter((bit) => bit === "1").length;
  const first = count(factorBits & 0b00000111);
  const second = count(factorBits & 0b11111000);
  const atRisk = first > 0 || second > 1;
  const protocols = [
    ...(atRisk ? ["at-risk"] : []),
    ...(concernBits & 1 ? ["recruitment-or-exploitation"] : []),
    ...(concernBits & 2 ? ["suspected-victim"] : []),
    ...(concernBits & 4 ? ["confirmed-victim"] : []),
  ];
  const level = protocols.at(-1) ?? (second === 1 ? "below-threshold" : "needs-review");
  return { level, protocols, met: [first > 0, second > 1], counts: [first, second] };
}

test("the document has no other factors and concerns", () => {
  const { factors, concerns } = marin2019();
  expect([factors.length, concerns.length]).toEqual([8, 3]);
});

const picked = <T>(from: readonly T[], bits: number) => from.filter((_, at) => bits & (1 << at));

test("agrees with the oracle on all 2,048 combinations, in whatever order and however often each is said", () => {
  for (let bits = 0; bits < 2048; bits += 1) {
    const factors = picked(factorIds, bits & 255);
    const concerns = picked(concernIds, bits >> 8);
    const found = classify(marin2019(), { factors, concerns });
    const { level, protocols, met, counts } = oracle(bits & 255, bits >> 8);
    expect([found.level, found.protocols], [...factors, ...concerns].join()).toEqual([
      level,
      protocols,
    ]);
    expect(found.criteria.map((one) => [one.met, one.factors.length])).toEqual(
      met.map((isMet, at) => [isMet, counts[at]]),
    );
    expect(found.criteria.flatMap((one) => one.factors)).toEqual(factors);
    const twice = {
      factors: [...factors, ...factors].reverse(),
      concerns: [...concerns, ...concerns].reverse(),
    };
    expect(classify(marin2019(), twice)).toEqual(found);
  }
});
