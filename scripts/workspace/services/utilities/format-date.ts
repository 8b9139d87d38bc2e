/** Utilities.formatDate as far as the script asks: the offset of a zone from UTC (the pattern "Z"). Any other pattern is refused. */
import { LocalRefusal } from "../../service";

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  try {
    const made = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
    formatters.set(zone, made);
    return made;
  } catch {
    // Java falls back to GMT on a zone that it does not know, which would hide the mistake.
    throw new LocalRefusal(
      `modelled, but not with this argument: Utilities.formatDate: the zone "${zone}"`,
    );
  }
}

const quarter = 900_000;
/** By zone and quarter of an hour, on which offsets change: a day of runs asks for the same few, and asking `Intl` is slow. */
const known = new Map<string, string>();
const mostKnown = 20_000;

/** The offset in an IANA zone at an instant (milliseconds since 1970), e.g. "-0800". */
export function formatDate(instant: number, zone: string, pattern: string): string {
  if (pattern !== "Z") {
    throw new LocalRefusal(
      `modelled, but not with this argument: Utilities.formatDate: the pattern "${pattern}"`,
    );
  }
  const key = `${zone} ${Math.floor(instant / quarter)}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const parts = formatterOf(zone).formatToParts(instant);
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  const offset = name === "GMT" ? "+0000" : name.replace(/^GMT/, "").replace(":", "");
  if (known.size >= mostKnown) known.clear();
  known.set(key, offset);
  return offset;
}
