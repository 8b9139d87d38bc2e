/**
 * The filter views to which emails, the Guide and lines of "Needs attention" link, and these links. Some views show all cases; others show
 * one case (its row in Cases, or its steps in Checklist). A view changes what one person sees and never the rows, and it finds its case
 * wherever the rows are moved.
 */

import type { BatchRequest, SpreadsheetStructure } from "../ports";
import type { PlainCell, TextFormatRun } from "../ports/sheets-requests";
import { packs } from "../protocol/find-pack";
import type { CaseStatus } from "../protocol/ids";
import { caseReferencePattern } from "../text";
import type { SavedView } from "./change";
import {
  actStateWords,
  type Column,
  leftByClosed,
  statusWords,
  type TabId,
  tabIds,
} from "./columns";
import { type ColumnPositions, columnLetters, extended } from "./read/ranges";
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

/**
 * The views of a case: of its steps (for references up to 99-9999999), and of its own row (ids are unique for up to 8 million references a
 * year). Throws an Error if the text is not a case reference.
 */
export function viewsOfCase(reference: string): readonly [steps: SavedView, row: SavedView] {
  const [year = 0, number = Number.NaN] = reference.split("-").map(Number);
  if (!Number.isInteger(year * number)) throw new Error("a text is no case reference");
  const rules = [{ column: "case", equals: reference }];
  return [
    {
      tab: "checklist",
      filterViewId: firstChecklistView + year * 10_000_000 + number,
      title: `Case ${reference}`,
      rules,
      // Calls come first, then steps by deadline. It does not sort by `due`: a tick on a step that repeats changes `due`, and the row
      // would move.
      sortedBy: [{ column: "order", isHighestFirst: false }],
    },
    {
      tab: "cases",
      filterViewId: 1 + year * casesViewsOfAYear + (number % casesViewsOfAYear),
      title: `Row of case ${reference}`,
      rules,
    },
  ];
}

/**
 * The requests that make a filter view. None if a column that it filters or sorts by is missing: no view is better than one that shows too
 * much.
 */
export function viewRequest(view: SavedView, positions: ColumnPositions): readonly BatchRequest[] {
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
  const range = { sheetId: tabs[view.tab].sheetId, startRowIndex, startColumnIndex: 0 };
  const sorted = sortSpecs.length === 0 ? {} : { sortSpecs };
  return [{ addFilterView: { filter: { filterViewId, title, range, filterSpecs, ...sorted } } }];
}

// Which views a register should have.

type FilterView = SpreadsheetStructure["filterViews"][number];

/**
 * How many of the latest closed cases keep their views, since emails about them still link there. Older views are removed, because every
 * read of the structure lists all views.
 */
export const closedViewsKept = 50;

/** The reference of the case for which the script made this view; null for a view of another kind, or one that a person made. */
function caseOfView({ id, title }: Pick<FilterView, "id" | "title">): string | null {
  // The view's id must be the one that follows from its title.
  const reference = title.replace(/^(?:Case|Row of case) /, "");
  if (!caseReferencePattern.test(reference)) return null;
  const views = viewsOfCase(reference);
  const isOurs = views.some((view) => view.title === title && view.filterViewId === id);
  return isOurs ? reference : null;
}

/**
 * Which views to make (for each open case, also one whose status cannot be read, and for the whole register), and the ids of our views to remove. A view that a person made is
 * never touched, whatever its id. Nor is the view of a case that is newer than all cases that were read, since another run has just opened
 * that case.
 */
export function planViews(
  cases: readonly { readonly case: string; readonly status: CaseStatus | null }[],
  present: readonly Pick<FilterView, "id" | "title">[],
) {
  const listed = cases.filter((one) => caseReferencePattern.test(one.case));
  const open = listed.filter(({ status }) => status !== "closed");
  const wanted = new Map<number, SavedView>(
    [...Object.values(generalViews), ...open.flatMap((one) => viewsOfCase(one.case))].map(
      (view) => [view.filterViewId, view],
    ),
  );
  const there = new Set(present.map(({ id }) => id));
  const known = new Set(listed.map((one) => one.case));
  // The ids of checklist views ascend as references do.
  const orderOf = (reference: string) => viewsOfCase(reference)[0].filterViewId;
  const newest = Math.max(0, ...listed.map((one) => orderOf(one.case)));
  const over = present.flatMap((view) => {
    const reference = wanted.has(view.id) ? null : caseOfView(view);
    return reference === null || orderOf(reference) > newest ? [] : [{ id: view.id, reference }];
  });
  const closed = [...new Set(over.map(({ reference }) => reference))]
    .filter((reference) => known.has(reference))
    .sort((a, b) => orderOf(b) - orderOf(a));
  const kept = closed.slice(0, closedViewsKept);
  return {
    add: [...wanted.values()].filter(({ filterViewId }) => !there.has(filterViewId)),
    remove: over.flatMap(({ id, reference }) => (kept.includes(reference) ? [] : [id])),
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
  const longer = filterViews.flatMap(({ id, title, range }): readonly BatchRequest[] => {
    const tab = tabIds.find((one) => tabs[one].sheetId === range.sheetId);
    const isOurs = general.has(id) || caseOfView({ id, title }) !== null;
    if (tab === undefined || !isOurs || remove.includes(id)) return [];
    const whole = extended(range, firstDataRow - 1, rowCount(tab));
    if (whole === null) return [];
    return [{ updateFilterView: { filter: { filterViewId: id, range: whole }, fields: "range" } }];
  });
  return [
    ...longer,
    ...remove.map((filterId): BatchRequest => ({ deleteFilterView: { filterId } })),
    ...add.flatMap((view) => viewRequest(view, positionsOf(view.tab))),
  ];
}

// Links.

/** The part of a link that opens the view. It follows the file's address, or is the whole link in a cell of that file. */
export function viewFragment({ tab, filterViewId }: Pick<SavedView, "tab" | "filterViewId">) {
  return `#gid=${tabs[tab].sheetId}&fvid=${filterViewId}`;
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

// Cells with a link in each line. The text and its links are written together, because writing a text erases the links.

/** How the line begins that says what a locked step still waits for. */
export const stillMissing = "Still missing: ";

/** The field mask for writing such a cell. */
export const linkedFields = "userEnteredValue,textFormatRuns";

/** Where a line of a cell leads; null if nowhere. `key`: the reference of the row's case. */
function linkOf(
  line: string,
  leadsTo: NonNullable<Column["leadsTo"]>,
  key: string,
  positions: ColumnPositions,
): string | null {
  if (leadsTo === "law") return lawFragment(line);
  if (leadsTo === "titled") {
    // The view or tab that had this title when it was made.
    const view = Object.values(generalViews).find((one) => one.title === line);
    const tab = Object.values(tabs).find((one) => one.title === line);
    if (view !== undefined) return viewFragment(view);
    return tab === undefined ? null : `#gid=${tab.sheetId}`;
  }
  let reference = key;
  if (leadsTo === "acts" || leadsTo === "row") reference = line;
  // The key of a step begins with the reference of its case.
  if (leadsTo === "missing") [reference = ""] = key.split(" ");
  // If a person numbered the row, there is no view of it.
  const [steps, row] = caseReferencePattern.test(reference) ? viewsOfCase(reference) : [];
  const view = leadsTo === "acts" ? steps : row;
  const fragment = view === undefined ? null : viewFragment(view);
  if (leadsTo === "acts" || leadsTo === "row") return fragment;
  if (leadsTo === "missing") return line.startsWith(stillMissing) ? fragment : null;
  // Opens the view and selects the columns from the first one on, as far as they are side by side. It names no row, since rows move.
  const [first = -1, ...others] = leadsTo(line).map((column) => positions.get(column) ?? -1);
  if (first < 0) return null;
  const last = others.reduce((to, at) => (at === to + 1 ? at : to), first);
  const place = fragment ?? `#gid=${tabs.cases.sheetId}`;
  return `${place}&range=${columnLetters(first)}:${columnLetters(last)}`;
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
