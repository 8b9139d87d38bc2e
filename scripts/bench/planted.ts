/** The script with a mistake planted in it, to see what it does if one of its functions is wrong. */
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AnyNode, parse } from "acorn";
import { hasEntryPointsOf } from "../workspace";

function isNode(value: unknown): value is AnyNode {
  return typeof value === "object" && value !== null && "type" in value;
}

function* nodesIn(node: AnyNode): Iterable<AnyNode> {
  yield node;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) yield* nodesIn(child);
    }
  }
}

type Bodies = ReadonlyMap<string, readonly number[]>;

/** The functions of the last script that was used. Most plants in a process are in the same one. */
let searched: { readonly script: string; readonly bodies: Bodies } | null = null;

/** Where the body of each function begins, by its name. */
function bodiesOf(script: string): Bodies {
  if (searched?.script === script) return searched.bodies;
  const bodies = new Map<string, number[]>();
  for (const node of nodesIn(parse(script, { ecmaVersion: 2020, sourceType: "script" }))) {
    if (node.type !== "FunctionDeclaration" || node.id === null) continue;
    bodies.set(node.id.name, [...(bodies.get(node.id.name) ?? []), node.body.start + 1]);
  }
  searched = { script, bodies };
  return bodies;
}

/** The statements to put at the beginning of a function, by the function's name. */
export type Plants = Readonly<Record<string, string>>;

/**
 * Calls `use` with a folder that has the script of `dist`, in which each named function begins with the given statements, and returns
 * its result. The folder is deleted afterwards; a Workspace reads it when it opens. Throws an Error unless the script has exactly one
 * function of each name.
 */
export function planted<T>(dist: string, plants: Plants, use: (dist: string) => T): T {
  const script = readFileSync(join(dist, "Code.js"), "utf8");
  const bodies = bodiesOf(script);
  const found = Object.entries(plants).map(([name, statements]) => {
    const [at, ...others] = bodies.get(name) ?? [];
    if (at === undefined || others.length > 0) {
      throw new Error(
        `the script has ${at === undefined ? 0 : 1 + others.length} functions ${name}`,
      );
    }
    return { at, statements };
  });
  // From the end to the beginning, so that earlier positions stay valid.
  const text = [...found]
    .sort((a, b) => b.at - a.at)
    .reduce(
      (whole, { at, statements }) => `${whole.slice(0, at)} ${statements} ${whole.slice(at)}`,
      script,
    );
  hasEntryPointsOf(text, script);
  const folder = mkdtempSync(join(tmpdir(), "planted-"));
  try {
    for (const name of readdirSync(dist)) copyFileSync(join(dist, name), join(folder, name));
    writeFileSync(join(folder, "Code.js"), text);
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
