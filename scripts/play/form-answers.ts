/** What a scenario submits, as the Form stores it: answers by item id, with the words of the Form's choices. */
import {
  type ChoiceKey,
  choices,
  formItemsIn,
  formLanguageIn,
  isChoiceKey,
  isListKey,
  itemKey,
  languageKey,
  type ReportKey,
  reportKeys,
} from "../../src/form/report";
import { type Language, languagesIn, source } from "../../src/language";
import { sentence } from "../../src/languages/languages";
import { defaultPack, packNamed, packsFrom } from "../../src/protocol/find-pack";
import type { ProtocolPack } from "../../src/protocol/pack";
import { PersonRefused } from "../workspace/forms/person";
import type { StoredAnswer } from "../workspace/forms/store";
import { LocalRefusal, type Store } from "../workspace/service";
import type { Submission } from "./scenario";
import { scriptMemory } from "./script-memory";
import { formTime } from "./zone";

/** The words of a choice, as the Form shows and a response stores them; null if the question has no such option. */
export const choiceText = (
  pack: ProtocolPack,
  key: ChoiceKey,
  option: string,
  language?: Language,
): string | null =>
  choices(pack, key, language).find((choice) => choice.id === option)?.text ?? null;

/** The words of a choice in the pack that the district follows, otherwise in the first pack that has it; null for none. */
export function choiceWords(
  store: Store,
  key: ChoiceKey,
  option: string,
  language?: Language,
): string | null {
  const protocol = scriptMemory(store).get("district").protocol ?? "";
  const own = packNamed(protocol) ?? defaultPack();
  for (const pack of packsFrom(own)) {
    const words = choiceText(pack, key, option, language);
    if (words !== null) return words;
  }
  return null;
}

/** The words under which the Form offers an option. The schema accepts only ids that have words. */
function words(store: Store, key: ReportKey, option: string, language: Language): string {
  const text = isChoiceKey(key) ? choiceWords(store, key, option, language) : option;
  if (text === null) throw new LocalRefusal(`the Form does not offer ${option} for ${key}`);
  return text;
}

function answerTo(
  store: Store,
  key: ReportKey,
  value: string | readonly string[],
  language: Language,
): StoredAnswer {
  if (typeof value !== "string") return value.map((option) => words(store, key, option, language));
  if (isListKey(key)) return [words(store, key, value, language)];
  return key === "learnedAt" ? formTime(value) : words(store, key, value, language);
}

/** The languages of the Form at this time, as Set up last built it. */
function formLanguage(store: Store) {
  return formLanguageIn(scriptMemory(store));
}

/**
 * The language of the pages that are answered: the one asked for, otherwise the Form's first. @throws PersonRefused if the Form has no
 * such pages.
 */
export function languageFor(store: Store, { language }: Pick<Submission, "language">): Language {
  const offered = languagesIn(formLanguage(store));
  if (language !== undefined && !offered.includes(language)) {
    throw new PersonRefused(`the Form has no pages in the language ${language}`);
  }
  return language ?? offered[0];
}

/** Answers by Report key. An empty list of ticks counts as no answer. */
export function formAnswers(
  store: Store,
  submission: Submission,
): ReadonlyMap<ReportKey, StoredAnswer> {
  const answers = new Map<ReportKey, StoredAnswer>();
  const language = languageFor(store, submission);
  for (const key of reportKeys) {
    const raw = "raw" in submission;
    const value = raw ? submission.raw[key] : submission[key];
    if (value === undefined) continue;
    const answer = raw ? rawAnswer(value) : answerTo(store, key, value, language);
    if (typeof answer === "string" || answer.length > 0) answers.set(key, answer);
  }
  return answers;
}

const rawAnswer = (value: string | readonly string[]): StoredAnswer =>
  typeof value === "string" ? value : [...value];

/** The current state of the Form, as far as a submission needs it. */
export interface TodaysForm {
  has(item: number): boolean;
  /** The words that the page now shows for a choice. */
  today(item: number, words: string): string;
}

/** Answers by the ids of the Form's items, as Set up remembered them. Answers to questions that were deleted since are left out. */
export function answersByItem(
  store: Store,
  submission: Submission,
  form: TodaysForm,
): Record<string, StoredAnswer> {
  const items = formItemsIn(scriptMemory(store));
  const isRaw = "raw" in submission;
  const answers: Record<string, StoredAnswer> = {};
  const several = formLanguage(store) === "both";
  const language = languageFor(store, submission);
  const asksLanguage = items.get(languageKey);
  if (several && asksLanguage !== undefined && form.has(asksLanguage)) {
    answers[String(asksLanguage)] = sentence(language, "name");
  }
  for (const [key, answer] of formAnswers(store, submission)) {
    const item = items.get(itemKey(key, several ? language : source));
    if (item === undefined) throw new LocalRefusal(`set-up made no question for ${key}`);
    if (!form.has(item)) continue;
    const chosen = (words: string) =>
      isRaw || !isChoiceKey(key) ? words : form.today(item, words);
    answers[String(item)] = typeof answer === "string" ? chosen(answer) : answer.map(chosen);
  }
  return answers;
}
