/**
 * The questions of the Form, their choices, and reading a response as a report about one student (design section 4, "Report keys"). Nothing
 * is lost in reading: an answer that cannot be read is kept as it was written.
 */

import { type FormLanguage, type Language, languages, source } from "../language";
import { sentence } from "../languages/languages";
import type { FormResponse, Memory, RawAnswer } from "../ports";
import type { ConcernId, ConfirmerId, FactorId } from "../protocol/ids";
import type { ProtocolPack } from "../protocol/pack";
import { say } from "../protocol/wording";
import { fold } from "../text";
import { parseLearnedAt, type ZoneOffset } from "../time";

/** The pages in order, and the questions on each. The keys are permanent, because the ids of items are stored under them. */
export const pages = {
  // This page has a page break of its own only on a Form of several languages.
  "page-start": ["immediateDanger"],
  "page-immediate-danger": [],
  "page-student": ["school", "studentName", "studentId", "grade", "countyOfResidence"],
  "page-seen": ["factors", "concerns", "studentRole", "confirmedBy"],
  "page-facts": [
    "parentMayBeInvolved",
    "recipientMayBeInvolved",
    // About an employee, volunteer or contractor, whether or not they receive reports. It decides who gets the report only if the question
    // above is not answered.
    "staffMayBeInvolved",
    "facts",
    "learnedAt",
    "calledChildAndFamilyServices",
    "calledLawEnforcement",
  ],
  // If `reporterKnownTo` is not answered it counts as "lead": only the lead may know who reported.
  "page-reporter": ["reporterKnownTo", "reporterName", "reporterEmail", "reporterPhone"],
} as const;
export type PageKey = keyof typeof pages;
export type ReportKey = (typeof pages)[PageKey][number];

/** Every question, in the order of the Form. */
export const reportKeys: readonly ReportKey[] = Object.values(pages).flat();

// Items of the Form are stored by key and never by title, because a district may change titles.

/** The question that asks for the language, on a Form of several languages. */
export const languageKey = "language";

type PlainKey = ReportKey | PageKey;
/** The last page of a Form that has questions which are not asked any more. Nothing leads to it. */
export const formerKey = "page-former";

/** The key of a question or of a page. */
export type FormKey = PlainKey | typeof languageKey | typeof formerKey | `${Language}-${PlainKey}`;

/**
 * The key of an item on the pages of a language. English means the first pages of the Form, even if a Form in one language is in another
 * one.
 */
export function itemKey<Key extends PlainKey>(
  key: Key,
  language: Language,
): Key | `${Language}-${Key}` {
  return language === source ? key : `${language}-${key}`;
}

/**
 * Every question of a report on the pages of every language: the key of its item, which question it is, and the language as in `itemKey`.
 */
export const questionItems = languages.flatMap((language) =>
  reportKeys.map((key) => ({ item: itemKey(key, language), key, language })),
);

/** The stored ids of items. Ids under an unknown key are left out. */
export function formItemsIn(memory: Memory): Map<FormKey, number> {
  const keys: readonly PlainKey[] = [...(Object.keys(pages) as PageKey[]), ...reportKeys];
  const known: readonly FormKey[] = [
    languageKey,
    formerKey,
    ...languages.flatMap((one) => keys.map((key) => itemKey(key, one))),
  ];
  const kept = memory.get("form").items;
  const ids = new Map<FormKey, number>();
  for (const key of known) if (kept[key] !== undefined) ids.set(key, kept[key]);
  return ids;
}

/** The languages in which set-up last built the Form. */
export function formLanguageIn(memory: Memory): FormLanguage {
  return memory.get("form").language ?? source;
}

// What can be chosen.

const yesNoUnknown = { yes: "yes", no: "no", unknown: "unknown" } as const;
const yesNotYet = { yes: "yes", no: "not-yet" } as const;

/** Questions with the same choices in every county. Each maps an option id to the key of its sentence, in the order of the Form. */
const ownChoices = {
  immediateDanger: { yes: "yes", no: "no" },
  studentRole: {
    "may-be-targeted": "may-be-targeted",
    "may-be-recruiting": "may-be-recruiting",
    both: "both",
    unknown: "unknown",
  },
  parentMayBeInvolved: yesNoUnknown,
  recipientMayBeInvolved: {
    no: "no",
    contact: "recipient-contact",
    administrator: "recipient-administrator",
    lead: "recipient-lead",
    "alternate-lead": "recipient-alternate-lead",
    "not-sure": "recipient-not-sure",
  },
  staffMayBeInvolved: yesNoUnknown,
  calledChildAndFamilyServices: yesNotYet,
  calledLawEnforcement: yesNotYet,
  reporterKnownTo: { contact: "known-to-contact", lead: "known-to-lead" },
} as const;

/** The questions whose choices come from the pack, each with the name of its list there. */
const packLists = { factors: "factors", concerns: "concerns", confirmedBy: "confirmers" } as const;

/** The questions that are answered by choosing, each with the ids of its options. */
export type OptionIds = {
  readonly [Key in keyof typeof ownChoices]: keyof (typeof ownChoices)[Key];
} & {
  readonly factors: FactorId;
  readonly concerns: ConcernId;
  readonly confirmedBy: ConfirmerId;
};
export type ChoiceKey = keyof OptionIds;

/** Whether the question is answered by choosing. */
export function isChoiceKey(key: ReportKey): key is ReportKey & ChoiceKey {
  return key in ownChoices || key in packLists;
}

/** All choices of a question, in the order in which the Form shows them. Responses hold the text. */
export function choices<Key extends ChoiceKey>(
  pack: ProtocolPack,
  key: Key,
  language: Language = source,
): readonly { readonly id: OptionIds[Key]; readonly text: string }[] {
  const question: ChoiceKey = key;
  const found: unknown =
    question === "factors" || question === "concerns" || question === "confirmedBy"
      ? pack[packLists[question]].map(({ id, form }) => ({ id, text: say(form, language) }))
      : Object.entries(ownChoices[question]).map(([id, words]) => ({
          id,
          text: sentence(language, words),
        }));
  // TypeScript cannot check that the ids are those of the question `key`.
  return found as readonly { readonly id: OptionIds[Key]; readonly text: string }[];
}

/** Characters. No choice is nearly as long, so longer answers are not compared. */
const longestFolded = 1_000;

/**
 * The option that an answer chose, in any language. First the exact words are compared; then, unless only exact words may count, the words
 * without regard to capitals, accents, spaces and apostrophes. Null if it is none of the choices.
 */
export function optionOf<Key extends ChoiceKey>(
  pack: ProtocolPack,
  key: Key,
  text: string,
  counts: "exact" | "alike" = "alike",
): OptionIds[Key] | null {
  const all = languages.flatMap((language) => choices(pack, key, language));
  const exact = all.find((choice) => choice.text === text);
  if (exact !== undefined) return exact.id;
  if (counts === "exact" || text.length > longestFolded) return null;
  const wanted = fold(text);
  return all.find((choice) => fold(choice.text) === wanted)?.id ?? null;
}

/** Whether an answer to the school question is its last choice, "Not listed", in any language. */
export function isNotListed(answer: string): boolean {
  return languages.some((language) => fold(sentence(language, "not-listed")) === fold(answer));
}

// A report.

/** An answer that could not be read as one of its question's choices, or as a time. */
export interface UnreadAnswer {
  readonly key: ReportKey | "unknown-question";
  /** The answer as written. It is kept in the register and must never be emailed. */
  readonly text: string;
}

/** The questions of which several choices can be ticked. */
export const listKeys = ["factors", "concerns", "recipientMayBeInvolved"] as const;
type ListKey = (typeof listKeys)[number];

export function isListKey(key: ReportKey): key is ListKey {
  return listKeys.some((one) => one === key);
}

type Answer<Key extends ReportKey> = Key extends ListKey
  ? readonly OptionIds[Key][]
  : Key extends ChoiceKey
    ? OptionIds[Key] | null
    : Key extends "learnedAt"
      ? number | null
      : string | null;
type Answers = { readonly [Key in ReportKey]: Answer<Key> };

/**
 * A report as read from a response. A question that was not answered is null or an empty list. Text is as it was written; it is made safe
 * for cells when it is stored (design 2.14). `learnedAt` is in milliseconds since 1970, UTC.
 */
export interface Report extends Answers {
  /** The pack by which the answers were read. */
  readonly pack: ProtocolPack;
  /** The language of the pages that were answered. What the reporter wrote is never translated. */
  readonly language: Language;
  /** Answers that could not be read. Each is also a review reason. */
  readonly unread: readonly UnreadAnswer[];
}

/** The unread answers as a cell holds them, one line for each; null if there are none. */
export function unreadText(unread: readonly UnreadAnswer[]): string | null {
  return unread.length === 0 ? null : unread.map(({ key, text }) => `${key}: ${text}`).join("\n");
}

/** The unread answers in such a cell. */
export function unreadIn(text: string | null): readonly UnreadAnswer[] {
  const keys = [...reportKeys, "unknown-question"] as const;
  const found: { readonly key: UnreadAnswer["key"]; text: string }[] = [];
  for (const line of (text ?? "").split("\n")) {
    const key = keys.find((one) => line.startsWith(`${one}:`));
    const last = found[found.length - 1];
    if (key !== undefined) found.push({ key, text: line.slice(key.length + 2) });
    // An answer can have several lines.
    else if (last !== undefined) last.text += `\n${line}`;
  }
  return found;
}

/**
 * Reads a response as a report, by the pack whose words the answers hold. That is the first of `packs`, unless another pack can read more
 * answers, as in a response to a Form of another protocol.
 */
export function readReport(
  response: FormResponse,
  zone: ZoneOffset,
  packs: readonly [ProtocolPack, ...ProtocolPack[]],
): Report {
  const [own, ...others] = packs;
  const first = readBy(own, response, zone);
  if (first.unread.length === 0) return first;
  return others
    .map((pack) => readBy(pack, response, zone))
    .reduce((best, other) => (other.unread.length < best.unread.length ? other : best), first);
}

/**
 * Reads a response by one pack. A choice counts wherever its words are found, alone or in a list. So if someone changed the type of the
 * question, its answers still raise the level.
 */
function readBy(pack: ProtocolPack, response: FormResponse, zone: ZoneOffset): Report {
  const unread: UnreadAnswer[] = [];
  /** Keeps an answer that cannot be read, as it was written. */
  const notRead = (key: UnreadAnswer["key"], answer: RawAnswer, title = ""): null => {
    unread.push({ key, text: title + listed(answer).join("\n") });
    return null;
  };
  const read = (key: ReportKey, answer: RawAnswer): string | number | readonly string[] | null => {
    const all = listed(answer);
    const [chosen = "", ...others] = all;
    if (isListKey(key)) {
      const options = all.map((one) => optionOf<ListKey>(pack, key, one) ?? notRead(key, one));
      // "No" beside another answer counts as not given: that someone may be involved weighs more.
      const found = new Set(options.length > 1 ? options.filter((one) => one !== "no") : options);
      // Sorted as on the Form, because Google does not promise an order.
      return choices(pack, key).flatMap(({ id }) => (found.has(id) ? [id] : []));
    }
    if (all.length === 0) return null;
    if (isChoiceKey(key)) {
      // Only the exact words of the choice "no" count as no danger. All other words, even nearly the same ones, count as danger.
      const isDanger = key === "immediateDanger";
      const counts = isDanger ? "exact" : "alike";
      const option = others.length === 0 ? optionOf(pack, key, chosen, counts) : null;
      return option ?? notRead(key, answer) ?? (isDanger ? "yes" : null);
    }
    if (typeof answer !== "string") return notRead(key, answer);
    return key === "learnedAt" ? (parseLearnedAt(answer, zone) ?? notRead(key, answer)) : answer;
  };
  // A Map, so that a key such as "__proto__" in a response does no harm.
  const answers = new Map(Object.entries(response.answers));
  const found = reportKeys.map((key) => [key, read(key, answers.get(key) ?? "")]);
  for (const { title, answer } of response.strangers) {
    if (listed(answer).length > 0) notRead("unknown-question", answer, `${title}\n`);
  }
  // Every key is there, with a value of its question's type.
  return { pack, language: response.language, ...(Object.fromEntries(found) as Answers), unread };
}

/**
 * The choices that were ticked, without empty ones; a single answer becomes a list of one. Empty if nothing was answered. An answer of only
 * spaces is an answer.
 */
function listed(answer: RawAnswer): readonly string[] {
  return (Array.isArray(answer) ? answer : [answer]).map(String).filter((text) => text !== "");
}
