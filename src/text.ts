/**
 * Compares names the way people do (ignoring case, accents, spacing and look-alike characters), and makes short plain lines. Only for
 * comparing and repeating text; stored text is never changed by it.
 */
const patterns = new Map<string, RegExp>();

/**
 * A pattern of Unicode classes such as `\p{L}`, for `replace` (every place) and `split`. It is made when first asked for, because V8
 * builds the classes of every such literal each time the script loads.
 */
export function unicodePattern(source: string): RegExp {
  const pattern = patterns.get(source) ?? new RegExp(source, "gu");
  patterns.set(source, pattern);
  return pattern;
}

/** What stands between words: everything but letters and digits. */
export function betweenWords(): RegExp {
  return unicodePattern("[^\\p{L}\\p{N}]+");
}

const foldedForms = new Map<string, string>();

/** The folded form of a name. Two names count as the same if their folded forms are equal. "" if the text has nothing but spaces. */
export function fold(text: string): string {
  // The same names of schools and people are folded for every case and every step.
  const known = foldedForms.get(text);
  if (known !== undefined) return known;
  const folded = foldAnew(text);
  if (foldedForms.size >= 2000) foldedForms.clear();
  foldedForms.set(text, folded);
  return folded;
}

function foldAnew(text: string): string {
  // Most names are plain ASCII.
  if (!/[^ -~]/.test(text)) return text.toLowerCase().replace(/ +/g, " ").trim();
  return (
    text
      .normalize("NFKD")
      // Removes combining marks (accents) and characters that no one sees (zero-width, direction).
      .replace(unicodePattern("[\u0300-\u036f\\p{Cf}]"), "")
      .replace(/[\u2018\u2019\u02bc]/g, "'")
      .toLowerCase()
      .replace(/\s+/g, " ")
      .trim()
  );
}

/** The folded form with everything but letters and digits replaced by one space. */
export function foldToWords(text: string): string {
  return fold(text).replace(/&/g, " and ").replace(/'/g, "").replace(betweenWords(), " ").trim();
}

/** Whether a text has anything but spaces; null counts as empty. */
export function isWritten(text: string | null): boolean {
  return (text ?? "").trim() !== "";
}

/** The words with a capital first letter. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The text with each `{name}` replaced by its value. A name without a value is left as it is. */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{([^{}]+)\}/g, (whole, name: string) => values[name] ?? whole);
}

// Text from the district, made into one short plain line for the places that repeat it: choices, steps, email.

/** The most characters of such a line, in UTF-16 units. */
const longest = 80;

/**
 * The text on one line of at most 80 characters, without control characters, invisible or direction-changing characters, and lone
 * surrogates.
 */
export function plainLine(text: string): string {
  const line = text
    .replace(unicodePattern("[\\p{Cc}\\p{Zl}\\p{Zp}]+"), " ")
    // Format characters (direction, zero width, tags), private-use characters and lone surrogates.
    .replace(unicodePattern("[\\p{Cf}\\p{Co}\\p{Cs}]"), "")
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

/**
 * The 32-bit FNV-1a hash of a text, in hexadecimal. Enough to notice that a text changed; not for secrecy. `start`: another start value
 * gives another hash.
 */
export function hashOf(text: string, start = 0x811c9dc5): string {
  let value = start;
  for (let at = 0; at < text.length; at += 1) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  }
  return (value >>> 0).toString(16);
}

/**
 * A short text that changes when the list of schools changes. It is stored instead of the list, which can be longer than a stored value may
 * be. It has 64 bits, so two lists of one district practically never have the same text.
 */
export function schoolListFingerprint(names: readonly string[]): string {
  const text = JSON.stringify(names);
  return `${names.length}-${hashOf(text)}-${hashOf(text, 0x1000193)}`;
}

/** What a case reference looks like: two digits of the calendar year, and a number with at least four. */
export const caseReferencePattern = /^\d\d-\d{4,9}$/;
