/**
 * The languages of what reporters and families read; contacts, leads and admins work in English. To add a language, write a file like
 * `es.ts` and add its line to `files` below; if a sentence is missing, it does not compile. Pure.
 */
import { type Language, languages, source } from "../language";
import { onceEach } from "../lazy";
import { filled, schoolListFingerprint } from "../text";
import { type english, englishWords, type LanguageWords, type SentenceKey } from "./en";
import { spanish } from "./es";

export type { LanguageWords, SentenceKey };

/** Each language is made when it is first asked for, because most runs need few of them. */
const files = onceEach<Record<Language, LanguageWords>>({ en: englishWords, es: spanish });

/** All texts of a language. */
export function wordsOf(language: Language): LanguageWords {
  return files[language];
}

/** The names in braces in a sentence. */
type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never;
type Values<Key extends SentenceKey> = [Names<ReturnType<typeof english>[Key]>] extends [never]
  ? readonly []
  : readonly [Readonly<Record<Names<ReturnType<typeof english>[Key]>, string>>];

/** The keys of the sentences that have no other names in braces than these. */
export type SentenceOf<Name extends string> = {
  [Key in SentenceKey]: Names<ReturnType<typeof english>[Key]> extends Name ? Key : never;
}[SentenceKey];

/** A sentence in a language, with its values put in. A missing value does not compile. */
export function sentence<Key extends SentenceKey>(
  language: Language,
  key: Key,
  ...[values]: Values<Key>
): string {
  return filled(files[language].sentences[key], values ?? {});
}

/** The translations of a sentence from a pack into the languages other than English, by language. */
export function translations(text: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const language of languages) {
    if (language === source) continue;
    const words = files[language].packs[text];
    if (words !== undefined) found[language] = words;
  }
  return found;
}

const version = (language: Language) => {
  const { sentences, dates, packs } = wordsOf(language);
  const print = schoolListFingerprint([JSON.stringify([sentences, dates, packs])]);
  return `${language}-${print.split("-")[1]}`;
};
const versions = onceEach({ en: () => version("en"), es: () => version("es") });

/** The version of a language's texts, which changes whenever a sentence changes. A review counts for one version. */
export const versionOf = (language: Language): string => versions[language];

/**
 * A line that says that no qualified translator has reviewed the language. Empty if one has, or for English, which is the source of the
 * translations.
 */
export function unreviewedLines(
  language: Language,
  reviewed: readonly Language[],
): readonly string[] {
  return language === source || reviewed.includes(language)
    ? []
    : [sentence(language, "unreviewed")];
}

/** The languages whose current version a qualified translator has reviewed. */
export function reviewedLanguages(
  reviews: readonly { readonly version: string }[],
): readonly Language[] {
  return languages.filter((language) =>
    reviews.some(({ version }) => version === versionOf(language)),
  );
}
