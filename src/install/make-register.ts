/** Makes a spreadsheet a complete register: adds what is missing and changes nothing else. Safe to run any number of times. */
import { type Editors, openingRequests, protectionsOf } from "../access/protections";
import { settingDefinitions } from "../district/settings";
import type { BatchRequest, RegisterName, SpreadsheetStructure, Workspace } from "../ports";
import type { ProtocolPack } from "../protocol/pack";
import { appendRequest, endOf } from "../register/append-rows";
import { noChange } from "../register/change";
import type { Column, RowValues, Tab, TabId } from "../register/columns";
import { bookmarkText, type ColumnPositions } from "../register/header-position";
import {
  originalPositions,
  rowsOf,
  type Snapshot,
  type TabRequest,
  type TabSnapshot,
  tabOf,
  UnreadableTab,
} from "../register/read-register";
import { openRegister } from "../register/register";
import { packOfDesk, readRegisterIds, rememberRegister } from "../register/register-ids";
import { registerKinds } from "../register/register-kinds";
import { currentSchema, hasTab, schemaOf, schemaText } from "../register/schema";
import { firstDataRow, tabs, tabsOf } from "../register/tabs";
import { addColumns } from "../register/write-batch";
import { roomRequests } from "./grid-capacity";
import { guideRequests, guideRows } from "./guide-tab";
import { mendHeads } from "./header-repair";
import {
  besideKeys,
  markRequests,
  migrationRequests,
  migrationUpdates,
  withEmptyColumns,
} from "./migrate-register";
import { rememberRecreatedTabs } from "./recreated-tabs";
import {
  type CountedTabs,
  formulaRequests,
  renewedSummary,
  summaryMeasures,
  summaryRequests,
} from "./summary/summary-tab";
import { colourRequests, columnLook, tabRequests } from "./tab-layout";

export type RegisterPorts = Pick<Workspace, "spreadsheets" | "clock" | "memory">;

/** What a repair added or put back. Its lists are empty where nothing was missing. */
export interface RepairReport {
  /** Tabs whose row of keys or titles was put back. */
  readonly mended: readonly TabId[];
  readonly tabs: readonly TabId[];
  /** Tabs that somebody had deleted: what was in them is gone. */
  readonly remade: readonly TabId[];
  /** Whether the register was of an earlier schema, and was migrated. */
  readonly isMigrated: boolean;
  /** Columns that were added, as "tab.column". */
  readonly columns: readonly string[];
  /** Descriptions of protections that were added. */
  readonly protections: readonly string[];
  /** Keys of settings that were added. */
  readonly settings: readonly string[];
  readonly zone: boolean;
}

const locale = "en_US";

function sheetOf(structure: SpreadsheetStructure, tab: Tab) {
  return structure.tabs.find(({ sheetId }) => sheetId === tab.sheetId);
}

/** The tab's own title, or a similar one that is free. */
function freeTitle(title: string, taken: ReadonlySet<string>): string {
  let free = title;
  for (let number = 2; taken.has(free.toLowerCase()); number += 1) free = `${title} ${number}`;
  return free;
}

/** Rows of Settings that are missing. The protocol is the one that the desk uses, also where Settings had to be made again. */
function settingRows(known: readonly string[], pack: ProtocolPack): readonly RowValues[] {
  return settingDefinitions()
    .filter(({ key }) => !known.includes(key))
    .map(({ key, default: value, meaning, allowed }) => ({
      setting: key,
      value: key === "protocol" ? pack.id : value,
      meaning,
      allowed,
    }));
}

interface Parts {
  /** The register's Summary, as it is made. */
  readonly summary: Tab;
  readonly hasYear: boolean;
  /** The district's pack: it decides what cells offer, and the text of the Guide. */
  readonly pack: ProtocolPack;
  readonly missingTabs: readonly Tab[];
  readonly positions: ReadonlyMap<TabId, ColumnPositions>;
  readonly titles: ReadonlyMap<TabId, string>;
}

function countedIn({ pack, hasYear, titles, positions }: Parts): CountedTabs {
  return {
    pack,
    hasYear,
    titleOf: (id) => titles.get(id) ?? tabs[id].title,
    positionsOf: (id) => positions.get(id) ?? originalPositions(tabs[id]),
  };
}

/** Whether the columns of Summary stand where they were made. */
function isSummaryAsBorn({ summary, positions }: Parts): boolean {
  return [...originalPositions(summary)].every(
    ([key, index]) => positions.get(summary.id)?.get(key) === index,
  );
}

/** Formulas of Summary that broke because a tab that they count was deleted and made again. */
function mendedFormulas(parts: Parts, born: boolean): readonly BatchRequest[] {
  const { summary } = tabs;
  const stayed = !born && parts.missingTabs.length > 0 && !parts.missingTabs.includes(summary);
  return stayed && isSummaryAsBorn(parts) ? formulaRequests(countedIn(parts)) : [];
}

function rowsAtBirth(tab: Tab, parts: Parts, clock: Workspace["clock"]): readonly BatchRequest[] {
  const append = (rows: readonly RowValues[]) => [
    appendRequest({ tab: tab.id, rows, expected: firstDataRow }, originalPositions(tab), clock),
  ];
  switch (tab.id) {
    case "settings":
      return append(settingRows([], parts.pack));
    case "guide":
      return append(guideRows(parts.pack));
    case "summary":
      return summaryRequests(countedIn(parts));
    case "outbox":
      return [besideKeys(tab, tab.columns.length, bookmarkText(firstDataRow), schemaText)];
    case "activity":
      return [besideKeys(tab, tab.columns.length, schemaText)];
    default:
      return [];
  }
}

function titlesOf(
  structure: SpreadsheetStructure,
  allTabs: readonly Tab[],
): ReadonlyMap<TabId, string> {
  const taken = new Set(structure.tabs.map(({ title }) => title.toLowerCase()));
  return new Map(
    allTabs.map((tab) => {
      const title = sheetOf(structure, tab)?.title ?? freeTitle(tab.title, taken);
      taken.add(title.toLowerCase());
      return [tab.id, title];
    }),
  );
}

interface Columns {
  readonly columns: readonly Column[];
  /** Where columns stand once missing ones are added; left out where none is missing. */
  readonly positions?: ColumnPositions;
  readonly requests: readonly BatchRequest[];
}

/** Where columns are added: at the right-hand end; in Summary, where nobody writes, beside the last title, below its charts. */
function firstSpareColumn({ tab, head, columnCount }: TabSnapshot): number {
  if (tab !== "summary") return columnCount;
  const titled = head.map((row) => row.reduce<number>((end, cell, at) => (cell ? at + 1 : end), 0));
  return Math.max(0, ...titled);
}

function missingColumnRequests(snapshot: Snapshot | null, tab: Tab, pack: ProtocolPack): Columns {
  const found = snapshot?.tabs.get(tab.id);
  const columns =
    found === undefined ? [] : tab.columns.filter(({ key }) => !found.positions.has(key));
  if (snapshot === null || found === undefined || columns.length === 0) {
    return { columns: [], requests: [] };
  }
  const from = firstSpareColumn(found);
  const { at, positions } = addColumns(tab.id, columns, found.positions, from);
  const end = endOf(snapshot, tab.id) ?? firstDataRow;
  const more = at + columns.length - found.columnCount;
  return {
    columns,
    positions,
    requests: [
      ...(more <= 0
        ? []
        : [
            {
              appendDimension: { sheetId: tab.sheetId, dimension: "COLUMNS", length: more },
            } as const,
          ]),
      ...columnLook(tab, columns, at, pack, end),
    ],
  };
}

function propertiesRequest(
  structure: SpreadsheetStructure,
  zone: string,
  born: boolean,
): readonly BatchRequest[] {
  if (born) {
    return [
      {
        updateSpreadsheetProperties: {
          properties: { timeZone: zone, locale, autoRecalc: "HOUR" },
          fields: "timeZone,locale,autoRecalc",
        },
      },
    ];
  }
  // Serial dates are wall-clock time of the spreadsheet's zone: another zone would shift every deadline.
  return structure.zone === zone
    ? []
    : [{ updateSpreadsheetProperties: { properties: { timeZone: zone }, fields: "timeZone" } }];
}

/** The request that deletes the one empty tab with which a new spreadsheet comes. */
function leftover(structure: SpreadsheetStructure, born: boolean): readonly BatchRequest[] {
  const [only, ...others] = structure.tabs;
  return born && only !== undefined && others.length === 0
    ? [{ deleteSheet: { sheetId: only.sheetId } }]
    : [];
}

/**
 * Adds what a register lacks. One structure call; one read unless the register is new (two for one of an earlier schema); one write unless
 * nothing is missing; more where heads are repaired. `allTabs`: the tabs as they should be made. Throws what Google throws,
 * `UnreadableTab`, and "newer-register".
 */
export function repairRegister(
  { spreadsheets, clock, memory }: RegisterPorts,
  id: string,
  editors: Editors,
  name: RegisterName = "main",
  allTabs: readonly Tab[] = tabsOf(name),
): RepairReport {
  const pack = packOfDesk(memory);
  const structure = spreadsheets.structure(id);
  const missingTabs = allTabs.filter((tab) => sheetOf(structure, tab) === undefined);
  const born = missingTabs.length === allTabs.length;
  const there = allTabs.filter((tab) => !missingTabs.includes(tab));
  const { snapshot, mended }: { snapshot: Snapshot | null; mended: readonly TabId[] } = born
    ? { snapshot: null, mended: [] }
    : readPresent({ spreadsheets, clock, memory }, id, structure, allTabs);
  const additions = allTabs.map((tab) => ({ tab, ...missingColumnRequests(snapshot, tab, pack) }));
  const positions = new Map<TabId, ColumnPositions>(
    additions.map(({ tab, positions: added }) => [
      tab.id,
      added ?? snapshot?.tabs.get(tab.id)?.positions ?? originalPositions(tab),
    ]),
  );
  const parts: Parts = {
    summary: allTabs.find((tab) => tab.id === "summary") ?? tabs.summary,
    hasYear: registerKinds[name].hasYearFigures,
    pack,
    missingTabs,
    positions,
    titles: titlesOf(structure, allTabs),
  };
  const known = new Set(structure.protectedRanges.map(({ description }) => description));
  const protections = allTabs
    .flatMap((tab) => protectionsOf(tab, positions.get(tab.id) ?? originalPositions(tab), editors))
    .filter(({ description }) => !known.has(description));
  const settings = missingSettings(snapshot, missingTabs, pack);
  const zone = propertiesRequest(structure, clock.zone, born);
  const order = missingTabs.map((tab) => ({ tab, index: allTabs.indexOf(tab) }));
  const schema = snapshot === null ? currentSchema : schemaOf(snapshot);
  const remade = born ? [] : missingTabs.map(({ id }) => id).filter((tab) => hasTab(schema, tab));
  const requests: readonly BatchRequest[] = [
    ...zone,
    ...order.flatMap(({ tab, index }, added) =>
      tabRequests(
        tab,
        parts.titles.get(tab.id) ?? tab.title,
        Math.min(index, structure.tabs.length + added),
        pack,
      ),
    ),
    ...leftover(structure, born),
    ...additions.flatMap((addition) => addition.requests),
    ...missingTabs.flatMap((tab) => rowsAtBirth(tab, parts, clock)),
    ...mendedFormulas(parts, born),
    ...otherProtocol(snapshot, parts, structure.highlights),
    ...otherLevels(snapshot, parts, structure.charts),
    ...(settings.length === 0
      ? []
      : [
          appendRequest(
            { tab: "settings", rows: settings, expected: null },
            positions.get("settings") ?? originalPositions(tabs.settings),
            clock,
          ),
        ]),
    ...(snapshot === null ? [] : roomRequests(structure, snapshot)),
    ...(snapshot === null
      ? []
      : markRequests(
          snapshot,
          ({ id: tab }) => additions.find((one) => one.tab.id === tab)?.columns.length ?? 0,
        )),
    ...protections.map(({ request }) => request),
    // Also columns that a run has added meanwhile, because it needed them.
    ...there.flatMap((tab) =>
      openingRequests(tab, positions.get(tab.id) ?? originalPositions(tab), structure),
    ),
  ];
  rememberRecreatedTabs({ memory, clock }, id, remade);
  if (snapshot === null) spreadsheets.batchUpdate(id, requests);
  else migrate({ spreadsheets, clock }, id, snapshot, positions, requests);
  return {
    mended,
    tabs: missingTabs.map((tab) => tab.id),
    remade,
    isMigrated: schema < currentSchema,
    columns: additions.flatMap(({ tab, columns }) => columns.map(({ key }) => `${tab.id}.${key}`)),
    protections: protections.map(({ description }) => description),
    settings: settings.map(({ setting }) => String(setting)),
    zone: zone.length > 0,
  };
}

/**
 * Migrates a register in one write: adds what is missing, and values that the current schema has otherwise. No write where nothing is.
 * `positions`: where columns stand afterwards.
 */
function migrate(
  ports: Pick<RegisterPorts, "spreadsheets" | "clock">,
  id: string,
  snapshot: Snapshot,
  positions: ReadonlyMap<TabId, ColumnPositions>,
  requests: readonly BatchRequest[],
): void {
  const placed = new Map(snapshot.tabs);
  for (const [tab, read] of snapshot.tabs) {
    placed.set(tab, { ...read, positions: positions.get(tab) ?? read.positions });
  }
  const change = {
    ...noChange,
    update: migrationUpdates(snapshot, { now: ports.clock.now(), zone: ports.clock }),
  };
  const whole = withEmptyColumns({ ...snapshot, tabs: placed });
  openRegister(ports, id, []).commit(change, whole, requests);
}

/**
 * Requests for a register that was made for another protocol: the Guide, the roles that Contacts offers, the colours of levels. Cells of a
 * case offer what its own protocol has.
 */
function otherProtocol(
  snapshot: Snapshot | null,
  parts: Parts,
  highlights: SpreadsheetStructure["highlights"],
): readonly BatchRequest[] {
  const guide = snapshot?.tabs.get("guide");
  if (guide === undefined) return [];
  const wanted = guideRows(parts.pack);
  const isSame =
    guide.rows.length === wanted.length &&
    wanted.every(({ line, text, source }, at) => {
      const row = guide.rows[at];
      return (
        row !== undefined &&
        row.key === line &&
        row.values["text"] === text &&
        row.values["source"] === source
      );
    });
  if (isSame) return [];
  const { contacts } = tabs;
  const offering = contacts.columns.flatMap((column) => {
    const at = parts.positions.get(contacts.id)?.get(column.key);
    return column.key === "role" && at !== undefined
      ? columnLook(contacts, [column], at, parts.pack)
      : [];
  });
  const cases = parts.positions.get(tabs.cases.id) ?? originalPositions(tabs.cases);
  return [
    ...guideRequests(wanted, guide.positions, guide.rows.length),
    ...offering,
    ...colourRequests(parts.pack, cases, highlights),
  ];
}

/** The first schema whose Summary has the charts that it has today. */
const schemaWithCharts = 5;

/** Requests for a Summary that counts the levels of another protocol, or that an earlier version of the desk made. */
function otherLevels(
  snapshot: Snapshot | null,
  parts: Parts,
  charts: readonly number[],
): readonly BatchRequest[] {
  const found = snapshot?.tabs.get("summary")?.rows.map(({ key }) => key);
  if (snapshot === null || found === undefined || !isSummaryAsBorn(parts)) return [];
  const counted = countedIn(parts);
  if (found.join("\n") === summaryMeasures(counted).join("\n")) return [];
  return renewedSummary(counted, {
    rows: found.length,
    charts,
    isEarlier: schemaOf(snapshot) < schemaWithCharts,
  });
}

interface Present {
  readonly snapshot: Snapshot;
  readonly mended: readonly TabId[];
}

/**
 * Reads columns, and keys down to the end. Where a tab cannot be read or lacks columns, its head is repaired first: one more read, then a
 * write and a read for each step.
 */
function readPresent(
  ports: RegisterPorts,
  id: string,
  structure: SpreadsheetStructure,
  allTabs: readonly Tab[],
): Present {
  const there = allTabs.filter((tab) => sheetOf(structure, tab) !== undefined);
  const requests = there.map(({ id: tab, keyColumn }): TabRequest => {
    // A later version of a protocol may say other words on the same lines.
    return { tab, columns: tab === "guide" ? "all" : [keyColumn] };
  });
  const register = openRegister(ports, id, []);
  const load = () => register.load(requests);
  const found = (snapshot: Snapshot, mended: readonly TabId[] = []): Present =>
    schemaOf(snapshot) < currentSchema && there.includes(tabs.cases)
      ? { snapshot: register.load([...requests, ...migrationRequests]), mended }
      : { snapshot, mended };
  try {
    const snapshot = load();
    const isWhole = there.every(({ id: tab, columns }) => {
      return tabOf(snapshot, tab).positions.size === columns.length;
    });
    if (isWhole) return found(snapshot);
  } catch (error) {
    if (!(error instanceof UnreadableTab)) throw error;
  }
  const mended = mendHeads(ports.spreadsheets, id, structure.tabs);
  return found(
    load(),
    mended.map(({ tab }) => tab),
  );
}

function missingSettings(
  snapshot: Snapshot | null,
  missingTabs: readonly Tab[],
  pack: ProtocolPack,
): readonly RowValues[] {
  if (snapshot === null || missingTabs.includes(tabs.settings)) return [];
  const known = rowsOf(snapshot, "settings").map(({ key }) => key);
  return tabOf(snapshot, "settings").positions.has("setting") ? settingRows(known, pack) : [];
}

// Finding a register or making it. Safe to run again after being cut off at any point: a file that was made is found by its mark.

/** File names. They say nothing of what is inside (design 2.11). */
export const fileNames: Readonly<Record<RegisterName, string>> = {
  main: "Student safety register",
  sealed: "Student safety register (lead)",
  "sealed-alternate": "Student safety register (alternate lead)",
  drill: "Student safety register (drill)",
};

/** A register that was found or made. */
export interface CreatedRegister {
  readonly id: string;
  readonly repair: RepairReport;
}

/**
 * The register of a name, complete: the one whose id is remembered; else the oldest file with its mark; else a new private file. Its id is
 * remembered before anything is written into it.
 */
export function createRegister(
  workspace: Pick<Workspace, "spreadsheets" | "clock" | "memory">,
  name: RegisterName,
  editors: Editors,
): CreatedRegister {
  const { spreadsheets, memory } = workspace;
  const remembered = readRegisterIds(memory)[name];
  const id = remembered || spreadsheets.find(name)[0] || spreadsheets.create(fileNames[name], name);
  if (remembered === undefined) rememberRegister(memory, name, id);
  return { id, repair: repairRegister(workspace, id, editors, name) };
}
