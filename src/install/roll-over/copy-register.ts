/**
 * Copies a register's rows into the file that replaces it. Every row has a fixed place there, so the copy can be repeated as often as it
 * takes.
 */

import { addTo } from "../../lists";
import type { BatchRequest, RegisterName, SpreadsheetStructure, Spreadsheets } from "../../ports";
import { packOfCase } from "../../protocol/find-pack";
import { besideKeys, cellOfRaw, cellsAt, formattedCell } from "../../register/cells";
import type { Column, TabId } from "../../register/columns";
import { spareRows } from "../../register/layout/ensure";
import { begunByPeople } from "../../register/layout/tab-layout";
import { bookmarkIn, bookmarkText, spansOf } from "../../register/read/header-position";
import { registerKinds } from "../../register/register-kinds";
import { firstDataRow, tabs } from "../../register/tabs";
import { newCells } from "../../register/write/append-rows";
import { cellAt, copiedTabs, positionsIn, type Row, type Rows, rowsIn } from "./kept-rows";

/** The tabs that are copied, whole. One read; one more for the longest tab of the main register. */
export function readRows(spreadsheets: Spreadsheets, id: string, name: RegisterName): Rows {
  const all = copiedTabs(name);
  const alone = all.filter((tab) => tab.id === "checklist" && registerKinds[name].hasDirectory);
  const rows = new Map<TabId, readonly Row[]>();
  for (const some of [all.filter((tab) => !alone.includes(tab)), alone]) {
    const ranges = some.map(({ sheetId }) => ({ sheetId }));
    const found = ranges.length === 0 ? [] : spreadsheets.read(id, ranges);
    found.forEach(({ values }, at) => {
      const tab = some[at];
      if (tab !== undefined) rows.set(tab.id, values);
    });
  }
  return rows;
}

/** Whether both files have the same columns and titles in the same places. */
export function hasSameLayout(from: Rows, to: Rows): boolean {
  return [...from.keys()].every((id) => {
    const there = positionsIn(to, id);
    return [...positionsIn(from, id)].every(([key, at]) => there.get(key) === at);
  });
}

interface Different {
  readonly tab: TabId;
  /** Zero-based place of the row, counted from the row of titles. */
  readonly at: number;
  readonly row: Row;
}

/** The request that writes neighbouring rows. They get the look of appended rows where blank rows have none. */
function rowsRequest(there: Rows, id: TabId, from: number, rows: readonly Row[]): BatchRequest {
  const { sheetId, columns } = tabs[id];
  const positions = positionsIn(there, id);
  const isDressed = from > 0 && !begunByPeople.includes(id);
  const ours: Column[] = [];
  for (const column of columns) {
    const at = positions.get(column.key);
    if (at !== undefined) ours[at] = column;
  }
  const length = Math.max(ours.length, ...rows.map((row) => row.length));
  const cells = rows.map((row) => {
    const protocolVersion = String(cellAt(row, positions.get("protocolVersion")));
    const pack = packOfCase({ protocolVersion });
    const values = Array.from({ length }, (_, at) => {
      const cell = cellOfRaw(cellAt(row, at));
      const column = ours[at];
      return column !== undefined && isDressed && row.length > 0
        ? formattedCell(cell, column, pack)
        : cell;
    });
    return { values };
  });
  const fields = isDressed ? newCells : "userEnteredValue";
  return cellsAt(sheetId, from + firstDataRow - 1, 0, cells, fields);
}

/** The rows that the new file lacks or has otherwise. */
function differentRows(content: Rows, there: Rows): readonly Different[] {
  const different: Different[] = [];
  for (const [tab, rows] of content) {
    const found = rowsIn(there, tab).slice(firstDataRow - 1);
    for (let at = 0; at < Math.max(rows.length, found.length); at += 1) {
      const { [at]: row = [] } = rows;
      const { [at]: other = [] } = found;
      const longer = Array.from(row.length > other.length ? row : other);
      const isSame = longer.every((_, cell) => cellAt(row, cell) === cellAt(other, cell));
      if (!isSame) different.push({ tab, at, row });
    }
  }
  return different;
}

/** Requests that make room for all rows. */
function growRequests({ tabs: all }: SpreadsheetStructure, content: Rows): readonly BatchRequest[] {
  return all.flatMap(({ sheetId, rowCount }) =>
    [...content].flatMap(([tab, rows]): readonly BatchRequest[] => {
      const length = rows.length + firstDataRow + spareRows - rowCount;
      return tabs[tab].sheetId === sheetId && length > 0
        ? [{ appendDimension: { sheetId, dimension: "ROWS", length } }]
        : [];
    }),
  );
}

/** Requests that write these rows, neighbours together. */
function rowRequests(there: Rows, some: readonly Different[]): readonly BatchRequest[] {
  const byTab = new Map<TabId, Different[]>();
  for (const one of some) addTo(byTab, one.tab, one);
  return [...byTab].flatMap(([tab, own]) => {
    // The row of titles by itself: it has its own look.
    const spans = spansOf(own.map(({ at }) => (at === 0 ? -1 : at)));
    return spans.map(([from, to]) => {
      const rows = own.filter(({ at }) => (from < 0 ? at === 0 : at >= from && at < to));
      return rowsRequest(
        there,
        tab,
        Math.max(from, 0),
        rows.map(({ row }) => row),
      );
    });
  });
}

/** So many rows in one write, which are up to three megabytes. */
const rowsAtOnce = 150;

/** A write into a new file, and how many rows are in it. */
export interface CopyWrite {
  readonly id: string;
  readonly requests: readonly BatchRequest[];
  readonly rows: number;
}

/** The writes after which a new file holds what it is to hold; none where it does. One structure call where there are some. */
export function writesFor(
  spreadsheets: Spreadsheets,
  id: string,
  content: Rows,
  there: Rows,
): readonly CopyWrite[] {
  const different = differentRows(content, there);
  const first: BatchRequest[] = [];
  const [keys = []] = rowsIn(there, "outbox");
  const mark = bookmarkIn(keys);
  const end = bookmarkText(firstDataRow - 1 + rowsIn(content, "outbox").length);
  if (mark !== null && keys[mark.column] !== end) {
    first.push(besideKeys(tabs.outbox, mark.column, end));
  }
  if (different.length + first.length === 0) return [];
  first.push(...growRequests(spreadsheets.structure(id), content));
  const writes: CopyWrite[] = [];
  for (let next = 0; next === 0 || next < different.length; next += rowsAtOnce) {
    const some = different.slice(next, next + rowsAtOnce);
    const requests = [...first.splice(0), ...rowRequests(there, some)];
    writes.push({ id, requests, rows: some.length });
  }
  return writes;
}
