/** The emails that were sent, each with the kind and case of its Outbox row. */

import { responseOfRecipient } from "../../../src/casework/reporters";
import { languages } from "../../../src/language";
import { sentence } from "../../../src/languages/languages";
import type { RegisterName } from "../../../src/ports";
import type { Store } from "../../workspace/service";
import { type SentMail, sentMail } from "../../workspace/services/mail";
import { iso } from "../zone";
import { decodedRows } from "./decoded-rows";

export interface PrintedMail {
  readonly at: string;
  readonly to: readonly string[];
  /** The kind of message; null for an email that no row of the Outbox explains. */
  readonly message: string | null;
  readonly case: string | null;
  /** The references of all cases that the email names. */
  readonly cases: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
}

interface OutboxRow {
  readonly kind: string;
  readonly case: string | null;
  readonly to: string;
  /** Milliseconds since 1970. */
  readonly queuedAt: number;
  readonly sentAt: number | null;
  used: boolean;
}

const instant = (value: unknown): number | null =>
  typeof value === "string" ? Date.parse(value) : null;

/**
 * A recipient's address. For a reporter whom only the lead may know, the Outbox has a response id instead, and the address is in
 * Reporters.
 */
function addressOf(to: string, store: Store, registers: ReadonlyMap<RegisterName, string>): string {
  const response = responseOfRecipient(to);
  if (response === null) return to;
  const rows = [...registers.values()].flatMap((id) => decodedRows(store, id, "reporters"));
  const found = rows.find(({ values }) => values["response"] === response);
  return String(found?.values["email"] ?? "").trim();
}

function outboxRows(store: Store, registers: ReadonlyMap<RegisterName, string>): OutboxRow[] {
  return [...new Set(registers.values())].flatMap((id) =>
    decodedRows(store, id, "outbox").map(({ values }) => {
      const { kind, case: reference = null, to, queuedAt, sentAt } = values;
      return {
        kind: String(kind ?? ""),
        case: typeof reference === "string" ? reference : null,
        to: addressOf(String(to ?? ""), store, registers).toLowerCase(),
        queuedAt: instant(queuedAt) ?? 0,
        sentAt: instant(sentAt),
        used: false,
      };
    }),
  );
}

/** Cells are exact to a second at best, so a row may seem to be queued just after its email was sent. In milliseconds. */
const slack = 1_000;

/** Emails sent while the register cannot be reached have no row in the Outbox. They are recognized by their subjects. */
const withoutRow: ReadonlyMap<string, string> = new Map([
  ["Student safety report: action needed", "report-waiting"],
  ["Student safety report: call now", "report-waiting"],
  ["Student safety register out of reach: action needed", "desk-notice"],
  ["Student safety register out of reach: call now", "danger-out-of-reach"],
  ["Student safety Form: a question is missing", "desk-notice"],
  ["Student Safety Desk: its clock fails", "desk-notice"],
  ["Student Safety Desk: its stored data was damaged", "desk-notice"],
]);

/** An email with this text has the subject of a waiting report, but tells people without any details that no one can read it. */
const nobodyReads = "A report is waiting that no one has read.";

/**
 * Whether this is an email about an outage. If it reports several problems, its kind is that of the most urgent one, which may be a
 * notice.
 */
export function isOfOutage({
  message,
  subject,
}: Pick<PrintedMail, "message" | "subject">): boolean {
  const isOfRegister = message === "desk-notice" && subject.includes("register out of reach");
  return message === "report-waiting" || message === "danger-out-of-reach" || isOfRegister;
}

/** Emails to reporters name no case. Their subject tells their kind. */
const toReporters: ReadonlyMap<string, string> = new Map(
  languages.flatMap((language) => [
    [sentence(language, "duty-subject"), "reporter-duty"] as const,
    [sentence(language, "taken-subject"), "report-taken-on"] as const,
  ]),
);

const caseInSubject = /\b\d{2}-\d{4,}\b/;

function casesIn(text: string): readonly string[] {
  const found = text.match(/\b\d{2}-\d{4,}\b/g) ?? [];
  return [...new Set(found)];
}

/**
 * The row of the Outbox that an email came from. An email does not name its row, so the row is found by address, by time (it was queued
 * before the email was sent) and by the case in the subject. Emails to reporters and emails about no case have no case there. If several
 * rows fit, rows that no other email used come first, and among those the row whose sending time is nearest.
 */
function rowBehind(mail: SentMail, rows: readonly OutboxRow[]): OutboxRow | null {
  const [to = ""] = mail.to;
  const namesCase = caseInSubject.test(mail.subject);
  const fits = rows.filter(
    (row) =>
      row.to === to.toLowerCase() &&
      row.queuedAt <= mail.at + slack &&
      (row.case === null ||
        (namesCase ? mail.subject.includes(row.case) : row.kind === toReporters.get(mail.subject))),
  );
  const named = fits.filter((row) => row.case !== null);
  const candidates = named.length > 0 ? named : fits;
  const distance = (row: OutboxRow) => Math.abs((row.sentAt ?? Number.MAX_SAFE_INTEGER) - mail.at);
  const [best = null] = [...candidates].sort(
    (a, b) => Number(a.used) - Number(b.used) || distance(a) - distance(b),
  );
  return best;
}

/** Every email that was sent, oldest first. */
export function printedInbox(
  store: Store,
  registers: ReadonlyMap<RegisterName, string>,
): PrintedMail[] {
  const rows = outboxRows(store, registers);
  return sentMail(store).map((mail) => {
    const kind = mail.body.startsWith(nobodyReads)
      ? "sealed-waits"
      : withoutRow.get(mail.subject.replace(/^DRILL: /, ""));
    const row = kind === undefined ? rowBehind(mail, rows) : null;
    if (row !== null) row.used = true;
    return {
      at: iso(mail.at),
      to: mail.to,
      message: kind ?? row?.kind ?? null,
      case: row?.case ?? null,
      cases: casesIn(`${mail.subject}\n${mail.body}`),
      subject: mail.subject,
      text: mail.body,
      html: mail.htmlBody,
    };
  });
}
