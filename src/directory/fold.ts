/** Compares names as people mean them: case, accents, spacing and look-alike quotes do not matter. Never changes what is stored. */

/** The folded form of a text; equal forms are the same name. "" when nothing but spaces was written. */
export function fold(text: string): string {
  return (
    text
      .normalize("NFKD")
      // Combining marks (accents), then what cannot be seen: zero-width and direction characters.
      .replace(/[\u0300-\u036f]/g, "")
      .replace(/\p{Cf}/gu, "")
      .replace(/[\u2018\u2019\u02bc]/g, "'")
      .toLowerCase()
      .replace(/\s+/g, " ")
      .trim()
  );
}

/** Folded, with everything but letters and digits read as one space: "Back-up  Contact" and "backup contact" differ by a space only. */
export function foldToWords(text: string): string {
  return fold(text)
    .replace(/&/g, " and ")
    .replace(/'/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
