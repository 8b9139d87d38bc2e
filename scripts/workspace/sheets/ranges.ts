/**
 * Rectangles of cells, and how they change when rows or columns move. Indexes are zero-based, ends are excluded, and an open side is at
 * infinity. Knows nothing of any tab's content.
 */
import type { GridRange } from "./messages/cell-messages";

export interface Rectangle {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** A grid range as a rectangle. A side that the range leaves open is at infinity. */
export function rectangle(range: GridRange): Rectangle {
  return {
    top: range.startRowIndex ?? 0,
    bottom: range.endRowIndex ?? Number.POSITIVE_INFINITY,
    left: range.startColumnIndex ?? 0,
    right: range.endColumnIndex ?? Number.POSITIVE_INFINITY,
  };
}

/** A rectangle as a grid range. A side at infinity is left out. */
export function gridRange(area: Rectangle, sheetId: number | undefined): GridRange {
  return {
    ...(sheetId === undefined ? {} : { sheetId }),
    ...(area.top === 0 ? {} : { startRowIndex: area.top }),
    ...(Number.isFinite(area.bottom) ? { endRowIndex: area.bottom } : {}),
    ...(area.left === 0 ? {} : { startColumnIndex: area.left }),
    ...(Number.isFinite(area.right) ? { endColumnIndex: area.right } : {}),
  };
}

export const isEmpty = (area: Rectangle): boolean =>
  area.top >= area.bottom || area.left >= area.right;

export function intersection(one: Rectangle, other: Rectangle): Rectangle {
  return {
    top: Math.max(one.top, other.top),
    bottom: Math.min(one.bottom, other.bottom),
    left: Math.max(one.left, other.left),
    right: Math.min(one.right, other.right),
  };
}

export const meets = (one: Rectangle, other: Rectangle): boolean =>
  !isEmpty(intersection(one, other));

export const contains = (area: Rectangle, row: number, column: number): boolean =>
  area.top <= row && row < area.bottom && area.left <= column && column < area.right;

/** The rest of an area after a hole is cut into it: up to four rectangles. */
function without(area: Rectangle, hole: Rectangle): Rectangle[] {
  const cut = intersection(area, hole);
  if (isEmpty(cut)) return [area];
  return [
    { ...area, bottom: cut.top },
    { ...area, top: cut.bottom },
    { top: cut.top, bottom: cut.bottom, left: area.left, right: cut.left },
    { top: cut.top, bottom: cut.bottom, left: cut.right, right: area.right },
  ].filter((part) => !isEmpty(part));
}

/** Whether an area lies entirely within the union of others. */
export function coveredBy(area: Rectangle, others: readonly Rectangle[]): boolean {
  let rest = isEmpty(area) ? [] : [area];
  for (const other of others) rest = rest.flatMap((part) => without(part, other));
  return rest.length === 0;
}

/**
 * A change that moves rows or columns: `insert` adds `count` at an index, `delete` removes a stretch, `move` puts a stretch before an
 * index.
 */
export type Shift =
  | { readonly kind: "insert"; readonly at: number; readonly count: number }
  | { readonly kind: "delete"; readonly start: number; readonly end: number }
  | { readonly kind: "move"; readonly start: number; readonly end: number; readonly to: number };

/** Where a row or column is after a shift; null if it was deleted. */
export function shiftedIndex(index: number, shift: Shift): number | null {
  switch (shift.kind) {
    case "insert":
      return index >= shift.at ? index + shift.count : index;
    case "delete":
      if (index >= shift.end) return index - (shift.end - shift.start);
      return index >= shift.start ? null : index;
    case "move": {
      const length = shift.end - shift.start;
      if (index >= shift.start && index < shift.end) {
        return shift.to > shift.start
          ? index + shift.to - shift.end
          : index + shift.to - shift.start;
      }
      if (shift.to > shift.end)
        return index >= shift.end && index < shift.to ? index - length : index;
      return index >= shift.to && index < shift.start ? index + length : index;
    }
  }
}

/**
 * A stretch after a shift: from the first to the last place where its rows or columns now are; null if all were deleted. Open ends stay
 * open.
 */
export function shiftedStretch(
  start: number | undefined,
  end: number | undefined,
  shift: Shift,
): { start: number | undefined; end: number | undefined } | null {
  const from = start ?? 0;
  if (shift.kind === "insert") {
    return {
      start: start === undefined ? undefined : from >= shift.at ? from + shift.count : from,
      end: end === undefined ? undefined : end > shift.at ? end + shift.count : end,
    };
  }
  if (shift.kind === "delete") {
    const gone = shift.end - shift.start;
    const clamp = (edge: number): number =>
      edge <= shift.start ? edge : edge >= shift.end ? edge - gone : shift.start;
    const newStart = clamp(from);
    const newEnd = end === undefined ? undefined : clamp(end);
    if (newEnd !== undefined && newEnd <= newStart) return null;
    return { start: start === undefined ? undefined : newStart, end: newEnd };
  }
  if (end === undefined) return { start, end };
  const landed: number[] = [];
  for (let index = from; index < end; index += 1) {
    const where = shiftedIndex(index, shift);
    if (where !== null) landed.push(where);
  }
  return {
    start: landed.reduce((a, b) => Math.min(a, b), Infinity),
    end: 1 + landed.reduce((a, b) => Math.max(a, b), -1),
  };
}

/** A grid range after rows or columns of its tab moved; null if nothing of it is left. */
export function shiftedRange(
  range: GridRange,
  dimension: "ROWS" | "COLUMNS",
  shift: Shift,
): GridRange | null {
  const rows = dimension === "ROWS";
  const moved = shiftedStretch(
    rows ? range.startRowIndex : range.startColumnIndex,
    rows ? range.endRowIndex : range.endColumnIndex,
    shift,
  );
  if (moved === null) return null;
  const { startRowIndex, endRowIndex, startColumnIndex, endColumnIndex, ...rest } = range;
  const [top, bottom] = rows ? [moved.start, moved.end] : [startRowIndex, endRowIndex];
  const [left, right] = rows ? [startColumnIndex, endColumnIndex] : [moved.start, moved.end];
  return {
    ...rest,
    ...(top === undefined ? {} : { startRowIndex: top }),
    ...(bottom === undefined ? {} : { endRowIndex: bottom }),
    ...(left === undefined ? {} : { startColumnIndex: left }),
    ...(right === undefined ? {} : { endColumnIndex: right }),
  };
}
