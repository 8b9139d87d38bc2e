/** Finds the functions that Google may call: it looks for top-level names in the text and never sees what is assigned at run time (platform.md 9). */
import { parse } from "acorn";

/** Names of top-level functions of a script, declared or bound to a function expression. Throws on text that is not ES2020: as Google's parser, it takes no class fields and no `#private`. */
export function entryPoints(script: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const statement of parse(script, { ecmaVersion: 2020, sourceType: "script" }).body) {
    if (statement.type === "FunctionDeclaration") names.add(statement.id.name);
    if (statement.type !== "VariableDeclaration") continue;
    for (const { id, init } of statement.declarations) {
      const isFunction =
        init?.type === "FunctionExpression" || init?.type === "ArrowFunctionExpression";
      if (isFunction && id.type === "Identifier") names.add(id.name);
    }
  }
  return names;
}
