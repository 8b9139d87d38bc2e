/** Remembers from which sources the guides' pictures were taken, so that a release can tell when they are of an older product. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "../build/sources";

const file = join(root, "docs/pictures-taken-from.txt");
/** The script, the page around it, and the scenes. */
const inputs = ["src", "scripts/desk", "scripts/guides"] as const;

/** A SHA-256 over the names and bytes of all that a picture is made of. */
export function inputsOfPictures(): string {
  const hash = createHash("sha256");
  for (const folder of inputs) {
    const paths = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    for (const path of paths)
      hash.update(relative(root, path)).update("\0").update(readFileSync(path));
  }
  return hash.digest("hex");
}

/** The inputs of the pictures in docs/ as they were when these were taken; null where nobody wrote them down. */
export function inputsWhenTaken(): string | null {
  return existsSync(file) ? readFileSync(file, "utf8").trim() : null;
}

export function rememberTaken(): void {
  writeFileSync(file, `${inputsOfPictures()}\n`);
}
