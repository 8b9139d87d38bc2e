/** Where runs take place unless someone says otherwise. In a browser another module stands for this one (scripts/desk/worker). */
import type { Realms } from "../realm/realm";
import { keptRealms } from "../realm/vm-realms";

export const usualRealms: Realms = keptRealms;
