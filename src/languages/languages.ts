/**
 * The languages of what reporters and families read. Contacts, leads and admins work in English. The next language is a file like `es.ts`,
 * with its line in `files` below: a sentence that it lacks does not compile. Pure.
 */
import { type Language, languages, source } from "../language";
import { onceEach } from "../lazy";
import { filled, schoolListFingerprint } from "../text";
import { type english, englishWords, type LanguageWords, type SentenceKey } from "./en";
import { spanish } from "./es";

export type { LanguageWords, SentenceKey };

/** Made when first asked for: most runs say nothing in most languages. */
const files = onceEach<Record<Language, LanguageWords>>({ en: englishWords, es: spanish });

/** Everything that a language's file holds. */
export function wordsOf(language: Language): LanguageWords {
  return files[language];
}

/** The names in braces that a sentence has. */
type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never;
type Values<Key extends SentenceKey> = [Names<ReturnType<typeof english>[Key]>] extends [never]
  ? readonly []
  : readonly [Readonly<Record<Names<ReturnType<typeof english>[Key]>, string>>];

/** The sentences that hold no names in braces but these. */
export type SentenceOf<Name extends string> = {
  [Key in SentenceKey]: Names<ReturnType<typeof english>[Key]> extends Name ? Key : never;
}[SentenceKey];

/** The sentence in that language, with these values put in. One whose value is missing does not compile. */
export function sentence<Key extends SentenceKey>(
  language: Language,
  key: Key,
  ...[values]: Values<Key>
): string {
  return filled(wordsOf(language).sentences[key], values ?? {});
}

/** What the languages other than English have for a sentence of a pack, by language. */
export function translations(text: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const language of languages) {
    if (language === source) continue;
    const words = wordsOf(language).packs[text];
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

/** The version of a language's texts: another one wherever a sentence differs. A review counts for one version. */
export const versionOf = (language: Language): string => versions[language];

/** Says that no qualified translator has reviewed a text; nothing where one has, or where it is the text that is translated. */
export function unreviewedLines(
  language: Language,
  reviewed: readonly Language[],
): readonly string[] {
  return language === source || reviewed.includes(language)
    ? []
    : [sentence(language, "unreviewed")];
}

/** The languages of which a qualified translator has reviewed the version that this system has. */
export function reviewedLanguages(
  reviews: readonly { readonly version: string }[],
): readonly Language[] {
  return languages.filter((language) =>
    reviews.some(({ version }) => version === versionOf(language)),
  );
}
