/** Writes instants as people say them. */
import { civil, type ZoneOffset } from "../register/local-time";

const weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const;
const months = [
  "Jan",
  "Feb",
  "Mar",
  "Apr",
  "May",
  "Jun",
  "Jul",
  "Aug",
  "Sep",
  "Oct",
  "Nov",
  "Dec",
] as const;

/** The day of an instant (milliseconds UTC) in the zone, such as "Tue Sep 1". */
export function dayWords(instant: number, zone: ZoneOffset): string {
  const at = civil(instant, zone);
  return `${weekdays[at.weekday] ?? ""} ${months[at.month - 1] ?? ""} ${at.day}`;
}

/** An instant (milliseconds UTC) on the zone's wall clock, such as "Tue Sep 1, 8:30 PM". */
export function whenWords(instant: number, zone: ZoneOffset): string {
  const at = civil(instant, zone);
  const hour = at.hour % 12 === 0 ? 12 : at.hour % 12;
  const minute = String(at.minute).padStart(2, "0");
  return `${dayWords(instant, zone)}, ${hour}:${minute} ${at.hour < 12 ? "AM" : "PM"}`;
}
