/** Replaces workspace/host/usual-realms.ts in the page's worker, where the script and the Workspace share one JavaScript realm. */
import { ownRealms } from "../../workspace/realm/own-realm";
import type { Realms } from "../../workspace/realm/realm";

/** A function of workers; the page's types only know windows. */
declare function importScripts(...addresses: readonly string[]): void;

export const usualRealms: Realms = ownRealms((text) => {
  const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  importScripts(address);
  URL.revokeObjectURL(address);
});
