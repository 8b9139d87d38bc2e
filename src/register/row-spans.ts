/** Groups of rows or columns: runs of neighbours, and the text in which a case remembers where its checklist stands. */

/** Half-open and zero-based, as the Sheets API counts. */
export type Span = readonly [from: number, to: number];

/** The indexes as runs of neighbours, ascending; each index once. */
export function spansOf(indexes: Iterable<number>): readonly Span[] {
  const spans: [number, number][] = [];
  for (const index of [...new Set(indexes)].sort((a, b) => a - b)) {
    const last = spans[spans.length - 1];
    if (last !== undefined && last[1] === index) last[1] = index + 1;
    else spans.push([index, index + 1]);
  }
  return spans;
}

/** Rows as people count them (the first row of a tab is 1), e.g. "14-25,310". Zero-based indexes in. */
export function formatRows(indexes: Iterable<number>): string {
  return spansOf(indexes)
    .map(([from, to]) => (to - from === 1 ? `${to}` : `${from + 1}-${to}`))
    .join(",");
}

/** Reads what `formatRows` wrote. A part that makes no sense is left out: it is only ever a guess that is checked. */
export function parseRows(text: string | null): readonly Span[] {
  const spans: Span[] = [];
  for (const part of (text ?? "").split(",")) {
    const found = /^\s*(\d{1,8})(?:-(\d{1,8}))?\s*$/.exec(part);
    if (found === null) continue;
    const first = Number(found[1]);
    const last = Number(found[2] ?? found[1]);
    if (first >= 1 && last >= first) spans.push([first - 1, last]);
  }
  return spans;
}
