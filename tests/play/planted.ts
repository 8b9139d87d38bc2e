/** The script with a mistake planted in it: what it does where one of its functions is wrong. */
import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { edited, nodesIn, treeOf } from "../../scripts/build/edits";
import { readableScript } from "../../scripts/build/readable";
import { builtBundle } from "../../scripts/play/bundle";

let readable: Promise<string> | null = null;

/**
 * What `use` makes of a folder with the script in which each of the named functions begins with these statements. The
 * folder is gone afterwards: a Workspace reads it when it is opened. Fails where the script has not exactly one function of a name.
 */
export async function withPlanted<T>(
  plants: Readonly<Record<string, string>>,
  use: (dist: string) => T,
): Promise<T> {
  readable ??= readableScript();
  const script = await readable;
  const tree = treeOf(script);
  const edits = Object.entries(plants).map(([name, statements]) => {
    const found = [...nodesIn(tree)].flatMap((node) =>
      node.type === "FunctionDeclaration" && node.id?.name === name ? [node.body.start + 1] : [],
    );
    const [start] = found;
    if (start === undefined || found.length > 1) {
      throw new Error(`the script has ${found.length} functions ${name}`);
    }
    return { start, end: start, text: ` ${statements} ` };
  });
  const dist = await builtBundle();
  const folder = mkdtempSync(join(tmpdir(), "planted-"));
  try {
    for (const name of readdirSync(dist)) copyFileSync(join(dist, name), join(folder, name));
    writeFileSync(join(folder, "Code.js"), edited(script, edits));
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
