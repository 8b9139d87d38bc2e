/** ISO 8601 durations of whole days, hours, minutes and seconds, as scenarios write them. */

const pattern = /^P(?=.)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

const unitMilliseconds = [604_800_000, 86_400_000, 3_600_000, 60_000, 1_000] as const;

/** Milliseconds of a duration such as "PT2H", "P1D" or "P1DT30M"; null for anything else. Months and years have no fixed length. */
export function parseDuration(text: string): number | null {
  const parts = pattern.exec(text);
  if (parts === null) return null;
  return unitMilliseconds.reduce(
    (sum, unit, index) => sum + unit * Number(parts[index + 1] ?? 0),
    0,
  );
}
