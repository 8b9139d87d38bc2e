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

/** Whether anything but spaces was written. */
export function isWritten(text: string | null): boolean {
  return (text ?? "").trim() !== "";
}

/** With a capital where a line or a sentence begins. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

// Makes one short, plain line of what the district wrote, for places where it is repeated: choices, acts, mail.

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

/** Tells one school list from another in a few characters: the list itself can be longer than a stored value may be. */
export function schoolListFingerprint(names: readonly string[]): string {
  const text = JSON.stringify(names);
  // FNV-1a and a second pass with another start: 64 bits, so that two lists of one district never meet.
  return `${names.length}-${hash(text, 0x811c9dc5)}-${hash(text, 0x1000193)}`;
}

function hash(text: string, start: number): string {
  let value = start;
  for (let at = 0; at < text.length; at += 1) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  }
  return (value >>> 0).toString(16);
}
