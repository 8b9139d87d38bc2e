/** The packs that this script has. A pack is never removed: cases are tied to the version by which they were opened. */
import { once } from "../../lazy";
import type { ProtocolPack } from "../pack";
import { addedPacks } from "./added-packs";
import { marin2019 } from "./marin-2019";
import { usEd2021 } from "./us-ed-2021";

/** All packs. New districts start with the first: one that the build added if there is one, else Marin's. */
export const packs = once((): [ProtocolPack, ...ProtocolPack[]] => {
  const isAdded = ({ id, version }: ProtocolPack) =>
    addedPacks.some((one) => one.id === id && one.version === version);
  const [first, ...others] = [...addedPacks, ...ownPacks().filter((one) => !isAdded(one))];
  return [first ?? marin2019(), ...others];
});

/** The packs in this folder, without those that the build added. */
export function ownPacks(): readonly ProtocolPack[] {
  return [marin2019(), usEd2021()];
}
