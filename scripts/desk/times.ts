/** How far the clock is put ahead: by minutes, or to a named hour. The time zone is the district's. */
import type { ZoneOffset } from "../../src/time";
import { DeskRefused } from "./people";

export type Until = { readonly minutes: number } | { readonly named: "tonight" | "monday" };

const [minute, day] = [60_000, 86_400_000];

/** Hours of the day. */
const [nightHour, mondayHour] = [22, 8];

/** Days. A year of clock runs takes longer than anyone waits. */
const mostDays = 120;

/** Local time as if it were UTC, so that its parts can be read. */
const wallOf = (instant: number, zone: ZoneOffset): Date =>
  new Date(instant + zone.offsetMinutes(instant) * minute);

function instantAt(wall: number, zone: ZoneOffset): number {
  const near = wall - zone.offsetMinutes(wall) * minute;
  // The offset at the resulting time may differ from the first guess, so it is looked up again.
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

/** The instant to which the clock is put ahead. @throws DeskRefused if it is not a time, is in the past, or is too far ahead. */
export function instantOf(until: Until, now: number, zone: ZoneOffset): number {
  const to = "minutes" in until ? now + until.minutes * minute : named(until.named, now, zone);
  if (!(to > now)) throw new DeskRefused("The clock only goes ahead, by whole minutes.");
  if (to - now > mostDays * day) {
    throw new DeskRefused(`The clock goes ahead ${mostDays} days at most, at one time.`);
  }
  return to;
}

/** An instant as the text of a date input, in the district's time zone. */
export function asInput(instant: number, zone: ZoneOffset): string {
  return wallOf(instant, zone).toISOString().slice(0, 16);
}
