/** The packs that this script carries. Packs stay for good: cases are pinned to them. */
import { once } from "../../once";
import type { ProtocolPack } from "../pack";
import { added } from "./added";
import { marin2019 } from "./marin-2019";

/** All of them. New districts begin with the first: one that the build added, else the first county's. */
export const packs = once((): [ProtocolPack, ...ProtocolPack[]] => {
  const [first, ...others] = [...added, ...ownPacks()];
  return [first ?? marin2019(), ...others];
});

/** What stands in this folder, whatever else is carried beside it. */
export function ownPacks(): readonly ProtocolPack[] {
  return [marin2019()];
}
