/** A person types into the register: finds the row or begins one, sets the cells under the page's own rules, and lets the edit trigger fire. */
import type { RawCell } from "../../../src/ports";
import { encodeRaw } from "../../../src/register/cells";
import type { Column, TabId } from "../../../src/register/columns";
import { tabs } from "../../../src/register/tabs";
import { PersonRefused } from "../../workspace/forms/person";
import type { LocalWorkspace } from "../../workspace/runtime";
import type { Store } from "../../workspace/service";
import { type EditedRange, editCells } from "../../workspace/sheets/person";
import { dataRows, nextRow, rawCell } from "../register-cells";
import { instantOf, zoneOffsets } from "../zone";
import { type CellInput, type Edit, editedTab, type Paste, takesNewRows } from "./cell-acts";
import { findRows, type PlacedTab, placedTabs } from "./find-row";

const zone = zoneOffsets();

export interface Target extends PlacedTab {
  /** Zero-based. */
  readonly index: number;
}

type Cells = Readonly<Record<string, CellInput>>;

/** The first empty row of the register that has the case, else of the main one. */
export function newRow(store: Store, tab: TabId, edit: Pick<Edit, "case" | "register">): Target {
  const home =
    edit.case === undefined
      ? null
      : findRows(store, { tab: "cases", case: edit.case, register: edit.register });
  const places = placedTabs(store, tab, edit.register);
  const place = places.find(({ spreadsheetId }) => spreadsheetId === home?.spreadsheetId);
  const chosen = place ?? places[0];
  if (chosen === undefined) throw new PersonRefused(`the ${tab} tab is gone`);
  return { ...chosen, index: nextRow(chosen.cells) };
}

/**
 * The row that an edit of a tab means in which people write rows of their own. With a key it is that row. Else a new
 * one, but for an entry of the case in which all that is set is still blank: that is filled in. The log only grows.
 */
function ownRow(store: Store, edit: Edit, tab: TabId): Target | null {
  const query = { tab, key: edit.key, case: edit.case, register: edit.register };
  if (edit.key !== undefined) return first(findRows(store, query));
  const started = edit.case === undefined || tab === "log" ? null : findRows(store, query);
  const blank = started?.rows.find(({ cells }) =>
    Object.keys(edit.set).every((key) => key === "case" || (cells[key] ?? "") === ""),
  );
  if (started !== null && blank !== undefined) return { ...started, index: blank.index };
  return newRow(store, tab, edit);
}

function first(found: ReturnType<typeof findRows>): Target | null {
  const row = found?.rows[0];
  return found === null || row === undefined ? null : { ...found, index: row.index };
}

/** What is set, with the case and the act that a row of one's own names. */
function cellsToSet(edit: Edit, tab: TabId): Cells {
  if (!takesNewRows(tab) || edit.key !== undefined) return edit.set;
  return {
    ...(edit.case === undefined ? {} : { case: edit.case }),
    ...(edit.act === undefined ? {} : { act: edit.act }),
    ...edit.set,
  };
}

/** What lands in the cell: ids become the labels that a person chooses, ISO times what a date cell holds; anything else as given. */
export function typedCell(column: Column, value: CellInput): RawCell {
  if (value === null || typeof value === "number" || typeof value === "boolean") return value;
  switch (column.type) {
    case "choice":
    case "choices":
      return encodeRaw(column, value, zone);
    case "date":
    case "date-time": {
      const instant = typeof value === "string" ? instantOf(value, zone) : null;
      if (instant !== null) return encodeRaw(column, instant, zone);
      return typeof value === "string" ? value : value.join("\n");
    }
    default:
      return typeof value === "string" ? value : value.join("\n");
  }
}

interface Stretch {
  readonly column: number;
  readonly cells: RawCell[];
}

/** Neighbouring cells together, left to right: each stretch is one edit of the page. */
function stretches(target: Target, set: Cells): Stretch[] {
  const placed = Object.entries(set).map(([key, value]) => {
    const column = tabs[target.tab].columns.find((one) => one.key === key);
    const place = target.cells.positions.get(key);
    if (column === undefined || place === undefined) {
      throw new PersonRefused(`edit refused: the ${target.tab} tab has no column ${key}`);
    }
    return { place, cell: typedCell(column, value) };
  });
  const runs: Stretch[] = [];
  for (const { place, cell } of placed.sort((a, b) => a.place - b.place)) {
    const last = runs.at(-1);
    if (last !== undefined && last.column + last.cells.length === place) last.cells.push(cell);
    else runs.push({ column: place, cells: [cell] });
  }
  return runs;
}

/** The case's reference is already in the row, so it is not typed again. */
function withoutSame({ cells, index }: Target, set: Cells): Cells {
  const present = dataRows(cells).find((row) => row.index === index)?.cells["case"];
  const { case: reference, ...rest } = set;
  return reference === undefined || reference === present ? rest : set;
}

/** Lets the edit triggers of a spreadsheet fire. The event says where, but does not name the tab. */
export function announceEdit(
  workspace: LocalWorkspace,
  spreadsheetId: string,
  { rowStart, rowEnd, columnStart, columnEnd }: EditedRange,
  as: string,
): void {
  workspace.edited({
    spreadsheetId,
    range: { rowStart, rowEnd, columnStart, columnEnd },
    user: as,
  });
}

/** Plays an edit as someone. All cells are typed before the first trigger runs, as a run takes longer than a hand. */
export function playEdit(workspace: LocalWorkspace, edit: Edit, as: string): void {
  const { store } = workspace;
  const tab = editedTab(edit);
  const target = takesNewRows(tab)
    ? ownRow(store, edit, tab)
    : first(findRows(store, { ...edit, tab }));
  if (target === null) throw new PersonRefused("edit refused: there is no such row");
  const { spreadsheetId, index: row } = target;
  const set = withoutSame(target, cellsToSet(edit, tab));
  const { sheetId } = tabs[tab];
  const edited = stretches(target, set).flatMap(({ column, cells }) => {
    const outcome = editCells(store, { spreadsheetId, sheetId, row, column, values: [cells] }, as);
    if ("done" in outcome) return [outcome.done];
    workspace.noteError(`edit refused: ${outcome.refused}`);
    return [];
  });
  for (const range of edited) announceEdit(workspace, spreadsheetId, range, as);
}

function targetOf(store: Store, { tab, key, case: reference, act, register }: Paste): Target {
  if (key === undefined && takesNewRows(tab)) {
    return newRow(store, tab, { case: reference, register });
  }
  const found = findRows(store, { tab, key, case: reference, act, register });
  const row = found?.rows[0];
  if (found === null || row === undefined) {
    throw new PersonRefused("paste refused: there is no such row");
  }
  return { ...found, index: row.index };
}

/**
 * The block as it lands. It covers neighbouring columns as they stand in the sheet, hidden ones too, as in Google's page; a cell
 * under a column of ours takes what a person would choose there. Where a row is shorter than the longest, the sheet keeps what it has.
 */
function landing({ cells, tab, index }: Target, left: number, rows: Paste["rows"]): RawCell[][] {
  const columnAt = new Map([...cells.positions].map(([key, place]) => [place, key]));
  const width = Math.max(...rows.map((row) => row.length));
  const landed = (value: CellInput, place: number): RawCell => {
    const column = tabs[tab].columns.find(({ key }) => key === columnAt.get(place));
    if (column !== undefined) return typedCell(column, value);
    return Array.isArray(value) ? value.join("\n") : value;
  };
  return rows.map((row, down) =>
    Array.from({ length: width }, (_, across): RawCell => {
      const value = row[across];
      return value === undefined
        ? rawCell(cells.sheet.rows[index + down]?.values[left + across])
        : landed(value, left + across);
    }),
  );
}

/** Plays a paste as someone; refused whole where any cell is protected from them or breaks a strict rule. */
export function playPaste(workspace: LocalWorkspace, paste: Paste, as: string): void {
  const { store } = workspace;
  const target = targetOf(store, paste);
  const column = target.cells.positions.get(paste.column);
  if (column === undefined) {
    throw new PersonRefused(`paste refused: the ${paste.tab} tab has no column ${paste.column}`);
  }
  const { spreadsheetId, index: row } = target;
  const { sheetId } = tabs[paste.tab];
  const values = landing(target, column, paste.rows);
  const outcome = editCells(store, { spreadsheetId, sheetId, row, column, values }, as);
  if ("refused" in outcome) throw new PersonRefused(`paste refused: ${outcome.refused}`);
  announceEdit(workspace, spreadsheetId, outcome.done, as);
}
