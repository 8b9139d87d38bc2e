/**
 * Makes texts of any characters, exactly like `fc.string({ unit: "binary" })`. That function first builds a table of a million
 * characters, which takes a second.
 */
import fc from "fast-check";

const firstSurrogate = 0xd8_00;
const surrogates = 0x8_00;
const characters = 0x11_00_00 - surrogates;

function characterAt(place: number): string {
  return String.fromCodePoint(place < firstSurrogate ? place : place + surrogates);
}

/** The way back. @throws Error for what is no character, as fast-check asks for. */
function placeOf(value: unknown): number {
  const code = typeof value === "string" ? value.codePointAt(0) : undefined;
  const place = code === undefined || code < firstSurrogate ? code : code - surrogates;
  if (place === undefined || place < 0 || characterAt(place) !== value) {
    throw new Error("no character");
  }
  return place;
}

export const anyText = (): fc.Arbitrary<string> =>
  fc.string({ unit: fc.nat({ max: characters - 1 }).map(characterAt, placeOf) });
