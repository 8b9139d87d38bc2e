/** Which pack a scenario's `protocol` means: one of src/ by its id, or a file. */
import { existsSync } from "node:fs";
import { carryPack, defaultPack, packNamed } from "../../src/protocol/find-pack";
import type { ProtocolPack } from "../../src/protocol/pack";
import { typedPath } from "../build/sources";
import { PackRefused, packsIn } from "../check-protocol/checked-packs";

export interface PlayedPack {
  readonly pack: ProtocolPack;
  /** The file that it came from, absolute; null for a pack of src/. */
  readonly file: string | null;
}

/** By file: Node imports a module once per process, so its pack is checked once, too. */
const checked = new Map<string, ReturnType<typeof packsIn>>();

function checkedOnce(file: string): ReturnType<typeof packsIn> {
  if (file.endsWith(".json")) return packsIn(file, "draft");
  const found = checked.get(file) ?? packsIn(file, "draft");
  checked.set(file, found);
  return found;
}

/**
 * The pack with that id; else the one in that file, its path taken from here, from the folder `beside` or from the project. The first of
 * src/ if nothing is named. @throws PackRefused in words where there is neither, or where the file's pack contradicts itself.
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
