/**
 * ES2019 has neither `a ?? b` nor `a?.b`: esbuild writes `(_a = a) != null ? _a : b` and
 * `(_a = a) == null ? void 0 : _a.b`, with a variable more. Here functions stand for both; for the first one only where
 * `b` may as well be worked out each time.
 */
import type { AnyNode, ConditionalExpression } from "acorn";
import { type Edit, edited, nodesIn, treeOf } from "./edits";

const orElse = "$orElse";
const member = "$member";

/** The functions by name. The script does not declare them, so that terser does not write them out at each call. */
export const defaultFunctions: Readonly<Record<string, string>> = {
  [orElse]: "(a,b)=>null!=a?a:b",
  [member]: "(a,b)=>null==a?void 0:a[b]",
};

/** True of what costs nothing, does nothing and cannot fail. */
function isPlain(node: AnyNode): boolean {
  switch (node.type) {
    case "Literal":
    case "Identifier":
    case "ArrowFunctionExpression":
      return true;
    case "TemplateLiteral":
      return node.expressions.length === 0;
    case "UnaryExpression":
      return node.argument.type === "Literal";
    case "ArrayExpression":
      return node.elements.every((element) => element !== null && isPlain(element));
    case "ObjectExpression":
      return node.properties.length === 0;
    default:
      return false;
  }
}

/** What `a` is where a condition compares it with null, in a variable of its own or as it stands: its name there, too. */
function comparedIn(
  { test }: ConditionalExpression,
  operator: "!=" | "==",
): { readonly value: AnyNode; readonly name: string } | null {
  if (test.type !== "BinaryExpression" || test.operator !== operator) return null;
  const { left, right } = test;
  if (right.type !== "Literal" || right.value !== null) return null;
  if (left.type === "Identifier") return { value: left, name: left.name };
  // Each such expression has a variable of its own, which esbuild names so.
  return left.type === "AssignmentExpression" &&
    left.left.type === "Identifier" &&
    /^_[a-z]\d*$/.test(left.left.name)
    ? { value: left.right, name: left.left.name }
    : null;
}

/** The call that stands for an expression: the function's name, and its arguments as nodes or as text. */
function callFor(
  node: ConditionalExpression,
): { readonly name: string; readonly given: readonly (AnyNode | string)[] } | null {
  const { consequent, alternate } = node;
  const whole = comparedIn(node, "!=");
  if (whole !== null && consequent.type === "Identifier" && consequent.name === whole.name) {
    return isPlain(alternate) ? { name: orElse, given: [whole.value, alternate] } : null;
  }
  const part = comparedIn(node, "==");
  if (part === null || consequent.type !== "UnaryExpression" || consequent.operator !== "void") {
    return null;
  }
  if (alternate.type !== "MemberExpression" || alternate.computed) return null;
  const { object, property } = alternate;
  return object.type === "Identifier" && object.name === part.name && property.type === "Identifier"
    ? { name: member, given: [part.value, JSON.stringify(property.name)] }
    : null;
}

/** The statements with a call in place of each such expression, those within another too. */
export function shortDefaults(statements: string): string {
  let text = statements;
  for (;;) {
    const edits: Edit[] = [];
    let end = 0;
    for (const node of nodesIn(treeOf(text))) {
      // One within another waits for the next round.
      if (node.type !== "ConditionalExpression" || node.start < end) continue;
      const call = callFor(node);
      if (call === null) continue;
      const given = call.given.map((one) =>
        typeof one === "string" ? one : text.slice(one.start, one.end),
      );
      const { start } = node;
      end = node.end;
      edits.push({ start, end, text: `${call.name}(${given.join(", ")})` });
    }
    if (edits.length === 0) return text;
    text = edited(text, edits);
  }
}
