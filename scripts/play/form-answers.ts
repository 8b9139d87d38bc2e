/** What a scenario submits, as the Form holds it: answers by item id, in the words of the Form's choices. */
import {
  type ChoiceKey,
  choices,
  formItemsIn,
  formLanguageIn,
  isChoiceKey,
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

/** The words of one choice, as the Form shows them and a response holds them; null if the question has no such option. */
export const choiceText = (
  pack: ProtocolPack,
  key: ChoiceKey,
  option: string,
  language?: Language,
): string | null =>
  choices(pack, key, language).find((choice) => choice.id === option)?.text ?? null;

/** The words of a choice by the pack that the desk follows, else by whichever has it; null for none. */
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

/** The words under which the Form offers an option. The schema has closed the ids, so every option has them. */
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
  return key === "learnedAt" ? formTime(value) : words(store, key, value, language);
}

/** In which languages the Form is by now: as set-up last built it. */
function formLanguage(store: Store) {
  return formLanguageIn(scriptMemory(store));
}

/** The language whose pages are answered: the one that is asked for, else the Form's first. Refused if the Form has no such pages. */
export function languageFor(store: Store, { language }: Pick<Submission, "language">): Language {
  const offered = languagesIn(formLanguage(store));
  if (language !== undefined && !offered.includes(language)) {
    throw new PersonRefused(`the Form has no pages in the language ${language}`);
  }
  return language ?? offered[0];
}

/** Answers by Report key; an empty list of ticks is no answer. */
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

/** What a submission meets on the Form as it stands today. */
export interface TodaysForm {
  has(item: number): boolean;
  /** The words of a choice as the page shows them by now. */
  today(item: number, words: string): string;
}

/** The same by the ids of the Form's items, as set-up remembered them. Answers to questions that were deleted since are left out. */
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
