/** The figures of the school year, which the clock counts once a night for Summary (see `measures`). */

import { schoolYearMeasure, summaryCells } from "../../case/figures/measures";
import { countedOf, countedRequests } from "../../case/figures/school-year-rows";
import type { Update } from "../../register/change";
import { rowsOf, type Snapshot } from "../../register/read/snapshot";
import { hourMs, type Moment, schoolYearOf, startOfDay } from "../../time";
import type { ClockRun } from "./clock-work";

/** From so many hours after midnight in the district's zone: the day before is over everywhere in the desk by then. */
const hoursAfterMidnight = 1;

/**
 * Whether they are to be counted: not yet since this night began, or never. `counted`: as of when they stand there. Both in ms UTC. A time in
 * the future stems from before the clock was set back.
 */
export function isCountDue(counted: number | null, { now, zone }: Moment): boolean {
  if (counted === null || counted > now) return true;
  const night = startOfDay(now, zone) + hoursAfterMidnight * hourMs;
  return now >= night && counted < night;
}

/**
 * The cells of Summary that they go into, once a night; none where they are not due, or where Summary lacks the rows. One
 * read of most of the register where they are due. `snapshot`: a read of Summary's keys and times. Throws what Google throws.
 */
export function figuresDue(tick: ClockRun, snapshot: Snapshot): readonly Update[] {
  const { register, started } = tick;
  // Not the time when the run came to this: how long it took would hint at work on sealed reports.
  const run = { ...tick.run, now: started };
  const rows = rowsOf(snapshot, "summary");
  const year = rows.find(({ key }) => key === schoolYearMeasure);
  if (year === undefined) return [];
  if (!isCountDue(year.values.at ?? null, run)) return [];
  const read = register.load(countedRequests);
  const current = schoolYearOf(run.now, run.zone);
  const of = (one: number) => countedOf(read, one, run);
  const cells = summaryCells(of(current), of(current - 1), run);
  return rows.flatMap(({ key }): readonly Update[] => {
    const values = cells.get(key);
    return values === undefined ? [] : [{ tab: "summary", key, values }];
  });
}
