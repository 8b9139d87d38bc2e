/**
 * What people do to a form: fill it in on its page, or edit it in the Form editor. This involves no script, uses no quota and is not
 * counted.
 */
import { isMember } from "../accounts";
import { driveSlice, LocalRefusal, mayEdit, type Store, shareDomain } from "../service";
import {
  type Audience,
  appendResponse,
  type StoredAnswer,
  type StoredForm,
  type StoredItem,
  storedForm,
} from "./store";

/** The page would not let this person do this, or what they want to change does not exist. */
export class PersonRefused extends Error {}

/**
 * Whether someone may answer. Editors of the form always may; others may if general access allows it, or if they or one of their groups is
 * on the list of responders.
 */
export function mayAnswer(store: Store, formId: string, as: string): boolean {
  const form = storedForm(store, formId);
  const file = driveSlice(store).files[formId];
  if (file === undefined) return false;
  const isOwnDomain = shareDomain(as, file.owner);
  return (
    mayEdit(file, as) ||
    form.publishedReaders.some((one) => one === as || isMember(store, one, as)) ||
    form.audience === "anyone" ||
    (form.audience === "domain" && isOwnDomain)
  );
}

export interface SubmitOptions {
  /** The sender's address. If left out, it is someone who may answer. */
  readonly as?: string;
  /** True: answers must be what the form's page accepts now (required questions, offered choices, well-formed times). */
  readonly checkPage?: boolean;
}

/** Someone presses "Submit". Stores the response and returns its id. `at` is in milliseconds since 1970. */
export function submitResponse(
  store: Store,
  formId: string,
  answersByItemId: Readonly<Record<string, StoredAnswer>>,
  at: number,
  options: SubmitOptions = {},
): string {
  const form = storedForm(store, formId);
  if (!form.published || !form.acceptsResponses) {
    throw new PersonRefused("the form takes no responses: it is not published");
  }
  if (options.as !== undefined && !mayAnswer(store, formId, options.as)) {
    throw new PersonRefused(`the form is not open to ${options.as}: they may not answer it`);
  }
  const known = new Set(form.items.map(({ id }) => String(id)));
  for (const id of Object.keys(answersByItemId)) {
    if (!known.has(id)) throw new LocalRefusal(`the form has no question ${id}`);
  }
  if (options.checkPage === true) {
    const visited = visitedItems(form.items, answersByItemId);
    for (const item of form.items) {
      checkAnswer(item, answersByItemId[String(item.id)], visited.has(item));
    }
  }
  return appendResponse(form, answersByItemId, at);
}

/**
 * The items on the pages to which these answers lead. On each page the last answered question whose choice leads somewhere decides which
 * page comes next. If there is none, the page break after it decides.
 */
function visitedItems(
  items: readonly StoredItem[],
  answers: Readonly<Record<string, StoredAnswer>>,
): ReadonlySet<StoredItem> {
  const visited = new Set<StoredItem>();
  let at = 0;
  while (at < items.length) {
    const end = items.findIndex(({ type }, index) => index > at && type === "PAGE_BREAK");
    const page = items.slice(at, end < 0 ? items.length : end);
    // Going back to a page that was already visited adds nothing.
    if (page.some((item) => visited.has(item))) return visited;
    for (const item of page) visited.add(item);
    const chosen = page.flatMap(({ id, choices }) => {
      const choice = choices.find(({ value }) => value === answers[String(id)]);
      return choice?.navigation ?? [];
    });
    const next = chosen[chosen.length - 1] ?? items[end]?.goTo;
    if (next === undefined || ("move" in next && next.move !== "CONTINUE")) return visited;
    const led = "page" in next ? items.findIndex(({ id }) => id === next.page) : end;
    if (led < 0) return visited;
    at = led;
  }
  return visited;
}

function checkAnswer(item: StoredItem, answer: StoredAnswer | undefined, isVisited: boolean): void {
  if (answer === undefined || answer === "" || answer.length === 0) {
    if (item.required && isVisited) throw new PersonRefused(`"${item.title}" needs an answer`);
    return;
  }
  const offered = new Set(item.choices.map(({ value }) => value));
  const given = typeof answer === "string" ? [answer] : answer;
  if (Array.isArray(answer) !== (item.type === "CHECKBOX")) {
    throw new PersonRefused(`"${item.title}" takes another kind of answer`);
  }
  if (offered.size > 0 && given.some((choice) => !offered.has(choice))) {
    throw new PersonRefused(`"${item.title}" does not offer that choice`);
  }
  if (item.type === "DATETIME" && !/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/.test(given[0] ?? "")) {
    throw new PersonRefused(`"${item.title}" takes a date and a time`);
  }
}

/** The form, for a person who may open its editor. */
function formInEditor(store: Store, formId: string, as: string): StoredForm {
  const file = driveSlice(store).files[formId];
  if (file === undefined || !mayEdit(file, as)) {
    throw new PersonRefused("this account may not open the form's editor");
  }
  return storedForm(store, formId);
}

function question(form: StoredForm, itemId: number): StoredItem {
  const item = form.items.find(({ id }) => id === itemId);
  if (item === undefined) throw new PersonRefused("that question is no longer in the form");
  return item;
}

export interface QuestionEdit {
  readonly title?: string;
  readonly helpText?: string;
  readonly required?: boolean;
  /** The texts of the choices. Each keeps the navigation of the choice that was at its position. */
  readonly choices?: readonly string[];
}

/** An editor of the form rewords a question. */
export function editQuestion(
  store: Store,
  formId: string,
  itemId: number,
  edit: QuestionEdit,
  as: string,
): void {
  const item = question(formInEditor(store, formId, as), itemId);
  item.title = edit.title ?? item.title;
  item.helpText = edit.helpText ?? item.helpText;
  item.required = edit.required ?? item.required;
  if (edit.choices !== undefined) {
    item.choices = edit.choices.map((value, index) => ({
      value,
      navigation: item.choices[index]?.navigation ?? null,
    }));
  }
}

/** An editor of the form deletes a question. Answers given to it stay in the responses. */
export function deleteQuestion(store: Store, formId: string, itemId: number, as: string): void {
  const form = formInEditor(store, formId, as);
  form.items.splice(form.items.indexOf(question(form, itemId)), 1);
}

/** An editor of the form chooses who can respond (Publish, Manage): a list of people, or general access. */
export function setResponders(
  store: Store,
  formId: string,
  to: Audience | readonly string[],
  as: string,
): void {
  const form = formInEditor(store, formId, as);
  if (typeof to !== "string") {
    form.audience = "nobody";
    form.publishedReaders = [...new Set(to.map((one) => one.toLowerCase()))];
    return;
  }
  form.audience = to;
  if (to === "nobody") form.publishedReaders = [];
}

/** An editor of the form unpublishes it. A form made before publishing existed stops accepting responses instead. */
export function unpublish(store: Store, formId: string, as: string): void {
  const form = formInEditor(store, formId, as);
  form.acceptsResponses = false;
  if (form.supportsPublishing) form.published = false;
}
