/**
 * Writes what a script repeats once, as a constant: string literals, names of properties (`a.school` is
 * `a["school"]`), `null`, `undefined` and the language's own objects. Half of what the minified script held were such repeats.
 */
import type { AnyNode } from "acorn";
import { childrenOf, type Edit, edited, nodesIn, treeOf } from "./edits";

/** One place where a constant can stand. */
interface Use {
  readonly start: number;
  readonly end: number;
  /** Bytes that stand there now. */
  readonly bytes: number;
  readonly named: (name: string) => string;
}

/** What the mangled name of a constant takes, mostly. */
const mangled = "nn";

/** Of the language, and used often. */
const builtIns = ["Array", "JSON", "Map", "Math", "Number", "Object", "Set", "String"];

const itself = (name: string) => name;
const inBrackets = (name: string) => `[${name}]`;

/** A key of an object or of a pattern. `__proto__` has a meaning of its own there. */
function keyUse(node: Extract<AnyNode, { type: "Property" }>): [string, Use] | null {
  const { key, shorthand } = node;
  const text = key.type === "Identifier" ? key.name : key.type === "Literal" ? key.value : null;
  if (node.computed || typeof text !== "string" || text === "__proto__") return null;
  // `{ school }` keeps its name for the variable, and mangling makes `school:e` of it.
  const end = shorthand ? key.start : key.end;
  const bytes = key.end - key.start + Number(shorthand);
  const named = (name: string) => (shorthand ? `[${name}]:` : `[${name}]`);
  return [JSON.stringify(text), { start: key.start, end, bytes, named }];
}

/** The constant that a node itself could be, as source, and where. */
function useOf(node: AnyNode): [string, Use] | null {
  const { start, end } = node;
  if (node.type === "Property") return keyUse(node);
  if (node.type === "Literal" && typeof node.value === "string") {
    const bytes = Buffer.byteLength(node.raw ?? "");
    return [JSON.stringify(node.value), { start, end, bytes, named: itself }];
  }
  if (node.type === "Identifier" && builtIns.includes(node.name)) {
    return [node.name, { start, end, bytes: node.name.length, named: itself }];
  }
  if (node.type === "Literal" && node.raw === "null") {
    return ["null", { start, end, bytes: 4, named: itself }];
  }
  if (node.type === "UnaryExpression" && node.operator === "void") {
    const isUndefined = node.argument.type === "Literal";
    return isUndefined ? ["void 0", { start, end, bytes: 6, named: itself }] : null;
  }
  if (node.type === "MemberExpression" && !node.computed && node.property.type === "Identifier") {
    const { name } = node.property;
    // Terser writes no space around the dot.
    const at = { start: node.property.start - 1, end };
    return [JSON.stringify(name), { ...at, bytes: name.length + 1, named: inBrackets }];
  }
  return null;
}

/** What of a node is a name and no expression. */
function nameIn(node: AnyNode): AnyNode | null {
  switch (node.type) {
    case "Property":
    case "MethodDefinition":
      return node.computed ? null : node.key;
    case "MemberExpression":
      return node.computed ? null : node.property;
    default:
      return null;
  }
}

/** Every use of a constant in a node and below it. */
function usesIn(node: AnyNode, add: (constant: string, use: Use) => void): void {
  if (node.type === "ExpressionStatement" && typeof node.directive === "string") return;
  const own = useOf(node);
  if (own !== null) add(...own);
  const name = nameIn(node);
  for (const child of childrenOf(node)) if (child !== name) usesIn(child, add);
}

/** Fails where a script gives a name of the language another meaning: that name could not stand for both. */
function checkBuiltIns(program: AnyNode): void {
  const bound = (node: AnyNode): readonly (AnyNode | null | undefined)[] => {
    switch (node.type) {
      case "VariableDeclarator":
        return [node.id];
      case "FunctionDeclaration":
      case "FunctionExpression":
      case "ArrowFunctionExpression":
        return [...node.params, node.type === "ArrowFunctionExpression" ? null : node.id];
      case "ClassDeclaration":
      case "ClassExpression":
        return [node.id];
      default:
        return [];
    }
  };
  for (const node of nodesIn(program)) {
    for (const one of bound(node)) {
      if (one?.type !== "Identifier" || !builtIns.includes(one.name)) continue;
      throw new Error(`The script declares ${one.name}, which is a name of the language`);
    }
  }
}

/** The constants that save room, with their uses; the most used ones first, since those get the shortest names. */
function worthAName(program: AnyNode): readonly (readonly [string, readonly Use[]])[] {
  const found = new Map<string, { uses: Use[]; saved: number }>();
  usesIn(program, (constant, use) => {
    const saved = use.bytes - use.named(mangled).length;
    if (saved <= 0) return;
    const shared = found.get(constant) ?? { uses: [], saved: 0 };
    shared.uses.push(use);
    shared.saved += saved;
    found.set(constant, shared);
  });
  return [...found]
    .filter(([text, { saved }]) => saved > Buffer.byteLength(`,${mangled}=${text}`))
    .map(([text, { uses }]) => [text, uses] as const)
    .sort(([, a], [, b]) => b.length - a.length);
}

/**
 * The script with its constants at the start of its one function, after `given` (name to source). `opening` is what
 * comes before the function's first statement. The names clash with nothing; mangling is for afterwards.
 * Fails where the script is no ES2019, does not begin with `opening`, or declares a name of the language.
 */
export function sharedTexts(
  script: string,
  opening: string,
  given: Readonly<Record<string, string>> = {},
): string {
  if (!script.startsWith(opening)) throw new Error(`The script does not begin with ${opening}`);
  const program = treeOf(script);
  checkBuiltIns(program);
  const shared = worthAName(program);
  const declared = Object.entries(given).map(([name, source]) => `${name}=${source}`);
  const edits: Edit[] = [];
  shared.forEach(([source, uses], index) => {
    const name = `$shared${index}`;
    declared.push(`${name}=${source}`);
    // `case"x":` and `return"x"` need a space once the quotes are gone.
    edits.push(...uses.map(({ start, end, named }) => ({ start, end, text: ` ${named(name)} ` })));
  });
  if (declared.length === 0) return script;
  const start = opening.length;
  return edited(script, [{ start, end: start, text: `const ${declared.join(",")};` }, ...edits]);
}
