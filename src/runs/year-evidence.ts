/** Reads what the evidence of a school year is counted from. Writes nothing. */
import { countedOf, countedRequests, schoolYearsIn } from "../case/figures/school-year-rows";
import { yearEvidence } from "../case/figures/year-evidence";
import { educationRequests } from "../district/directory/education-rows";
import { directoryIn, directoryRequests } from "../district/directory/read-directory";
import { registerNamed } from "../register/register";
import { lookAt, type Run } from "../run";

/**
 * The evidence of a school year (by its first year; null: the one that is on), to stay in the district or to leave it, of the main register
 * alone; the years of which there is anything, the latest first; and the setting smallCell, the least count that leaves the district. One
 * read of most of the register. Throws "not-set-up" and what Google throws.
 */
export function readYearEvidence(before: Run, asked: number | null, goes: "inside" | "outside") {
  const requests = [...countedRequests, ...educationRequests, ...directoryRequests];
  const snapshot = registerNamed(before, "main", []).load(requests);
  const run = lookAt(before, { directory: directoryIn(snapshot, before.clock) });
  const { directory } = run;
  const years = schoolYearsIn(snapshot, run);
  const year = asked !== null && years.includes(asked) ? asked : (years[0] ?? 0);
  const { smallCell } = directory.settings;
  const least = goes === "outside" ? smallCell : 0;
  const counted = countedOf(snapshot, year, run);
  const parts = yearEvidence({ counted, snapshot, directory, year, least }, run);
  return { years, year, parts, smallCell };
}
