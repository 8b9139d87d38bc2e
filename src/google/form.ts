/** The Form that the script is bound to: its items, settings and responses, through FormApp. */
import {
  formItemsIn,
  formLanguageIn,
  languageKey,
  questionItems,
  type ReportKey,
} from "../form/report";
import { type Language, languages, source } from "../language";
import { sentence } from "../languages/languages";
import type { FormBuilder, FormResponse, FormResponses, Memory, RawAnswer } from "../ports";
import {
  addItem,
  asChoosing,
  findItem,
  isQuestion,
  itemOf,
  navigationType,
  pageOf,
  readItem,
  setChoices,
  setRequired,
} from "./form-items";
import { withAddressRefusal } from "./refused-editors";

type Form = GoogleAppsScript.Forms.Form;
type Item = GoogleAppsScript.Forms.Item;

/** Members that Google's Forms have since 2025-04-08 and that @types/google-apps-script does not list. */
interface Publishing {
  supportsAdvancedResponderPermissions(): boolean;
  isPublished(): boolean;
  setPublished(published: boolean): unknown;
  addPublishedReader(address: string): unknown;
  getPublishedReaders(): readonly GoogleAppsScript.Base.User[];
}

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

/** Gives the bound Form. It is asked for once in a run, and not before it is needed. */
export type BoundForm = () => Form & Publishing;

/** Makes the function that gives the bound Form. */
export function boundForm(): BoundForm {
  let form: (Form & Publishing) | null = null;
  return () => {
    // The published types lack the members of `Publishing`; Google has them on every Form.
    form = form ?? (FormApp.getActiveForm() as Form & Publishing);
    return form;
  };
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

interface GivenAnswers {
  readonly all: readonly GoogleAppsScript.Forms.ItemResponse[];
  readonly isWhole: boolean;
}

/**
 * The answers of a response, all at once. Where Google refuses that twice, the answers to each question that the Form still has: one answer
 * that cannot be read keeps no report out. Throws what Google throws.
 */
function answersGiven(
  response: GoogleAppsScript.Forms.FormResponse,
  questions: () => readonly Item[],
): GivenAnswers {
  const whole = (): GivenAnswers => ({ all: response.getItemResponses(), isWhole: true });
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

/** The Form's questions and settings. A method is one call or a few; `read` makes several calls for each item. */
export function googleFormBuilder(form: BoundForm): FormBuilder {
  return {
    id: () => form().getId(),
    editors: () =>
      form()
        .getEditors()
        .map((user) => user.getEmail().toLowerCase()),
    responders() {
      if (!form().supportsAdvancedResponderPermissions()) return null;
      return form()
        .getPublishedReaders()
        .map((user) => user.getEmail().toLowerCase());
    },
    addResponder(address) {
      withAddressRefusal(() => form().addPublishedReader(address));
    },
    link: () => form().getPublishedUrl(),
    questions: () =>
      form()
        .getItems()
        .filter(isQuestion)
        .map((item) => ({
          id: item.getId(),
          choices: (asChoosing(item)?.getChoices() ?? []).map((choice) => choice.getValue()),
        })),
    read: () => ({
      texts: {
        title: form().getTitle(),
        description: form().getDescription(),
        confirmation: form().getConfirmationMessage(),
      },
      settings: {
        collectsEmail: form().collectsEmail(),
        responseEdits: form().canEditResponse(),
        publishesSummary: form().isPublishingSummary(),
        respondAgainLink: form().hasRespondAgainLink(),
        progressBar: form().hasProgressBar(),
        published: form().supportsAdvancedResponderPermissions() ? form().isPublished() : null,
        acceptsResponses: form().isAcceptingResponses(),
      },
      items: form().getItems().map(readItem),
    }),
    isOpen: () => form().isAcceptingResponses(),
    setText(text, value) {
      if (text === "title") form().setTitle(value);
      else if (text === "description") form().setDescription(value);
      else form().setConfirmationMessage(value);
    },
    set(setting, value) {
      const setters = {
        collectsEmail: () => form().setCollectEmail(value),
        responseEdits: () => form().setAllowResponseEdits(value),
        publishesSummary: () => form().setPublishingSummary(value),
        respondAgainLink: () => form().setShowLinkToRespondAgain(value),
        progressBar: () => form().setProgressBar(value),
        published: () => form().setPublished(value),
        acceptsResponses: () => form().setAcceptingResponses(value),
      };
      setters[setting]();
    },
    close(message) {
      // The message before closing: a closed Form must never be without it.
      form().setCustomClosedFormMessage(message);
      form().setAcceptingResponses(false);
    },
    add(item, index) {
      const added = addItem(form(), item.kind);
      // The title first: if this run is cut off, the next one knows the item by its title.
      added.setTitle(item.title);
      if (item.help !== "") added.setHelpText(item.help);
      const id = added.getId();
      const choosing = item.choices.length > 0 ? asChoosing(itemOf(form(), id)) : null;
      choosing?.setChoiceValues([...item.choices]);
      if (item.required) setRequired(itemOf(form(), id), true);
      if (index !== null) form().moveItem(added.getIndex(), index);
      return id;
    },
    move(id, index) {
      form().moveItem(itemOf(form(), id).getIndex(), index);
    },
    remove(id) {
      form().deleteItem(itemOf(form(), id).getIndex());
    },
    setWords(id, words) {
      const item = itemOf(form(), id);
      item.setTitle(words.title);
      item.setHelpText(words.help);
    },
    setRequired(id, required) {
      setRequired(itemOf(form(), id), required);
    },
    setChoices(id, choices) {
      const item = findItem(form(), id);
      if (item === null) return false;
      setChoices(form(), item, choices);
      return true;
    },
    setPrecedingLeadsTo(id, goTo) {
      const page = itemOf(form(), id).asPageBreakItem();
      if (typeof goTo === "number") page.setGoToPage(pageOf(form(), goTo));
      else page.setGoToPage(navigationType(goTo));
    },
  };
}
