/** Reads single cells of Contacts, Schools and Settings, and says what to write where a cell cannot be read. */
import type { RawCell } from "../../ports";
import type { TabId } from "../../register/columns";
import { tabs } from "../../register/tabs";
import { fold } from "../../text";
import { fromSerial, parseLocal, toSerial, type ZoneOffset } from "../../time";
import type { RowProblem } from "../district";
import { isPlainAddress } from "../district";

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
