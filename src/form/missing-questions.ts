/**
 * Finds questions that the Form no longer asks, because someone deleted them or a choice that they need, and questions that someone
 * reworded (design 2.9). A question that a reporter skipped is not missing. Pure.
 */

import { type FormLanguage, languages, source } from "../language";
import { sentence } from "../languages/languages";
import type { FormQuestion, Memory } from "../ports";
import { packsFrom } from "../protocol/find-pack";
import type { ProtocolPack } from "../protocol/pack";
import type { Kept } from "../store/keys";
import {
  choices,
  type FormKey,
  formLanguageIn,
  isChoiceKey,
  itemKey,
  languageKey,
  listKeys,
  questionItems,
  type Report,
  type ReportKey,
} from "./report";

/**
 * The items that set-up made and that are now gone or lack a choice, on a Form in these languages. A question counts as complete if it has
 * all choices of any one pack, because the Form follows a change of protocol only at the next set-up.
 */
export function findFormGaps(
  pack: ProtocolPack,
  present: readonly FormQuestion[],
  ids: ReadonlyMap<FormKey, number>,
  language: FormLanguage,
): readonly FormKey[] {
  const several = language === "both";
  const lacks = (item: FormKey, isWhole: (texts: readonly string[]) => boolean): boolean => {
    const id = ids.get(item);
    const found = present.find((one) => one.id === id);
    return id !== undefined && (found === undefined || !isWhole(found.choices));
  };
  const missing = questionItems.flatMap(({ item, key, language: on }): readonly FormKey[] => {
    const isWhole = (texts: readonly string[]) =>
      !isChoiceKey(key) ||
      packsFrom(pack).some((one) =>
        (several ? [on] : languages).some((spoken) =>
          choices(one, key, spoken).every(({ text }) => texts.includes(text)),
        ),
      );
    return (several || on === source) && lacks(item, isWhole) ? [item] : [];
  });
  const names = languages.map((one) => sentence(one, "name"));
  const asksNot =
    several && lacks(languageKey, (texts) => names.every((one) => texts.includes(one)));
  return asksNot ? [languageKey, ...missing] : missing;
}

/**
 * Questions that decide who learns of a report, and how soon. For these it matters whether a question was not asked or was asked and not
 * answered.
 */
export const decisiveKeys = ["recipientMayBeInvolved", "immediateDanger"] as const;

/**
 * Questions whose answers keep a report from someone, or decide how soon people are asked, each with the answer that does neither. In other
 * words than ours that answer may mean the opposite.
 */
const harmless = {
  immediateDanger: "no",
  recipientMayBeInvolved: "no",
  staffMayBeInvolved: "no",
  parentMayBeInvolved: "no",
  reporterKnownTo: "contact",
} as const;
const harmlessKeys = Object.keys(harmless) as readonly (keyof typeof harmless)[];

/** The items of these questions. */
const weighed = questionItems.flatMap(({ item, key }) =>
  harmlessKeys.flatMap((one) => (one === key ? [{ item, key: one }] : [])),
);

/** The items of these questions whose title is not one that set-up gives them, in any language. Set-up puts the words back. */
export function findReworded(
  present: readonly FormQuestion[],
  ids: ReadonlyMap<FormKey, number>,
): readonly FormKey[] {
  return weighed.flatMap(({ item, key }) => {
    const found = present.find(({ id }) => id === ids.get(item));
    return found === undefined || isOwnTitle(key, found.title) ? [] : [item];
  });
}

/** Whether a question's title is ours, in any language. */
function isOwnTitle(key: keyof typeof harmless, title: string): boolean {
  return languages.some((one) => sentence(one, `ask-${key}`) === title.trim());
}

/** Whether set-up puts back the words of an item, whatever a person has written there. */
export function mustBeOwnWords(item: string): boolean {
  return weighed.some((one) => one.item === item);
}

/** The name under which it is stored when an item was reworded. */
const rewordedName = (item: FormKey) => `reworded ${item}`;

/** The stored spans of time in which each decisive question was missing. */
type FormGaps = Kept["formGaps"];

/** The most spans that are stored for a question, far more than will ever occur: Google allows 9 KB for a property. */
const spansUpTo = 20;

/**
 * What to store now that the Form lacks `missing` and has `reworded`. `since`: when the earliest report came in that may not have been
 * asked. `asked`: when the earliest report came in that was asked again. Both in milliseconds UTC.
 */
export function updateGaps(
  before: FormGaps,
  { missing, reworded }: Readonly<Record<"missing" | "reworded", readonly string[]>>,
  since: number,
  asked: number,
): FormGaps {
  const decisive = questionItems.filter(({ key }) => decisiveKeys.some((one) => one === key));
  const names = [
    ...decisive.map(({ item }) => ({ name: item, isGap: missing.includes(item) })),
    ...weighed.map(({ item }) => ({ name: rewordedName(item), isGap: reworded.includes(item) })),
  ];
  const spans = names.flatMap(({ name: item, isGap }) => {
    const all = before[item] ?? [];
    const last = all[all.length - 1];
    const open = last?.until === null ? last : null;
    const closed = open === null ? all : all.slice(0, -1);
    const now = isGap
      ? [...closed, { from: Math.min(open?.from ?? since, since), until: null }]
      : [...closed, ...(open === null ? [] : [{ from: open.from, until: asked - 1 }])];
    return now.length === 0 ? [] : [[item, now.slice(-spansUpTo)] as const];
  });
  return Object.fromEntries(spans);
}

/** Stored in Reports in place of an answer to a question that the Form did not ask. */
export const notAsked =
  "(The Form did not ask this: the question, or one of its choices, was missing.)";

/**
 * Adds to a report's unread answers the decisive questions that it was not asked, and the answers that may mean something else because
 * their question was reworded: those then count as danger, as "not sure" or as known to the lead only. `receivedAt`: milliseconds UTC.
 */
export function markNotAsked(report: Report, receivedAt: number, memory: Memory): Report {
  const spans = memory.get("formGaps");
  // A Form in one language has its pages under the keys of the first language, whatever its language is.
  const on = formLanguageIn(memory) === "both" ? report.language : source;
  const isIn = (name: string) =>
    (spans[name] ?? []).some(
      ({ from, until }) => receivedAt >= from && receivedAt <= (until ?? receivedAt),
    );
  const isReworded = (key: ReportKey) => isIn(rewordedName(itemKey(key, on)));
  const missing = decisiveKeys.filter(
    (key) =>
      [report[key]].flat().every((answer) => answer === null) &&
      !report.unread.some((one) => one.key === key) &&
      (isIn(itemKey(key, on)) || isReworded(key)),
  );
  const unsure = harmlessKeys.filter(
    (key) => [report[key]].flat().some((answer) => answer === harmless[key]) && isReworded(key),
  );
  if (missing.length + unsure.length === 0) return report;
  const answerOf = (key: (typeof unsure)[number]) =>
    choices(report.pack, key, report.language).find(({ id }) => id === harmless[key])?.text ?? "";
  return {
    ...report,
    ...Object.fromEntries(
      unsure.map((key) => {
        const none = listKeys.some((one) => one === key) ? [] : null;
        return [key, key === "immediateDanger" ? "yes" : none];
      }),
    ),
    unread: [
      ...report.unread,
      ...missing.map((key) => ({ key, text: notAsked })),
      ...unsure.map((key) => ({ key, text: `${answerOf(key)} (${rewordedNote})` })),
    ],
  };
}

/** Stands after an answer in Reports. */
const rewordedNote =
  "The Form asked this in other words than the system's, so the answer may mean something else.";
