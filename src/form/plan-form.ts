/**
 * Works out which changes make the Form as it should be, and keeps what a district has changed or added itself. Pure; build-form makes the
 * changes.
 */
import type { FormGoTo, FormItem, FormSetting, FormState } from "../ports";
import { choicesOf, type Named, planChoices } from "./choice-plan";
import type { DesiredForm, DesiredItem } from "./desired-form";
import type { FormKey } from "./form-keys";
import type { FormOp, Words } from "./form-op";
import { isButForNumber, planTexts, settingOps } from "./form-texts";
import { type Found, findItems, findStub, placeItem, standsInOrder } from "./item-places";

/**
 * The smallest list of changes, in the order in which to make them; empty if the Form is as it should be.
 * `knownIds`: the stored ids of items. An item whose id is not stored, because a run was cut off before storing it, is found by its exact
 * title and kind.
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
    ...planSettings(state),
    ...planTexts(desired, state),
    ...(stub === null ? [] : [{ do: "remove-stub", id: stub.id } as const]),
    ...planItems(desired, items, found, known),
    ...planDetails(desired, found),
    ...planRemovals(desired, items, known),
    // Published last, so that nobody meets a Form that is half built.
    ...planPublishing(state),
  ];
}

/**
 * The settings of the Form. The progress bar stays off: it would count the page of immediate danger, which most people skip, so that its
 * numbers would jump.
 */
function planSettings(state: FormState): readonly FormOp[] {
  const wanted: readonly (readonly [FormSetting, boolean])[] = [
    ["collectsEmail", false],
    ["responseEdits", false],
    ["publishesSummary", false],
    ["respondAgainLink", true],
  ];
  return settingOps(state, wanted);
}

function planPublishing(state: FormState): readonly FormOp[] {
  const published =
    state.settings.published === null ? [] : settingOps(state, [["published", true]]);
  // Publishing changes whether responses are accepted, so that is set after it.
  if (published.length > 0) {
    return [...published, { do: "set", setting: "acceptsResponses", value: true }];
  }
  return settingOps(state, [["acceptsResponses", true]]);
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
    if (standsInOrder(order, keys, item.key)) continue;
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
    const others = desired.otherwise.flatMap(({ items }) =>
      items.filter(({ key }) => key === item.key),
    );
    const words =
      match === undefined
        ? null
        : (missingWords(item, match) ?? newWords(item, match, others, desired.districtNumber));
    if (words !== null) ops.push({ do: "set-words", key: item.key, words });
    if (match !== undefined && match.item.required !== item.required) {
      ops.push({ do: "set-required", key: item.key, required: item.required });
    }
    const present = match?.item.choices ?? item.choices.map(({ text }) => ({ text, goTo: null }));
    const choices = planChoices(item, present, named, choicesOf(others));
    if (choices !== null) ops.push({ do: "set-choices", key: item.key, choices });
    const leadsTo = named(match?.item.precedingLeadsTo ?? "continue");
    if (item.kind === "page" && leadsTo !== item.precedingLeadsTo) {
      ops.push({ do: "set-preceding-leads-to", key: item.key, goTo: item.precedingLeadsTo });
    }
  }
  return ops;
}

/**
 * The words that a run had no time to set when it was cut off; null if none. An item whose id is stored was finished: an empty help text
 * there is the district's wish.
 */
function missingWords(wanted: DesiredItem, { item, by }: Found): Words | null {
  if (by === "id" || (item.title !== "" && (item.help !== "" || wanted.help === ""))) return null;
  return { title: wanted.title, help: wanted.help };
}

/** The item's words with those of another pack replaced; null if there are none. */
function newWords(
  wanted: DesiredItem,
  { item }: Found,
  others: readonly DesiredItem[],
  number: string | null,
): Words | null {
  const title = others.some((other) => other.title === item.title) ? wanted.title : item.title;
  const isOurs =
    others.some(({ help: words }) => words !== "" && words === item.help) ||
    isButForNumber(item.help, wanted.help, number);
  const help = isOurs ? wanted.help : item.help;
  return title === item.title && help === item.help ? null : { title, help };
}

/**
 * Takes away what leads to pages of other languages, where the Form has one language by now. The questions of the others stay: stored
 * responses hold answers to them. No way leads there any more.
 */
function planRemovals(
  { without }: DesiredForm,
  items: readonly FormItem[],
  known: ReadonlyMap<FormKey, number>,
): readonly FormOp[] {
  const there = without.filter((key) => items.some(({ id }) => id === known.get(key)));
  return there.length === 0
    ? []
    : [...there.map((key) => ({ do: "remove", key }) as const), { do: "remember" }];
}
