/** The Form that the script is bound to: its items and settings, through FormApp. */
import { AppError, isDefect } from "../errors";
import { once } from "../lazy";
import type { FormBuilder, FormGoTo, FormItem, FormItemKind } from "../ports";
import { isTrouble, withAddressRefusal } from "./google-errors";

type Form = GoogleAppsScript.Forms.Form & Publishing;
type Item = GoogleAppsScript.Forms.Item;
type PageBreakItem = GoogleAppsScript.Forms.PageBreakItem;
type NavigationType = GoogleAppsScript.Forms.PageNavigationType;
type NavigatingItem = GoogleAppsScript.Forms.MultipleChoiceItem | GoogleAppsScript.Forms.ListItem;

/** Methods that Google's Forms have since 2025-04-08 and that @types/google-apps-script does not list. */
interface Publishing {
  supportsAdvancedResponderPermissions(): boolean;
  isPublished(): boolean;
  setPublished(published: boolean): unknown;
  addPublishedReader(address: string): unknown;
  getPublishedReaders(): readonly GoogleAppsScript.Base.User[];
}

/** Returns the bound Form. Google is asked only when it is first needed, and once in a run. */
export type BoundForm = () => Form;

/**
 * Makes a `BoundForm`. `told`: the Form that the event of a report has with it, which saves a call. The published types lack the members of
 * `Publishing`; Google has them on every Form.
 */
export const boundForm = (told?: GoogleAppsScript.Forms.Form): BoundForm =>
  once(() => (told ?? FormApp.getActiveForm()) as Form);

// Items: from FormApp's classes to the plain data of the port, and back.

/** The kinds of item that the system makes: Google's name for each, and what adds one at the end of the Form. */
const made = {
  page: { type: "PAGE_BREAK", add: (form: Form) => form.addPageBreakItem() },
  line: { type: "TEXT", add: (form: Form) => form.addTextItem() },
  paragraph: { type: "PARAGRAPH_TEXT", add: (form: Form) => form.addParagraphTextItem() },
  "one-of": { type: "MULTIPLE_CHOICE", add: (form: Form) => form.addMultipleChoiceItem() },
  "any-of": { type: "CHECKBOX", add: (form: Form) => form.addCheckboxItem() },
  dropdown: { type: "LIST", add: (form: Form) => form.addListItem() },
  "date-time": { type: "DATETIME", add: (form: Form) => form.addDateTimeItem() },
} as const;

function kindOf(item: Item): FormItemKind {
  const type = item.getType();
  // `made` has only these keys.
  const kinds = Object.keys(made) as (keyof typeof made)[];
  return kinds.find((kind) => FormApp.ItemType[made[kind].type] === type) ?? "other";
}

/** Whether an item is a question of a kind that the system makes. */
export function isQuestion(item: Item): boolean {
  return !["page", "other"].includes(kindOf(item));
}

/** The item as plain data. For a kind that the system does not make, only what every item has. */
function readItem(item: Item): FormItem {
  const kind = kindOf(item);
  const page = kind === "page" ? item.asPageBreakItem() : null;
  const choices = asChoosing(item)?.getChoices() ?? [];
  const [first] = asNavigating(item) === null ? [] : choices;
  // Either every choice leads to a page or none does, so only the first is checked. A long list of schools then needs one call instead of
  // one for each school.
  const navigates = first !== undefined && goToOf(first, () => first.getGotoPage()) !== null;
  return {
    id: item.getId(),
    kind,
    title: item.getTitle(),
    help: item.getHelpText(),
    required: asQuestion(item)?.isRequired() ?? false,
    choices: choices.map((choice) => ({
      text: choice.getValue(),
      goTo: navigates ? goToOf(choice, () => choice.getGotoPage()) : null,
    })),
    precedingLeadsTo:
      page === null ? "continue" : (goToOf(page, () => page.getGoToPage()) ?? "continue"),
  };
}

/** Google's names for where a choice or a page can lead, apart from another page. */
const wayNames = { continue: "CONTINUE", restart: "RESTART", submit: "SUBMIT" } as const;
type Way = keyof typeof wayNames;

const navigationType = (goTo: Way): NavigationType => FormApp.PageNavigationType[wayNames[goTo]];

/** Where a choice or page leads; null if nowhere special. */
function goToOf(
  from: { getPageNavigationType(): NavigationType | null },
  page: () => PageBreakItem | null,
): FormGoTo | null {
  const type = from.getPageNavigationType();
  if (type !== FormApp.PageNavigationType.GO_TO_PAGE) {
    // `wayNames` has only these keys.
    return (Object.keys(wayNames) as Way[]).find((way) => navigationType(way) === type) ?? null;
  }
  try {
    return page()?.getId() ?? "continue";
  } catch (error) {
    // If the page was deleted, Google may return null or throw that there is no such item (not confirmed), in the account's language.
    if (isDefect(error) || isTrouble(String(error))) throw error;
    return "continue";
  }
}

/** The item as a kind whose choices can lead to pages; null for other kinds. */
function asNavigating(item: Item): NavigatingItem | null {
  const kind = kindOf(item);
  if (kind === "one-of") return item.asMultipleChoiceItem();
  return kind === "dropdown" ? item.asListItem() : null;
}

/** The item as a kind with choices; null for other kinds. */
function asChoosing(item: Item): NavigatingItem | GoogleAppsScript.Forms.CheckboxItem | null {
  return kindOf(item) === "any-of" ? item.asCheckboxItem() : asNavigating(item);
}

/** The item as a question; null for pages and for kinds that the system does not make. */
function asQuestion(item: Item) {
  const kind = kindOf(item);
  if (kind === "line") return item.asTextItem();
  if (kind === "paragraph") return item.asParagraphTextItem();
  return kind === "date-time" ? item.asDateTimeItem() : asChoosing(item);
}

const addressesOf = (users: readonly GoogleAppsScript.Base.User[]) =>
  users.map((user) => user.getEmail().toLowerCase());

/** The port FormBuilder. A method makes one call or a few; `read` makes several calls for each item. */
export function googleFormBuilder(form: BoundForm): FormBuilder {
  /** The item with this id; null if there is none. The published types leave the null out. */
  const findItem = (id: number) => form().getItemById(id) as Item | null;
  const itemOf = (id: number): Item => {
    const item = findItem(id);
    if (item === null) throw new AppError("form-changed-meanwhile");
    return item;
  };
  const pageOf = (id: number) => itemOf(id).asPageBreakItem();
  return {
    id: () => form().getId(),
    editors: () => addressesOf(form().getEditors()),
    addEditor(address) {
      withAddressRefusal(() => form().addEditor(address));
    },
    removeEditor(address) {
      withAddressRefusal(() => form().removeEditor(address));
    },
    responders: () =>
      form().supportsAdvancedResponderPermissions()
        ? addressesOf(form().getPublishedReaders())
        : null,
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
          title: item.getTitle(),
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
        published: () => form().setPublished(value),
        acceptsResponses: () => form().setAcceptingResponses(value),
      };
      setters[setting]();
    },
    sayClosed(message) {
      form().setCustomClosedFormMessage(message);
    },
    add(item, index) {
      const added = made[item.kind].add(form());
      // The title is set first: if this run is cut off, the next run recognizes the item by its title.
      added.setTitle(item.title);
      if (item.help !== "") added.setHelpText(item.help);
      const id = added.getId();
      const choosing = item.choices.length > 0 ? asChoosing(itemOf(id)) : null;
      choosing?.setChoiceValues([...item.choices]);
      if (item.required) asQuestion(itemOf(id))?.setRequired(true);
      if (index !== null) form().moveItem(added.getIndex(), index);
      return id;
    },
    move(id, index) {
      form().moveItem(itemOf(id).getIndex(), index);
    },
    remove(id) {
      const item = itemOf(id);
      const leadsThere = ({ precedingLeadsTo, choices }: FormItem) =>
        [precedingLeadsTo, ...choices.map(({ goTo }) => goTo)].includes(id);
      if (kindOf(item) === "page" && form().getItems().map(readItem).some(leadsThere)) return;
      form().deleteItem(item.getIndex());
    },
    setWords(id, words) {
      const item = itemOf(id);
      item.setTitle(words.title);
      item.setHelpText(words.help);
    },
    setRequired(id, required) {
      asQuestion(itemOf(id))?.setRequired(required);
    },
    setChoices(id, choices) {
      const item = findItem(id);
      if (item === null) return false;
      const navigating = choices.some(({ goTo }) => goTo !== null) ? asNavigating(item) : null;
      // An item without choices is left alone.
      if (navigating === null) asChoosing(item)?.setChoiceValues(choices.map(({ text }) => text));
      navigating?.setChoices(
        choices.map(({ text, goTo }) =>
          typeof goTo === "number"
            ? navigating.createChoice(text, pageOf(goTo))
            : navigating.createChoice(text, navigationType(goTo ?? "continue")),
        ),
      );
      return true;
    },
    setPrecedingLeadsTo(id, goTo) {
      const page = pageOf(id);
      if (typeof goTo === "number") page.setGoToPage(pageOf(goTo));
      else page.setGoToPage(navigationType(goTo));
    },
  };
}
