/**
 * How hard a text is to read: the U.S. school grade by Flesch and Kincaid. Syllables are counted with a library's list of English words.
 */
import { syllable } from "syllable";

/** Nothing that is read aloud: links, numbers to call, references, dates and the marks before a line. */
const notRead =
  /https?:\S+|\(?\d{3}\)?[ -]\d{3}-\d{4}|\b\d{2}-\d{4}\b|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} \d+(?:, \d+:\d+ [AP]M)?|\([A-Z]{2,} [\d.]+\)/g;

/** A line is a sentence of its own. */
function sentencesIn(text: string): readonly (readonly string[])[] {
  return text
    .replace(notRead, " ")
    .split(/\n|[.!?](?:\s|$)/)
    .map((sentence) => sentence.match(/[A-Za-z][A-Za-z'’-]*/g) ?? [])
    .filter((words) => words.length > 1);
}

export interface Reading {
  /** The U.S. school grade that it takes. */
  readonly grade: number;
  /** The longest sentence, in words. */
  readonly longest: readonly string[];
}

/** Of a whole text. */
export function readingOf(text: string): Reading {
  const sentences = sentencesIn(text);
  const words = sentences.flat();
  const syllables = words.reduce((sum, word) => sum + syllable(word), 0);
  const grade =
    (0.39 * words.length) / sentences.length + (11.8 * syllables) / words.length - 15.59;
  const longest = sentences.reduce((a, b) => (b.length > a.length ? b : a), []);
  return { grade, longest };
}
