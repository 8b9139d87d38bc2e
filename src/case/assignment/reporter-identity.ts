/** Who reported, kept apart where only the lead may know it (domain.md E3; design 2.3). Pure. */
import type { Report, ReportKey } from "../../form/report";
import type { FormResponse } from "../../ports";
import { cellLimit, fitText, splitText } from "../../register/cell-text";
import type { RowValues } from "../../register/columns";
import { isWritten } from "../../text";

const identityKeys = ["reporterName", "reporterEmail", "reporterPhone"] as const;

function isIdentity(key: ReportKey | "unknown-question"): boolean {
  return identityKeys.some((one) => one === key);
}

/** An answer that could not be read may still say it. */
export function saysWho(report: Report): boolean {
  const said = identityKeys.some((key) => isWritten(report[key]));
  return said || report.unread.some(({ key }) => isIdentity(key));
}

/** Unless the reporter chose otherwise, in words that can be read. */
export function isForLeadAlone(report: Report): boolean {
  return report.reporterKnownTo !== "contact" && saysWho(report);
}

/** What could not be read of who sent it is only named. */
export function withoutReporter(report: Report): Report {
  return {
    ...report,
    reporterKnownTo: "lead",
    reporterName: null,
    reporterEmail: null,
    reporterPhone: null,
    unread: report.unread.map(({ key, text }) => ({
      key,
      text: isIdentity(key) ? "(kept apart: ask through the district lead)" : text,
    })),
  };
}

/** One, and more where an answer is too long for a cell. What could not be read stands as written. */
export function reporterRows(response: FormResponse, report: Report): readonly RowValues[] {
  const pieces = (key: (typeof identityKeys)[number]): readonly string[] => {
    const unread = report.unread.filter((one) => one.key === key).map(({ text }) => text);
    const text = report[key] ?? (unread.length === 0 ? null : unread.join("\n"));
    return text === null ? [] : splitText(fitText(text).text, cellLimit);
  };
  const [names, emails, phones] = [
    pieces("reporterName"),
    pieces("reporterEmail"),
    pieces("reporterPhone"),
  ];
  const parts = Math.max(1, names.length, emails.length, phones.length);
  return Array.from({ length: parts }, (_, at) => ({
    response: at === 0 ? response.id : `${response.id}:${at + 1}`,
    received: response.receivedAt,
    name: names[at] ?? null,
    email: emails[at] ?? null,
    phone: phones[at] ?? null,
  }));
}

const prefix = "reporter:";

/** Stands for the reporter's address in the Outbox and in a case's row: resolved when the mail is sent. */
export function reporterOf(response: string): string {
  return `${prefix}${response}`;
}

/** Null for an address. */
export function responseIn(recipient: string): string | null {
  return recipient.startsWith(prefix) ? recipient.slice(prefix.length) : null;
}
