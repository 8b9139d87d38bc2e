/** By when a case has to be acknowledged before the next person is told (design 5, acknowledgeWithinHours). */
import type { DaySpan, Settings } from "../district/district";
import { actOf, isProtocol, levelOf, levelRank, protocolsOf } from "../protocol/engine";
import type { LevelId } from "../protocol/ids";
import type { ProtocolPack } from "../protocol/pack";
import type { CaseRow, ChecklistRow } from "../register/tabs";
import { addDays, civil, dateText, startOfDay, type ZoneOffset } from "../time";

const hour = 3_600_000;
const day = 24 * hour;

/** School hours: Monday to Friday, 8 am to 4 pm in the district's zone, so that eight of them are one school day, but for the days of `schoolClosed`. */
export const schoolDay = { startsAt: 8, endsAt: 16 } as const;

/**
 * The instant at which so many school hours have passed since `from`; none pass on days of `closed`, which are days of the zone's
 * calendar. At most a year on, whatever is closed. Instants in milliseconds since 1970, UTC.
 */
export function afterSchoolHours(
  from: number,
  hours: number,
  closed: readonly DaySpan[],
  zone: ZoneOffset,
): number {
  const isClosed = (date: string) =>
    closed.some(({ first, last }) => first <= date && date <= last);
  let left = hours * hour;
  let at = from;
  // A district may write that it is closed for ever: somebody is asked all the same.
  for (let days = 0; days < 366; days++) {
    const midnight = startOfDay(at, zone);
    const noon = midnight + day / 2;
    const { weekday } = civil(noon, zone);
    const isSchoolDay = weekday >= 1 && weekday <= 5 && !isClosed(dateText(noon, zone));
    const opens = midnight + schoolDay.startsAt * hour;
    const closes = midnight + schoolDay.endsAt * hour;
    const start = Math.max(at, opens);
    if (isSchoolDay && start < closes) {
      if (left <= closes - start) return start + left;
      left -= closes - start;
    }
    at = startOfDay(noon + day, zone);
  }
  return at;
}

/** When a hold ends that was written as this instant: a day without a time lasts to its end. Milliseconds UTC. */
export function holdEnds(holdUntil: number, zone: ZoneOffset): number {
  return startOfDay(holdUntil, zone) === holdUntil ? addDays(holdUntil, 1, zone) : holdUntil;
}

type Wait = Pick<
  Settings,
  "acknowledgeWithinHours" | "immediateDangerMinutes" | "callReminderHours" | "schoolClosed"
>;

/**
 * Below at-risk the hours are school hours; from at-risk up they are hours by the clock, for nights and weekends are
 * no safer. In immediate danger it is minutes. Instants in milliseconds since 1970, UTC.
 */
function waited(
  pack: ProtocolPack,
  level: LevelId,
  immediateDanger: boolean,
  from: number,
  hours: number,
  settings: Wait,
  zone: ZoneOffset,
): number {
  if (immediateDanger) return from + settings.immediateDangerMinutes * 60_000;
  return inSchoolHours(pack, level)
    ? afterSchoolHours(from, hours, settings.schoolClosed, zone)
    : from + hours * hour;
}

/** Whether the level's waiting times count school hours; below every protocol where the level is none of the pack's. */
function inSchoolHours(pack: ProtocolPack, level: LevelId): boolean {
  return levelOf(pack, level)?.wait.inSchoolHours ?? !isProtocol(pack, level);
}

/** Hours until a case of that level must be acknowledged: as the district wrote them, else as the pack has them. */
export function waitHours(
  pack: ProtocolPack,
  level: LevelId,
  settings: Pick<Settings, "acknowledgeWithinHours">,
): number {
  const written = settings.acknowledgeWithinHours;
  const own = levelOf(pack, level)?.wait.hours ?? 1;
  if (written === null) return own;
  if ("byLevel" in written) return written.byLevel[level] ?? own;
  const [lowest] = protocolsOf(pack);
  if (!isProtocol(pack, level)) return written.belowProtocols;
  return levelRank(pack, level) > levelRank(pack, lowest ?? null)
    ? written.higherProtocols
    : written.lowestProtocol;
}

/** By when a case has to be acknowledged, and after how long the next person is told. Milliseconds UTC. */
export function acknowledgeBy(
  pack: ProtocolPack,
  level: LevelId,
  immediateDanger: boolean,
  from: number,
  settings: Wait,
  zone: ZoneOffset,
): number {
  const hours = waitHours(pack, level, settings);
  return waited(pack, level, immediateDanger, from, hours, settings, zone);
}

/**
 * When a call that is still open is reminded of, counted from when it became due or was last reminded of. Also in
 * school hours below at-risk, so that nobody learns to ignore the mail. Milliseconds UTC.
 */
export function remindAfter(
  pack: ProtocolPack,
  level: LevelId,
  immediateDanger: boolean,
  from: number,
  settings: Wait,
  zone: ZoneOffset,
): number {
  return waited(pack, level, immediateDanger, from, settings.callReminderHours, settings, zone);
}

/**
 * From when the wait for an acknowledgement counts: the opening, or the last thing that asks anew: a rise or a danger, which
 * appends a call to be made again, due at that instant; or that the case was given to another person. Milliseconds UTC.
 */
export function acknowledgeFrom(
  pack: ProtocolPack,
  file: {
    readonly row: Pick<CaseRow, "opened" | "givenAt">;
    readonly acts: readonly Pick<ChecklistRow, "act" | "due">[];
  },
): number {
  const rises = file.acts.flatMap(({ act, due }) =>
    actOf(pack, act)?.role === "update" && due !== null ? [due] : [],
  );
  return Math.max(file.row.opened ?? 0, file.row.givenAt ?? 0, ...rises);
}
