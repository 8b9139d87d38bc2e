/** The mail that was sent, and which registers its links lead to. */
import type { RegisterName } from "../../src/ports";
import type { SentMail } from "../workspace/services/mail/index";
import type { InboxView } from "./views";

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
  }));
  return { mails: mails.reverse(), registers: [...registers].map(([name, id]) => [id, name]) };
}
