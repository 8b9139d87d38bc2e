/** How many bytes a text has in UTF-8, in Node and in a browser alike. */
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
