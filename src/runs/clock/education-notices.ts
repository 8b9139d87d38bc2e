/** Education, once a day: the rows of the next school year each July, and what is missing, told in August and January. */

import { recipientsOfAccessNotice } from "../../access/register-access";
import { messageToEach } from "../../case/messages/message";
import {
  educationGaps,
  educationMadeFor,
  educationRequests,
  makeEducationRows,
} from "../../district/directory/education-rows";
import { commitForDelivery, deliver } from "../../letters/outbox/deliver-messages";
import { underLock } from "../../lock";
import { noChange } from "../../register/change";
import { civil, schoolYearOf, schoolYearWords } from "../../time";
import type { ClockRun, Learned } from "./clock-work";

/**
 * In the run that lists all responses. One read more on a day on which a year or a school is new, and one in August and in January: in
 * August of the year that has ended, in January of the one that is on.
 */
export function keepEducationRows(tick: ClockRun): Partial<Learned> {
  const { run, register, swept } = tick;
  const { clock, memory, identity, directory } = run;
  if (swept?.isOfAll !== true) return {};
  const now = clock.now();
  const remember: { education?: string; educationTold?: string } = {};
  const madeFor = educationMadeFor(directory, run);
  if (directory.schools.length > 0 && memory.get("education") !== madeFor) {
    const made = underLock(run, { lockWait: "clock" }, () =>
      makeEducationRows(run, register, directory),
    );
    if (made !== null) remember.education = madeFor;
  }
  const { year, month } = civil(now, clock);
  const told = `${year}-${month}`;
  const before = memory.get("educationTold");
  // A desk is not told in the month in which it was set up.
  if (before === null) return { remember: { ...remember, educationTold: told } };
  if ((month !== 1 && month !== 8) || before === told) return { remember };
  const about = schoolYearOf(now, clock) - (month === 8 ? 1 : 0);
  const read = register.load(educationRequests);
  const gaps = educationGaps(read, about).filter(({ missing }) => missing.length > 0);
  if (gaps.length > 0) {
    const to = recipientsOfAccessNotice(directory, identity.runningAs());
    const messages = messageToEach(to, `education ${told}`, "education-missing", {
      year: schoolYearWords(about),
      schools: new Set(gaps.map(({ school }) => school)).size,
      missing: gaps.reduce((sum, { missing }) => sum + missing.length, 0),
    });
    deliver(commitForDelivery(run, { register, snapshot: read }, { ...noChange, messages }));
  }
  return { remember: { ...remember, educationTold: told } };
}
