/** Repairs the head of a tab: the hidden row of keys and the row of titles, after people deleted, moved or wrote over them. */
import type { BatchRequest, RawCell, Spreadsheets, TabProperties } from "../../ports";
import { cellOfRaw, cellsAt } from "../../register/cells";
import { type Tab, type TabId, tabIds } from "../../register/columns";
import {
  bookmarkIn,
  bookmarkText,
  type ColumnPositions,
  findHead,
  headWithin,
  isBlank,
  isHeadInOrder,
  isTitles,
  keysIn,
  titlesIn,
} from "../../register/read/header-position";
import { originalPositions } from "../../register/read/plan-read";
import { UnreadableTab } from "../../register/read/snapshot";
import { firstDataRow, tabs } from "../../register/tabs";
import type { CellData, DimensionRange } from "../../sheets-requests";
import { headerCell } from "./tab-layout";

type Row = readonly RawCell[];

/**
 * Where each column stands, by the titles and by the keys that are left. Null where both a column of ours and a title of unknown meaning
 * are left over: a renamed column of ours and one of the district's cannot be told apart then.
 */
function placed(tab: Tab, keys: Row, titles: Row): ColumnPositions | null {
  const left = keysIn(tab, keys);
  const positions = new Map(left);
  const usedColumns = new Set(left.values());
  const place = (key: string, index: number | undefined) => {
    if (index === undefined || positions.has(key) || usedColumns.has(index)) return;
    positions.set(key, index);
    usedColumns.add(index);
  };
  for (const [key, index] of titlesIn(tab, titles)) place(key, index);
  const born = originalPositions(tab);
  const isInOrder = [...positions].every(([key, index]) => born.get(key) === index);
  const isNamed = (index: number | undefined) => (titles[index ?? -1] ?? "") !== "";
  // All found columns stand in their original order, so nobody moved one: a title that is not ours is a column of ours, renamed.
  for (const [key, index] of isInOrder ? born : []) if (isNamed(index)) place(key, index);
  const isLost = tab.columns.some(({ key }) => !positions.has(key));
  const isStrange = titles.some((_, index) => isNamed(index) && !usedColumns.has(index));
  return isLost && isStrange && left.size === 0 ? null : positions;
}

const rowsOf = (
  { sheetId }: Tab,
  startIndex: number,
  endIndex = startIndex + 1,
): DimensionRange => ({
  sheetId,
  dimension: "ROWS",
  startIndex,
  endIndex,
});

const insertRow = (tab: Tab, at: number): BatchRequest => ({
  insertDimension: { range: rowsOf(tab, at), inheritFromBefore: at > 0 },
});

const deleteRows = (tab: Tab, from: number, to: number): BatchRequest => ({
  deleteDimension: { range: rowsOf(tab, from, to) },
});

/** Requests for the look of the head: the first row hidden, the second visible, both frozen. */
function headLook(tab: Tab): readonly BatchRequest[] {
  const hidden = (at: number): BatchRequest => ({
    updateDimensionProperties: {
      range: rowsOf(tab, at),
      properties: { hiddenByUser: at === 0 },
      fields: "hiddenByUser",
    },
  });
  const gridProperties = { frozenRowCount: firstDataRow };
  return [
    hidden(0),
    hidden(1),
    {
      updateSheetProperties: {
        properties: { sheetId: tab.sheetId, gridProperties },
        fields: "gridProperties.frozenRowCount",
      },
    },
  ];
}

function cellUpdates(
  { sheetId }: Tab,
  rowIndex: number,
  placedCells: readonly (readonly [number, CellData])[],
): readonly BatchRequest[] {
  return placedCells.map(
    ([columnIndex, cell]): BatchRequest =>
      cellsAt(sheetId, rowIndex, columnIndex, [{ values: [cell] }], Object.keys(cell).join(",")),
  );
}

/**
 * Requests that write the missing keys into the row at `at` (zero-based), which holds `there`; null where it cannot be told which keys they
 * are.
 */
function keyRequests(
  tab: Tab,
  at: number,
  there: Row,
  titles: Row,
): readonly BatchRequest[] | null {
  const positions = placed(tab, there, titles);
  if (positions === null) return null;
  const texts = [...positions].map(([key, index]) => [index, key] as const);
  const isMarked = tab.id !== "outbox" || there.some((cell) => bookmarkIn([cell]) !== null);
  // The bookmark of messages stands beside the keys. It begins at the first row of data; the first run that writes messages corrects it.
  const mark = isMarked ? [] : [[tab.columns.length, bookmarkText(firstDataRow)] as const];
  return cellUpdates(
    tab,
    at,
    [...texts, ...mark]
      .filter(([index, text]) => there[index] !== text)
      .map(([index, stringValue]) => [index, { userEnteredValue: { stringValue } }]),
  );
}

/** Requests that keep what somebody wrote over the keys, as notes on the titles. */
function notesOf(tab: Tab, titlesAt: number, there: Row, titles: Row): readonly BatchRequest[] {
  const columnAt = new Map([...titlesIn(tab, titles)].map(([key, index]) => [index, key]));
  const notes = there.flatMap((cell, index): [number, CellData][] => {
    if (isBlank(tab, [cell])) return [];
    const own = tab.columns.find(({ key }) => key === columnAt.get(index))?.note;
    const note = [...(own === undefined ? [] : [own]), `Stood in the row above: ${String(cell)}`];
    return [[index, { note: note.join("\n\n") }]];
  });
  return cellUpdates(tab, titlesAt, notes);
}

/** Requests for a tab whose keys are gone. `knownIds`: the keys that were there a moment ago, where they were read. */
function withKeys(tab: Tab, rows: readonly Row[], titlesAt: number | null, known: Row | undefined) {
  if (titlesAt === null) {
    return known === undefined ? null : [insertRow(tab, 0), ...cellUpdates(tab, 0, asCells(known))];
  }
  const titles = rows[titlesAt] ?? [];
  const above = titlesAt === 0 ? [] : (rows[titlesAt - 1] ?? []);
  const at = Math.max(0, titlesAt - 1);
  const put =
    known === undefined
      ? keyRequests(tab, at, above, titles)
      : cellUpdates(tab, at, asCells(known));
  if (put === null) return null;
  return titlesAt === 0
    ? [insertRow(tab, 0), ...put]
    : [...notesOf(tab, titlesAt, above, titles), ...put];
}

function asCells(row: Row): readonly (readonly [number, CellData])[] {
  return row.flatMap((cell, index) => (cell === "" ? [] : [[index, cellOfRaw(cell)] as const]));
}

/** Requests for a tab whose titles are gone: they go into the row below the keys where that is empty, otherwise into a new row. */
function withTitles(tab: Tab, keys: Row, next: Row): readonly BatchRequest[] {
  const positions = keysIn(tab, keys);
  const titles = tab.columns.flatMap((column) => {
    const index = positions.get(column.key);
    return index === undefined ? [] : [[index, headerCell(column)] as const];
  });
  return [...(isBlank(tab, next) ? [] : [insertRow(tab, 1)]), ...cellUpdates(tab, 1, titles)];
}

interface Step {
  readonly requests: readonly BatchRequest[];
  /** Whether a row with words in it was moved to below the titles. */
  readonly keepsRow: boolean;
  /** By how many rows the data moves: down positive, up negative. */
  readonly moves: number;
}

/**
 * The cells of a row that is kept. A text that stands alone in the key column becomes a note: as a value it would be the key of a row, or a
 * school that the Form offers.
 */
function keptCells(tab: Tab, row: Row, keys: Row): readonly CellData[] {
  const at = keysIn(tab, keys).get(tab.keyColumn);
  const isAlone = (index: number) =>
    index === at && row.every((cell, other) => other === index || isBlank(tab, [cell]));
  return row.map((cell, index) =>
    isAlone(index) && typeof cell === "string" ? { note: cell } : cellOfRaw(cell),
  );
}

/**
 * Requests that take out the row at `at`, which stands above the row `last`. A row with words is moved below the first row of data, where
 * people look, and where its cells take the format of their columns. Of empty rows at most two are deleted at once: if a person deletes
 * them at the same moment, what is deleted instead are keys and titles, which can be restored, and no row of data.
 */
function without(
  tab: Tab,
  rows: readonly Row[],
  [at, last]: readonly [number, number],
  keys: number,
  dataAt: number,
): Step {
  const row = rows[at] ?? [];
  const isEmpty = (index: number) => index < last && isBlank(tab, rows[index] ?? []);
  if (isEmpty(at) || isTitles(tab, row)) {
    const to = isEmpty(at) && isEmpty(at + 1) ? at + 2 : at + 1;
    return { requests: [deleteRows(tab, at, to)], keepsRow: false, moves: to - at };
  }
  const requests = [
    insertRow(tab, dataAt + 1),
    cellsAt(
      tab.sheetId,
      dataAt + 1,
      0,
      [{ values: keptCells(tab, row, rows[keys] ?? []) }],
      "userEnteredValue,note",
    ),
    deleteRows(tab, at, at + 1),
  ];
  return { requests, keepsRow: true, moves: 1 };
}

/**
 * The next step towards a head in order, from a tab's first rows. No requests where the head is in order; null where it cannot be told how
 * it was.
 */
function stepFor(tab: Tab, rows: readonly Row[], known: Row | undefined): Step | null {
  const just = (requests: readonly BatchRequest[] | null): Step | null =>
    requests === null ? null : { requests, keepsRow: false, moves: 1 };
  if (isHeadInOrder(tab, rows)) return just([]);
  const { keys, titles } = findHead(tab, rows);
  const [first = [], second = []] = rows;
  if (keys === null) return just(withKeys(tab, rows, titles, known));
  const dataAt = Math.max(keys, titles ?? 0) + 1;
  if (keys > 0) return without(tab, rows, [0, keys], keys, dataAt);
  if (titles === null) return just(withTitles(tab, first, second));
  return titles > 1
    ? without(tab, rows, [1, titles], keys, dataAt)
    : just(keyRequests(tab, 0, first, second));
}

/** A tab whose head was repaired. */
export interface MendedHead {
  readonly tab: TabId;
  /** Zero-based row where the keys stood; null where they were gone. */
  readonly keysAt: number | null;
  /** How many rows with words in them were moved below the titles. */
  readonly kept: number;
  /** By how many rows a row of data may have moved. */
  readonly moved: number;
}

/** So many steps in one run: a run has six minutes, and Google allows sixty reads a minute. The rest is for the next run. */
const stepsAtOnce = 12;

/**
 * Repairs the heads of all tabs that are there. One read, and a write and a read for each step. Call it under the lock. Throws what Google
 * throws; and `UnreadableTab` for a tab where it would have to guess, after the other tabs are repaired.
 */
export function mendHeads(
  spreadsheets: Pick<Spreadsheets, "read" | "batchUpdate">,
  id: string,
  there: readonly Pick<TabProperties, "sheetId" | "rowCount">[],
): readonly MendedHead[] {
  const present = tabIds
    .map((tab) => tabs[tab])
    .flatMap((tab) => {
      const found = there.find(({ sheetId }) => sheetId === tab.sheetId);
      // Google answers with an error where rows past the end of a tab are asked for, and rows are about to be taken out.
      const isShort = (found?.rowCount ?? 0) < headWithin + 2 * stepsAtOnce;
      return found === undefined ? [] : [{ tab, rows: isShort ? {} : { endRowIndex: headWithin } }];
    });
  const mended = new Map<TabId, MendedHead>();
  const known = new Map<TabId, Row>();
  for (let step = 0; ; step += 1) {
    const heads = spreadsheets.read(
      id,
      present.map(({ tab, rows }) => ({ sheetId: tab.sheetId, ...rows })),
    );
    const steps = present.map(({ tab }, at) => {
      const rows = heads[at]?.values ?? [];
      return {
        tab,
        keysAt: findHead(tab, rows).keys,
        rows,
        step: stepFor(tab, rows, known.get(tab.id)),
      };
    });
    const requests = steps.flatMap(({ tab, step: one }) =>
      one === null || one.requests.length === 0 ? [] : [...one.requests, ...headLook(tab)],
    );
    const lost = steps.find((one) => one.step === null);
    if (requests.length === 0 && lost !== undefined) throw new UnreadableTab(lost.tab.id, id);
    if (requests.length === 0 || step === stepsAtOnce) return [...mended.values()];
    for (const { tab, keysAt, rows, step: one } of steps) {
      if (keysAt !== null) known.set(tab.id, rows[keysAt] ?? []);
      if (one === null || one.requests.length === 0) continue;
      const before = mended.get(tab.id) ?? { tab: tab.id, keysAt, kept: 0, moved: 0 };
      const kept = before.kept + (one.keepsRow ? 1 : 0);
      mended.set(tab.id, { ...before, kept, moved: before.moved + one.moves });
    }
    spreadsheets.batchUpdate(id, requests);
  }
}
