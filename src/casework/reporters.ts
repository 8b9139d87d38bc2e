/**
 * Who sent a report. How that is kept separate from the case if only the lead may know it (PC 11167(d); design 2.3). And what the reporter
 * is told, once: that someone has acknowledged the case, and nothing of its content. Pure.
 */

import type { Report, ReportKey } from "../form/report";
import type { FormResponse } from "../ports";
import { cellLimit, fitText, splitText } from "../register/cells";
import type { RowValues } from "../register/columns";
import { isWritten } from "../text";

const identityKeys = ["reporterName", "reporterEmail", "reporterPhone"] as const;

function isIdentity(key: ReportKey | "unknown-question"): boolean {
  return identityKeys.some((one) => one === key);
}

/** Whether the report says who sent it. An answer that could not be read counts too, since it may say so. */
export function saysWhoReported(report: Report): boolean {
  const said = identityKeys.some((key) => isWritten(report[key]));
  return said || report.unread.some(({ key }) => isIdentity(key));
}

/** Whether only the lead may know who sent the report. That is so unless the reporter chose otherwise, in an answer that can be read. */
export function isForLeadAlone(report: Report): boolean {
  return report.reporterKnownTo !== "contact" && saysWhoReported(report);
}

/** The report without who sent it. Of an answer about the sender that could not be read, only the fact that there was one is kept. */
export function withoutReporter(report: Report): Report {
  return {
    ...report,
    reporterKnownTo: "lead",
    reporterName: null,
    reporterEmail: null,
    reporterPhone: null,
    unread: report.unread.map(({ key, text }) => ({
      key,
      text: isIdentity(key) ? "(kept separately: ask through the district lead)" : text,
    })),
  };
}

/**
 * The rows for the Reporters tab: one, and further ones if an answer is too long for a cell. An answer that could not be read is kept as it
 * was written.
 */
export function reporterRows(response: FormResponse, report: Report): readonly RowValues[] {
  const pieces = (key: (typeof identityKeys)[number]): readonly string[] => {
    const unread = report.unread.filter((one) => one.key === key).map(({ text }) => text);
    const text = report[key] ?? (unread.length === 0 ? null : unread.join("\n"));
    return text === null ? [] : splitText(fitText(text).text, cellLimit);
  };
  const [names = [], emails = [], phones = []] = identityKeys.map(pieces);
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

/**
 * A text that stands for the reporter's address in the Outbox and on the row of the case. The address itself is looked up only when the
 * email is sent.
 */
export function reporterRecipient(response: string): string {
  return `${prefix}${response}`;
}

/** The id of the response in such a text; null if the text is an address. */
export function responseOfRecipient(recipient: string): string | null {
  return recipient.startsWith(prefix) ? recipient.slice(prefix.length) : null;
}
