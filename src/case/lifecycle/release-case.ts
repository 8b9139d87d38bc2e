/**
 * Releases a sealed case when a reader of it says so: its reports open a case in the main register, what was done about it is carried over,
 * and the sealed case closes and says where it went (design 2.11). Pure.
 */

import { type Report, reportKeys, unreadIn } from "../../form/report";
import { source } from "../../language";
import { packOfCase } from "../../protocol/find-pack";
import { actOf } from "../../protocol/pack-queries";
import { wholeReports } from "../../register/change";
import { rowsOf, type Snapshot } from "../../register/read/snapshot";
import { emptyRow, readAccepted } from "../../register/row-state";
import { type CaseRow, type ReportRow, tabs } from "../../register/tabs";
import type { Moment } from "../../time";
import { type CaseFile, isActMade, isStepMade, referencesOf } from "../facts/case-file";
import { referenceOfCase } from "../facts/case-reference";
import { asksUntilCalled } from "../facts/danger";
import { fitChecklist } from "../steps/checklist";
import type { CaseContext } from "../steps/deadlines";
import { withDangerCalls, withDerivedCells } from "./reassess-case";

/** Whether a reader's release of the case was accepted and is not finished yet. */
export function isReleaseDue(row: Pick<CaseRow, "accepted" | "releasedTo">): boolean {
  return row.releasedTo === null && readAccepted(row.accepted)["release"] === true;
}

/** The rows of Reports for the case and for those that were merged into it. */
function reportRows(file: CaseFile, snapshot: Snapshot): readonly Partial<ReportRow>[] {
  const references = referencesOf(file);
  return rowsOf(snapshot, "reports").flatMap(({ values }) =>
    references.includes(values.case ?? "") ? [values] : [],
  );
}

/**
 * Whether every report of a case was sealed only because an answer was "not sure", unanswered or unreadable. `snapshot` must have the
 * columns `case` and `recipientMayBeInvolved` of Reports.
 */
export function mayBeReleased(file: CaseFile, snapshot: Snapshot): boolean {
  const rows = reportRows(file, snapshot);
  const isUnsure = ({ recipientMayBeInvolved: answers = [] }: Partial<ReportRow>) =>
    answers.every((answer) => answer === "not-sure");
  return rows.length > 0 && rows.every(isUnsure);
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

/**
 * The new case of the main register, with the calls and mandated reports that were made in the sealed one, and with its legal hold. A
 * danger that was answered in the sealed case stays answered; for any other, people are asked from the beginning.
 */
export function withWorkOfSealed(file: CaseFile, sealed: CaseFile, context: CaseContext): CaseFile {
  const { pack } = context;
  const reference = referenceOfCase(file.row);
  const isAlone = (sealed.merged ?? []).length === 0;
  const made = sealed.acts.flatMap((act) => {
    // Several merged cases may owe the same step: it counts as done only if none of them still owes it.
    const isCounted = isActMade(act) && (isAlone || isStepMade(sealed.acts, act.act ?? ""));
    if (!isCounted || actOf(pack, act.act)?.duty !== true) return [];
    const key = (act.row ?? "").slice(referenceOfCase(sealed.row).length);
    return [{ ...act, row: `${reference}${key}`, case: reference }];
  });
  const further = made.filter(({ row: key }) => !file.acts.some((act) => act.row === key));
  const acts = [...file.acts, ...further].map((act) => {
    const theirs = made.find((one) => one.row === act.row);
    if (theirs === undefined) return act;
    const { due, calledAt, doneBy, doneAt, agencyPerson, agencyReference } = theirs;
    const madeBy = theirs.madeBy ?? doneBy;
    const kept = { due, calledAt, doneBy, doneAt, agencyPerson, agencyReference, madeBy };
    return { ...act, ...kept, done: false, alreadyMade: true };
  });
  const { dangerSince, dangerOver, legalHold } = sealed.row;
  const isAnswered = !asksUntilCalled(sealed);
  const row: CaseRow = {
    ...file.row,
    legalHold: file.row.legalHold || legalHold,
    ...(isAnswered ? { dangerSince, dangerOver } : {}),
  };
  const after = fitChecklist({ row, acts }, context);
  return withDerivedCells(isAnswered ? after : withDangerCalls(after, context), file, context);
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
