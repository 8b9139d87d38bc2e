/**
 * Counts as they are shown: whole inside the district; where they leave it, without those that are so small that they could point to a
 * student, and without those from which a small one could be worked out (design 5, setting smallCell). Pure.
 */

/** Stands in place of a count that is left out. The same words for every reason, so that the reason tells nothing. */
export const leftOut = "left out";

/** How counts of students and their cases are shown. */
export interface Shown {
  /** The least count that is shown; 0 where every one is. Zero is a count like any other: beside it the small ones could be told apart. */
  readonly least: number;
  /** The parts of a whole, each of which is one group, and the whole. */
  whole(parts: readonly number[]): { readonly parts: readonly string[]; readonly all: string };
  /** A part of a group whose own count is shown as well. */
  part(count: number, of: number): string;
  /** Words about values of so many; made only where they may be shown. */
  about(count: number, words: () => string): string;
}

/** Everything is shown: for the district itself. */
export const inside: Shown = {
  least: 0,
  whole: (parts) => ({
    parts: parts.map(String),
    all: String(parts.reduce((sum, one) => sum + one, 0)),
  }),
  part: String,
  about: (_count, words) => words(),
};

/**
 * How counts are shown in what leaves the district: none under `least`. Where one part of a whole is left out, so is the whole: the rest
 * would give the part away. A part of a group is shown only where the group's others are as many.
 */
export function shownOutside(least: number): Shown {
  const show = (count: number) => (count >= least ? String(count) : leftOut);
  return {
    least,
    whole(parts) {
      const all = parts.reduce((sum, one) => sum + one, 0);
      return {
        parts: parts.map(show),
        all: parts.every((one) => one >= least) ? String(all) : leftOut,
      };
    },
    part: (count, of) => (of - count >= least ? show(count) : leftOut),
    about: (count, words) => (count >= least ? words() : leftOut),
  };
}
