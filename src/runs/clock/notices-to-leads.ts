/**
 * What leads and admins are told that stops nothing but needs a person: a roll-over that is due, reports that could have no reader, rows of
 * Education that are missing.
 */
import { recipientsOfAccessNotice } from "../../access/register-access";
import { yearsAfter } from "../../case/lifecycle/retention";
import {
  educationGaps,
  educationMadeFor,
  educationRequests,
  makeEducationRows,
} from "../../district/directory/education-rows";
import { missingReaders } from "../../district/sealed-readers";
import { isLive } from "../../form/build-form";
import { previewOf } from "../../install/roll-over/roll-over-preview";
import { tellDesk } from "../../letters/outbox/deliver-messages";
import { rememberTold } from "../../letters/told-notices";
import { underLock } from "../../lock";
import type { HourlyRead } from "../../register/register";
import type { Run } from "../../run";
import type { Remembered } from "../../store/keys";
import { civil, schoolYearOf, schoolYearWords } from "../../time";
import type { ClockRun, Learned } from "./clock-work";

/**
 * Tells people that it is time for a roll-over. One call more on a system that is older than its cases are kept. No notice where the register
 * is full of cases that must stay, since no one can do anything about that.
 */
export function tellOfRollOver(run: Run, read: HourlyRead): void {
  const { memory, clock, directory } = run;
  const { retentionYears: years } = directory.settings;
  const live = memory.get("live") ?? 0;
  if (years === null || yearsAfter(live, years, clock) > clock.now()) return;
  const { due, goes } = previewOf(run);
  const isUseful = due === "retention" || (due !== null && goes.size > 0);
  if (!isUseful || run.memory.get("rollOver") !== null) return;
  const to = recipientsOfAccessNotice(directory, run.identity.runningAs());
  tellDesk(run, read, { notice: { id: "roll-over-due" }, to });
}

/** Tells leads and admins of a live system once Contacts come to leave some report without a reader (design 2.11). */
export function watchReaders(tick: ClockRun): void {
  const { memory, identity, directory } = tick.run;
  const id = "reader-missing";
  const told = memory.get("told");
  if (missingReaders(directory).length === 0) memory.set("told", { ...told, [id]: 0 });
  // A system that had this gap before it went live was told of it by the check.
  else if (id in told && isLive(memory)) {
    const to = recipientsOfAccessNotice(directory, identity.runningAs());
    tellDesk(tick.run, tick, { notice: { id }, to });
  }
}

// Education, once a day: the rows of the next school year each July, and what is missing, told in August and January.

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

/** A system is not told in the month in which it was set up, nor twice in a month. */
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
