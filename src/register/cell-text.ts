/** The most that one cell may hold (Google's limit), in UTF-16 units. */
export const cellLimit = 50_000;

/** The ways in which a text may be changed to fit a cell, with the words that people read for each. */
export const textChangeWords = {
  "line-endings": "line endings made plain",
  "control-characters": "control characters replaced by \uFFFD",
  "lone-surrogates": "broken characters replaced by \uFFFD",
} as const;
export type TextChange = keyof typeof textChangeWords;

/** A text that a cell can hold. */
export interface FittedText {
  readonly text: string;
  /** What was changed, each kind once; empty where the text is as it was written. */
  readonly changes: readonly TextChange[];
}

const replacement = "\uFFFD";

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/**
 * Replaces what a cell cannot hold. CR LF becomes LF; control characters (C0 except tab and line feed, and DEL) and lone surrogates become
 * U+FFFD. The length is not touched: see `splitText` and `cellText`.
 */
export function fitText(text: string): FittedText {
  if (!/[^ -~\n]/.test(text)) return { text, changes: [] };
  const changes = new Set<TextChange>();
  const fitted = text.replace(/\r\n|[^\P{Cc}\t\n\u0080-\u009f]|\p{Cs}/gu, (found) => {
    const isEnding = found === "\r\n";
    const ofUnit = found > "\u007f" ? "lone-surrogates" : "control-characters";
    changes.add(isEnding ? "line-endings" : ofUnit);
    return isEnding ? "\n" : replacement;
  });
  return { text: fitted, changes: [...changes] };
}

/** Where a part may end: after a line break, else after a space, else at `end`; never inside a surrogate pair. */
function breakBefore(text: string, start: number, end: number): number {
  const earliest = start + Math.floor((end - start) / 2);
  for (const mark of ["\n", " "]) {
    const found = text.lastIndexOf(mark, end - 1);
    if (found >= earliest) return found + 1;
  }
  const splitsPair =
    isHighSurrogate(text.charCodeAt(end - 1)) && isLowSurrogate(text.charCodeAt(end));
  return splitsPair && end - 1 > start ? end - 1 : end;
}

/**
 * Splits a text into parts of at most `limit` UTF-16 units; joined, the parts are the text again. A part ends after a line break (else a
 * space) of its second half, and never inside a surrogate pair (for limits from 2 up).
 */
export function splitText(text: string, limit: number = cellLimit): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  while (text.length - start > limit) {
    const end = breakBefore(text, start, start + limit);
    parts.push(text.slice(start, end));
    start = end;
  }
  parts.push(text.slice(start));
  return parts;
}

const cutNote = "\u2026 (cut: the whole text is in Reports)";

/** The text for one cell: fitted (`fitText`) and, beyond the limit of a cell, cut with a note that says so. */
export function cellText(text: string): string {
  const fitted = fitText(text).text;
  if (fitted.length <= cellLimit) return fitted;
  return `${splitText(fitted, cellLimit - cutNote.length)[0] ?? ""}${cutNote}`;
}
