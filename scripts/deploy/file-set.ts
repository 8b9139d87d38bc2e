/** The files of a script project as bytes by name: read, compared, and judged whose they are. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** Bytes by path, with `/` between folders and the extension that clasp gives (`Code.js`). */
export type FileSet = ReadonlyMap<string, Buffer>;

export const manifestName = "appsscript.json";

/** Every file below a folder. */
export function readFiles(folder: string): FileSet {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return new Map(
    files.map((path) => [relative(folder, path).split(sep).join("/"), readFileSync(path)]),
  );
}

export interface Difference {
  readonly missing: readonly string[];
  readonly changed: readonly string[];
  readonly extra: readonly string[];
}

/** How `found` departs from `wanted`, byte for byte. */
export function difference(wanted: FileSet, found: FileSet): Difference {
  const names = [...wanted.keys()];
  return {
    missing: names.filter((name) => !found.has(name)),
    changed: names.filter((name) => {
      const bytes = found.get(name);
      return bytes !== undefined && !wanted.get(name)?.equals(bytes);
    }),
    extra: [...found.keys()].filter((name) => !wanted.has(name)),
  };
}

export function isSame({ missing, changed, extra }: Difference): boolean {
  return missing.length + changed.length + extra.length === 0;
}

/** One line a difference, for words. */
export function differenceWords({ missing, changed, extra }: Difference): string {
  return [
    ...missing.map((name) => `${name} is not there`),
    ...changed.map((name) => `${name} is not the same`),
    ...extra.map((name) => `${name} is there and should not be`),
  ].join("; ");
}

/** Hashes by name: what a machine remembers of its last push. */
export type Remembered = Readonly<Record<string, string>>;

function hashOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

export function remember(files: FileSet): Remembered {
  return Object.fromEntries([...files].map(([name, bytes]) => [name, hashOf(bytes)]));
}

/** As Google makes a project: a manifest and one empty function, whose file is named in the account's language. */
function isUntouched(files: FileSet): boolean {
  const scripts = [...files].filter(([name]) => name !== manifestName);
  return (
    scripts.length <= 1 &&
    scripts.every(
      ([name, bytes]) =>
        name.endsWith(".js") &&
        /^\s*(function myFunction\(\)\s*\{\s*\})?\s*$/.test(bytes.toString("utf8")),
    )
  );
}

/**
 * The files that a push would destroy and that nobody here wrote: none where the project is new or ours.
 * Ours are a script that `isOurs` knows, its manifest, and what this machine pushed last, unchanged since.
 */
export function strangersIn(
  found: FileSet,
  local: FileSet,
  last: Remembered,
  isOurs: (code: string) => boolean,
): readonly string[] {
  if (isUntouched(found)) return [];
  const code = found.get("Code.js");
  const ours = code !== undefined && isOurs(code.toString("utf8"));
  return [...found]
    .filter(([name, bytes]) => {
      if (last[name] === hashOf(bytes)) return false;
      return !(ours && (name === "Code.js" || name === manifestName || local.has(name)));
    })
    .map(([name]) => name);
}
