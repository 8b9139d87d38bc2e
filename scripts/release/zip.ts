/** Packs and unpacks a release. The same files give the same bytes, wherever and whenever they are packed. */
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";

/** A zip of texts, in the order of their names. */
export function zipped(files: ReadonlyMap<string, string>): Uint8Array {
  const names = [...files.keys()].sort();
  const entries = names.map((name) => [name, strToU8(files.get(name) ?? "")] as const);
  // The format's first day. It has no zone there, and fflate writes what the clock of this place shows.
  return zipSync(Object.fromEntries(entries), { level: 9, mtime: new Date(1980, 0, 1) });
}

/** The texts in a zip, in the order in which it has them. */
export function unzipped(bytes: Uint8Array): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(unzipSync(bytes)).map(([name, text]) => [name, strFromU8(text)] as const),
  );
}
