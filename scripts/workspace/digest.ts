/** SHA-256 in Node and in a browser alike. */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** The digest of a text in UTF-8. */
export function sha256Bytes(text: string): Uint8Array {
  return sha256(utf8ToBytes(text));
}

/** The same in hexadecimal. */
export function sha256Text(text: string): string {
  return bytesToHex(sha256Bytes(text));
}
