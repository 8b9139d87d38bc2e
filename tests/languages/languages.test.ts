/** Each language says what English says: every value in every sentence, every text of the packs, and its days and times. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { spokenWordings, wordProblems } from "../../scripts/check-protocol/words";
import { desiredForm } from "../../src/form/desired-form";
import { choices, isChoiceKey, optionOf, reportKeys } from "../../src/form/report";
import { closedMessage } from "../../src/form/safety-texts";
import { type FormLanguage, formLanguages, languages } from "../../src/language";
import { english } from "../../src/languages/en";
import { type SentenceKey, sentence, versionOf, wordsOf } from "../../src/languages/languages";
import { ownPacks } from "../../src/protocol/find-pack";
import { say } from "../../src/protocol/wording";
import { whenWords } from "../../src/time";
import { quillwater2025 } from "../packs/quillwater-2025";
import { california } from "../register/california";

// Written out by TypeScript: a key of this object is a key of the sentences.
const keys = Object.keys(english()) as SentenceKey[];
const names = (text: string) => (text.match(/\{[^{}]+\}/g) ?? []).sort();

test.each(languages)("%s has the values of the English in every sentence", (language) => {
  const { sentences } = wordsOf(language);
  expect(
    keys.filter((key) => names(sentences[key]).join() !== names(english()[key]).join()),
  ).toEqual([]);
});

test("every translated sentence of a pack is one that a pack has", () => {
  const spoken = new Set(
    ownPacks().flatMap((pack) => spokenWordings(pack).map(([, words]) => String(say(words)))),
  );
  for (const language of languages) {
    expect(Object.keys(wordsOf(language).packs).filter((text) => !spoken.has(text))).toEqual([]);
  }
});

test("the desk's own packs have every language of the desk", () => {
  for (const pack of ownPacks()) {
    expect(pack.languages).toEqual(languages);
    expect([...wordProblems(pack)]).toEqual([]);
  }
});

test("every choice in every language is read as the option that it stands for", () => {
  for (const pack of ownPacks()) {
    for (const key of reportKeys.filter(isChoiceKey)) {
      for (const language of languages) {
        for (const { id, text } of choices(pack, key, language)) {
          expect([text, optionOf(pack, key, text)]).toEqual([text, id]);
        }
      }
    }
  }
});

test("a version is one language's", () => {
  expect(versionOf("es")).toMatch(/^es-[0-9a-f]+$/);
  expect(versionOf("es")).not.toBe(versionOf("en"));
});

/** What a fluent reader corrected on 2026-11-29, as it stood before. */
const corrected =
  /Marque todas\.|¿Qué señales ve|Cuenta si|puede quitarse la vida|Diga quién más abajo|si le tocan|le falta algo|rara para su edad|contacto antes con|preparara para abusar|buscan dañar|también más de un hogar|su propio deber|dicen cómo sale|retener a un niño|\baparato\b|una vez en la secundaria|pedir que su hijo no|o sea\b/;

test("what a fluent reader corrected in Spanish stays corrected", () => {
  const { sentences, packs } = wordsOf("es");
  const texts = [...Object.values(sentences), ...Object.values(packs)];
  const guide = readFileSync("docs/staff.es.md", "utf8");
  for (const text of [...texts, guide]) expect(text).not.toMatch(corrected);
});

test("days and times as each language writes them, in the district's zone", () => {
  const at = Date.parse("2026-09-02T03:30:00Z");
  const zone = california;
  expect(whenWords(at, zone)).toBe("Tue Sep 1, 8:30 PM");
  expect(whenWords(at, zone, wordsOf("es").dates)).toBe("martes 1 de septiembre, a las 8:30 p. m.");
  const afterNoon = Date.parse("2026-09-01T20:15:00Z");
  expect(whenWords(afterNoon, zone, wordsOf("es").dates)).toBe(
    "martes 1 de septiembre, a la 1:15 p. m.",
  );
  const nextYear = { ...zone, now: () => Date.parse("2027-01-05T18:00:00Z") };
  expect(whenWords(at, nextYear, wordsOf("es").dates)).toContain("1 de septiembre de 2026");
});

test.each(formLanguages)(
  "no page of Google's names a limit for a Form's texts, so those in %s stay below any that others have met",
  (language) => {
    const speech = { language, reviewed: [] };
    const longest = (texts: readonly string[]) => Math.max(...texts.map(({ length }) => length));
    for (const pack of ownPacks()) {
      const { title, description, confirmation, items } = desiredForm(
        pack,
        ["North High"],
        true,
        speech,
      );
      expect(longest([title, ...items.map((item) => item.title)])).toBeLessThanOrEqual(200);
      expect(longest(items.map(({ help }) => help))).toBeLessThanOrEqual(850);
      expect(
        longest(items.flatMap(({ choices }) => choices.map(({ text }) => text))),
      ).toBeLessThanOrEqual(250);
      const whole = longest([description.text, confirmation.text, closedMessage(pack, speech)]);
      expect(whole).toBeLessThanOrEqual(language === "both" ? 2_500 : 1_500);
    }
  },
);

test("a protocol without Spanish is not offered in it: its Form stays in English, whatever was chosen", () => {
  const speech = (language: FormLanguage) => ({ language, reviewed: [] });
  const english = desiredForm(quillwater2025, ["North High"], true, speech("en"));
  for (const language of ["es", "both"] as const) {
    const form = desiredForm(quillwater2025, ["North High"], true, speech(language));
    expect([form.title, form.items]).toEqual([english.title, english.items]);
  }
});

test("until a translator has reviewed it, each Spanish text says so, and English never", () => {
  const [pack] = ownPacks();
  if (pack === undefined) throw new Error("no pack");
  const notice = sentence("es", "unreviewed");
  for (const language of formLanguages) {
    const form = (reviewed: readonly "es"[]) => desiredForm(pack, [], true, { language, reviewed });
    const { description, confirmation, items } = form([]);
    const start = items.find(({ key }) => key === "es-page-start")?.help ?? description.text;
    for (const text of [start, confirmation.text]) {
      expect(text.includes(notice)).toBe(language !== "en");
    }
    const reviewed = form(["es"]);
    const words = [reviewed.description, reviewed.confirmation, reviewed.items];
    expect(JSON.stringify(words)).not.toContain(notice);
  }
});
