/** The script with a mistake planted in it: what it does where one of its functions is wrong. */
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

/** Where the body of each function of that name begins. */
function bodiesOf(tree: AnyNode, name: string): readonly number[] {
  return [...nodesIn(tree)].flatMap((node) =>
    node.type === "FunctionDeclaration" && node.id?.name === name ? [node.body.start + 1] : [],
  );
}

/** By the name of a function, the statements with which it begins. */
export type Plants = Readonly<Record<string, string>>;

/**
 * What `use` makes of a folder with the script of `dist` in which each of the named functions begins with these statements. The
 * folder is gone afterwards: a Workspace reads it when it is opened. Fails where the script has not exactly one function of a name.
 */
export function planted<T>(dist: string, plants: Plants, use: (dist: string) => T): T {
  const script = readFileSync(join(dist, "Code.js"), "utf8");
  const tree = parse(script, { ecmaVersion: 2019, sourceType: "script" });
  const found = Object.entries(plants).map(([name, statements]) => {
    const [at, ...others] = bodiesOf(tree, name);
    if (at === undefined || others.length > 0) {
      throw new Error(
        `the script has ${at === undefined ? 0 : 1 + others.length} functions ${name}`,
      );
    }
    return { at, statements };
  });
  // From the end, so that places before stay what they are.
  const text = [...found]
    .sort((a, b) => b.at - a.at)
    .reduce(
      (whole, { at, statements }) => `${whole.slice(0, at)} ${statements} ${whole.slice(at)}`,
      script,
    );
  const folder = mkdtempSync(join(tmpdir(), "planted-"));
  try {
    for (const name of readdirSync(dist)) copyFileSync(join(dist, name), join(folder, name));
    writeFileSync(join(folder, "Code.js"), text);
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
