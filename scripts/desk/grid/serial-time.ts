/** Serial numbers of a spreadsheet as wall-clock time: the zone is the spreadsheet's own and never matters here. */

const epoch = Date.UTC(1899, 11, 30);
const day = 86_400_000;

const dateWords = { weekday: "short", month: "short", day: "numeric", year: "numeric" } as const;
const dates = new Intl.DateTimeFormat("en-US", { timeZone: "UTC", ...dateWords });
const dateTimes = new Intl.DateTimeFormat("en-US", {
  timeZone: "UTC",
  ...dateWords,
  hour: "numeric",
  minute: "2-digit",
});

/** Serial numbers are good to the minute on the page; below that they are rounding. */
const instantOf = (serial: number): number => epoch + Math.round((serial * day) / 1_000) * 1_000;

/** Such as "Tue, Sep 1, 2026" or "Tue, Sep 1, 2026, 9:00 AM"; null for a number that is no date. */
export function serialInWords(serial: number, kind: "date" | "date-time"): string | null {
  const at = instantOf(serial);
  if (!Number.isFinite(at) || Math.abs(at) > 8.64e15) return null;
  return (kind === "date" ? dates : dateTimes).format(at).replaceAll("\u202f", " ");
}

/** As a date input holds it: "2026-09-01" or "2026-09-01T09:00"; empty for a number that is no date. */
export function serialAsInput(serial: number, kind: "date" | "date-time"): string {
  const at = instantOf(serial);
  if (!Number.isFinite(at) || Math.abs(at) > 8.64e15) return "";
  return new Date(at).toISOString().slice(0, kind === "date" ? 10 : 16);
}

/** The serial number of what a date input holds; null for anything else. */
export function serialOfInput(text: string): number | null {
  if (!/^\d{4,6}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?)?$/.test(text)) return null;
  const at = Date.parse(text.includes("T") ? `${text}Z` : `${text}T00:00Z`);
  return Number.isFinite(at) ? (at - epoch) / day : null;
}
