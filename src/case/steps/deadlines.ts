/**
 * When a case has to be acknowledged before the next person is asked; when someone is reminded of a call; when steps and reporters' written
 * reports are due, and when they are late (design 5). All results in milliseconds UTC.
 */

import { schoolNamed } from "../../district/find-people";
import type { Directory, SchoolHours, Settings } from "../../district-directory";
import type { CallBook } from "../../protocol/agency-words";
import type { Act } from "../../protocol/build-checklist";
import { packOfCase } from "../../protocol/find-pack";
import type { LevelId } from "../../protocol/ids";
import type { ProtocolPack } from "../../protocol/pack";
import {
  actOf,
  dueTimes,
  everyDays,
  levelHasProtocol,
  levelOf,
  lowestLevel,
  protocolsOf,
  repetitionOf,
} from "../../protocol/pack-queries";
import { isSealedRegister } from "../../registers/kinds";
import type { Run } from "../../run";
import type { Moment, ZoneOffset } from "../../time";
import { addDays, civil, dateText, dayMs, hourMs, minuteMs, startOfDay } from "../../time";
import type { CaseFile } from "../facts/case-file";
import { type Danger, inDanger } from "../facts/danger";
import type { CaseRow, ChecklistRow } from "../tabs/case-tabs";

/**
 * The hours of a school day for a school whose hours the Schools tab does not give, in minutes after midnight in the district's zone.
 * School days are Monday to Friday, except the days in `schoolClosed`. Eight school hours are one school day.
 */
const schoolDay: SchoolHours = { opens: 8 * 60, closes: 16 * 60 };

/**
 * The times at which there is school, for deadlines that depend on them; instants in milliseconds UTC. `school`: as the row of the case has
 * it; null: the usual hours (`schoolDay`).
 */
export function schoolTimes(
  directory: Pick<Directory, "schools"> & { settings: Pick<Settings, "schoolClosed"> },
  school: string | null,
  zone: ZoneOffset,
) {
  const { opens, closes } = schoolNamed(directory, school)?.hours ?? schoolDay;
  const hoursOn = (at: number): SchoolHours | null => {
    const midnight = startOfDay(at, zone);
    const noon = midnight + dayMs / 2;
    const { weekday } = civil(noon, zone);
    const date = dateText(noon, zone);
    const isClosed = directory.settings.schoolClosed.some(
      ({ first, last }) => first <= date && date <= last,
    );
    if (weekday < 1 || weekday > 5 || isClosed) return null;
    return { opens: midnight + opens * minuteMs, closes: midnight + closes * minuteMs };
  };
  return {
    /** When the school day ends that is under way at an instant; null if there is no school then. */
    endsAt(at: number) {
      const today = hoursOn(at);
      return today !== null && today.opens <= at && at < today.closes ? today.closes : null;
    },
    /**
     * When the next school day begins after an instant. If there is none within a year, because every day is marked as closed, a time about
     * a year later.
     */
    nextStart(from: number) {
      let at = from;
      for (let days = 0; days < 366; days++) {
        const today = hoursOn(at);
        if (today !== null && today.opens > from) return today.opens;
        at = addDays(at, 1, zone);
      }
      return at;
    },
  };
}

type SchoolTimes = ReturnType<typeof schoolTimes>;

/** When this many school hours have passed since `from`. Both in milliseconds UTC. */
export function afterSchoolHours(from: number, hours: number, school: SchoolTimes): number {
  let left = hours * hourMs;
  let at = from;
  for (;;) {
    const start = school.endsAt(at) === null ? school.nextStart(at) : at;
    const end = school.endsAt(start);
    if (end === null || left <= end - start) return end === null ? start : start + left;
    left -= end - start;
    at = end;
  }
}

/** When a hold ends, milliseconds UTC. A hold until a day (midnight, no time of day) lasts to the end of that day. */
export function holdEnds(holdUntil: number, zone: ZoneOffset): number {
  return startOfDay(holdUntil, zone) === holdUntil ? addDays(holdUntil, 1, zone) : holdUntil;
}

/** The cells of a case that decide how long the system waits. */
type WaitingCase = Pick<CaseRow, "level" | "protocolVersion"> & Danger;

/**
 * `hours` after `from`. Below at-risk they are school hours; from at-risk up they run by the clock, since nights and weekends are no safer.
 * In immediate danger it is `immediateDangerMinutes` instead. Milliseconds UTC; null if there is no school for long.
 */
function waited(row: WaitingCase, from: number, hours: number, { directory, zone }: Run) {
  if (inDanger(row)) return from + directory.settings.immediateDangerMinutes * minuteMs;
  if (!isInSchoolHours(row)) return from + hours * hourMs;
  const bySchool = afterSchoolHours(from, hours, schoolTimes(directory, null, zone));
  return bySchool - from <= longestWait ? bySchool : null;
}

/** The longest wait in school hours, in milliseconds. */
const longestWait = 7 * dayMs;

/** Whether the wait for this case runs in school hours only. A level that the pack does not have counts as one below every protocol. */
export function isInSchoolHours(row: Pick<WaitingCase, "level" | "protocolVersion">): boolean {
  const pack = packOfCase(row);
  const level = row.level ?? lowestLevel(pack);
  return levelOf(pack, level)?.wait.inSchoolHours ?? !levelHasProtocol(pack, level);
}

/** How many hours an acknowledgement may take at this level: as the district wrote in Settings, otherwise as the pack has it. */
export function waitHours(
  pack: ProtocolPack,
  level: LevelId,
  settings: Pick<Settings, "acknowledgeWithinHours">,
): number {
  const usual = levelOf(pack, level)?.wait.hours ?? 1;
  const own = settings.acknowledgeWithinHours ?? { byLevel: {} };
  if ("byLevel" in own) return Number(own.byLevel[level] ?? usual);
  const [below, lowest, higher] = own;
  if (!levelHasProtocol(pack, level)) return below;
  return level === protocolsOf(pack)[0] ? lowest : higher;
}

/** When the case must have been acknowledged, counted from `from`; then the next person is asked. Milliseconds UTC. */
export function acknowledgeBy(row: WaitingCase, from: number, run: Run): number {
  const pack = packOfCase(row);
  const hours = waitHours(pack, row.level ?? lowestLevel(pack), run.directory.settings);
  // People are at work in the summer too: if there is no school for long, the wait is over on the next working day.
  const nextDay = addDays(startOfDay(from, run.zone), 1, run.zone);
  return waited(row, from, hours, run) ?? workingTimes(run.zone).nextStart(nextDay);
}

/**
 * When someone is reminded of an open call. `from`: when the call became due, or when someone was last reminded. Below at-risk this counts
 * school hours too, so that people do not learn to ignore the email. Milliseconds UTC.
 */
export function remindAfter(row: WaitingCase, from: number, run: Run): number {
  const hours = run.directory.settings.callReminderHours;
  // In a long break the hours of working days count.
  return waited(row, from, hours, run) ?? afterSchoolHours(from, hours, workingTimes(run.zone));
}

/** The usual hours of Monday to Friday, also where there is no school. */
const workingTimes = (zone: ZoneOffset) =>
  schoolTimes({ schools: [], settings: { schoolClosed: [] } }, null, zone);

// A step counts as late only if a person could have done it in time, so not because a report came while there was no school. Reminders have
// their own times.

/**
 * `count` milliseconds after `from`; if there is no school then, that long after the next school day has begun. Both in milliseconds UTC.
 */
export function withinReach(from: number, count: number, school: SchoolTimes): number {
  return (school.endsAt(from) === null ? school.nextStart(from) : from) + count;
}

/**
 * From when the time to acknowledge is counted, milliseconds UTC: from the opening of the case or, if later, from when it was last given to
 * another person or last rose. A rise or a new danger adds a call to be made again, which is due at that instant, and is recognized by it.
 */
export function acknowledgeFrom({ row, acts }: CaseFile): number {
  const pack = packOfCase(row);
  const rises = acts.flatMap(({ act, due }) =>
    actOf(pack, act)?.role === "update" && due !== null ? [due] : [],
  );
  return Math.max(row.opened ?? 0, row.told?.at ?? 0, ...rises);
}

/** Whether someone has acknowledged the case. In a sealed register a step that was done counts too, since it has two readers at most. */
export function isTakenUp(file: CaseFile, { register }: Run): boolean {
  const isSealed = isSealedRegister(register);
  const since = acknowledgeFrom(file);
  return (
    file.row.acknowledged || (isSealed && file.acts.some(({ doneAt }) => (doneAt ?? 0) >= since))
  );
}

/** What the checklist of a case is built from: its pack, its school, what the district set (in days and hours), now and the zone. */
export interface CaseContext
  extends Moment,
    Pick<Settings, "checkInEveryDays" | "monitorEveryDays" | "callReminderHours"> {
  readonly pack: ProtocolPack;
  /** The agencies' phone numbers. */
  readonly calls: CallBook;
  /** The hours of the case's school. */
  readonly school: SchoolTimes;
  /** The earliest deadline of the written reports that this change is about, milliseconds UTC; null if it is about none. */
  readonly writtenReportDue: number | null;
}

/** When a new step is due, milliseconds UTC; null if it has no deadline. */
export function dueOf(act: Act, context: CaseContext): number | null {
  const { pack, now, zone, school } = context;
  // Midnight would be read as the next day.
  const endOfDay = (at: number, days: number) =>
    addDays(startOfDay(at, zone), days + 1, zone) - minuteMs;
  const { due } = act;
  if (due === null) {
    const again = repetitionOf(act);
    return again === null ? null : addDays(now, everyDays(again, context), zone);
  }
  if (typeof due === "object") {
    if ("days" in due) return endOfDay(now, due.days);
    return now + ("hours" in due ? due.hours * hourMs : due.minutes * minuteMs);
  }
  switch (due) {
    case "at-once":
      return now;
    case "first-hour":
      return now + hourMs;
    case "same-day":
      return endOfDay(now, 0);
    case "before-dismissal":
      return Math.min(now + hourMs, school.endsAt(now) ?? now + hourMs);
    case "next-school-morning":
      return school.nextStart(now);
    case "next-school-day":
      return endOfDay(school.nextStart(now), 0);
    case "written-report": {
      // An answer can make a written report necessary. The person who gives the answer learns of that now, so it is counted from now.
      const isOfAnswer = (actOf(pack, act.act)?.when ?? []).length > 0;
      const ofAnswer = isOfAnswer ? now + pack.writtenReport.hours * hourMs : null;
      return context.writtenReportDue ?? ofAnswer;
    }
  }
}

/**
 * When a step that has a row is due, and when it starts to count as late; milliseconds UTC. A deadline only ever gets earlier: because a
 * reporter learned of the facts earlier, or because an answer makes another time of the protocol document apply. The next time that a
 * repeating step is due stays as it is. `lateFrom` is null for a step that is late as soon as it is due: because the law or the protocol
 * document counts by the clock, or because its time fell into a school day.
 */
export function dueAndLate(existing: ChecklistRow, act: Act, context: CaseContext) {
  const { pack, school, now, zone, callReminderHours } = context;
  const datum = actOf(pack, act.act);
  const isReport = act.due === "written-report";
  const canChange = isReport || (datum !== null && dueTimes(datum).length > 1);
  const anew = canChange && act.repeats === null ? dueOf(act, context) : null;
  let { due } = existing;
  if (due !== null && anew !== null) due = Math.min(due, anew);
  else if (isReport) due ??= anew;
  if (due === null) return { due, lateFrom: null };
  // The end of the first school day after `at`.
  const nextEnd = (at: number) => {
    const begins = school.nextStart(at);
    return school.endsAt(begins) ?? begins;
  };
  switch (act.due) {
    case "at-once":
      return { due, lateFrom: withinReach(due, Math.min(callReminderHours, 1) * hourMs, school) };
    case "first-hour": {
      const late = withinReach(due - hourMs, hourMs, school);
      return { due, lateFrom: late > due ? late : null };
    }
    case "next-school-morning":
      return { due, lateFrom: due + hourMs };
    case "same-day":
      // It starts to be late at the time worked out on the day on which it came onto the checklist.
      if (existing.state !== null && due === existing.due)
        return { due, lateFrom: existing.lateFrom };
      return { due, lateFrom: school.endsAt(now) === null ? nextEnd(now) : null };
    default: {
      const isOfSchoolDay = school.nextStart(startOfDay(due, zone) - 1) <= due;
      return { due, lateFrom: act.repeats === null || isOfSchoolDay ? null : nextEnd(due) };
    }
  }
}

// The written report that each reporter owes: this many hours (in the pack) after they learned of it (PC 11166), even if others report too.

/**
 * When a reporter's written report is due. Counted from when they learned of it; from when the report came in if that time is missing,
 * unreadable or later than the report (design 6). Milliseconds UTC.
 */
export function writtenReportDue(
  pack: Pick<ProtocolPack, "writtenReport">,
  learnedAt: number | null,
  receivedAt: number,
): { readonly due: number; readonly from: "learned" | "received" } {
  const usable = learnedAt !== null && learnedAt <= receivedAt;
  return {
    due: (usable ? learnedAt : receivedAt) + pack.writtenReport.hours * hourMs,
    from: usable ? "learned" : "received",
  };
}
