/**
 * The filter views to which emails, the Guide and lines of "Needs attention" link, and the links themselves. Some views show the whole
 * register; others one case: its row in Cases, or its steps in Checklist. A view changes what one person sees, never the rows, and finds
 * its case wherever the rows have gone.
 */

import type { PlainCell, TextFormatRun } from "../ports/sheets-requests";
import { packs } from "../protocol/find-pack";
import type { SavedView } from "./change";
import { actStateWords, type Column, leftByClosed, statusWords } from "./columns";
import { type ColumnPositions, columnLetters } from "./read/ranges";
import { firstDataRow, tabs } from "./tabs";

/** The views of the whole register. Emails and the Guide link to them. */
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

const firstChecklistView = 1_000_000_000;
/** Below the ids of the views of the whole register (`install/filter-views`). */
const casesViewsOfAYear = 8_000_000;

/** Year and number of a reference. Throws if the text is no case reference. */
function partsOf(reference: string): readonly [year: number, number: number] {
  const [year, number] = reference.split("-").map(Number);
  if (year === undefined || number === undefined || !Number.isInteger(year * number)) {
    throw new Error("a text is no case reference");
  }
  return [year, number];
}

/**
 * The id of the filter view of one case's checklist. The script chooses the id, so that an email which is queued together with the new
 * case can link to the view. A positive 32-bit number for references up to 99-9999999. Throws if the text is no case reference.
 */
export function checklistViewId(reference: string): number {
  const [year, number] = partsOf(reference);
  return firstChecklistView + year * 10_000_000 + number;
}

/** The id of the filter view with one case's row of Cases. No two references of up to 8 million a year share one. */
function casesViewId(reference: string): number {
  const [year, number] = partsOf(reference);
  return 1 + year * casesViewsOfAYear + (number % casesViewsOfAYear);
}

/** The view of a case's acts. Throws if the text is no case reference. */
export function checklistView(reference: string): SavedView {
  return {
    tab: "checklist",
    filterViewId: checklistViewId(reference),
    title: `Case ${reference}`,
    rules: [{ column: "case", equals: reference }],
    // Calls first, then as they are due. Not by `due`: a tick on a step that repeats sets that anew, and its row would move.
    sortedBy: [{ column: "order", isHighestFirst: false }],
  };
}

/** The view of a case's own row. Throws if the text is no case reference. */
export function casesView(reference: string): SavedView {
  return {
    tab: "cases",
    filterViewId: casesViewId(reference),
    title: `Row of case ${reference}`,
    rules: [{ column: "case", equals: reference }],
  };
}

/** Both views of a case. */
export function viewsOfCase(reference: string): readonly SavedView[] {
  return [checklistView(reference), casesView(reference)];
}

/** What follows the address of a file, or stands alone in a link of a cell of that file: it opens the view. */
export function viewFragment({
  tab,
  filterViewId,
}: Pick<SavedView, "tab" | "filterViewId">): string {
  return `#gid=${tabs[tab].sheetId}&fvid=${filterViewId}`;
}

/** A reference as the script gives it; a person may number a row in another way. */
const ownReference = /^\d{2}-\d{4,7}$/;

/** The link to a view of the case; null for a text that is no such reference. */
function caseFragment(reference: string, view: (reference: string) => SavedView): string | null {
  return ownReference.test(reference) ? viewFragment(view(reference)) : null;
}

/** The link to the view or to the tab that has this title when it is made; null for any other words. */
function titledFragment(title: string): string | null {
  const view = Object.values(generalViews).find((one) => one.title === title);
  if (view !== undefined) return viewFragment(view);
  const tab = Object.values(tabs).find((one) => one.title === title);
  return tab === undefined ? null : `#gid=${tab.sheetId}`;
}

/** So many rows of the Guide stand above those of the law. */
export const guideRowsAboveLaw = 18;

/** The link to the line of the Guide on a statute; null for one that no pack has. */
export function lawFragment(statute: string): string | null {
  const places = packs().map(({ statutes }) => statutes.findIndex(({ id }) => id === statute));
  const at = places.find((place) => place >= 0);
  if (at === undefined) return null;
  const row = firstDataRow + guideRowsAboveLaw + at + 1;
  return `#gid=${tabs.guide.sheetId}&range=A${row}:D${row}`;
}

/** The columns of a block that stand side by side from the first one on, as "B:E"; null where that one is missing. */
function columnsOf(
  [first, ...others]: readonly [string, ...string[]],
  positions: ColumnPositions,
): string | null {
  const from = positions.get(first);
  if (from === undefined) return null;
  let to = from;
  for (const key of others) if (positions.get(key) === to + 1) to += 1;
  return `${columnLetters(from)}:${columnLetters(to)}`;
}

/**
 * The link to columns of Cases for one case: its view, and in it the columns. It names no row, since rows move. Null where the columns are
 * missing; for a row that a person numbered the columns alone.
 */
function matterFragment(
  reference: string,
  keys: readonly [string, ...string[]],
  positions: ColumnPositions,
): string | null {
  const range = columnsOf(keys, positions);
  if (range === null) return null;
  const place = caseFragment(reference, casesView) ?? `#gid=${tabs.cases.sheetId}`;
  return `${place}&range=${range}`;
}

// Cells whose lines are links: the text and the runs that carry the links are written together, since a new text erases the runs.

/** The beginning of the line that says what a locked step still waits for. */
export const stillMissing = "Still missing: ";

/** The field mask of such a cell. */
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

/** The cell with a link on each line that leads somewhere; the same cell where the column has no such lines. `key`: the row's reference. */
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
      // The line break is no part of the link.
      if (end < text.length) textFormatRuns.push({ startIndex: end, format: {} });
    }
    at = end + 1;
  }
  return textFormatRuns.length === 0 ? cell : { ...cell, textFormatRuns };
}
