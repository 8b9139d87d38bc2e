/** What a register of an earlier schema gets in the one write that also adds what it lacks: values, and the mark of today's schema. Pure. */
import { emptyCase } from "../case/model/case-file";
import type { BatchRequest } from "../ports";
import { cellsAt } from "../register/cells";
import type { Update } from "../register/change";
import type { Tab } from "../register/columns";
import type { Snapshot, TabRequest } from "../register/read-register";
import { currentSchema, markedTabs, schemaIn, schemaOf, schemaText } from "../register/schema";
import { tabs } from "../register/tabs";

export const migrationRequests: readonly TabRequest[] = [{ tab: "cases", columns: "all" }];

/** By the schema that they lead to. Each leaves alone what is as it should be: a run of this version may have written some of it. */
const migrations: readonly {
  readonly to: number;
  readonly values: (snapshot: Snapshot) => readonly Update[];
}[] = [];

/** Values that a later schema has otherwise; none where the register is of today's. */
export function migrationUpdates(snapshot: Snapshot): readonly Update[] {
  const from = schemaOf(snapshot);
  if (!snapshot.tabs.has("cases")) return [];
  return migrations.flatMap(({ to, values }) => (to > from ? values(snapshot) : []));
}

/** Cases with the columns that they are about to get: whatever is written into a row that a person moves meanwhile can be put back. */
export function withEmptyColumns(snapshot: Snapshot): Snapshot {
  const cases = snapshot.tabs.get("cases");
  if (cases === undefined) return snapshot;
  const empty = emptyCase();
  const rows = cases.rows.map((row) => ({ ...row, values: { ...empty, ...row.values } }));
  return { ...snapshot, tabs: new Map(snapshot.tabs).set("cases", { ...cases, rows }) };
}

/** Texts beside the keys of a tab, from a zero-based column on. */
export function besideKeys(
  { sheetId }: Tab,
  columnIndex: number,
  ...texts: readonly string[]
): BatchRequest {
  const values = texts.map((stringValue) => ({ userEnteredValue: { stringValue } }));
  return cellsAt(sheetId, 0, columnIndex, [{ values }]);
}

/** Marks the tabs that are there: in the cell of the earlier mark, else in a column more, after `added` ones. */
export function markRequests(
  snapshot: Snapshot,
  added: (tab: Tab) => number,
): readonly BatchRequest[] {
  return markedTabs.flatMap((id): readonly BatchRequest[] => {
    const found = snapshot.tabs.get(id);
    if (found === undefined) return [];
    const mark = schemaIn(found.head[0] ?? []);
    const tab = tabs[id];
    if (mark !== null) {
      return mark.schema === currentSchema ? [] : [besideKeys(tab, mark.column, schemaText)];
    }
    return [
      { appendDimension: { sheetId: tab.sheetId, dimension: "COLUMNS", length: 1 } },
      besideKeys(tab, found.columnCount + added(tab), schemaText),
    ];
  });
}
