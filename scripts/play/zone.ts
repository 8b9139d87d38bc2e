/**
 * Local time in the district's time zone, from Node's own time zone data: serial dates of the register, the Form's times, ISO times in
 * UTC.
 */
import type { ZoneOffset } from "../../src/time";

/** The time zone of every scenario (design 6). */
export const districtZone = "America/Los_Angeles";

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  formatters.set(zone, made);
  return made;
}

function wallClock(instant: number, zone: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    formatter(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
}

/**
 * The offsets of a time zone from UTC, as the register's codec needs them. They are remembered, because thousands of cells share a few
 * hours.
 */
export function zoneOffsets(zone: string = districtZone): ZoneOffset {
  const byQuarter = new Map<number, number>();
  return {
    offsetMinutes(at) {
      const quarter = Math.floor(at / 900_000);
      const known = byQuarter.get(quarter);
      if (known !== undefined) return known;
      const start = quarter * 900_000;
      const { year, month, day, hour, minute } = wallClock(start, zone);
      const local = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:00Z`);
      const offset = Math.round((local - start) / 60_000);
      byQuarter.set(quarter, offset);
      return offset;
    },
  };
}

/**
 * An ISO instant as a date-time question of the Form stores it, "YYYY-MM-DD HH:mm" in the district's time zone. Any other text as it is.
 */
export function formTime(text: string): string {
  const isInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(
    text,
  );
  const instant = isInstant ? Date.parse(text) : Number.NaN;
  if (!Number.isFinite(instant)) return text;
  const { year, month, day, hour, minute } = wallClock(instant, districtZone);
  return `${year}-${month}-${day} ${hour}:${minute}`;
}

/** Milliseconds since 1970 as ISO 8601 in UTC, with `Z`. */
export function iso(instant: number): string {
  return new Date(instant).toISOString();
}

/** An ISO instant, or an ISO day (midnight in the given time zone), as milliseconds since 1970; null for anything else. */
export function instantOf(text: string, zone: ZoneOffset): number | null {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    const utc = Date.parse(`${text}T00:00:00Z`);
    return Number.isFinite(utc) ? utc - zone.offsetMinutes(utc) * 60_000 : null;
  }
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text)) return null;
  const instant = Date.parse(text);
  return Number.isFinite(instant) ? instant : null;
}
