/** In a build with `npm run build -- --pack FILE` the given pack stands here; in every other build nothing does. */
import type { ProtocolPack } from "../pack";

export const addedPacks: readonly ProtocolPack[] = [];
