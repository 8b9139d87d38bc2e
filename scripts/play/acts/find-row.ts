/** Finds the rows that a scenario refers to: by case and step, by the tab's own key, or by what people can read in the row. */

import { type RegisterName, registerNames } from "../../../src/ports";
import type { TabId } from "../../../src/register/columns";
import { tabs } from "../../../src/tabs";
import type { Store } from "../../workspace/service";
import { type DataRow, dataRows, registerIds, type TabCells, tabCells } from "../register-cells";

/** Whether scenarios call a register so: "school:" and the name in lower case with hyphens, for a register of schools. */
export const isScenarioRegister = (name: string): name is RegisterName =>
  registerNames.some((one) => one === name) || /^school:[a-z0-9-]+$/.test(name);

export interface RowQuery {
  readonly tab: TabId;
  /** If it is left out, the first register that has the row. */
  readonly register?: RegisterName | undefined;
  readonly key?: string | undefined;
  readonly case?: string | undefined;
  readonly act?: string | undefined;
}

/** A tab of one register, in its current state. */
export interface PlacedTab {
  readonly spreadsheetId: string;
  readonly tab: TabId;
  readonly cells: TabCells;
}

export interface FoundRows extends PlacedTab {
  readonly rows: readonly DataRow[];
}

/** The tab in each register that has it, the main register first. */
export function placedTabs(store: Store, tab: TabId, register?: RegisterName): PlacedTab[] {
  return [...registerIds(store)].flatMap(([name, spreadsheetId]) => {
    const isMeant = register === undefined || name === register;
    const cells = isMeant ? tabCells(store, spreadsheetId, tab) : null;
    return cells === null ? [] : [{ spreadsheetId, tab, cells }];
  });
}

/** "26-0001 regular-contact", with any separator. Scenarios use this because they cannot know the hidden key of a step's row. */
const caseAndAct = /^(\d\d-\d{4,})[^\w](.+)$/;

/** The ways to interpret a key, best first: the tab's key, a case with its step, or any cell with that text. */
function readings(tab: TabId, key: string): readonly ((row: DataRow) => boolean)[] {
  const { keyColumn } = tabs[tab];
  const [, reference, act] = caseAndAct.exec(key) ?? [];
  return [
    ({ cells }) => cells[keyColumn] === key,
    ({ cells }) => reference !== undefined && cells["case"] === reference && cells["act"] === act,
    ({ cells }) => Object.values(cells).some((cell) => cell === key),
  ];
}

function matching(tab: TabId, rows: readonly DataRow[], query: RowQuery): readonly DataRow[] {
  const { key, case: reference, act } = query;
  if (key === undefined) {
    return rows.filter(
      ({ cells }) => cells["case"] === reference && (act === undefined || cells["act"] === act),
    );
  }
  for (const reading of readings(tab, key)) {
    const found = rows.filter(reading);
    if (found.length > 0) return found;
  }
  return [];
}

/** All matching rows, top to bottom, in the first register that has any; null if none has. */
export function findRows(store: Store, query: RowQuery): FoundRows | null {
  for (const placed of placedTabs(store, query.tab, query.register)) {
    const rows = matching(query.tab, dataRows(placed.cells), query);
    if (rows.length > 0) return { ...placed, rows };
  }
  return null;
}
