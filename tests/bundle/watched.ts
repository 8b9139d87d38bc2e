/** A bundle that says itself whether its runs have left anything in it: what shows that its runs may share a context. */
import { type AnyNode, parse } from "acorn";
import { entryFunctions } from "../../scripts/build/entry-functions";
import { wrapped } from "../../scripts/build/script";
import { childrenOf } from "./free-identifiers";

/** Runs in the script: what its own names lead to, each object with its members, and what is no longer so. */
const watch = `
  function asTheyStand(roots) {
    const record = [];
    const seen = new Set();
    function membersOf(value) {
      const own = Object.getOwnPropertyDescriptors(value);
      const members = Reflect.ownKeys(own).map((key) => [key, own[key].value]);
      if (value instanceof Map || value instanceof Set) {
        members.push(...Array.from(value).reduce((all, one) => all.concat(one), []).map((one) => ["member", one]));
      }
      if (value instanceof Date) members.push(["time", value.getTime()]);
      return members;
    }
    function walk(path, value) {
      if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value)) return;
      seen.add(value);
      const members = membersOf(value);
      record.push({ path, value, members });
      for (const [key, inner] of members) walk(path + "." + String(key), inner);
    }
    walk("script", roots);
    return {
      /** What is not as recorded: a path, or null. */
      differing(now) {
        for (const { path, value, members } of record) {
          const found = membersOf(path === "script" ? now : value);
          if (found.length !== members.length) return path;
          for (let i = 0; i < found.length; i += 1) {
            const same = found[i][0] === members[i][0] && Object.is(found[i][1], members[i][1]);
            if (!same) return path + "." + String(found[i][0]);
          }
        }
        return null;
      },
    };
  }`;

/** Names that the bundle's own scope declares, which are all that its functions can share but what they close over. */
function topNames(body: readonly AnyNode[]): readonly string[] {
  return body.flatMap((node) => {
    if (node.type === "FunctionDeclaration" || node.type === "ClassDeclaration") {
      return node.id === null ? [] : [node.id.name];
    }
    if (node.type !== "VariableDeclaration") return [];
    return node.declarations.flatMap(({ id }) =>
      id.type === "Identifier"
        ? [id.name]
        : id.type === "ObjectPattern"
          ? id.properties.flatMap((one) =>
              one.type === "Property" && one.value.type === "Identifier" ? [one.value.name] : [],
            )
          : [],
    );
  });
}

export function everyNode(node: AnyNode): readonly AnyNode[] {
  return [node, ...childrenOf(node).flatMap(everyNode)];
}

interface BundleFunction {
  /** The variable that holds what the script gives to Google. */
  readonly name: string;
  /** Of the whole function, which is called once. */
  readonly whole: { readonly start: number; readonly end: number };
  /** Of the body of the function within it, which is what esbuild wrote. */
  readonly start: number;
  readonly body: readonly AnyNode[];
}

/** Parsing takes half a second; the bundle itself is asked for again. */
const found = new Map<string, BundleFunction>();

/**
 * The function that is the bundle, as the build writes it: var studentSafetyDesk = (function wholeScript(builtAs) {
 * var studentSafetyDesk = (() => { … })(); return studentSafetyDesk; })("…");
 */
export function bundleFunction(text: string): BundleFunction {
  const known = found.get(text) ?? functionIn(text);
  found.set(text, known);
  return known;
}

/** The function that the first variable of some statements is the result of; null where there is none. */
function calledFirst(statements: readonly AnyNode[]) {
  for (const node of statements) {
    const made = node.type === "VariableDeclaration" ? node.declarations[0] : undefined;
    if (made?.id.type !== "Identifier" || made.init?.type !== "CallExpression") continue;
    const { callee } = made.init;
    const isFunction =
      callee.type === "FunctionExpression" || callee.type === "ArrowFunctionExpression";
    if (isFunction && callee.body.type === "BlockStatement") {
      return { name: made.id.name, start: callee.start, end: callee.end, block: callee.body };
    }
  }
  return null;
}

function functionIn(text: string): BundleFunction {
  const whole = calledFirst(parse(text, { ecmaVersion: 2020 }).body);
  const inner = whole === null ? null : calledFirst(whole.block.body);
  if (whole === null || inner === null) {
    throw new Error("the bundle is not one function that is called once");
  }
  const { start, body } = inner.block;
  return { name: whole.name, whole, start, body };
}

/** The bundle with more names for Google to call, and its own text as it is now for the text that it was built as. */
function builtAgain(text: string, more: readonly string[] = []): string {
  const { name, whole } = bundleFunction(text);
  const header = text.slice(0, text.indexOf("var "));
  const functions = [...entryFunctions, ...more];
  return header + wrapped({ globalName: name, functions }, text.slice(whole.start, whole.end));
}

/** The bundle with one more function: it answers with the first thing in the script that is not as it was loaded, or null. */
export function watched(text: string): string {
  const { body } = bundleFunction(text);
  const returned = body.find((node) => node.type === "ReturnStatement");
  if (returned === undefined) throw new Error("the bundle returns nothing");
  const names = topNames(body).join(", ");
  const exported = text.slice(returned.start, returned.end).replace(/^return\s*|;\s*$/g, "");
  const watching = `
  ${watch}
  const roots = () => ({ ${names}, globals: Object.getOwnPropertyNames(globalThis).join() });
  const asLoaded = asTheyStand(roots());
  return Object.assign({ leftBehind: () => asLoaded.differing(roots()) }, ${exported});
`;
  return builtAgain(text.slice(0, returned.start) + watching + text.slice(returned.end), [
    "leftBehind",
  ]);
}
