/** The mail that was sent, and which registers its links lead to. */
import type { RegisterName } from "../../src/ports";
import type { SentMail } from "../workspace/services/mail/index";
import type { InboxView, MailHead, MailView } from "./views";

type InWords = (at: number) => string;

function head({ at, from, to, subject }: SentMail, number: number, inWords: InWords): MailHead {
  return { number, at: inWords(at), from, to, subject };
}

/** Without what the mails say: of thousands one is read. `inWords` says an instant (milliseconds since 1970, UTC) as people read it. */
export function inboxView(
  sent: readonly SentMail[],
  registers: ReadonlyMap<RegisterName, string>,
  inWords: InWords,
): InboxView {
  const mails = sent.map((mail, number) => head(mail, number, inWords));
  return { mails: mails.reverse(), registers: [...registers].map(([name, id]) => [id, name]) };
}

/** One of them in full; null where there is none of that number. */
export function mailView(
  sent: readonly SentMail[],
  number: number,
  inWords: InWords,
): MailView | null {
  const mail = sent[number];
  if (mail === undefined) return null;
  return { ...head(mail, number, inWords), text: mail.body, html: mail.htmlBody };
}
