/** Reads and deletes the responses of the Form that the script is bound to, through FormApp. */
import { twice } from "../attempt";
import {
  formItemsIn,
  formLanguageIn,
  languageKey,
  questionItems,
  type ReportKey,
} from "../form/report";
import { type Language, languages, source } from "../language";
import { sentence } from "../languages/languages";
import { once } from "../lazy";
import type { FormResponse, FormResponses, Memory, RawAnswer } from "../ports";
import { type BoundForm, isQuestion } from "./form";

type Item = GoogleAppsScript.Forms.Item;

/** Which question each item of the Form asks, and in which language. */
function itemKeys(memory: Memory) {
  const ids = formItemsIn(memory);
  const { former } = memory.get("form");
  const built = formLanguageIn(memory);
  // The language of the Form's first pages. A response counts as written in it if nothing else tells.
  const first = built === "both" ? source : built;
  const byId = new Map<number, { readonly key: ReportKey; readonly language: Language }>();
  for (const { item, key, language } of questionItems) {
    for (const id of [former[item], ids.get(item)]) {
      if (id !== undefined) byId.set(id, { key, language: language === source ? first : language });
    }
  }
  return { byId, first, asksLanguage: ids.get(languageKey) };
}

/** The port FormResponses, and the method that only the form-submit trigger needs. */
export interface GoogleFormResponses extends FormResponses {
  /** The response of a form-submit event. */
  fromEvent(response: GoogleAppsScript.Forms.FormResponse): FormResponse;
}

/**
 * How long to wait between tries to read a response, in milliseconds: Google may fire the trigger before the response can be read. If these
 * waits are not enough, the clock takes the response in later.
 */
const waits = [5_000, 30_000];

/**
 * The responses of the Form. Answers are recognized by the item ids that set-up stored. Answers to other items are "strangers", which are
 * kept with their title only.
 */
export function googleFormResponses(memory: Memory, form: BoundForm): GoogleFormResponses {
  const questions = once((): readonly Item[] => form().getItems().filter(isQuestion));
  return {
    fromEvent(response) {
      for (const wait of waits) {
        try {
          return readResponse(response, itemKeys(memory), questions);
        } catch {
          Utilities.sleep(wait);
        }
      }
      return readResponse(response, itemKeys(memory), questions);
    },
    remove(id) {
      form().deleteResponse(id);
    },
    list(since) {
      // We do not know whether Google includes the lower bound. So we ask for one more second and cut it off here.
      const stored =
        since === undefined ? form().getResponses() : form().getResponses(new Date(since - 1_000));
      const known = itemKeys(memory);
      return stored
        .map((response) => readResponse(response, known, questions))
        .filter((response) => since === undefined || response.receivedAt >= since)
        .sort((a, b) => a.receivedAt - b.receivedAt);
    },
  };
}

/**
 * Stands in for an answer that Google cannot give: Google may refuse all answers of a response if one is to a deleted question. It records
 * that something could not be read.
 */
const lostAnswer = {
  title: "An answer to a question that is no longer in the Form",
  answer: "Google does not give it any more.",
} as const;

/**
 * Reads the answers all at once. If Google refuses that twice, reads them one by one, to the questions that the Form still has, so that one
 * unreadable answer does not keep a report out. Throws what Google throws.
 */
function readResponse(
  response: GoogleAppsScript.Forms.FormResponse,
  { byId, first, asksLanguage }: ReturnType<typeof itemKeys>,
  questions: () => readonly Item[],
): FormResponse {
  const id = response.getId();
  const answers: Partial<Record<ReportKey, RawAnswer>> = {};
  const strangers: { title: string; answer: RawAnswer }[] = [];
  let given: GoogleAppsScript.Forms.ItemResponse[];
  try {
    given = twice(() => response.getItemResponses());
  } catch {
    strangers.push(lostAnswer);
    given = questions()
      .map((item): GoogleAppsScript.Forms.ItemResponse | null => response.getResponseForItem(item))
      .filter((one) => one !== null);
  }
  let chosen: Language | null = null;
  const spoken = new Set<Language>();
  for (const itemResponse of given) {
    const item: Item | null = itemResponse.getItem();
    const itemId = item?.getId();
    const known = itemId === undefined ? undefined : byId.get(itemId);
    const answer = rawAnswer(itemResponse.getResponse());
    if (known !== undefined) {
      if (answer.length > 0) spoken.add(known.language);
      answers[known.key] = both(answers[known.key] ?? "", answer);
    } else if (itemId !== undefined && itemId === asksLanguage) {
      chosen = languages.find((one) => sentence(one, "name") === answer) ?? chosen;
    } else strangers.push({ title: item?.getTitle() ?? "", answer });
  }
  const [only, ...others] = [...spoken];
  return {
    id,
    receivedAt: response.getTimestamp().getTime(),
    language: (others.length === 0 ? only : undefined) ?? chosen ?? first,
    answers,
    strangers,
  };
}

/**
 * The answer to a question that is on the pages of two languages. If one answer is blank, the other counts; if they differ, both are kept.
 */
function both(first: RawAnswer, second: RawAnswer): RawAnswer {
  if (first.length === 0 || second.length === 0) return first.length === 0 ? second : first;
  return first === second ? first : [first, second].flat();
}

/** An answer as text or as a list of texts. Google gives grid answers as lists inside a list, with null for rows that were left out. */
function rawAnswer(answer: unknown): RawAnswer {
  if (Array.isArray(answer)) return answer.flatMap((part: unknown) => rawAnswer(part));
  return answer === null || answer === undefined ? "" : String(answer);
}
