/** Who is told about a report, and with which message; and its lines of Activity. One Outbox row for each recipient (design 2.7, 2.10). Pure. */
import {
  leadOf,
  messagesToAudience,
  peopleToldOfReport,
  personAsked,
} from "../../case/assignment/responsible-person";
import { isParentTold } from "../../case/facts/parent-and-staff";
import {
  expiredApprovalLines,
  type ReassessedCase,
  raisedDetail,
  risenLines,
} from "../../case/lifecycle/reassess-case";
import { source } from "../../language";
import { type DetailToWrite, message, type QueuedKind } from "../../messages/messages";
import { packOfCase } from "../../protocol/find-pack";
import type { ActivityLine, QueuedMessage } from "../../register/change";
import { registerKinds } from "../../register/register-kinds";
import type { Run } from "../../run";
import { isWritten } from "../../text";
import type { Look, Sent } from "./report-rows";

/** The messages about a report, each to someone who may be told. */
export function reportMessages(
  sent: Sent,
  look: Look,
  reassessed: ReassessedCase,
  run: Run,
): readonly QueuedMessage[] {
  const { response, whole, reporter, writtenReport, isAnonymous, isApart, isDanger } = sent;
  const { row } = reassessed.file;
  const { audience, writesToReporters } = registerKinds[run.register];
  const tell = <Kind extends QueuedKind>(kind: Kind, detail: DetailToWrite<Kind>, to: string) =>
    message(kind, detail, { id: `${response.id} ${kind} ${to}`, to, case: row.case });
  // Only email about danger is marked so.
  const danger = isDanger ? { danger: true } : {};
  const dueFrom = writtenReport.from;
  const told = peopleToldOfReport(row, { school: look.served, isDanger }, run);
  // Told beside them, and not asked to act: the lead if there is something to look at; in a sealed register its whole audience.
  const isReviewed = look.reasons.length + look.past.reasons.length > 0;
  const others = audience !== null ? run.directory.people : isReviewed ? [leadOf(row, run)] : [];
  // The person who may read the address of a reporter who may not be written to reminds them in person.
  const reminds =
    writesToReporters && reporter === null && isWritten(whole.reporterEmail)
      ? [isApart ? leadOf(row, run) : personAsked(row, run)]
      : [];
  const language = whole.language === source ? {} : { language: whole.language };
  /** To people who act on the case. */
  const main = (to: string): QueuedMessage => {
    if (look.joined === undefined) return tell("case-opened", { dueFrom, ...danger }, to);
    const { row: was, acts } = look.joined;
    // A parent had been told of the case before a report said that a parent may be involved.
    const isKnown =
      sent.report.parentMayBeInvolved === "yes" && isParentTold(packOfCase(was), acts);
    const marks = { ...(isKnown ? { parentKnew: true } : {}), ...danger };
    if (reassessed.rise !== null) {
      const detail = raisedDetail(reassessed.rise, reassessed.newActs, "report");
      return tell("case-raised", { ...detail, dueFrom, ...marks }, to);
    }
    const reporterTold = reporter !== null;
    const due = { writtenReportDue: writtenReport.due, dueFrom };
    return tell("report-added", { ...due, reporterTold, isAnonymous, ...marks }, to);
  };
  return messagesToAudience(
    [
      ...reminds.map(({ email }) => tell("reporter-not-reminded", { isApart }, email)),
      ...told.map(({ email }) => main(email)),
      ...others
        .filter(({ email }) => !told.some((one) => one.email === email))
        .map(({ email }) =>
          tell("review-needed", { told: told.map(({ role }) => role), ...danger }, email),
        ),
      ...(reporter === null
        ? []
        : [
            tell(
              "reporter-duty",
              { writtenReportDue: writtenReport.due, dueFrom, ...language },
              reporter,
            ),
          ]),
    ],
    run,
  );
}

/** The lines of Activity about a report. `at`: milliseconds UTC. */
export function reportLines(
  { report }: Sent,
  { joined, past }: Look,
  { file: { row }, rise }: ReassessedCase,
  at: number,
): readonly ActivityLine[] {
  const line = { at, who: "automation", case: row.case };
  const counted = { what: "earlier-factors-counted", column: "earlierCase", to: past.case ?? "" };
  return [
    { ...line, what: joined === undefined ? "case-opened" : "report-joined" },
    ...(past.factors.length === 0 ? [] : [{ ...line, ...counted }]),
    ...(joined === undefined ? [] : expiredApprovalLines(joined.row, row, at)),
    ...risenLines(rise, row, { who: "automation", now: at }),
    ...(report.immediateDanger === "yes" ? [{ ...line, what: "danger-reported" }] : []),
  ];
}
