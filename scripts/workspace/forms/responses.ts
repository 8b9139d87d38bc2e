/** Form responses as the script reads them: FormResponse and ItemResponse. People submit them in person.ts. */

import {
  type CallContext,
  type DateValue,
  GoogleError,
  type Ref,
  type ServiceClass,
} from "../service";
import { objectClass } from "../services/declare";
import { expectCount, formFor, formMethod, itemKey } from "./declare";
import { itemRef } from "./items";
import type { StoredAnswer, StoredForm, StoredItem, StoredResponse } from "./store";

interface ResponseKey {
  readonly form: string;
  readonly response: string;
}

interface AnswerKey extends ResponseKey {
  readonly item: number;
}

export const responseRef = (form: string, response: string): Ref => ({
  $ref: "FormResponse",
  key: { form, response } satisfies ResponseKey,
});

const appearsAfter: Readonly<Record<string, number>> = {
  "half-a-minute-later": 30_000,
  "eight-minutes-later": 8 * 60_000,
};

/** Whether a response that was stored at an instant (milliseconds since 1970) can be read yet, as `assume.responseAppears` decides. */
export function hasAppeared({ assume, now }: CallContext, storedAt: number): boolean {
  const after = appearsAfter[assume["responseAppears"] ?? ""];
  return after === undefined || now - storedAt >= after;
}

function served(
  context: CallContext,
  key: ResponseKey,
): { readonly form: StoredForm; readonly response: StoredResponse } {
  const form = formFor(context, key.form);
  const response = form.responses.find(({ id }) => id === key.response);
  if (response === undefined || !hasAppeared(context, response.at)) {
    throw new GoogleError("No item with the given ID could be found.");
  }
  return { form, response };
}

/** The answer as Google returns it; null if Google leaves the item out. */
function answerOf(
  context: CallContext,
  item: StoredItem,
  response: StoredResponse,
): StoredAnswer | null {
  const answer = response.answers[String(item.id)];
  if (answer !== undefined) {
    const reversed = context.assume["checkboxOrder"] === "reversed";
    return Array.isArray(answer) && reversed ? [...answer].reverse() : answer;
  }
  const text = item.type === "TEXT" || item.type === "PARAGRAPH_TEXT" || item.type === "DATETIME";
  return text && context.assume["unansweredText"] === "blank" ? "" : null;
}

const answerRef = (form: StoredForm, response: StoredResponse, item: StoredItem): Ref => ({
  $ref: "ItemResponse",
  key: { form: form.id, response: response.id, item: item.id } satisfies AnswerKey,
});

/** In the order of the form's items, not the order in which they were answered. */
function itemResponses(context: CallContext, form: StoredForm, response: StoredResponse): Ref[] {
  const known = new Set(form.items.map(({ id }) => String(id)));
  const orphaned = Object.keys(response.answers).some((id) => !known.has(id));
  if (orphaned && context.assume["answersOfDeletedQuestion"] === "refuse") {
    throw new GoogleError("No item with the given ID could be found.");
  }
  return form.items
    .filter((item) => answerOf(context, item, response) !== null)
    .map((item) => answerRef(form, response, item));
}

/** Counted as one call for each response, however many answers are read from it (design 8). */
const oncePerResponse = { counts: "once-per-object" } as const;

export const responseServices: readonly ServiceClass[] = [
  objectClass("Forms.FormResponse", {
    getId: formMethod((context, self, args) => {
      expectCount("FormResponse.getId", args, 0);
      // `self` is always a key that `responseRef` made, here and below.
      return served(context, self as ResponseKey).response.id;
    }, oncePerResponse),
    getTimestamp: formMethod((context, self, args) => {
      expectCount("FormResponse.getTimestamp", args, 0);
      return { $date: served(context, self as ResponseKey).response.at } satisfies DateValue;
    }, oncePerResponse),
    getResponseForItem: formMethod((context, self, args) => {
      expectCount("FormResponse.getResponseForItem", args, 1);
      const { form, response } = served(context, self as ResponseKey);
      const asked = itemKey("FormResponse.getResponseForItem", args[0]);
      const item = form.items.find(({ id }) => id === asked.item);
      if (item === undefined || answerOf(context, item, response) === null) return null;
      return answerRef(form, response, item);
    }, oncePerResponse),
    getItemResponses: formMethod((context, self, args) => {
      expectCount("FormResponse.getItemResponses", args, 0);
      const { form, response } = served(context, self as ResponseKey);
      return itemResponses(context, form, response);
    }, oncePerResponse),
  }),
  objectClass("Forms.ItemResponse", {
    getItem: formMethod(
      (_context, self, args) => {
        expectCount("ItemResponse.getItem", args, 0);
        // `self` is always a key that `itemResponses` made, here and below.
        const key = self as AnswerKey;
        return itemRef(key.form, key.item);
      },
      { counts: false },
    ),
    getResponse: formMethod(
      (context, self, args) => {
        expectCount("ItemResponse.getResponse", args, 0);
        const key = self as AnswerKey;
        const { form, response } = served(context, key);
        const item = form.items.find(({ id }) => id === key.item);
        return item === undefined ? null : answerOf(context, item, response);
      },
      { counts: false },
    ),
  }),
];
