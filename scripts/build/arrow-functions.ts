/** Makes arrows of a script's functions: `(a) => b` takes less room than `function f(a) { return b }`. */
import type { AnyNode } from "acorn";
import { childrenOf, type Edit, edited, nodesIn, treeOf } from "./edits";

/** What an arrow has not: a `this` and `arguments` of its own. Functions inside have theirs. */
function needsFunction(node: AnyNode): boolean {
  if (node.type === "ThisExpression" || node.type === "MetaProperty") return true;
  if (node.type === "Identifier") return node.name === "arguments";
  const hasOwn =
    node.type === "FunctionExpression" ||
    node.type === "FunctionDeclaration" ||
    node.type === "ClassBody";
  return !hasOwn && childrenOf(node).some(needsFunction);
}

/** Names that are made anew with `new`, or given another value. */
function notConstant(program: AnyNode): ReadonlySet<string> {
  const names = new Set<string>();
  for (const node of nodesIn(program)) {
    if (node.type === "NewExpression" && node.callee.type === "Identifier") {
      names.add(node.callee.name);
    }
    if (node.type === "AssignmentExpression" && node.left.type === "Identifier") {
      names.add(node.left.name);
    }
  }
  return names;
}

/**
 * The statements with each function of the outermost level as a constant, all before the first other statement: a
 * declared function may be called before its place, a constant may not.
 */
export function arrowFunctions(statements: string): string {
  const program = treeOf(statements);
  const kept = notConstant(program);
  const constants: string[] = [];
  const cuts: Edit[] = [];
  for (const node of childrenOf(program)) {
    if (node.type !== "FunctionDeclaration" || node.generator || node.async) continue;
    const { id, body, params } = node;
    if (id === null || kept.has(id.name) || [...params, ...childrenOf(body)].some(needsFunction))
      continue;
    const signature = statements.slice(id.end, body.start);
    constants.push(`${id.name} = ${signature}=> ${statements.slice(body.start, body.end)}`);
    cuts.push({ start: node.start, end: node.end, text: "" });
  }
  if (constants.length === 0) return statements;
  return `const ${constants.join(",\n")};\n${edited(statements, cuts)}`;
}
