/** Who is told about a report, and with which message. Pure; one row per recipient (design 2.7, 2.10). */
import type { Grown, WrittenReportDue } from "../case/open";
import type { ReviewReason } from "../case/reasons";
import type { Recipients } from "../district/find";
import type { MessageKind } from "../mail/letter";
import type { MessageDetail, QueuedMessage } from "../register/change";

// Who is told about a report, and with which message. Pure; one row per recipient (design 2.7, 2.10).

export interface Occasion {
  /** Id of the Form response: message ids derive from it. */
  readonly response: string;
  readonly grown: Grown;
  readonly opensCase: boolean;
  readonly written: WrittenReportDue;
  readonly reasons: readonly ReviewReason[];
  /** For the school that the report names. */
  readonly told: Recipients;
  /** For the school of the case; the same unless the student has moved. */
  readonly caseSchoolTold: Recipients;
  /** The only recipient of a sealed report; null for any other report. */
  readonly sealedReader: string | null;
  /** Address of a reporter to be told of their own duty; null where they may not be written to. */
  readonly reporter: string | null;
  readonly runningAs: string;
}

function once(addresses: readonly string[]): readonly string[] {
  return [...new Set(addresses)];
}

/** The messages of one report, the one who is asked to act first. */
export function messagesFor(occasion: Occasion): readonly QueuedMessage[] {
  const { grown, written, told, sealedReader } = occasion;
  const caseReference = grown.file.row.case;
  const message = (kind: MessageKind, detail: MessageDetail, to: string): QueuedMessage => ({
    id: `${occasion.response} ${kind} ${to}`,
    kind,
    to,
    case: caseReference,
    detail,
  });
  const tell = once([...occasion.caseSchoolTold.tell, ...told.tell].map(({ email }) => email));
  const acting =
    sealedReader !== null ? [sealedReader] : tell.length > 0 ? tell : [occasion.runningAs];
  const messages = acting.map((to) => message(...mainMessage(occasion), to));
  const lead = (told.lead ?? told.alternateLead ?? told.admin)?.email ?? occasion.runningAs;
  if (sealedReader === null && occasion.reasons.length > 0 && !acting.includes(lead)) {
    messages.push(message("review-needed", { told: told.tell.map(({ role }) => role) }, lead));
  }
  if (occasion.reporter !== null) {
    messages.push(
      message(
        "reporter-duty",
        { writtenReportDue: written.due, dueFrom: written.from },
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
