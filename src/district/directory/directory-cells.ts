/** Reads single cells of Contacts, Schools and Settings, and says what to write where a cell cannot be read. */
import type { RawCell } from "../../ports";
import type { TabId } from "../../register/columns";
import { tabs } from "../../register/tabs";
import { fold } from "../../text";
import { fromSerial, parseLocal, toSerial, type ZoneOffset } from "../../time";
import { isPlainAddress } from "../addresses";
import type { RowProblem } from "../district";

/** A row of Contacts, Schools or Settings as read: raw cells by column key. */
export interface TypedRow {
  /** As people count them: the first row of the tab is 1. */
  readonly row: number;
  readonly cells: Readonly<Record<string, RawCell>>;
}

/** What a reader returns for a cell that it cannot read. `write` tells the person what to write; it never repeats the cell's own text. */
export class Unreadable {
  constructor(readonly write: string) {}
}

/** Reads one cell: its value, or an `Unreadable`. */
export type CellReader<T> = (cell: RawCell) => T | Unreadable;

/** Types a reader by the value that it returns, without `Unreadable`. */
export function cellReader<T>(read: CellReader<T>): CellReader<T> {
  return read;
}

/** The text of a cell as people see it, without outer spaces; "" for an empty cell. */
export function textOfCell(cell: RawCell): string {
  return cell === null ? "" : String(cell).trim();
}

/** The text in a column of a row. */
export function textInColumn(row: TypedRow, key: string): string {
  return textOfCell(row.cells[key] ?? null);
}

/** A reader that is asked only where the cell holds text; null for an empty cell. */
export function filledCell<T>(
  read: (text: string, cell: RawCell) => T | Unreadable,
): CellReader<T | null> {
  return (cell) => {
    const text = textOfCell(cell);
    return text === "" ? null : read(text, cell);
  };
}

/** Reads any text; null for an empty cell. */
export const textCell = cellReader((cell) => textOfCell(cell) || null);

/** Reads a checkbox, or a word such as "yes" for one. An empty cell is not ticked. */
export const tickCell = cellReader((cell) => {
  const word = fold(textOfCell(cell));
  if (word === "true" || word === "yes") return true;
  return word === "" || word === "false" || word === "no"
    ? false
    : new Unreadable("A tick, or nothing.");
});

/** Reads one plain address, in lower case; null for an empty cell. */
export const emailCell = filledCell((written) => {
  const text = written.toLowerCase();
  return isPlainAddress(text)
    ? text
    : new Unreadable("One address alone, such as name@district.example, without a name around it.");
});

/** Reads a telephone number as it should be shown; one that was typed as digits alone gets the usual marks. Null for an empty cell. */
export const phoneCell = filledCell((text) => {
  if (/^\d{10}$/.test(text)) return `(${text.slice(0, 3)}) ${text.slice(3, 6)}-${text.slice(6)}`;
  const digits = text.replace(/\D/g, "").length;
  return /^\+?[\d ().\-/]+(?:(?:x|ext\.?) ?\d{1,6})?$/i.test(text) && digits >= 3 && digits <= 20
    ? text
    : new Unreadable("One telephone number with its area code, such as (555) 555-0100.");
});

/** The serial dates of 2000-01-01 and 2100-01-01. A date outside is a slip. */
const serialRange = { first: 36_526, last: 73_051 };

/**
 * Reads a day from a serial date or "YYYY-MM-DD"; a time of day is dropped. Gives ms UTC of that day's midnight in the zone; null for an
 * empty cell.
 */
export function dayCell(zone: ZoneOffset): CellReader<number | null> {
  return filledCell((text, cell) => {
    const at = typeof cell === "number" ? cell : serialOf(text, zone);
    return at !== null && at >= serialRange.first && at < serialRange.last
      ? fromSerial(Math.floor(at), zone)
      : new Unreadable("A date, such as 2026-09-01.");
  });
}

function serialOf(text: string, zone: ZoneOffset): number | null {
  const at = parseLocal(text, zone);
  return at === null ? null : toSerial(at, zone);
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

  /** The value of a cell; null where it cannot be read, which is then among the problems. */
  read<T>(key: string, reader: CellReader<T>): T | null {
    const value = reader(this.source.cells[key] ?? null);
    if (!(value instanceof Unreadable)) return value;
    this.refuse(key, value.write);
    return null;
  }

  refuse(key: string, write: string): void {
    this.problems.push({ tab: this.tab, row: this.row, column: headerOf(this.tab, key), write });
  }

  /** The stored cell itself, where nothing is to be corrected. */
  cell(key: string): RawCell {
    return this.source.cells[key] ?? null;
  }

  isEmpty(key: string): boolean {
    return textInColumn(this.source, key) === "";
  }

  /** Whether no cell but those of `except` holds anything. An unticked checkbox is nothing. */
  isBlank(except: readonly string[] = []): boolean {
    return Object.keys(this.source.cells).every((key) => {
      const cell = this.source.cells[key] ?? null;
      return except.includes(key) || cell === false || textOfCell(cell) === "";
    });
  }
}
