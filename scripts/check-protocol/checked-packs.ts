/** Reads packs from files, checks them, and refuses those that cannot be used, with reasons. */
import { existsSync, readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { runInThisContext } from "node:vm";
import { build } from "esbuild";
import { ownPacks } from "../../src/protocol/find-pack";
import type { ProtocolPack } from "../../src/protocol/pack";
import { packImports } from "../build/script";
import { root, typedPath } from "../build/sources";
import { fileProblems } from "./file-hints";
import { type PackUse, problemsOf } from "./problems";
import { clashes } from "./rules";

/** A pack that cannot be used, with all reasons. */
export class PackRefused extends Error {
  constructor(
    readonly file: string,
    readonly problems: readonly string[],
  ) {
    super([`${file} is no usable pack:`, ...problems.map((problem) => `- ${problem}`)].join("\n"));
  }
}

/**
 * The packs in a file. A JSON file has one pack. A module has its default export (or its only export), followed by the packs it exports
 * as `earlier`: versions that open cases may still follow. If the export is a function, its result counts. A module is bundled in the
 * same way as by the build, so that what is checked is what gets built.
 */
async function valuesIn(path: string): Promise<readonly unknown[]> {
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

/** The pack as plain JSON data, without what only a module can hold. */
const plain = (pack: ProtocolPack): unknown => JSON.parse(JSON.stringify(pack));

const isSame = (one: ProtocolPack, other: ProtocolPack) =>
  one.id === other.id && one.version === other.version;

/** Why these packs cannot be in one script with the packs of src/. */
export function* besideOwn(added: readonly ProtocolPack[]): Iterable<string> {
  for (const own of ownPacks()) {
    // An exact copy simply replaces ours. A copy that differs would change the rules for open cases.
    if (added.some((one) => isSame(one, own) && !isDeepStrictEqual(plain(one), plain(own))))
      yield `The system has ${own.id} of ${own.version} already, and there it says something else: give this one an id of its own, or the day of its own version.`;
  }
  yield* clashes(withOwn(added));
}

const withOwn = (added: readonly ProtocolPack[]): readonly ProtocolPack[] => [
  ...added,
  ...ownPacks().filter((own) => !added.some((one) => isSame(one, own))),
];

export interface FoundPacks {
  /** The packs, as far as the values are packs: if there are problems, their shape is not certain. The first is the newest. */
  readonly packs: readonly ProtocolPack[];
  readonly problems: readonly string[];
}

/** Finds the packs of a file, or of src/ if it is null, and everything that is wrong with each. */
export async function foundIn(file: string | null, use: PackUse): Promise<FoundPacks> {
  let values: readonly unknown[] = ownPacks();
  if (file !== null) {
    const path = typedPath(file);
    if (!existsSync(path)) return { packs: [], problems: ["There is no such file."] };
    try {
      values = await valuesIn(path);
    } catch (error) {
      return { packs: [], problems: fileProblems(error, readFileSync(path, "utf8")) };
    }
  }
  // A value that has problems is never used as a pack.
  const packs = values.filter((one) => typeof one === "object" && one !== null) as ProtocolPack[];
  const [first, ...earlier] = packs;
  const later = earlier.filter(({ id, version }) => id === first?.id && version >= first.version);
  return {
    packs,
    problems: [
      ...values.flatMap((value) => problemsOf(value, use)),
      ...later.map(
        ({ id, version }) =>
          `earlier: ${id} of ${version} is no earlier version of this pack, which is of ${first?.version}. Give the new one the later day.`,
      ),
    ],
  };
}

/** The pack of a file, followed by its earlier versions. @throws PackRefused if one cannot be read or contradicts itself. */
export async function packsIn(
  file: string,
  use: PackUse = "district",
): Promise<readonly [ProtocolPack, ...ProtocolPack[]]> {
  const { packs, problems } = await foundIn(file, use);
  const [first, ...earlier] = packs;
  if (first === undefined || problems.length > 0) throw new PackRefused(file, problems);
  return [first, ...earlier];
}

/** The newest pack of a file. @throws PackRefused like `packsIn`. */
export async function checkedPack(file: string): Promise<ProtocolPack> {
  const [pack] = await packsIn(file);
  return pack;
}

/** The packs of src/ together with these. @throws PackRefused if one contradicts itself, or if two give one word different meanings. */
export function checkedPacks(added: readonly ProtocolPack[]): readonly ProtocolPack[] {
  for (const pack of ownPacks()) {
    const problems = problemsOf(pack);
    if (problems.length > 0) throw new PackRefused(pack.id, problems);
  }
  const problems = [...besideOwn(added)];
  if (problems.length > 0) throw new PackRefused(added[0]?.id ?? "src/protocol/packs", problems);
  return withOwn(added);
}

/** Today by this computer's clock, in UTC, such as "2026-09-01". */
export const today = () => new Date().toISOString().slice(0, 10);

/**
 * A warning if a version is not in force on that day, null if it is. `day`: such as "2026-09-01". The system follows a pack as soon as
 * it has it, whatever the date.
 */
export function notInForce(pack: ProtocolPack, day: string): string | null {
  const { id, version, effectiveFrom, effectiveTo } = pack;
  if (effectiveFrom > day)
    return `${id} of ${version} is in force from ${effectiveFrom}, and the system follows it as soon as it has it: give its script to a district on that day, and not before.`;
  if (effectiveTo !== null && effectiveTo < day)
    return `${id} of ${version} was in force until ${effectiveTo}: no district should begin with it.`;
  return null;
}
