/**
 * The files that will replace the registers: makes them, copies the rows that stay, and takes files out of use. Every row has a fixed place
 * in its new file, so copying can be repeated as often as needed.
 */

import { applyAccess, planAccess } from "../../access/register-access";
import { parseSettings } from "../../district/settings";
import {
  type BatchRequest,
  type RawCell,
  type RegisterName,
  registerNames,
  type Spreadsheets,
} from "../../ports";
import { packOfCase } from "../../protocol/find-pack";
import { newCells } from "../../register/batch";
import { cellOfRaw, cellsAt, formattedCell } from "../../register/cells";
import type { Tab, TabId } from "../../register/columns";
import { ensure, spareRows } from "../../register/layout/ensure";
import { bookmarkIn, bookmarkText, markRequest } from "../../register/layout/head";
import { begunByPeople } from "../../register/layout/tab-layout";
import { registerKinds, reportRegisterIds } from "../../register/register-kinds";
import { firstDataRow, tabs } from "../../register/tabs";
import type { Run } from "../../run";
import type { Kept } from "../../store/keys";
import { layoutOf } from "../set-up";
import {
  cellAt,
  copiedTabs,
  dataOf,
  type Going,
  keptContent,
  type Row,
  rowsToLeaveBehind,
  type StoredFile,
  type StoredTab,
  shapedTabs,
  storedTab,
  tabIn,
} from "./what-stays";

/** A roll-over that is not finished. */
export type RollOver = NonNullable<Kept["rollOver"]["now"]>;

/** The files that this account made to replace a register, oldest first. Two calls, and two more for each file. */
function nextFiles({ access, spreadsheets }: Run, name: RegisterName, by: string) {
  return spreadsheets.find(`next-${name}`).filter((id) => (access.owner(id) ?? by) === by);
}

/**
 * Makes the new files; `lock` is taken for each one separately. A file that an earlier run made and could not remember is found by its
 * mark.
 */
export function makeFiles(
  run: Run,
  { by }: RollOver,
  lock: (work: () => string) => string | null,
): RollOver["next"] {
  const { spreadsheets, memory } = run;
  const ids = reportRegisterIds(memory);
  const next = registerNames.map((name) => {
    const file = readFile(spreadsheets, ids[name], name);
    const shape = shapedTabs(name, file, spreadsheets.structure(ids[name]).tabs);
    const layout = layoutOf(run, name, shape);
    const made = lock(() => {
      const [found] = nextFiles(run, name, by);
      const id = found ?? spreadsheets.create(registerKinds[name].fileName, `next-${name}`);
      ensure(run, id, layout);
      return id;
    });
    return [name, made ?? ""];
  });
  return Object.fromEntries(next);
}

/** Takes a file out of use: only its owner can open it, and it goes into the bin unless it must be kept. */
export function retire(
  { access, spreadsheets }: Run,
  id: string,
  by: string,
  as: { readonly name: string; readonly isBinned: boolean },
): void {
  const plan = planAccess(access, { id, present: access.editors(id) }, [by], by);
  const { error } = applyAccess(access, id, plan);
  if (error !== null) throw error;
  spreadsheets.mark(id, "retired", as);
}

/** Puts this account's new files into the bin, if they never became registers. */
export function throwAway(run: Run, by: string): void {
  for (const name of registerNames) {
    for (const id of nextFiles(run, name, by)) {
      const as = { name: `${registerKinds[name].fileName} (unfinished)`, isBinned: true };
      retire(run, id, by, as);
    }
  }
}

// Rows.

/** All cells of the tabs that are copied. One read, and one more for the longest tab of the main register. */
export function readFile(spreadsheets: Spreadsheets, id: string, name: RegisterName): StoredFile {
  const all = copiedTabs(name);
  const isLong = ({ id: tab }: Tab) => tab === "checklist" && registerKinds[name].isMain;
  const parts = [all.filter((tab) => !isLong(tab)), all.filter(isLong)];
  const found = parts.flatMap((some) => {
    const ranges = some.map(({ sheetId }) => ({ sheetId }));
    const read = some.length === 0 ? [] : spreadsheets.read(id, ranges);
    return some.map((tab, at) => [tab.id, storedTab(tab.id, read[at]?.values ?? [])] as const);
  });
  return new Map(found);
}

/** An unticked checkbox may be an empty cell, so it counts as empty. */
function plain(row: Row, at: number): RawCell {
  const cell = cellAt(row, at);
  return cell === false ? "" : cell;
}

/**
 * The requests that write the rows of a tab, from the row of titles on, which the new file lacks or has differently. If its blank rows have
 * no format, a row gets the format of appended rows.
 */
function rowRequests(
  tab: TabId,
  rows: readonly Row[],
  { positions, titles, rows: others }: StoredTab,
): readonly BatchRequest[] {
  const { sheetId, columns } = tabs[tab];
  const ours = new Map(columns.map((column) => [positions.get(column.key), column]));
  const there = [titles, ...others];
  return Array.from({ length: Math.max(rows.length, there.length) }).flatMap((_, at) => {
    const [row, old] = [rows[at] ?? [], there[at] ?? []];
    const longest = Math.max(row.length, old.length);
    const places = Array.from({ length: longest }, (_, place) => place);
    if (places.every((place) => plain(row, place) === plain(old, place))) return [];
    const isDressed = at > 0 && row.length > 0 && !begunByPeople.includes(tab);
    const protocolVersion = String(cellAt(row, positions.get("protocolVersion")));
    const pack = packOfCase({ protocolVersion });
    const length = Math.max(longest, ...[...positions.values()].map((one) => one + 1));
    const values = Array.from({ length }, (_, place) => {
      const cell = cellOfRaw(cellAt(row, place));
      const column = isDressed ? ours.get(place) : undefined;
      return column === undefined ? cell : formattedCell(cell, column, pack);
    });
    const start = { sheetId, rowIndex: at + firstDataRow - 1, columnIndex: 0 };
    return cellsAt(start, [{ values }], isDressed ? newCells : "userEnteredValue");
  });
}

/** The most rows in one write, which then has up to three megabytes. */
const rowsAtOnce = 150;

/** A write into a new file, and the number of rows in it. */
export interface CopyWrite {
  readonly id: string;
  readonly requests: readonly BatchRequest[];
  readonly rows: number;
}

/** The writes after which a new file holds what it should; none if it does already. If there are some, one call to read the structure. */
function writesFor(
  spreadsheets: Spreadsheets,
  id: string,
  content: ReadonlyMap<TabId, readonly Row[]>,
  there: StoredFile,
): readonly CopyWrite[] {
  const rows = [...content].flatMap(([tab, kept]) => rowRequests(tab, kept, tabIn(there, tab)));
  const first: BatchRequest[] = [];
  const { keys } = tabIn(there, "outbox");
  const mark = bookmarkIn(keys);
  const end = bookmarkText(firstDataRow - 1 + (content.get("outbox") ?? []).length);
  if (mark !== null && keys[mark.column] !== end) {
    first.push(markRequest(tabs.outbox, mark.column, end));
  }
  if (rows.length + first.length === 0) return [];
  const structure = spreadsheets.structure(id);
  for (const [tab, kept] of content) {
    const { sheetId } = tabs[tab];
    const found = structure.tabs.find((one) => one.sheetId === sheetId);
    const length = kept.length + firstDataRow + spareRows - (found?.rowCount ?? Infinity);
    if (length > 0) first.push({ appendDimension: { sheetId, dimension: "ROWS", length } });
  }
  const writes: CopyWrite[] = [];
  for (let next = 0; next === 0 || next < rows.length; next += rowsAtOnce) {
    const some = rows.slice(next, next + rowsAtOnce);
    writes.push({ id, requests: [...first.splice(0), ...some], rows: some.length });
  }
  return writes;
}

/**
 * What must be written so that the new files hold what they should. Null if writing cannot achieve that: columns were moved meanwhile, or a
 * case that was already copied must go now, and the new file's version history would keep it. Reads all files, writes nothing.
 */
export function compareFiles(
  { spreadsheets, clock, memory }: Run,
  { next, by, at }: RollOver,
): { readonly writes: readonly CopyWrite[]; readonly responses: Going["responses"] } | null {
  const ids = reportRegisterIds(memory);
  const moment = { now: at, zone: clock };
  const files = new Map(
    registerNames.map((name) => [name, readFile(spreadsheets, ids[name], name)]),
  );
  const settings = dataOf(files.get("main") ?? new Map(), "settings");
  const { retentionYears: years } = parseSettings(
    settings.map(({ cells }, row) => ({ row, cells })),
    [],
  );
  let responses: Going["responses"] = new Set();
  const writes: CopyWrite[] = [];
  for (const [name, gone] of rowsToLeaveBehind(files, years, moment)) {
    const from = files.get(name) ?? new Map();
    const to = readFile(spreadsheets, next[name] ?? "", name);
    const isMoved = [...from].some(([id, { positions }]) =>
      [...positions].some(([key, place]) => tabIn(to, id).positions.get(key) !== place),
    );
    if (isMoved || dataOf(to, "cases").some(({ text }) => gone.goes.has(text("case")))) return null;
    ({ responses } = gone);
    const content = keptContent(name, from, gone, { ...moment, who: by });
    writes.push(...writesFor(spreadsheets, next[name] ?? "", content, to));
  }
  return { writes, responses };
}
