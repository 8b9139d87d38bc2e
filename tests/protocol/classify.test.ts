/** Classification against an oracle that shares nothing with it but the ids. */

import { describe, expect, it, test } from "vitest";
import { classify } from "../../src/protocol/classify";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { type Combination, everyCombination } from "./every-case";
import { concernIds, factorIds, levelRank } from "./marin";

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

const bitFactors = [
  "controlled-or-groomed",
  "with-people-in-commercial-sex",
  "atypical-sexual-online-activity",
  "runaway-or-unstable-housing",
  "law-enforcement-involvement",
  "frequently-absent",
  "relationships-of-concern",
  "substance-abuse-history",
] as const;
const bitConcerns = ["recruiting-or-exploiting", "suspected-victim", "confirmed-victim"] as const;
const picked = <T>(from: readonly T[], bits: number) => from.filter((_, at) => bits & (1 << at));

const classified = ({ factors, concerns }: Combination) =>
  classify(marin2019(), { factors, concerns });

describe("classify", () => {
  it("agrees with the oracle on all 2,048 combinations", () => {
    const seen = new Set<string>();
    for (let factorBits = 0; factorBits < 256; factorBits += 1) {
      for (let concernBits = 0; concernBits < 8; concernBits += 1) {
        const factors = picked(bitFactors, factorBits);
        const concerns = picked(bitConcerns, concernBits);
        const found = classify(marin2019(), { factors, concerns });
        const wanted = oracle(factorBits, concernBits);
        expect(
          {
            level: found.level,
            protocols: found.protocols,
            met: found.criteria.map(({ met }) => met),
            counts: found.criteria.map((criterion) => criterion.factors.length),
          },
          [...factors, ...concerns].join(),
        ).toEqual(wanted);
        seen.add([...factors, ...concerns].join());
      }
    }
    expect(seen.size).toBe(2048);
  });

  test.each<[string, Partial<Combination>, string]>([
    ["nothing", {}, "needs-review"],
    ["one factor of criterion 2", { factors: ["frequently-absent"] }, "below-threshold"],
    ["one factor of criterion 1", { factors: ["controlled-or-groomed"] }, "at-risk"],
    [
      "two factors of criterion 2",
      { factors: ["frequently-absent", "substance-abuse-history"] },
      "at-risk",
    ],
    ["a confirmed victim without factors", { concerns: ["confirmed-victim"] }, "confirmed-victim"],
  ])("%s", (_, reported, level) => {
    expect(classified({ factors: [], concerns: [], ...reported }).level).toBe(level);
  });

  it("names the factors that fired, by criterion", () => {
    expect(
      classified({
        factors: ["substance-abuse-history", "controlled-or-groomed", "frequently-absent"],
        concerns: [],
      }).criteria,
    ).toEqual([
      { id: "criterion-1", factors: ["controlled-or-groomed"], atLeast: 1, met: true },
      {
        id: "criterion-2",
        factors: ["frequently-absent", "substance-abuse-history"],
        atLeast: 2,
        met: true,
      },
    ]);
  });

  it("does not care about order or repeats", () => {
    for (const { factors, concerns } of everyCombination) {
      expect(
        classified({
          factors: [...factors, ...factors].reverse(),
          concerns: [...concerns, ...concerns].reverse(),
        }),
      ).toEqual(classified({ factors, concerns }));
    }
  });

  it("never lowers a level or drops a protocol when something is added", () => {
    for (const { factors, concerns } of everyCombination) {
      const before = classified({ factors, concerns });
      const grown = [
        ...factorIds.map((factor) => ({ factors: [...factors, factor], concerns })),
        ...concernIds.map((concern) => ({ factors, concerns: [...concerns, concern] })),
      ];
      for (const more of grown) {
        const after = classified(more);
        expect(levelRank(after.level)).toBeGreaterThanOrEqual(levelRank(before.level));
        expect(after.protocols).toEqual(expect.arrayContaining([...before.protocols]));
      }
    }
  });
});
