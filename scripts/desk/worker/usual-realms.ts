/** Stands for workspace/host/usual-realms.ts in the worker of the page: script and Workspace share its realm. */
import { ownRealms } from "../../workspace/realm/own-realm";
import type { Realms } from "../../workspace/realm/realm";

/** A worker's own; the page's types know windows alone. */
declare function importScripts(...addresses: readonly string[]): void;

export const usualRealms: Realms = ownRealms((text) => {
  const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  importScripts(address);
  URL.revokeObjectURL(address);
});
