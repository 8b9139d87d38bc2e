/** How many bytes a text has in UTF-8, in Node and in a browser alike. */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

const encoder = new TextEncoder();
/** Used again for each text: a reply may be a megabyte. */
let scratch = new Uint8Array(4096);

/** At most three bytes for each UTF-16 unit. */
function encodedBytes(text: string): number {
  if (scratch.length < 3 * text.length) scratch = new Uint8Array(4 * text.length);
  return encoder.encodeInto(text, scratch).written;
}

/** Node counts without making the bytes. */
export const textBytes: (text: string) => number =
  typeof Buffer === "undefined" ? encodedBytes : (text) => Buffer.byteLength(text);

/** The digest of a text in UTF-8. */
export function sha256Bytes(text: string): Uint8Array {
  return sha256(utf8ToBytes(text));
}

/** The same in hexadecimal. */
export function sha256Text(text: string): string {
  return bytesToHex(sha256Bytes(text));
}
