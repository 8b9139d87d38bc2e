/**
 * What leads and admins are told that stops nothing but needs a person: a roll-over that is due, reports that could have no reader, rows of
 * Education that are missing.
 */
import { recipientsOfAccessNotice } from "../../access/register-access";
import { yearsAfter } from "../../case/lifecycle/retention";
import {
  educationGaps,
  educationRequests,
  makeEducationRows,
} from "../../district/directory/education-rows";
import { missingReaders } from "../../district/sealed-readers";
import { isLive } from "../../form/build-form";
import { previewOf } from "../../install/roll-over/what-stays";
import { tellDesk } from "../../letters/outbox/deliver-messages";
import { rememberInOrder, rememberTold } from "../../letters/told-notices";
import { underLock } from "../../lock";
import type { HourlyRead } from "../../register/register";
import type { Run } from "../../run";
import { civil, schoolYearOf, schoolYearWords } from "../../time";
import type { ClockRun } from "./clock-work";

/**
 * Tells people that it is time for a roll-over. One call more on a system that is older than its cases are kept. No notice where the register
 * is full of cases that must stay, since no one can do anything about that.
 */
export function tellOfRollOver(run: Run, read: HourlyRead): void {
  const { memory, clock, directory } = run;
  const { retentionYears: years } = directory.settings;
  const live = memory.get("goingLive").live ?? 0;
  if (years === null || yearsAfter(live, years, clock) > clock.now()) return;
  const { due, goes } = previewOf(run);
  const isUseful = due === "retention" || (due !== null && goes.size > 0);
  if (!isUseful || run.memory.get("rollOver").now !== null) return;
  const to = recipientsOfAccessNotice(directory, run.identity.runningAs());
  tellDesk(run, read, { notice: { id: "roll-over-due" }, to });
}

/** Tells leads and admins of a live system once Contacts come to leave some report without a reader (design 2.11). */
export function watchReaders(tick: ClockRun): void {
  const { memory, identity, directory } = tick.run;
  const id = "reader-missing";
  if (missingReaders(directory).length === 0) rememberInOrder(tick.run, id);
  // A system that had this gap before it went live was told of it by the check.
  else if (id in memory.get("told") && isLive(memory)) {
    const to = recipientsOfAccessNotice(directory, identity.runningAs());
    tellDesk(tick.run, tick, { notice: { id }, to });
  }
}

// Education, once a day: the rows of the next school year each July, and what is missing, told in August and January.

/**
 * In the run that lists all responses. One read more; another in August of the year that has ended, and in January of the one that is on.
 */
export function keepEducationRows(tick: ClockRun): void {
  const { run, register, swept } = tick;
  if (swept?.isOfAll !== true) return;
  underLock(run, { lockWait: "clock" }, () => makeEducationRows(run, register, run.directory));
  tellOfEducation(tick);
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
