/**
 * Releases a sealed case when a reader of it says so: it is carried into the main register (`carry-case.ts`), says where it went, and closes
 * once that case is acknowledged (design 2.11, 2.22). Pure.
 */

import { type CaseFile, referencesOf } from "../case/facts/case-file";
import { type CaseRow, caseTabs, type ReportRow } from "../case/tabs/case-tabs";
import { wholeReports } from "../case/tabs/rows-of-reports";
import { withDerivedCells } from "../casework/reassess-case";
import { reportKeys, unreadIn } from "../form/report";
import type { Taken } from "../intake/read-for-intake";
import { goingOnOf } from "../intake/students-who-go-on";
import { source } from "../language";
import { packOfCase } from "../protocol/find-pack";
import { rowsOf, type Snapshot } from "../register/read/snapshot";
import { emptyRow } from "../register/row-state";
import type { Run } from "../run";
import { involvedInReport } from "../sealed/who-reads-sealed-registers";
import { dayMs, type Moment } from "../time";

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
    answers.every((answer) => answer === "not-sure" || answer === "no");
  if (!rows.every(isUnsure)) return "release-named";
  return there.size === 0 || there.size < (file.row.reports ?? 0) ? "release-rows-missing" : null;
}

/**
 * The reports of a case that is carried, oldest first, as intake takes them in. `snapshot` must have all columns of Reports, and of Reporters
 * if the register has that tab. `to`: where they go. For a register of ordinary cases they lose the answer that sealed them.
 */
export function reportsToCarry(
  file: CaseFile,
  snapshot: Snapshot,
  to: Pick<Taken, "route" | "sealed"> = { route: "main" },
): readonly Taken[] {
  // Only a sealed register keeps reporters in a tab of their own.
  const isReleased = to.route === "main" && snapshot.tabs.has("reporters");
  const isMove = to.route === "main" && !isReleased;
  const reporterRows = snapshot.tabs.has("reporters") ? rowsOf(snapshot, "reporters") : [];
  return wholeReports(reportRows(file, snapshot)).flatMap((whole) => {
    // The cast holds: these are columns of Reports, as they were decoded.
    const stored = { ...emptyRow(caseTabs.reports), ...whole } as ReportRow;
    const { response: id, recipientMayBeInvolved } = stored;
    if (id === null) return [];
    const reporters = reporterRows.filter(({ key }) => key === id || key.startsWith(`${id}:`));
    const reporter = (key: "name" | "email" | "phone") =>
      reporters.map(({ values }) => values[key] ?? "").join("") || null;
    const answers = Object.fromEntries(reportKeys.map((key) => [key, stored[key]]));
    const receivedAt = stored.received ?? 0;
    const language = stored.language ?? source;
    const unread = unreadIn(stored.unread);
    const { since = Number.POSITIVE_INFINITY } = goingOnOf(file.row) ?? {};
    return [
      {
        response: { id, receivedAt, language, answers: {}, strangers: [] },
        ...to,
        ...(isMove ? { marks: marksOf(stored) } : {}),
        isTold:
          isMove || (receivedAt >= since && involvedInReport({ ...stored, unread }).length === 0),
        report: {
          // The cast holds: the row has a column of the same type for each answer.
          ...(answers as Pick<ReportRow, (typeof reportKeys)[number]>),
          pack: packOfCase(file.row),
          language,
          recipientMayBeInvolved: isReleased ? [] : recipientMayBeInvolved,
          reporterName: stored.reporterName ?? reporter("name"),
          reporterEmail: stored.reporterEmail ?? reporter("email"),
          reporterPhone: stored.reporterPhone ?? reporter("phone"),
          unread: unread.filter(({ key }) => !isReleased || key !== "recipientMayBeInvolved"),
        },
      },
    ];
  });
}

/** What is known of a report's own duties, which goes along when a case moves to another school. */
const marksOf = ({ reporterTold, reporterUnreachable, ...row }: ReportRow) => ({
  ...{ reporterTold, reporterUnreachable },
  callConfirmed: row.callConfirmed,
  writtenReportConfirmed: row.writtenReportConfirmed,
});

/**
 * The first case after the other register has it under the reference `into`. It stays open, and is asked about, until someone has
 * acknowledged that case (`isTakenOn`); then it closes (design 2.22).
 */
export function markedAsCarried(
  from: CaseFile,
  into: string,
  { isTakenOn, isSealed, ...moment }: Moment & Readonly<Record<"isTakenOn" | "isSealed", boolean>>,
): CaseFile {
  // Its reporters are told when someone acknowledges the other one.
  const carried: CaseRow = { ...from.row, releasedTo: into, toTell: [] };
  if (!isTakenOn) return withDerivedCells({ ...from, row: carried }, from, moment);
  const why = `This step continues in ${into} of the ${isSealed ? "main" : "other school's"} register.`;
  const acts = from.acts.map((act) => (act.state === "done" ? act : { ...act, why }));
  const row: CaseRow = {
    ...{ ...carried, status: "closed", closeReason: isSealed ? "released" : "handed-over" },
  };
  return withDerivedCells({ ...from, row, acts }, from, moment);
}
