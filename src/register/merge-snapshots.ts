/** Two reads of one register as one picture of it. */
import type { Snapshot, SnapshotRow, TabSnapshot } from "./snapshot";

function mergeTab(first: TabSnapshot, second: TabSnapshot): TabSnapshot {
  const seen = new Map(second.rows.map((row) => [row.key, row.index]));
  const rows = new Map<number, SnapshotRow>();
  for (const row of first.rows) {
    // A row that stands elsewhere in the later read was moved in between.
    if (row.key === "" || (seen.get(row.key) ?? row.index) === row.index) rows.set(row.index, row);
  }
  for (const row of second.rows) {
    const earlier = rows.get(row.index);
    const same = earlier !== undefined && (earlier.key === row.key || row.key === "");
    rows.set(
      row.index,
      same
        ? {
            index: row.index,
            key: row.key || earlier.key,
            values: { ...earlier.values, ...row.values },
            cells: { ...earlier.cells, ...row.cells },
          }
        : row,
    );
  }
  const keyless = new Map([...first.keyless, ...second.keyless].map((row) => [row.index, row]));
  return {
    ...second,
    whole: first.whole || second.whole,
    rows: [...rows.values()].sort((a, b) => a.index - b.index),
    keyless: [...keyless.values()].filter((row) => !rows.has(row.index)),
  };
}

/** Two reads of one register as one; where both read a cell, the second one's. */
export function mergeSnapshots(first: Snapshot, second: Snapshot): Snapshot {
  const merged = new Map(first.tabs);
  for (const [id, later] of second.tabs) {
    const earlier = merged.get(id);
    merged.set(id, earlier === undefined ? later : mergeTab(earlier, later));
  }
  return { tabs: merged, stale: first.stale || second.stale };
}
