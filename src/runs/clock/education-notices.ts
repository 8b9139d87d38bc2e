/** Education, once a day: the rows of the next school year each July, and what is missing, told in August and January. */

import { recipientsOfAccessNotice } from "../../access/register-access";
import { educationGaps, educationRequests } from "../../district/directory/education-rows";
import { educationMadeFor, makeEducationRows } from "../../install/education-year";
import { tellDesk } from "../../letters/outbox/deliver-messages";
import { rememberTold } from "../../letters/told-notices";
import { underLock } from "../../lock";
import type { Remembered } from "../../store/keys";
import { civil, schoolYearOf, schoolYearWords } from "../../time";
import type { ClockRun, Learned } from "./clock-work";

/**
 * In the run that lists all responses. One read more on a day on which a year or a school is new, and one in August and in January: in
 * August of the year that has ended, in January of the one that is on.
 */
export function keepEducationRows(tick: ClockRun): Partial<Learned> {
  const { run, register, swept } = tick;
  const { memory, directory } = run;
  if (swept?.isOfAll !== true) return {};
  const madeFor = educationMadeFor(directory, run);
  let remember: Remembered = {};
  if (directory.schools.length > 0 && memory.get("education") !== madeFor) {
    const made = underLock(run, { lockWait: "clock" }, () =>
      makeEducationRows(run, register, directory),
    );
    if (made !== null) remember = { education: madeFor };
  }
  tellOfEducation(tick);
  return { remember };
}

/** A desk is not told in the month in which it was set up, nor twice in a month. */
function tellOfEducation({ run, register }: ClockRun): void {
  const { clock, memory, identity, directory } = run;
  const now = clock.now();
  const id = "education-missing";
  const { year, month } = civil(now, clock);
  const about = schoolYearOf(now, clock) - (month === 8 ? 1 : 0);
  const nothing = { id, year: schoolYearWords(about), schools: 0, missing: 0 } as const;
  const toldAt = memory.get("told")[id];
  if (toldAt === undefined) rememberTold(run, { notice: nothing });
  const before = civil(toldAt ?? now, clock);
  if ((month !== 1 && month !== 8) || (before.year === year && before.month === month)) return;
  const snapshot = register.load(educationRequests);
  const gaps = educationGaps(snapshot, about).filter(({ missing }) => missing.length > 0);
  const notice = {
    ...nothing,
    schools: new Set(gaps.map(({ school }) => school)).size,
    missing: gaps.reduce((sum, { missing }) => sum + missing.length, 0),
  };
  const to = recipientsOfAccessNotice(directory, identity.runningAs());
  if (gaps.length > 0) tellDesk(run, { register, snapshot }, { notice, to });
  else rememberTold(run, { notice });
}
