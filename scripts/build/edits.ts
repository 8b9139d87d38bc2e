/** Changes to a script's text at places that its syntax tree names. */
import { type AnyNode, parse } from "acorn";

/** What stands between two offsets becomes `text`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The tree of an ES2019 text. Fails where it is none. */
export function treeOf(script: string): AnyNode {
  return parse(script, { ecmaVersion: 2019, sourceType: "script" });
}

export function isNode(value: unknown): value is AnyNode {
  return typeof value === "object" && value !== null && "type" in value;
}

/** The nodes right below a node, in the order of its fields. */
export function childrenOf(node: AnyNode): readonly AnyNode[] {
  return Object.values(node).flatMap((value: unknown) =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  );
}

/** A node and all below it. */
export function* nodesIn(node: AnyNode): Generator<AnyNode> {
  yield node;
  for (const child of childrenOf(node)) yield* nodesIn(child);
}

/** The text after the edits, which may come in any order. Fails where two overlap. */
export function edited(text: string, edits: readonly Edit[]): string {
  let at = 0;
  let out = "";
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    if (edit.start < at) throw new Error(`Two edits overlap at ${edit.start}`);
    out += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return out + text.slice(at);
}
