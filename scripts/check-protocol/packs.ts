/** Packs as files: read, checked, and refused in words. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { ProtocolPack } from "../../src/protocol/pack";
import { ownPacks } from "../../src/protocol/packs/index";
import { clashes, parsePack, problemsOf } from "./problems";

/** A pack that cannot be used, with every reason. */
export class PackRefused extends Error {
  constructor(
    readonly file: string,
    readonly problems: readonly string[],
  ) {
    super([`${file} is no usable pack:`, ...problems.map((problem) => `- ${problem}`)].join("\n"));
  }
}

/** What a file holds: a JSON object, or the default export of a module, or its only one. */
async function valueIn(file: string): Promise<unknown> {
  if (file.endsWith(".json")) return JSON.parse(readFileSync(file, "utf8"));
  const module: unknown = await import(pathToFileURL(resolve(file)).href);
  if (typeof module !== "object" || module === null) return module;
  const byName = Object.entries(module);
  return (byName.find(([name]) => name === "default") ?? byName[0])?.[1];
}

/** The pack of a file. @throws PackRefused in words where it cannot be read or contradicts itself. */
export async function checkedPack(file: string): Promise<ProtocolPack> {
  let value: unknown;
  try {
    value = await valueIn(file);
  } catch (error) {
    throw new PackRefused(file, [error instanceof Error ? error.message : String(error)]);
  }
  const parsed = parsePack(value);
  const problems = "problems" in parsed ? parsed.problems : problemsOf(parsed.pack);
  if ("problems" in parsed || problems.length > 0) throw new PackRefused(file, problems);
  return parsed.pack;
}

/** The packs of src/ and these beside them. @throws PackRefused where one contradicts itself, or two say different things by one word. */
export function checkedPacks(added: readonly ProtocolPack[]): readonly ProtocolPack[] {
  for (const pack of ownPacks()) {
    const parsed = parsePack(pack);
    const problems = "problems" in parsed ? parsed.problems : problemsOf(parsed.pack);
    if (problems.length > 0) throw new PackRefused(pack.id, problems);
  }
  const all = [...added, ...ownPacks()];
  const ids = all.map(({ id }) => id);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  const problems = [
    ...twice.map((id) => `There is another pack with the id ${id}: give this one its own.`),
    ...clashes(all),
  ];
  if (problems.length > 0) throw new PackRefused(added[0]?.id ?? "src/protocol/packs", problems);
  return all;
}
