/**
 * Notices to leads and admins about what a person must fix: the Form is closed or lacks a question, a roll-over is due, a report could have
 * no reader, rows of Education are missing, clock runs fail.
 */
import { tellLeads } from "../access/who-may-open";
import { attempt, isDone } from "../attempt";
import { yearsAfter } from "../casework/which-cases-are-kept";
import {
  educationGaps,
  educationRequests,
  makeEducationRows,
} from "../district/directory/education-rows";
import { isAway } from "../district/find-people";
import { AppError } from "../errors";
import { formChanges, isLive } from "../form/build-form";
import { questionItems } from "../form/report";
import { noticeGaps, readResponses, tellOfGaps } from "../intake/route-reports";
import { underLock } from "../lock";
import { responsesToRead, tellPastRegister } from "../outage/ask-without-register";
import { leadsInOutage, outageAudience } from "../outage/who-is-told-in-an-outage";
import { forgetTold, isToBeTold, rememberInOrder, rememberTold } from "../outbox/told-notices";
import type { HourlyRead } from "../registers/open-register";
import { previewOf } from "../roll-over/roll-over-steps";
import type { Run } from "../run";
import { missingReaders } from "../sealed/which-sealed-register";
import { sealedRegisters } from "../sealed/who-reads-sealed-registers";
import { addDays, civil, minuteMs, schoolYearOf, schoolYearWords, startOfDay } from "../time";
import type { Look } from "./what-a-look-knows";

/**
 * Tells people if the Form is closed ("door", one call while it is open); with "questions", once a day, also if it lacks a question or was
 * changed otherwise (several calls for each question). `read` must include the Outbox. Throws what Google throws. Takes no lock.
 */
export function watchForm(run: Run, read: HourlyRead, looksAt: "door" | "questions"): void {
  if (!run.form.isOpen()) {
    tellLeads(run, read, { notice: { id: "form-closed" } });
    return;
  }
  forgetTold(run, "form-closed");
  if (looksAt === "door") return;
  const missing = noticeGaps(run, []);
  tellOfGaps(run, missing);
  if (missing.length > 0) return;
  // A changed school list is no fault: the Form follows the Schools tab within the hour.
  const schools = questionItems.flatMap(({ item, key }) => (key === "school" ? item : []));
  const isChanged = formChanges(run, run.directory).some(
    ({ what, of }) => what !== "choices" || !schools.some((item) => item === of),
  );
  if (isChanged) tellLeads(run, read, { notice: { id: "form-changed" } });
  else forgetTold(run, "form-changed");
}

/**
 * Tells people that it is time for a roll-over. One more call if the system is older than its cases are kept. No notice if the register is
 * full of cases that must stay, since no one can do anything about that.
 */
export function tellOfRollOver(run: Run, read: HourlyRead): void {
  const { memory, clock, directory } = run;
  const { retentionYears: years } = directory.settings;
  const live = memory.get("goingLive").live ?? 0;
  if (years === null || yearsAfter(live, years, clock) > clock.now()) return;
  const { due, goes } = previewOf(run);
  const isUseful = due === "retention" || (due !== null && goes.size > 0);
  if (!isUseful || memory.get("rollOver").now !== null) return;
  tellLeads(run, read, { notice: { id: "roll-over-due" } });
}

/** Tells leads and admins of a live system when a change of Contacts leaves some report without a reader (design 2.11). */
export function watchReaders(look: Look): void {
  const { memory, directory } = look.run;
  const id = "reader-missing";
  if (missingReaders(directory).length === 0) rememberInOrder(look.run, id);
  // If a system had this gap before it went live, Check has already said so.
  else if (id in memory.get("told") && isLive(memory))
    tellLeads(look.run, look, { notice: { id } });
}

/** Tells leads and admins of a live system, the day before, of a night in which no one is on duty, or everyone who is is away (design 2.23). */
export function watchNights({ run, register, snapshot }: Look): void {
  const { memory, directory, now, zone } = run;
  const { nights, digestAt } = directory.settings;
  const id = "night-unanswered";
  const at = addDays(startOfDay(now, zone), 1, zone);
  const onDuty = directory.people.filter((one) => one.onDuty === "always");
  const isUnanswered = onDuty.every((one) => isAway(one, at));
  if (nights !== "on-duty" || !isUnanswered) forgetTold(run, id);
  else if (isLive(memory) && now >= startOfDay(now, zone) + digestAt * minuteMs) {
    tellLeads(run, { register, snapshot }, { notice: { id, at } });
  }
}

/**
 * Once a day: adds the next school year's rows to Education each July; says in August what is missing for the year that has ended, and in
 * January for the current one. One more read, and another one in those months. A system is not told in the month in which it was set up,
 * nor twice in a month.
 */
export function keepEducationRows({ run, register, isDaily }: Look): void {
  if (!isDaily) return;
  const { clock, memory } = run;
  underLock(run, { lockWait: "clock" }, () => makeEducationRows(run, register, run.directory));
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
  if (gaps.length > 0) tellLeads(run, { register, snapshot }, { notice });
  else rememberTold(run, { notice });
}

/** People are told at the third failed clock run in a row: after one or two failures the next run often succeeds. */
const toldAfter = 3;

/**
 * Counts a failed clock run. At the third in a row, and then daily, this account (which can see its failed runs anyway), the leads and the
 * admins get an email. It is sent at once, since email may work although the registers do not. Must not be called under the lock.
 */
export function noteFailedRun(run: Run, error: unknown): void {
  // A copy of the Form, or one that is not set up, has no one to tell.
  if (error instanceof AppError && ["other-form", "not-set-up"].includes(error.code)) return;
  const { memory, identity } = run;
  const me = identity.runningAs();
  const fails = Math.min(memory.get("account", me).fails + 1, toldAfter);
  // Stored before anything is sent: if the store cannot be written, every run would send the email again.
  memory.set("account", { fails }, me);
  // While the register is out of reach, another email tells people the same.
  if (fails < toldAfter || memory.get("outage").since > 0) return;
  const trouble = run.diagnosis.troubleOf(error);
  // Who may be told costs reading all responses of the Form, which already fails.
  if (!isToBeTold(run, { notice: { id: "clock-fails", trouble }, about: me })) return;
  // A failure that repeats only for something in a sealed register, or meant for one, must not reach people whom it may name. Damage of the
  // main register has an email of its own.
  const ids = memory.get("registers");
  const isGone = (id: string | undefined) =>
    id !== undefined && !isDone(run, () => run.spreadsheets.structure(id));
  const isOfSealed =
    trouble.kind === "damage" ||
    (trouble.kind === "file-gone" && sealedRegisters.some((name) => isGone(ids[name])));
  const to = [me, ...(isOfSealed ? [] : leadsInOutage(run))].filter((one) => one !== "");
  const { directory, excluded } = outageAudience(run);
  const kept = attempt(run, () => excluded(readResponses(run, run.responses.list())), null);
  const isShut = responsesToRead(run, kept, directory) === null;
  const notice = { id: "clock-fails", trouble, ...(isShut ? { isShut } : {}) } as const;
  tellPastRegister(run, [...new Set(to)], { notice, about: me });
}

/** Forgets earlier failures after a run that did all its work. At most two calls. */
export function forgetFailedRuns(run: Run): void {
  const me = run.identity.runningAs();
  if (run.memory.get("account", me).fails === 0) return;
  run.memory.set("account", { fails: 0 }, me);
  forgetTold(run, "clock-fails", me);
}
