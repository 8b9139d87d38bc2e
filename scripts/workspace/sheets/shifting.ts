/** Inserts, deletes and moves rows or columns of a tab, and adjusts everything that refers to them. */

import type { FilterView } from "./messages/tab-messages";
import { type Shift, shiftedIndex, shiftedRange } from "./ranges";
import type { Row, Sheet } from "./store";

function shiftedList<T>(list: readonly (T | null)[], shift: Shift): (T | null)[] {
  const result = [...list];
  if (shift.kind === "insert") {
    if (shift.at < result.length)
      result.splice(shift.at, 0, ...Array.from({ length: shift.count }, () => null));
  } else if (shift.kind === "delete") {
    result.splice(shift.start, shift.end - shift.start);
  } else {
    while (result.length < Math.max(shift.end, shift.to)) result.push(null);
    const moved = result.splice(shift.start, shift.end - shift.start);
    result.splice(shift.to > shift.start ? shift.to - moved.length : shift.to, 0, ...moved);
  }
  while (result.length > 0 && result.at(-1) === null) result.pop();
  return result;
}

function shiftedKeys<T>(
  byColumn: Readonly<Record<string, T>> | undefined,
  shift: Shift,
): Readonly<Record<string, T>> {
  return Object.fromEntries(
    Object.entries(byColumn ?? {}).flatMap(([column, value]) => {
      const to = shiftedIndex(Number(column), shift);
      return to === null ? [] : [[String(to), value]];
    }),
  );
}

function shiftedColumns(row: Row, shift: Shift): Row {
  const notes = shiftedKeys(row.notes, shift);
  const runs = shiftedKeys(row.runs, shift);
  return {
    values: shiftedList(row.values, shift),
    ...(row.formats === undefined ? {} : { formats: shiftedList(row.formats, shift) }),
    ...(row.rules === undefined ? {} : { rules: shiftedList(row.rules, shift) }),
    ...(Object.keys(notes).length === 0 ? {} : { notes }),
    ...(Object.keys(runs).length === 0 ? {} : { runs }),
  };
}

/** A filter after columns moved. What it says of a deleted column is dropped. */
function shiftedFilter<T extends FilterView>(filter: T, shift: Shift): T {
  const to = (index: number | undefined): number | null => shiftedIndex(index ?? 0, shift);
  const { filterSpecs, sortSpecs } = filter;
  return {
    ...filter,
    ...(filterSpecs === undefined
      ? {}
      : {
          filterSpecs: filterSpecs.flatMap((spec) => {
            const columnIndex = to(spec.columnIndex);
            return columnIndex === null ? [] : [{ ...spec, columnIndex }];
          }),
        }),
    ...(sortSpecs === undefined
      ? {}
      : {
          sortSpecs: sortSpecs.flatMap((spec) => {
            const dimensionIndex = to(spec.dimensionIndex);
            return dimensionIndex === null ? [] : [{ ...spec, dimensionIndex }];
          }),
        }),
  };
}

/** Applies a shift to one tab of a draft. The caller must have checked bounds and protection, and sets the grid's size. */
export function shiftTab(sheet: Sheet, dimension: "ROWS" | "COLUMNS", shift: Shift): void {
  const columns = dimension === "COLUMNS";
  if (columns) {
    sheet.rows = sheet.rows.map((row) => (row === null ? null : shiftedColumns(row, shift)));
    sheet.columnProperties = shiftedList(sheet.columnProperties, shift);
  } else {
    sheet.rows = shiftedList(sheet.rows, shift);
    sheet.rowProperties = shiftedList(sheet.rowProperties, shift);
  }
  const moved = <T extends { readonly range?: Parameters<typeof shiftedRange>[0] }>(
    items: readonly T[],
  ): T[] =>
    items.flatMap((item) => {
      if (item.range === undefined) return [item];
      const range = shiftedRange(item.range, dimension, shift);
      return range === null ? [] : [{ ...item, range }];
    });
  const movedRanges = (ranges: readonly Parameters<typeof shiftedRange>[0][]) =>
    ranges.flatMap((range) => shiftedRange(range, dimension, shift) ?? []);

  sheet.defaults = moved(sheet.defaults);
  sheet.protectedRanges = moved(sheet.protectedRanges).map((protection) =>
    protection.unprotectedRanges === undefined
      ? protection
      : { ...protection, unprotectedRanges: movedRanges(protection.unprotectedRanges) },
  );
  sheet.conditionalFormats = sheet.conditionalFormats.flatMap((rule) => {
    const ranges = movedRanges(rule.ranges ?? []);
    return ranges.length === 0 ? [] : [{ ...rule, ranges }];
  });
  sheet.filterViews = moved(sheet.filterViews);
  if (columns) {
    sheet.filterViews = sheet.filterViews.map((view) => shiftedFilter(view, shift));
  }
}
