/** What reporters and families read, in English and Spanish, side by side. */
import { languages } from "../../src/language";
import { wordsOf } from "../../src/languages/languages";

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
