/** Reads the rows of the Settings tab. What is missing, empty or wrong has its default; what is wrong is named. */
import { jsonRecord } from "../json-record";
import {
  type CellReader,
  cellOf,
  emailCell,
  RowReader,
  type TypedRow,
  textOf,
  Unreadable,
  writtenIn,
} from "./cells";
import type { RowProblem, Settings } from "./directory";
import { foldToWords } from "./fold";
import { judgePattern } from "./pattern";
import { settingDefaults as defaults, settingDefinitions } from "./settings";

/** The settings of the tab's rows, with the default for whatever is missing, empty or unreadable. What is unreadable is added to `problems`. */
export function parseSettings(rows: readonly TypedRow[], problems: RowProblem[]): Settings {
  const found = rowsByKey(rows, problems);
  function value<T>(key: keyof Settings, reader: CellReader<T | null>): T | null {
    return found.get(key)?.read("value", reader) ?? null;
  }
  function whole(key: keyof Settings, least: number, most: number): number | null {
    return value(key, numberCell(least, most, true));
  }
  return {
    acknowledgeWithinHours:
      value("acknowledgeWithinHours", acknowledgeCell) ?? defaults.acknowledgeWithinHours,
    immediateDangerMinutes:
      whole("immediateDangerMinutes", 1, 240) ?? defaults.immediateDangerMinutes,
    callReminderHours:
      value("callReminderHours", numberCell(0.05, 48, false)) ?? defaults.callReminderHours,
    digestAt: value("digestAt", timeOfDayCell) ?? defaults.digestAt,
    checkInEveryDays: whole("checkInEveryDays", 1, 90) ?? defaults.checkInEveryDays,
    monitorEveryDays: whole("monitorEveryDays", 1, 90) ?? defaults.monitorEveryDays,
    holdMaxDays: whole("holdMaxDays", 1, 90) ?? defaults.holdMaxDays,
    formResponsesDays: whole("formResponsesDays", 7, 365) ?? defaults.formResponsesDays,
    retentionYears: whole("retentionYears", 1, 100),
    studentIdPattern: value("studentIdPattern", patternCell),
    domains: readDomains(found.get("domains")),
    studentAccountPattern: value("studentAccountPattern", patternCell),
    alternateLead: value("alternateLead", emailCell),
    smallCell: whole("smallCell", 2, 100) ?? defaults.smallCell,
  };
}

/** The row of the setting, to name it among the problems; null where the tab has none. */
export function settingReader(
  rows: readonly TypedRow[],
  key: keyof Settings,
  problems: RowProblem[],
): RowReader | null {
  const row = rows.find((one) => keyOf(one) === key);
  return row === undefined ? null : new RowReader("settings", row, problems);
}

function keyOf(row: TypedRow): keyof Settings | null {
  const written = compact(writtenIn(row, "setting"));
  return settingDefinitions.find(({ key }) => compact(key) === written)?.key ?? null;
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
    if (reader.isBlank(["meaning", "allowed", "problem"])) {
      continue;
    }
    const key = keyOf(row);
    if (key === null) {
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

function numberCell(least: number, most: number, whole: boolean): CellReader<number | null> {
  return cellOf((cell) => {
    const text = textOf(cell);
    if (text === "") {
      return null;
    }
    const number = plainNumber(text);
    return number === null || number < least || number > most || (whole && number % 1 !== 0)
      ? new Unreadable(`A ${whole ? "whole number" : "number"} from ${least} to ${most}.`)
      : number;
  });
}

/** A number without exponent or sign; null for anything else. */
function plainNumber(text: string): number | null {
  return /^\d{1,9}(?:\.\d{1,9})?$/.test(text) ? Number(text) : null;
}

const timeOfDayCell = cellOf((cell) => {
  if (textOf(cell) === "") {
    return null;
  }
  // Sheets turns a typed 07:30 into a fraction of a day.
  if (typeof cell === "number" && cell >= 0 && cell < 1) {
    return Math.round(cell * 1440) % 1440;
  }
  const parts = /^(\d{1,2}):(\d{2})(?::\d{2})?\s*([ap]m)?$/i.exec(textOf(cell));
  const half = (parts?.[3] ?? "").toLowerCase();
  const hour = Number(parts?.[1] ?? "NaN");
  const minute = Number(parts?.[2] ?? "NaN");
  const fits = half === "" ? hour <= 23 : hour >= 1 && hour <= 12;
  if (!fits || !(minute <= 59)) {
    return new Unreadable("A time of day, such as 07:30.");
  }
  return (half === "" ? hour : (hour % 12) + (half === "pm" ? 12 : 0)) * 60 + minute;
});

type Hours = Settings["acknowledgeWithinHours"];
const hoursKeys = Object.keys(defaults.acknowledgeWithinHours);

function isHours(value: unknown): value is number {
  return typeof value === "number" && value > 0 && value <= 240;
}

const acknowledgeCell = cellOf<Hours | null>((cell) => {
  const text = textOf(cell);
  if (text === "") {
    return null;
  }
  const byLevel = Object.entries(jsonRecord(text));
  if (
    byLevel.length > 0 &&
    byLevel.every(([key, value]) => hoursKeys.includes(key) && isHours(value))
  ) {
    // Only hours under the settings' own keys were let through.
    return {
      ...defaults.acknowledgeWithinHours,
      ...(Object.fromEntries(byLevel) as Partial<Hours>),
    };
  }
  const numbers = text.split(/[,;]/).map((part) => plainNumber(part.trim()));
  const [low, atRisk = low, higher = low] = numbers;
  if (![1, 3].includes(numbers.length) || !isHours(low) || !isHours(atRisk) || !isHours(higher)) {
    return new Unreadable("Three numbers of hours, such as 8, 4, 1; each above 0, up to 240.");
  }
  return {
    "needs-review": low,
    "below-threshold": low,
    "at-risk": atRisk,
    "recruitment-or-exploitation": higher,
    "suspected-victim": higher,
    "confirmed-victim": higher,
  };
});

const patternCell = cellOf((cell) => {
  const text = textOf(cell);
  if (text === "") {
    return null;
  }
  switch (judgePattern(text)) {
    case "usable":
      return text;
    case "too-long":
      return new Unreadable("A regular expression of at most 200 characters.");
    case "invalid":
      return new Unreadable("A regular expression. This one is not complete: look for a bracket.");
    case "too-slow":
      return new Unreadable("A simpler regular expression, without a repeat inside a repeat.");
  }
});

const domain = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/** The readable domains; each other one is a problem, and does not stop the rest. */
function readDomains(reader: RowReader | undefined): readonly string[] {
  const written = reader?.read("value", cellOf(textOf)) ?? "";
  const names = written
    .toLowerCase()
    .split(/[\s,;"'[\]]+/)
    .map((name) => name.replace(/^@/, ""))
    .filter((name) => name !== "");
  const good = names.filter((name) => name.length <= 253 && domain.test(name));
  if (good.length < names.length) {
    reader?.refuse("value", "Domains with a comma between them, such as district.example.");
  }
  return [...new Set(good)];
}
