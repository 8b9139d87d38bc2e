/**
 * The keys under which the script remembers the Form's items: never by their titles, which a district may change. A Form in several
 * languages has each question once a language.
 */
import { type FormLanguage, type Language, languages, source } from "../language";
import type { Memory } from "../ports";
import { type ReportKey, reportKeys } from "./report";

/**
 * The pages that begin with a page break, in order. `page-start` is only on a Form of several languages; where there is one language, the
 * first page has no page break.
 */
export const pageKeys = [
  "page-start",
  "page-immediate-danger",
  "page-student",
  "page-seen",
  "page-facts",
  "page-reporter",
] as const;
export type PageKey = (typeof pageKeys)[number];

/** The question that asks for the language, on a Form of several languages. */
export const languageKey = "language";

/** A language whose pages stand beside others on one Form. Pages of the first language have keys without a language. */
export type BesideLanguage = Exclude<Language, typeof source>;

type PlainKey = ReportKey | PageKey;
/** The key of a question or of a page. */
export type FormKey = PlainKey | typeof languageKey | `${BesideLanguage}-${PlainKey}`;

/** The key of a question or page among the pages of a language; `beside` null: on the Form's first pages. */
export function itemKey<Key extends PlainKey>(
  key: Key,
  beside: BesideLanguage | null,
): Key | `${BesideLanguage}-${Key}` {
  return beside === null ? key : `${beside}-${key}`;
}

/** The language whose pages stand beside the first ones, if it is one of those; null: the first pages themselves. */
export function besideOf(language: Language): BesideLanguage | null {
  return language === source ? null : language;
}

const besides = languages.flatMap((language) => besideOf(language) ?? []);
const plainKeys: readonly PlainKey[] = [...reportKeys, ...pageKeys];

/** Every question that is answered into a report, by the key of its item: which it is, and on whose pages (null: the first). */
export const questionItems: readonly {
  readonly item: FormKey;
  readonly key: ReportKey;
  readonly beside: BesideLanguage | null;
}[] = [null, ...besides].flatMap((beside) =>
  reportKeys.map((key) => ({ item: itemKey(key, beside), key, beside })),
);

/** The items of a question, on the pages of every language. */
export function itemsOf(key: ReportKey): readonly FormKey[] {
  return questionItems.flatMap((one) => (one.key === key ? [one.item] : []));
}

const formKeys: readonly FormKey[] = [
  languageKey,
  ...[null, ...besides].flatMap((beside) => plainKeys.map((key) => itemKey(key, beside))),
];

/** The remembered ids of items. One of an unknown key is left out. */
export function formItemsIn(memory: Memory): Map<FormKey, number> {
  const kept = memory.get("form").items;
  return new Map(
    formKeys.flatMap((key) => {
      const id = kept[key];
      return id === undefined ? [] : [[key, id] as const];
    }),
  );
}

/** In which languages set-up last built the Form. */
export function formLanguageIn(memory: Memory): FormLanguage {
  return memory.get("form").language ?? source;
}
