/**
 * Releases a sealed case when a reader of it says so: it is carried into the main register (`carry-case.ts`), closes, and says where
 * it went (design 2.11). Pure.
 */

import { type CaseFile, referencesOf } from "../case/facts/case-file";
import { withDerivedCells } from "../casework/reassess-case";
import { type Report, reportKeys, unreadIn } from "../form/report";
import { source } from "../language";
import { packOfCase } from "../protocol/find-pack";
import { wholeReports } from "../register/change";
import { rowsOf, type Snapshot } from "../register/read/snapshot";
import { emptyRow, readAccepted } from "../register/row-state";
import { type CaseRow, type ReportRow, tabs } from "../register/tabs";
import type { Run } from "../run";
import { dayMs, type Moment } from "../time";

/** Whether a reader's release of the case was accepted and is not finished yet. */
export function isReleaseDue(row: Pick<CaseRow, "accepted" | "releasedTo">): boolean {
  return row.releasedTo === null && readAccepted(row.accepted)["release"] === true;
}

/**
 * Whether the case was released so lately that the main register gets it again if it has lost it: for as long as the Form would keep its
 * reports.
 */
export function isReleasedLately(
  { releasedTo, closedAt, mergedInto }: Pick<CaseRow, "releasedTo" | "closedAt" | "mergedInto">,
  { directory, now }: Run,
): boolean {
  const keptFor = directory.settings.formResponsesDays * dayMs;
  return releasedTo !== null && mergedInto === null && now - (closedAt ?? 0) < keptFor;
}

/** The rows of Reports for the case and for those that were merged into it. */
function reportRows(file: CaseFile, snapshot: Snapshot): readonly Partial<ReportRow>[] {
  const references = referencesOf(file);
  return rowsOf(snapshot, "reports").flatMap(({ values }) =>
    references.includes(values.case ?? "") ? [values] : [],
  );
}

/**
 * Why a case may not be released; null if it may: every report of it was sealed only because an answer was "not sure", unanswered or
 * unreadable. A report whose row is gone may have named someone. `snapshot` must have the columns `case`, `response` and
 * `recipientMayBeInvolved` of Reports.
 */
export function refusalOfRelease(
  file: CaseFile,
  snapshot: Snapshot,
): "release-named" | "release-rows-missing" | null {
  const rows = reportRows(file, snapshot);
  const there = new Set(rows.flatMap(({ response }) => response ?? []));
  const isUnsure = ({ recipientMayBeInvolved: answers = [] }: Partial<ReportRow>) =>
    answers.every((answer) => answer === "not-sure");
  if (!rows.every(isUnsure)) return "release-named";
  return there.size === 0 || there.size < (file.row.reports ?? 0) ? "release-rows-missing" : null;
}

/**
 * The reports of a sealed case without the answer that sealed them, oldest first. `receivedAt`: milliseconds since 1970, UTC. `snapshot`
 * must have all columns of Reports and Reporters.
 */
export function reportsToRelease(
  file: CaseFile,
  snapshot: Snapshot,
): readonly { readonly response: string; readonly receivedAt: number; readonly report: Report }[] {
  return wholeReports(reportRows(file, snapshot)).flatMap((whole) => {
    // The cast holds: these are columns of Reports, as they were decoded.
    const stored = { ...emptyRow(tabs.reports), ...whole } as ReportRow;
    const { response } = stored;
    if (response === null) return [];
    const reporters = rowsOf(snapshot, "reporters").filter(
      ({ key }) => key === response || key.startsWith(`${response}:`),
    );
    const reporter = (key: "name" | "email" | "phone") =>
      reporters.map(({ values }) => values[key] ?? "").join("") || null;
    const answers = Object.fromEntries(reportKeys.map((key) => [key, stored[key]]));
    return [
      {
        response,
        receivedAt: stored.received ?? 0,
        report: {
          // The cast holds: the row has a column of the same type for each answer.
          ...(answers as Pick<ReportRow, (typeof reportKeys)[number]>),
          pack: packOfCase(file.row),
          language: stored.language ?? source,
          recipientMayBeInvolved: [],
          reporterName: stored.reporterName ?? reporter("name"),
          reporterEmail: stored.reporterEmail ?? reporter("email"),
          reporterPhone: stored.reporterPhone ?? reporter("phone"),
          unread: unreadIn(stored.unread).filter(({ key }) => key !== "recipientMayBeInvolved"),
        },
      },
    ];
  });
}

/** The sealed case after the main register has it under the reference `into`. */
export function closedAsReleased(sealed: CaseFile, into: string, moment: Moment): CaseFile {
  const why = `This step continues in ${into} of the main register.`;
  const acts = sealed.acts.map((act) => (act.state === "done" ? act : { ...act, due: null, why }));
  const row: CaseRow = {
    ...sealed.row,
    status: "closed",
    closeReason: "released",
    releasedTo: into,
  };
  return withDerivedCells({ ...sealed, row, acts }, sealed, moment);
}
