/** By when a case has to be acknowledged before the next person is told (design 5). */

import type { DaySpan, Settings } from "../../district/district";
import {
  levelHasProtocol,
  levelOf,
  levelRank,
  lowestLevel,
  protocolsOf,
  roleOf,
} from "../../protocol/engine";
import { packOfCase } from "../../protocol/find-pack";
import type { LevelId } from "../../protocol/ids";
import type { ProtocolPack } from "../../protocol/pack";
import type { CaseRow, ChecklistRow } from "../../register/tabs";
import {
  addDays,
  civil,
  dateText,
  dayMs,
  hourMs,
  minuteMs,
  startOfDay,
  type ZoneOffset,
} from "../../time";
import { type Danger, inDanger } from "./danger";

/** Monday to Friday, 8 am to 4 pm in the district's zone but on days of `schoolClosed`: eight school hours are one school day. */
export const schoolDay = { startsAt: 8, endsAt: 16 } as const;

/** When so many school hours have passed since `from`; none pass on days of `closed`. At most a year on. Milliseconds UTC. */
export function afterSchoolHours(
  from: number,
  hours: number,
  closed: readonly DaySpan[],
  zone: ZoneOffset,
): number {
  const isClosed = (date: string) =>
    closed.some(({ first, last }) => first <= date && date <= last);
  let left = hours * hourMs;
  let at = from;
  // A district may write that it is closed for ever: somebody is asked all the same.
  for (let days = 0; days < 366; days++) {
    const midnight = startOfDay(at, zone);
    const noon = midnight + dayMs / 2;
    const { weekday } = civil(noon, zone);
    const isSchoolDay = weekday >= 1 && weekday <= 5 && !isClosed(dateText(noon, zone));
    const opens = midnight + schoolDay.startsAt * hourMs;
    const closes = midnight + schoolDay.endsAt * hourMs;
    const start = Math.max(at, opens);
    if (isSchoolDay && start < closes) {
      if (left <= closes - start) return start + left;
      left -= closes - start;
    }
    at = startOfDay(noon + dayMs, zone);
  }
  return at;
}

/** A day without a time lasts to its end. Milliseconds UTC. */
export function holdEnds(holdUntil: number, zone: ZoneOffset): number {
  return startOfDay(holdUntil, zone) === holdUntil ? addDays(holdUntil, 1, zone) : holdUntil;
}

/** What the waiting times of a case go by. */
type WaitingCase = Pick<CaseRow, "level" | "protocolVersion"> & Danger;

type Wait = Pick<
  Settings,
  "acknowledgeWithinHours" | "immediateDangerMinutes" | "callReminderHours" | "schoolClosed"
>;

/** Below at-risk school hours; from at-risk up by the clock, for nights and weekends are no safer; in immediate danger minutes. Milliseconds UTC. */
function waited(
  row: WaitingCase,
  from: number,
  hours: number,
  settings: Wait,
  zone: ZoneOffset,
): number {
  if (inDanger(row)) return from + settings.immediateDangerMinutes * minuteMs;
  const pack = packOfCase(row);
  return inSchoolHours(pack, row.level ?? lowestLevel(pack))
    ? afterSchoolHours(from, hours, settings.schoolClosed, zone)
    : from + hours * hourMs;
}

/** A level that is none of the pack's counts as one below every protocol. */
function inSchoolHours(pack: ProtocolPack, level: LevelId): boolean {
  return levelOf(pack, level)?.wait.inSchoolHours ?? !levelHasProtocol(pack, level);
}

/** As the district wrote them, else as the pack has them. */
export function waitHours(
  pack: ProtocolPack,
  level: LevelId,
  settings: Pick<Settings, "acknowledgeWithinHours">,
): number {
  const written = settings.acknowledgeWithinHours;
  const own = levelOf(pack, level)?.wait.hours ?? 1;
  if (written === null) return own;
  if ("byLevel" in written) return written.byLevel[level] ?? own;
  if (!levelHasProtocol(pack, level)) return written.belowProtocols;
  const [lowest] = protocolsOf(pack);
  return levelRank(pack, level) > levelRank(pack, lowest ?? null)
    ? written.higherProtocols
    : written.lowestProtocol;
}

/** By when, and so when the next person is told. Milliseconds UTC. */
export function acknowledgeBy(
  row: WaitingCase,
  from: number,
  settings: Wait,
  zone: ZoneOffset,
): number {
  const pack = packOfCase(row);
  const hours = waitHours(pack, row.level ?? lowestLevel(pack), settings);
  return waited(row, from, hours, settings, zone);
}

/** Counted from when an open call became due or was last reminded of. Also in school hours below at-risk, so that nobody learns to ignore the mail. Milliseconds UTC. */
export function remindAfter(
  row: WaitingCase,
  from: number,
  settings: Wait,
  zone: ZoneOffset,
): number {
  return waited(row, from, settings.callReminderHours, settings, zone);
}

/** So long an act that is due at once is due now and not yet late, whatever the district wrote. */
const nowInDanger = 15 * minuteMs;

/** When an act that fell due at once at `due` is late and no longer due now: at most an hour after, in danger 15 minutes. Milliseconds UTC. */
export function lateFrom(
  due: number,
  { callReminderHours }: Pick<Settings, "callReminderHours">,
): number {
  return due + Math.min(callReminderHours, 1) * hourMs;
}

export function lateInDanger(due: number, from: number): number {
  return Math.min(from, due + nowInDanger);
}

/** The opening, or the last thing that asks anew: a rise or a danger, whose call to be made again is due at that instant, or another person. Milliseconds UTC. */
export function acknowledgeFrom({
  row,
  acts,
}: {
  readonly row: Pick<CaseRow, "opened" | "givenAt" | "protocolVersion">;
  readonly acts: readonly Pick<ChecklistRow, "act" | "due">[];
}): number {
  const pack = packOfCase(row);
  const rises = acts.flatMap(({ act, due }) =>
    roleOf(pack, act) === "update" && due !== null ? [due] : [],
  );
  return Math.max(row.opened ?? 0, row.givenAt ?? 0, ...rises);
}
