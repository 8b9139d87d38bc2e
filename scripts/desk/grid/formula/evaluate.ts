/** Works out a parsed formula over the cells of a spreadsheet, so that the desk can show counts and colours. Not for `play`: there, formulas stay text. */
import type { CellValue, Sheet, Spreadsheet } from "../../../workspace/sheets/store";
import { type Expression, type Operator, parseFormula, UnknownFormula } from "./parse";

/** What a formula comes to; null is a blank cell. */
export type Result = string | number | boolean | null;

export interface Surroundings {
  readonly spreadsheet: Spreadsheet;
  readonly sheet: Sheet;
  /** The time as a serial number of the spreadsheet's zone. */
  readonly now: number;
  /** How many rows below the formula's own place it is applied. */
  readonly rowsBelow: number;
  /** How deep formulas refer to formulas. */
  readonly depth: number;
}

const deepest = 8;

/** @throws UnknownFormula for anything that is not modelled. */
export function evaluate(formula: string, surroundings: Surroundings): Result {
  if (surroundings.depth > deepest) throw new UnknownFormula(formula);
  return result(parseFormula(formula), surroundings);
}

function cellResult(value: CellValue, sheet: Sheet, around: Surroundings): Result {
  if (value === null || typeof value !== "object") return value;
  return evaluate(value.formula, { ...around, sheet, rowsBelow: 0, depth: around.depth + 1 });
}

function sheetNamed(tab: string | null, { spreadsheet, sheet }: Surroundings): Sheet {
  if (tab === null) return sheet;
  const named = spreadsheet.sheets.find(({ properties }) => properties.title === tab);
  if (named === undefined) throw new UnknownFormula(`no tab ${tab}`);
  return named;
}

function result(expression: Expression, around: Surroundings): Result {
  switch (expression.kind) {
    case "value":
      return expression.value;
    case "cell": {
      const sheet = sheetNamed(expression.tab, around);
      const row = expression.row + (expression.anchored ? 0 : around.rowsBelow);
      return cellResult(sheet.rows[row]?.values[expression.column] ?? null, sheet, around);
    }
    case "column":
      throw new UnknownFormula("a column outside a count");
    case "operation":
      return operation(
        expression.operator,
        result(expression.left, around),
        result(expression.right, around),
      );
    case "call":
      return call(expression.name, expression.args, around);
  }
}

const asNumber = (value: Result): number =>
  typeof value === "number" ? value : value === null ? 0 : Number(value);

const asText = (value: Result): string =>
  value === null ? "" : typeof value === "boolean" ? String(value).toUpperCase() : String(value);

/** A blank cell counts as the empty value of what it is compared with. */
function filled(value: Result, other: Result): string | number | boolean {
  if (value !== null) return value;
  if (typeof other === "number") return 0;
  return typeof other === "boolean" ? false : "";
}

/** Below zero, zero or above; numbers stand before texts, texts before booleans. */
function compared(one: Result, other: Result): number {
  const [left, right] = [filled(one, other), filled(other, one)];
  const rank = (value: Result) => ["number", "string", "boolean"].indexOf(typeof value);
  if (rank(left) !== rank(right)) return rank(left) - rank(right);
  if (typeof left === "number") return left - asNumber(right);
  const [first, second] = [asText(left).toLowerCase(), asText(right).toLowerCase()];
  return first === second ? 0 : first < second ? -1 : 1;
}

function operation(operator: Operator, left: Result, right: Result): Result {
  switch (operator) {
    case "=":
      return compared(left, right) === 0;
    case "<>":
      return compared(left, right) !== 0;
    case "<":
      return compared(left, right) < 0;
    case ">":
      return compared(left, right) > 0;
    case "<=":
      return compared(left, right) <= 0;
    case ">=":
      return compared(left, right) >= 0;
    case "+":
      return asNumber(left) + asNumber(right);
    case "-":
      return asNumber(left) - asNumber(right);
    case "*":
      return asNumber(left) * asNumber(right);
    case "/":
      return asNumber(left) / asNumber(right);
    case "&":
      return asText(left) + asText(right);
  }
}

function call(name: string, args: readonly Expression[], around: Surroundings): Result {
  const at = (index: number): Result => {
    const argument = args[index];
    return argument === undefined ? null : result(argument, around);
  };
  switch (name) {
    case "IF":
      return at(0) === true ? at(1) : at(2);
    case "AND":
      return args.every((_, index) => at(index) === true);
    case "OR":
      return args.some((_, index) => at(index) === true);
    case "NOW":
      return around.now;
    case "TODAY":
      return Math.floor(around.now);
    case "WORKDAY":
      return workday(asNumber(at(0)), asNumber(at(1)));
    case "COUNTIF":
    case "COUNTIFS":
      return count(args, around);
    default:
      throw new UnknownFormula(name);
  }
}

/** The day so many days from Monday to Friday after `from`; of a serial number, Saturdays are those that seven divides. */
function workday(from: number, days: number): number {
  let day = Math.floor(from);
  for (let left = days; left > 0; ) {
    day += 1;
    if (day % 7 > 1) left -= 1;
  }
  return day;
}

/** Rows in which each column meets its criterion. */
function count(args: readonly Expression[], around: Surroundings): number {
  const pairs: { readonly cells: readonly Result[]; readonly meets: (cell: Result) => boolean }[] =
    [];
  for (let index = 0; index < args.length; index += 2) {
    const [range, wanted] = [args[index], args[index + 1]];
    if (range?.kind !== "column" || wanted === undefined) throw new UnknownFormula("a count");
    const sheet = sheetNamed(range.tab, around);
    const cells = sheet.rows
      .slice(range.fromRow)
      .map((row) => cellResult(row?.values[range.column] ?? null, sheet, around));
    pairs.push({ cells, meets: criterion(result(wanted, around)) });
  }
  const rows = Math.max(0, ...pairs.map(({ cells }) => cells.length));
  let found = 0;
  for (let row = 0; row < rows; row += 1) {
    if (pairs.every(({ cells, meets }) => meets(cells[row] ?? null))) found += 1;
  }
  return found;
}

function criterion(wanted: Result): (cell: Result) => boolean {
  if (typeof wanted !== "string") return (cell) => cell === wanted;
  const [, sign = "=", operand = ""] = /^(<>|<=|>=|<|>|=)?([\s\S]*)$/.exec(wanted) ?? [];
  if (sign === "<>") {
    return operand === ""
      ? (cell) => cell !== null && cell !== ""
      : (cell) => asText(cell).toLowerCase() !== operand.toLowerCase();
  }
  if (sign === "=") {
    // The one pattern in use: any text at all.
    if (operand === "?*") return (cell) => typeof cell === "string" && cell !== "";
    if (/[?*~]/.test(operand)) throw new UnknownFormula(wanted);
    return (cell) => asText(cell).toLowerCase() === operand.toLowerCase();
  }
  const bound = Number(operand);
  return (cell) => {
    if (typeof cell !== "number") return false;
    if (sign === "<") return cell < bound;
    if (sign === "<=") return cell <= bound;
    return sign === ">" ? cell > bound : cell >= bound;
  };
}
