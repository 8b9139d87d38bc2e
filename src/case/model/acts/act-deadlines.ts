/** By when the acts of a checklist are due, and from when on they are late. All times in milliseconds UTC. Pure. */
import {
  countedTime,
  dueTimes,
  endOf,
  everyDays,
  type Intervals,
  repetitionOf,
  type SchoolTimes,
} from "../../../protocol/act-times";
import type { CallBook } from "../../../protocol/callees";
import type { Act } from "../../../protocol/engine";
import type { ProtocolPack } from "../../../protocol/pack";
import { actOf } from "../../../protocol/pack-queries";
import type { ChecklistRow } from "../../../register/tabs";
import { addDays, hourMs, type Moment, startOfDay } from "../../../time";
import { endOfNextSchoolDay, lateFrom, withinReach } from "../deadlines";

/** What the checklist of a case is made by: its pack, its school, what the district set (in days and hours), now and the zone. */
export interface CaseContext extends Moment, Intervals {
  readonly pack: ProtocolPack;
  /** The agencies' numbers. */
  readonly calls: CallBook;
  readonly callReminderHours: number;
  /** The hours of the case's school. */
  readonly school: SchoolTimes;
  /** The earliest deadline of the written reports that this change is about, milliseconds UTC; null if it is about none. */
  readonly writtenReportDue: number | null;
}

/** When a new act is due, milliseconds UTC; null if it has no deadline. */
export function dueOf(act: Act, context: CaseContext): number | null {
  const { pack, now, zone, writtenReportDue, school } = context;
  if (act.due !== null) {
    const time = countedTime(pack, act.due);
    const end = endOf(time, now, zone, school);
    if (time.from === "act") return end;
    // An answer can bring a report of its own: whoever changes it learns of that now.
    const isOfAnswer = (actOf(pack, act.act)?.when ?? []).length > 0;
    return writtenReportDue ?? (isOfAnswer ? end : null);
  }
  const again = repetitionOf(act);
  return again === null ? null : addDays(now, everyDays(again, context), zone);
}

/**
 * When an act that has a row is due, milliseconds UTC. A deadline only ever gets earlier: for a report that was learned of earlier, or an
 * answer with which another time of the document counts. The next turn of an act that comes again stays as it is.
 */
export function stillDue(existing: ChecklistRow, act: Act, context: CaseContext): number | null {
  const { due } = existing;
  const datum = actOf(context.pack, act.act);
  const canChange = act.due === "written-report" || (datum !== null && dueTimes(datum).length > 1);
  if (!canChange || act.repeats !== null) return due;
  const now = dueOf(act, context);
  if (due === null || now === null) return act.due === "written-report" ? (due ?? now) : due;
  return Math.min(due, now);
}

/**
 * When an act that is due starts to count as late (milliseconds UTC). Null for an act that is late as soon as it is due: where the law or
 * the document counts by the clock, and where its time fell into a school day.
 */
export function lateOf(act: Act, due: number | null, context: CaseContext): number | null {
  if (due === null) return null;
  const { school, now, zone } = context;
  if (act.due === "at-once") return lateFrom(due, context);
  if (act.due === "first-hour") {
    const late = withinReach(due - hourMs, hourMs, school);
    return late > due ? late : null;
  }
  if (act.due === "next-school-morning") return due + hourMs;
  if (act.due === "same-day")
    return school.endsAt(now) === null ? endOfNextSchoolDay(now, school) : null;
  const isOfSchoolDay = school.nextStart(startOfDay(due, zone) - 1) <= due;
  return act.repeats === null || isOfSchoolDay ? null : endOfNextSchoolDay(due, school);
}
