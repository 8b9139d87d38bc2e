/** Which saved filter views a register should have, and what is to be made or removed for that. Pure; asks for nothing. */
import { caseView } from "../case/model/case-file";
import type { SpreadsheetStructure } from "../ports";
import type { CaseStatus } from "../protocol/ids";
import type { SavedView } from "../register/change";
import { actStateWords, statusWords } from "../register/columns";

/** What of a row of Cases decides about views. An unreadable status counts as open. */
export interface ListedCase {
  readonly case: string;
  readonly status: CaseStatus | null;
  /** Address; null where the case has nobody. */
  readonly contact: string | null;
}

export interface ViewPlan {
  readonly add: readonly SavedView[];
  /** Ids of views of ours that show nothing that is needed any more. */
  readonly remove: readonly number[];
}

/**
 * So many of the latest closed cases keep their view: mails about them still link to it. The rest go, since every
 * reading of the structure lists all views.
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

/** What `checklistViewId` can number. */
const referenceShape = /^\d{2}-\d{4,7}$/;
const caseTitle = /^Case (\d{2}-\d{4,7})$/;
const contactPrefix = "Open cases: ";
const firstContactViewId = 910_000_000;
const contactViewIds = 80_000_000;

/** A contact's own list: their cases that are not closed. Its id derives from the address (lower case). */
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

/** The view that a title of ours stands for; null for a view that a person made or renamed. */
function viewTitled(title: string): SavedView | null {
  const reference = caseTitle.exec(title)?.[1];
  if (reference !== undefined) return caseView(reference);
  return title.startsWith(contactPrefix) ? contactView(title.slice(contactPrefix.length)) : null;
}

export function isOurView({ id, title }: { readonly id: number; readonly title: string }): boolean {
  const isGeneral = [overdueView, waitingView].some(({ filterViewId }) => filterViewId === id);
  return isGeneral || viewTitled(title)?.filterViewId === id;
}

/**
 * What is missing of the views of open cases, of contacts with an open case, of overdue acts and waiting cases; and which
 * views of ours are over. A view that a person made is never touched, whatever its id; nor is that of a case newer than
 * all that were read, which another run has just opened.
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
