/** What the bundle's realm lacks on purpose, and the text that tells the realm of the services. */
import type { Catalog } from "../services/catalog";
import type { PreludeInput } from "./prelude-contract";

/** Present in a bare V8 context, absent or unconfirmed in Apps Script (platform.md 9). */
export const removedGlobals: readonly string[] = [
  "console",
  "WebAssembly",
  "SharedArrayBuffer",
  "Atomics",
  "Intl",
  "BigInt",
  "BigInt64Array",
  "BigUint64Array",
  "WeakRef",
  "FinalizationRegistry",
  "AggregateError",
];

const removedFrom = (holder: string, names: string): readonly string[] =>
  names.split(" ").map((name) => `${holder}.${name}`);

/** The library after ES2019: unconfirmed one by one on Google, so a bundle may not lean on it. */
export const removedMembers: readonly string[] = [
  ...removedFrom(
    "Array.prototype",
    "at findLast findLastIndex toReversed toSorted toSpliced with group groupToMap",
  ),
  ...removedFrom("Array", "fromAsync"),
  ...removedFrom("Object", "hasOwn groupBy"),
  ...removedFrom("Map", "groupBy"),
  ...removedFrom("String.prototype", "at matchAll replaceAll isWellFormed toWellFormed"),
  ...removedFrom("Promise", "any allSettled withResolvers"),
];

const preludeTexts = new WeakMap<Catalog, Map<string, string>>();

/** The input of every realm of one Workspace, given the advanced services that its manifest switches on: the same text each time. */
export function preludeText(
  catalog: Catalog,
  enabled: readonly string[],
  hidesText: boolean,
): string {
  const texts = preludeTexts.get(catalog) ?? new Map<string, string>();
  preludeTexts.set(catalog, texts);
  const key = [hidesText, ...enabled].join();
  const known = texts.get(key);
  if (known !== undefined) return known;
  const input: PreludeInput = {
    classes: catalog.describe(),
    globals: catalog.globals(enabled),
    unmodelledGlobals: catalog.unmodelledGlobals(),
    removedGlobals,
    removedMembers,
    hidesText,
  };
  const text = JSON.stringify(input);
  texts.set(key, text);
  return text;
}
