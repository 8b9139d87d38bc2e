/** The packs that this script carries. Packs stay for good: cases are pinned to them. */
import type { ProtocolPack } from "../pack";
import { added } from "./added";
import { marin2019 } from "./marin-2019";

/** The pack that new districts begin with: one that the build added, else the first county's. */
export const firstPack: ProtocolPack = added[0] ?? marin2019;

export const packs: ProtocolPack[] = [...added, marin2019];

/** What stands in this folder, whatever else is carried beside it. */
export const ownPacks: readonly ProtocolPack[] = [marin2019];
