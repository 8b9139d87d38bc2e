/** Reads the values of settings as people write them. Pure. */
import { jsonRecord } from "../json";
import type { RawCell } from "../ports";
import { levelNames } from "../protocol/find-pack";
import { dateOfSerial, daysBetween } from "../time";
import { isAtOrUnder } from "./addresses";
import type { DaySpan, TranslationReview, WaitHours } from "./district";

/** The least and the greatest allowed value. */
export type Range = readonly [number, number];

/** A number written without exponent or sign; null for anything else. */
function plainNumber(text: string): number | null {
  return /^\d{1,9}(?:\.\d{1,9})?$/.test(text) ? Number(text) : null;
}

/** A number within the range, `step`: 1 for whole numbers alone, 0 for any. */
export function numberIn(text: string, [least, most]: Range, step: 0 | 1): number | null {
  const number = plainNumber(text);
  const isGood = number !== null && number >= least && number <= most;
  return isGood && (step === 0 || number % 1 === 0) ? number : null;
}

/** A time of day in minutes after midnight. Google Sheets stores a typed 07:30 as a fraction of a day. */
export function timeOfDay(text: string, cell: RawCell): number | null {
  if (typeof cell === "number" && cell >= 0 && cell < 1) return Math.round(cell * 1440) % 1440;
  const parts = /^(\d{1,2}):(\d{2})(?::\d{2})?\s*([ap]m)?$/i.exec(text);
  const half = (parts?.[3] ?? "").toLowerCase();
  const hour = Number(parts?.[1] || "NaN");
  const minute = Number(parts?.[2] || "NaN");
  const fits = half === "" ? hour <= 23 : hour >= 1 && hour <= 12;
  if (!fits || !(minute <= 59)) return null;
  return (half === "" ? hour : (hour % 12) + (half === "pm" ? 12 : 0)) * 60 + minute;
}

function isHours(value: unknown): value is number {
  return typeof value === "number" && value > 0 && value <= 240;
}

/** Waiting times: three numbers, one for all, or JSON by level. */
export function waitsIn(text: string): WaitHours | null {
  const byLevel = Object.entries(jsonRecord(text));
  // Own properties alone, since every object has "constructor".
  const levels = Object.keys(levelNames());
  if (byLevel.length > 0 && byLevel.every(([key, of]) => levels.includes(key) && isHours(of))) {
    // Only numbers of hours got this far.
    return { byLevel: Object.fromEntries(byLevel) as Record<string, number> };
  }
  const numbers = text.split(/[,;]/).map((part) => plainNumber(part.trim()));
  const [low, atRisk = low, higher = low] = numbers;
  return [1, 3].includes(numbers.length) && isHours(low) && isHours(atRisk) && isHours(higher)
    ? { belowProtocols: low, lowestProtocol: atRisk, higherProtocols: higher }
    : null;
}

/** "NAME, YYYY-MM-DD, VERSION", several with a semicolon between them; a name may have commas. Null where one cannot be read. */
export function reviewsIn(text: string): readonly TranslationReview[] | null {
  const parts = text.split(";");
  const reviews = parts.flatMap((part): readonly TranslationReview[] => {
    const [, by = "", day = "", version = ""] =
      /^\s*(\S.*?)\s*,\s*(20\d{2}-\d{2}-\d{2})\s*,\s*([a-z]{2}-[0-9a-f]+)\s*$/i.exec(part) ?? [];
    const isDay = daysBetween(day, day) !== null && by !== "";
    return isDay ? [{ by, day, version: version.toLowerCase() }] : [];
  });
  return reviews.length < parts.length ? null : reviews;
}

// Lists, in which what can be read counts beside what cannot.

/** What of a list can be read, and whether all of it can. */
export interface ReadList<T> {
  readonly good: readonly T[];
  readonly isWhole: boolean;
}

/**
 * The longest span without school, in days, both ends included. A summer fits; a slip of a year, which would put off reminders, does not.
 */
export const longestClosure = 100;

/** Days and spans without school. Google Sheets stores one typed day as a number. */
export function closuresIn(text: string, cell: RawCell): ReadList<DaySpan> {
  const written = typeof cell === "number" ? dateOfSerial(cell) : text;
  const parts = written.split(/[,;\n]/).flatMap((part) => part.trim() || []);
  const good = parts.flatMap((part): readonly DaySpan[] => {
    const [, first = "", last = first] =
      /^(20\d{2}-\d{2}-\d{2})(?:\s*(?:to|until|through|[-\u2013\u2014]|\.\.)\s*(20\d{2}-\d{2}-\d{2}))?$/i.exec(
        part,
      ) ?? [];
    const days = daysBetween(first, last);
    return days !== null && days >= 0 && days < longestClosure ? [{ first, last }] : [];
  });
  return { good, isWhole: good.length === parts.length };
}

/** Those of the names in a text that are good, each once, in lower case. */
export function namesIn(text: string, isGood: (name: string) => boolean): ReadList<string> {
  const names = text
    .toLowerCase()
    .split(/[\s,;"'[\]]+/)
    .filter((name) => name !== "");
  const good = names.filter(isGood);
  return { good: [...new Set(good)], isWhole: good.length === names.length };
}

const domain = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

function isDomain(name: string): boolean {
  return name.length <= 253 && domain.test(name);
}

/** Domains, each with or without "@" before it. */
export function domainsIn(text: string): ReadList<string> {
  return namesIn(text.replace(/(^|[\s,;"'[\]])@/g, "$1"), isDomain);
}

/**
 * Student domains. What ends in "*" is the beginning of addresses, what has a dot is a domain. Anything else could be either: it is kept as
 * what it can be, and the list is not whole. `isStaffs`: one is the whole district's domain, and is not used.
 */
export function studentDomainsIn(
  text: string,
  staffDomains: readonly string[],
): ReadList<string> & { readonly isStaffs: boolean } {
  const good = new Set<string>();
  let isWhole = true;
  let isStaffs = false;
  for (const name of namesIn(text, () => true).good) {
    // "@students.x", "*@students.x" and "*.students.x" mean the same as the domain alone.
    const bare = name.replace(/^(?:\*?@|\*\.)/, "");
    const beginning = /^([a-z0-9._+-]{1,64}\*|[a-z0-9._+-]{2,64})$/.exec(name)?.[0];
    if (isDomain(bare)) {
      const isEverybody =
        staffDomains.length > 0 && staffDomains.every((one) => isAtOrUnder(one, bare));
      if (isEverybody) isStaffs = true;
      else good.add(bare);
      continue;
    }
    if (beginning !== undefined) good.add(beginning.replace(/\*?$/, "*"));
    if (!beginning?.endsWith("*")) isWhole = false;
  }
  return { good: [...good], isWhole, isStaffs };
}
