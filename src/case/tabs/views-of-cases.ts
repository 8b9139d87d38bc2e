/**
 * The filter views to which emails, the Guide and lines of "Needs attention" link, and where the lines of a case's cells lead. Some views
 * show all cases; others show one case (its row in Cases, or its steps in Checklist). A view changes what one person sees and never the
 * rows, and it finds its case wherever the rows are moved.
 */
import type { SpreadsheetStructure } from "../../ports";
import { packs } from "../../protocol/find-pack";
import type { CaseStatus } from "../../protocol/ids";
import type { SavedView } from "../../register/change";
import { firstDataRow, type LinkFrom, type Place, type TabId } from "../../register/columns";
import { rowsOf, type Snapshot } from "../../register/read/snapshot";
import type { PlannedViews } from "../../register/views-and-links";
import { caseReferencePattern } from "../../text";
import { actStateWords, leftByClosed, statusWords } from "./words-in-cells";

/** A view of Cases or Checklist. */
export type CaseView = SavedView & { readonly tab: "cases" | "checklist" };

/** The views that are not about one case. Emails and the Guide link to them. */
export const generalViews = {
  worstFirst: {
    tab: "cases",
    filterViewId: 900_000_003,
    title: "Open, worst first",
    rules: [{ column: "status", not: statusWords.closed }],
    sortedBy: [{ column: "urgency", isHighestFirst: true }, { column: "nextDue" }],
  },
  steps: {
    tab: "checklist",
    filterViewId: 900_000_004,
    title: "Open steps",
    rules: [
      { column: "state", equals: actStateWords.open },
      { column: "closed", not: leftByClosed },
    ],
    sortedBy: [{ column: "due" }],
  },
  waiting: {
    tab: "cases",
    filterViewId: 900_000_002,
    title: "Waiting on an agency",
    rules: [{ column: "status", equals: statusWords.waiting }],
    sortedBy: [{ column: "nextDue" }],
  },
  closed: {
    tab: "cases",
    filterViewId: 900_000_005,
    title: "Closed",
    rules: [{ column: "status", equals: statusWords.closed }],
    sortedBy: [{ column: "student" }],
  },
} as const satisfies Readonly<Record<string, CaseView>>;

// The script chooses the ids of views, so that an email can link to the view of a new case although both are written in the same batch. Ids
// are positive 32-bit numbers that follow from what the view shows. In ascending order: rows of cases (from 1 on), views of the whole
// register, checklists.

const casesViewsOfAYear = 8_000_000;
const firstChecklistView = 1_000_000_000;

/**
 * The views of a case: of its steps (for references up to 99-9999999), and of its own row (ids are unique for up to 8 million references a
 * year). Throws an Error if the text is not a case reference.
 */
export function viewsOfCase(reference: string): readonly [steps: CaseView, row: CaseView] {
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
      sortedBy: [{ column: "order" }],
    },
    {
      tab: "cases",
      filterViewId: 1 + year * casesViewsOfAYear + (number % casesViewsOfAYear),
      title: `Row of case ${reference}`,
      rules,
    },
  ];
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
 * Which views to make (for each open case, also one whose status cannot be read, and for the whole register), and the ids of our views to
 * remove. A view that a person made is never touched, whatever its id. Nor is the view of a case that is newer than all cases that were
 * read, since another run has just opened that case.
 */
export function planViews(
  cases: readonly { readonly case: string; readonly status: CaseStatus | null }[],
  present: readonly Pick<FilterView, "id" | "title">[],
) {
  const listed = cases.filter((one) => caseReferencePattern.test(one.case));
  const open = listed.filter(({ status }) => status !== "closed");
  const wanted = new Map<number, CaseView>(
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

/** What must be read of Cases to plan the views. */
export const viewReads = ["case", "status"] as const;

/**
 * The views that a register should have, from a read of Cases; null if Cases is there and was not read. `isMissing`: whether a tab has to
 * be made.
 */
export function viewsToHave(
  snapshot: Snapshot,
  present: readonly FilterView[],
  isMissing: (tab: TabId) => boolean,
): PlannedViews | null {
  const isNew = isMissing("cases");
  if (!isNew && !snapshot.tabs.has("cases")) return null;
  const rows = isNew ? [] : rowsOf(snapshot, "cases");
  const listed = rows.map(({ key, values: { status = null } }) => ({ case: key, status }));
  const general = new Set<number>(Object.values(generalViews).map((view) => view.filterViewId));
  const isOurs = (view: FilterView) => general.has(view.id) || caseOfView(view) !== null;
  return { ...planViews(listed, present), isOurs };
}

// Where lines lead.

/** From a reference to the steps of its case. If a person numbered the row, there is no view of it. */
export const placeOfSteps = (line: string): Place | null =>
  caseReferencePattern.test(line) ? viewsOfCase(line)[0] : null;

/** To the row of the case in Cases: from its reference, or from the key of a step, which begins with that. */
export function placeOfRow(line: string): Place | null {
  const [reference = ""] = line.split(" ");
  return caseReferencePattern.test(reference) ? viewsOfCase(reference)[1] : null;
}

/** How the line begins that says what a locked step still waits for. */
export const stillMissing = "Still missing: ";

/** From such a line of a step to the row of its case. */
export const placeOfMissing = (line: string, { key }: LinkFrom): Place | null =>
  line.startsWith(stillMissing) ? placeOfRow(key) : null;

/** How many rows of the Guide come before those about the law. */
const guideRowsAboveLaw = 18;

/** To the Guide's line about a statute; null if no pack has the statute. */
export function placeOfLaw(statute: string): Place | null {
  const places = packs().map(({ statutes }) => statutes.findIndex(({ id }) => id === statute));
  const at = places.find((place) => place >= 0);
  if (at === undefined) return null;
  const row = firstDataRow + guideRowsAboveLaw + at + 1;
  return { tab: "guide", range: `A${row}:D${row}` };
}
