/** Every combination of factors and concerns, and cases to build checklists for. */
import type { ChecklistInput } from "../../src/protocol/checklist";
import { classify } from "../../src/protocol/classify";
import { type ConcernId, concernIds, type FactorId, factorIds } from "../../src/protocol/ids";
import { marin2019 } from "../../src/protocol/marin-2019";

export interface Combination {
  readonly factors: readonly FactorId[];
  readonly concerns: readonly ConcernId[];
}

/** All subsets of a list, the empty one first. */
export function subsets<T>(list: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: 2 ** list.length }, (_, bits) =>
    list.filter((_item, at) => bits & (1 << at)),
  );
}

/** 256 × 8. */
export const everyCombination: readonly Combination[] = subsets(factorIds).flatMap((factors) =>
  subsets(concernIds).map((concerns) => ({ factors, concerns })),
);

/** What a checklist is built from when a report has just these factors and concerns. */
export function caseOf(reported: Combination, more: Partial<ChecklistInput> = {}): ChecklistInput {
  const { level, protocols } = classify(marin2019, reported);
  return {
    level,
    protocols,
    factors: reported.factors,
    confirmedBy: null,
    parentMayBeInvolved: null,
    studentRole: null,
    immediateDanger: false,
    calls: {
      childAndFamilyServices: {
        agency: "child-and-family-services",
        name: "Children's hotline",
        phone: "(415) 555-0100",
      },
      lawEnforcement: {
        agency: "law-enforcement",
        name: "North City Police",
        phone: "(415) 555-0101",
      },
      probation: { agency: "probation", name: "Probation office", phone: null },
      victimAdvocate: {
        agency: "victim-advocate",
        name: "Advocates of the North",
        phone: "(415) 555-0103",
      },
      sroIsDistrictPolice: "unknown",
    },
    ...more,
  };
}

/** One case per set of protocols that can apply, at-risk by the first criterion, and one below the threshold. */
export const everyProtocolSet: readonly Combination[] = [
  ...subsets(concernIds).flatMap((concerns) => [
    { factors: [], concerns },
    { factors: ["controlled-or-groomed"] as const, concerns },
  ]),
  { factors: ["frequently-absent"], concerns: [] },
];
