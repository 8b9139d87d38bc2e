/**
 * The built bundle in dist/, built first if it is missing or older than the sources. With a pack from outside src/, the bundle has a
 * folder of its own.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { carryPack, defaultPack, packNamed } from "../../src/protocol/find-pack";
import type { ProtocolPack } from "../../src/protocol/pack";
import { build } from "../build";
import { root, sourcePaths, typedPath } from "../build/sources";
import { PackRefused, packsIn } from "../check-protocol/checked-packs";

/** Milliseconds since 1970 of the latest change in a file or folder. */
function newest(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** A pack and the files next to it that it may import, such as its earlier versions. */
function filesOf(pack: string): readonly string[] {
  const folder = dirname(pack);
  const beside = readdirSync(folder).filter((name) => name.endsWith(".ts"));
  return [pack, ...beside.map((name) => join(folder, name))];
}

function isCurrent(dist: string, pack: string | null): boolean {
  const made = ["Code.js", "appsscript.json"].map((name) => join(dist, name));
  if (!made.every((path) => existsSync(path))) return false;
  const at = Math.min(...made.map((path) => statSync(path).mtimeMs));
  const sources = sourcePaths.map((source) => join(root, source));
  return [...sources, ...(pack === null ? [] : filesOf(pack))].every(
    (source) => newest(source) <= at,
  );
}

/** The bundle of src/ alone is checked once per process, because reading the dates of all sources takes longer than a tick of the clock. */
let own: Promise<string> | null = null;

/**
 * Builds the bundle if it is missing or stale, and returns its folder. `pack` is the absolute path of a pack to add. Throws an Error if
 * the sources do not build.
 */
export function builtBundle(pack: string | null = null): Promise<string> {
  if (pack !== null) return upToDate(pack);
  own ??= upToDate(null);
  return own;
}

async function upToDate(pack: string | null): Promise<string> {
  const dist =
    pack === null
      ? join(root, "dist")
      : join(root, "tmp/packs", createHash("sha256").update(pack).digest("hex").slice(0, 16));
  if (!isCurrent(dist, pack)) await build({ pack, dist });
  return dist;
}

/** The files of the built project by name, pages last. `pack`: as for `builtBundle`. */
export async function builtFiles(pack: string | null = null): Promise<ReadonlyMap<string, string>> {
  const dist = await builtBundle(pack);
  const isPage = (name: string) => Number(name.endsWith(".html"));
  const names = readdirSync(dist).sort((one, other) => isPage(one) - isPage(other));
  return new Map(names.map((name) => [name, readFileSync(join(dist, name), "utf8")]));
}

export interface PlayedPack {
  readonly pack: ProtocolPack;
  /** Absolute path of the file that the pack came from; null for a pack of src/. */
  readonly file: string | null;
}

/** The packs by file. Node imports a module once per process, so its packs are also checked once. */
const checked = new Map<string, ReturnType<typeof packsIn>>();

function checkedOnce(file: string): ReturnType<typeof packsIn> {
  if (file.endsWith(".json")) return packsIn(file, "draft");
  const found = checked.get(file) ?? packsIn(file, "draft");
  checked.set(file, found);
  return found;
}

/**
 * Finds a pack: the one with that id, otherwise the one in that file. The file's path is looked up in the current folder, in `beside`,
 * and in the project. If nothing is named, the first pack of src/. @throws PackRefused if there is neither, or if the file's pack
 * contradicts itself.
 */
export async function packOf(
  protocol: string | null,
  beside: string | null = null,
): Promise<PlayedPack> {
  if (protocol === null) return { pack: defaultPack(), file: null };
  const known = packNamed(protocol);
  if (known !== null) return { pack: known, file: null };
  const file = typedPath(protocol, beside);
  if (!existsSync(file)) {
    throw new PackRefused(protocol, ["it is neither the id of a pack nor the path of a file"]);
  }
  const [pack, ...earlier] = await checkedOnce(file);
  for (const one of [pack, ...earlier]) carryPack(one);
  return { pack, file };
}
