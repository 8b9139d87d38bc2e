/** Whether two cell values are the same, lists item by item. */
import type { Value } from "../register/columns";

export function isSameValue(a: Value, b: Value): boolean {
  if (typeof a === "object" && typeof b === "object" && a !== null && b !== null) {
    return a.length === b.length && a.every((item, index) => item === b[index]);
  }
  return a === b;
}
