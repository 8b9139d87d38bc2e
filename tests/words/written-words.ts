/**
 * Texts that are written directly and not composed on a played day: the register's tabs, guide, Summary and settings, each protocol, the
 * Form, sentences in each language, emails.
 */

import { mailScenes } from "../../scripts/guides/mail-scenes";
import { settingDefinitions } from "../../src/district/settings";
import { summaryRows } from "../../src/figures/summary-tab";
import { desiredForm } from "../../src/form/desired-form";
import { closedMessage, confirmationMessage, formDescription } from "../../src/form/safety-texts";
import { guideRows } from "../../src/install/guide-tab";
import { type Language, languages } from "../../src/language";
import { wordsOf } from "../../src/languages/languages";
import type { CaseFacts } from "../../src/messages/message-entry";
import type { QueuedKind } from "../../src/messages/messages";
import {
  agencyNames,
  concernNames,
  confirmerNames,
  factorNames,
  levelNames,
  protocolNames,
} from "../../src/protocol/find-pack";
import type { ProtocolPack } from "../../src/protocol/pack";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { usEd2021 } from "../../src/protocol/packs/us-ed-2021";
import { tabs } from "../../src/tabs";
import type { Listed } from "../messages/letters";
import { due, emailOf, everyLetter, factsOf, raisedFacts } from "../messages/letters";

/** Those of the product: other tests carry packs of made-up counties. */
export const ownPacks = [marin2019(), usEd2021()];

/** What packs call things stands under the protocols. */
const ofPacks: readonly unknown[] = [
  agencyNames,
  concernNames,
  confirmerNames,
  factorNames,
  levelNames,
  protocolNames,
];

/** A tab to a text: each visible column with its note and the words of its choices. */
export function tabTexts(): readonly string[] {
  return Object.values(tabs).map(({ title, columns }) =>
    [
      title,
      ...columns
        .filter(({ hidden }) => !hidden)
        .flatMap(({ header, note, words }) => [
          `- ${header}`,
          ...(note === undefined ? [] : [`  ${note}`]),
          ...(words === undefined || ofPacks.includes(words)
            ? []
            : [`  ( ) ${Object.values(words()).join(" ( ) ")}`]),
        ]),
    ].join("\n"),
  );
}

export function settingTexts(): readonly string[] {
  return settingDefinitions().map(({ key, meaning, allowed, default: standard }) =>
    [
      `${key}: ${meaning}`,
      `  Allowed: ${allowed.replace(/\.$/, "")}. Without one: ${standard || "empty"}.`,
    ].join("\n"),
  );
}

/** Of each protocol: the Guide tab. */
export function guideTexts(): readonly string[] {
  return ownPacks.map((pack) =>
    [
      pack.id,
      ...guideRows(pack).map(({ topic, text }) => `- ${String(topic)}: ${String(text)}`),
    ].join("\n"),
  );
}

/** Of the first protocol: the rows of Summary and what stands beside them. */
export function summaryTexts(): readonly string[] {
  return ownPacks
    .slice(0, 1)
    .flatMap((pack) => summaryRows({ pack, hasYear: true }))
    .map(({ measure, state }) => `- ${measure}: ${state}`);
}

/** Every wording in a pack, with its place: `acts/regular-contact/what/0`. */
function* wordingsIn(value: unknown, place: string): Generator<readonly [string, string]> {
  if (typeof value !== "object" || value === null) return;
  if ("en" in value && typeof value.en === "string") {
    yield [place, value.en];
    return;
  }
  for (const [key, part] of Object.entries(value)) {
    const id: unknown =
      Array.isArray(value) && typeof part === "object" && part !== null && "id" in part
        ? part.id
        : key;
    yield* wordingsIn(part, place === "" ? String(id) : `${place}/${String(id)}`);
  }
}

/** Of each protocol: all that it says, in English. */
export function packTexts(): readonly string[] {
  return ownPacks.map((pack) =>
    [pack.id, ...[...wordingsIn(pack, "")].map(([place, text]) => `- ${place}: ${text}`)].join(
      "\n",
    ),
  );
}

function formText(pack: ProtocolPack, language: Language): string {
  const speech = { language, reviewed: [] };
  const { title, items } = desiredForm(pack, [], true, speech);
  const pages = items.flatMap((item) => [
    item.kind === "page" ? `\nPAGE ${item.title}` : `\n? ${item.title}${item.required ? " *" : ""}`,
    ...(item.help === "" ? [] : [item.kind === "page" ? item.help : `  ${item.help}`]),
    ...item.choices.map((choice) => `  ( ) ${choice.text}`),
  ]);
  const { text, notice } = formDescription(pack, speech);
  return [
    `${pack.id}, ${language}: ${title}`,
    `\nBEFORE GOING LIVE\n${notice}`,
    `\nFIRST\n${text}`,
    ...pages,
    `\nAFTER SENDING\n${confirmationMessage(pack, speech).text}`,
    `\nCLOSED\n${closedMessage(pack, speech)}`,
  ].join("\n");
}

/** One to a protocol and language. */
export function formTexts(): readonly string[] {
  return ownPacks.flatMap((pack) =>
    languages.filter((one) => pack.languages.includes(one)).map((one) => formText(pack, one)),
  );
}

/** A sentence to a text: its key, and one line for each language. */
export function sentenceTexts(): readonly string[] {
  const all = languages.map((language) => ({ language, words: wordsOf(language) }));
  const said = Object.keys(wordsOf("en").sentences).map((key) =>
    [
      key,
      ...all.map(
        ({ language, words }) => `  ${language}: ${Reflect.get(words.sentences, key) as string}`, // Each language has the same keys.
      ),
    ].join("\n"),
  );
  const ofPacks = all.flatMap(({ language, words }) =>
    Object.entries(words.packs).map(([english, text]) => `en: ${english}\n  ${language}: ${text}`),
  );
  return [...said, ...ofPacks];
}

/** Beside those of `everyLetter`. */
function variants(): readonly Listed[] {
  const facts = factsOf();
  const about = { cases: [facts] };
  const duty = { writtenReportDue: due, dueFrom: "received" } as const;
  const added = { ...duty, dueFrom: "learned", reporterTold: true, isAnonymous: false } as const;
  const raised = { fromLevel: "suspected-victim", newProtocols: [], newActs: [] } as const;
  const spanish = { language: "es" } as const;
  const late = { ...about, now: due + 1 };
  const of = (more: Partial<CaseFacts>) => ({ cases: [{ ...facts, ...more }] });
  const opened = { dueFrom: "learned" } as const;
  const byPerson = { ...raised, cause: "person" } as const;
  const toReview = of({ reviewReasons: ["unread-confirmedBy"] });
  const noOne = of({ reviewReasons: ["no-designated-contact"] });
  const variant = <Kind extends QueuedKind>(
    name: string,
    kind: Kind,
    ...of: Parameters<typeof emailOf<Kind>> extends [Kind, ...infer Rest] ? Rest : never
  ) => ({ name: `${kind}, ${name}`, kind, message: emailOf(kind, ...of) });
  return [
    variant("in Spanish", "reporter-duty", { ...duty, ...spanish }, about),
    variant("late", "reporter-duty", duty, late),
    variant("in Spanish", "report-taken-on", spanish, about),
    variant("late", "case-opened", opened, of({ now: due + 1 })),
    variant("something to review", "case-opened", opened, toReview),
    variant("raised by a person", "case-raised", byPerson, { cases: [raisedFacts()] }),
    variant("late", "report-added", added, of({ now: due + 1 })),
    variant("told, learned", "report-added", added, about),
    variant("closed since", "report-added", added, of({ isClosed: true })),
    variant("no one was told", "review-needed", {}, noOne),
  ];
}

/** One to a variant: what it is, when it is sent and to whom, its subject and its text. */
export function emailTexts(): readonly string[] {
  const seen = new Set<string>();
  return [...everyLetter(), ...variants()].map(({ name, kind, message: { subject, text } }) => {
    const occasions = mailScenes
      .filter((one) => one.kind === kind && !seen.has(kind))
      .flatMap(({ title, who, when }) => [title, `Who: ${who}`, `When: ${when}`]);
    seen.add(kind);
    return [name, ...occasions, `Subject: ${subject}`, "", text.trimEnd()].join("\n");
  });
}
