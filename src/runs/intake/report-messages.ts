/** Who is told about a report, and with which message. Pure; one Outbox row for each recipient (design 2.7, 2.10). */
import type { Asked } from "../../case/assignment/responsible-person";
import type { GrownCase } from "../../case/lifecycle/grow-case";
import { message } from "../../case/messages/message";
import type { DetailToWrite, QueuedKind } from "../../case/messages/message-details";
import type { WrittenReportDue } from "../../case/model/deadlines";
import { type Language, source } from "../../language";
import type { QueuedMessage } from "../../register/change";

/** What the messages about one report depend on. */
export interface Occasion {
  /** Id of the Form's response; the ids of the messages derive from it. */
  readonly response: string;
  readonly grown: GrownCase;
  readonly opensCase: boolean;
  readonly writtenReport: WrittenReportDue;
  /** Whether it says that a parent may be involved, and a parent had been told of the case before. */
  readonly parentKnew: boolean;
  /** Whether the report says that the student is in immediate danger. */
  readonly isDanger: boolean;
  /** Who is told at once; first in the list the person who is asked to act first. */
  readonly told: readonly Asked[];
  /** Who is told of the report beside them, and not asked to act. */
  readonly others: readonly Asked[];
  /** Address of a reporter who is told of their own duty; null where they may not be written to. */
  readonly reporter: string | null;
  /** The language in which the report was written, and its reporter is written to. */
  readonly language: Language;
  /** Whether the report does not say who sent it. */
  readonly isAnonymous: boolean;
}

/** The messages about a report. */
export function reportMessages(occasion: Occasion): readonly QueuedMessage[] {
  const { told, others, writtenReport, reporter, language } = occasion;
  const main = mainMessage(occasion);
  const messages = told.map(({ email }) => main(email));
  const detail = { told: told.map(({ role }) => role), ...dangerOf(occasion) };
  const review = messageOf(occasion, "review-needed", detail);
  for (const { email } of others) {
    if (!told.some((one) => one.email === email)) messages.push(review(email));
  }
  if (reporter !== null) {
    const detail = {
      writtenReportDue: writtenReport.due,
      dueFrom: writtenReport.from,
      ...(language === source ? {} : { language }),
    };
    messages.push(messageOf(occasion, "reporter-duty", detail)(reporter));
  }
  return messages;
}

/** Returns a function that makes the message to an address. */
function messageOf<Kind extends QueuedKind>(
  { response, grown }: Occasion,
  kind: Kind,
  detail: DetailToWrite<Kind>,
): (to: string) => QueuedMessage {
  const { case: reference } = grown.file.row;
  return (to) => message(kind, detail, { id: `${response} ${kind} ${to}`, to, case: reference });
}

/** Mail about danger is its own kind of mail; only that mail is marked so. */
function dangerOf({ isDanger }: Occasion): { readonly danger?: true } {
  return isDanger ? { danger: true } : {};
}

/** The message to people who act on the case. */
function mainMessage(occasion: Occasion): (to: string) => QueuedMessage {
  const { grown, writtenReport, reporter, isAnonymous } = occasion;
  const { from: dueFrom } = writtenReport;
  const marks = {
    ...(occasion.parentKnew ? { parentKnew: true } : {}),
    ...dangerOf(occasion),
  };
  if (occasion.opensCase)
    return messageOf(occasion, "case-opened", { dueFrom, ...dangerOf(occasion) });
  if (grown.rise === null) {
    return messageOf(occasion, "report-added", {
      writtenReportDue: writtenReport.due,
      dueFrom,
      reporterTold: reporter !== null,
      isAnonymous,
      ...marks,
    });
  }
  const newActs = grown.file.acts.flatMap((act) =>
    act.act !== null && act.row !== null && grown.newActs.includes(act.row) ? [act.act] : [],
  );
  return messageOf(occasion, "case-raised", {
    fromLevel: grown.rise.from,
    newProtocols: grown.rise.protocols,
    newActs,
    cause: "report",
    dueFrom,
    ...marks,
  });
}
