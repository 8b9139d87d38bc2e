/** Filter views, and cells whose lines lead to a place in the register. */
import type { BatchRequest, SpreadsheetStructure } from "../ports";
import type { PlainCell, TextFormatRun } from "../ports/sheets-requests";
import type { SavedView } from "./change";
import { type Column, firstDataRow, type Place, type Tab, type Tabs } from "./columns";
import { type ColumnPositions, columnLetters, extended } from "./read/ranges";

/**
 * The requests that make a filter view. None if a column that it filters or sorts by is missing: no view is better than one that shows too
 * much.
 */
export function viewRequest(
  view: SavedView,
  { sheetId }: Pick<Tab, "sheetId">,
  positions: ColumnPositions,
): readonly BatchRequest[] {
  const { filterViewId, title, rules, sortedBy = [] } = view;
  if (![...rules, ...sortedBy].every(({ column }) => positions.has(column))) return [];
  const filterSpecs = rules.map((rule) => ({
    columnIndex: positions.get(rule.column) ?? 0,
    // Google documents TEXT_NOT_EQ only for other kinds of data. So rows are hidden by their value instead.
    filterCriteria:
      "not" in rule
        ? { hiddenValues: [rule.not] }
        : { condition: { type: "TEXT_EQ", values: [{ userEnteredValue: rule.equals }] } },
  }));
  const sortSpecs = sortedBy.map((by) => ({
    dimensionIndex: positions.get(by.column) ?? 0,
    sortOrder: by.isHighestFirst ? "DESCENDING" : "ASCENDING",
  }));
  // The range of a view starts with the row of titles.
  const startRowIndex = firstDataRow - 1;
  const range = { sheetId, startRowIndex, startColumnIndex: 0 };
  const sorted = sortSpecs.length === 0 ? {} : { sortSpecs };
  return [{ addFilterView: { filter: { filterViewId, title, range, filterSpecs, ...sorted } } }];
}

/** The filter views that a register should have. */
export interface PlannedViews {
  readonly add: readonly SavedView[];
  /** The ids of views to remove. */
  readonly remove: readonly number[];
  /** Whether the script made this view. */
  isOurs(view: SpreadsheetStructure["filterViews"][number]): boolean;
}

/** A tab, where its columns are, and how many rows it has. */
interface SizedTab {
  readonly tab: Tab;
  readonly positions: ColumnPositions;
  readonly rowCount: number;
}

/**
 * Requests that add missing views, remove views that are no longer needed, and extend ours to the end of their tab. `tabs`: as they are
 * after the batch.
 */
export function viewChanges(
  { add, remove, isOurs }: PlannedViews,
  { filterViews }: SpreadsheetStructure,
  tabs: readonly SizedTab[],
): readonly BatchRequest[] {
  const longer = filterViews.flatMap((view): readonly BatchRequest[] => {
    const found = tabs.find(({ tab }) => tab.sheetId === view.range.sheetId);
    if (found === undefined || !isOurs(view) || remove.includes(view.id)) return [];
    const range = extended(view.range, firstDataRow - 1, found.rowCount);
    if (range === null) return [];
    return [{ updateFilterView: { filter: { filterViewId: view.id, range }, fields: "range" } }];
  });
  return [
    ...longer,
    ...remove.map((filterId): BatchRequest => ({ deleteFilterView: { filterId } })),
    ...add.flatMap((view) => {
      const found = tabs.find(({ tab }) => tab.id === view.tab);
      return found === undefined ? [] : viewRequest(view, found.tab, found.positions);
    }),
  ];
}

// Links.

/** The part of a link that opens the view. It follows the file's address, or is the whole link in a cell of that file. */
export function viewFragment({ sheetId }: Pick<Tab, "sheetId">, filterViewId?: number): string {
  return `#gid=${sheetId}${filterViewId === undefined ? "" : `&fvid=${filterViewId}`}`;
}

// Cells with a link in each line. The text and its links are written together, because writing a text erases the links.

/** The field mask for writing such a cell. */
export const linkedFields = "userEnteredValue,textFormatRuns";

/** The link to a place; null if it names columns that are not there. `positions`: of the tab that it names columns of. */
export function linkTo(place: Place, tabs: Tabs, positions: ColumnPositions): string | null {
  const { tab, filterViewId, columns, range } = place;
  const fragment = viewFragment(tabs[tab], filterViewId);
  if (range !== undefined) return `${fragment}&range=${range}`;
  if (columns === undefined) return fragment;
  // It names no row, since rows move.
  const [first = -1, ...others] = columns.map((column) => positions.get(column) ?? -1);
  if (first < 0) return null;
  const last = others.reduce((to, at) => (at === to + 1 ? at : to), first);
  return `${fragment}&range=${columnLetters(first)}:${columnLetters(last)}`;
}

/** The cell of a row, with a link on each line that leads somewhere. A cell of a column without links is returned unchanged. */
export function withLinks(
  cell: PlainCell,
  { leadsTo }: Pick<Column, "leadsTo">,
  from: { readonly key: string; readonly tabs: Tabs; readonly positions: ColumnPositions },
): PlainCell {
  const value = cell.userEnteredValue;
  if (leadsTo === undefined || value === undefined || !("stringValue" in value)) return cell;
  const text = value.stringValue;
  const textFormatRuns: TextFormatRun[] = [];
  let at = 0;
  for (const line of text.split("\n")) {
    const place = leadsTo(line, from);
    const uri = place === null ? null : linkTo(place, from.tabs, from.positions);
    const end = at + line.length;
    if (uri !== null && line !== "") {
      textFormatRuns.push({ startIndex: at, format: { link: { uri } } });
      // The line break is not part of the link.
      if (end < text.length) textFormatRuns.push({ startIndex: end, format: {} });
    }
    at = end + 1;
  }
  return textFormatRuns.length === 0 ? cell : { ...cell, textFormatRuns };
}
