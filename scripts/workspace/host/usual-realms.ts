/** Where scripts run unless `openWorkspace` is told otherwise. In a browser another module replaces this one (scripts/desk/worker). */
import type { Realms } from "../realm/realm";
import { keptRealms } from "../realm/vm-realms";

export const usualRealms: Realms = keptRealms;
