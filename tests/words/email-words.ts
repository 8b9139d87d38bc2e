/** Every kind of email, in its variants. */
import { mailScenes } from "../../scripts/guides/mail-scenes";
import type { Message } from "../../src/letters/format/letter";
import { compose, type messageKinds } from "../../src/letters/kinds/all-kinds";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import {
  due,
  everyLetter,
  factsOf,
  morning,
  pacific,
  raisedFacts,
  reportTakers,
} from "../letters/letters";

type Kind = (typeof messageKinds)[number];

/** Beside those of `everyLetter`. */
function variants(): readonly (readonly [name: string, kind: Kind, message: Message])[] {
  const facts = factsOf();
  const raised = { facts: raisedFacts(), newProtocols: [], newActs: [] } as const;
  const toReporter = {
    reviewed: [],
    calls: reportTakers,
    writtenReport: marin2019().writtenReport,
    reporters: marin2019().reporters,
    writtenReportDue: due,
    dueFrom: "received",
    zone: pacific,
  } as const;
  const added = { writtenReportDue: due, reporterTold: true, isAnonymous: false } as const;
  return [
    [
      "in Spanish",
      "reporter-duty",
      compose("reporter-duty", { ...toReporter, language: "es", now: morning }),
    ],
    [
      "late",
      "reporter-duty",
      compose("reporter-duty", { ...toReporter, language: "en", now: due + 1 }),
    ],
    [
      "in Spanish",
      "report-taken-on",
      compose("report-taken-on", {
        language: "es",
        reviewed: [],
        emergency: "911",
        statute: "PC 11166",
      }),
    ],
    ["late", "case-opened", compose("case-opened", { ...facts, now: due + 1 })],
    [
      "something to review",
      "case-opened",
      compose("case-opened", { ...facts, reviewReasons: ["unread-confirmedBy"] }),
    ],
    [
      "raised by a person",
      "case-raised",
      compose("case-raised", { ...raised, fromLevel: raised.facts.level, cause: "person" }),
    ],
    [
      "late",
      "report-added",
      compose("report-added", { ...added, facts: { ...facts, now: due + 1 }, dueFrom: "learned" }),
    ],
    [
      "told, learned",
      "report-added",
      compose("report-added", { ...added, facts, dueFrom: "learned" }),
    ],
    [
      "closed since",
      "report-added",
      compose("report-added", {
        ...added,
        facts: { ...facts, isClosed: true },
        dueFrom: "learned",
      }),
    ],
    [
      "nobody was told",
      "review-needed",
      compose("review-needed", {
        facts: { ...facts, reviewReasons: ["no-designated-contact"] },
        told: [],
      }),
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
