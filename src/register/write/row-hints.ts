/** Hints that save reading long tabs: where Outbox ends, and which rows are a case's checklist. A hint is a guess, which the keys prove. */
import type { BatchRequest } from "../../ports";
import type { Change, Update } from "../change";
import type { RowValues, TabId } from "../columns";
import { bookmarkText, markRequest } from "../key-row-marks";
import { endOfRows } from "../read/plan-read";
import { type CellWrite, formatRows, parseRows } from "../read/ranges";
import { type Snapshot, type SnapshotRow, tabOf } from "../read/snapshot";
import { tabs } from "../tabs";

/** Requests that move the bookmark of Outbox. Sent along with a write that marks messages, since their true rows are then known. */
export function bookmarkRequests(
  snapshot: Snapshot,
  writes: readonly CellWrite[],
): readonly BatchRequest[] {
  const outbox = snapshot.tabs.get("outbox");
  if (outbox === undefined || outbox.bookmark === null) return [];
  if (!writes.some(({ tab }) => tab === "outbox")) return [];
  const end = endOfRows(outbox.rows.slice(-1));
  const { column } = outbox.bookmark;
  return [markRequest(tabs.outbox, column, bookmarkText(end))];
}

// Which rows are a case's checklist: a guess kept on the case, so that a few rows are read and not the whole tab.

function guessedRows(text: unknown): readonly number[] {
  if (typeof text !== "string") return [];
  return parseRows(text).flatMap(([from, to]) =>
    Array.from({ length: Math.min(to - from, 1_000) }, (_, down) => from + down),
  );
}

function guessOf(row: SnapshotRow | undefined): unknown {
  const { checklistRows } = row?.values ?? {};
  return checklistRows;
}

function knownRows(snapshot: Snapshot, reference: string): readonly number[] {
  const seen = (snapshot.tabs.get("checklist")?.rows ?? [])
    .filter(({ values: { case: owner } }) => owner === reference)
    .map((row) => row.index);
  if (seen.length > 0) return seen;
  const row = snapshot.tabs.get("cases")?.rows.find(({ key }) => key === reference);
  return guessedRows(guessOf(row));
}

/**
 * Case reference → the rows of its checklist, old and new, as text. `placeOf`: the zero-based row of the n-th appended row, null where
 * unknown.
 */
function rowsByCase(
  appended: readonly RowValues[],
  snapshot: Snapshot,
  placeOf: (position: number) => number | null,
): ReadonlyMap<string, string> {
  const rows = new Map<string, number[]>();
  appended.forEach((values, position) => {
    const { case: reference } = values;
    const place = placeOf(position);
    if (typeof reference !== "string" || place === null) return;
    const places = rows.get(reference) ?? [...knownRows(snapshot, reference)];
    places.push(place);
    rows.set(reference, places);
  });
  return new Map([...rows].map(([reference, places]) => [reference, formatRows(places)]));
}

function appendedTo(change: Change, tab: TabId): readonly RowValues[] {
  return change.append.filter((append) => append.tab === tab).map((append) => append.row);
}

/**
 * The change with `checklistRows` of each case as they will be, where the appended checklist rows begin at `expected` (zero-based; null:
 * unknown).
 */
export function withChecklistRows(
  change: Change,
  snapshot: Snapshot,
  expected: number | null,
): Change {
  const rows = rowsByCase(appendedTo(change, "checklist"), snapshot, (position) =>
    expected === null ? null : expected + position,
  );
  const added = new Set(appendedTo(change, "cases").map(({ case: reference }) => reference));
  const updates = [...rows]
    .filter(([reference]) => !added.has(reference) && isRead(snapshot, reference))
    .map(([key, checklistRows]): Update => ({ tab: "cases", key, values: { checklistRows } }));
  return {
    ...change,
    append: change.append.map((append) => {
      const { case: reference } = append.row;
      const guess = typeof reference === "string" ? rows.get(reference) : undefined;
      return append.tab !== "cases" || guess === undefined
        ? append
        : { ...append, row: { ...append.row, checklistRows: guess } };
    }),
    update: [...change.update, ...updates],
  };
}

function isRead(snapshot: Snapshot, reference: string): boolean {
  return snapshot.tabs.get("cases")?.rows.some(({ key }) => key === reference) === true;
}

/**
 * Updates of `checklistRows` where rows landed elsewhere than expected; usually none. `places`: the zero-based rows where the `appended`
 * checklist rows landed.
 */
export function checklistCorrections(
  appended: readonly RowValues[],
  places: readonly (number | null)[],
  before: Snapshot,
  after: Snapshot,
): readonly Update[] {
  const truth = rowsByCase(appended, before, (position) => places[position] ?? null);
  return [...truth].flatMap(([key, checklistRows]) => {
    const row = tabOf(after, "cases").rows.find((candidate) => candidate.key === key);
    return row === undefined || guessOf(row) === checklistRows
      ? []
      : [{ tab: "cases" as const, key, values: { checklistRows } }];
  });
}
