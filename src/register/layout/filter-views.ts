/** Decides which saved filter views a register should have, and which are to be made or removed. Pure; makes no call. */
import type { BatchRequest, SpreadsheetStructure } from "../../ports";
import type { CaseStatus } from "../../protocol/ids";
import type { SavedView } from "../change";
import { statusWords, type TabId, tabIds } from "../columns";
import { type ColumnPositions, extendToEnd, isShortRange } from "../read/ranges";
import { rowsOf, type Snapshot } from "../read/snapshot";
import {
  casesView,
  checklistView,
  checklistViewId,
  generalViews,
  viewsOfCase,
} from "../saved-views";
import { firstDataRow, tabs } from "../tabs";
import { viewRequest } from "../write/write-batch";

/** What decides about a case's views. A status that cannot be read counts as open. */
export interface ListedCase {
  readonly case: string;
  readonly status: CaseStatus | null;
  /** Address of the person who has the case; null where no one has it. */
  readonly hasIt: string | null;
}

/** The views to make and to remove. */
export interface ViewPlan {
  readonly add: readonly SavedView[];
  /** Ids of our views that show nothing that is needed any more. */
  readonly remove: readonly number[];
}

/**
 * So many of the latest closed cases keep their view, since emails about them still link to it. The views of older ones go: every reading of
 * the structure lists all views.
 */
export const closedViewsKept = 50;

/** References that can be made into a view's id (`viewsOfCase`). */
const referenceShape = /^\d{2}-\d{4,7}$/;
const caseTitle = /^(Case|Row of case) (\d{2}-\d{4,7})$/;
/** The reference of the case whose view has this title; null for any other view. */
const caseIn = (title: string): string | null => caseTitle.exec(title)?.[2] ?? null;
const contactPrefix = "Open cases: ";
const firstContactViewId = 910_000_000;
const contactViewIds = 80_000_000;

/** The view with the open cases that someone has. Its id derives from the address (lower case). */
export function contactView(address: string): SavedView {
  let hash = 0;
  for (let at = 0; at < address.length; at += 1) {
    hash = (hash * 31 + address.charCodeAt(at)) % contactViewIds;
  }
  return {
    tab: "cases",
    filterViewId: firstContactViewId + hash,
    title: `${contactPrefix}${address}`,
    rules: [
      { column: "hasIt", equals: address },
      { column: "status", not: statusWords.closed },
    ],
    sortedBy: generalViews.worstFirst.sortedBy,
  };
}

/** The view of ours that has this title; null for a view that a person made or renamed. */
function viewTitled(title: string): SavedView | null {
  const [, kind, reference] = caseTitle.exec(title) ?? [];
  if (reference !== undefined) return (kind === "Case" ? checklistView : casesView)(reference);
  return title.startsWith(contactPrefix) ? contactView(title.slice(contactPrefix.length)) : null;
}

/** Whether a view was made by the script: its id is the one that belongs to its title. */
export function isOurView({ id, title }: { readonly id: number; readonly title: string }): boolean {
  const isGeneral = Object.values(generalViews).some(({ filterViewId }) => filterViewId === id);
  return isGeneral || viewTitled(title)?.filterViewId === id;
}

/**
 * Which views to make (for each open case, each person who has one, and the whole register) and which of ours to remove. A view that a person
 * made is never touched, whatever its id. Nor is the view of a case newer than all that were read: another run has just opened that case.
 */
export function planViews(
  cases: readonly ListedCase[],
  present: readonly Pick<SpreadsheetStructure["filterViews"][number], "id" | "title">[],
): ViewPlan {
  const listed = cases.filter((one) => referenceShape.test(one.case));
  const open = listed.filter(({ status }) => status !== "closed");
  const holders = new Set(open.flatMap(({ hasIt }) => hasIt?.trim().toLowerCase() || []));
  const wanted = new Map<number, SavedView>(
    [
      ...Object.values(generalViews),
      ...[...holders].map(contactView),
      ...open.flatMap((one) => viewsOfCase(one.case)),
    ].map((view) => [view.filterViewId, view]),
  );
  const there = new Set(present.map(({ id }) => id));
  const known = new Set(listed.map((one) => one.case));
  const newest = listed.reduce((highest, one) => Math.max(highest, checklistViewId(one.case)), 0);
  const isNewer = (title: string) => {
    const reference = caseIn(title);
    return reference !== null && checklistViewId(reference) > newest;
  };
  const over = present.filter(
    ({ id, title }) => viewTitled(title)?.filterViewId === id && !wanted.has(id) && !isNewer(title),
  );
  const closed = [...new Set(over.flatMap(({ title }) => caseIn(title) ?? []))]
    .filter((reference) => known.has(reference))
    .sort((a, b) => checklistViewId(b) - checklistViewId(a));
  const kept = new Set<string | null>(closed.slice(0, closedViewsKept));
  return {
    add: [...wanted.values()].filter(({ filterViewId }) => !there.has(filterViewId)),
    remove: over.filter(({ title }) => !kept.has(caseIn(title))).map(({ id }) => id),
  };
}

/** What has to be read of Cases to know which views there should be. */
export const viewReads = ["case", "status", "hasIt"] as const;

/**
 * Requests that add missing views, remove those that show nothing needed any more, and make ours reach to the end of their tab. None where
 * Cases was not read. `rowCount`: how many rows a tab then has.
 */
export function viewChanges(
  snapshot: Snapshot,
  { filterViews, tabs: sheets }: SpreadsheetStructure,
  positionsOf: (tab: TabId) => ColumnPositions,
  rowCount: (tab: TabId) => number,
): readonly BatchRequest[] {
  const isNew = sheets.every(({ sheetId }) => sheetId !== tabs.cases.sheetId);
  if (!isNew && !snapshot.tabs.has("cases")) return [];
  const listed = isNew
    ? []
    : rowsOf(snapshot, "cases").map(({ key, values }) => ({
        case: key,
        status: values.status ?? null,
        hasIt: values.hasIt ?? null,
      }));
  const { add, remove } = planViews(listed, filterViews);
  const tabOfSheet = new Map(tabIds.map((id) => [tabs[id].sheetId, id]));
  const isShort = ({ range, sheetId }: SpreadsheetStructure["filterViews"][number]) => {
    const tab = tabOfSheet.get(sheetId);
    return tab !== undefined && isShortRange(range, firstDataRow - 1, rowCount(tab));
  };
  return [
    ...filterViews
      .filter((view) => isOurView(view) && !remove.includes(view.id) && isShort(view))
      .map(
        ({ id, range }): BatchRequest => ({
          updateFilterView: {
            filter: { filterViewId: id, range: extendToEnd(range) },
            fields: "range",
          },
        }),
      ),
    ...remove.map((filterId): BatchRequest => ({ deleteFilterView: { filterId } })),
    ...add.flatMap((view) => viewRequest(view, positionsOf(view.tab))),
  ];
}
