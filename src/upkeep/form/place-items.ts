/** Where an item of ours belongs on a Form that a district may have added to. Pure. */
import type { FormKey } from "../../intake/form/keys";
import type { DesiredItem } from "./desired-form";

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
