/** Lists under keys, and lists without repetition. */

/** Adds the value at the end of the list under the key. */
export function addTo<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/** All items of both, each once. */
export function union<Item>(first: Iterable<Item> = [], second: Iterable<Item> = []): Item[] {
  return [...new Set([...first, ...second])];
}
