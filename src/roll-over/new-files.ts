/**
 * The files that will replace the registers: which rows they get, making them, copying the rows, and taking files out of use. Every row has
 * a fixed place in its new file, so copying can be repeated as often as needed.
 */

import { applyAccess, planAccess } from "../access/match-editors-to-contacts";
import { casesToKeep, type RetainedCase, type Retention } from "../casework/which-cases-are-kept";
import { parseSettings } from "../district/settings";
import { wentAs } from "../figures/what-is-counted";
import { layoutOf } from "../install/set-up-steps";
import { addTo, union } from "../lists";
import type { BatchRequest, RawCell, RegisterName, Spreadsheets } from "../ports";
import { packOfCase } from "../protocol/find-pack";
import { cellOfRaw, cellsAt, encodeRaw, formattedCell, type RawRow } from "../register/cells";
import { newCells } from "../register/change-to-batch";
import type { RowValues, Tab, TabId } from "../register/columns";
import { editableColumn, firstDataRow } from "../register/columns";
import { ensure, spareRows } from "../register/layout/ensure";
import { bookmarkText, keysIn, markIn, markRequest } from "../register/layout/keys-and-titles";
import { type ColumnPositions, formatRows } from "../register/read/ranges";
import { UnreadableTab } from "../register/read/snapshot";
import { decodeWholeRow } from "../register/row-state";
import {
  kindOf,
  type RollOver,
  registerId,
  registerIds,
  registersOf,
  tabsOf,
} from "../registers/kinds";
import type { Run } from "../run";
import { tabs } from "../tabs";
import { dateText, type Moment } from "../time";

// Rows that stay. Pure.

/** Stored cells of a row by column, from 0. Cells may be missing. */
type Row = readonly RawCell[];

/** A tab as it is stored. */
export interface StoredTab {
  readonly keys: Row;
  /** Column key → column, from 0, according to the row of keys. */
  readonly positions: ColumnPositions;
  readonly titles: Row;
  readonly rows: readonly Row[];
}

/** The tabs of a file that are copied. */
export type StoredFile = ReadonlyMap<TabId, StoredTab>;

/** The tabs that are copied. Summary and Guide are made again. */
export function copiedTabs(name: RegisterName): readonly Tab[] {
  return tabsOf(tabs, name).filter(({ id }) => id !== "summary" && id !== "guide");
}

/** A tab from all its rows. Throws `UnreadableTab` if no column has its key. */
export function storedTab(id: TabId, [keys = [], titles = [], ...rows]: readonly Row[]): StoredTab {
  const positions = keysIn(tabs[id], keys);
  if (positions.size === 0) throw new UnreadableTab(tabs[id]);
  return { keys, positions, titles, rows };
}

function tabIn(file: StoredFile, id: TabId): StoredTab {
  return file.get(id) ?? storedTab(id, []);
}

/** The cell of a row in a column, from 0; "" if there is none. */
function cellAt(row: Row, index = -1): RawCell {
  const { [index]: cell = "" } = row;
  return cell;
}

/** The rows that are not blank: their cells, and a function for the text of a cell by column key. */
function dataOf(file: StoredFile, id: TabId) {
  const { positions, rows } = tabIn(file, id);
  return rows
    .filter((row) => row.some((cell) => cell !== "" && cell !== null && cell !== false))
    .map((row) => {
      const entries = [...positions].map(([key, at]) => [key, cellAt(row, at)] as const);
      const cells: RawRow = Object.fromEntries(entries);
      return { row, cells, text: (key: string) => String(cellAt(row, positions.get(key))).trim() };
    });
}

/** What goes and what stays. */
interface Going extends Retention {
  /** Ids of responses that no register keeps. */
  readonly responses: ReadonlySet<string>;
  /** References of drills. */
  readonly drills: ReadonlySet<string>;
}

/**
 * Which rows of each register are left behind in the old file. Decided for all registers together, since one report may be in two of them.
 */
export function rowsToLeaveBehind<Name>(
  registers: ReadonlyMap<Name, StoredFile>,
  years: number | null,
  moment: Moment,
): ReadonlyMap<Name, Going> {
  const responses = new Set<string>();
  const staying: string[] = [];
  const sorted = [...registers].map(([name, rows]) => {
    const cases = dataOf(rows, "cases").map(
      // The type picks columns of Cases.
      ({ cells }) => decodeWholeRow(tabs.cases, cells, moment.zone) as RetainedCase,
    );
    const found = casesToKeep(cases, years, moment);
    for (const { text } of dataOf(rows, "reports")) {
      if (found.goes.has(text("case"))) responses.add(text("response"));
      else staying.push(text("response"));
    }
    const drills = new Set(cases.flatMap(({ case: one, drill }) => (drill ? (one ?? []) : [])));
    return [name, { ...found, responses, drills }] as const;
  });
  for (const id of staying) responses.delete(id);
  return new Map(sorted);
}

/**
 * The rows for the new file, from the row of titles on, in the order of the old file, by tab. At the end of Activity, with references and
 * dates only, what went. `now` (milliseconds UTC): when the roll-over began; `who` began it.
 */
export function keptContent(
  name: RegisterName,
  file: StoredFile,
  { goes, stays, drills, responses }: Going,
  { who, now: at, zone }: Moment & { readonly who: string },
): ReadonlyMap<TabId, readonly Row[]> {
  const line = (what: string, reference: string, from: string, to: string): RowValues => {
    const entry = `${what} ${at.toString(36)} ${reference}`;
    return { entry, at, who, what, case: reference, from, to };
  };
  const record = [
    line("rolled-over", "", `${goes.size + stays.size} cases`, `${stays.size} cases`),
    ...[...goes].map(([one, closed]) => {
      const what = drills.has(one) ? wentAs.drill : wentAs.counted;
      return line(what, one, `closed ${dateText(closed, zone)}`, "");
    }),
  ];
  const content = new Map<TabId, Row[]>();
  const places = new Map<string, number[]>();
  // Each case stores which rows its checklist is in, and those have changed.
  for (const { id, columns } of [tabs.checklist, ...copiedTabs(name)]) {
    if (content.has(id)) continue;
    const { positions, titles } = tabIn(file, id);
    const kept = [titles];
    content.set(id, kept);
    const put = (values: RowValues, old: Row = []) => {
      const row = [...old];
      for (const one of columns) {
        const place = positions.get(one.key);
        const value = values[one.key];
        if (place !== undefined && value !== undefined) row[place] = encodeRaw(one, value, zone);
      }
      kept.push(row);
    };
    for (const { row, text } of dataOf(file, id)) {
      const reference = text("case");
      // A reporter's long text takes several rows; their key is the response's id, a colon and the number of the part.
      const response = text("response").replace(/:\d+$/, "");
      if (id === "reporters" ? responses.has(response) : goes.has(reference)) continue;
      if (id === "checklist") addTo(places, reference, kept.length + firstDataRow - 1);
      put(id === "cases" ? { checklistRows: formatRows(places.get(reference) ?? []) } : {}, row);
    }
    if (id === "activity") for (const one of record) put(one);
  }
  return content;
}

/** The columns and titles as in the old file, including those that the district added. One call. */
function shapedTabs({ spreadsheets, memory }: Run, name: RegisterName, file: StoredFile) {
  const { tabs: tabsNow } = spreadsheets.structure(registerId(memory, name));
  return tabsOf(tabs, name).map((tab) => {
    const { title } = tabsNow.find(({ sheetId }) => sheetId === tab.sheetId) ?? tab;
    const found = file.get(tab.id);
    if (found === undefined) return { ...tab, title };
    const { positions, titles, rows } = found;
    const last = Math.max(...positions.values());
    const length = Math.max(last + 1, ...[titles, ...rows].map((row) => row.length));
    const columns = Array.from({ length }, (_, at) => {
      const header = String(cellAt(titles, at));
      const ours = tab.columns.find(({ key }) => positions.get(key) === at);
      return ours === undefined ? editableColumn("text", "", header) : { ...ours, header };
    });
    return { ...tab, title, columns };
  });
}

/**
 * The files that this account made to replace a register, the one that is remembered first, then the oldest. Never one that is a register
 * now: Drive may list a file by its old mark for minutes. Two calls, and two more for each file.
 */
function nextFiles({ access, memory, spreadsheets }: Run, name: RegisterName, by: string) {
  const { now } = memory.get("rollOver");
  const kept = now?.by === by ? now.next[name] : undefined;
  const found = spreadsheets.find(`next-${name}`).filter((id) => (access.owner(id) ?? by) === by);
  const inUse = registerIds(memory);
  return union(kept === undefined ? [] : [kept], found).filter((id) => !inUse.includes(id));
}

/**
 * Makes the new files; `lock` is taken for each one separately. The id of each is stored as soon as it is made; one that an earlier run
 * could not store is found by its mark.
 */
export function makeFiles(
  run: Run,
  { by }: RollOver,
  lock: (work: () => string) => string | null,
): RollOver["next"] {
  const { spreadsheets, memory } = run;
  const next = registersOf(memory).map((name) => {
    const layout = layoutOf(run, name, shapedTabs(run, name, readFile(run, name)));
    const made = lock(() => {
      const { now } = memory.get("rollOver");
      const [found] = nextFiles(run, name, by);
      const id = found ?? spreadsheets.create(kindOf(name).fileName, `next-${name}`);
      if (now !== null)
        memory.set("rollOver", { now: { ...now, next: { ...now.next, [name]: id } } });
      ensure(run, id, layout);
      return id;
    });
    return [name, made ?? ""];
  });
  return Object.fromEntries(next);
}

/** Takes a file out of use: only its owner can open it, and it goes into the bin unless it must be kept. */
export function retire(
  run: Run,
  id: string,
  by: string,
  as: { readonly name: string; readonly isBinned: boolean },
): void {
  const plan = planAccess(run, id, run.access.editors(id), [by]);
  const { error } = applyAccess(run, id, plan);
  if (error !== null) throw error;
  run.spreadsheets.mark(id, "retired", as);
}

/** Puts this account's new files into the bin, if they never became registers. */
export function throwAway(run: Run, by: string): void {
  for (const name of registersOf(run.memory)) {
    for (const id of nextFiles(run, name, by)) {
      const as = { name: `${kindOf(name).fileName} (unfinished)`, isBinned: true };
      retire(run, id, by, as);
    }
  }
}

// Copying.

/** All cells of the tabs that are copied, of a register or of its new file. One read, and one more for the longest tab of the main register. */
function readFile(run: Run, name: RegisterName, id = registerId(run.memory, name)): StoredFile {
  const all = copiedTabs(name);
  const isLong = ({ id: tab }: Tab) => tab === "checklist" && kindOf(name).isOrdinary;
  const parts = [all.filter((tab) => !isLong(tab)), all.filter(isLong)];
  const found = parts.flatMap((some) => {
    const ranges = some.map(({ sheetId }) => ({ sheetId }));
    const read = some.length === 0 ? [] : run.spreadsheets.read(id, ranges);
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
function rowRequests(tab: TabId, rows: readonly Row[], found: StoredTab): readonly BatchRequest[] {
  const { positions } = found;
  const { sheetId, columns } = tabs[tab];
  const ours = new Map(columns.map((column) => [positions.get(column.key), column]));
  const there = [found.titles, ...found.rows];
  return Array.from({ length: Math.max(rows.length, there.length) }).flatMap((_, at) => {
    const [row, old] = [rows[at] ?? [], there[at] ?? []];
    const longest = Math.max(row.length, old.length);
    const places = Array.from({ length: longest }, (_, place) => place);
    if (places.every((place) => plain(row, place) === plain(old, place))) return [];
    const isDressed = at > 0 && row.length > 0 && tabs[tab].begunBy === undefined;
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
  const mark = markIn(keys, "end");
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
export function compareFiles(run: Run, { next, by, at }: RollOver) {
  const moment = { now: at, zone: run.clock };
  const files = new Map(registersOf(run.memory).map((name) => [name, readFile(run, name)]));
  const settings = dataOf(files.get("main") ?? new Map(), "settings");
  const { retentionYears: years } = parseSettings(
    settings.map(({ cells }, row) => ({ row, cells })),
    [],
  );
  let responses: Going["responses"] = new Set();
  const writes: CopyWrite[] = [];
  for (const [name, gone] of rowsToLeaveBehind(files, years, moment)) {
    const from = files.get(name) ?? new Map();
    const to = readFile(run, name, next[name] ?? "");
    const isMoved = [...from].some(([id, { positions }]) =>
      [...positions].some(([key, place]) => tabIn(to, id).positions.get(key) !== place),
    );
    if (isMoved || dataOf(to, "cases").some(({ text }) => gone.goes.has(text("case")))) return null;
    ({ responses } = gone);
    const content = keptContent(name, from, gone, { ...moment, who: by });
    writes.push(...writesFor(run.spreadsheets, next[name] ?? "", content, to));
  }
  return { writes, responses };
}
