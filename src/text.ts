/**
 * Comparing names as people mean them (whatever case, accents, spacing and look-alike characters), and short plain lines. Never used to
 * change what is stored.
 */
/**
 * The folded form of a name, for comparing. Two names are the same where their folded forms are equal; "" where nothing but spaces was
 * written.
 */
export function fold(text: string): string {
  // Most names are plain, and the clock folds hundreds in each run.
  if (!/[^ -~]/.test(text)) return text.toLowerCase().replace(/ +/g, " ").trim();
  return (
    text
      .normalize("NFKD")
      // Removes combining marks (accents) and characters that no one sees (zero-width, direction).
      .replace(/[\u0300-\u036f\p{Cf}]/gu, "")
      .replace(/[\u2018\u2019\u02bc]/g, "'")
      .toLowerCase()
      .replace(/\s+/g, " ")
      .trim()
  );
}

/** The folded form with everything but letters and digits replaced by one space. */
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

/** The words with a capital letter at the beginning. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The text with each `{name}` replaced by its value; one without a value stays. */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{([^{}]+)\}/g, (whole, name: string) => values[name] ?? whole);
}

// A text of the district on one short, plain line, for places where it is repeated: choices, acts, email.

/** The longest such line, in UTF-16 units. */
const longest = 80;

/**
 * The text on one line of at most 80 characters, without control characters, invisible and direction-changing ones, and lone surrogates.
 */
export function plainLine(text: string): string {
  const line = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    // Format characters (direction, zero width, tags), private use, lone surrogates.
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

/** FNV-1a of a text as hexadecimal: 32 bits, enough to see that a text changed. Not for secrecy. `start`: another one gives other bits. */
export function hashOf(text: string, start = 0x811c9dc5): string {
  let value = start;
  for (let at = 0; at < text.length; at += 1) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  }
  return (value >>> 0).toString(16);
}

/**
 * A short text that differs wherever the list of schools differs. Stored instead of the list, which can be longer than a stored value may
 * be. Of 64 bits, so that two lists of one district practically never have the same text.
 */
export function schoolListFingerprint(names: readonly string[]): string {
  const text = JSON.stringify(names);
  return `${names.length}-${hashOf(text)}-${hashOf(text, 0x1000193)}`;
}
