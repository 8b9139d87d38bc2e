/** What must change so that the Form is safe and complete. Pure; whatever is not ours, and our wording once a district has changed it, is left alone. */
import type { FormKey, PageKey } from "../../intake/form/keys";
import { type SafetyText, saysAll } from "../../intake/form/texts";
import type { FormGoTo, FormItem, FormSetting, FormState, FormText } from "../../workspace";
import type { DesiredForm, DesiredItem } from "./desired-form";
import { type Found, findItems, findStub } from "./find-items";
import { placeItem, standsRight } from "./place-items";
import { type Named, type PlannedChoice, planChoices } from "./plan-choices";

type Words = Pick<DesiredItem, "title" | "help">;

/** One change. Items are named by key: what is added has no id before. */
export type FormOp =
  | { readonly do: "set-text"; readonly text: FormText; readonly value: string }
  | { readonly do: "set"; readonly setting: FormSetting; readonly value: boolean }
  | { readonly do: "remove-stub"; readonly id: number }
  | { readonly do: "add"; readonly item: DesiredItem; readonly index: number | null }
  | { readonly do: "adopt"; readonly key: FormKey; readonly id: number }
  | { readonly do: "move"; readonly key: FormKey; readonly index: number }
  /** Stores the ids that are known by now. */
  | { readonly do: "remember" }
  | { readonly do: "set-words"; readonly key: FormKey; readonly words: Words }
  | { readonly do: "set-required"; readonly key: FormKey; readonly required: boolean }
  | {
      readonly do: "set-choices";
      readonly key: FormKey;
      readonly choices: readonly PlannedChoice[];
    }
  | {
      readonly do: "set-preceding-leads-to";
      readonly key: PageKey;
      readonly goTo: PageKey | "continue";
    };

/**
 * The smallest list of changes, in the order to make them; none when all is as it should be.
 * `known` are the stored item ids. An item of ours whose id is not stored (a run ended between adding and storing) is known by its exact title and kind.
 */
export function planForm(
  desired: DesiredForm,
  state: FormState,
  known: ReadonlyMap<FormKey, number>,
): readonly FormOp[] {
  const isNew = known.size === 0;
  const stub = isNew ? findStub(state.items) : null;
  const items = state.items.filter((item) => item !== stub);
  const found = findItems(desired.items, items, known);
  return [
    ...planSettings(state, isNew),
    ...planTexts(desired, state),
    ...(stub === null ? [] : [{ do: "remove-stub", id: stub.id } as const]),
    ...planItems(desired, items, found, known),
    ...planDetails(desired, found),
    // Last, so that nobody meets a Form that is half built.
    ...planPublishing(state),
  ];
}

function planSettings(state: FormState, isNew: boolean): readonly FormOp[] {
  const wanted: [FormSetting, boolean][] = [
    ["collectsEmail", false],
    ["responseEdits", false],
    ["publishesSummary", false],
    ["respondAgainLink", true],
  ];
  // The progress bar is a comfort: a district may take it away again.
  if (isNew) wanted.push(["progressBar", true]);
  return differing(state, wanted);
}

function planPublishing(state: FormState): readonly FormOp[] {
  const published =
    state.settings.published === null ? [] : differing(state, [["published", true]]);
  // Publishing overwrites the state of accepting responses, so it is stated after it.
  if (published.length > 0) {
    return [...published, { do: "set", setting: "acceptsResponses", value: true }];
  }
  return differing(state, [["acceptsResponses", true]]);
}

function differing(
  state: FormState,
  wanted: readonly (readonly [FormSetting, boolean])[],
): readonly FormOp[] {
  return wanted
    .filter(([setting, value]) => state.settings[setting] !== value)
    .map(([setting, value]) => ({ do: "set", setting, value }));
}

function planTexts(desired: DesiredForm, state: FormState): readonly FormOp[] {
  const ops: FormOp[] = [];
  if (["", "Untitled form"].includes(state.texts.title)) {
    ops.push({ do: "set-text", text: "title", value: desired.title });
  }
  const safe = (text: "description" | "confirmation", wanted: SafetyText): void => {
    const present = state.texts[text];
    if (saysAll(present, wanted)) return;
    // A district's own words stay, below ours.
    const value = present.trim() === "" ? wanted.text : `${wanted.text}\n\n${present}`;
    ops.push({ do: "set-text", text, value });
  };
  safe("description", desired.description);
  safe("confirmation", desired.confirmation);
  return ops;
}

function planItems(
  desired: DesiredForm,
  items: readonly FormItem[],
  found: ReadonlyMap<FormKey, Found>,
  known: ReadonlyMap<FormKey, number>,
): readonly FormOp[] {
  const ops: FormOp[] = [];
  const keyOf = new Map([...found].map(([key, { item }]) => [item.id, key]));
  const order: (FormKey | null)[] = items.map((item) => keyOf.get(item.id) ?? null);
  const keys = desired.items.map((item) => item.key);
  let unsaved = false;
  for (const item of desired.items) {
    if (item.kind === "page" && unsaved) {
      ops.push({ do: "remember" });
      unsaved = false;
    }
    const present = found.get(item.key);
    if (present !== undefined && known.get(item.key) === present.item.id) continue;
    unsaved = true;
    if (present === undefined) {
      const index = placeItem(order, keys, item);
      ops.push({ do: "add", item, index: index === order.length ? null : index });
      order.splice(index, 0, item.key);
      continue;
    }
    ops.push({ do: "adopt", key: item.key, id: present.item.id });
    if (standsRight(order, keys, item.key)) continue;
    order.splice(order.indexOf(item.key), 1);
    const index = placeItem(order, keys, item);
    ops.push({ do: "move", key: item.key, index });
    order.splice(index, 0, item.key);
  }
  if (unsaved) ops.push({ do: "remember" });
  return ops;
}

function planDetails(desired: DesiredForm, found: ReadonlyMap<FormKey, Found>): readonly FormOp[] {
  const ops: FormOp[] = [];
  const keyOf = new Map([...found].map(([key, { item }]) => [item.id, key]));
  const named = (goTo: FormGoTo | null): Named =>
    typeof goTo === "number" ? (keyOf.get(goTo) ?? goTo) : goTo;
  for (const item of desired.items) {
    const match = found.get(item.key);
    const words = match === undefined ? null : missingWords(item, match);
    if (words !== null) ops.push({ do: "set-words", key: item.key, words });
    if (match !== undefined && match.item.required !== item.required) {
      ops.push({ do: "set-required", key: item.key, required: item.required });
    }
    const present = match?.item.choices ?? item.choices.map(({ text }) => ({ text, goTo: null }));
    const choices = planChoices(item, present, named);
    if (choices !== null) ops.push({ do: "set-choices", key: item.key, choices });
    const leadsTo = named(match?.item.precedingLeadsTo ?? "continue");
    if (isPage(item) && leadsTo !== item.precedingLeadsTo) {
      ops.push({ do: "set-preceding-leads-to", key: item.key, goTo: item.precedingLeadsTo });
    }
  }
  return ops;
}

/** The words that a run left out when it was cut. What has its own id stored was finished: there an empty help text is a district's wish. */
function missingWords(wanted: DesiredItem, { item, by }: Found): Words | null {
  if (by === "id" || (item.title !== "" && (item.help !== "" || wanted.help === ""))) return null;
  return { title: wanted.title, help: wanted.help };
}

function isPage(item: DesiredItem): item is DesiredItem & { readonly key: PageKey } {
  return item.kind === "page";
}
