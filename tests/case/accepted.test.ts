/** What is kept of a long text beside a row. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { acceptedValue } from "../../src/register/row-state";

/** As it is defined: the remainder is taken at each letter. */
function expected(text: string): string {
  let hash = 5381;
  for (let at = 0; at < text.length; at++) hash = (hash * 33 + text.charCodeAt(at)) % 4_294_967_291;
  return `#${text.length}:${hash.toString(36)}`;
}

test("of up to 200 letters all is kept, of more their number and a fingerprint", () => {
  const letters = fc.string({ unit: "grapheme", minLength: 201, maxLength: 400 });
  fc.assert(fc.property(letters, (text) => void expect(acceptedValue(text)).toBe(expected(text))));
  const long = "z".repeat(201);
  expect(acceptedValue(long.slice(1))).toBe(long.slice(1));
  expect(acceptedValue(long)).toBe(expected(long));
  expect(acceptedValue("\uFFFF".repeat(50_000))).toBe(expected("\uFFFF".repeat(50_000)));
});
