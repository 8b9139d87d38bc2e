/**
 * Migrations: what a register of an earlier schema gets in the one write that also adds what it lacks: new values, and the mark of the
 * current schema. Pure.
 */
import { emptyCase } from "../case/model/case-file";
import { firstScreenCells } from "../case/model/open-matters";
import type { BatchRequest } from "../ports";
import { cellsAt } from "../register/cells";
import type { Update } from "../register/change";
import type { Tab } from "../register/columns";
import type { TabRequest } from "../register/read/plan-read";
import { rowsOf, type Snapshot } from "../register/read/snapshot";
import { currentSchema, markedTabs, schemaIn, schemaOf, schemaText } from "../register/schema";
import { tabs } from "../register/tabs";
import type { Moment } from "../time";

/** What a migration must read. */
export const migrationRequests: readonly TabRequest[] = [{ tab: "cases", columns: "all" }];

/**
 * Migrations by the schema that they lead to. Each skips what is already as it should be, since a run of this version may have written some
 * of it.
 */
const migrations: readonly {
  readonly to: number;
  readonly values: (snapshot: Snapshot, moment: Moment) => readonly Update[];
}[] = [{ to: 4, values: firstScreens }];

/** What the first screen of Cases says of each open case, as far as its row alone tells; the rest comes when it is next worked on. */
function firstScreens(snapshot: Snapshot, moment: Moment): readonly Update[] {
  return rowsOf(snapshot, "cases").flatMap(({ key, values }): readonly Update[] => {
    const row = { ...emptyCase(), ...values };
    if (row.status === "closed" || row.hasIt !== null) return [];
    const { openMatters, hasIt, urgency } = firstScreenCells({ row, acts: [] }, moment);
    return [{ tab: "cases", key, values: { openMatters, hasIt, urgency } }];
  });
}

/** Updates of values that a later schema stores otherwise; none where the register is of the current schema. */
export function migrationUpdates(snapshot: Snapshot, moment: Moment): readonly Update[] {
  const from = schemaOf(snapshot);
  if (!snapshot.tabs.has("cases")) return [];
  return migrations.flatMap(({ to, values }) => (to > from ? values(snapshot, moment) : []));
}

/**
 * The cases with the columns that they are about to get, empty. Needed to put cells back that are written into a row which a person moves
 * meanwhile.
 */
export function withEmptyColumns(snapshot: Snapshot): Snapshot {
  const cases = snapshot.tabs.get("cases");
  if (cases === undefined) return snapshot;
  const empty = emptyCase();
  const rows = cases.rows.map((row) => ({ ...row, values: { ...empty, ...row.values } }));
  return { ...snapshot, tabs: new Map(snapshot.tabs).set("cases", { ...cases, rows }) };
}

/** Texts that stand beside the keys of a tab, from a zero-based column on. */
export function besideKeys(
  { sheetId }: Tab,
  columnIndex: number,
  ...texts: readonly string[]
): BatchRequest {
  const values = texts.map((stringValue) => ({ userEnteredValue: { stringValue } }));
  return cellsAt(sheetId, 0, columnIndex, [{ values }]);
}

/**
 * Requests that write the schema's mark into the tabs that are there: into the cell of the earlier mark, otherwise into one more column,
 * after `added` new ones.
 */
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
