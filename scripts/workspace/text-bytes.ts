/** How many bytes a text has in UTF-8, in Node and in a browser alike. */
const encoder = new TextEncoder();

/** Node counts without making the bytes. */
export const textBytes: (text: string) => number =
  typeof Buffer === "undefined"
    ? (text) => encoder.encode(text).length
    : (text) => Buffer.byteLength(text);
