/**
 * Small counts, in one place: what leaves the district shows no count that is so small that it could point to a student, and none from
 * which a small one could be worked out (design 5, setting smallCell). Zero is a count like any other: beside it the small ones could be
 * told apart. Pure.
 */

/** Stands in place of a count that is left out. The same words for every reason, so that the reason tells nothing. */
export const leftOut = "left out";

/** A count as it is shown. `of`: how many there are of which it is a part, where that count is shown too; the rest must be as many. */
export interface Cell {
  readonly count: number;
  readonly of?: number;
  /** What is shown of so many; the count where it is left out. */
  readonly words?: string;
}

/** `least`: the least count that is shown; 0 inside the district, where every one is. */
export function shownCell({ count, of, words = String(count) }: Cell, least: number): string {
  const isShown = least === 0 || (count >= least && (of === undefined || of - count >= least));
  return isShown ? words : leftOut;
}

/**
 * A table of groups and of all of them together: one cell that is left out takes its column's sum with it, and a group that is too small
 * goes as a whole. The first cell of a row is the count of its group.
 */
export function shownTable(
  groups: readonly (readonly [name: string, cells: readonly Cell[]])[],
  all: readonly Cell[],
  least: number,
): readonly string[][] {
  const rows = groups.map(([name, cells]) => {
    const words = cells.map((cell) => shownCell(cell, least));
    return [name, ...words.map((one) => (words[0] === leftOut ? leftOut : one))];
  });
  const sums = all.map((cell, at) =>
    rows.some((row) => row[at + 1] === leftOut) ? leftOut : shownCell(cell, least),
  );
  return [...rows, ["All", ...sums]];
}
