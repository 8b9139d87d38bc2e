/** Finds the names that a script uses and does not declare: what it expects of the place where it runs. */
import type { AnyNode, Pattern, Program } from "acorn";

type FunctionNode = Extract<
  AnyNode,
  { type: "FunctionDeclaration" | "FunctionExpression" | "ArrowFunctionExpression" }
>;

interface Scope {
  readonly names: Set<string>;
  readonly outer: Scope | null;
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === "object" && value !== null && "type" in value;
}

/** What stands directly below a node. */
export function childrenOf(node: AnyNode): readonly AnyNode[] {
  return Object.values(node).flatMap((value: unknown) =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  );
}

function isFunction(node: AnyNode): node is FunctionNode {
  return (
    node.type === "FunctionDeclaration" ||
    node.type === "FunctionExpression" ||
    node.type === "ArrowFunctionExpression"
  );
}

/** Names that a pattern binds. */
function boundBy(pattern: Pattern | null): readonly string[] {
  switch (pattern?.type) {
    case "Identifier":
      return [pattern.name];
    case "ObjectPattern":
      return pattern.properties.flatMap((property) =>
        boundBy(property.type === "RestElement" ? property.argument : property.value),
      );
    case "ArrayPattern":
      return pattern.elements.flatMap(boundBy);
    case "RestElement":
      return boundBy(pattern.argument);
    case "AssignmentPattern":
      return boundBy(pattern.left);
    default:
      return [];
  }
}

/** Names that `var` brings into a function, from every block in it but not from functions in it. */
function varsIn(node: AnyNode): readonly string[] {
  const own =
    node.type === "VariableDeclaration" && node.kind === "var"
      ? node.declarations.flatMap(({ id }) => boundBy(id))
      : [];
  return [
    ...own,
    ...childrenOf(node)
      .filter((child) => !isFunction(child))
      .flatMap(varsIn),
  ];
}

/** Names that a list of statements declares for its own block. */
function declaredIn(statements: readonly AnyNode[]): readonly string[] {
  return statements.flatMap((statement) => {
    if (statement.type === "VariableDeclaration") {
      return statement.declarations.flatMap(({ id }) => boundBy(id));
    }
    const isNamed =
      statement.type === "FunctionDeclaration" || statement.type === "ClassDeclaration";
    return isNamed && isNode(statement.id) ? [statement.id.name] : [];
  });
}

/** What a node declares for itself and what is in it. */
function scopeOf(node: AnyNode): readonly string[] {
  if (isFunction(node)) {
    const own = node.type === "FunctionExpression" && node.id ? [node.id.name] : [];
    const ofArrow = node.type === "ArrowFunctionExpression" ? [] : ["arguments"];
    return [...own, ...ofArrow, ...node.params.flatMap(boundBy), ...varsIn(node.body)];
  }
  switch (node.type) {
    case "Program":
      return [...declaredIn(node.body), ...varsIn(node)];
    case "BlockStatement":
      return declaredIn(node.body);
    case "SwitchStatement":
      return node.cases.flatMap(({ consequent }) => declaredIn(consequent));
    case "ForStatement":
      return node.init?.type === "VariableDeclaration" ? declaredIn([node.init]) : [];
    case "ForInStatement":
    case "ForOfStatement":
      return node.left.type === "VariableDeclaration" ? declaredIn([node.left]) : [];
    case "CatchClause":
      return boundBy(node.param ?? null);
    case "ClassExpression":
      return node.id ? [node.id.name] : [];
    default:
      return [];
  }
}

/** The parts of a node that are expressions: not the name of a property, a key or a label. */
function partsThatRun(node: AnyNode): readonly AnyNode[] {
  switch (node.type) {
    case "MemberExpression":
      return node.computed ? [node.object, node.property] : [node.object];
    case "Property":
    case "MethodDefinition":
      return node.computed || !isNode(node.value) ? childrenOf(node) : [node.value];
    case "LabeledStatement":
      return [node.body];
    case "BreakStatement":
    case "ContinueStatement":
      return [];
    default:
      return childrenOf(node);
  }
}

function isDeclared(name: string, scope: Scope | null): boolean {
  return scope !== null && (scope.names.has(name) || isDeclared(name, scope.outer));
}

export function freeIdentifiers(program: Program): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (node: AnyNode, outer: Scope | null): void => {
    const names = scopeOf(node);
    const scope = names.length === 0 ? outer : { names: new Set(names), outer };
    if (node.type === "Identifier" && !isDeclared(node.name, scope)) found.add(node.name);
    for (const part of partsThatRun(node)) visit(part, scope);
  };
  visit(program, null);
  return found;
}
