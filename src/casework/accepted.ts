/** The accepted values of a row's inputs, as the script keeps them beside the row (design 2.6). */
import type { Column, RowValues } from "../register/columns";

/** Keys of the cells that people may edit on a row of these columns. */
export function inputKeys(columns: readonly Column[]): readonly string[] {
  return columns.filter((column) => column.editableBy !== "nobody").map((column) => column.key);
}

/** Short texts are kept whole; of a long one its length and a fingerprint, which is enough to see that it changed. */
const wholeUpTo = 200;

function fingerprint(text: string): string {
  let hash = 5381;
  for (let at = 0; at < text.length; at++) hash = (hash * 33 + text.charCodeAt(at)) % 4_294_967_291;
  return `#${text.length}:${hash.toString(36)}`;
}

/** The inputs of a row as JSON; empty cells and unticked boxes are left out. */
export function acceptedOf(columns: readonly Column[], row: RowValues): string {
  const values: Record<string, unknown> = {};
  for (const key of inputKeys(columns)) {
    const value = row[key] ?? null;
    if (value === null || value === false) continue;
    values[key] =
      typeof value === "string" && value.length > wholeUpTo ? fingerprint(value) : value;
  }
  return JSON.stringify(values);
}
