/**
 * A person types into the register. The code finds the row or starts a new one, sets the cells as the sheet's rules allow, and fires the
 * edit trigger.
 */
import type { RawCell } from "../../../src/ports";
import { encodeRaw } from "../../../src/register/cells";
import type { Column, TabId } from "../../../src/register/columns";
import { tabs } from "../../../src/tabs";
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

/** The first empty row of the tab, in the register that has the case, otherwise in the main register. */
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
 * The row for an edit in a tab in which people add rows. With a key it is the row of that key. Otherwise it is a new row, or a row of
 * the same case in which all the cells to set are still empty. In Log it is always a new row.
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

/** The cells to set, including the case and the step that a person's own row names. */
function cellsToSet(edit: Edit, tab: TabId): Cells {
  if (!takesNewRows(tab) || edit.key !== undefined) return edit.set;
  return {
    ...(edit.case === undefined ? {} : { case: edit.case }),
    ...(edit.act === undefined ? {} : { act: edit.act }),
    ...edit.set,
  };
}

/**
 * What the cell gets: the label that a person would choose instead of an id, a serial date instead of an ISO time in a date cell,
 * anything else as given.
 */
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

/** Groups of neighboring cells, left to right. Each group is one edit in the sheet. */
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

/** Leaves out the case's reference if the row already has it. */
function withoutSame({ cells, index }: Target, set: Cells): Cells {
  const present = dataRows(cells).find((row) => row.index === index)?.cells["case"];
  const { case: reference, ...rest } = set;
  return reference === undefined || reference === present ? rest : set;
}

/** Fires the edit triggers of a spreadsheet. The event says where the edit was, but does not name the tab. */
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

/** Plays an edit as someone. All cells are typed before the first trigger runs, because a run takes longer than typing. */
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
 * The values of a paste, as they reach the sheet. A paste covers neighboring columns in their current order, including hidden ones, as
 * in Google's page. A cell in one of our columns gets what a person would choose there. If a row is shorter than the longest, the sheet
 * keeps its other cells.
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

/** Plays a paste as someone. It is refused as a whole if any cell is protected from them or breaks a strict rule. */
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
