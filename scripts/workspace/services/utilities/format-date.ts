/** The part of Java's SimpleDateFormat that scripts here use; any other letter is refused. */
import { LocalRefusal } from "../../service";

type Fields = Readonly<Record<string, string>>;

const formatters = new Map<string, Intl.DateTimeFormat>();

function fieldsOf(instant: number, zone: string): Fields {
  let formatter = formatters.get(zone);
  if (formatter === undefined) {
    try {
      formatter = new Intl.DateTimeFormat("en-US", {
        timeZone: zone,
        calendar: "gregory",
        hourCycle: "h23",
        year: "numeric",
        month: "2-digit",
        day: "2-digit",
        hour: "2-digit",
        minute: "2-digit",
        second: "2-digit",
        weekday: "short",
        timeZoneName: "longOffset",
      });
    } catch {
      // Java falls back to GMT on a zone that it does not know, which would hide the mistake.
      throw new LocalRefusal(
        `modelled, but not with this argument: Utilities.formatDate: the zone "${zone}"`,
      );
    }
    formatters.set(zone, formatter);
  }
  return Object.fromEntries(
    formatter.formatToParts(instant).map(({ type, value }) => [type, value]),
  );
}

/** What each run of pattern letters stands for. */
const tokens: Readonly<Record<string, (fields: Fields) => string | undefined>> = {
  yyyy: ({ year }) => year?.padStart(4, "0"),
  MM: ({ month }) => month,
  dd: ({ day }) => day,
  HH: ({ hour }) => hour,
  mm: ({ minute }) => minute,
  ss: ({ second }) => second,
  EEE: ({ weekday }) => weekday,
  Z: ({ timeZoneName }) =>
    timeZoneName === "GMT" ? "+0000" : timeZoneName?.replace(/^GMT/, "").replace(":", ""),
};

/** Writes an instant (milliseconds since 1970) in an IANA zone by a pattern such as "yyyy-MM-dd HH:mm" or "Z". */
export function formatDate(instant: number, zone: string, pattern: string): string {
  const fields = fieldsOf(instant, zone);
  return pattern.replace(/'([^']*)'|([A-Za-z])\2*/g, (matched, quoted: string | undefined) => {
    if (quoted !== undefined) return quoted === "" ? "'" : quoted;
    const written = tokens[matched]?.(fields);
    if (written !== undefined) return written;
    throw new LocalRefusal(
      `modelled, but not with this argument: Utilities.formatDate: "${matched}" in a pattern`,
    );
  });
}
