/** The responses of the Form that the script is bound to, through FormApp. */
import {
  formItemsIn,
  formLanguageIn,
  languageKey,
  questionItems,
  type ReportKey,
} from "../form/report";
import { type Language, languages, source } from "../language";
import { sentence } from "../languages/languages";
import type { FormResponse, FormResponses, Memory, RawAnswer } from "../ports";
import { type BoundForm, isQuestion } from "./form";

type Item = GoogleAppsScript.Forms.Item;

/** What the item of a question is for. */
interface ItemKey {
  readonly key: ReportKey;
  readonly language: Language;
}

interface ItemKeys {
  readonly byId: ReadonlyMap<number, ItemKey>;
  /** The language of the first pages, which counts where nothing tells. */
  readonly first: Language;
  /** The item that asks for the language. */
  readonly asksLanguage: number | undefined;
}

/** The port FormResponses, and what only the trigger's run needs. */
export interface GoogleFormResponses extends FormResponses {
  /** The response of a form-submit event. */
  fromEvent(response: GoogleAppsScript.Forms.FormResponse): FormResponse;
}

/**
 * Milliseconds between tries to read a response: Google may fire the trigger before the response can be read. If that is not enough, the
 * clock takes the response in.
 */
const waits = [5_000, 30_000];

/** The responses, with answers by the item ids that set-up stored. Answers to other items are "strangers", known by their title alone. */
export function googleFormResponses(memory: Memory, form: BoundForm): GoogleFormResponses {
  const keys = (): ItemKeys => {
    const ids = formItemsIn(memory);
    const built = formLanguageIn(memory);
    const first = built === "both" ? source : built;
    const byId = new Map<number, ItemKey>();
    for (const { item, key, language } of questionItems) {
      const id = ids.get(item);
      if (id !== undefined) byId.set(id, { key, language: language === source ? first : language });
    }
    return { first, asksLanguage: ids.get(languageKey), byId };
  };
  let asked: readonly Item[] | null = null;
  const questions = () => {
    asked = asked ?? form().getItems().filter(isQuestion);
    return asked;
  };
  return {
    fromEvent(response) {
      for (const wait of waits) {
        try {
          return readResponse(response, keys(), questions);
        } catch {
          Utilities.sleep(wait);
        }
      }
      return readResponse(response, keys(), questions);
    },
    remove(id) {
      form().deleteResponse(id);
    },
    list(since) {
      // Whether Google's lower bound is inclusive is not confirmed: so a second more is asked for, and cut off here.
      const stored =
        since === undefined ? form().getResponses() : form().getResponses(new Date(since - 1_000));
      const known = keys();
      return stored
        .map((response) => readResponse(response, known, questions))
        .filter((response) => since === undefined || response.receivedAt >= since)
        .sort((a, b) => a.receivedAt - b.receivedAt);
    },
  };
}

/**
 * Stands for an answer that Google cannot give: Google may refuse all answers where one is to a deleted question. That it could not be read
 * is kept.
 */
const lostAnswer = {
  title: "An answer to a question that is no longer in the Form",
  answer: "Google does not give it any more.",
} as const;

/**
 * The answers of a response, all at once. Where Google refuses that twice, the answers to each question that the Form still has: one answer
 * that cannot be read keeps no report out. Throws what Google throws.
 */
function answersGiven(
  response: GoogleAppsScript.Forms.FormResponse,
  questions: () => readonly Item[],
) {
  const whole = () => ({ all: response.getItemResponses(), isWhole: true });
  try {
    return whole();
  } catch {
    try {
      return whole();
    } catch {
      const all = questions()
        .map((item): GoogleAppsScript.Forms.ItemResponse | null =>
          response.getResponseForItem(item),
        )
        .filter((one) => one !== null);
      return { all, isWhole: false };
    }
  }
}

function readResponse(
  response: GoogleAppsScript.Forms.FormResponse,
  { byId, first, asksLanguage }: ItemKeys,
  questions: () => readonly Item[],
): FormResponse {
  const id = response.getId();
  const answers: Partial<Record<ReportKey, RawAnswer>> = {};
  const given = answersGiven(response, questions);
  const strangers: { title: string; answer: RawAnswer }[] = given.isWhole ? [] : [lostAnswer];
  let chosen: Language | null = null;
  const spoken = new Set<Language>();
  for (const itemResponse of given.all) {
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

/** The answers to one question on the pages of two languages; the one that is given, where the other is blank. */
function both(first: RawAnswer, second: RawAnswer): RawAnswer {
  if (first.length === 0 || second.length === 0) return first.length === 0 ? second : first;
  return first === second ? first : [first, second].flat();
}

/** An answer as text or list of texts. Grids answer with lists inside a list, with null for rows that were left out. */
function rawAnswer(answer: unknown): RawAnswer {
  if (Array.isArray(answer)) return answer.flatMap((part: unknown) => rawAnswer(part));
  return answer === null || answer === undefined ? "" : String(answer);
}
