/**
 * Makes a spreadsheet match its layout: one comparison, then one batch. Adds what is missing and extends ranges to the end of their tabs.
 * Never touches rows that people or the script filled in.
 */
import type { BatchRequest, SpreadsheetStructure } from "../../ports";
import type { ProtocolPack } from "../../protocol/pack";
import { cellsAt } from "../cells";
import { addColumns, addingRequests, cellsOf, endOfTab, newCells } from "../change-to-batch";
import { firstDataRow, type RowValues, type Tab, type TabId } from "../columns";
import type { ColumnPositions } from "../read/ranges";
import { originalPositions, type TabRequest } from "../read/read-tabs";
import type { Snapshot, SnapshotRow } from "../read/snapshot";
import { type Opening, openFile } from "../register";
import { type PlannedViews, viewChanges } from "../views-and-links";
import { highlightChanges } from "./colours";
import { bookmarkText, currentSchema, markIn, markRequest, schemaText } from "./keys-and-titles";
import { type Editors, protectionChanges } from "./protections";
import { columnLook, rowsAt, tabRequests } from "./tab-layout";

/** The tabs of a register as they are or will be. */
export interface Standing {
  titleOf(tab: TabId): string;
  positionsOf(tab: TabId): ColumnPositions;
  /** Whether no tab was missing. */
  readonly isWhole: boolean;
  /** The ids of the charts. */
  readonly charts: readonly number[];
}

/** A tab whose rows the script keeps, as it was found. */
export interface FoundTab {
  readonly tab: Tab;
  /** Its rows, as far as they were read; null if the tab is new. */
  readonly rows: readonly SnapshotRow[] | null;
  /** The keys of the columns that are added now. */
  readonly addedKeys: readonly string[];
  readonly standing: Standing;
  /** The request that appends these rows. */
  append(rows: readonly RowValues[]): readonly BatchRequest[];
  /** The request that writes these rows over the present ones, from the first one on. */
  overwrite(rows: readonly RowValues[]): BatchRequest;
  /** The requests that make a column of a tab look as it should. None if the register has no such tab, or the tab no such column. */
  look(tab: TabId, key: string): readonly BatchRequest[];
}

/** What goes into the tabs whose rows the script keeps: the first rows of a new tab, and in other tabs what has changed. */
export type Contents = Readonly<
  Partial<Record<TabId, (found: FoundTab) => readonly BatchRequest[]>>
>;

/** What a register should look like. */
export interface Layout {
  readonly tabs: readonly Tab[];
  /** Decides which words cells offer, and the colors of levels. */
  readonly pack: ProtocolPack;
  /** Who may edit the cells under a protection that has to be made. */
  readonly editors: Editors;
  readonly contents: Contents;
  /** The filter views; null if they are not known. `isMissing`: whether a tab has to be made. */
  views(
    read: Snapshot,
    present: SpreadsheetStructure["filterViews"],
    isMissing: (tab: TabId) => boolean,
  ): PlannedViews | null;
}

const locale = "en_US";

/** If a tab has fewer blank rows than this, it gets more. This is about as many as a district can fill in a busy hour. */
export const spareRows = 500;
const rowsAdded = 1_000;

/** Compares a tab of the layout with what the register has of it. */
function compareTab(
  tab: Tab,
  { pack }: Layout,
  structure: SpreadsheetStructure,
  snapshot: Snapshot,
) {
  const { sheetId } = tab;
  const sheet = structure.tabs.find((one) => one.sheetId === sheetId);
  const read = snapshot.tabs.get(tab.id);
  const { rowCount = 0 } = sheet ?? {};
  const positions = read?.positions ?? originalPositions(tab);
  const asItIs = { tab, isMissing: sheet === undefined, found: read, positions, rowCount };
  const nothing: readonly BatchRequest[] = [];
  if (sheet === undefined || read === undefined) {
    return { ...asItIs, addedColumns: [], columnRequests: nothing, roomRequests: nothing };
  }
  const addedColumns = tab.columns.filter(({ key }) => !read.positions.has(key));
  // New columns go to the right-hand end, if the tab does not say otherwise.
  const titled = read.head.flatMap((row) => row.map((cell, at) => (cell ? at + 1 : 0)));
  const spare = tab.growsBesideTitles ? Math.max(0, ...titled) : read.columnCount;
  const end = endOfTab(snapshot, tab.id);
  const look = { pack, end: end ?? firstDataRow };
  const { found, requests } = addColumns(read, addedColumns, spare, look);
  // Both include the columns that will be added.
  const withAdded = { found, positions: found.positions };
  const compared = { ...asItIs, ...withAdded, addedColumns, columnRequests: requests };
  // If few rows are blank, rows are added. There may be blank rows between filled ones, if Google appended below rows with a format.
  const { whole, rows, keyless } = read;
  const filled = whole ? rows.length + keyless.length : (end ?? 0) - firstDataRow;
  if (end === null || rowCount - firstDataRow - filled >= spareRows) {
    return { ...compared, roomRequests: nothing };
  }
  if (rowCount - end < 2) {
    // No row is blank. Rows are added below, and ranges must be extended to reach them.
    const added = { appendDimension: { sheetId, dimension: "ROWS", length: rowsAdded } } as const;
    return { ...compared, roomRequests: [added], rowCount: rowCount + rowsAdded };
  }
  // Rows that are inserted above the last blank row are inside the ranges that end with the tab, which grow with them.
  const range = rowsAt(sheetId, rowCount - 1, rowsAdded);
  const inserted = { insertDimension: { range, inheritFromBefore: true } };
  return { ...compared, roomRequests: [inserted] };
}

/** The requests for the marks of a tab in its row of keys. */
function markRequests({ tab, found }: ReturnType<typeof compareTab>): readonly BatchRequest[] {
  const { sheetId, columns, carriesSchema, hasBookmark } = tab;
  if (!carriesSchema) return [];
  const bookmark = hasBookmark ? [bookmarkText(firstDataRow)] : [];
  if (found === undefined) return [markRequest(tab, columns.length, ...bookmark, schemaText)];
  // This version's mark replaces an older mark; without one, it gets a column of its own.
  const mark = markIn(found.head[0] ?? [], "schema");
  if (mark?.number === currentSchema) return [];
  if (mark !== null) return [markRequest(tab, mark.column, schemaText)];
  return [
    { appendDimension: { sheetId, dimension: "COLUMNS", length: 1 } },
    markRequest(tab, found.columnCount, schemaText),
  ];
}

/** The requests for rows that the script keeps. */
function contentRequests(
  { tab, found, positions, addedColumns }: ReturnType<typeof compareTab>,
  { contents, pack, tabs }: Layout,
  standing: Standing,
  { clock, tabs: all }: Opening,
): readonly BatchRequest[] {
  const requests = contents[tab.id]?.({
    tab,
    rows: found?.rows ?? null,
    addedKeys: addedColumns.map(({ key }) => key),
    standing,
    append: (rows) =>
      rows.length === 0 ? [] : addingRequests({ tab, rows, expected: null }, positions, clock, all),
    overwrite: (rows) =>
      cellsAt(
        { sheetId: tab.sheetId, rowIndex: firstDataRow, columnIndex: 0 },
        cellsOf({ tab, rows }, positions, clock, all),
        newCells,
      ),
    look: (id, key) => {
      const one = tabs.find((of) => of.id === id);
      const columns = one?.columns.filter((column) => column.key === key) ?? [];
      const at = standing.positionsOf(id).get(key);
      return one === undefined || at === undefined ? [] : columnLook(one, columns, at, { pack });
    },
  });
  return requests ?? [];
}

/**
 * Compares a register with its layout. `snapshot`: at least the keys of the tabs to compare; null for a spreadsheet without any tab of the
 * layout.
 */
export function differences(
  layout: Layout,
  structure: SpreadsheetStructure,
  snapshot: Snapshot | null,
  run: Opening,
) {
  const { pack } = layout;
  const read: Snapshot = snapshot ?? { tabs: new Map() };
  const all = layout.tabs.map((tab) => compareTab(tab, layout, structure, read));
  const missing = all.filter(({ isMissing }) => isMissing);
  // Tabs that exist and were not read stay as they are.
  const known = all.filter(({ isMissing, found }) => isMissing || found !== undefined);
  const isBorn = missing.length === all.length;
  const byId = new Map(all.map((one) => [one.tab.id, one]));
  const used = new Set(structure.tabs.map(({ title }) => title.toLowerCase()));
  // The title of each tab, as it is or will be. If another tab already has the title, it gets a "2".
  const titles = new Map(
    layout.tabs.map(({ id, sheetId, title: wanted }) => {
      const present = structure.tabs.find((one) => one.sheetId === sheetId)?.title;
      let title = present ?? wanted;
      while (present === undefined && used.has(title.toLowerCase())) title = `${title} 2`;
      used.add(title.toLowerCase());
      return [id, title];
    }),
  );
  const titleOf = (id: TabId) => titles.get(id) ?? run.tabs[id].title;
  const positionsOf = (id: TabId) => byId.get(id)?.positions ?? originalPositions(run.tabs[id]);
  const isWhole = missing.length === 0;
  const missingIds = missing.map(({ tab }) => tab.id);
  const views = layout.views(read, structure.filterViews, (id) => missingIds.includes(id));
  const standing = { titleOf, positionsOf, isWhole, charts: structure.charts };
  const [only, ...others] = structure.tabs;
  const leftover = isBorn && only !== undefined && others.length === 0 ? [only] : [];
  // Serial dates are wall-clock time in the spreadsheet's zone, so with another zone every deadline would shift.
  const timeZone = run.clock.zone;
  const properties = isBorn ? { timeZone, locale, autoRecalc: "HOUR" as const } : { timeZone };
  const fields = Object.keys(properties).join(",");
  const isShifted = isBorn || structure.zone !== timeZone;
  const requests: readonly BatchRequest[] = [
    ...(isShifted ? [{ updateSpreadsheetProperties: { properties, fields } }] : []),
    ...missing.flatMap(({ tab }, before) => {
      const index = Math.min(layout.tabs.indexOf(tab), structure.tabs.length + before);
      return tabRequests(tab, titleOf(tab.id), index, pack);
    }),
    ...leftover.map(({ sheetId }): BatchRequest => ({ deleteSheet: { sheetId } })),
    ...all.flatMap(({ columnRequests }) => columnRequests),
    ...known.flatMap((one) => [
      ...contentRequests(one, layout, standing, run),
      ...markRequests(one),
    ]),
    ...all.flatMap(({ roomRequests }) => roomRequests),
    ...known.flatMap(({ tab, positions, rowCount }) => {
      const grown = { structure, rowCount };
      return [
        ...protectionChanges(tab, positions, layout.editors, grown),
        ...highlightChanges(tab, positions, pack, grown),
      ];
    }),
    ...(views === null ? [] : viewChanges(views, structure, all)),
  ];
  return {
    /** The requests that remove the difference, in the order in which they must be done. */
    requests,
    /** Tabs that are missing; in a new register, all of them. */
    tabs: missingIds,
    /** Tabs that someone deleted, with everything in them. */
    remade: isBorn ? [] : missingIds,
    /** Missing columns, with the titles of tab and column: "Plan: Who". */
    columns: all.flatMap(({ tab, addedColumns }) =>
      addedColumns.map(({ header }) => `${tab.title}: ${header}`),
    ),
  };
}

/** How a register differs from its layout. */
export type Difference = ReturnType<typeof differences>;

/**
 * Compares a register with its layout. One call for the structure, and one read unless the register is new. Throws the same errors as
 * `ensure`.
 */
export function compare(run: Opening, id: string, layout: Layout) {
  const structure = run.spreadsheets.structure(id);
  const present = structure.tabs.map(({ sheetId }) => sheetId);
  const there = layout.tabs.filter(({ sheetId }) => present.includes(sheetId));
  const reads = there.map(
    ({ id: tab, keyColumn, comparedBy: columns = [keyColumn] }): TabRequest => ({ tab, columns }),
  );
  const file = openFile(run, id, { ready: [], record: () => [] });
  const snapshot = reads.length === 0 ? null : file.load(reads);
  return { structure, ...differences(layout, structure, snapshot, run) };
}

/**
 * Makes a register match its layout. Makes the calls of `compare`, and one write unless nothing is missing. Call it under the lock. Throws
 * what Google throws, `UnreadableTab`, and "newer-register".
 */
export function ensure(run: Opening, id: string, layout: Layout): Difference {
  const difference = compare(run, id, layout);
  const { requests } = difference;
  if (requests.length > 0) run.spreadsheets.batchUpdate(id, requests);
  return difference;
}
