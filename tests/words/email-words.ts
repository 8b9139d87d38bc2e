/** Every kind of email, in its variants. */
import { mailScenes } from "../../scripts/guides/mail-scenes";
import type { Message } from "../../src/messages/letter";
import {
  due,
  emailOf,
  everyLetter,
  factsOf,
  type ListedKind,
  openedEmail,
  raisedFacts,
} from "../letters/letters";

/** Beside those of `everyLetter`. */
function variants(): readonly (readonly [name: string, kind: ListedKind, message: Message])[] {
  const facts = factsOf();
  const about = { cases: [facts] };
  const duty = { writtenReportDue: due, dueFrom: "received" } as const;
  const added = { ...duty, dueFrom: "learned", reporterTold: true, isAnonymous: false } as const;
  const raised = { fromLevel: "suspected-victim", newProtocols: [], newActs: [] } as const;
  const spanish = { language: "es" } as const;
  return [
    ["in Spanish", "reporter-duty", emailOf("reporter-duty", { ...duty, ...spanish }, about)],
    ["late", "reporter-duty", emailOf("reporter-duty", duty, { ...about, now: due + 1 })],
    ["in Spanish", "report-taken-on", emailOf("report-taken-on", spanish, about)],
    ["late", "case-opened", openedEmail({ ...facts, now: due + 1 })],
    [
      "something to review",
      "case-opened",
      openedEmail({ ...facts, reviewReasons: ["unread-confirmedBy"] }),
    ],
    [
      "raised by a person",
      "case-raised",
      emailOf("case-raised", { ...raised, cause: "person" }, { cases: [raisedFacts()] }),
    ],
    [
      "late",
      "report-added",
      emailOf(
        "report-added",
        { ...added, reporterTold: true },
        { cases: [{ ...facts, now: due + 1 }] },
      ),
    ],
    ["told, learned", "report-added", emailOf("report-added", added, about)],
    [
      "closed since",
      "report-added",
      emailOf("report-added", added, { cases: [{ ...facts, isClosed: true }] }),
    ],
    [
      "no one was told",
      "review-needed",
      emailOf(
        "review-needed",
        {},
        { cases: [{ ...facts, reviewReasons: ["no-designated-contact"] }] },
      ),
    ],
  ];
}

/** One to a variant: what it is, when it is sent and to whom, its subject and its text. */
export function emailTexts(): readonly string[] {
  const more = variants().map(([name, kind, message]) => ({
    name: `${kind}, ${name}`,
    kind,
    message,
  }));
  const seen = new Set<string>();
  return [...everyLetter(), ...more].map(({ name, kind, message: { subject, text } }) => {
    const occasions = mailScenes
      .filter((one) => one.kind === kind && !seen.has(kind))
      .flatMap(({ title, who, when }) => [title, `Who: ${who}`, `When: ${when}`]);
    seen.add(kind);
    return [name, ...occasions, `Subject: ${subject}`, "", text.trimEnd()].join("\n");
  });
}
