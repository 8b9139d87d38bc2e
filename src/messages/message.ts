/** What a message is once it is written: the parts that MailApp sends. */

/** Kinds are permanent: they stand in the Outbox. */
export const messageKinds = [
  "case-opened",
  "case-raised",
  "report-added",
  "review-needed",
  "reporter-duty",
  "access-changed",
  "access-open",
  "case-escalated",
  "call-overdue",
  "case-handed-over",
  "digest",
  "report-waiting",
  "register-unreachable",
  "form-changed",
  "installer-silent",
  "sealed-waits",
] as const;
export type MessageKind = (typeof messageKinds)[number];

export interface Message {
  readonly subject: string;
  /** As complete as `html`. */
  readonly text: string;
  readonly html: string;
}
