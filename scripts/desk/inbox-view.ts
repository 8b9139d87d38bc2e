/** The mail that was sent, and which place in the registers each mail links to. */
import type { RegisterName } from "../../src/ports";
import type { SentMail } from "../workspace/services/mail/index";
import type { InboxView, MailView } from "./views";

const registerLink = /\/spreadsheets\/d\/([^/\s]+)\/edit#gid=(\d+)(?:&fvid=(\d+))?/;

/** The first link to a tab of one of the registers; null where the mail has none. */
function linkIn(text: string, registers: ReadonlyMap<RegisterName, string>): MailView["link"] {
  const [, id, tab, filter] = registerLink.exec(text) ?? [];
  const register = [...registers].find(([, spreadsheet]) => spreadsheet === id)?.[0];
  if (register === undefined) return null;
  return {
    register,
    sheetId: Number(tab),
    filter: filter === undefined ? null : Number(filter),
  };
}

/** `inWords` says an instant (milliseconds since 1970, UTC) as people read it. */
export function inboxView(
  sent: readonly SentMail[],
  registers: ReadonlyMap<RegisterName, string>,
  inWords: (at: number) => string,
): InboxView {
  const mails = sent.map(({ at, from, to, subject, body, htmlBody }) => ({
    at: inWords(at),
    from,
    to,
    subject,
    text: body,
    html: htmlBody,
    link: linkIn(body, registers),
  }));
  return { mails: mails.reverse() };
}
