/** Every combination of risk factors and concerns, and cases to build checklists for. */

import { classify } from "../../src/protocol/classify";
import type { ChecklistInput } from "../../src/protocol/conditions";
import type { ConcernId, FactorId } from "../../src/protocol/ids";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { concernIds } from "./marin";

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

const callee = (agency: string, name: string, phone: string | null) => ({ agency, name, phone });

/** What a checklist is built from when a report has just these factors and concerns. */
export function caseOf(reported: Combination, more: Partial<ChecklistInput> = {}): ChecklistInput {
  const { level, protocols } = classify(marin2019(), reported);
  return {
    level,
    protocols,
    factors: reported.factors,
    confirmedBy: null,
    parentMayBeInvolved: null,
    studentRole: null,
    immediateDanger: false,
    calls: {
      agencies: new Map(
        [
          callee("child-and-family-services", "Children's hotline", "(415) 555-0100"),
          callee("law-enforcement", "North City Police", "(415) 555-0101"),
          callee("probation", "Probation office", null),
          callee("victim-advocate", "Advocates of the North", "(415) 555-0103"),
        ].map((one) => [one.agency, one]),
      ),
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
