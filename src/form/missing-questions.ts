/**
 * Finds questions that the Form does not ask any more, since someone deleted them or a choice that they need (design 2.9). A question
 * that a reporter skipped is not such a gap. Pure.
 */

import { type FormLanguage, type Language, languages, languagesIn, source } from "../language";
import { sentence } from "../languages/languages";
import type { FormQuestion, Memory } from "../ports";
import { packsFrom } from "../protocol/find-pack";
import type { ProtocolPack } from "../protocol/pack";
import type { Kept } from "../store/keys";
import { choices, isChoiceKey } from "./choices";
import {
  besideOf,
  type FormKey,
  formLanguageIn,
  itemKey,
  languageKey,
  questionItems,
} from "./form-keys";
import type { Report, ReportKey } from "./report";

/** The item of a question that the Form must have: with the pages of several languages, one on each. */
export type AskedItem = (typeof questionItems)[number]["item"] | typeof languageKey;

/**
 * The items that set-up made and that are now gone or lack a choice, on a Form of these languages. A question counts as whole if it has the
 * choices of any one pack, since the Form follows a change of protocol only at the next set-up.
 */
export function findFormGaps(
  pack: ProtocolPack,
  present: readonly FormQuestion[],
  ids: ReadonlyMap<FormKey, number>,
  language: FormLanguage,
): readonly AskedItem[] {
  const byId = new Map(present.map((one) => [one.id, one]));
  const lacks = (item: FormKey, offers: (found: FormQuestion) => boolean): boolean => {
    const id = ids.get(item);
    if (id === undefined) return false;
    const found = byId.get(id);
    return found === undefined || !offers(found);
  };
  const hasChoices = (key: ReportKey, inLanguage: Language, { choices: texts }: FormQuestion) =>
    !isChoiceKey(key) ||
    packsFrom(pack).some((one) =>
      choices(one, key, inLanguage).every(({ text }) => texts.includes(text)),
    );
  const several = language === "both";
  const asked = questionItems.filter(({ beside }) => several || beside === null);
  const missing = asked.filter(({ item, key, beside }) =>
    lacks(item, (found) =>
      several
        ? hasChoices(key, beside ?? source, found)
        : languages.some((one) => hasChoices(key, one, found)),
    ),
  );
  const names = languagesIn(language).map((one) => sentence(one, "name"));
  const noLanguage =
    several &&
    lacks(languageKey, ({ choices: texts }) => names.every((name) => texts.includes(name)));
  return [...(noLanguage ? ([languageKey] as const) : []), ...missing.map(({ item }) => item)];
}

/**
 * Questions that decide who learns of a report, and how soon. For these it matters whether a question was not asked or only not answered.
 */
export const decisiveKeys = ["recipientMayBeInvolved", "immediateDanger"] as const;

/** The items of these questions, on the pages of every language. */
export const decisiveItems = () =>
  questionItems.flatMap(({ item, key }) => (decisiveKeys.some((one) => one === key) ? [item] : []));

/** What the script remembers about gaps: from when to when each decisive question was missing. */
type FormGaps = Kept["formGaps"];

/** The most spans that are kept for a question, far more than anyone causes: Google keeps 9 KB in a property. */
const spansUpTo = 20;

/**
 * What to remember now that `missing` is what the Form lacks. `since`: when the earliest report came that may not have been asked.
 * `asked`: when the earliest report came that was asked again. Both milliseconds UTC.
 */
export function updateGaps(
  before: FormGaps,
  missing: readonly FormKey[],
  since: number,
  asked: number,
): FormGaps {
  const spans = decisiveItems().flatMap((item) => {
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

/** Stands in Reports in place of an answer that no one could give. */
export const notAsked =
  "(The Form did not ask this: the question, or one of its choices, was missing.)";

/** The report with the decisive questions that it was not asked among its unread answers. `receivedAt`: milliseconds UTC. */
export function markNotAsked(report: Report, receivedAt: number, memory: Memory): Report {
  const spans = memory.get("formGaps");
  // On a Form of one language its pages are the first ones, whatever the language.
  const beside = formLanguageIn(memory) === "both" ? besideOf(report.language) : null;
  const missing = decisiveKeys.filter(
    (key) =>
      report[key] === null &&
      !report.unread.some((one) => one.key === key) &&
      (spans[itemKey(key, beside)] ?? []).some(
        ({ from, until }) => receivedAt >= from && receivedAt <= (until ?? receivedAt),
      ),
  );
  if (missing.length === 0) return report;
  return {
    ...report,
    unread: [...report.unread, ...missing.map((key) => ({ key, text: notAsked }))],
  };
}
