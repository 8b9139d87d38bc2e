/** By when a case has to be acknowledged before the next person is told (design 5, acknowledgeWithinHours). */
import type { Settings } from "../directory/directory";
import { type LevelId, levelRank } from "../protocol/ids";
import { civil, startOfDay, type ZoneOffset } from "../register/local-time";

const hour = 3_600_000;
const day = 24 * hour;

/** School hours: Monday to Friday, 8 am to 4 pm in the district's zone, so that eight of them are one school day. */
export const schoolDay = { startsAt: 8, endsAt: 16 } as const;

/** The instant at which so many school hours have passed since `from`. Instants in milliseconds since 1970, UTC. */
export function afterSchoolHours(from: number, hours: number, zone: ZoneOffset): number {
  let left = hours * hour;
  let at = from;
  // Every week has school days, so this ends; a year of weeks is far past any setting.
  for (let days = 0; days < 366; days++) {
    const midnight = startOfDay(at, zone);
    const { weekday } = civil(midnight + day / 2, zone);
    const opens = midnight + schoolDay.startsAt * hour;
    const closes = midnight + schoolDay.endsAt * hour;
    const start = Math.max(at, opens);
    if (weekday >= 1 && weekday <= 5 && start < closes) {
      if (left <= closes - start) return start + left;
      left -= closes - start;
    }
    at = startOfDay(midnight + day + day / 2, zone);
  }
  return at;
}

/**
 * Below at-risk the hours are school hours; from at-risk up they are hours by the clock, for nights and weekends are
 * no safer. In immediate danger it is minutes. Instants in milliseconds since 1970, UTC.
 */
export function acknowledgeBy(
  level: LevelId,
  immediateDanger: boolean,
  from: number,
  settings: Settings,
  zone: ZoneOffset,
): number {
  if (immediateDanger) return from + settings.immediateDangerMinutes * 60_000;
  const hours = settings.acknowledgeWithinHours[level];
  return levelRank(level) < levelRank("at-risk")
    ? afterSchoolHours(from, hours, zone)
    : from + hours * hour;
}
