/** The size of a text in UTF-8 and its SHA-256 digest, in Node and in a browser. */
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

const encoder = new TextEncoder();
/** One buffer for all texts, because a reply can be a megabyte. */
let scratch = new Uint8Array(4096);

/** Counts by encoding; a UTF-16 unit takes at most three bytes. */
function encodedBytes(text: string): number {
  if (scratch.length < 3 * text.length) scratch = new Uint8Array(4 * text.length);
  return encoder.encodeInto(text, scratch).written;
}

/** How many bytes a text has in UTF-8. Node counts them without encoding. */
export const textBytes: (text: string) => number =
  typeof Buffer === "undefined" ? encodedBytes : (text) => Buffer.byteLength(text);

/** The SHA-256 digest of a text in UTF-8. */
export function sha256Bytes(text: string): Uint8Array {
  return sha256(utf8ToBytes(text));
}

/** The HMAC-SHA-256 of a text, both in UTF-8. */
export function hmacBytes(key: string, text: string): Uint8Array {
  return hmac(sha256, utf8ToBytes(key), utf8ToBytes(text));
}

/** The SHA-256 digest of a text in UTF-8, in hexadecimal. */
export function sha256Text(text: string): string {
  return bytesToHex(sha256Bytes(text));
}
