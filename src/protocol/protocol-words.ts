/** Words that may stand in a mail: only this folder makes them, so no name, id or free text can be taken for them (design 2.10). */

declare const brand: unique symbol;

/** Text of the protocol pack. Mail templates demand it where plain text would let student data through. */
export type ProtocolWords = string & { readonly [brand]: "ProtocolWords" };

/** Marks text as protocol words. For the packs in this folder alone; a test fails on any other caller. */
export function say(text: string): ProtocolWords {
  // The brand has no value at run time: an assertion is the only way to give it.
  return text as ProtocolWords;
}
