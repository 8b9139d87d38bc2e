/** Dates and times in the district's time zone: reading them, adding to them, and writing them for people. Pure. */
import { filled } from "./text";

/** What this file needs of the Clock port: how many minutes wall clocks are ahead of UTC at an instant (milliseconds UTC). */
export interface ZoneOffset {
  offsetMinutes(at: number): number;
  /** The present, in milliseconds UTC. If it is given, the words for a day of another year name that year. */
  now?(): number;
}

/** An instant, and the district's time zone in which to read it. */
export interface Moment {
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  readonly zone: ZoneOffset;
}

/** A minute, an hour and a day in milliseconds. A calendar day may be an hour shorter or longer: use `addDays`. */
export const minuteMs = 60_000;
export const hourMs = 3_600_000;
export const dayMs = 86_400_000;
/** Days from 1899-12-30, where spreadsheets start counting, to 1970-01-01. */
const epochSerial = 25_569;

// biome-ignore lint/style/noRestrictedGlobals: only for the calendar of instants that are given, never for the present.
const Calendar = Date;

/** Days from 1970-01-01 to this day. A day after the end of the month counts into the next month. */
export function daysFromCivil(year: number, month: number, day: number): number {
  return Calendar.UTC(year, month - 1, day) / dayMs;
}

/** What a wall clock in the zone shows at an instant (ms UTC), as the milliseconds of a UTC clock that shows the same. */
function wallClock(instant: number, zone: ZoneOffset): number {
  return instant + zone.offsetMinutes(instant) * minuteMs;
}

/**
 * The instant (ms UTC) of a wall-clock time. If a time comes twice because clocks are set back, it is the first one. If a time never comes
 * because clocks are set forward, it is the moment when clocks jump.
 */
function fromWallClock(wall: number, zone: ZoneOffset): number {
  // No zone is more than a day away from UTC, so these are the offsets before and after any clock change near this time.
  const candidates = [wall - dayMs, wall + dayMs].map(
    (around) => wall - zone.offsetMinutes(around) * minuteMs,
  );
  const real = candidates.filter((instant) => wallClock(instant, zone) === wall);
  if (real.length > 0) return Math.min(...real);
  // Clocks jump on a quarter hour of UTC.
  const quarterMs = 15 * minuteMs;
  let jump = Math.floor(Math.min(...candidates) / quarterMs) * quarterMs;
  const offset = zone.offsetMinutes(jump);
  while (zone.offsetMinutes(jump) === offset) jump += quarterMs;
  return jump;
}

/** The serial date of an instant (ms UTC): days since 1899-12-30 on the zone's wall clock. Google Sheets stores times in this form. */
export function toSerial(instant: number, zone: ZoneOffset): number {
  return wallClock(instant, zone) / dayMs + epochSerial;
}

/** The instant (ms UTC) of a serial date. For times that come twice or never, see `fromWallClock`. */
export function fromSerial(serial: number, zone: ZoneOffset): number {
  return fromWallClock(Math.round((serial - epochSerial) * dayMs), zone);
}

/** The day of a serial date, as "YYYY-MM-DD". Needs no zone. */
export function dateOfSerial(serial: number): string {
  return dateText(fromSerial(serial, utc), utc);
}

/** Days from one "YYYY-MM-DD" to another; negative if the second is earlier. Null if either is not a day of the calendar. */
export function daysBetween(first: string, last: string): number | null {
  const [from, to] = [first, last].map((text) => parseLocal(text, utc));
  return typeof from === "number" && typeof to === "number" ? (to - from) / dayMs : null;
}

/** The parts of the zone's wall-clock time at an instant (ms UTC). Months count from 1 to 12, weekdays from 0 (Sunday). */
export function civil(instant: number, zone: ZoneOffset) {
  const wall = new Calendar(wallClock(instant, zone));
  return {
    year: wall.getUTCFullYear(),
    month: wall.getUTCMonth() + 1,
    day: wall.getUTCDate(),
    hour: wall.getUTCHours(),
    minute: wall.getUTCMinutes(),
    weekday: wall.getUTCDay(),
  };
}

const utc: ZoneOffset = { offsetMinutes: () => 0 };

/** An instant as ISO 8601 in UTC, to the millisecond. */
export function isoText(instant: number): string {
  return new Calendar(instant).toISOString();
}

/** The instant (ms UTC) of an ISO 8601 text as `isoText` writes it; null for any other text. */
export function parseIso(text: string): number | null {
  const instant = Calendar.parse(text);
  return Number.isNaN(instant) || isoText(instant) !== text ? null : instant;
}

/** The last midnight in the zone at or before an instant. Both in ms UTC. */
export function startOfDay(instant: number, zone: ZoneOffset): number {
  return fromWallClock(Math.floor(wallClock(instant, zone) / dayMs) * dayMs, zone);
}

/** The instant at which clocks in the zone show the same time, this many calendar days later (or earlier, if negative). Both in ms UTC. */
export function addDays(instant: number, days: number, zone: ZoneOffset): number {
  return fromWallClock(wallClock(instant, zone) + days * dayMs, zone);
}

const isoTime =
  /^\s*(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?\s*(Z|[+-]\d{2}:?\d{2})?)?\s*$/;

function offsetOf(text: string): number {
  if (text === "Z") return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(-2));
  return text.startsWith("-") ? -minutes : minutes;
}

/**
 * Reads "YYYY-MM-DD", "YYYY-MM-DD HH:mm", or the same with "T" and seconds, as wall-clock time of the zone; with "Z" or an offset, as that
 * exact instant. Returns ms UTC; null for any other text and for dates that do not exist.
 */
export function parseLocal(text: string, zone: ZoneOffset): number | null {
  const found = isoTime.exec(text);
  if (found === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found
    .slice(1, 7)
    .map((digits) => Number(digits || 0));
  const days = daysFromCivil(year, month, day);
  const isInCalendar = dateText(days * dayMs, utc) === text.trim().slice(0, 10);
  if (!isInCalendar || hour > 23 || minute > 59 || second > 59) return null;
  const wall = days * dayMs + ((hour * 60 + minute) * 60 + second) * 1_000;
  const offset = found[7];
  return offset === undefined ? fromWallClock(wall, zone) : wall - offsetOf(offset) * minuteMs;
}

/**
 * The form in which Google gives the answer to a date-time question. A year outside 1900 to 2199 is a typing mistake, so that answer does
 * not count.
 */
const answered = /^(19|20|21)\d{2}-\d{2}-\d{2} \d{2}:\d{2}$/;

/**
 * When the reporter learned of it (ms UTC), from the answer to the Form's date-time question: "YYYY-MM-DD HH:mm" in the zone. Null for any
 * other text.
 */
export function parseLearnedAt(text: string, zone: ZoneOffset): number | null {
  return answered.test(text) ? parseLocal(text, zone) : null;
}

// Instants (ms UTC) in the words that people read.

/**
 * How a language writes days and times. `{weekday}`, `{month}`, `{day}` and so on are placeholders. Intl is not used, because we do not
 * know whether all of Google's runtime has it.
 */
export interface DateWords {
  /** Sunday first. */
  readonly weekdays: readonly string[];
  readonly months: readonly string[];
  readonly day: string;
  readonly dayAndYear: string;
  /** `{day}` is the day, already in words. */
  readonly time: string;
  /** `time` for one o'clock, if the language phrases that hour differently. */
  readonly timeAtOne?: string;
  readonly halves: readonly [morning: string, afternoon: string];
}

/** How English writes days and times. */
export const englishDates: DateWords = {
  weekdays: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
  months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
  day: "{weekday} {month} {day}",
  dayAndYear: "{weekday} {month} {day}, {year}",
  time: "{day}, {hour}:{minute} {half}",
  halves: ["AM", "PM"],
};

/** The day in the zone at an instant (ms UTC), as "YYYY-MM-DD". */
export function dateText(instant: number, zone: ZoneOffset): string {
  const { year, month, day } = civil(instant, zone);
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/** The day in the zone at an instant (ms UTC), such as "Tue Sep 1"; "Fri Jan 2, 2027" if it is not this year. */
export function dayWords(instant: number, zone: ZoneOffset, words = englishDates): string {
  const at = civil(instant, zone);
  const isOfNow = zone.now === undefined || civil(zone.now(), zone).year === at.year;
  return filled(isOfNow ? words.day : words.dayAndYear, {
    weekday: words.weekdays[at.weekday] ?? "",
    month: words.months[at.month - 1] ?? "",
    day: String(at.day),
    year: String(at.year),
  });
}

/** Day and time in the zone at an instant (ms UTC), such as "Tue Sep 1, 8:30 PM". */
export function whenWords(instant: number, zone: ZoneOffset, words = englishDates): string {
  const { hour, minute } = civil(instant, zone);
  const isAtOne = hour % 12 === 1;
  return filled(isAtOne ? (words.timeAtOne ?? words.time) : words.time, {
    day: dayWords(instant, zone, words),
    hour: String(hour % 12 === 0 ? 12 : hour % 12),
    minute: String(minute).padStart(2, "0"),
    half: words.halves[hour < 12 ? 0 : 1],
  });
}

// School years run from August 1 to July 31 in the district's zone. Each is named by the year in which it begins.

/** The month in which a school year begins; 1 is January. */
const firstMonth = 8;

/** The months of a school year in order; 1 is January. */
export const schoolYearMonths: readonly number[] = [8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7];

/** The school year of an instant (ms UTC), as the year in which it began. */
export function schoolYearOf(instant: number, zone: ZoneOffset): number {
  const { year, month } = civil(instant, zone);
  return month >= firstMonth ? year : year - 1;
}

/** A school year as people write it: "2026-27". */
export function schoolYearWords(year: number): string {
  return `${year}-${String((year + 1) % 100).padStart(2, "0")}`;
}
