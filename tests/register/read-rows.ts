/** Rows as a read of a register returns them, for tests of decisions based on them. Made-up people only. */
import { firstDataRow, type RowValues, type TabId } from "../../src/register/columns";
import { originalPositions } from "../../src/register/read/read-tabs";
import type { Snapshot, TabSnapshot } from "../../src/register/read/snapshot";
import { tabs } from "../../src/tabs";

function readTab(tab: TabId, rows: readonly RowValues[]): TabSnapshot {
  const { keyColumn, title } = tabs[tab];
  const positions = originalPositions(tabs[tab]);
  return {
    tab,
    of: tabs[tab],
    title,
    positions,
    head: [],
    columnCount: positions.size,
    whole: true,
    bookmark: null,
    rows: rows.map((values, at) => ({
      index: firstDataRow + at,
      key: String(values[keyColumn] ?? ""),
      values,
      cells: {},
    })),
    keyless: [],
  };
}

/** Tabs that are left out were read and are empty. */
export function readOf(rows: Readonly<Partial<Record<TabId, readonly RowValues[]>>>): Snapshot {
  const all: readonly TabId[] = [
    ...(["cases", "checklist", "reports", "plan", "log", "disclosures", "activity"] as const),
  ];
  return { tabs: new Map(all.map((tab) => [tab, readTab(tab, rows[tab] ?? [])])) };
}
