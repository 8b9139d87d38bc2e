/** Which tab, rows and column an act on the sheet means. Rows and columns are counted as people count them: from 1, hidden ones too. */

import { type TabId, tabIds } from "../../../src/register/columns";
import { tabs } from "../../../src/register/tabs";
import type { Store } from "../../workspace/service";
import { sheetsSlice } from "../../workspace/sheets/store";
import type { LooseArgument } from "../loose-argument";
import { registerIds, type TabCells } from "../register-cells";
import { tabNamed } from "./cell-acts";
import {
  findRows,
  type PlacedTab,
  placedTabs,
  type ScenarioRegister,
  scenarioRegisters,
} from "./find-row";

/** A run of rows, zero-based, the end left out. */
export interface RowRun {
  readonly start: number;
  readonly end: number;
}

export function sheetRegister(asked: LooseArgument): ScenarioRegister | undefined {
  const name = asked.text("register", "file");
  if (name === undefined) return undefined;
  const register = scenarioRegisters.find((one) => one === name);
  return register ?? asked.refuse(`there is no register ${name}`);
}

/** By id, by the title it was born with, or by the title that it has now. */
function tabCalled(store: Store, name: string): TabId | null {
  const born = tabNamed(name);
  if (born !== null) return born;
  const sheets = [...registerIds(store).values()].flatMap(
    (id) => sheetsSlice(store).spreadsheets[id]?.sheets ?? [],
  );
  const { sheetId } = sheets.find(({ properties }) => properties.title === name)?.properties ?? {};
  return tabIds.find((id) => tabs[id].sheetId === sheetId) ?? null;
}

/** The tab that an act names, else Cases; in the register it names, else the main one. */
export function tabOf(store: Store, asked: LooseArgument, name: string | undefined): PlacedTab {
  const register = sheetRegister(asked);
  const tab = name === undefined ? "cases" : tabCalled(store, name);
  if (tab === null) return asked.refuse(`there is no tab ${name}`);
  const [place] = placedTabs(store, tab, register);
  return place ?? asked.refuse(`the ${tab} tab is gone`);
}

function runsOf(indexes: readonly number[]): RowRun[] {
  const runs: { start: number; end: number }[] = [];
  for (const index of [...new Set(indexes)].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last?.end === index) last.end = index + 1;
    else runs.push({ start: index, end: index + 1 });
  }
  return runs;
}

/** The rows with these keys or numbers, together where they lie together; refused if one is not there. */
export function rowsNamed(
  store: Store,
  place: PlacedTab,
  asked: LooseArgument,
  names: readonly (string | number)[],
): RowRun[] {
  const indexes = names.flatMap((name) => {
    if (typeof name === "number") return name >= 1 ? [name - 1] : asked.refuse("no such row");
    const found = findRows(store, { tab: place.tab, key: name });
    if (found === null) return asked.refuse(`there is no row ${name}`);
    return found.rows.map(({ index }) => index);
  });
  return runsOf(indexes);
}

/** The rows of a case, or the one of its act. */
export function rowsOfCase(
  store: Store,
  place: PlacedTab,
  asked: LooseArgument,
  reference: string,
): RowRun[] {
  const found = findRows(store, { tab: place.tab, case: reference, act: asked.text("act") });
  if (found === null) return asked.refuse(`there is no row of ${reference}`);
  return runsOf(found.rows.map(({ index }) => index));
}

/** Zero-based: a column by its key, its header or its letters. */
export function columnNamed(
  { positions, sheet }: TabCells,
  asked: LooseArgument,
  name: string | number,
): number {
  if (typeof name === "number") return Math.max(0, name - 1);
  const known = positions.get(name);
  if (known !== undefined) return known;
  const header = (sheet.rows[1]?.values ?? []).indexOf(name);
  if (header >= 0) return header;
  if (!/^[A-Z]{1,2}$/.test(name)) return asked.refuse(`there is no column ${name}`);
  return [...name].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
