/** The packs that this script has. A pack is never removed: cases are tied to the version by which they were opened. */
import { once } from "../../once";
import type { ProtocolPack } from "../pack";
import { added } from "./added";
import { marin2019 } from "./marin-2019";

/** All packs. New districts start with the first: one that the build added if there is one, else Marin's. */
export const packs = once((): [ProtocolPack, ...ProtocolPack[]] => {
  const [first, ...others] = [...added, ...ownPacks()];
  return [first ?? marin2019(), ...others];
});

/** The packs in this folder, without one that the build added. */
export function ownPacks(): readonly ProtocolPack[] {
  return [marin2019()];
}
