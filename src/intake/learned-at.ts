/** When the reporter learned it: the Form's date-time answer as an instant. */
import { parseLocal, type ZoneOffset } from "../register/local-time";

const minute = 60_000;
const day = 24 * 60 * minute;
const utc: ZoneOffset = { offsetMinutes: () => 0 };

/** As Google writes a date-time answer. Nobody learned it in another century: a mistyped year is unread, not computed with. */
const dateTime = /^(19|20|21)\d{2}-\d{2}-\d{2} \d{2}:\d{2}$/;

/**
 * Reads "YYYY-MM-DD HH:mm", wall-clock time in the district's zone, as milliseconds since 1970, UTC. Null: not such a text, or no such day.
 * A time that clocks show twice, or skip, is the earlier instant: a deadline counted from it is never too late.
 */
export function parseLearnedAt(text: string, zone: ZoneOffset): number | null {
  const wall = dateTime.test(text) ? parseLocal(text, utc) : null;
  if (wall === null) return null;
  // Zones change their offset at most once within two days, so the offsets around are all that can apply.
  const instants = [wall - day, wall + day]
    .map((around) => wall - zone.offsetMinutes(around) * minute)
    .sort((a, b) => a - b);
  const shown = instants.find((at) => at + zone.offsetMinutes(at) * minute === wall);
  return shown ?? instants[0] ?? null;
}
