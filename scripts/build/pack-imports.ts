/** The imports of a pack's file that lies outside src/: a plain copy of one of ours finds what ours imports. */
import { realpathSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Plugin } from "esbuild";
import { root } from "./sources";

/** Where the packs of src/ lie: a relative import that leads nowhere from the file itself is looked up from here. */
const packsFolder = join(root, "src/protocol/packs");

/** A folder of that name is none: an author's own folder "parts" takes nothing from the file. */
const isFile = (path: string) => statSync(path, { throwIfNoEntry: false })?.isFile() === true;
const isThere = (path: string) => [path, `${path}.ts`, join(path, "index.ts")].some(isFile);

/** `file`: the pack's, absolute. Earlier versions of it lie in the same folder. */
export function packImports(file: string): Plugin {
  // esbuild names importers by where they really lie, whatever links lead there.
  const folder = dirname(realpathSync(file));
  return {
    name: "pack-imports",
    setup(build) {
      build.onResolve({ filter: /^\./ }, ({ importer, path, kind }) => {
        if (dirname(importer) !== folder || isThere(resolve(folder, path))) return null;
        return build.resolve(path, { resolveDir: packsFolder, kind });
      });
    },
  };
}
