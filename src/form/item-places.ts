/** Where the desk's questions and pages stand among a district's own on the Form. */
import type { FormItem, FormItemKind } from "../ports";
import type { DesiredItem } from "./desired-form";
import type { FormKey } from "./form-keys";

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
