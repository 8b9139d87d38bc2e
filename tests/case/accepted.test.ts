/** What is kept of a long text beside a row. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { acceptedValue, isFingerprint } from "../../src/register/row-state";

test("of up to 200 letters all is kept, of more their number and a fingerprint that another text does not have", () => {
  const letters = fc.string({ unit: "grapheme-ascii", minLength: 201, maxLength: 400 });
  fc.assert(
    fc.property(letters, letters, (text, other) => {
      const kept = acceptedValue(text);
      expect(kept).toMatch(new RegExp(`^#${text.length}:`));
      expect([isFingerprint(kept), acceptedValue(text)]).toEqual([true, kept]);
      if (other !== text) expect(acceptedValue(other)).not.toBe(kept);
    }),
  );
  const long = "z".repeat(201);
  expect(acceptedValue(long.slice(1))).toBe(long.slice(1));
  expect(acceptedValue(long)).not.toBe(acceptedValue(`y${long.slice(1)}`));
});
