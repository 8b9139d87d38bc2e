/** Reads the rows of Settings. A setting that is missing, empty or wrong has its default; a wrong one is named as a problem. */

import { jsonRecord } from "../json";
import { formLanguages } from "../language";
import { levelNames, packNamed } from "../protocol/find-pack";
import { foldToWords } from "../text";
import { dateOfSerial, daysBetween } from "../time";
import { isAtOrUnder, isPlainAddress, isStaffAddress } from "./addresses";
import {
  type CellReader,
  cellReader,
  filledCell,
  RowReader,
  type TypedRow,
  textInColumn,
  textOfCell,
  tickCell,
  Unreadable,
} from "./directory/directory-cells";
import type { DaySpan, RowProblem, Settings, TranslationReview, WaitHours } from "./district";
import {
  dangerMinutes,
  formLanguageWords,
  keptYears,
  longestClosure,
  packsWords,
  type Range,
  rangeWords,
  respondersWords,
  schoolClosedWords,
  settingDefaults,
  settingDefinitions,
  studentDomainsWords,
  translationReviewedWords,
  type WholeNumber,
  wholeNumbers,
} from "./settings";
import type { IdSettings } from "./student-id";

/**
 * The settings in the tab's rows, with the default for each that is missing, empty or cannot be read. What cannot be read is added to
 * `problems`.
 */
export function parseSettings(rows: readonly TypedRow[], problems: RowProblem[]): Settings {
  const found = rowsByKey(rows, problems);
  function value<K extends keyof Settings>(
    key: K,
    reader: CellReader<Settings[K] | null>,
  ): Settings[K] {
    return found.get(key)?.read("value", reader) ?? settingDefaults[key];
  }
  function whole(key: WholeNumber) {
    return value(key, numberCell(wholeNumbers[key]));
  }
  const domains = readDomains(found.get("domains"));
  const studentDomains = readStudentDomains(found.get("studentDomains"), domains);
  return {
    acknowledgeWithinHours: value("acknowledgeWithinHours", acknowledgeCell),
    protocol: value("protocol", protocolCell),
    immediateDangerMinutes: Math.min(
      Math.max(whole("immediateDangerMinutes"), dangerMinutes[0]),
      dangerMinutes[1],
    ),
    dangerAgainMinutes: whole("dangerAgainMinutes"),
    callReminderHours: value("callReminderHours", numberCell([0.05, 48], "number")),
    digestAt: value("digestAt", timeOfDayCell),
    schoolClosed: readClosures(found.get("schoolClosed")),
    checkInEveryDays: whole("checkInEveryDays"),
    monitorEveryDays: whole("monitorEveryDays"),
    holdMaxDays: whole("holdMaxDays"),
    formResponsesDays: whole("formResponsesDays"),
    retentionYears: value("retentionYears", numberCell(keptYears)),
    ...readStudentId(found),
    domains,
    studentDomains,
    smallCell: whole("smallCell"),
    formLanguage: value("formLanguage", formLanguageCell),
    translationReviewed: value("translationReviewed", reviewsCell),
    responders: readResponders(found.get("responders"), studentDomains),
  };
}

function named<T extends { readonly key: string }>(all: readonly T[], written: string): T | null {
  const isMeant = ({ key }: T) => compact(key) === compact(written);
  return all.find(({ key }) => key === written) ?? all.find(isMeant) ?? null;
}

function compact(text: string): string {
  return foldToWords(text).replace(/ /g, "");
}

function rowsByKey(
  rows: readonly TypedRow[],
  problems: RowProblem[],
): ReadonlyMap<keyof Settings, RowReader> {
  const found = new Map<keyof Settings, RowReader>();
  for (const row of rows) {
    const reader = new RowReader("settings", row, problems);
    if (reader.isBlank(["meaning", "allowed", "problem"])) continue;
    const written = textInColumn(row, "setting");
    const key = named(settingDefinitions(), written)?.key;
    if (key === undefined) {
      reader.refuse(
        "setting",
        "The name of a setting. No setting has this name: the row is not used.",
      );
    } else if (found.has(key)) {
      reader.refuse("setting", "Nothing: a row above has this setting, and that one is used.");
    } else {
      found.set(key, reader);
    }
  }
  return found;
}

function numberCell(range: Range, kind?: "number"): CellReader<number | null> {
  return filledCell((text) => {
    const number = plainNumber(text);
    const [least, most] = range;
    return number === null || number < least || number > most || (!kind && number % 1 !== 0)
      ? new Unreadable(rangeWords(range, kind))
      : number;
  });
}

/** A number written without exponent or sign; null for anything else. */
function plainNumber(text: string): number | null {
  return /^\d{1,9}(?:\.\d{1,9})?$/.test(text) ? Number(text) : null;
}

const timeOfDayCell = filledCell((text, cell) => {
  // Google Sheets stores a typed 07:30 as a fraction of a day.
  if (typeof cell === "number" && cell >= 0 && cell < 1) return Math.round(cell * 1440) % 1440;
  const parts = /^(\d{1,2}):(\d{2})(?::\d{2})?\s*([ap]m)?$/i.exec(text);
  const half = (parts?.[3] ?? "").toLowerCase();
  const hour = Number(parts?.[1] || "NaN");
  const minute = Number(parts?.[2] || "NaN");
  const fits = half === "" ? hour <= 23 : hour >= 1 && hour <= 12;
  if (!fits || !(minute <= 59)) return new Unreadable("A time of day, such as 07:30.");
  return (half === "" ? hour : (hour % 12) + (half === "pm" ? 12 : 0)) * 60 + minute;
});

function isHours(value: unknown): value is number {
  return typeof value === "number" && value > 0 && value <= 240;
}

/** Whether a key is a level of any pack. Own properties alone, since every object has "constructor". */
function isLevel(key: string): boolean {
  return Object.keys(levelNames()).includes(key);
}

const acknowledgeCell = filledCell<WaitHours>((text) => {
  const byLevel = Object.entries(jsonRecord(text));
  if (byLevel.length > 0 && byLevel.every(([key, value]) => isLevel(key) && isHours(value))) {
    // Only numbers of hours got this far.
    return { byLevel: Object.fromEntries(byLevel) as Record<string, number> };
  }
  const numbers = text.split(/[,;]/).map((part) => plainNumber(part.trim()));
  const [low, atRisk = low, higher = low] = numbers;
  if (![1, 3].includes(numbers.length) || !isHours(low) || !isHours(atRisk) || !isHours(higher)) {
    return new Unreadable("Three numbers of hours, such as 8, 4, 1; each above 0, up to 240.");
  }
  return { belowProtocols: low, lowestProtocol: atRisk, higherProtocols: higher };
});

const prefixCell = filledCell((text) =>
  /^[a-z0-9-]{1,20}$/i.test(text)
    ? text
    : new Unreadable("At most 20 letters, digits and hyphens, such as S; or nothing."),
);

const protocolCell = filledCell(
  (text) => packNamed(text)?.id ?? new Unreadable(`${packsWords()}.`),
);

const formLanguageCell = filledCell(
  (text) =>
    formLanguages.find((one) => one === text.toLowerCase()) ?? new Unreadable(formLanguageWords),
);

const reviewsCell = filledCell((text) => {
  const reviews = text.split(";").flatMap((part) => reviewIn(part) ?? []);
  return reviews.length < text.split(";").length
    ? new Unreadable(translationReviewedWords)
    : reviews;
});

/** "NAME, YYYY-MM-DD, VERSION"; a name may have commas. */
function reviewIn(text: string): TranslationReview | null {
  const [, by = "", day = "", version = ""] =
    /^\s*(\S.*?)\s*,\s*(20\d{2}-\d{2}-\d{2})\s*,\s*([a-z]{2}-[0-9a-f]+)\s*$/i.exec(text) ?? [];
  return daysBetween(day, day) === null || by === ""
    ? null
    : { by, day, version: version.toLowerCase() };
}

const yesNoCell = cellReader((cell) => {
  const tick = tickCell(cell);
  return tick instanceof Unreadable ? new Unreadable("yes or no.") : tick;
});

/**
 * The settings of student ids. One that is written and cannot be read must not count as missing: the desk would then guess what an id is.
 */
function readStudentId(found: ReadonlyMap<keyof Settings, RowReader>): IdSettings {
  function value<T>(key: keyof IdSettings, reader: CellReader<T>, empty: T) {
    const row = found.get(key);
    return row === undefined || row.isEmpty("value")
      ? empty
      : (row.read("value", reader) ?? ("unreadable" as const));
  }
  const length = value("studentIdLength", numberCell([3, 30]), null);
  const prefix = value("studentIdPrefix", prefixCell, null);
  const isTooLong =
    typeof length === "number" &&
    prefix !== null &&
    prefix !== "unreadable" &&
    prefix.length >= length;
  if (isTooLong) {
    found
      .get("studentIdPrefix")
      ?.refuse("value", "Fewer characters than studentIdLength says: an id goes on after them.");
  }
  return {
    studentIdLength: length,
    studentIdDigits: value("studentIdDigits", yesNoCell, false),
    studentIdPrefix: isTooLong ? "unreadable" : prefix,
  };
}

/** The days and spans that can be read. Each other one is a problem, and does not stop the rest. */
function readClosures(reader: RowReader | undefined): readonly DaySpan[] {
  // Google Sheets stores one typed day as a number.
  const typed = reader?.cell("value") ?? null;
  const written = typeof typed === "number" ? dateOfSerial(typed) : textOfCell(typed);
  const parts = written.split(/[,;\n]/).flatMap((part) => part.trim() || []);
  const spans = parts.flatMap((part) => closureIn(part) ?? []);
  if (spans.length < parts.length) reader?.refuse("value", schoolClosedWords);
  return spans;
}

function closureIn(text: string): DaySpan | null {
  const [, first = "", last = first] =
    /^(20\d{2}-\d{2}-\d{2})(?:\s*(?:to|until|through|[-\u2013\u2014]|\.\.)\s*(20\d{2}-\d{2}-\d{2}))?$/i.exec(
      text,
    ) ?? [];
  const days = daysBetween(first, last);
  return days !== null && days >= 0 && days < longestClosure ? { first, last } : null;
}

const domain = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/** The domains that can be read. Each other one is a problem, and does not stop the rest. */
function readDomains(reader: RowReader | undefined): readonly string[] {
  const names = namesIn(reader).map((name) => name.replace(/^@/, ""));
  const good = names.filter(isDomain);
  if (good.length < names.length) {
    reader?.refuse("value", "Domains with a comma between them, such as district.example.");
  }
  return [...new Set(good)];
}

/**
 * As `readDomains`, for student domains. What ends in "*" is the beginning of addresses, what has a dot is a domain; anything else is a
 * problem, since it could be either.
 */
function readStudentDomains(
  reader: RowReader | undefined,
  staffDomains: readonly string[],
): readonly string[] {
  const good = new Set<string>();
  let isWhole = true;
  let isStaffs = false;
  for (const name of namesIn(reader)) {
    // "@students.x", "*@students.x" and "*.students.x" mean the same as the domain alone.
    const bare = name.replace(/^(?:\*?@|\*\.)/, "");
    const beginning = /^([a-z0-9._+-]{1,64}\*|[a-z0-9._+-]{2,64})$/.exec(name)?.[0];
    if (isDomain(bare)) {
      const isEverybody =
        staffDomains.length > 0 && staffDomains.every((one) => isAtOrUnder(one, bare));
      if (isEverybody) isStaffs = true;
      else good.add(bare);
    } else if (beginning === undefined) {
      isWhole = false;
    } else {
      // Without "*" it may be meant as a domain. It is kept as what it can be, and named as a problem.
      good.add(beginning.endsWith("*") ? beginning : `${beginning}*`);
      if (!beginning.endsWith("*")) isWhole = false;
    }
  }
  if (!isWhole) reader?.refuse("value", studentDomainsWords);
  if (isStaffs) {
    reader?.refuse(
      "value",
      "Domains of students alone: one of these is the whole district's, and is not used, since nobody could be told of a report. Students in it: how their addresses begin, such as stu*.",
    );
  }
  return [...good];
}

/**
 * The usable addresses; each other one is a problem, and does not stop the rest. A volunteer's address may be outside the district's
 * domains; a student's is a problem.
 */
function readResponders(
  reader: RowReader | undefined,
  studentDomains: readonly string[],
): readonly string[] {
  const names = namesIn(reader);
  const good = names.filter(
    (name) => isPlainAddress(name) && isStaffAddress({ domains: [], studentDomains }, name),
  );
  if (good.length < names.length) reader?.refuse("value", respondersWords);
  return [...new Set(good)];
}

function namesIn(reader: RowReader | undefined): readonly string[] {
  const written = reader?.read("value", cellReader(textOfCell)) ?? "";
  return written
    .toLowerCase()
    .split(/[\s,;"'[\]]+/)
    .filter((name) => name !== "");
}

function isDomain(name: string): boolean {
  return name.length <= 253 && domain.test(name);
}
