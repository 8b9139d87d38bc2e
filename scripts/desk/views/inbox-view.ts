/** The mail that was sent, and which registers its links lead to. */
import type { RegisterName } from "../../../src/ports";
import type { SentMail } from "../../workspace/services/mail/index";

type InWords = (at: number) => string;

/** Characters of a mail that a locked phone shows below its subject. */
const lockedPhone = 110;

function head(mail: SentMail, number: number, inWords: InWords) {
  const { at, from, name, to, subject, body } = mail;
  const preview = body.replace(/\s+/g, " ").trim().slice(0, lockedPhone);
  return { number, at: inWords(at), from, sender: name ?? from, to, subject, preview };
}

/** Without what the mails say: of thousands one is read. `inWords` says an instant (milliseconds since 1970, UTC) as people read it. */
export function inboxView(
  sent: readonly SentMail[],
  registers: ReadonlyMap<RegisterName, string>,
  inWords: InWords,
) {
  const mails = sent.map((mail, number) => head(mail, number, inWords));
  // By the spreadsheet's id, which links have.
  return {
    mails: mails.reverse(),
    registers: [...registers].map(([name, id]) => [id, name] as const),
  };
}

/** One of them in full; null if there is none of that number. */
export function mailView(sent: readonly SentMail[], number: number, inWords: InWords) {
  const mail = sent[number];
  if (mail === undefined) return null;
  return { ...head(mail, number, inWords), text: mail.body, html: mail.htmlBody };
}
