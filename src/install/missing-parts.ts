/** What a register lacks, as requests and rows: titles, columns, settings, properties, and the rows with which a tab begins. */
import { settingDefinitions } from "../district/settings";
import type { BatchRequest, SpreadsheetStructure } from "../ports";
import type { ProtocolPack } from "../protocol/pack";
import { besideKeys } from "../register/cells";
import type { Column, RowValues, Tab, TabId } from "../register/columns";
import { bookmarkText, type ColumnPositions } from "../register/read/header-position";
import { originalPositions } from "../register/read/plan-read";
import { rowsOf, type Snapshot, tabOf } from "../register/read/snapshot";
import { currentSchema, markedTabs, schemaIn, schemaText } from "../register/schema";
import { firstDataRow, tabs } from "../register/tabs";
import { appendRequest, endOfTab } from "../register/write/append-rows";
import { addColumns } from "../register/write/write-batch";
import type { Run } from "../run";
import { countedIn, firstSpareColumn, type SummaryParts } from "./summary/summary-repair";
import { summaryRequests } from "./summary/summary-tab";
import { guideRows } from "./tabs/guide-tab";
import { columnLook } from "./tabs/tab-layout";

const locale = "en_US";

/** The tab of a spreadsheet that has the id of one of ours; undefined where it is missing. */
export function sheetOf(structure: SpreadsheetStructure, tab: Tab) {
  return structure.tabs.find(({ sheetId }) => sheetId === tab.sheetId);
}

/** The tab's own title, or a similar one that is free. */
function freeTitle(title: string, usedTitles: ReadonlySet<string>): string {
  let free = title;
  for (let number = 2; usedTitles.has(free.toLowerCase()); number += 1) free = `${title} ${number}`;
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

export interface Parts extends SummaryParts {
  /** The district's pack: it decides what cells offer, and the text of the Guide. */
  readonly pack: ProtocolPack;
  readonly missingTabs: readonly Tab[];
  readonly positions: ReadonlyMap<TabId, ColumnPositions>;
}

/** Requests for the rows with which a new tab begins. */
export function rowsAtBirth(tab: Tab, parts: Parts, clock: Run["clock"]): readonly BatchRequest[] {
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

/** The title of each tab, as it is or as it will be. A title that another tab has already gets a number. */
export function titlesOf(
  structure: SpreadsheetStructure,
  allTabs: readonly Tab[],
): ReadonlyMap<TabId, string> {
  const usedTitles = new Set(structure.tabs.map(({ title }) => title.toLowerCase()));
  return new Map(
    allTabs.map((tab) => {
      const title = sheetOf(structure, tab)?.title ?? freeTitle(tab.title, usedTitles);
      usedTitles.add(title.toLowerCase());
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

/** Columns that a tab lacks, and the requests that add them. */
export function missingColumnRequests(
  snapshot: Snapshot | null,
  tab: Tab,
  pack: ProtocolPack,
): Columns {
  const found = snapshot?.tabs.get(tab.id);
  const columns =
    found === undefined ? [] : tab.columns.filter(({ key }) => !found.positions.has(key));
  if (snapshot === null || found === undefined || columns.length === 0) {
    return { columns: [], requests: [] };
  }
  const from = firstSpareColumn(found);
  const { at, positions } = addColumns(tab.id, columns, found.positions, from);
  const end = endOfTab(snapshot, tab.id) ?? firstDataRow;
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

/** The request that sets the district's zone and the locale of a spreadsheet; none where both are right. */
export function propertiesRequest(
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
export function leftover(structure: SpreadsheetStructure, born: boolean): readonly BatchRequest[] {
  const [only, ...others] = structure.tabs;
  return born && only !== undefined && others.length === 0
    ? [{ deleteSheet: { sheetId: only.sheetId } }]
    : [];
}

/** The rows of Settings that the register lacks. */
export function missingSettings(
  snapshot: Snapshot | null,
  missingTabs: readonly Tab[],
  pack: ProtocolPack,
): readonly RowValues[] {
  if (snapshot === null || missingTabs.includes(tabs.settings)) return [];
  const known = rowsOf(snapshot, "settings").map(({ key }) => key);
  return tabOf(snapshot, "settings").positions.has("setting") ? settingRows(known, pack) : [];
}

/**
 * Requests that write this version's mark into the tabs that are there: into the cell of another mark, otherwise into one more column,
 * after `added` new ones.
 */
export function markRequests(
  snapshot: Snapshot,
  added: (tab: Tab) => number,
): readonly BatchRequest[] {
  return markedTabs.flatMap((id): readonly BatchRequest[] => {
    const found = snapshot.tabs.get(id);
    if (found === undefined) return [];
    const mark = schemaIn(found.head[0] ?? []);
    const tab = tabs[id];
    if (mark !== null) {
      return mark.schema === currentSchema ? [] : [besideKeys(tab, mark.column, schemaText)];
    }
    return [
      { appendDimension: { sheetId: tab.sheetId, dimension: "COLUMNS", length: 1 } },
      besideKeys(tab, found.columnCount + added(tab), schemaText),
    ];
  });
}
