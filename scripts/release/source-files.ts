/** The sources beside the script in a release: what a reviewer reads, with the build that makes the script of them. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { build as bundle } from "esbuild";
import { root } from "../build/sources";

/** What `npm run build` needs that is no TypeScript of its own, and the licence. */
const beside = ["appsscript.json", "LICENSE", "package.json", "package-lock.json"] as const;

const belowRoot = (path: string) => relative(root, path).split(sep).join("/");

function filesBelow(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => belowRoot(join(entry.parentPath, entry.name)));
}

/** The build's own files: whatever scripts/build.ts imports. */
async function buildFiles(): Promise<readonly string[]> {
  const { metafile } = await bundle({
    absWorkingDir: root,
    entryPoints: ["scripts/build.ts"],
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    write: false,
    metafile: true,
    logLevel: "error",
  });
  return Object.keys(metafile.inputs);
}

/** By name below `sources/`. Whoever unpacks them runs `npm ci && npm run build` there and gets the script of the release, byte by byte. */
export async function sourceFiles(): Promise<ReadonlyMap<string, string>> {
  const names = new Set([...beside, ...filesBelow("src"), ...(await buildFiles())]);
  return new Map(
    [...names].sort().map((name) => [`sources/${name}`, readFileSync(join(root, name), "utf8")]),
  );
}
