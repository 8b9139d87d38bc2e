/** Makes one short, plain line of what the district wrote, for places where it is repeated: choices, acts, mail. */

/** Longest name that is repeated whole, in UTF-16 units. */
const longest = 80;

/** The text on one line, without control, invisible or direction-changing characters and lone surrogates, cut to 80 characters. */
export function plainLine(text: string): string {
  const line = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    // Format characters (direction, zero width, tags), private use and halves of pairs.
    .replace(/[\p{Cf}\p{Co}\p{Cs}]/gu, "")
    .replace(/\s+/g, " ")
    .trim();
  const characters = [...line];
  return characters.length <= longest
    ? line
    : `${characters
        .slice(0, longest - 1)
        .join("")
        .trim()}…`;
}
