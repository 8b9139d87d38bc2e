/** Who is told about a report, and with which message. Pure; one Outbox row for each recipient (design 2.7, 2.10). */
import type { Asked } from "../../case/assignment/responsible-person";
import type { GrownCase, WrittenReportDue } from "../../case/lifecycle/open-case";
import type { ReviewReason } from "../../case/model/review-reasons";
import { type Language, source } from "../../language";
import type { MessageKind } from "../../letters/format/letter";
import type { MessageDetail, QueuedMessage } from "../../register/change";

/** What the messages about one report depend on. */
export interface Occasion {
  /** Id of the Form's response; the ids of the messages derive from it. */
  readonly response: string;
  readonly grown: GrownCase;
  readonly opensCase: boolean;
  readonly written: WrittenReportDue;
  readonly reasons: readonly ReviewReason[];
  /** Whether the report says that the student is in immediate danger. */
  readonly isDanger: boolean;
  /** Who is told at once; first in the list the person who is asked to act first. */
  readonly told: readonly Asked[];
  /** Who is told of what a person has to look at (review reasons); null in a sealed register, where nobody but its reader is told. */
  readonly lead: Asked | null;
  /** Address of a reporter who is told of their own duty; null where they may not be written to. */
  readonly reporter: string | null;
  /** The language in which the report was written, and its reporter is written to. */
  readonly language: Language;
  /** Whether the report does not say who sent it. */
  readonly isAnonymous: boolean;
}

/** The messages about a report. */
export function reportMessages(occasion: Occasion): readonly QueuedMessage[] {
  const { grown, written, told, lead } = occasion;
  const message = (kind: MessageKind, detail: MessageDetail, to: string): QueuedMessage => ({
    id: `${occasion.response} ${kind} ${to}`,
    kind,
    to,
    case: grown.file.row.case,
    detail,
  });
  // Mail about danger is its own kind of mail; only that mail is marked so.
  const danger = occasion.isDanger ? { danger: true } : {};
  const [kind, detail] = mainMessage(occasion);
  const messages = told.map(({ email }) => message(kind, { ...detail, ...danger }, email));
  if (
    lead !== null &&
    occasion.reasons.length > 0 &&
    !told.some(({ email }) => email === lead.email)
  ) {
    const roles = told.map(({ role }) => role);
    messages.push(message("review-needed", { told: roles, ...danger }, lead.email));
  }
  if (occasion.reporter !== null) {
    messages.push(
      message(
        "reporter-duty",
        {
          writtenReportDue: written.due,
          dueFrom: written.from,
          ...(occasion.language === source ? {} : { language: occasion.language }),
        },
        occasion.reporter,
      ),
    );
  }
  return messages;
}

function mainMessage(occasion: Occasion): readonly [MessageKind, MessageDetail] {
  const { grown, written } = occasion;
  if (occasion.opensCase) return ["case-opened", { dueFrom: written.from }];
  if (grown.rise === null) {
    return [
      "report-added",
      {
        writtenReportDue: written.due,
        dueFrom: written.from,
        reporterTold: occasion.reporter !== null,
        isAnonymous: occasion.isAnonymous,
      },
    ];
  }
  const newActs = grown.file.acts.flatMap((act) =>
    act.act !== null && act.row !== null && grown.newActs.includes(act.row) ? [act.act] : [],
  );
  return [
    "case-raised",
    {
      fromLevel: grown.rise.from,
      newProtocols: grown.rise.protocols,
      newActs,
      cause: "report",
      dueFrom: written.from,
    },
  ];
}
