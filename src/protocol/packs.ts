/** The protocol packs that this version of the desk knows, and which one a case is pinned to. */
import { marin2019 } from "./marin-2019";
import type { ProtocolPack } from "./schema";

/** Every pack, oldest first. Packs stay for good: cases are pinned to them. */
export const packs: readonly ProtocolPack[] = [marin2019];

/** The pack that opens new cases. */
export const currentPack: ProtocolPack = marin2019;

/** How a case names the pack that opened it, as "marin-2019 2019-03-01". */
export function protocolVersion(pack: ProtocolPack): string {
  return `${pack.id} ${pack.version}`;
}

/** The pack that a case names, or null where this desk does not know it (a cell that someone changed, a newer desk). */
export function packOfVersion(version: string): ProtocolPack | null {
  return packs.find((pack) => protocolVersion(pack) === version) ?? null;
}
