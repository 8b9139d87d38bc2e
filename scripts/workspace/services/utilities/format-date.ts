/** The part of Java's SimpleDateFormat that scripts here use; any other letter is refused. */
import { LocalRefusal } from "../../service";

type Fields = Readonly<Record<string, string>>;

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  try {
    const made = new Intl.DateTimeFormat("en-US", {
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
    formatters.set(zone, made);
    return made;
  } catch {
    // Java falls back to GMT on a zone that it does not know, which would hide the mistake.
    throw new LocalRefusal(
      `modelled, but not with this argument: Utilities.formatDate: the zone "${zone}"`,
    );
  }
}

function exactFields(instant: number, zone: string): Fields {
  const parts = formatterOf(zone).formatToParts(instant);
  return Object.fromEntries(parts.map(({ type, value }) => [type, value]));
}

const quarter = 900_000;
/** A day of runs asks for the same few quarters of an hour over and over, and asking `Intl` is slow. */
const known = new Map<string, Fields>();
const mostKnown = 20_000;

function quarterFields(start: number, zone: string): Fields {
  const key = `${zone} ${start}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  if (known.size >= mostKnown) known.clear();
  const fields = exactFields(start, zone);
  known.set(key, fields);
  return fields;
}

/** In all zones of today an hour begins on a quarter of UTC, so that within one only minutes and seconds differ. */
function fieldsOf(instant: number, zone: string): Fields {
  const start = Math.floor(instant / quarter) * quarter;
  const fields = quarterFields(start, zone);
  const minute = Number(fields["minute"]);
  // Local mean times of the 19th century are off by odd seconds.
  if (minute % 15 !== 0 || fields["second"] !== "00") return exactFields(instant, zone);
  const seconds = Math.floor((instant - start) / 1000);
  const twoDigits = (value: number) => String(value).padStart(2, "0");
  return {
    ...fields,
    minute: twoDigits(minute + Math.floor(seconds / 60)),
    second: twoDigits(seconds % 60),
  };
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
