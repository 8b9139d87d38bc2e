/** Packs as files: read, checked, and refused in words. */
import { existsSync, readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { runInThisContext } from "node:vm";
import { build } from "esbuild";
import type { ProtocolPack } from "../../src/protocol/pack";
import { ownPacks } from "../../src/protocol/packs/index";
import { packImports } from "../build/pack-imports";
import { root } from "../build/sources";
import { typedPath } from "../build/typed-path";
import { fileProblems } from "./file-hints";
import { approvalProblems } from "./problems/approval-problems";
import { clashes } from "./problems/pack-clashes";
import { contradictionsOf, problemsOf } from "./problems/problems";
import { parsePack } from "./problems/shape-problems";

/** A pack that cannot be used, with every reason. */
export class PackRefused extends Error {
  constructor(
    readonly file: string,
    readonly problems: readonly string[],
  ) {
    super([`${file} is no usable pack:`, ...problems.map((problem) => `- ${problem}`)].join("\n"));
  }
}

/**
 * What a file holds: a JSON object, or the default export of a module, or its only one, then what it exports as `earlier`: the versions
 * that open cases may still be of. Of a function it is what the function gives. A module is bundled as the build does it, so that what is
 * checked is what is built.
 */
async function valuesIn(file: string): Promise<readonly unknown[]> {
  const path = typedPath(file);
  if (!existsSync(path)) throw new Error("There is no such file.");
  if (path.endsWith(".json")) return [JSON.parse(readFileSync(path, "utf8"))];
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [path],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "found",
    logLevel: "silent",
    plugins: [packImports(path)],
  });
  const module: unknown = runInThisContext(`${outputFiles[0]?.text ?? ""}found;`);
  if (typeof module !== "object" || module === null) return [module];
  const byName = Object.entries(module).filter(([name]) => name !== "earlier");
  const only: unknown = (byName.find(([name]) => name === "default") ?? byName[0])?.[1];
  const earlier: unknown = Reflect.get(module, "earlier");
  return [only, ...(Array.isArray(earlier) ? earlier : [])].map((one: unknown) =>
    typeof one === "function" ? one() : one,
  );
}

/** What a pack is wanted for: its author plays a draft, of which some things are not right yet; a district gets it whole. */
export type PackUse = "draft" | "district";

/** The pack that a value is, or everything that is wrong with it by itself. */
function packOf(
  value: unknown,
  use: PackUse,
): { readonly pack: ProtocolPack } | { readonly problems: readonly string[] } {
  const parsed = parsePack(value);
  if ("problems" in parsed) return parsed;
  const { pack } = parsed;
  const problems =
    use === "draft" ? contradictionsOf(pack) : [...approvalProblems(pack), ...problemsOf(pack)];
  return problems.length > 0 ? { problems } : parsed;
}

/** The pack of a file, then its earlier versions. @throws PackRefused in words where one cannot be read or contradicts itself. */
export async function packsIn(
  file: string,
  use: PackUse = "district",
): Promise<readonly [ProtocolPack, ...ProtocolPack[]]> {
  let values: readonly unknown[];
  try {
    values = await valuesIn(file);
  } catch (error) {
    const path = typedPath(file);
    const text = existsSync(path) ? readFileSync(path, "utf8") : "";
    throw new PackRefused(file, fileProblems(error, text));
  }
  const checked = values.map((value) => {
    const found = packOf(value, use);
    if ("problems" in found) throw new PackRefused(file, found.problems);
    return found.pack;
  });
  const [first, ...earlier] = checked;
  if (first === undefined) throw new PackRefused(file, ["The file exports no pack."]);
  const later = earlier.find(({ id, version }) => id === first.id && version >= first.version);
  if (later !== undefined) {
    throw new PackRefused(file, [
      `earlier: ${later.id} of ${later.version} is no earlier version of this pack, which is of ${first.version}. Give the new one the later day.`,
    ]);
  }
  return [first, ...earlier];
}

/** The pack of a file. @throws PackRefused as `packsIn` does. */
export async function checkedPack(file: string): Promise<ProtocolPack> {
  const [pack] = await packsIn(file);
  return pack;
}

/** As data, without what only the file has. */
const plain = (pack: ProtocolPack): unknown => JSON.parse(JSON.stringify(pack));

/** The packs of src/ and these beside them. @throws PackRefused where one contradicts itself, or two say different things by one word. */
export function checkedPacks(added: readonly ProtocolPack[]): readonly ProtocolPack[] {
  for (const pack of ownPacks()) {
    const found = packOf(pack, "district");
    if ("problems" in found) throw new PackRefused(pack.id, found.problems);
  }
  const same = (one: ProtocolPack) =>
    added.find(({ id, version }) => one.id === id && one.version === version);
  const own = ownPacks().filter((one) => same(one) === undefined);
  const all = [...added, ...own];
  // A plain copy takes the place of ours; one that says anything else would change what open cases go by.
  const otherwise = ownPacks().filter((one) => {
    const copy = same(one);
    return copy !== undefined && !isDeepStrictEqual(plain(copy), plain(one));
  });
  const problems = [
    ...otherwise.map(
      ({ id, version }) =>
        `This desk has ${id} of ${version} already, and there it says something else: give this one an id of its own, or the day of its own version.`,
    ),
    ...clashes(all),
  ];
  if (problems.length > 0) throw new PackRefused(added[0]?.id ?? "src/protocol/packs", problems);
  return all;
}
