/**
 * Where the Outbox ends, kept in one cell of its key row: the key row comes with every read, so that an intake need not
 * read a message of every earlier case to find its own. A guess like any other: what is read back decides.
 */
import type { BatchRequest } from "../ports";
import type { Change, Update } from "./change";
import type { RowValues, TabId } from "./columns";
import { bookmarkText, type CellWrite, formatRows, parseRows } from "./place";
import { type Snapshot, type SnapshotRow, tabOf } from "./read";
import { firstDataRow, tabs } from "./tabs";

/** Moves the bookmark along with a write that marks messages, since then their true rows are known. */
export function bookmarkRequests(
  snapshot: Snapshot,
  writes: readonly CellWrite[],
): readonly BatchRequest[] {
  const outbox = snapshot.tabs.get("outbox");
  if (outbox === undefined || outbox.bookmark === null) return [];
  if (!writes.some(({ tab }) => tab === "outbox")) return [];
  const end = Math.max(firstDataRow, ...outbox.rows.slice(-1).map((row) => row.index + 1));
  const { column } = outbox.bookmark;
  return [
    {
      updateCells: {
        start: { sheetId: tabs.outbox.sheetId, rowIndex: 0, columnIndex: column },
        rows: [{ values: [{ userEnteredValue: { stringValue: bookmarkText(end) } }] }],
        fields: "userEnteredValue",
      },
    },
  ];
}

// Where a case's checklist stands: kept on the case as a guess, so that a reader needs a few rows and not the whole tab.

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

/** Per case the rows of its checklist, old and new. `placeOf` says where the n-th appended checklist row stands, null where unknown. */
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

/** The change with each case's `checklistRows` as they will be, if `expected` (zero-based; null: unknown) is where the checklist goes on. */
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
 * What is to be corrected in the cases' guesses now that it is known where the rows landed; usually nothing.
 * `snapshot` is the one after the commit; `appended` the commit's checklist rows, `places` where they stand.
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
