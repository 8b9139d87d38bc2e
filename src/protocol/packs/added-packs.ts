/** In a build with `npm run build -- --pack FILE` the build puts the given pack here; in every other build the list is empty. */
import type { ProtocolPack } from "../pack";

export const addedPacks: readonly ProtocolPack[] = [];
