/** A report on its way into a register: what follows from it before its case is known, and its rows in Reports and Reporters. Pure. */
import {
  isForLeadAlone,
  reporterRecipient,
  reporterRows,
  saysWhoReported,
  withoutReporter,
} from "../../case/assignment/reporter-identity";
import { asksUntilCalled } from "../../case/facts/danger";
import { writtenReportDue } from "../../case/steps/deadlines";
import { reporterAddressIn } from "../../district/district";
import { type Report, unreadText } from "../../form/report";
import type { FormResponse } from "../../ports";
import { type Append, reportRows } from "../../register/change";
import { registerKinds } from "../../register/register-kinds";
import { acceptedText } from "../../register/row-state";
import { reportColumns } from "../../register/tabs";
import type { Run } from "../../run";
import type { IntakeState, RoutedReport } from "./intake-state";

/** A report, and what follows from it before its case is known. */
export type Sent = ReturnType<typeof readSentReport>;

/** What follows from a report before its case is known. */
export function readSentReport(state: IntakeState, taken: RoutedReport, run: Run) {
  const { response, report: whole, sealed = null } = taken;
  const { released } = state;
  const isAnswered = released !== null && !asksUntilCalled(released);
  /** Whether only the lead may know who sent it. */
  const isApart = isForLeadAlone(whole);
  const report = isApart ? withoutReporter(whole) : whole;
  const { isMain } = registerKinds[run.register];
  const address = isMain ? reporterAddressIn(run.directory.settings, whole.reporterEmail) : null;
  return {
    ...{ response, isApart },
    /** The report including who sent it; and as contacts may see it. */
    ...{ whole, report },
    /** What the case of a sealed report says of that; null for the main register. */
    sealed,
    /** Whether it does not say who sent it. */
    isAnonymous: !saysWhoReported(whole),
    /** Who is emailed about their own duty to report: an address, or a marker that stands for it; null where no one may be emailed. */
    reporter: isApart && address !== null ? reporterRecipient(response.id) : address,
    writtenReport: writtenReportDue(report.pack, report.learnedAt, response.receivedAt),
    /**
     * Whether a row of Reporters is written along. A sealed register takes it along; for another register it was written before
     * (take-in-reports).
     */
    keepsReporter: sealed !== null && !state.reporters.has(response.id),
    isDrill: response.id === state.drill,
    /** Whether it says that the student is in danger, and that was not answered in a sealed case that is released. */
    isDanger: report.immediateDanger === "yes" && !isAnswered,
    /** The case that the report belonged to before, as far as is known. */
    earlier: state.caseOf.get(response.id) ?? state.returning.former.get(response.id),
  };
}

/** The rows that hold all that the reporter answered, before they belong to a case: those of Reports, then those of Reporters. */
export function answeredRows(response: FormResponse, whole: Report): readonly Append[] {
  const isApart = isForLeadAlone(whole);
  const { unread, pack: _pack, ...answers } = isApart ? withoutReporter(whole) : whole;
  const reports = reportRows({
    ...answers,
    response: response.id,
    received: response.receivedAt,
    unread: unreadText(unread),
  });
  const reporters = isApart ? reporterRows(response, whole) : [];
  return [
    ...reports.map((row): Append => ({ tab: "reports", row })),
    ...reporters.map((row): Append => ({ tab: "reporters", row })),
  ];
}

/** The rows of the report under its case. */
export function reportAppends(sent: Sent, caseReference: string): readonly Append[] {
  const { response, whole, isAnonymous, reporter, writtenReport, keepsReporter } = sent;
  const marks = { reporterUnreachable: isAnonymous };
  const ofFirst = {
    writtenReportDue: writtenReport.due,
    writtenReportDueFrom: writtenReport.from,
    reporterTold: reporter === null ? "not told" : "told by email",
    callConfirmed: false,
    writtenReportConfirmed: false,
    ...marks,
    accepted: acceptedText(reportColumns(), marks),
  };
  return answeredRows(response, whole).flatMap(({ tab, row }): readonly Append[] => {
    if (tab !== "reports") return keepsReporter ? [{ tab, row }] : [];
    const more = row["part"] === 1 ? ofFirst : {};
    return [{ tab, row: { ...row, ...more, case: caseReference } }];
  });
}
