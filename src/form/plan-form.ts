import type {
  FormChoice,
  FormGoTo,
  FormItem,
  FormItemKind,
  FormSetting,
  FormState,
  FormText,
} from "../ports";
import type { DesiredForm, DesiredItem } from "./desired-form";
import { isFormerHelp } from "./former-words";
import { type FormKey, formerChoiceTexts, type PageKey } from "./questions";
import { type SafetyText, safeText } from "./safety-texts";

// Which items of the Form are ours: by stored id, and after a run that was cut by what it left. Pure.

export interface Found {
  readonly item: FormItem;
  /** "title": added, its id not stored. "blank": added last and not even titled. */
  readonly by: "id" | "title" | "blank";
}

/** The question that Google puts into every new Form, if it is all there is. */
export function findStub(items: readonly FormItem[]): FormItem | null {
  const [only, ...others] = items;
  if (only === undefined || others.length > 0 || only.kind !== "one-of") return null;
  const untitled = only.title === "" || only.title === "Untitled Question";
  const unchanged = only.choices.every((choice) => ["", "Option 1"].includes(choice.text));
  return untitled && unchanged && only.choices.length <= 1 ? only : null;
}

/** Our items that are there. A stored id whose item has become a kind that cannot take the answers does not count. */
export function findItems(
  desired: readonly DesiredItem[],
  items: readonly FormItem[],
  known: ReadonlyMap<FormKey, number>,
): ReadonlyMap<FormKey, Found> {
  const found = new Map<FormKey, Found>();
  const taken = new Set<number>();
  const match = (key: FormKey, item: FormItem | undefined, by: Found["by"]): void => {
    if (item === undefined || taken.has(item.id)) return;
    found.set(key, { item, by });
    taken.add(item.id);
  };
  for (const { key, kind } of desired) {
    const id = known.get(key);
    match(
      key,
      items.find((item) => item.id === id && canHold(item.kind, kind)),
      "id",
    );
  }
  for (const { key, kind, title } of desired) {
    if (found.has(key)) continue;
    const titled = (item: FormItem) =>
      item.kind === kind && item.title === title && !taken.has(item.id);
    match(key, items.find(titled), "title");
  }
  // Items are added at the end, in our order, and titled at once: a run cut in between leaves the last item blank.
  const next = desired.find(({ key }) => !found.has(key));
  const last = items[items.length - 1];
  if (next !== undefined && last?.title === "" && last.kind === next.kind) {
    match(next.key, last, "blank");
  }
  return found;
}

/** Whether an item of one kind, perhaps changed by a district, still takes the answers of a question of another. */
function canHold(actual: FormItemKind, wanted: FormItemKind): boolean {
  const alike: readonly (readonly FormItemKind[])[] = [
    [wanted],
    ["line", "paragraph"],
    ["one-of", "dropdown"],
  ];
  return alike.some((kinds) => kinds.includes(actual) && kinds.includes(wanted));
}

// Where an item of ours belongs on a Form that a district may have added to. Pure.

/** The Form's items in order: ours by key, all others null. */
export type Order = readonly (FormKey | null)[];

/**
 * The index at which to insert an item that is not in `order`; `keys` are all of ours in the order of a new Form.
 * A question goes right after the one before it. A page goes right before what it should begin with, so that a district's questions stay on the page they are on.
 */
export function placeItem(
  order: Order,
  keys: readonly FormKey[],
  item: Pick<DesiredItem, "key" | "kind">,
): number {
  const at = keys.indexOf(item.key);
  const previous = lastOf(order, keys.slice(0, at));
  const next = firstOf(order, keys.slice(at + 1));
  if (item.kind === "page" && next > previous) return next;
  return previous + 1;
}

/** Whether an item of ours stands somewhere between its neighbours. */
export function standsRight(order: Order, keys: readonly FormKey[], key: FormKey): boolean {
  const at = keys.indexOf(key);
  const own = order.indexOf(key);
  const next = firstOf(order, keys.slice(at + 1));
  return lastOf(order, keys.slice(0, at)) < own && (next < 0 || own < next);
}

/** Index in `order` of the last of `keys` that is there; -1: none is. */
function lastOf(order: Order, keys: readonly FormKey[]): number {
  const there = keys.filter((key) => order.includes(key));
  const key = there[there.length - 1];
  return key === undefined ? -1 : order.indexOf(key);
}

/** Index in `order` of the first of `keys` that is there; -1: none is. */
function firstOf(order: Order, keys: readonly FormKey[]): number {
  const key = keys.find((candidate) => order.includes(candidate));
  return key === undefined ? -1 : order.indexOf(key);
}

// The choices that a question should have, given those that it has. Pure.

export interface PlannedChoice {
  readonly text: string;
  /** A page of ours goes by its key: it may have no id yet. */
  readonly goTo: PageKey | FormGoTo | null;
}

/** A destination, by key where it is one of our items. */
export type Named = FormKey | FormGoTo | null;

/** All choices to set, or null when the present ones are right: ours all there and leading where they should, none of those of `others`. */
export function planChoices(
  item: DesiredItem,
  present: readonly FormChoice[],
  named: (goTo: FormGoTo | null) => Named,
  others: readonly string[],
): readonly PlannedChoice[] | null {
  const kept = present.filter(
    ({ text }) => !others.includes(text) || item.choices.some((own) => own.text === text),
  );
  const merged = item.closed ? item.choices : mergedChoices(item, kept);
  return sameChoices(merged, present, named) ? null : merged;
}

/** The choices as they stand, with each of ours that is missing put after the one that comes before it. */
function mergedChoices(
  item: DesiredItem,
  present: readonly FormChoice[],
): readonly PlannedChoice[] {
  // Google gives a new item one choice without words.
  const merged: PlannedChoice[] = present.filter((choice) => choice.text !== "");
  let after = -1;
  for (const choice of item.choices) {
    const at = merged.findIndex((other) => other.text === choice.text);
    if (at >= 0) {
      merged[at] = choice;
      after = at;
    } else {
      after += 1;
      merged.splice(after, 0, choice);
    }
  }
  // Google takes no mixture: one choice that navigates makes all of them say where to.
  const navigates = merged.some((choice) => choice.goTo !== null);
  return navigates
    ? merged.map((choice) => ({ ...choice, goTo: choice.goTo ?? "continue" }))
    : merged;
}

function sameChoices(
  merged: readonly PlannedChoice[],
  present: readonly FormChoice[],
  named: (goTo: FormGoTo | null) => Named,
): boolean {
  if (merged.length !== present.length) return false;
  return merged.every((choice, at) => {
    const other = present[at];
    if (other === undefined || choice.text !== other.text) return false;
    return (choice.goTo ?? "continue") === (named(other.goTo) ?? "continue");
  });
}

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
    ...planSettings(state),
    ...planTexts(desired, state),
    ...(stub === null ? [] : [{ do: "remove-stub", id: stub.id } as const]),
    ...planItems(desired, items, found, known),
    ...planDetails(desired, found),
    // Last, so that nobody meets a Form that is half built.
    ...planPublishing(state),
  ];
}

/** No progress bar: it counts the page that most people pass over, so that its numbers would jump. */
function planSettings(state: FormState): readonly FormOp[] {
  const wanted: readonly (readonly [FormSetting, boolean])[] = [
    ["collectsEmail", false],
    ["responseEdits", false],
    ["publishesSummary", false],
    ["respondAgainLink", true],
  ];
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
    const others = desired.otherwise.map((form) => form[text]);
    const present = inWordsOf(wanted, others, state.texts[text]);
    const value = safeText(present, wanted, desired.isLive);
    if (value !== state.texts[text]) ops.push({ do: "set-text", text, value });
  };
  safe("description", desired.description);
  safe("confirmation", desired.confirmation);
  return ops;
}

/** The text with what another pack says in it put as this one says it. */
function inWordsOf(wanted: SafetyText, others: readonly SafetyText[], present: string): string {
  return others.reduce(
    (text, other) =>
      text.split(other.text).join(wanted.text).split(other.notice).join(wanted.notice),
    present,
  );
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
    const others = desired.otherwise.flatMap(({ items }) =>
      items.filter(({ key }) => key === item.key),
    );
    const words =
      match === undefined ? null : (missingWords(item, match) ?? newWords(item, match, others));
    if (words !== null) ops.push({ do: "set-words", key: item.key, words });
    if (match !== undefined && match.item.required !== item.required) {
      ops.push({ do: "set-required", key: item.key, required: item.required });
    }
    const present = match?.item.choices ?? item.choices.map(({ text }) => ({ text, goTo: null }));
    const former = formerChoiceTexts(item.key);
    const choices = planChoices(item, present, named, [...choicesOf(others), ...former]);
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

/** Words that are another pack's or an earlier version's, in place of which this one has its own; null where there are none. */
function newWords(
  wanted: DesiredItem,
  { item }: Found,
  others: readonly DesiredItem[],
): Words | null {
  const title = others.some((other) => other.title === item.title) ? wanted.title : item.title;
  const isOurs = others.some(({ help: words }) => words !== "" && words === item.help);
  const help = isOurs || isFormerHelp(wanted.key, item.help) ? wanted.help : item.help;
  return title === item.title && help === item.help ? null : { title, help };
}

function choicesOf(items: readonly DesiredItem[]): readonly string[] {
  return items.flatMap(({ choices }) => choices.map(({ text }) => text));
}

function isPage(item: DesiredItem): item is DesiredItem & { readonly key: PageKey } {
  return item.kind === "page";
}
