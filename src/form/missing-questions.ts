/**
 * Finds questions that the Form no longer asks, because someone deleted them or a choice that they need (design 2.9). A question that a
 * reporter skipped is not missing. Pure.
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
  questionItems,
  type Report,
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

/** The stored spans of time in which each decisive question was missing. */
type FormGaps = Kept["formGaps"];

/** The most spans that are stored for a question, far more than will ever occur: Google allows 9 KB for a property. */
const spansUpTo = 20;

/**
 * What to store now that the Form lacks `missing`. `since`: when the earliest report came in that may not have been asked. `asked`: when
 * the earliest report came in that was asked again. Both in milliseconds UTC.
 */
export function updateGaps(
  before: FormGaps,
  missing: readonly string[],
  since: number,
  asked: number,
): FormGaps {
  const decisive = questionItems.filter(({ key }) => decisiveKeys.some((one) => one === key));
  const spans = decisive.flatMap(({ item }) => {
    const all = before[item] ?? [];
    const last = all[all.length - 1];
    const open = last?.until === null ? last : null;
    const closed = open === null ? all : all.slice(0, -1);
    const now = missing.includes(item)
      ? [...closed, { from: Math.min(open?.from ?? since, since), until: null }]
      : [...closed, ...(open === null ? [] : [{ from: open.from, until: asked - 1 }])];
    return now.length === 0 ? [] : [[item, now.slice(-spansUpTo)] as const];
  });
  return Object.fromEntries(spans);
}

/** Stored in Reports in place of an answer to a question that the Form did not ask. */
export const notAsked =
  "(The Form did not ask this: the question, or one of its choices, was missing.)";

/** Adds to a report's unread answers the decisive questions that it was not asked. `receivedAt`: milliseconds UTC. */
export function markNotAsked(report: Report, receivedAt: number, memory: Memory): Report {
  const spans = memory.get("formGaps");
  // A Form in one language has its pages under the keys of the first language, whatever its language is.
  const on = formLanguageIn(memory) === "both" ? report.language : source;
  const missing = decisiveKeys.filter(
    (key) =>
      [report[key]].flat().every((answer) => answer === null) &&
      !report.unread.some((one) => one.key === key) &&
      (spans[itemKey(key, on)] ?? []).some(
        ({ from, until }) => receivedAt >= from && receivedAt <= (until ?? receivedAt),
      ),
  );
  if (missing.length === 0) return report;
  return {
    ...report,
    unread: [...report.unread, ...missing.map((key) => ({ key, text: notAsked }))],
  };
}
