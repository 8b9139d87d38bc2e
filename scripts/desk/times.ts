/** How far the clock is put ahead: by minutes, to a date and time, or to an hour that people name. The zone is the district's. */
import type { ZoneOffset } from "../../src/time";
import { serialOfInput } from "./grid/serial-time";
import { DeskRefused } from "./refused";

export type Until =
  | { readonly minutes: number }
  /** As a date input holds it, "YYYY-MM-DDTHH:mm". */
  | { readonly at: string }
  | { readonly named: "tonight" | "monday" };

const [minute, day] = [60_000, 86_400_000];
const epoch = Date.UTC(1899, 11, 30);

/** Hours of the day. */
const [nightHour, mondayHour] = [22, 8];

/** Days. A year of clock runs takes longer than anybody waits. */
const mostDays = 120;

/** Wall-clock time as if it were UTC, so that its parts can be read. */
const wallOf = (instant: number, zone: ZoneOffset): Date =>
  new Date(instant + zone.offsetMinutes(instant) * minute);

function instantAt(wall: number, zone: ZoneOffset): number {
  const near = wall - zone.offsetMinutes(wall) * minute;
  // Once more, since the offset there may be another one.
  return wall - zone.offsetMinutes(near) * minute;
}

function namedInstant(named: "tonight" | "monday", now: number, zone: ZoneOffset): number {
  const wall = wallOf(now, zone);
  const [hour, isDay] =
    named === "tonight"
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

function instantOf(until: Until, now: number, zone: ZoneOffset): number {
  if ("minutes" in until) return now + until.minutes * minute;
  if ("named" in until) return namedInstant(until.named, now, zone);
  const serial = serialOfInput(until.at);
  return serial === null
    ? Number.NaN
    : instantAt(epoch + Math.round(serial * 1_440) * minute, zone);
}

/** Milliseconds from `now` to there. @throws DeskRefused where that is no time, has passed, or is too far. */
export function millisecondsUntil(until: Until, now: number, zone: ZoneOffset): number {
  const ahead = instantOf(until, now, zone) - now;
  if (!Number.isFinite(ahead)) throw new DeskRefused("That is no date and time.");
  if (ahead <= 0) throw new DeskRefused("That time has passed: the clock only goes ahead.");
  if (ahead > mostDays * day) {
    throw new DeskRefused(`The clock goes ahead ${mostDays} days at most, at one time.`);
  }
  return ahead;
}

/** As a date input holds it, in the district's zone. */
export function asInput(instant: number, zone: ZoneOffset): string {
  return wallOf(instant, zone).toISOString().slice(0, 16);
}
