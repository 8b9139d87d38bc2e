/** Builds dist/: one ES2020 script that is not minified, its manifest, the pages of its dialogs, nothing else. `--pack FILE` adds a county's pack from outside src/. */
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
  /** File of a pack to add; null for the packs of src/ alone. */
  readonly pack?: string | null;
  /** Folder to write to; dist/ of the project. */
  readonly dist?: string;
}

/** The files of the script project by name (`Code.js`, `appsscript.json`, `Dialog.html`), made in memory. Fails on a pack that contradicts itself. */
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

/** Writes the folder, each file at once, so that no reader ever sees half a file. */
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

/** The file after `--pack` among a command's words; null if it is not there. @throws Error if nothing follows it. */
export function packArgument(args: readonly string[]): string | null {
  const at = args.indexOf("--pack");
  if (at < 0) return null;
  const file = args[at + 1];
  if (file === undefined) throw new Error("--pack wants the file of a pack after it");
  return file;
}

/** What to mind before what is built goes to a district. `pack`: as for `build`; `day`: today, as "2026-09-01". @throws PackRefused. */
export async function notesOf(pack: string | null, day: string): Promise<readonly string[]> {
  const own = pack === null ? null : notInForce(await checkedPack(pack), day);
  return own === null ? [] : [own];
}

/** What the build has written, and for which protocol. `pack`: as for `build`. @throws PackRefused. */
export async function writtenWords(pack: string | null): Promise<string> {
  const { id, version, author } = pack === null ? defaultPack() : await checkedPack(pack);
  return `Wrote dist/ for ${author} (${id}, version ${version}).`;
}

const invoked = process.argv[1];
if (invoked !== undefined && import.meta.url === pathToFileURL(invoked).href) {
  try {
    const pack = packArgument(process.argv.slice(2));
    // They refuse what a district may not be given, which is where this build goes; a draft is played.
    const notes = await notesOf(pack, today());
    await build({ pack });
    // Standard output stays empty: commands that build first print JSON there.
    if (pack !== null) process.stderr.write(`${await writtenWords(pack)}\n`);
    for (const note of notes) process.stderr.write(`${note}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
