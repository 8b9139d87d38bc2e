/**
 * Makes a spreadsheet as its layout says: one comparison, one batch. Adds what is missing and makes ranges reach to the end of their tabs.
 * Rows that people or the script filled are never touched.
 */
import type { BatchRequest, SpreadsheetStructure } from "../../ports";
import type { ProtocolPack } from "../../protocol/pack";
import type { ZoneOffset } from "../../time";
import type { RowValues, Tab, TabId } from "../columns";
import {
  bookmarkText,
  currentSchema,
  markedTabs,
  markRequest,
  schemaIn,
  schemaText,
} from "../key-row-marks";
import { originalPositions, type TabRequest } from "../read/plan-read";
import type { ColumnPositions } from "../read/ranges";
import type { Snapshot, TabSnapshot } from "../read/snapshot";
import { openRegister, type RegisterPorts } from "../register";
import { firstDataRow, tabs } from "../tabs";
import { appendRequest, endOfTab, rewriteRequest } from "../write/append-rows";
import { addColumns } from "../write/write-batch";
import { viewChanges, viewReads } from "./filter-views";
import { type Editors, protectionChanges } from "./protections";
import { highlightChanges } from "./row-highlights";
import { columnLook, tabRequests } from "./tab-layout";

/** Where the columns of the register's tabs stand, and what the tabs are called today. */
export interface Standing {
  titleOf(tab: TabId): string;
  positionsOf(tab: TabId): ColumnPositions;
}

/** A Summary as it was before. A chart that someone deleted is not made again. */
export interface FormerSummary {
  /** Whether its rows are the same ones, so that what the clock counted stays. */
  readonly isSame: boolean;
  /** How many rows it had. */
  readonly rows: number;
  /** Ids of its charts. */
  readonly charts: readonly number[];
}

/** What stands in the tabs that begin with rows. */
export interface Contents {
  readonly settings: readonly RowValues[];
  readonly guide: readonly RowValues[];
  /** The keys of Summary's rows. */
  readonly measures: readonly string[];
  /** Writes Summary with its charts; `former` null: into a new tab. What the clock wrote of its runs stays. */
  summaryRequests(standing: Standing, former: FormerSummary | null): readonly BatchRequest[];
}

/** How a register should be. */
export interface Layout {
  readonly tabs: readonly Tab[];
  /** Decides what cells offer, and the colors of levels. */
  readonly pack: ProtocolPack;
  /** The district's zone, in which dates stand in cells. */
  readonly zone: string;
  /** Who may edit what a missing protection protects. */
  readonly editors: Editors;
  readonly contents: Contents;
}

const locale = "en_US";

/** A tab with fewer blank rows gets more: about as many as a busy hour of a district can fill. */
export const spareRows = 500;
const rowsAdded = 1_000;

function sheetOf(structure: SpreadsheetStructure, tab: Tab) {
  return structure.tabs.find(({ sheetId }) => sheetId === tab.sheetId);
}

/** The title of each tab, as it is or as it will be. A title that another tab has already gets a number. */
function titlesOf(structure: SpreadsheetStructure, all: readonly Tab[]) {
  const used = new Set(structure.tabs.map(({ title }) => title.toLowerCase()));
  return new Map(
    all.map((tab) => {
      let title = sheetOf(structure, tab)?.title ?? tab.title;
      if (sheetOf(structure, tab) === undefined) {
        for (let number = 2; used.has(title.toLowerCase()); number += 1)
          title = `${tab.title} ${number}`;
      }
      used.add(title.toLowerCase());
      return [tab.id, title];
    }),
  );
}

/** Serial dates are wall-clock time of the spreadsheet's zone: another zone would shift every deadline. */
function zoneRequests({ zone: now }: SpreadsheetStructure, zone: string, there: readonly Tab[]) {
  const isBorn = there.length === 0;
  const properties = isBorn
    ? { timeZone: zone, locale, autoRecalc: "HOUR" as const }
    : { timeZone: zone };
  const fields = Object.keys(properties).join(",");
  return now === zone && !isBorn ? [] : [{ updateSpreadsheetProperties: { properties, fields } }];
}

/** Columns are added at the right-hand end; in Summary, where no one types, beside the last title, below its charts. */
function firstSpareColumn({ tab, head, columnCount }: TabSnapshot): number {
  if (tab !== "summary") return columnCount;
  const titled = head.map((row) => row.reduce<number>((end, cell, at) => (cell ? at + 1 : end), 0));
  return Math.max(0, ...titled);
}

/** The columns that a tab lacks, and where all stand afterwards; positions are null for a tab that was not read. */
function columnChanges(layout: Layout, snapshot: Snapshot, tab: Tab) {
  const found = snapshot.tabs.get(tab.id);
  const columns = tab.columns.filter(({ key }) => found?.positions.has(key) === false);
  if (found === undefined || columns.length === 0)
    return { columns, positions: found?.positions ?? null, requests: [] };
  const { at, positions } = addColumns(tab.id, columns, found.positions, firstSpareColumn(found));
  const length = at + columns.length - found.columnCount;
  const end = endOfTab(snapshot, tab.id) ?? firstDataRow;
  const { sheetId } = tab;
  const more: readonly BatchRequest[] =
    length <= 0 ? [] : [{ appendDimension: { sheetId, dimension: "COLUMNS", length } }];
  const look = columnLook(tab, columns, at, { pack: layout.pack, end });
  return { columns, positions, requests: [...more, ...look] };
}

/** The rows with which a new tab begins. */
function firstRows(layout: Layout, tab: Tab, standing: Standing, zone: ZoneOffset) {
  const { settings, guide, summaryRequests } = layout.contents;
  const append = (rows: readonly RowValues[]) => [
    appendRequest({ tab: tab.id, rows, expected: firstDataRow }, originalPositions(tab), zone),
  ];
  switch (tab.id) {
    case "settings":
      return append(settings);
    case "guide":
      return append(guide);
    case "summary":
      return summaryRequests(standing, null);
    case "outbox":
      return [markRequest(tab, tab.columns.length, bookmarkText(firstDataRow), schemaText)];
    case "activity":
      return [markRequest(tab, tab.columns.length, schemaText)];
    default:
      return [];
  }
}

/** Writes the Guide again where it is of another protocol or version, with the roles that Contacts then offers. */
function guideChanges(
  { contents, pack }: Layout,
  found: TabSnapshot | undefined,
  contacts: ColumnPositions,
  zone: ZoneOffset,
): readonly BatchRequest[] {
  const { guide } = contents;
  const textOf = (row: RowValues, key: string) => row[key] ?? "";
  const isSame =
    found === undefined ||
    (found.rows.length === guide.length &&
      guide.every((row, at) =>
        ["line", "text", "source"].every(
          (key) => textOf(row, key) === textOf(found.rows[at]?.values ?? {}, key),
        ),
      ));
  if (isSame) return [];
  const at = contacts.get("role");
  const role = tabs.contacts.columns.filter(({ key }) => key === "role");
  return [
    rewriteRequest({ tab: "guide", rows: guide }, found.rows.length, found.positions, zone),
    ...(at === undefined ? [] : columnLook(tabs.contacts, role, at, { pack })),
  ];
}

/** Writes Summary again where its rows are other ones, or where a tab that its formulas name was gone. */
function summaryChanges(
  { contents, tabs: all }: Layout,
  found: TabSnapshot | undefined,
  standing: Standing,
  structure: SpreadsheetStructure,
): readonly BatchRequest[] {
  if (found === undefined) return [];
  const born = all.find(({ id }) => id === "summary") ?? tabs.summary;
  const isAsBorn = [...originalPositions(born)].every(
    ([key, index]) => standing.positionsOf("summary").get(key) === index,
  );
  const isSame = found.rows.map(({ key }) => key).join("\n") === contents.measures.join("\n");
  const isWhole = all.every((tab) => sheetOf(structure, tab) !== undefined);
  if (!isAsBorn || (isSame && isWhole)) return [];
  const former = { isSame, rows: found.rows.length, charts: structure.charts };
  return contents.summaryRequests(standing, former);
}

interface Room {
  readonly requests: readonly BatchRequest[];
  /** How many rows the tab has afterwards, as far as ranges do not grow with it by themselves. */
  readonly rowCount: number;
}

/**
 * Adds rows where few are blank. They are inserted above the last blank row, so that ranges that end with the tab grow with it. Where no
 * row is blank they are added below, and ranges have to be extended.
 */
function room(structure: SpreadsheetStructure, snapshot: Snapshot, tab: Tab): Room {
  const { sheetId } = tab;
  const { rowCount = 0 } = sheetOf(structure, tab) ?? {};
  const found = snapshot.tabs.get(tab.id);
  const end = found === undefined ? null : endOfTab(snapshot, tab.id);
  if (end === null || found === undefined) return { requests: [], rowCount };
  const { whole, rows, keyless } = found;
  // Blank rows may lie between filled ones, where Google appended below formatted rows.
  const filled = whole ? rows.length + keyless.length : end - firstDataRow;
  if (rowCount - firstDataRow - filled >= spareRows) return { requests: [], rowCount };
  if (rowCount - end < 2) {
    const more = { sheetId, dimension: "ROWS", length: rowsAdded } as const;
    return { requests: [{ appendDimension: more }], rowCount: rowCount + rowsAdded };
  }
  const startIndex = rowCount - 1;
  const range = {
    sheetId,
    dimension: "ROWS",
    startIndex,
    endIndex: startIndex + rowsAdded,
  } as const;
  return { requests: [{ insertDimension: { range, inheritFromBefore: true } }], rowCount };
}

/** Writes this version's mark into the tabs that carry it: into the cell of another mark, otherwise into one more column. */
function markRequests(snapshot: Snapshot, added: (tab: TabId) => number): readonly BatchRequest[] {
  return markedTabs.flatMap((id): readonly BatchRequest[] => {
    const found = snapshot.tabs.get(id);
    if (found === undefined) return [];
    const mark = schemaIn(found.head[0] ?? []);
    const tab = tabs[id];
    if (mark !== null) {
      return mark.schema === currentSchema ? [] : [markRequest(tab, mark.column, schemaText)];
    }
    return [
      { appendDimension: { sheetId: tab.sheetId, dimension: "COLUMNS", length: 1 } },
      markRequest(tab, found.columnCount + added(id), schemaText),
    ];
  });
}

/** Adds the settings that are missing. */
function settingChanges(
  { contents }: Layout,
  found: TabSnapshot | undefined,
  standing: Standing,
  zone: ZoneOffset,
) {
  if (found === undefined || !found.positions.has("setting")) return [];
  const known = new Set(found.rows.map(({ key }) => key));
  const rows = contents.settings.filter(({ setting }) => !known.has(String(setting)));
  return rows.length === 0
    ? []
    : [
        appendRequest(
          { tab: "settings", rows, expected: null },
          standing.positionsOf("settings"),
          zone,
        ),
      ];
}

/** What differs from the layout. */
export interface Difference {
  /** Tabs that are missing, in a new register all of them. */
  readonly tabs: readonly TabId[];
  /** Tabs that someone deleted: what was in them is gone. */
  readonly remade: readonly TabId[];
  /** Columns that are missing, by their titles: "Plan: Who". */
  readonly columns: readonly string[];
  /** What puts it right, in the order in which it must be done. */
  readonly requests: readonly BatchRequest[];
}

/**
 * Compares a register with its layout. `snapshot`: at least the keys of the tabs to be compared; null for a spreadsheet without any. Tabs
 * that are there and were not read stay as they are.
 */
export function differences(
  layout: Layout,
  structure: SpreadsheetStructure,
  snapshot: Snapshot | null,
  zone: ZoneOffset,
): Difference {
  const { pack } = layout;
  const read: Snapshot = snapshot ?? { tabs: new Map(), stale: false };
  const missing = layout.tabs.filter((tab) => sheetOf(structure, tab) === undefined);
  const there = layout.tabs.filter((tab) => !missing.includes(tab));
  const isBorn = there.length === 0;
  const changes = new Map(there.map((tab) => [tab.id, columnChanges(layout, read, tab)]));
  const positions = (tab: Tab) =>
    missing.includes(tab) ? originalPositions(tab) : (changes.get(tab.id)?.positions ?? null);
  const titles = titlesOf(structure, layout.tabs);
  const standing: Standing = {
    titleOf: (id) => titles.get(id) ?? tabs[id].title,
    positionsOf: (id) => {
      const tab = layout.tabs.find((one) => one.id === id) ?? tabs[id];
      return positions(tab) ?? originalPositions(tab);
    },
  };
  const [only, ...others] = structure.tabs;
  const leftover = isBorn && only !== undefined && others.length === 0 ? only.sheetId : null;
  const rooms = new Map(there.map((tab) => [tab.id, room(structure, read, tab)]));
  const rowCount = (id: TabId) => rooms.get(id)?.rowCount ?? 0;
  const requests: readonly BatchRequest[] = [
    ...zoneRequests(structure, layout.zone, there),
    ...missing.flatMap((tab, before) =>
      tabRequests(
        tab,
        standing.titleOf(tab.id),
        Math.min(layout.tabs.indexOf(tab), structure.tabs.length + before),
        pack,
      ),
    ),
    ...(leftover === null ? [] : [{ deleteSheet: { sheetId: leftover } }]),
    ...[...changes.values()].flatMap((one) => one.requests),
    ...missing.flatMap((tab) => firstRows(layout, tab, standing, zone)),
    ...guideChanges(layout, read.tabs.get("guide"), standing.positionsOf("contacts"), zone),
    ...summaryChanges(layout, read.tabs.get("summary"), standing, structure),
    ...settingChanges(layout, read.tabs.get("settings"), standing, zone),
    ...[...rooms.values()].flatMap((one) => one.requests),
    ...markRequests(read, (id) => changes.get(id)?.columns.length ?? 0),
    ...layout.tabs.flatMap((tab) => {
      const at = positions(tab);
      if (at === null) return [];
      const grown = { structure, rowCount: rooms.get(tab.id)?.rowCount ?? 0 };
      return [
        ...protectionChanges(tab, at, layout.editors, grown),
        ...highlightChanges(tab.id, at, pack, grown),
      ];
    }),
    ...viewChanges(read, structure, standing.positionsOf, rowCount),
  ];
  return {
    requests,
    tabs: missing.map(({ id }) => id),
    remade: isBorn ? [] : missing.map(({ id }) => id),
    columns: there.flatMap((tab) =>
      (changes.get(tab.id)?.columns ?? []).map(({ header }) => `${tab.title}: ${header}`),
    ),
  };
}

/** What is read of a tab to compare it. */
function readsOf({ id, keyColumn }: Tab): TabRequest {
  // A later version of a protocol may say other words on the same lines.
  if (id === "guide") return { tab: id, columns: "all" };
  return { tab: id, columns: id === "cases" ? viewReads : [keyColumn] };
}

/** Compares a register with its layout. One structure call; one read unless the register is new. Throws as `ensure` does. */
export function compare(ports: RegisterPorts, id: string, layout: Layout) {
  const structure = ports.spreadsheets.structure(id);
  const there = layout.tabs.filter((tab) => sheetOf(structure, tab) !== undefined);
  const snapshot = there.length === 0 ? null : openRegister(ports, id, []).load(there.map(readsOf));
  return { structure, ...differences(layout, structure, snapshot, ports.clock) };
}

/**
 * Makes a register as its layout says: what `compare` calls, and one write unless nothing is missing. Call it under the lock. Throws what
 * Google throws, `UnreadableTab`, and "newer-register".
 */
export function ensure(ports: RegisterPorts, id: string, layout: Layout): Difference {
  const difference = compare(ports, id, layout);
  const { requests } = difference;
  if (requests.length > 0) ports.spreadsheets.batchUpdate(id, requests);
  return difference;
}
