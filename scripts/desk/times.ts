/** How far the clock is put ahead: by minutes, or to an hour that people name. The zone is the district's. */
import type { ZoneOffset } from "../../src/time";
import { DeskRefused } from "./people";

export type Until = { readonly minutes: number } | { readonly named: "tonight" | "monday" };

const [minute, day] = [60_000, 86_400_000];

/** Hours of the day. */
const [nightHour, mondayHour] = [22, 8];

/** Days. A year of clock runs takes longer than anyone waits. */
const mostDays = 120;

/** Wall-clock time as if it were UTC, so that its parts can be read. */
const wallOf = (instant: number, zone: ZoneOffset): Date =>
  new Date(instant + zone.offsetMinutes(instant) * minute);

function instantAt(wall: number, zone: ZoneOffset): number {
  const near = wall - zone.offsetMinutes(wall) * minute;
  // Once more, since the offset there may be another one.
  return wall - zone.offsetMinutes(near) * minute;
}

function named(hourName: "tonight" | "monday", now: number, zone: ZoneOffset): number {
  const wall = wallOf(now, zone);
  const [hour, isDay] =
    hourName === "tonight"
      ? [nightHour, () => true]
      : [mondayHour, (date: Date) => date.getUTCDay() === 1];
  const first = Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth(), wall.getUTCDate(), hour);
  for (let ahead = 0; ; ahead += 1) {
    const candidate = new Date(first + ahead * day);
    if (candidate.getTime() > wall.getTime() && isDay(candidate)) {
      return instantAt(candidate.getTime(), zone);
    }
  }
}

/** The instant that the clock is put ahead to. @throws DeskRefused if that is no time, has passed, or is too far. */
export function instantOf(until: Until, now: number, zone: ZoneOffset): number {
  const to = "minutes" in until ? now + until.minutes * minute : named(until.named, now, zone);
  if (!(to > now)) throw new DeskRefused("The clock only goes ahead, by whole minutes.");
  if (to - now > mostDays * day) {
    throw new DeskRefused(`The clock goes ahead ${mostDays} days at most, at one time.`);
  }
  return to;
}

/** As a date input holds it, in the district's zone. */
export function asInput(instant: number, zone: ZoneOffset): string {
  return wallOf(instant, zone).toISOString().slice(0, 16);
}
