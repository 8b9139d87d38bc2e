/** A person types into the register: finds the row, sets the cells under the page's own rules, and lets the edit trigger fire. */
import { encodeRaw } from "../../src/register/codec";
import type { Column, TabId } from "../../src/register/columns";
import { tabs } from "../../src/register/tabs";
import type { RawCell } from "../../src/workspace";
import type { LocalWorkspace } from "../workspace/index";
import type { Store } from "../workspace/service";
import { type EditedRange, editCells } from "../workspace/sheets/person";
import { dataRows, registerIds, type TabCells, tabCells } from "./register-cells";
import { type CellInput, type Edit, editedTab } from "./scenario";
import { instantOf, zoneOffsets } from "./zone";

const zone = zoneOffsets();

interface FoundRow {
  readonly spreadsheetId: string;
  readonly tab: TabId;
  readonly cells: TabCells;
  /** Zero-based. */
  readonly index: number;
}

/** The first row that the edit means, in the register that has it. */
function findRow(store: Store, edit: Edit): FoundRow | null {
  const tab = editedTab(edit);
  const { keyColumn } = tabs[tab];
  for (const spreadsheetId of registerIds(store).values()) {
    const cells = tabCells(store, spreadsheetId, tab);
    if (cells === null) continue;
    const row = dataRows(cells).find(({ cells: { [keyColumn]: key, case: reference, act } }) =>
      edit.key === undefined
        ? reference === edit.case && (edit.act === undefined || act === edit.act)
        : key === edit.key,
    );
    if (row !== undefined) return { spreadsheetId, tab, cells, index: row.index };
  }
  return null;
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
function stretches(found: FoundRow, set: Edit["set"]): Stretch[] {
  const placed = Object.entries(set).flatMap(([key, value]) => {
    const column = tabs[found.tab].columns.find((one) => one.key === key);
    const place = found.cells.positions.get(key);
    return column === undefined || place === undefined
      ? []
      : [{ place, cell: typedCell(column, value) }];
  });
  const runs: Stretch[] = [];
  for (const { place, cell } of placed.sort((a, b) => a.place - b.place)) {
    const last = runs.at(-1);
    if (last !== undefined && last.column + last.cells.length === place) last.cells.push(cell);
    else runs.push({ column: place, cells: [cell] });
  }
  return runs;
}

/** What an edit event says of where: it does not name the tab. */
function eventRange({ rowStart, rowEnd, columnStart, columnEnd }: EditedRange) {
  return { rowStart, rowEnd, columnStart, columnEnd };
}

/** Plays an edit as somebody. All cells are typed before the first trigger runs, as a run takes longer than a hand. */
export function playEdit(workspace: LocalWorkspace, edit: Edit, as: string): void {
  const { store } = workspace;
  const found = findRow(store, edit);
  if (found === null) {
    workspace.noteError("edit refused: there is no such row");
    return;
  }
  const { spreadsheetId, index: row } = found;
  const { sheetId } = tabs[found.tab];
  const edited = stretches(found, edit.set).flatMap(({ column, cells }) => {
    const outcome = editCells(store, { spreadsheetId, sheetId, row, column, values: [cells] }, as);
    if ("done" in outcome) return [eventRange(outcome.done)];
    workspace.noteError(`edit refused: ${outcome.refused}`);
    return [];
  });
  for (const range of edited) {
    workspace.edited({
      spreadsheetId,
      source: { $ref: "Spreadsheet", key: spreadsheetId },
      range,
      user: as,
    });
  }
}
