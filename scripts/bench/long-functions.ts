/** How long the functions of the sources are. */
import { readdirSync, readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { join, relative } from "node:path";
import { type Node, parse } from "acorn";
import { transformSync } from "esbuild";

export interface SourceFunction {
  /** Path below the root. */
  readonly file: string;
  /** Empty where it has none. */
  readonly name: string;
  /** First line, from 1. */
  readonly line: number;
  /** From its first line to its last, both counted. */
  readonly lines: number;
  /** Whether it does nothing but return one literal: a table that is made when first asked for. Functions within count for themselves. */
  readonly isTable: boolean;
}

export interface Sources {
  readonly files: number;
  readonly lines: number;
  readonly functions: readonly SourceFunction[];
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

const functionTypes: readonly string[] = [
  "FunctionDeclaration",
  "FunctionExpression",
  "ArrowFunctionExpression",
];

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && "start" in value;

function nameIn(node: Node | null): string {
  const name: unknown = node === null ? null : Reflect.get(node, "name");
  return typeof name === "string" ? name : "";
}

/** The name that a function has itself, or gets from what it is assigned to. */
function nameOf(node: Node, parent: Node | null): string {
  for (const [holder, key] of [
    [node, "id"],
    [parent, "id"],
    [parent, "key"],
  ] as const) {
    const named: unknown = holder === null ? null : Reflect.get(holder, key);
    if (isNode(named) && nameIn(named) !== "") return nameIn(named);
  }
  return "";
}

/** Every node of a syntax tree with the one above it. */
function* nodes(node: Node, parent: Node | null = null): Generator<[Node, Node | null]> {
  yield [node, parent];
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) yield* nodes(child, node);
    }
  }
}

const isLiteral = (node: Node) => ["ObjectExpression", "ArrayExpression"].includes(node.type);

/** Whether a value is one object or list, or made of nothing but such by one call. */
function isOfLiterals(node: Node): boolean {
  if (node.type !== "CallExpression") return isLiteral(node);
  const given: unknown = Reflect.get(node, "arguments");
  return Array.isArray(given) && given.every((one: unknown) => isNode(one) && isLiteral(one));
}

/** Whether the whole body of a function is such a value. */
function isTable(node: Node): boolean {
  const body: unknown = Reflect.get(node, "body");
  if (!isNode(body)) return false;
  const statements: unknown = body.type === "BlockStatement" ? Reflect.get(body, "body") : null;
  if (statements === null) return isOfLiterals(body);
  if (!Array.isArray(statements) || statements.length !== 1) return false;
  const [only]: readonly unknown[] = statements;
  if (!isNode(only) || only.type !== "ReturnStatement") return false;
  const returned: unknown = Reflect.get(only, "argument");
  return isNode(returned) && isOfLiterals(returned);
}

/** The functions of a TypeScript source. Types are taken away first; a source map says where what is left stood. */
export function functionsOf(file: string, source: string): readonly SourceFunction[] {
  const { code, map } = transformSync(source, {
    loader: "ts",
    sourcemap: "external",
    sourcefile: file,
    target: "esnext",
  });
  const sourceMap = new SourceMap(JSON.parse(map));
  const lineAt = (at: { readonly line: number; readonly column: number }): number => {
    const entry = sourceMap.findEntry(at.line - 1, at.column);
    return "originalLine" in entry ? entry.originalLine + 1 : at.line;
  };
  const tree = parse(code, { ecmaVersion: "latest", sourceType: "module", locations: true });
  return [...nodes(tree)].flatMap(([node, parent]) => {
    const { loc } = node;
    if (!functionTypes.includes(node.type) || loc == null) return [];
    const line = lineAt(loc.start);
    const last = lineAt({ line: loc.end.line, column: loc.end.column - 1 });
    const lines = last - line + 1;
    return [{ file, name: nameOf(node, parent), line, lines, isTable: isTable(node) }];
  });
}

/** All TypeScript below src/ of a checkout. */
export function sourcesOf(root: string): Sources {
  const texts = filesBelow(join(root, "src")).map((path) => ({
    file: relative(root, path),
    text: readFileSync(path, "utf8"),
  }));
  return {
    files: texts.length,
    lines: texts.reduce((sum, { text }) => sum + text.split("\n").length - 1, 0),
    functions: texts.flatMap(({ file, text }) => functionsOf(file, text)),
  };
}

/** A function that fills more than a screen. */
const long = 50;

const longestFirst = (a: SourceFunction, b: SourceFunction) =>
  b.lines - a.lines || (a.file < b.file ? -1 : 1);

/** Those over 50 lines that do something, longest first. */
export function longFunctions(functions: readonly SourceFunction[]): readonly SourceFunction[] {
  return functions.filter((one) => one.lines > long && !one.isTable).sort(longestFirst);
}

/** Tables over 50 lines, longest first. */
export function longTables(functions: readonly SourceFunction[]): readonly SourceFunction[] {
  return functions.filter((one) => one.lines > long && one.isTable).sort(longestFirst);
}
