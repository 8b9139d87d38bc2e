/** The Form that the script is bound to: its items, settings and responses, through FormApp. */
import { AppError } from "../errors";
import { formItemsIn, formLanguageIn, languageKey, questionItems } from "../form/form-keys";
import type { ReportKey } from "../form/report";
import { type Language, languages, source } from "../language";
import { sentence } from "../languages/languages";
import type {
  FormBuilder,
  FormChoice,
  FormGoTo,
  FormItem,
  FormItemKind,
  FormResponse,
  FormResponses,
  Memory,
  RawAnswer,
} from "../ports";
import { withAddressRefusal } from "./google-errors";

type Form = GoogleAppsScript.Forms.Form & Publishing;
type Item = GoogleAppsScript.Forms.Item;
type PageBreakItem = GoogleAppsScript.Forms.PageBreakItem;
type NavigationType = GoogleAppsScript.Forms.PageNavigationType;
type NavigatingItem = GoogleAppsScript.Forms.MultipleChoiceItem | GoogleAppsScript.Forms.ListItem;

/** Members that Google's Forms have since 2025-04-08 and that @types/google-apps-script does not list. */
interface Publishing {
  supportsAdvancedResponderPermissions(): boolean;
  isPublished(): boolean;
  setPublished(published: boolean): unknown;
  addPublishedReader(address: string): unknown;
  getPublishedReaders(): readonly GoogleAppsScript.Base.User[];
}

/** Gives the bound Form. It is asked for once in a run, and not before it is needed. */
type BoundForm = () => Form;

/** Makes the function that gives the bound Form. */
export function boundForm(): BoundForm {
  let form: Form | null = null;
  return () => {
    // The published types lack the members of `Publishing`; Google has them on every Form.
    form = form ?? (FormApp.getActiveForm() as Form);
    return form;
  };
}

// Responses.

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
    for (const { item, key, beside } of questionItems) {
      const id = ids.get(item);
      if (id !== undefined) byId.set(id, { key, language: beside ?? first });
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

// Items: from FormApp's classes to the port's plain data, and back.

/** The kinds of item that we make, with Google's names for them. */
const typeNames = {
  page: "PAGE_BREAK",
  line: "TEXT",
  paragraph: "PARAGRAPH_TEXT",
  "one-of": "MULTIPLE_CHOICE",
  "any-of": "CHECKBOX",
  dropdown: "LIST",
  "date-time": "DATETIME",
} as const;
type MadeKind = keyof typeof typeNames;

function kindOf(item: Item): FormItemKind {
  const type = item.getType();
  // The keys are what the table has.
  const kinds = Object.keys(typeNames) as MadeKind[];
  return kinds.find((kind) => FormApp.ItemType[typeNames[kind]] === type) ?? "other";
}

/** Whether an item is a question of one of the kinds that we make. */
function isQuestion(item: Item): boolean {
  return !["page", "other"].includes(kindOf(item));
}

/** Adds an item at the end of the Form. */
function addItem(form: Form, kind: MadeKind) {
  const adds = {
    page: () => form.addPageBreakItem(),
    line: () => form.addTextItem(),
    paragraph: () => form.addParagraphTextItem(),
    "one-of": () => form.addMultipleChoiceItem(),
    "any-of": () => form.addCheckboxItem(),
    dropdown: () => form.addListItem(),
    "date-time": () => form.addDateTimeItem(),
  };
  return adds[kind]();
}

/** The item as plain data. Of a kind that we do not make, only what every item has. */
function readItem(item: Item): FormItem {
  const kind = kindOf(item);
  const page = kind === "page" ? item.asPageBreakItem() : null;
  return {
    id: item.getId(),
    kind,
    title: item.getTitle(),
    help: item.getHelpText(),
    required: asQuestion(item)?.isRequired() ?? false,
    choices: readChoices(item),
    precedingLeadsTo:
      page === null ? "continue" : (goToOf(page, () => page.getGoToPage()) ?? "continue"),
  };
}

function readChoices(item: Item): readonly FormChoice[] {
  const navigating = asNavigating(item)?.getChoices() ?? [];
  const [first] = navigating;
  // Either all choices lead to a page or none does, so the first one tells: a long list of schools needs one look instead of one for each.
  const navigates = first !== undefined && goToOf(first, () => first.getGotoPage()) !== null;
  if (navigates) {
    return navigating.map((choice) => ({
      text: choice.getValue(),
      goTo: goToOf(choice, () => choice.getGotoPage()),
    }));
  }
  const choices = first === undefined ? (asChoosing(item)?.getChoices() ?? []) : navigating;
  return choices.map((choice) => ({ text: choice.getValue(), goTo: null }));
}

function goToOf(
  from: { getPageNavigationType(): NavigationType | null },
  page: () => PageBreakItem | null,
): FormGoTo | null {
  const { PageNavigationType } = FormApp;
  const type = from.getPageNavigationType();
  if (type === PageNavigationType.GO_TO_PAGE) return idOfPage(page);
  if (type === PageNavigationType.CONTINUE) return "continue";
  if (type === PageNavigationType.RESTART) return "restart";
  if (type === PageNavigationType.SUBMIT) return "submit";
  return null;
}

/**
 * Where a choice or page leads. For a deleted page Google may answer null, or throw that there is no such item (not confirmed); both count
 * as "continue".
 */
function idOfPage(page: () => PageBreakItem | null): FormGoTo {
  try {
    return page()?.getId() ?? "continue";
  } catch (error) {
    if (/No item with the given ID/.test(String(error))) return "continue";
    throw error;
  }
}

/** Google's word for where a page leads. */
function navigationType(goTo: Exclude<FormGoTo, number>): NavigationType {
  const { PageNavigationType } = FormApp;
  if (goTo === "restart") return PageNavigationType.RESTART;
  return goTo === "submit" ? PageNavigationType.SUBMIT : PageNavigationType.CONTINUE;
}

/** Replaces an item's choices. Does nothing for an item without choices. */
function setChoices(form: Form, item: Item, choices: readonly FormChoice[]): void {
  const navigating = choices.some((choice) => choice.goTo !== null) ? asNavigating(item) : null;
  if (navigating === null) {
    asChoosing(item)?.setChoiceValues(choices.map((choice) => choice.text));
    return;
  }
  navigating.setChoices(
    choices.map(({ text, goTo }) =>
      typeof goTo === "number"
        ? navigating.createChoice(text, pageOf(form, goTo))
        : navigating.createChoice(text, navigationType(goTo ?? "continue")),
    ),
  );
}

/** The item as one with choices; null where it has none. */
function asChoosing(item: Item): NavigatingItem | GoogleAppsScript.Forms.CheckboxItem | null {
  return item.getType() === FormApp.ItemType.CHECKBOX ? item.asCheckboxItem() : asNavigating(item);
}

function asNavigating(item: Item): NavigatingItem | null {
  const type = item.getType();
  if (type === FormApp.ItemType.MULTIPLE_CHOICE) return item.asMultipleChoiceItem();
  return type === FormApp.ItemType.LIST ? item.asListItem() : null;
}

/** The item as a question; null for pages and kinds that we do not make. */
function asQuestion(item: Item) {
  const { ItemType } = FormApp;
  const type = item.getType();
  if (type === ItemType.TEXT) return item.asTextItem();
  if (type === ItemType.PARAGRAPH_TEXT) return item.asParagraphTextItem();
  if (type === ItemType.DATETIME) return item.asDateTimeItem();
  return asChoosing(item);
}

/** The item with an id; null where there is none. */
function findItem(form: Form, id: number): Item | null {
  // The published types leave out null.
  return form.getItemById(id) as Item | null;
}

/** The item with an id. Throws "form-changed-meanwhile" where there is none. */
function itemOf(form: Form, id: number): Item {
  const item = findItem(form, id);
  if (item === null) throw new AppError("form-changed-meanwhile");
  return item;
}

/** The page with an id. Throws "form-changed-meanwhile" where there is none, or the item is no page. */
function pageOf(form: Form, id: number): PageBreakItem {
  return itemOf(form, id).asPageBreakItem();
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
      if (item.required) asQuestion(itemOf(form(), id))?.setRequired(true);
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
      asQuestion(itemOf(form(), id))?.setRequired(required);
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
