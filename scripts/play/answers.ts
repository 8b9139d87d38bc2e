/** What a scenario submits, as the Form holds it: answers by item id, in the words of the Form's choices. */
import { type ChoiceKey, choiceText, isChoiceKey, parseFormItems } from "../../src/form/questions";
import { type ReportKey, reportKeys } from "../../src/form/report";
import { defaultPack, packNamed, packsFrom } from "../../src/protocol/find-pack";
import type { StoredAnswer } from "../workspace/forms/store";
import { LocalRefusal, type Store } from "../workspace/service";
import { scriptProperties } from "../workspace/services/properties/index";
import type { Submission } from "./scenario";
import { formTime } from "./zone";

/** The words of a choice by the pack that the desk follows, else by whichever has it; null for none. */
export function choiceWords(store: Store, key: ChoiceKey, option: string): string | null {
  const { protocol = "" } = scriptProperties(store);
  const own = packNamed(protocol) ?? defaultPack();
  for (const pack of packsFrom(own)) {
    const words = choiceText(pack, key, option);
    if (words !== null) return words;
  }
  return null;
}

/** The words under which the Form offers an option. The schema has closed the ids, so every option has them. */
function words(store: Store, key: ReportKey, option: string): string {
  const text = isChoiceKey(key) ? choiceWords(store, key, option) : option;
  if (text === null) throw new LocalRefusal(`the Form does not offer ${option} for ${key}`);
  return text;
}

function answerTo(store: Store, key: ReportKey, value: string | readonly string[]): StoredAnswer {
  if (typeof value !== "string") return value.map((option) => words(store, key, option));
  return key === "learnedAt" ? formTime(value) : words(store, key, value);
}

/** Answers by Report key; an empty list of ticks is no answer. */
export function formAnswers(
  store: Store,
  submission: Submission,
): ReadonlyMap<ReportKey, StoredAnswer> {
  const answers = new Map<ReportKey, StoredAnswer>();
  for (const key of reportKeys) {
    const raw = "raw" in submission;
    const value = raw ? submission.raw[key] : submission[key];
    if (value === undefined) continue;
    const answer = raw ? rawAnswer(value) : answerTo(store, key, value);
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

/** The same by the ids of the Form's items, as set-up remembered them. Nobody answers a question that was deleted since. */
export function answersByItem(
  store: Store,
  submission: Submission,
  form: TodaysForm,
): Record<string, StoredAnswer> {
  const { formItems } = scriptProperties(store);
  const items = parseFormItems(formItems ?? null);
  const isRaw = "raw" in submission;
  const answers: Record<string, StoredAnswer> = {};
  for (const [key, answer] of formAnswers(store, submission)) {
    const item = items.get(key);
    if (item === undefined) throw new LocalRefusal(`set-up made no question for ${key}`);
    if (!form.has(item)) continue;
    const chosen = (words: string) =>
      isRaw || !isChoiceKey(key) ? words : form.today(item, words);
    answers[String(item)] = typeof answer === "string" ? chosen(answer) : answer.map(chosen);
  }
  return answers;
}
