/** A mail as a phone's mail reader shows it: subject and sender above, and the html part as it comes. */
import { senderName } from "../../src/letters/outbox/deliver-messages";

/** A phone of ordinary size, in CSS pixels. */
export const phone = { width: 412, height: 732 } as const;

export interface ShownMail {
  readonly subject: string;
  readonly html: string;
}

const style = [
  "body { margin: 0; padding: 14px 12px; font: 16px Arial, Helvetica, sans-serif; color: #1f1f1f }",
  ".subject { margin: 0 0 8px; font-size: 20px; line-height: 1.25 }",
  ".from { margin: 0 0 8px; font-size: 14px; color: #444746 }",
].join("\n");

const plain = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

/** A whole page. The part is put in as Gmail would keep it: a test of each letter says that it holds plain blocks alone. */
export function mailPage({ subject, html }: ShownMail): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Mail</title><style>${style}</style></head><body><p class="subject">${plain(subject)}</p><p class="from"><b>${senderName}</b> to me</p>${html}</body></html>`;
}
