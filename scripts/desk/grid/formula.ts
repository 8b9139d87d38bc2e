/**
 * Calculates a formula of a register (counts, watchdog, colors) from the cells of a spreadsheet, while parsing it. It knows a small part
 * of what Sheets knows and refuses the rest. `play` does not use it: there formulas stay text.
 */
import { columnIndex } from "../../workspace/sheets/a1-notation";
import type { CellValue, Sheet, Spreadsheet } from "../../workspace/sheets/store";

/** The result of a formula; null is a blank cell. */
export type Result = string | number | boolean | null;

/** A formula, or a part of one, that this file cannot calculate. */
export class UnknownFormula extends Error {}

export interface Surroundings {
  readonly spreadsheet: Spreadsheet;
  readonly sheet: Sheet;
  /** The current time as a serial date in the spreadsheet's time zone. */
  readonly now: number;
  /** How many rows below the formula's own place it is applied (for conditional formats). */
  readonly rowsBelow: number;
  /** How many formulas have been followed to reach this one. */
  readonly depth: number;
}

const deepest = 8;

/** The cells of one column from a row to the end of the tab, which only counting functions accept, or a single value. */
type Value = Result | readonly Result[];

/** Calculates a formula. @throws UnknownFormula for anything it does not know. */
export function evaluate(formula: string, around: Surroundings): Result {
  if (around.depth > deepest) throw new UnknownFormula(formula);
  return new Reader(formula, around).whole();
}

const isColumn = (value: Value): value is readonly Result[] => Array.isArray(value);

function plain(value: Value | undefined): Result {
  if (value === undefined) return null;
  if (isColumn(value)) throw new UnknownFormula("a column outside a count");
  return value;
}

const asNumber = (value: Result): number => Number(value ?? 0);

const asText = (value: Result): string =>
  value === null ? "" : typeof value === "boolean" ? String(value).toUpperCase() : String(value);

/** A blank cell counts as zero, an empty text or false, depending on what it is compared with. */
function filled(value: Result, other: Result): string | number | boolean {
  if (value !== null) return value;
  if (typeof other === "number") return 0;
  return typeof other === "boolean" ? false : "";
}

/** Negative, zero or positive. Numbers come before texts, texts before booleans. */
function compared(one: Result, other: Result): number {
  const [left, right] = [filled(one, other), filled(other, one)];
  const rank = (value: Result) => ["number", "string", "boolean"].indexOf(typeof value);
  if (rank(left) !== rank(right)) return rank(left) - rank(right);
  if (typeof left === "number") return left - asNumber(right);
  const [first, second] = [asText(left).toLowerCase(), asText(right).toLowerCase()];
  return first === second ? 0 : first < second ? -1 : 1;
}

type Operation = (left: Result, right: Result) => Result;

/** Operators by precedence, the weakest first. */
const levels: readonly Readonly<Record<string, Operation>>[] = [
  {
    "=": (left, right) => compared(left, right) === 0,
    "<>": (left, right) => compared(left, right) !== 0,
    "<": (left, right) => compared(left, right) < 0,
    ">": (left, right) => compared(left, right) > 0,
    "<=": (left, right) => compared(left, right) <= 0,
    ">=": (left, right) => compared(left, right) >= 0,
  },
  { "&": (left, right) => asText(left) + asText(right) },
  {
    "+": (left, right) => asNumber(left) + asNumber(right),
    "-": (left, right) => asNumber(left) - asNumber(right),
  },
  {
    "*": (left, right) => asNumber(left) * asNumber(right),
    "/": (left, right) => asNumber(left) / asNumber(right),
  },
];

const functions: Readonly<Record<string, (args: readonly Value[], now: number) => Result>> = {
  IF: ([condition, yes, no]) => plain(condition === true ? yes : no),
  AND: (args) => args.every((one) => one === true),
  OR: (args) => args.includes(true),
  NOW: (_, now) => now,
  TODAY: (_, now) => Math.floor(now),
  WORKDAY: ([from, days]) => workday(asNumber(plain(from)), asNumber(plain(days))),
  COUNTIF: count,
  COUNTIFS: count,
};

/** The serial date that is `days` working days (Monday to Friday) after `from`. A serial date divisible by seven is a Saturday. */
function workday(from: number, days: number): number {
  let day = Math.floor(from);
  for (let left = days; left > 0; ) {
    day += 1;
    if (day % 7 > 1) left -= 1;
  }
  return day;
}

/** How many rows meet the criterion of every column. */
function count(args: readonly Value[]): number {
  const pairs = args.flatMap((cells, at) => {
    if (at % 2 === 1) return [];
    if (!isColumn(cells)) throw new UnknownFormula("a count");
    return { cells, meets: criterion(plain(args[at + 1])) };
  });
  const rows = Math.max(0, ...pairs.map(({ cells }) => cells.length));
  const isMet = (_: unknown, row: number) =>
    pairs.every(({ cells, meets }) => meets(cells[row] ?? null));
  return Array.from({ length: rows }).filter(isMet).length;
}

function criterion(wanted: Result): (cell: Result) => boolean {
  if (typeof wanted !== "string") return (cell) => cell === wanted;
  const [, sign = "=", operand = ""] = /^(<>|<=|>=|<|>|=)?([\s\S]*)$/.exec(wanted) ?? [];
  const isSame = (cell: Result) => asText(cell).toLowerCase() === operand.toLowerCase();
  if (sign === "<>") return (cell) => !isSame(cell);
  if (sign === "=") {
    // The two patterns that registers use: any text, and a text that starts with these characters.
    if (operand === "?*") return (cell) => typeof cell === "string" && cell !== "";
    const [, start] = /^([^?*~]+)\*$/.exec(operand) ?? [];
    if (start !== undefined) {
      const begins = start.toLowerCase();
      return (cell) => typeof cell === "string" && cell.toLowerCase().startsWith(begins);
    }
    if (/[?*~]/.test(operand)) throw new UnknownFormula(wanted);
    return isSame;
  }
  const operation = levels[0]?.[sign];
  return (cell) => typeof cell === "number" && operation?.(cell, Number(operand)) === true;
}

const token =
  /\s*(?:("(?:[^"]|"")*")|(\d+(?:\.\d+)?)|((?:'(?:[^']|'')+'|[A-Za-z_]\w*)!)?\$?([A-Z]{1,3})(\$?)(\d+)(?::\$?([A-Z]{1,3}))?(?![\w(])|([A-Z]+)(?=\()|(TRUE|FALSE)|(<>|<=|>=|[=<>+\-*/&(),]))/gy;

class Reader {
  private readonly tokens: readonly RegExpExecArray[];
  private at = 0;

  constructor(
    private readonly formula: string,
    private readonly around: Surroundings,
  ) {
    const text = formula.trimEnd();
    this.tokens = [...text.slice(1).matchAll(token)];
    const read = this.tokens.map(([whole]) => whole).join("");
    if (text !== `=${read}`) throw new UnknownFormula(formula);
  }

  whole(): Result {
    const value = plain(this.level(0));
    if (this.at < this.tokens.length) throw new UnknownFormula(this.formula);
    return value;
  }

  private level(depth: number): Value {
    const operations = levels[depth];
    if (operations === undefined) return this.operand();
    let left = this.level(depth + 1);
    for (;;) {
      const operation = operations[this.sign];
      if (operation === undefined) return left;
      this.at += 1;
      left = operation(plain(left), plain(this.level(depth + 1)));
    }
  }

  /** The sign of the next token, such as an operator; empty if the token is something else. */
  private get sign(): string {
    return this.tokens[this.at]?.[10] ?? "";
  }

  private expect(sign: string): void {
    if (this.sign !== sign) throw new UnknownFormula(this.formula);
    this.at += 1;
  }

  private operand(): Value {
    const next = this.tokens[this.at];
    this.at += 1;
    const [, text, number, , letters, , , , call, truth, sign] = next ?? [];
    if (text !== undefined) return text.slice(1, -1).replaceAll('""', '"');
    if (number !== undefined) return Number(number);
    if (truth !== undefined) return truth === "TRUE";
    if (next !== undefined && letters !== undefined) return this.cells(next);
    if (call !== undefined) return this.call(call);
    if (sign !== "(") throw new UnknownFormula(this.formula);
    const inner = this.level(0);
    this.expect(")");
    return inner;
  }

  private call(name: string): Result {
    const known = functions[name];
    if (known === undefined) throw new UnknownFormula(name);
    const args: Value[] = [];
    this.expect("(");
    while (this.sign !== ")") {
      if (args.length > 0) this.expect(",");
      args.push(this.level(0));
    }
    this.expect(")");
    return known(args, this.around.now);
  }

  /** The value of a cell, or of a column from a row on. A row without "$" moves with the row to which the formula is applied. */
  private cells([, , , prefix, letters = "", anchor, row, end]: RegExpExecArray): Value {
    const sheet = this.sheetNamed(prefix);
    const column = columnIndex(letters);
    const from = Number(row) - 1;
    const valueIn = (at: number) => this.result(sheet.rows[at]?.values[column] ?? null, sheet);
    if (end === undefined) return valueIn(from + (anchor === "$" ? 0 : this.around.rowsBelow));
    if (columnIndex(end) !== column) throw new UnknownFormula(this.formula);
    return Array.from({ length: Math.max(0, sheet.rows.length - from) }, (_, at) =>
      valueIn(from + at),
    );
  }

  private result(value: CellValue, sheet: Sheet): Result {
    if (value === null || typeof value !== "object") return value;
    const { around } = this;
    return evaluate(value.formula, { ...around, sheet, rowsBelow: 0, depth: around.depth + 1 });
  }

  private sheetNamed(prefix: string | undefined): Sheet {
    const { spreadsheet, sheet } = this.around;
    if (prefix === undefined) return sheet;
    const name = prefix
      .slice(0, -1)
      .replace(/^'(.*)'$/, "$1")
      .replaceAll("''", "'");
    const named = spreadsheet.sheets.find(({ properties }) => properties.title === name);
    if (named === undefined) throw new UnknownFormula(`no tab ${name}`);
    return named;
  }
}
