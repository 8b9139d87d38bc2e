/**
 * Works out which changes make the Form as it should be, and keeps what a district has changed or added itself. Pure; build-form makes the
 * changes.
 */
import type {
  FormChoice,
  FormGoTo,
  FormItem,
  FormItemKind,
  FormSetting,
  FormState,
  FormText,
} from "../ports";
import { formerChoiceTexts } from "./choices";
import type { DesiredForm, DesiredItem, Leads } from "./desired-form";
import type { FormKey } from "./form-keys";
import { isFormerHelp } from "./former-words";
import { type SafetyText, safeText } from "./safety-texts";

// Which items of the Form are the desk's own: by stored id; after a run that was cut off, also by what that run left.

/** An item of the desk that is on the Form. */
export interface Found {
  readonly item: FormItem;
  /**
   * How it was found. "title": it was added, and its id not stored. "blank": it was added last, and the run was cut off before it got a
   * title.
   */
  readonly by: "id" | "title" | "blank";
}

/** The empty question that Google puts into every new Form, if the Form has nothing else; else null. */
export function findStub(items: readonly FormItem[]): FormItem | null {
  const [only, ...others] = items;
  if (only === undefined || others.length > 0 || only.kind !== "one-of") return null;
  const untitled = only.title === "" || only.title === "Untitled Question";
  const unchanged = only.choices.every((choice) => ["", "Option 1"].includes(choice.text));
  return untitled && unchanged && only.choices.length <= 1 ? only : null;
}

/** The items of the desk that are on the Form. An item that somebody changed into a kind that cannot take the answers does not count. */
export function findItems(
  desired: readonly DesiredItem[],
  items: readonly FormItem[],
  known: ReadonlyMap<FormKey, number>,
): ReadonlyMap<FormKey, Found> {
  const found = new Map<FormKey, Found>();
  const usedIds = new Set<number>();
  const match = (key: FormKey, item: FormItem | undefined, by: Found["by"]): void => {
    if (item === undefined || usedIds.has(item.id)) return;
    found.set(key, { item, by });
    usedIds.add(item.id);
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
      item.kind === kind && item.title === title && !usedIds.has(item.id);
    match(key, items.find(titled), "title");
  }
  // A new item is added and then gets its title. A run that is cut off in between leaves the last item blank.
  const next = desired.find(({ key }) => !found.has(key));
  const last = items[items.length - 1];
  if (next !== undefined && last?.title === "" && last.kind === next.kind) {
    match(next.key, last, "blank");
  }
  return found;
}

/** Whether an item of kind `actual`, to which a district may have changed it, can take the answers of a question of kind `wanted`. */
function canHold(actual: FormItemKind, wanted: FormItemKind): boolean {
  const alike: readonly (readonly FormItemKind[])[] = [
    [wanted],
    ["line", "paragraph"],
    ["one-of", "dropdown"],
  ];
  return alike.some((kinds) => kinds.includes(actual) && kinds.includes(wanted));
}

// Where an item of the desk belongs on a Form to which a district may have added items.

/** The Form's items in order: those of the desk by key, all others null. */
export type Order = readonly (FormKey | null)[];

/**
 * The index at which to insert an item that is not in `order`. `keys`: all keys of the desk in the order of a new Form. A question goes
 * right after the one before it. A page goes right before the item with which it should begin, so that a district's questions stay on
 * their page.
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

/** Whether an item of the desk stands after all that should come before it and before all that should come after it. */
export function standsInOrder(order: Order, keys: readonly FormKey[], key: FormKey): boolean {
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

// The choices that a question should have, given those that it has.

export interface PlannedChoice {
  readonly text: string;
  /** A page of the desk goes by its key, since it may have no id yet. */
  readonly goTo: FormKey | FormGoTo | null;
}

/** Where something leads; by key if it is an item of the desk. */
export type Named = FormKey | FormGoTo | null;

/**
 * All choices to set; null if the present ones are right. They are right if all choices of the desk are there and lead where they should,
 * and none in `others` (words of other packs or earlier versions) is left.
 */
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

/** The present choices, with each missing choice of the desk put after the one that comes before it. */
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
  // Google refuses a mixture: if one choice leads to a page, every choice has to say where it leads.
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

/** One change to the Form. Items are named by key, since an item that is still to be added has no id. */
export type FormOp =
  | { readonly do: "set-text"; readonly text: FormText; readonly value: string }
  | { readonly do: "set"; readonly setting: FormSetting; readonly value: boolean }
  | { readonly do: "remove-stub"; readonly id: number }
  | { readonly do: "add"; readonly item: DesiredItem; readonly index: number | null }
  | { readonly do: "remove"; readonly key: FormKey }
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
      readonly key: FormKey;
      readonly goTo: Leads;
    };

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
  return differing(state, wanted);
}

function planPublishing(state: FormState): readonly FormOp[] {
  const published =
    state.settings.published === null ? [] : differing(state, [["published", true]]);
  // Publishing changes whether responses are accepted, so that is set after it.
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
  const { title } = state.texts;
  const isOther = title !== desired.title && desired.otherwise.some((one) => one.title === title);
  if (isOther || ["", "Untitled form"].includes(title)) {
    ops.push({ do: "set-text", text: "title", value: desired.title });
  }
  const safe = (text: "description" | "confirmation", wanted: SafetyText): void => {
    const others = desired.otherwise.map((form) => form[text]);
    const earlier = withNumber(wanted, desired.districtNumber, state.texts[text]);
    const present = inWordsOf(wanted, others, earlier);
    const value = safeText(present, wanted, desired.isLive);
    if (value !== state.texts[text]) ops.push({ do: "set-text", text, value });
  };
  safe("description", desired.description);
  safe("confirmation", desired.confirmation);
  return ops;
}

/** How the Form writes a number. */
const anyNumber = /\(\d{3}\) \d{3}-\d{4}/.source;

/** As part of a regular expression that finds exactly this text. */
function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** Finds these words with whatever number stands where they have the district's; null where they have none. */
function withAnyNumber(words: string, number: string | null): RegExp | null {
  if (number === null || !words.includes(number)) return null;
  const parts = words.split(number).map(literally);
  return new RegExp(parts.join(anyNumber), "g");
}

/** Whether a help text is the desk's own but for an earlier number of Contacts. */
function isButForNumber(help: string, wanted: string, number: string | null): boolean {
  const earlier = withAnyNumber(wanted, number);
  return earlier !== null && help.replace(earlier, "") === "";
}

/** The text with an earlier number of Contacts replaced by today's, where the words around it are the desk's own. */
function withNumber(wanted: SafetyText, number: string | null, present: string): string {
  return [wanted.notice, wanted.text].reduce((text, words) => {
    const earlier = withAnyNumber(words, number);
    return earlier === null ? text : text.replace(earlier, () => words);
  }, present);
}

/** The text with every passage that is of another pack, or of other languages, replaced by these words. */
function inWordsOf(wanted: SafetyText, others: readonly SafetyText[], present: string): string {
  const replaced = (text: string, part: "text" | "notice"): string => {
    const known = [wanted, ...others].map((one) => one[part]).sort((x, y) => y.length - x.length);
    // The longest first, and all at once: one may be a part of another.
    return text.replace(
      new RegExp([...new Set(known)].map(literally).join("|"), "g"),
      () => wanted[part],
    );
  };
  return replaced(replaced(present, "text"), "notice");
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
    const former = formerChoiceTexts(item.key);
    const choices = planChoices(item, present, named, [...choicesOf(others), ...former]);
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

/** The item's words with those of another pack or an earlier version replaced; null if there are none. */
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
  const help = isOurs || isFormerHelp(wanted.key, item.help) ? wanted.help : item.help;
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

function choicesOf(items: readonly DesiredItem[]): readonly string[] {
  return items.flatMap(({ choices }) => choices.map(({ text }) => text));
}
