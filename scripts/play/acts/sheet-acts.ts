/** A person moves, renames or deletes rows, columns and tabs of the register (design 6: `sheet`). None of this causes an edit event. */

import type { RegisterName } from "../../../src/ports";
import { firstDataRow, idsOf, type TabId } from "../../../src/register/columns";
import { tabs } from "../../../src/tabs";
import type { Store } from "../../workspace/service";
import { columnIndex } from "../../workspace/sheets/a1-notation";
import type { Outcome } from "../../workspace/sheets/person";
import {
  deleteRows,
  deleteTab,
  insertRows,
  moveColumn,
  renameTab,
  sortRows,
  type TabPlace,
} from "../../workspace/sheets/person-structure";
import { sheetsSlice } from "../../workspace/sheets/store";
import { type Json, LooseArgument } from "../loose-argument";
import { registerIds, type TabCells } from "../register-cells";
import type { SheetAct } from "../scenario";
import { tabNamed } from "./cell-acts";
import { findRows, isScenarioRegister, type PlacedTab, placedTabs } from "./find-row";

type Act = (store: Store, asked: LooseArgument, as: string) => Outcome<null>;

const placeOf = ({ spreadsheetId, tab }: PlacedTab): TabPlace => ({
  spreadsheetId,
  sheetId: tabs[tab].sheetId,
});

function single(asked: LooseArgument, value: Json | undefined): string | number | undefined {
  if (value === undefined || typeof value === "string" || typeof value === "number") return value;
  return asked.refuse("a row or a column is a text or a number");
}

/** `3`, or `{ tab?, before? | after?, count? }` with a key or a row number: inserts empty rows, by default above the first row of data. */
const insert: Act = (store, asked, as) => {
  const tab = tabOf(store, asked, asked.text("tab"));
  const after = single(asked, asked.member("after"));
  const before = single(asked, asked.member("before", "at", "row", "index", "key", "case"));
  const bare = typeof asked.bare === "number" ? asked.bare : undefined;
  const count = asked.count("count", "n", "rows") ?? bare ?? 1;
  asked.finish();
  const named = after ?? before;
  const [run] = named === undefined ? [] : rowsNamed(store, tab, asked, [named]);
  const at = run === undefined ? firstDataRow : after === undefined ? run.start : run.end;
  return insertRows(store, placeOf(tab), at, count, as);
};

function rowsToDelete(store: Store, tab: PlacedTab, asked: LooseArgument): RowRun[] {
  const { bare } = asked;
  const reference = asked.text("case");
  const names = asked.list("keys", "key", "rows", "row", "at", "index", "from", "start");
  const count = asked.count("count", "n");
  if (names === undefined && reference !== undefined) {
    return rowsOfCase(store, tab, asked, reference);
  }
  const alone = typeof bare === "string" || typeof bare === "number" ? [bare] : undefined;
  const runs = rowsNamed(store, tab, asked, names ?? alone ?? []);
  const [first] = runs;
  if (first === undefined) return asked.refuse("it names no rows");
  return count === undefined ? runs : [{ start: first.start, end: first.start + count }];
}

/** `{ tab?, key | keys[] | case, act? | row | rows[], count? }`: deletes whole rows, from the bottom up. */
const remove: Act = (store, asked, as) => {
  const tab = tabOf(store, asked, asked.text("tab"));
  const runs = rowsToDelete(store, tab, asked);
  asked.finish();
  for (const { start, end } of [...runs].reverse()) {
    const outcome = deleteRows(store, placeOf(tab), start, end - start, as);
    if ("refused" in outcome) return outcome;
  }
  return { done: null };
};

/** `"student"`, or `{ tab?, by, descending? }`: sorts all rows of data, for everyone. */
const sort: Act = (store, asked, as) => {
  const tab = tabOf(store, asked, asked.text("tab"));
  const by = single(asked, asked.member("by", "column", "key")) ?? asked.bareText;
  const order = asked.text("order", "direction")?.toLowerCase();
  const ascending = asked.flag("ascending", "asc") ?? order?.startsWith("desc") !== true;
  const descending = asked.flag("descending", "desc", "reverse") ?? !ascending;
  asked.finish();
  const column = by === undefined ? 0 : columnNamed(tab.cells, asked, by);
  return sortRows(store, placeOf(tab), { firstRow: firstDataRow, column, descending }, as);
};

/** `{ tab?, to }`: renames a tab. */
const rename: Act = (store, asked, as) => {
  const tab = tabOf(store, asked, asked.text("tab", "from"));
  const title = asked.text("to", "title", "name") ?? asked.bareText;
  asked.finish();
  if (title === undefined) return asked.refuse("it says no new title");
  return renameTab(store, placeOf(tab), title, as);
};

/** `"log"`, or `{ tab }`: deletes a tab. */
const removeTab: Act = (store, asked, as) => {
  const name = asked.text("tab", "title", "name") ?? asked.bareText;
  if (name === undefined) return asked.refuse("it names no tab");
  const tab = tabOf(store, asked, name);
  asked.finish();
  return deleteTab(store, placeOf(tab), as);
};

/** `{ tab?, column, to | before | after }`: moves a column to a position, or next to another column. */
const move: Act = (store, asked, as) => {
  const tab = tabOf(store, asked, asked.text("tab"));
  const column = single(asked, asked.member("column", "key", "from"));
  const after = single(asked, asked.member("after"));
  const before = single(asked, asked.member("before"));
  const to = single(asked, asked.member("to", "index", "position"));
  asked.finish();
  if (column === undefined) return asked.refuse("it names no column");
  const place = (name: string | number) => columnNamed(tab.cells, asked, name);
  const from = place(column);
  const target = after ?? before ?? to;
  if (target === undefined) return asked.refuse("it does not say where to");
  const goal = place(target);
  // Google names the gap into which a column moves, counted while the column is still in its old place.
  const gap = after !== undefined || (before === undefined && goal > from) ? goal + 1 : goal;
  if (gap === from || gap === from + 1) return { done: null };
  return moveColumn(store, placeOf(tab), from, gap, as);
};

const acts: Readonly<Record<Exclude<SheetAct["name"], "restoreVersion">, Act>> = {
  insertRows: insert,
  deleteRows: remove,
  sort,
  renameTab: rename,
  deleteTab: removeTab,
  moveColumn: move,
};

/** Plays any of these except `restoreVersion`, which needs earlier versions. */
export function playSheetAct(
  store: Store,
  name: keyof typeof acts,
  { argument, beside }: SheetAct,
  as: string,
): void {
  const asked = new LooseArgument(name, argument, beside);
  const outcome = acts[name](store, asked, as);
  if ("refused" in outcome) asked.refuse(outcome.refused);
}

/** A range of rows, zero-based. `end` is not included. */
export interface RowRun {
  readonly start: number;
  readonly end: number;
}

export function sheetRegister(asked: LooseArgument): RegisterName | undefined {
  const name = asked.text("register", "file");
  if (name === undefined) return undefined;
  return isScenarioRegister(name) ? name : asked.refuse(`there is no register ${name}`);
}

/** A tab from its id, its original title or its current title. */
function tabCalled(store: Store, name: string): TabId | null {
  const born = tabNamed(name);
  if (born !== null) return born;
  const sheets = [...registerIds(store).values()].flatMap(
    (id) => sheetsSlice(store).spreadsheets[id]?.sheets ?? [],
  );
  const { sheetId } = sheets.find(({ properties }) => properties.title === name)?.properties ?? {};
  return idsOf(tabs).find((id) => tabs[id].sheetId === sheetId) ?? null;
}

/** The tab that an event names, by default Cases, in the register that it names, by default the main one. */
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

/** The rows with these keys or numbers; neighboring rows form one run. @throws PersonRefused if one does not exist. */
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

/** The rows of a case, or the row of one of its steps. */
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

/** The zero-based index of a column, from its key, header or letters. */
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
  return columnIndex(name);
}
