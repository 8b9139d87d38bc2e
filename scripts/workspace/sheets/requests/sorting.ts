/** Sorts the rows of a range as the API and people do: numbers first, then texts, then booleans, blanks last. */
import type { z } from "zod";
import type { SortSpec } from "../messages/tab-messages";
import type { Rectangle } from "../ranges";
import type { CellValue, Row } from "../store";

function rank(value: CellValue): number {
  if (value === null || typeof value === "object") return 3;
  if (typeof value === "boolean") return 2;
  return typeof value === "string" ? 1 : 0;
}

function compared(one: CellValue, other: CellValue): number {
  if (typeof one === "number" && typeof other === "number") return one - other;
  if (typeof one === "string" && typeof other === "string") {
    const [a, b] = [one.toLowerCase(), other.toLowerCase()];
    return a < b ? -1 : a > b ? 1 : 0;
  }
  if (typeof one === "boolean" && typeof other === "boolean") return Number(one) - Number(other);
  return rank(one) - rank(other);
}

function window<T>(list: readonly (T | null)[] | undefined, area: Rectangle): (T | null)[] {
  return Array.from({ length: area.right - area.left }, (_, at) => list?.[area.left + at] ?? null);
}

function patched<T>(
  list: readonly (T | null)[] | undefined,
  area: Rectangle,
  part: readonly (T | null)[],
): (T | null)[] {
  const result = [...(list ?? [])];
  while (result.length < area.left) result.push(null);
  result.splice(area.left, part.length, ...part);
  while (result.length > 0 && result.at(-1) === null) result.pop();
  return result;
}

/** `target` with the cells of `source` in the columns of the area. Values, formats, rules, notes and runs move together. */
function withCellsOf(target: Row | null, source: Row | null, area: Rectangle): Row {
  const inside = (column: string): boolean =>
    Number(column) >= area.left && Number(column) < area.right;
  const both = <T>(
    theirs: Readonly<Record<string, T>> | undefined,
    ours: Readonly<Record<string, T>> | undefined,
  ) =>
    Object.fromEntries([
      ...Object.entries(theirs ?? {}).filter(([column]) => !inside(column)),
      ...Object.entries(ours ?? {}).filter(([column]) => inside(column)),
    ]);
  const notes = both(target?.notes, source?.notes);
  const runs = both(target?.runs, source?.runs);
  const formats = patched(target?.formats, area, window(source?.formats, area));
  const rules = patched(target?.rules, area, window(source?.rules, area));
  return {
    values: patched(target?.values, area, window(source?.values, area)),
    ...(formats.length > 0 ? { formats } : {}),
    ...(rules.length > 0 ? { rules } : {}),
    ...(Object.keys(notes).length > 0 ? { notes } : {}),
    ...(Object.keys(runs).length > 0 ? { runs } : {}),
  };
}

/** The rows after an area is sorted. The sort is stable, and blanks are last in both orders. */
export function sortedRows(
  rows: readonly (Row | null)[],
  area: Rectangle,
  specs: readonly z.infer<typeof SortSpec>[],
): (Row | null)[] {
  const bottom = Math.min(area.bottom, rows.length);
  const source = rows.slice(area.top, bottom);
  const order = source
    .map((row, index) => ({ row, index }))
    .sort((one, other) => {
      for (const spec of specs) {
        const column = spec.dimensionIndex ?? 0;
        const a = one.row?.values[column] ?? null;
        const b = other.row?.values[column] ?? null;
        if (a === null || b === null) {
          if (a === b) continue;
          return a === null ? 1 : -1;
        }
        const difference = compared(a, b);
        if (difference !== 0) return spec.sortOrder === "DESCENDING" ? -difference : difference;
      }
      return one.index - other.index;
    });
  const result = [...rows];
  order.forEach(({ row }, offset) => {
    result[area.top + offset] = withCellsOf(source[offset] ?? null, row, area);
  });
  return result;
}
