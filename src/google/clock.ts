/** Time and the district's zone, from Apps Script's own clock. */
import type { Clock } from "../workspace";

const quarterHour = 15 * 60_000;

/** The zone is the script's (the manifest's timeZone); set-up gives the registers the same one. */
export function googleClock(): Clock {
  const zone = Session.getScriptTimeZone();
  const offsets = new Map<number, number>();
  return {
    zone,
    now: () => Date.now(),
    started: Date.now(),
    offsetMinutes(at) {
      // Zones change their offset on quarter hours of UTC, so one look-up serves the whole quarter.
      const quarter = Math.floor(at / quarterHour);
      const known = offsets.get(quarter);
      if (known !== undefined) return known;
      const text = Utilities.formatDate(new Date(quarter * quarterHour), zone, "Z");
      const match = /^([+-])(\d{2})(\d{2})$/.exec(text);
      if (!match) throw new Error(`Google wrote the zone's offset as "${text}"`);
      const minutes = Number(match[2]) * 60 + Number(match[3]);
      const offset = match[1] === "-" ? -minutes : minutes;
      offsets.set(quarter, offset);
      return offset;
    },
    sleep: (milliseconds) => Utilities.sleep(milliseconds),
  };
}
