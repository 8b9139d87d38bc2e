/** Reads the formulas of a register (counts, watchdog, colours) into a tree. A small part of what Sheets knows; anything else is refused. */

/** Zero-based cells; `row` of an unanchored reference moves with the row that the formula is applied to. */
export interface CellReference {
  readonly kind: "cell";
  readonly tab: string | null;
  readonly column: number;
  readonly row: number;
  readonly anchored: boolean;
}

/** A stretch of one column, from a row to the end of the tab. */
export interface ColumnReference {
  readonly kind: "column";
  readonly tab: string | null;
  readonly column: number;
  readonly fromRow: number;
}

export type Operator = "=" | "<>" | "<" | ">" | "<=" | ">=" | "+" | "-" | "*" | "/" | "&";

export type Expression =
  | { readonly kind: "value"; readonly value: string | number | boolean }
  | CellReference
  | ColumnReference
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] }
  | {
      readonly kind: "operation";
      readonly operator: Operator;
      readonly left: Expression;
      readonly right: Expression;
    };

/** A formula that this reader or the evaluator does not know. */
export class UnknownFormula extends Error {}

const token =
  /\s*(?:("(?:[^"]|"")*")|(\d+(?:\.\d+)?)|((?:'(?:[^']|'')+'|[A-Za-z_]\w*)!)?(\$?[A-Z]{1,3})(\$?)(\d+)(?::\$?([A-Z]{1,3}))?(?![\w(])|([A-Z]+)(?=\()|(TRUE|FALSE)|(<>|<=|>=|[=<>+\-*/&(),]))/y;

type Token =
  | { readonly operand: Expression }
  | { readonly call: string }
  | { readonly sign: string };

/** Zero-based index of column letters. */
function columnIndex(letters: string): number {
  let index = 0;
  for (const letter of letters.replace("$", "")) index = index * 26 + letter.charCodeAt(0) - 64;
  return index - 1;
}

function tabName(prefix: string | undefined): string | null {
  if (prefix === undefined) return null;
  const name = prefix.slice(0, -1);
  return name.startsWith("'") ? name.slice(1, -1).replaceAll("''", "'") : name;
}

function tokenOf(match: RegExpExecArray): Token {
  const [, text, number, prefix, letters, anchor, row, end, call, truth, sign] = match;
  if (text !== undefined) {
    return { operand: { kind: "value", value: text.slice(1, -1).replaceAll('""', '"') } };
  }
  if (number !== undefined) return { operand: { kind: "value", value: Number(number) } };
  if (letters !== undefined) {
    const place = { tab: tabName(prefix), column: columnIndex(letters) };
    const at = Number(row) - 1;
    if (end === undefined) {
      return { operand: { kind: "cell", ...place, row: at, anchored: anchor === "$" } };
    }
    if (columnIndex(end) !== place.column) throw new UnknownFormula(match[0]);
    return { operand: { kind: "column", ...place, fromRow: at } };
  }
  if (call !== undefined) return { call };
  if (truth !== undefined) return { operand: { kind: "value", value: truth === "TRUE" } };
  return { sign: sign ?? "" };
}

function tokens(formula: string): Token[] {
  const found: Token[] = [];
  const reader = new RegExp(token);
  const end = formula.trimEnd().length;
  for (let at = 1; at < end; at = reader.lastIndex) {
    reader.lastIndex = at;
    const match = reader.exec(formula);
    if (match === null) throw new UnknownFormula(formula);
    found.push(tokenOf(match));
  }
  return found;
}

/** Operators from the loosest binding to the tightest. */
const levels: readonly (readonly Operator[])[] = [
  ["=", "<>", "<", ">", "<=", ">="],
  ["&"],
  ["+", "-"],
  ["*", "/"],
];

class Parser {
  private at = 0;

  constructor(
    private readonly list: readonly Token[],
    private readonly formula: string,
  ) {}

  whole(): Expression {
    const expression = this.level(0);
    if (this.at < this.list.length) throw new UnknownFormula(this.formula);
    return expression;
  }

  private level(depth: number): Expression {
    const operators = levels[depth];
    if (operators === undefined) return this.operand();
    let left = this.level(depth + 1);
    for (;;) {
      const operator = operators.find((one) => this.isNext(one));
      if (operator === undefined) return left;
      this.at += 1;
      left = { kind: "operation", operator, left, right: this.level(depth + 1) };
    }
  }

  private operand(): Expression {
    const next = this.list[this.at];
    this.at += 1;
    if (next === undefined) throw new UnknownFormula(this.formula);
    if ("operand" in next) return next.operand;
    if ("call" in next) return { kind: "call", name: next.call, args: this.args() };
    if (next.sign !== "(") throw new UnknownFormula(this.formula);
    const inner = this.level(0);
    this.expect(")");
    return inner;
  }

  private args(): Expression[] {
    this.expect("(");
    const args: Expression[] = [];
    while (!this.isNext(")")) {
      if (args.length > 0) this.expect(",");
      args.push(this.level(0));
    }
    this.expect(")");
    return args;
  }

  private isNext(sign: string): boolean {
    const next = this.list[this.at];
    return next !== undefined && "sign" in next && next.sign === sign;
  }

  private expect(sign: string): void {
    if (!this.isNext(sign)) throw new UnknownFormula(this.formula);
    this.at += 1;
  }
}

/** The tree of a formula that begins with "=". @throws UnknownFormula */
export function parseFormula(formula: string): Expression {
  if (!formula.startsWith("=")) throw new UnknownFormula(formula);
  return new Parser(tokens(formula), formula).whole();
}
