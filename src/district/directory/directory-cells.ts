/** Reads single cells of Contacts, Schools and Settings as people write them, and says what to write where a cell cannot be read. */
import { jsonRecord } from "../../json";
import type { RawCell } from "../../ports";
import { levelNames } from "../../protocol/find-pack";
import type { TabId } from "../../register/columns";
import { tabs } from "../../register/tabs";
import { fold } from "../../text";
import {
  dateOfSerial,
  daysBetween,
  fromSerial,
  parseLocal,
  toSerial,
  type ZoneOffset,
} from "../../time";
import {
  type DaySpan,
  isAtOrUnder,
  isPlainAddress,
  isStaffAddress,
  type RowProblem,
  type Settings,
  type TranslationReview,
  type WaitHours,
} from "../district";

/** A row of Contacts, Schools or Settings as read: raw cells by column key. */
export interface TypedRow {
  /** As people count them: the first row of the tab is 1. */
  readonly row: number;
  readonly cells: Readonly<Record<string, RawCell>>;
}

/** What cells of a kind hold. */
export interface CellKind<T> {
  /** The value of a cell that is not empty; null where it cannot be read. `text`: as people see it, without outer spaces. */
  readonly read: (text: string, cell: RawCell) => T | null;
  /** What to write where it cannot be read, in the words of the person who keeps the tab. Never repeats the cell's own text. */
  readonly write: string;
}

/** A kind of cell, typed by what it holds. */
export function cellKind<T>(write: string, read: CellKind<T>["read"]): CellKind<T> {
  return { read, write };
}

/** The text in a column of a row, without outer spaces; "" for an empty cell. */
export function textInColumn({ cells }: TypedRow, key: string): string {
  return String(cells[key] ?? "").trim();
}

/** Any text. */
export const anyText = cellKind("", (text) => text);

const ticks: Readonly<Record<string, boolean | undefined>> = {
  true: true,
  yes: true,
  false: false,
  no: false,
};

/** A checkbox, or a word such as "yes" for one. */
export const tickCell = cellKind("A tick, or nothing.", (text) => ticks[fold(text)] ?? null);

/** One plain address, in lower case. */
export const emailCell = cellKind(
  "One address alone, such as name@district.example, without a name around it.",
  (text) => (isPlainAddress(text.toLowerCase()) ? text.toLowerCase() : null),
);

/** A telephone number as it should be shown; one that was typed as digits alone gets the usual marks. */
export const phoneCell = cellKind(
  "One telephone number with its area code, such as (555) 555-0100.",
  (text) => {
    if (/^\d{10}$/.test(text)) return `(${text.slice(0, 3)}) ${text.slice(3, 6)}-${text.slice(6)}`;
    const digits = text.replace(/\D/g, "").length;
    const isPhone = /^\+?[\d ().\-/]+(?:(?:x|ext\.?) ?\d{1,6})?$/i.test(text);
    return isPhone && digits >= 3 && digits <= 20 ? text : null;
  },
);

/** The serial dates of 2000-01-01 and 2100-01-01. A date outside is a slip. */
const serialRange = { first: 36_526, last: 73_051 };

/** A day, as a serial date or "YYYY-MM-DD"; a time of day is dropped. Gives ms UTC of that day's midnight in the zone. */
export function dayCell(zone: ZoneOffset): CellKind<number> {
  return cellKind("A date, such as 2026-09-01.", (text, cell) => {
    const local = typeof cell === "number" ? null : parseLocal(text, zone);
    const at = typeof cell === "number" ? cell : local === null ? 0 : toSerial(local, zone);
    const isLikely = at >= serialRange.first && at < serialRange.last;
    return isLikely ? fromSerial(Math.floor(at), zone) : null;
  });
}

/** The title of a column as it is when the register is made. */
export function headerOf(tab: TabId, key: string): string {
  return tabs[tab].columns.find((column) => column.key === key)?.header ?? key;
}

/** Reads the cells of one row and keeps what cannot be read among the problems. */
export class RowReader {
  constructor(
    private readonly tab: RowProblem["tab"],
    private readonly source: TypedRow,
    private readonly problems: RowProblem[],
  ) {}

  get row(): number {
    return this.source.row;
  }

  /** The value of a cell; null for an empty one, and where it cannot be read, which is then among the problems. */
  read<T>(key: string, { read, write }: CellKind<T>): T | null {
    const text = this.text(key);
    return text === "" ? null : (read(text, this.cell(key)) ?? this.refuse(key, write));
  }

  /** Notes what to write in a cell. Returns null. */
  refuse(key: string, write: string): null {
    const { tab, row } = this;
    this.problems.push({ tab, row, column: headerOf(tab, key), write });
    return null;
  }

  /** The stored cell itself. */
  cell(key: string): RawCell {
    return this.source.cells[key] ?? null;
  }

  text(key: string): string {
    return textInColumn(this.source, key);
  }

  isEmpty(key: string): boolean {
    return this.text(key) === "";
  }

  /** Whether no cell but those of `except` holds anything. An unticked checkbox is nothing. */
  isBlank(...except: readonly string[]): boolean {
    return Object.keys(this.source.cells).every(
      (key) => except.includes(key) || this.cell(key) === false || this.isEmpty(key),
    );
  }
}

// The values of settings. Of a list, what can be read counts beside what cannot.

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
