/**
 * Builds dist/: one ES2020 script that is not minified, its manifest, and the pages of its dialogs. `--pack FILE` adds a county's pack
 * from outside src/.
 */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { defaultPack } from "../src/protocol/find-pack";
import { withHeader } from "./build/header";
import { pages } from "./build/page";
import { script } from "./build/script";
import { root, typedPath } from "./build/sources";
import {
  checkedPack,
  checkedPacks,
  notInForce,
  packsIn,
  today,
} from "./check-protocol/checked-packs";

export interface BuildOptions {
  /** Path of a pack file to add; null for the packs of src/ only. */
  readonly pack?: string | null;
  /** The folder to write to; the project's dist/ by default. */
  readonly dist?: string;
}

/**
 * Makes the files of the script project in memory, by name (`Code.js`, `appsscript.json`, `Dialog.html`). @throws PackRefused if the
 * pack contradicts itself.
 */
export async function projectFiles(
  pack: string | null = null,
): Promise<ReadonlyMap<string, string>> {
  const file = pack === null ? null : typedPath(pack);
  checkedPacks(file === null ? [] : await packsIn(file, "draft"));
  return new Map([
    ["Code.js", withHeader(await script(file), [])],
    ["appsscript.json", readFileSync(join(root, "appsscript.json"), "utf8")],
    ...(await pages(join(root, "src/ui"))),
  ]);
}

/** Builds and writes the folder. Each file is replaced in one step, so that no one ever reads half a file. */
export async function build({ pack = null, dist = join(root, "dist") }: BuildOptions = {}) {
  const files = await projectFiles(pack);
  mkdirSync(dist, { recursive: true });
  mkdirSync(join(root, "tmp"), { recursive: true });
  const draft = mkdtempSync(join(root, "tmp/build-"));
  for (const [name, text] of files) {
    writeFileSync(join(draft, name), text);
    renameSync(join(draft, name), join(dist, name));
  }
  rmSync(draft, { recursive: true });
  for (const name of readdirSync(dist)) {
    if (!files.has(name)) rmSync(join(dist, name), { recursive: true });
  }
}

/**
 * What to consider before giving a district what was built. `pack`: as for `build`; `day`: today, such as "2026-09-01". @throws
 * PackRefused.
 */
export async function notesOf(pack: string | null, day: string): Promise<readonly string[]> {
  const own = pack === null ? null : notInForce(await checkedPack(pack), day);
  return own === null ? [] : [own];
}

/** A sentence that says what was written and for which protocol. `pack`: as for `build`. @throws PackRefused. */
export async function writtenWords(pack: string | null): Promise<string> {
  const { id, version, author } = pack === null ? defaultPack() : await checkedPack(pack);
  return `Wrote dist/ for ${author} (${id}, version ${version}).`;
}

const invoked = process.argv[1];
if (invoked !== undefined && import.meta.url === pathToFileURL(invoked).href) {
  try {
    const { pack = null } = parseArgs({ options: { pack: { type: "string" } } }).values;
    // This refuses a pack that a district must not get, because `npm run build` builds for a district. A draft pack can only be played.
    const notes = await notesOf(pack, today());
    await build({ pack });
    // Written to standard error, because commands that build first print JSON on standard output.
    if (pack !== null) process.stderr.write(`${await writtenWords(pack)}\n`);
    for (const note of notes) process.stderr.write(`${note}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
