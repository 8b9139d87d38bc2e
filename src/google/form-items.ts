/** Items of the Form: from FormApp's classes to the port's plain data, and back. */
import { AppError } from "../errors";
import type { FormChoice, FormGoTo, FormItem, FormItemKind } from "../ports";

type Form = GoogleAppsScript.Forms.Form;
type Item = GoogleAppsScript.Forms.Item;
type PageBreakItem = GoogleAppsScript.Forms.PageBreakItem;
type NavigationType = GoogleAppsScript.Forms.PageNavigationType;
type NavigatingItem = GoogleAppsScript.Forms.MultipleChoiceItem | GoogleAppsScript.Forms.ListItem;
type ChoosingItem = NavigatingItem | GoogleAppsScript.Forms.CheckboxItem;

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
export function isQuestion(item: Item): boolean {
  return !["page", "other"].includes(kindOf(item));
}

/** Adds an item at the end of the Form. */
export function addItem(form: Form, kind: MadeKind) {
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
export function readItem(item: Item): FormItem {
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
export function navigationType(goTo: Exclude<FormGoTo, number>): NavigationType {
  const { PageNavigationType } = FormApp;
  if (goTo === "restart") return PageNavigationType.RESTART;
  return goTo === "submit" ? PageNavigationType.SUBMIT : PageNavigationType.CONTINUE;
}

/** Replaces an item's choices. Does nothing for an item without choices. */
export function setChoices(form: Form, item: Item, choices: readonly FormChoice[]): void {
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

/** Sets whether a question must be answered. Does nothing for pages and kinds that we do not make. */
export function setRequired(item: Item, required: boolean): void {
  asQuestion(item)?.setRequired(required);
}

/** The item as one with choices; null where it has none. */
export function asChoosing(item: Item): ChoosingItem | null {
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
export function findItem(form: Form, id: number): Item | null {
  // The published types leave out null.
  return form.getItemById(id) as Item | null;
}

/** The item with an id. Throws "form-changed-meanwhile" where there is none. */
export function itemOf(form: Form, id: number): Item {
  const item = findItem(form, id);
  if (item === null) throw new AppError("form-changed-meanwhile");
  return item;
}

/** The page with an id. Throws "form-changed-meanwhile" where there is none, or the item is no page. */
export function pageOf(form: Form, id: number): PageBreakItem {
  return itemOf(form, id).asPageBreakItem();
}
