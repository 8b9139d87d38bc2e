/** A pack that `npm run build -- --pack FILE` adds stands here in that build; otherwise none. */
import type { ProtocolPack } from "../pack";

export const added: readonly ProtocolPack[] = [];
