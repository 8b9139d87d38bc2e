/** The fingerprint of what a pack says: whoever approves it approves these words, and no others. Pure. */
import { createHash } from "node:crypto";
import type { ProtocolPack } from "../../src/protocol/pack";

/** What a signed page does not show: who approved, what cells look like, and what the desk is told of languages and days. */
const unsigned = new Set(["approval", "colours", "languages", "document", "effectiveTo"]);

/** Each value with its path. What is empty or left out says nothing, so that a field which packs get later changes no fingerprint. */
function leaves(value: unknown, path: string): readonly string[] {
  if (value === null || value === undefined || value === false) return [];
  if (typeof value !== "object") return [`${path}=${JSON.stringify(value)}`];
  const entries: readonly (readonly [string, unknown])[] = Object.entries(value);
  const isWording = entries.length > 0 && entries.every(([key]) => /^[a-z]{2}$/.test(key));
  return entries
    .filter(([key]) => (isWording && "en" in value ? key === "en" : true))
    .filter(([key]) => !unsigned.has(key))
    .flatMap(([key, child]) => leaves(child, `${path}/${key}`));
}

/** Twelve signs in groups of four. The same for every spelling of a file that says the same. */
export function fingerprint(pack: ProtocolPack): string {
  const text = [...leaves(pack, "")].sort().join("\n");
  const hash = createHash("sha256").update(text).digest("hex");
  return [hash.slice(0, 4), hash.slice(4, 8), hash.slice(8, 12)].join("-");
}
