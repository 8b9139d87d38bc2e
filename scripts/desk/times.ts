/** How far the clock is put ahead: by minutes, or to a named hour. The time zone is the district's. */
import { dayMs, fromSerial, minuteMs, toSerial, type ZoneOffset } from "../../src/time";
import { DeskRefused } from "./people";

export type Until = { readonly minutes: number } | { readonly named: "tonight" | "monday" };

/** Days. A year of clock runs takes longer than anyone waits. */
const mostDays = 120;

/** The next instant at which the wall clock shows the hour. A serial date divisible by seven is a Saturday. */
function named(name: "tonight" | "monday", now: number, zone: ZoneOffset): number {
  const [hour, isDay] = name === "tonight" ? [22, () => true] : [8, (day: number) => day % 7 === 2];
  for (let day = Math.floor(toSerial(now, zone)); ; day += 1) {
    const at = fromSerial(day + hour / 24, zone);
    if (isDay(day) && at > now) return at;
  }
}

/** The instant to which the clock is put ahead. @throws DeskRefused if it is not a time, is in the past, or is too far ahead. */
export function instantOf(until: Until, now: number, zone: ZoneOffset): number {
  const to = "minutes" in until ? now + until.minutes * minuteMs : named(until.named, now, zone);
  if (!(to > now)) throw new DeskRefused("The clock only goes ahead, by whole minutes.");
  if (to - now > mostDays * dayMs) {
    throw new DeskRefused(`The clock goes ahead ${mostDays} days at most, at one time.`);
  }
  return to;
}
