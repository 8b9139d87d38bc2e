/** Builds dist/: one ES2019 script, its manifest, the pages of its dialogs, nothing else. */
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
import { product, releaseName, withHeader } from "./build/header";
import { pages } from "./build/page";
import { bundledScript, wrappers } from "./build/script";
import { shrunk } from "./build/shrink";
import { root } from "./build/sources";

export { entryFunctions } from "./build/entry-functions";

/** The files of the script project by name (`Code.js`, `appsscript.json`, `Dialog.html`), made in memory. */
export async function projectFiles(): Promise<ReadonlyMap<string, string>> {
  const code = `${await shrunk(await bundledScript())}\n${wrappers}`;
  const where = `Made small by the build; to read it: Code.gs in ${releaseName(product())}.`;
  return new Map([
    ["Code.js", withHeader(code, [where])],
    ["appsscript.json", readFileSync(join(root, "appsscript.json"), "utf8")],
    ...(await pages(join(root, "src/ui"))),
  ]);
}

/** Writes dist/, each file whole or not at all, so that whoever reads it meanwhile never meets half of one. */
export async function build(): Promise<void> {
  const files = await projectFiles();
  const dist = join(root, "dist");
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

const invoked = process.argv[1];
if (invoked !== undefined && import.meta.url === pathToFileURL(invoked).href) await build();
