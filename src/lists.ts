/** Helpers for lists in a map, for lists without duplicates, and for lists in words. */

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

/** The words as one phrase, with this one before the last. */
export function listed(words: readonly string[], last: "or" | "and" | "nor"): string {
  return words.length < 2
    ? words.join("")
    : `${words.slice(0, -1).join(", ")} ${last} ${words[words.length - 1]}`;
}
