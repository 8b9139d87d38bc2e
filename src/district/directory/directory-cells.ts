/** Reads single cells of Contacts, Schools and Settings as people write them. If a cell cannot be read, says what to write there. */

import type {
  DaySpan,
  RowProblem,
  Settings,
  TranslationReview,
  WaitHours,
} from "../../district-directory";
import { jsonRecord } from "../../json";
import type { RawCell } from "../../ports";
import { levelNames } from "../../protocol/find-pack";
import { fold } from "../../text";
import type { ZoneOffset } from "../../time";
import { dateOfSerial, daysBetween, fromSerial, parseLocal, toSerial } from "../../time";
import { isAtOrUnder, isPlainAddress, isStaffAddress, noStudents, unreadable } from "../addresses";
import { type DistrictRows, districtTabs } from "../district-tabs";

/** A row of Contacts, Schools or Settings as it was read: unread cells by column key. */
export interface TypedRow {
  /** The row number as people see it: the first row of the tab is 1. */
  readonly row: number;
  readonly cells: Readonly<Record<string, RawCell>>;
}

/** How the cells of one kind are read. */
export type CellKind<T> = readonly [
  /** What to write if the cell cannot be read, in the words of the person who keeps the tab. Never repeats the cell's own text. */
  write: string,
  /** The value of a cell that is not empty; null if it cannot be read. `text`: as people see it, without outer spaces. */
  read: (text: string, cell: RawCell) => T | null,
];

/** The text in a column of a row, without outer spaces; "" for an empty cell. */
export const textInColumn = ({ cells }: TypedRow, key: string): string =>
  String(cells[key] ?? "").trim();

/** A checkbox, or a word that means the same, such as "yes". */
export const tickCell: CellKind<boolean> = [
  "A tick, or nothing.",
  (text) => {
    const isYes = ["true", "yes"].includes(fold(text));
    return isYes || ["false", "no"].includes(fold(text)) ? isYes : null;
  },
];

/** One plain address. The value is in lower case. */
export const emailCell: CellKind<string> = [
  "One address alone, such as name@district.example, without a name around it.",
  (text) => (isPlainAddress(text.toLowerCase()) ? text.toLowerCase() : null),
];

/** What a telephone here can dial: ten digits, a number of three such as 911, or one of another country with its plus. */
const dialed = /^(?:(?:\+?1)?[2-9]\d{2}[2-9]\d{6}|[2-9]\d{2}|\+[2-9]\d{6,14})$/;

/** A phone number as it should be shown. One that was typed as digits alone gets the usual punctuation. */
export const phoneCell: CellKind<string> = [
  "One telephone number with its area code, such as (555) 555-0100.",
  (text) => {
    if (/^\d{10}$/.test(text) && dialed.test(text))
      return `(${text.slice(0, 3)}) ${text.slice(3, 6)}-${text.slice(6)}`;
    const [, written = ""] = /^(\+?[\d ().\-/]+)(?:(?:x|ext\.?) ?\d{1,6})?$/i.exec(text) ?? [];
    return dialed.test(written.replace(/[^+\d]/g, "")) ? text : null;
  },
];

/** The serial dates of 2000-01-01 and 2100-01-01. A date outside this range is a typing error. */
const serialRange = { first: 36_526, last: 73_051 };

/**
 * A day, as a serial date or "YYYY-MM-DD"; a time of day is dropped. The value is the midnight at which the day begins in the zone, in
 * milliseconds UTC.
 */
export function dayCell(zone: ZoneOffset): CellKind<number> {
  return [
    "A date, such as 2026-09-01.",
    (text, cell) => {
      const local = typeof cell === "number" ? null : parseLocal(text, zone);
      const at = typeof cell === "number" ? cell : local === null ? 0 : toSerial(local, zone);
      const isLikely = at >= serialRange.first && at < serialRange.last;
      return isLikely ? fromSerial(Math.floor(at), zone) : null;
    },
  ];
}

/** The title that a column has in a new register. */
export const headerOf = (tab: keyof DistrictRows, key: string): string =>
  districtTabs[tab].columns.find((column) => column.key === key)?.header ?? key;

/** The most characters of a school's name, which becomes a choice of the Form. */
export const longestName = 200;

/** The names in the hidden cell of a row of Schools, the present one last. */
export const namesSoFar = (cell: string): readonly string[] =>
  cell.split("\n").filter((name) => name !== "");

/** What the script itself fills in: a row with nothing else is blank. */
const ours = ["problem", "meaning", "allowed", "names"];

/** A row of a tab with its readers. What cannot be read is added to the problems of the tab. */
export type RowReader = ReturnType<typeof filledRows>[number];

/** The rows of a tab that are not blank. An unticked checkbox counts as empty. `problems`: gets what cannot be read. */
export function filledRows(
  tab: RowProblem["tab"],
  rows: readonly TypedRow[],
  problems: RowProblem[],
) {
  return rows.flatMap(({ row, cells }) => {
    const text = (key: string) => String(cells[key] ?? "").trim();
    const isBlank = Object.keys(cells).every(
      (key) => ours.includes(key) || cells[key] === false || text(key) === "",
    );
    if (isBlank) return [];
    /** Adds a problem: what to write in the cell. Returns null. */
    const refuse = (key: string, write: string): null => {
      problems.push({ tab, row, column: headerOf(tab, key), write });
      return null;
    };
    /** The value of a cell. Null if it is empty, or if it cannot be read; then it is a problem. */
    const read = <T>(key: string, [write, readText]: CellKind<T>): T | null =>
      text(key) === "" ? null : (readText(text(key), cells[key] ?? null) ?? refuse(key, write));
    return { row, cells, text, refuse, read };
  });
}

// Readers of settings. In a list, the entries that can be read count, even if others cannot be read.

/** What the reader of a setting gets besides the text. */
export interface Beside {
  readonly cell: RawCell;
  /** The values of the settings above this one in the table. */
  readonly above: Settings;
  /** Adds a problem with the setting's allowed values as its words, or with `write`. */
  refuse(write?: string): null;
}

/** The lowest and the highest allowed value. */
export type Range = readonly [number, number];

/** A number without exponent or sign, within the range; null for anything else. `step`: 1 for whole numbers only, 0 for any number. */
export function numberWithin(text: string, [least, most]: Range, step: 0 | 1): number | null {
  const number = /^\d{1,9}(?:\.\d{1,9})?$/.test(text) ? Number(text) : Number.NaN;
  const isGood = number >= least && number <= most;
  return isGood && (step === 0 || number % 1 === 0) ? number : null;
}

/** A time of day in minutes after midnight. Google Sheets stores a typed 07:30 as a fraction of a day. */
export function timeOfDay(text: string, { cell }: Pick<Beside, "cell">): number | null {
  if (typeof cell === "number" && cell >= 0 && cell < 1) return Math.round(cell * 1440) % 1440;
  return minutesOf(text);
}

/** A time of day such as 7:30 or 2:50 p.m., in minutes after midnight; null for any other text. */
export function minutesOf(text: string): number | null {
  const [, hours = "", minutes = "", half = ""] =
    /^(\d{1,2})[:.](\d{2})(?::\d{2})?\s*([ap])?\.?(?:m\.?)?$/i.exec(text.trim()) ?? [];
  const hour = Number(hours);
  if (hours === "" || hour > 23 || Number(minutes) > 59) return null;
  return (half === "" ? hour : (hour % 12) + (/p/i.test(half) ? 12 : 0)) * 60 + Number(minutes);
}

/** Waiting times in hours: three numbers, one number for all levels, or, as scenarios write them, JSON with the ids of levels. */
export function waitsIn(text: string): WaitHours | null {
  const byLevel = jsonRecord(text);
  const named = Object.entries(byLevel);
  if (named.length > 0) {
    const levels = Object.keys(levelNames());
    const isRead = named.every(
      ([id, hours]) =>
        levels.includes(id) && typeof hours === "number" && hours > 0 && hours <= 240,
    );
    return isRead ? { byLevel } : null;
  }
  const numbers = text.split(/[,;]/).map((part) => numberWithin(part.trim(), [0, 240], 0) ?? 0);
  const [low = 0, atRisk = low, higher = low] = numbers;
  return [1, 3].includes(numbers.length) && numbers.every((hours) => hours > 0)
    ? [low, atRisk, higher]
    : null;
}

/** The entries of a list that can be read. If one cannot, that is a problem. */
function readable<T>(
  parts: readonly string[],
  { refuse }: Beside,
  one: (part: string) => T | null,
): readonly T[] {
  const good = parts.map(one).filter((found): found is T => found !== null);
  if (good.length < parts.length) refuse();
  return good;
}

/** "NAME, YYYY-MM-DD, VERSION", several separated by semicolons. A name may contain commas. */
export function reviewsIn(text: string, beside: Beside): readonly TranslationReview[] {
  return readable(text.split(";"), beside, (part) => {
    const [, by = "", day = "", version = ""] =
      /^\s*(\S.*?)\s*,\s*(20\d{2}-\d{2}-\d{2})\s*,\s*([a-z]{2}-[0-9a-f]+)\s*$/i.exec(part) ?? [];
    const isDay = daysBetween(day, day) !== null && by !== "";
    return isDay ? { by, day, version: version.toLowerCase() } : null;
  });
}

/** What every student id begins with. It must be shorter than an id. */
export function prefixIn(
  text: string,
  { refuse, above: { studentIdLength: length } }: Beside,
): Settings["studentIdPrefix"] {
  if (!/^[a-z0-9-]{1,20}$/i.test(text)) return null;
  if (typeof length !== "number" || text.length < length) return text;
  refuse("Fewer characters than a student id has: an id continues after them.");
  return "unreadable";
}

/**
 * The longest span without school, in days, with the first and the last day. A summer fits. A wrong year, which would delay reminders, does
 * not.
 */
export const longestClosure = 100;

/** Days and spans without school. Google Sheets stores a single typed day as a number. */
export function closuresIn(text: string, beside: Beside): readonly DaySpan[] {
  const written = typeof beside.cell === "number" ? dateOfSerial(beside.cell) : text;
  const parts = written.split(/[,;\n]/).flatMap((part) => part.trim() || []);
  return readable(parts, beside, (part) => {
    const [, first = "", last = first] =
      /^(20\d{2}-\d{2}-\d{2})(?:\s*(?:to|until|through|[-\u2013\u2014]|\.\.)\s*(20\d{2}-\d{2}-\d{2}))?$/i.exec(
        part,
      ) ?? [];
    const days = daysBetween(first, last);
    return days !== null && days >= 0 && days < longestClosure ? { first, last } : null;
  });
}

/** The names in a text, each once, in lower case. */
function namesIn(text: string): readonly string[] {
  const names = text.toLowerCase().split(/[\s,;"'[\]]+/);
  return [...new Set(names.filter((name) => name !== ""))];
}

const isDomain = (name: string) => isPlainAddress(`a@${name}`);

/** Domains, with or without "@" before each. */
export function domainsIn(text: string, beside: Beside): readonly string[] {
  const names = new Set(namesIn(text).map((name) => name.replace(/^@/, "")));
  return readable([...names], beside, (name) => (isDomain(name) ? name : null));
}

/** Addresses of staff and groups. A volunteer's address may be outside the district's domains. */
export function respondersIn(text: string, beside: Beside): readonly string[] {
  const settings = { domains: [], studentDomains: beside.above.studentDomains };
  return readable(namesIn(text), beside, (name) =>
    isPlainAddress(name) && isStaffAddress(settings, name) ? name : null,
  );
}

/**
 * Domains and beginnings of student addresses, or `noStudents` alone. An entry that ends in "*" is the beginning of addresses; one with a
 * dot is a domain. Any other entry could be either, so it is used as far as it can be and is also a problem. An entry that covers the whole
 * district's domain is not used. What is a problem is kept as `unreadable`, since it leaves open which addresses are students'.
 */
export function studentDomainsIn(text: string, { above, refuse }: Beside): readonly string[] {
  const good = new Set<string>();
  const said = { isDoubtful: false, isStaffs: false };
  const names = namesIn(text);
  if (names.length > 0 && names.every((name) => name === noStudents)) return [noStudents];
  for (const name of names) {
    // "@students.x", "*@students.x" and "*.students.x" mean the same as the domain alone.
    const bare = name.replace(/^(?:\*?@|\*\.)/, "");
    const isEverybody =
      above.domains.length > 0 && above.domains.every((one) => isAtOrUnder(one, bare));
    const [beginning] = /^([a-z0-9._+-]{1,64}\*|[a-z0-9._+-]{2,64})$/.exec(name) ?? [];
    // Beside other entries it contradicts them.
    if (name === noStudents) said.isDoubtful = true;
    else if (!isDomain(bare)) {
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
  return said.isDoubtful || said.isStaffs ? [...good, unreadable] : [...good];
}
