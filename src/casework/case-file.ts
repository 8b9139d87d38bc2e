/** A case in memory: its row and its checklist rows; and the change that turns one state of it into another. */
import type { Append, Change, Update } from "../register/change";
import type { RowValues, Value } from "../register/columns";
import type { CaseRow, ChecklistRow } from "../register/tabs";
import { isSameValue } from "./same-value";

export interface CaseFile {
  readonly row: CaseRow;
  /** In the order of the sheet; `order` is the order shown. */
  readonly acts: readonly ChecklistRow[];
}

/** The cells of `after` that differ from `before`; empty where nothing does. */
export function differences(before: RowValues, after: RowValues): RowValues {
  const changed: Record<string, Value> = {};
  for (const [key, value] of Object.entries(after)) {
    if (!isSameValue(before[key] ?? null, value ?? null)) changed[key] = value;
  }
  return changed;
}

/** What must be written to turn `before` (null: not in the register yet) into `after`. */
export function changeOfCase(
  before: CaseFile | null,
  after: CaseFile,
): Pick<Change, "append" | "update"> {
  const append: Append[] = [];
  const update: Update[] = [];
  if (before === null) append.push({ tab: "cases", row: after.row });
  else {
    const values = differences(before.row, after.row);
    if (Object.keys(values).length > 0) {
      update.push({ tab: "cases", key: requireKey(before.row.case), values });
    }
  }
  const known = new Map((before?.acts ?? []).map((act) => [act.row, act]));
  for (const act of after.acts) {
    const earlier = known.get(act.row);
    if (earlier === undefined) {
      append.push({ tab: "checklist", row: act });
      continue;
    }
    const values = differences(earlier, act);
    if (Object.keys(values).length > 0) {
      update.push({ tab: "checklist", key: requireKey(act.row), values });
    }
  }
  return { append, update };
}

function requireKey(key: string | null): string {
  if (key === null) throw new Error("a row of the register has no key");
  return key;
}
