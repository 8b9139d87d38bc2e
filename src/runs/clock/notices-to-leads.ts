/**
 * What leads and admins are told that stops nothing but needs a person: a roll-over that is due, reports that could have no reader, rows of
 * Education that are missing.
 */
import { recipientsOfAccessNotice } from "../../access/register-access";
import { yearsAfter } from "../../case/lifecycle/retention";
import { messageToEach } from "../../case/messages/message";
import type { DetailToWrite, QueuedKind } from "../../case/messages/message-details";
import { educationGaps, educationRequests } from "../../district/directory/education-rows";
import { readerGaps } from "../../district/reader-gaps";
import { isLive } from "../../form/build-form";
import { educationMadeFor, makeEducationRows } from "../../install/education-year";
import { previewOf } from "../../install/roll-over/roll-over-preview";
import { commitForDelivery, deliver, tellOnce } from "../../letters/outbox/deliver-messages";
import { underLock } from "../../lock";
import { noChange } from "../../register/change";
import type { HourlyRead } from "../../register/register";
import type { Run } from "../../run";
import { civil, dayMs, schoolYearOf, schoolYearWords } from "../../time";
import type { ClockRun, Learned } from "./clock-work";

// At most once a week each.

const week = 7 * dayMs;

/** What a notice says. */
interface Notice<Kind extends QueuedKind> {
  readonly kind: Kind;
  readonly detail: DetailToWrite<Kind>;
}

/**
 * Queues and sends a notice unless it was sent within a week. `about` begins the ids of its messages; `read` is of the main register and
 * includes the Outbox. Throws what Google throws. Takes no lock.
 */
export function tellWeekly<Kind extends QueuedKind>(
  run: Run,
  read: HourlyRead,
  about: string,
  { kind, detail }: Notice<Kind>,
): void {
  const id = `${about} ${Math.floor(run.clock.now() / week)}`;
  tellOnce(run, read, id, () => {
    const to = recipientsOfAccessNotice(run.directory, run.identity.runningAs());
    return { ...noChange, messages: messageToEach(to, id, kind, detail) };
  });
}

/**
 * Tells people that it is time for a roll-over. One call more on a system that is older than its cases are kept. No notice where the register
 * is full of cases that must stay, since nobody can do anything about that.
 */
export function tellOfRollOver(run: Run, read: HourlyRead): void {
  const { memory, clock, directory } = run;
  const { retentionYears: years } = directory.settings;
  const live = memory.get("live") ?? 0;
  if (years === null || yearsAfter(live, years, clock) > clock.now()) return;
  const { due, goes } = previewOf(run);
  const isUseful = due === "retention" || (due !== null && goes.size > 0);
  if (!isUseful || run.memory.get("rollOver") !== null) return;
  tellWeekly(run, read, "roll-over", { kind: "roll-over-due", detail: {} });
}

/** Tells leads and admins of a live system on the day on which Contacts come to leave some report without a reader (design 2.11). */
export function watchReaders({ run, register, snapshot }: ClockRun): Partial<Learned> {
  const { memory, clock, identity, directory } = run;
  if (readerGaps(directory).length === 0) {
    return { remember: { readers: "whole" } };
  }
  // A system that had this gap before it went live was told of it by the check.
  if (memory.get("readers") !== "whole" || !isLive(memory)) return {};
  const to = recipientsOfAccessNotice(directory, identity.runningAs());
  const id = `readers ${clock.now().toString(36)}`;
  const messages = messageToEach(to, id, "reader-missing", {});
  deliver(commitForDelivery(run, { register, snapshot }, { ...noChange, messages }));
  return { remember: { readers: "gap" } };
}

// Education, once a day: the rows of the next school year each July, and what is missing, told in August and January.

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
  // A system is not told in the month in which it was set up.
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
