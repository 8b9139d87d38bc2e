/**
 * The files that will replace the registers: makes them, copies the rows that stay, and takes files out of use. Every row has a fixed place
 * in its new file, so copying can be repeated as often as needed.
 */

import { applyAccess, planAccess, setEditors } from "../../access/register-access";
import { alignProtections } from "../../access/who-may-open";
import { directoryIn, directoryRequests } from "../../district/directory/read-directory";
import {
  type BatchRequest,
  type RawCell,
  type RegisterName,
  registerNames,
  type SpreadsheetStructure,
  type Spreadsheets,
} from "../../ports";
import { packOfCase } from "../../protocol/find-pack";
import { newCells } from "../../register/batch";
import { cellOfRaw, cellsAt, formattedCell } from "../../register/cells";
import type { TabId } from "../../register/columns";
import { ensure, spareRows } from "../../register/layout/ensure";
import { bookmarkText, markIn, markRequest } from "../../register/layout/head";
import { begunByPeople } from "../../register/layout/tab-layout";
import { registerNamed } from "../../register/register";
import { registerKinds, reportRegisterIds } from "../../register/register-kinds";
import { firstDataRow, tabs } from "../../register/tabs";
import { lookAt, type Run } from "../../run";
import type { Kept } from "../../store/keys";
import { layoutOf } from "../set-up";
import {
  casesIn,
  cellAt,
  copiedTabs,
  type Going,
  keptContent,
  positionsIn,
  type Row,
  type Rows,
  retentionYearsIn,
  rowsIn,
  rowsToLeaveBehind,
  shapedTabs,
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
    const rows = readRows(spreadsheets, ids[name], name);
    const shape = shapedTabs(name, rows, spreadsheets.structure(ids[name]).tabs);
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

/**
 * Lets everyone who works with the registers into the new files: from the switch on every link leads there, and a minute later the account
 * that rolls over may be gone. Addresses that Google refuses are left out. Throws what Google throws, except a refusal of one address.
 */
export function openNextFiles(run: Run, { next }: RollOver): void {
  const { clock, spreadsheets } = run;
  const directory = directoryIn(registerNamed(run, "main").load(directoryRequests), clock);
  const looked = lookAt(run, { directory });
  for (const name of registerNames) {
    const id = next[name] ?? "";
    const held = setEditors(looked, id, name);
    alignProtections(looked, name, spreadsheets.structure(id), { held, id });
  }
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
  for (const name of registerNames) {
    for (const id of nextFiles(run, name, by)) {
      const as = { name: `${registerKinds[name].fileName} (unfinished)`, isBinned: true };
      retire(run, id, by, as);
    }
  }
}

// Rows.

/** All cells of the tabs that are copied. One read, and one more for the longest tab of the main register. */
export function readRows(spreadsheets: Spreadsheets, id: string, name: RegisterName): Rows {
  const all = copiedTabs(name);
  const isLong = (id: TabId) => id === "checklist" && registerKinds[name].isMain;
  const parts = [all.filter(({ id }) => !isLong(id)), all.filter(({ id }) => isLong(id))];
  const rows = parts.flatMap((some) => {
    const ranges = some.map(({ sheetId }) => ({ sheetId }));
    const found = some.length === 0 ? [] : spreadsheets.read(id, ranges);
    return some.map((tab, at) => [tab.id, found[at]?.values ?? []] as const);
  });
  return new Map(rows);
}

/** Whether both files have the same columns and titles in the same places. */
function hasSameLayout(from: Rows, to: Rows): boolean {
  return [...from.keys()].every((id) => {
    const there = positionsIn(to, id);
    return [...positionsIn(from, id)].every(([key, at]) => there.get(key) === at);
  });
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
function rowRequests(tab: TabId, rows: readonly Row[], there: Rows): readonly BatchRequest[] {
  const { sheetId, columns } = tabs[tab];
  const positions = positionsIn(there, tab);
  const ours = new Map(columns.map((column) => [positions.get(column.key), column]));
  const found = rowsIn(there, tab).slice(firstDataRow - 1);
  const request = (row: Row, old: Row, at: number) => {
    const isDressed = at > 0 && row.length > 0 && !begunByPeople.includes(tab);
    const protocolVersion = String(cellAt(row, positions.get("protocolVersion")));
    const pack = packOfCase({ protocolVersion });
    const length = Math.max(
      row.length,
      old.length,
      ...[...positions.values()].map((one) => one + 1),
    );
    const values = Array.from({ length }, (_, place) => {
      const cell = cellOfRaw(cellAt(row, place));
      const column = isDressed ? ours.get(place) : undefined;
      return column === undefined ? cell : formattedCell(cell, column, pack);
    });
    const start = { sheetId, rowIndex: at + firstDataRow - 1, columnIndex: 0 };
    return cellsAt(start, [{ values }], isDressed ? newCells : "userEnteredValue");
  };
  return Array.from({ length: Math.max(rows.length, found.length) }).flatMap((_, at) => {
    const [row, old] = [rows[at] ?? [], found[at] ?? []];
    const length = Math.max(row.length, old.length);
    const isSame = Array.from({ length }).every((_, cell) => plain(row, cell) === plain(old, cell));
    return isSame ? [] : [request(row, old, at)];
  });
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
  content: Rows,
  there: Rows,
): readonly CopyWrite[] {
  const rows = [...content].flatMap(([tab, kept]) => rowRequests(tab, kept, there));
  const first: BatchRequest[] = [];
  const [keys = []] = rowsIn(there, "outbox");
  const mark = markIn(keys, "end");
  const end = bookmarkText(firstDataRow - 1 + rowsIn(content, "outbox").length);
  if (mark !== null && keys[mark.column] !== end) {
    first.push(markRequest(tabs.outbox, mark.column, end));
  }
  if (rows.length + first.length === 0) return [];
  first.push(...growRequests(spreadsheets.structure(id), content));
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
  const rows = new Map(
    registerNames.map((name) => [name, readRows(spreadsheets, ids[name], name)]),
  );
  const years = retentionYearsIn(rows.get("main") ?? new Map());
  let responses: Going["responses"] = new Set();
  const writes: CopyWrite[] = [];
  for (const [name, gone] of rowsToLeaveBehind(rows, years, moment)) {
    const from = rows.get(name) ?? new Map();
    const to = readRows(spreadsheets, next[name] ?? "", name);
    if (!hasSameLayout(from, to) || casesIn(to).some((one) => gone.goes.has(one))) return null;
    ({ responses } = gone);
    const content = keptContent(name, from, gone, { ...moment, who: by });
    writes.push(...writesFor(spreadsheets, next[name] ?? "", content, to));
  }
  return { writes, responses };
}
