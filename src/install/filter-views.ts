/** Decides which saved filter views a register should have, and which are to be made or removed. Pure; makes no call. */
import { caseView } from "../case/model/case-file";
import type { SpreadsheetStructure } from "../ports";
import type { CaseStatus } from "../protocol/ids";
import type { SavedView } from "../register/change";
import { actStateWords, statusWords } from "../register/columns";

/** What decides about a case's views. A status that cannot be read counts as open. */
export interface ListedCase {
  readonly case: string;
  readonly status: CaseStatus | null;
  /** Address of the case's contact; null where the case has none. */
  readonly contact: string | null;
}

/** The views to make and to remove. */
export interface ViewPlan {
  readonly add: readonly SavedView[];
  /** Ids of our views that show nothing that is needed any more. */
  readonly remove: readonly number[];
}

/**
 * So many of the latest closed cases keep their view, since mails about them still link to it. The views of older ones go: every reading of
 * the structure lists all views.
 */
export const closedViewsKept = 50;

const overdueView: SavedView = {
  tab: "checklist",
  filterViewId: 900_000_001,
  title: "Overdue",
  rules: [
    { column: "due", before: "today" },
    { column: "state", equals: actStateWords.open },
  ],
};

const waitingView: SavedView = {
  tab: "cases",
  filterViewId: 900_000_002,
  title: "Waiting on an agency",
  rules: [{ column: "status", equals: statusWords.waiting }],
};

/** References that can be made into a view's id (`checklistViewId`). */
const referenceShape = /^\d{2}-\d{4,7}$/;
const caseTitle = /^Case (\d{2}-\d{4,7})$/;
const contactPrefix = "Open cases: ";
const firstContactViewId = 910_000_000;
const contactViewIds = 80_000_000;

/** The view with a contact's own open cases. Its id derives from the address (lower case). */
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
      { column: "contact", equals: address },
      { column: "status", not: statusWords.closed },
    ],
  };
}

/** The view of ours that has this title; null for a view that a person made or renamed. */
function viewTitled(title: string): SavedView | null {
  const reference = caseTitle.exec(title)?.[1];
  if (reference !== undefined) return caseView(reference);
  return title.startsWith(contactPrefix) ? contactView(title.slice(contactPrefix.length)) : null;
}

/** Whether a view was made by the desk: its id is the one that belongs to its title. */
export function isOurView({ id, title }: { readonly id: number; readonly title: string }): boolean {
  const isGeneral = [overdueView, waitingView].some(({ filterViewId }) => filterViewId === id);
  return isGeneral || viewTitled(title)?.filterViewId === id;
}

/**
 * Which views to make (for open cases, contacts with an open case, overdue acts, waiting cases) and which of ours to remove. A view that a
 * person made is never touched, whatever its id. Nor is the view of a case newer than all that were read: another run has just opened that
 * case.
 */
export function planViews(
  cases: readonly ListedCase[],
  present: readonly Pick<SpreadsheetStructure["filterViews"][number], "id" | "title">[],
): ViewPlan {
  const listed = cases.filter((one) => referenceShape.test(one.case));
  const open = listed.filter(({ status }) => status !== "closed");
  const contacts = new Set(open.flatMap(({ contact }) => contact?.trim().toLowerCase() || []));
  const wanted = new Map(
    [
      overdueView,
      waitingView,
      ...[...contacts].map(contactView),
      ...open.map((one) => caseView(one.case)),
    ].map((view) => [view.filterViewId, view]),
  );
  const there = new Set(present.map(({ id }) => id));
  const ids = listed.map((one) => caseView(one.case).filterViewId);
  const newest = ids.reduce((highest, id) => Math.max(highest, id), 0);
  const known = new Set(ids);
  const over = present
    .filter(({ id, title }) => viewTitled(title)?.filterViewId === id && !wanted.has(id))
    .filter(({ id, title }) => id <= newest || !caseTitle.test(title))
    .map(({ id }) => id);
  const closed = over.filter((id) => known.has(id)).sort((a, b) => b - a);
  const kept = new Set(closed.slice(0, closedViewsKept));
  return {
    add: [...wanted.values()].filter(({ filterViewId }) => !there.has(filterViewId)),
    remove: over.filter((id) => !kept.has(id)),
  };
}
