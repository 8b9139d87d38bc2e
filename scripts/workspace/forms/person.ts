/** What people do to a form: fill it in on today's page, or edit it in the Form editor. No script, no quota, no counting. */
import { driveSlice, LocalRefusal, mayEdit, type Store } from "../service";
import {
  appendResponse,
  type StoredAnswer,
  type StoredForm,
  type StoredItem,
  storedForm,
} from "./store";

/** An act that the page would not let this person do, or that there is nothing to do it to. */
export class PersonRefused extends Error {}

export interface SubmitOptions {
  /** Holds the answers to what today's page accepts: required questions, offered choices, well-formed times. */
  readonly checkPage?: boolean;
}

/** A teacher presses "Submit": the response is stored and its id returned. `at` is milliseconds since 1970, UTC. */
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
  const known = new Set(form.items.map(({ id }) => String(id)));
  for (const id of Object.keys(answersByItemId)) {
    if (!known.has(id)) throw new LocalRefusal(`the form has no question ${id}`);
  }
  if (options.checkPage === true) {
    for (const item of form.items) checkAnswer(item, answersByItemId[String(item.id)]);
  }
  return appendResponse(form, answersByItemId, at);
}

function checkAnswer(item: StoredItem, answer: StoredAnswer | undefined): void {
  if (answer === undefined || answer === "" || answer.length === 0) {
    if (item.required) throw new PersonRefused(`"${item.title}" needs an answer`);
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
  /** Choices by their text; where they led is kept by position. */
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

/** An editor of the form deletes a question; answers given to it stay in the responses. */
export function deleteQuestion(store: Store, formId: string, itemId: number, as: string): void {
  const form = formInEditor(store, formId, as);
  form.items.splice(form.items.indexOf(question(form, itemId)), 1);
}

/** An editor of the form unpublishes it (or, on a form from before publishing, stops accepting responses). */
export function unpublish(store: Store, formId: string, as: string): void {
  const form = formInEditor(store, formId, as);
  form.acceptsResponses = false;
  if (form.supportsPublishing) form.published = false;
}
