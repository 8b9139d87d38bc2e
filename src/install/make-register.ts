/** Makes a spreadsheet a complete register: adds what is missing and changes nothing else. Safe to run any number of times. */
import { type Editors, openingRequests, protectionsOf } from "../access/protections";
import type { BatchRequest, RegisterName, SpreadsheetStructure } from "../ports";
import type { ProtocolPack } from "../protocol/pack";
import type { RowValues, Tab, TabId } from "../register/columns";
import type { ColumnPositions } from "../register/read/header-position";
import { originalPositions, type TabRequest } from "../register/read/plan-read";
import { type Snapshot, tabOf, UnreadableTab } from "../register/read/snapshot";
import { openRegister } from "../register/register";
import { packOfDesk, readRegisterIds, rememberRegister } from "../register/register-ids";
import { registerKinds } from "../register/register-kinds";
import { tabs, tabsOf } from "../register/tabs";
import { appendRequest } from "../register/write/append-rows";
import type { Run } from "../run";
import {
  leftover,
  markRequests,
  missingColumnRequests,
  missingSettings,
  type Parts,
  propertiesRequest,
  rowsAtBirth,
  sheetOf,
  titlesOf,
} from "./missing-parts";
import { otherProtocol } from "./other-protocol";
import { mendedFormulas, otherSummary } from "./summary/summary-repair";
import { roomRequests } from "./tabs/grid-capacity";
import { mendHeads } from "./tabs/header-repair";
import { rememberRecreatedTabs } from "./tabs/recreated-tabs";
import { tabRequests } from "./tabs/tab-layout";

export type RegisterPorts = Pick<Run, "spreadsheets" | "clock" | "memory">;

/** What a repair added or put back. Its lists are empty where nothing was missing. */
export interface RepairReport {
  /** Tabs whose row of keys or titles was put back. */
  readonly mended: readonly TabId[];
  readonly tabs: readonly TabId[];
  /** Tabs that somebody had deleted: what was in them is gone. */
  readonly remade: readonly TabId[];
  /** Columns that were added, by their titles: "Plan: Who". */
  readonly columns: readonly string[];
  /** Keys of settings that were added. */
  readonly settings: readonly string[];
}

/** What a register is and what it lacks. */
interface Lacking {
  /** Whether its Summary has the figures of the school year. */
  readonly hasYear: boolean;
  readonly pack: ProtocolPack;
  readonly structure: SpreadsheetStructure;
  readonly allTabs: readonly Tab[];
  readonly missingTabs: readonly Tab[];
  /** True for a file that has none of our tabs yet. */
  readonly born: boolean;
  /** Null for a file that has none of our tabs yet. */
  readonly snapshot: Snapshot | null;
  readonly mended: readonly TabId[];
  readonly additions: readonly (ReturnType<typeof missingColumnRequests> & { readonly tab: Tab })[];
  /** Where columns stand once the missing ones are there. */
  readonly positions: ReadonlyMap<TabId, ColumnPositions>;
  readonly protections: ReturnType<typeof protectionsOf>;
  readonly settings: readonly RowValues[];
  readonly zone: readonly BatchRequest[];
}

/** Reads a register for what it lacks. Mends heads that are out of place. */
function readLacking(
  ports: RegisterPorts,
  id: string,
  name: RegisterName,
  editors: Editors,
  allTabs: readonly Tab[],
): Lacking {
  const pack = packOfDesk(ports.memory);
  const structure = ports.spreadsheets.structure(id);
  const missingTabs = allTabs.filter((tab) => sheetOf(structure, tab) === undefined);
  const born = missingTabs.length === allTabs.length;
  const { snapshot, mended }: Pick<Lacking, "snapshot" | "mended"> = born
    ? { snapshot: null, mended: [] }
    : readPresent(ports, id, structure, allTabs);
  const additions = allTabs.map((tab) => ({ tab, ...missingColumnRequests(snapshot, tab, pack) }));
  const positions = new Map<TabId, ColumnPositions>(
    additions.map(({ tab, positions: grown }) => [
      tab.id,
      grown ?? snapshot?.tabs.get(tab.id)?.positions ?? originalPositions(tab),
    ]),
  );
  const known = new Set(structure.protectedRanges.map(({ description }) => description));
  const protections = allTabs
    .flatMap((tab) => protectionsOf(tab, positions.get(tab.id) ?? originalPositions(tab), editors))
    .filter(({ description }) => !known.has(description));
  return {
    hasYear: registerKinds[name].hasYearFigures,
    pack,
    structure,
    allTabs,
    missingTabs,
    born,
    snapshot,
    mended,
    additions,
    positions,
    protections,
    settings: missingSettings(snapshot, missingTabs, pack),
    zone: propertiesRequest(structure, ports.clock.zone, born),
  };
}

/** The requests that add what a register lacks, in the order in which they must be done. */
function requestsFor(lacking: Lacking, clock: RegisterPorts["clock"]): readonly BatchRequest[] {
  const { pack, structure, allTabs, missingTabs, born, snapshot, additions, positions } = lacking;
  const { settings } = lacking;
  const parts: Parts = {
    summary: allTabs.find((tab) => tab.id === "summary") ?? tabs.summary,
    hasYear: lacking.hasYear,
    pack,
    missingTabs,
    positions,
    titles: titlesOf(structure, allTabs),
  };
  const order = missingTabs.map((tab) => ({ tab, index: allTabs.indexOf(tab) }));
  const there = allTabs.filter((tab) => !missingTabs.includes(tab));
  const columnsAdded = ({ id }: Tab) =>
    additions.find(({ tab }) => tab.id === id)?.columns.length ?? 0;
  return [
    ...lacking.zone,
    ...order.flatMap(({ tab, index }, before) =>
      tabRequests(
        tab,
        parts.titles.get(tab.id) ?? tab.title,
        Math.min(index, structure.tabs.length + before),
        pack,
      ),
    ),
    ...leftover(structure, born),
    ...additions.flatMap((addition) => addition.requests),
    ...missingTabs.flatMap((tab) => rowsAtBirth(tab, parts, clock)),
    ...mendedFormulas(parts, born),
    ...otherProtocol(snapshot, parts, structure.highlights),
    ...otherSummary(snapshot, parts, structure.charts),
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
    ...(snapshot === null ? [] : markRequests(snapshot, columnsAdded)),
    ...lacking.protections.map(({ request }) => request),
    // Also columns that a run has added meanwhile, because it needed them.
    ...there.flatMap((tab) =>
      openingRequests(tab, positions.get(tab.id) ?? originalPositions(tab), structure),
    ),
  ];
}

/**
 * Adds what a register lacks. One structure call; one read unless the register is new; one write unless nothing is missing; more where heads
 * are repaired. `allTabs`: the tabs as they should be made. Throws what Google throws, `UnreadableTab`, and "newer-register".
 */
export function repairRegister(
  { spreadsheets, clock, memory }: RegisterPorts,
  id: string,
  editors: Editors,
  name: RegisterName = "main",
  allTabs: readonly Tab[] = tabsOf(name),
): RepairReport {
  const ports = { spreadsheets, clock, memory };
  const lacking = readLacking(ports, id, name, editors, allTabs);
  const { missingTabs, born, additions } = lacking;
  const remade = born ? [] : missingTabs.map((tab) => tab.id);
  const requests = requestsFor(lacking, clock);
  rememberRecreatedTabs({ memory, clock }, id, remade);
  if (requests.length > 0) spreadsheets.batchUpdate(id, requests);
  return {
    mended: lacking.mended,
    tabs: missingTabs.map((tab) => tab.id),
    remade,
    columns: additions.flatMap(({ tab, columns }) =>
      columns.map(({ header }) => `${tab.title}: ${header}`),
    ),
    settings: lacking.settings.map(({ setting }) => String(setting)),
  };
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
): { readonly snapshot: Snapshot; readonly mended: readonly TabId[] } {
  const there = allTabs.filter((tab) => sheetOf(structure, tab) !== undefined);
  const requests = there.map(({ id: tab, keyColumn }): TabRequest => {
    // A later version of a protocol may say other words on the same lines.
    return { tab, columns: tab === "guide" ? "all" : [keyColumn] };
  });
  const register = openRegister(ports, id, []);
  const load = () => register.load(requests);
  try {
    const snapshot = load();
    const isWhole = there.every(({ id: tab, columns }) => {
      return tabOf(snapshot, tab).positions.size === columns.length;
    });
    if (isWhole) return { snapshot, mended: [] };
  } catch (error) {
    if (!(error instanceof UnreadableTab)) throw error;
  }
  const mended = mendHeads(ports.spreadsheets, id, structure.tabs).map(({ tab }) => tab);
  return { snapshot: load(), mended };
}

// Finding a register or making it. Safe to run again after being cut off at any point: a file that was made is found by its mark.

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
  workspace: Pick<Run, "spreadsheets" | "clock" | "memory">,
  name: RegisterName,
  editors: Editors,
): CreatedRegister {
  const { spreadsheets, memory } = workspace;
  const remembered = readRegisterIds(memory)[name];
  const id =
    remembered ||
    spreadsheets.find(name)[0] ||
    spreadsheets.create(registerKinds[name].fileName, name);
  if (remembered === undefined) rememberRegister(memory, name, id);
  return { id, repair: repairRegister(workspace, id, editors, name) };
}
