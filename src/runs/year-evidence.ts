/** Reads what the evidence of a school year is counted from. Writes nothing. */

import type { EvidencePart } from "../case/views/case-counts";
import { inside, shownOutside } from "../case/views/small-cells";
import { yearEvidence } from "../case/views/year-evidence";
import { schoolYearsIn, yearFigures, yearRequests } from "../case/views/year-figures";
import { educationRequests } from "../district/directory/education-rows";
import { directoryIn, directoryRequests } from "../district/directory/load-directory";
import { registerNamed } from "../register/register";
import { lookAt, type Run } from "../run";

/** The evidence of one school year. */
export interface YearEvidence {
  /** School years of which there is anything, by their first year, the latest first. */
  readonly years: readonly number[];
  readonly year: number;
  readonly parts: readonly EvidencePart[];
  /** The setting smallCell: the least count that leaves the district. */
  readonly smallCell: number;
}

/**
 * The evidence of a school year (by its first year; null: the one that is on), to stay in the district or to leave it, of the main register alone. One read of most of it. Throws
 * "not-set-up" and what Google throws.
 */
export function readYearEvidence(
  before: Run,
  asked: number | null,
  goes: "inside" | "outside",
): YearEvidence {
  const snapshot = registerNamed(before, "main", []).load([
    ...yearRequests,
    ...educationRequests,
    ...directoryRequests,
  ]);
  const run = lookAt(before, { directory: directoryIn(snapshot, before.clock) });
  const { directory } = run;
  const years = schoolYearsIn(snapshot, run);
  const [latest = 0] = years;
  const year = asked !== null && years.includes(asked) ? asked : latest;
  const { smallCell } = directory.settings;
  const figures = yearFigures(snapshot, year, run);
  const parts = yearEvidence(
    { figures, snapshot, directory, year },
    goes === "outside" ? shownOutside(smallCell) : inside,
    run,
  );
  return { years, year, parts, smallCell };
}
