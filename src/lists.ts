/** Helpers for lists in a map, and for lists without duplicates. */

/** Adds the value at the end of the list under the key; starts a list if there is none. */
export function addTo<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/** All items of both lists, each once. `keyOf`: items with one key count as one. */
export function union<Item>(
  first: Iterable<Item> = [],
  second: Iterable<Item> = [],
  keyOf: (item: Item) => unknown = (item) => item,
): Item[] {
  return [...new Map([...first, ...second].map((item) => [keyOf(item), item])).values()];
}
