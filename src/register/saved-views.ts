/**
 * The filter views to which emails, the Guide and lines of "Needs attention" link, and these links. Some views show all cases; others show
 * one case (its row in Cases, or its steps in Checklist). A view changes what one person sees and never the rows, and it finds its case
 * wherever the rows are moved.
 */

import type { BatchRequest, SpreadsheetStructure } from "../ports";
import type { PlainCell, TextFormatRun } from "../ports/sheets-requests";
import { packs } from "../protocol/find-pack";
import type { CaseStatus } from "../protocol/ids";
import type { SavedView } from "./change";
import {
  actStateWords,
  type Column,
  leftByClosed,
  statusWords,
  type TabId,
  tabIds,
} from "./columns";
import { type ColumnPositions, columnLetters, extendToEnd, isShortRange } from "./read/ranges";
import { rowsOf, type Snapshot } from "./read/snapshot";
import { firstDataRow, tabs } from "./tabs";

/** The views that are not about one case. Emails and the Guide link to them. */
export const generalViews = {
  worstFirst: {
    tab: "cases",
    filterViewId: 900_000_003,
    title: "Open, worst first",
    rules: [{ column: "status", not: statusWords.closed }],
    sortedBy: [
      { column: "urgency", isHighestFirst: true },
      { column: "nextDue", isHighestFirst: false },
    ],
  },
  steps: {
    tab: "checklist",
    filterViewId: 900_000_004,
    title: "Open steps",
    rules: [
      { column: "state", equals: actStateWords.open },
      { column: "closed", not: leftByClosed },
    ],
    sortedBy: [{ column: "due", isHighestFirst: false }],
  },
  waiting: {
    tab: "cases",
    filterViewId: 900_000_002,
    title: "Waiting on an agency",
    rules: [{ column: "status", equals: statusWords.waiting }],
    sortedBy: [{ column: "nextDue", isHighestFirst: false }],
  },
  closed: {
    tab: "cases",
    filterViewId: 900_000_005,
    title: "Closed",
    rules: [{ column: "status", equals: statusWords.closed }],
    sortedBy: [{ column: "student", isHighestFirst: false }],
  },
} as const satisfies Readonly<Record<string, SavedView>>;

// The script chooses the ids of views, so that an email can link to the view of a new case although both are written in the same batch. Ids
// are positive 32-bit numbers that follow from what the view shows. In ascending order: rows of cases (from 1 on), views of the whole
// register, checklists.

const casesViewsOfAYear = 8_000_000;
const firstChecklistView = 1_000_000_000;

/** Year and number of a reference. Throws an Error if the text is not a case reference. */
function partsOf(reference: string): readonly [year: number, number: number] {
  const [year, number] = reference.split("-").map(Number);
  if (year === undefined || number === undefined || !Number.isInteger(year * number)) {
    throw new Error("a text is no case reference");
  }
  return [year, number];
}

/** The id of the view of a case's checklist, for references up to 99-9999999. Throws an Error if the text is not a case reference. */
export function checklistViewId(reference: string): number {
  const [year, number] = partsOf(reference);
  return firstChecklistView + year * 10_000_000 + number;
}

/** The view of a case's steps. Throws an Error if the text is not a case reference. */
export function checklistView(reference: string): SavedView {
  return {
    tab: "checklist",
    filterViewId: checklistViewId(reference),
    title: `Case ${reference}`,
    rules: [{ column: "case", equals: reference }],
    // Calls come first, then steps by deadline. It does not sort by `due`: a tick on a step that repeats changes `due`, and the row would
    // move.
    sortedBy: [{ column: "order", isHighestFirst: false }],
  };
}

/**
 * The view of a case's own row. Ids are unique for up to 8 million references a year. Throws an Error if the text is not a case reference.
 */
export function casesView(reference: string): SavedView {
  const [year, number] = partsOf(reference);
  return {
    tab: "cases",
    filterViewId: 1 + year * casesViewsOfAYear + (number % casesViewsOfAYear),
    title: `Row of case ${reference}`,
    rules: [{ column: "case", equals: reference }],
  };
}

/** Both views of a case. */
export function viewsOfCase(reference: string): readonly SavedView[] {
  return [checklistView(reference), casesView(reference)];
}

/**
 * The requests that make a filter view. None if a column that it filters or sorts by is missing: no view is better than one that shows too
 * much.
 */
export function viewRequest(view: SavedView, positions: ColumnPositions): readonly BatchRequest[] {
  const { filterViewId, title, rules, sortedBy = [] } = view;
  if (![...rules, ...sortedBy].every(({ column }) => positions.has(column))) return [];
  const at = ({ column }: { readonly column: string }) => positions.get(column) ?? 0;
  const filterSpecs = rules.map((rule) => ({
    columnIndex: at(rule),
    // Google documents TEXT_NOT_EQ only for other kinds of data. So rows are hidden by their value instead.
    filterCriteria:
      "not" in rule
        ? { hiddenValues: [rule.not] }
        : { condition: { type: "TEXT_EQ" as const, values: [{ userEnteredValue: rule.equals }] } },
  }));
  const sortSpecs = sortedBy.map((by) => ({
    dimensionIndex: at(by),
    sortOrder: by.isHighestFirst ? ("DESCENDING" as const) : ("ASCENDING" as const),
  }));
  // The range of a view starts with the row of titles.
  const startRowIndex = firstDataRow - 1;
  const range = { sheetId: tabs[view.tab].sheetId, startRowIndex, startColumnIndex: 0 };
  const sorted = sortSpecs.length === 0 ? {} : { sortSpecs };
  return [{ addFilterView: { filter: { filterViewId, title, range, filterSpecs, ...sorted } } }];
}

// Which views a register should have.

type FilterView = SpreadsheetStructure["filterViews"][number];

/** What decides which views a case gets. If its status cannot be read, the case counts as open. */
export interface ListedCase {
  readonly case: string;
  readonly status: CaseStatus | null;
}

/**
 * How many of the latest closed cases keep their views, since emails about them still link there. Older views are removed, because every
 * read of the structure lists all views.
 */
export const closedViewsKept = 50;

/** A reference that the script gave. A person may number a row differently. */
const ownReference = /^\d{2}-\d{4,7}$/;

/** The reference in the title of a case's view; null for any other view. */
const caseIn = (title: string): string | null =>
  /^(?:Case|Row of case) (\d{2}-\d{4,7})$/.exec(title)?.[1] ?? null;

/** Whether the script made this view for one case: its id is the one that follows from its title. */
function isOfCase({ id, title }: Pick<FilterView, "id" | "title">): boolean {
  const reference = caseIn(title);
  const views = reference === null ? [] : viewsOfCase(reference);
  return views.some((view) => view.title === title && view.filterViewId === id);
}

/**
 * Which views to make (for each open case and for the whole register), and the ids of our views to remove. A view that a person made is
 * never touched, whatever its id. Nor is the view of a case that is newer than all cases that were read, since another run has just opened
 * that case.
 */
export function planViews(
  cases: readonly ListedCase[],
  present: readonly Pick<FilterView, "id" | "title">[],
) {
  const listed = cases.filter((one) => ownReference.test(one.case));
  const open = listed.filter(({ status }) => status !== "closed");
  const wanted = new Map<number, SavedView>(
    [...Object.values(generalViews), ...open.flatMap((one) => viewsOfCase(one.case))].map(
      (view) => [view.filterViewId, view],
    ),
  );
  const there = new Set(present.map(({ id }) => id));
  const known = new Set(listed.map((one) => one.case));
  const newest = listed.reduce((highest, one) => Math.max(highest, checklistViewId(one.case)), 0);
  const over = present.filter((view) => {
    const reference = caseIn(view.title);
    const isNewer = reference !== null && checklistViewId(reference) > newest;
    return isOfCase(view) && !wanted.has(view.id) && !isNewer;
  });
  const closed = [...new Set(over.flatMap(({ title }) => caseIn(title) ?? []))]
    .filter((reference) => known.has(reference))
    .sort((a, b) => checklistViewId(b) - checklistViewId(a));
  const kept = new Set<string | null>(closed.slice(0, closedViewsKept));
  return {
    add: [...wanted.values()].filter(({ filterViewId }) => !there.has(filterViewId)),
    remove: over.filter(({ title }) => !kept.has(caseIn(title))).map(({ id }) => id),
  };
}

/** The columns of Cases that must be read to plan the views. */
export const viewReads = ["case", "status"] as const;

/**
 * Requests that add missing views, remove views that are no longer needed, and extend ours to the end of their tab. None if Cases was not
 * read. `rowCount`: how many rows a tab then has.
 */
export function viewChanges(
  snapshot: Snapshot,
  { filterViews, tabs: sheets }: SpreadsheetStructure,
  positionsOf: (tab: TabId) => ColumnPositions,
  rowCount: (tab: TabId) => number,
): readonly BatchRequest[] {
  const isNew = sheets.every(({ sheetId }) => sheetId !== tabs.cases.sheetId);
  if (!isNew && !snapshot.tabs.has("cases")) return [];
  const rows = isNew ? [] : rowsOf(snapshot, "cases");
  const listed = rows.map(({ key, values: { status = null } }) => ({ case: key, status }));
  const { add, remove } = planViews(listed, filterViews);
  const general = new Set<number>(Object.values(generalViews).map((view) => view.filterViewId));
  const short = filterViews.filter((view) => {
    const tab = tabIds.find((id) => tabs[id].sheetId === view.range.sheetId);
    const isOurs = general.has(view.id) || isOfCase(view);
    if (tab === undefined || !isOurs || remove.includes(view.id)) return false;
    return isShortRange(view.range, firstDataRow - 1, rowCount(tab));
  });
  return [
    ...short.map(({ id: filterViewId, range }): BatchRequest => {
      return {
        updateFilterView: { filter: { filterViewId, range: extendToEnd(range) }, fields: "range" },
      };
    }),
    ...remove.map((filterId): BatchRequest => ({ deleteFilterView: { filterId } })),
    ...add.flatMap((view) => viewRequest(view, positionsOf(view.tab))),
  ];
}

// Links.

/** The part of a link that opens the view. It follows the file's address, or is the whole link in a cell of that file. */
export function viewFragment({
  tab,
  filterViewId,
}: Pick<SavedView, "tab" | "filterViewId">): string {
  return `#gid=${tabs[tab].sheetId}&fvid=${filterViewId}`;
}

/** The link to a view of the case; null if the text is not a reference that the script gave. */
function caseFragment(reference: string, view: (reference: string) => SavedView): string | null {
  return ownReference.test(reference) ? viewFragment(view(reference)) : null;
}

/** The link to the view or tab that had this title when it was made; null for any other text. */
function titledFragment(title: string): string | null {
  const view = Object.values(generalViews).find((one) => one.title === title);
  if (view !== undefined) return viewFragment(view);
  const tab = Object.values(tabs).find((one) => one.title === title);
  return tab === undefined ? null : `#gid=${tab.sheetId}`;
}

/** How many rows of the Guide come before those about the law. */
const guideRowsAboveLaw = 18;

/** The link to the Guide's line about a statute; null if no pack has the statute. */
export function lawFragment(statute: string): string | null {
  const places = packs().map(({ statutes }) => statutes.findIndex(({ id }) => id === statute));
  const at = places.find((place) => place >= 0);
  if (at === undefined) return null;
  const row = firstDataRow + guideRowsAboveLaw + at + 1;
  return `#gid=${tabs.guide.sheetId}&range=A${row}:D${row}`;
}

/**
 * The link to a matter's columns for one case: it opens the case's view and selects the columns from the first one on, as far as they are
 * side by side. It names no row, since rows move. Null if the first column is missing. If a person numbered the row, the link goes to the
 * columns without the view.
 */
function matterFragment(
  reference: string,
  [first, ...others]: readonly [string, ...string[]],
  positions: ColumnPositions,
): string | null {
  const from = positions.get(first);
  if (from === undefined) return null;
  let to = from;
  for (const key of others) if (positions.get(key) === to + 1) to += 1;
  const place = caseFragment(reference, casesView) ?? `#gid=${tabs.cases.sheetId}`;
  return `${place}&range=${columnLetters(from)}:${columnLetters(to)}`;
}

// Cells with a link in each line. The text and its links are written together, because writing a text erases the links.

/** How the line begins that says what a locked step still waits for. */
export const stillMissing = "Still missing: ";

/** The field mask for writing such a cell. */
export const linkedFields = "userEnteredValue,textFormatRuns";

function linkOf(
  line: string,
  leadsTo: NonNullable<Column["leadsTo"]>,
  key: string,
  positions: ColumnPositions,
): string | null {
  if (leadsTo === "titled") return titledFragment(line);
  if (leadsTo === "acts") return caseFragment(line, checklistView);
  if (leadsTo === "row") return caseFragment(line, casesView);
  if (leadsTo === "law") return lawFragment(line);
  if (leadsTo === "missing") {
    const [reference = ""] = key.split(" ");
    return line.startsWith(stillMissing) ? caseFragment(reference, casesView) : null;
  }
  const keys = leadsTo(line);
  return keys === null ? null : matterFragment(key, keys, positions);
}

/**
 * The cell, with a link on each line that leads somewhere. A cell of a column without links is returned unchanged. `key`: the reference of
 * the row's case.
 */
export function withLinks(
  cell: PlainCell,
  column: Pick<Column, "leadsTo">,
  key: string,
  positions: ColumnPositions,
): PlainCell {
  const value = cell.userEnteredValue;
  if (column.leadsTo === undefined || value === undefined || !("stringValue" in value)) return cell;
  const text = value.stringValue;
  const textFormatRuns: TextFormatRun[] = [];
  let at = 0;
  for (const line of text.split("\n")) {
    const uri = linkOf(line, column.leadsTo, key, positions);
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
