/**
 * Keeps blank rows in a register before they are needed, and makes protections, filter views and conditional formats reach to the end of
 * each tab, also where Google stored them with the end that the tab had (sheets-api.md 13). Costs no call of its own: the requests go along
 * with another write.
 */
import { reachingRequests } from "../../access/protections";
import type { BatchRequest, GridRange, SpreadsheetStructure } from "../../ports";
import { type TabId, tabIds } from "../../register/columns";
import { extendToEnd, isShortRange } from "../../register/read/header-position";
import type { Snapshot } from "../../register/read/snapshot";
import { firstDataRow, tabs } from "../../register/tabs";
import { endOfTab } from "../../register/write/append-rows";
import type { ConditionalFormatRule } from "../../sheets-requests";
import { isOurView } from "./filter-views";
import { highlightRules } from "./row-highlights";

/** A tab with fewer blank rows gets more. About as many as a busy hour of a district can fill. */
export const spareRows = 500;
const rowsAdded = 1_000;

interface Filled {
  /** The zero-based row after the last filled one. */
  readonly end: number;
  /** How many rows are filled. Blank rows may lie between them, where Google appended below formatted rows. */
  readonly rows: number;
}

function filledIn(snapshot: Snapshot): ReadonlyMap<TabId, Filled> {
  const known = [...snapshot.tabs].flatMap(([id, { whole, rows, keyless }]) => {
    const end = endOfTab(snapshot, id);
    if (end === null) return [];
    const count = whole ? rows.length + keyless.length : end - firstDataRow;
    return [[id, { end, rows: count }] as const];
  });
  return new Map(known);
}

interface Room {
  readonly requests: readonly BatchRequest[];
  /** Sheet id → number of rows that the tab has afterwards. */
  readonly rowCount: (sheetId: number) => number;
}

/**
 * Adds rows to tabs with few blank ones. They are inserted above the last blank row, so that ranges that end with the tab grow with it.
 * Where there is no blank row they are added below, and the ranges have to be extended by requests.
 */
function room(structure: SpreadsheetStructure, filled: ReadonlyMap<TabId, Filled>): Room {
  const grown = new Map<number, number>();
  const requests = tabIds.flatMap((id): readonly BatchRequest[] => {
    const found = filled.get(id);
    const tab = structure.tabs.find(({ sheetId }) => sheetId === tabs[id].sheetId);
    if (tab === undefined || found === undefined) return [];
    const { sheetId, rowCount } = tab;
    if (rowCount - firstDataRow - found.rows >= spareRows) return [];
    if (rowCount - found.end < 2) {
      grown.set(sheetId, rowCount + rowsAdded);
      return [{ appendDimension: { sheetId, dimension: "ROWS", length: rowsAdded } }];
    }
    const range = {
      sheetId,
      dimension: "ROWS",
      startIndex: rowCount - 1,
      endIndex: rowCount - 1 + rowsAdded,
    } as const;
    return [{ insertDimension: { range, inheritFromBefore: true } }];
  });
  const rowCounts = new Map(structure.tabs.map((tab) => [tab.sheetId, tab.rowCount]));
  return {
    requests,
    rowCount: (sheetId) => grown.get(sheetId) ?? rowCounts.get(sheetId) ?? 0,
  };
}

function viewsReaching(
  { filterViews }: SpreadsheetStructure,
  rowCount: Room["rowCount"],
  gone: ReadonlySet<number>,
): readonly BatchRequest[] {
  return filterViews
    .filter((view) => isOurView(view) && !gone.has(view.id))
    .filter(({ range, sheetId }) => isShortRange(range, firstDataRow - 1, rowCount(sheetId)))
    .map(
      ({ id, range }): BatchRequest => ({
        updateFilterView: {
          filter: { filterViewId: id, range: extendToEnd(range) },
          fields: "range",
        },
      }),
    );
}

function conditionText({ booleanRule: { condition } }: ConditionalFormatRule): string {
  return [
    condition.type,
    ...(condition.values ?? []).flatMap((value) => Object.values(value)),
  ].join("\n");
}

/** Makes conditional formats reach to the end of the tab. Ours are recognised by their condition. Each is made again in its place. */
function highlightsReaching(
  { highlights }: SpreadsheetStructure,
  rowCount: Room["rowCount"],
  snapshot: Snapshot,
): readonly BatchRequest[] {
  return [...snapshot.tabs].flatMap(([id, { positions }]) => {
    const { sheetId } = tabs[id];
    const rules = highlightRules(id, positions);
    const isOver = (range: GridRange) => isShortRange(range, firstDataRow, rowCount(sheetId));
    return highlights
      .filter((one) => one.sheetId === sheetId && one.ranges.some(isOver))
      .flatMap(({ index, condition }): readonly BatchRequest[] => {
        const rule = rules.find((one) => conditionText(one) === condition.join("\n"));
        return rule === undefined
          ? []
          : [
              { deleteConditionalFormatRule: { sheetId, index } },
              { addConditionalFormatRule: { index, rule } },
            ];
      });
  });
}

/** All requests that keep room in a register. `gone`: ids of filter views that the same write removes. */
export function roomRequests(
  structure: SpreadsheetStructure,
  snapshot: Snapshot,
  gone: ReadonlySet<number> = new Set(),
): readonly BatchRequest[] {
  const { requests, rowCount } = room(structure, filledIn(snapshot));
  return [
    ...requests,
    ...reachingRequests(structure, rowCount),
    ...viewsReaching(structure, rowCount, gone),
    ...highlightsReaching(structure, rowCount, snapshot),
  ];
}
