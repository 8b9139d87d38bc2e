/** Reads the values of settings as people write them. Of a list, what can be read counts beside what cannot. Pure. */
import { jsonRecord } from "../json";
import type { RawCell } from "../ports";
import { levelNames } from "../protocol/find-pack";
import { dateOfSerial, daysBetween } from "../time";
import {
  type DaySpan,
  isAtOrUnder,
  isPlainAddress,
  isStaffAddress,
  type Settings,
  type TranslationReview,
  type WaitHours,
} from "./district";

/** What a written value is read beside. */
export interface Beside {
  readonly cell: RawCell;
  /** The settings above it in the table. */
  readonly above: Settings;
  /** Notes the value as a problem, with the words for what is allowed unless others are given. */
  refuse(write?: string): null;
}

/** The least and the greatest allowed value. */
export type Range = readonly [number, number];

/** A number written without exponent or sign and within the range, `step`: 1 for whole numbers alone, 0 for any; null for anything else. */
export function numberIn(text: string, [least, most]: Range, step: 0 | 1): number | null {
  const number = /^\d{1,9}(?:\.\d{1,9})?$/.test(text) ? Number(text) : Number.NaN;
  const isGood = number >= least && number <= most;
  return isGood && (step === 0 || number % 1 === 0) ? number : null;
}

/** A time of day in minutes after midnight. Google Sheets stores a typed 07:30 as a fraction of a day. */
export function timeOfDay(text: string, { cell }: Pick<Beside, "cell">): number | null {
  if (typeof cell === "number" && cell >= 0 && cell < 1) return Math.round(cell * 1440) % 1440;
  return minutesOf(text);
}

/** A time of day such as 7:30 or 2:50 p.m. in minutes after midnight; null for any other text. */
export function minutesOf(text: string): number | null {
  const [, hours = "", minutes = "", half = ""] =
    /^(\d{1,2})[:.](\d{2})(?::\d{2})?\s*([ap])?\.?(?:m\.?)?$/i.exec(text.trim()) ?? [];
  const hour = Number(hours);
  if (hours === "" || hour > 23 || Number(minutes) > 59) return null;
  return (half === "" ? hour : (hour % 12) + (/p/i.test(half) ? 12 : 0)) * 60 + Number(minutes);
}

/** Waiting times (hours): three numbers, one for all, or JSON by level. */
export function waitsIn(text: string): WaitHours | null {
  const isHours = (value: unknown) => typeof value === "number" && value > 0 && value <= 240;
  const byLevel = Object.entries(jsonRecord(text));
  // Own properties alone, since every object has "constructor".
  const levels = Object.keys(levelNames());
  if (byLevel.length > 0 && byLevel.every(([key, of]) => levels.includes(key) && isHours(of))) {
    // Only numbers of hours got this far.
    return { byLevel: Object.fromEntries(byLevel) as Record<string, number> };
  }
  const numbers = text.split(/[,;]/).map((part) => numberIn(part.trim(), [0, 240], 0) ?? 0);
  const [low = 0, atRisk = low, higher = low] = numbers;
  return [1, 3].includes(numbers.length) && numbers.every(isHours)
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

/** What every student id begins with. It must leave room for an id. */
export function prefixIn(
  text: string,
  { refuse, above: { studentIdLength: length } }: Beside,
): Settings["studentIdPrefix"] {
  if (!/^[a-z0-9-]{1,20}$/i.test(text)) return null;
  if (typeof length !== "number" || text.length < length) return text;
  refuse("Fewer characters than studentIdLength says: an id continues after them.");
  return "unreadable";
}

/**
 * The longest span without school, in days, both ends included. A summer fits; a slip of a year, which would put off reminders, does not.
 */
export const longestClosure = 100;

/** Days and spans without school. Google Sheets stores one typed day as a number. */
export function closuresIn(text: string, { cell, refuse }: Beside): readonly DaySpan[] {
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
  if (good.length < parts.length) refuse();
  return good;
}

/** The names in a text, each once, in lower case. */
function namesIn(text: string): readonly string[] {
  const names = text.toLowerCase().split(/[\s,;"'[\]]+/);
  return [...new Set(names.filter((name) => name !== ""))];
}

/** Those of the names that are good. */
function goodNames(
  names: readonly string[],
  { refuse }: Beside,
  isGood: (name: string) => boolean,
): readonly string[] {
  const good = names.filter(isGood);
  if (good.length < names.length) refuse();
  return good;
}

/** Domains, each with or without "@" before it. */
export function domainsIn(text: string, beside: Beside): readonly string[] {
  const names = namesIn(text).map((name) => name.replace(/^@/, ""));
  return goodNames([...new Set(names)], beside, isDomain);
}

const isDomain = (name: string) => isPlainAddress(`a@${name}`);

/** Addresses of staff and groups. A volunteer's may be outside the district's domains. */
export function respondersIn(text: string, beside: Beside): readonly string[] {
  const settings = { domains: [], studentDomains: beside.above.studentDomains };
  const isGood = (name: string) => isPlainAddress(name) && isStaffAddress(settings, name);
  return goodNames(namesIn(text), beside, isGood);
}

/**
 * Student domains. What ends in "*" is the beginning of addresses, what has a dot is a domain. Anything else could be either: it is kept as
 * what it can be, and named as a problem. One that is the whole district's domain is not used.
 */
export function studentDomainsIn(text: string, { above, refuse }: Beside): readonly string[] {
  const good = new Set<string>();
  const said = { isDoubtful: false, isStaffs: false };
  for (const name of namesIn(text)) {
    // "@students.x", "*@students.x" and "*.students.x" mean the same as the domain alone.
    const bare = name.replace(/^(?:\*?@|\*\.)/, "");
    const isEverybody =
      above.domains.length > 0 && above.domains.every((one) => isAtOrUnder(one, bare));
    const [beginning] = /^([a-z0-9._+-]{1,64}\*|[a-z0-9._+-]{2,64})$/.exec(name) ?? [];
    if (!isDomain(bare)) {
      if (beginning !== undefined) good.add(beginning.replace(/\*?$/, "*"));
      if (!beginning?.endsWith("*")) said.isDoubtful = true;
    } else if (isEverybody) said.isStaffs = true;
    else good.add(bare);
  }
  if (said.isStaffs) {
    refuse(
      "Domains of students alone: one of these is the whole district's, and is not used, since no one could be told of a report. Students in it: how their addresses begin, such as stu*.",
    );
  }
  if (said.isDoubtful) refuse();
  return [...good];
}
