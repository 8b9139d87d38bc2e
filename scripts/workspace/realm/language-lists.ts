/** What a bundle's realm lacks on purpose, and the text that describes the services to the realm. */
import type { Catalog } from "../services/catalog";
import type { PreludeInput } from "./prelude-contract";

/** Globals that a bare V8 context has and Apps Script lacks, or that no source confirms there (platform.md 9). */
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

/** Library members newer than ES2019. No source confirms each of them on Google, so a bundle must not rely on them. */
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

/** The input for every realm of one Workspace, given the advanced services that its manifest enables. It is the same text each time. */
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
