/** Names as people mean them, whatever case, accents, spacing and look-alike quotes; and short plain lines. Never changes what is stored. */
/** Equal folded forms are the same name; "" where nothing but spaces was written. */
export function fold(text: string): string {
  return (
    text
      .normalize("NFKD")
      // Combining marks (accents), then what cannot be seen: zero-width and direction characters.
      .replace(/[\u0300-\u036f\p{Cf}]/gu, "")
      .replace(/[\u2018\u2019\u02bc]/g, "'")
      .toLowerCase()
      .replace(/\s+/g, " ")
      .trim()
  );
}

/** Folded, with all but letters and digits as one space. */
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

export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

// One short, plain line of what the district wrote, where it is repeated: choices, acts, mail.

/** In UTF-16 units. */
const longest = 80;

/** On one line of 80 characters, without control, invisible or direction-changing ones and lone surrogates. */
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

/** The list itself can be longer than a stored value may be. */
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
