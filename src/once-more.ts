/** Work that is tried once more, since Google may fail for a moment. */

/** Does `work`, and once more where it throws. Null where it threw again, after `giveUp`. */
export function onceMore<T>(
  work: () => T,
  giveUp: (error: unknown) => void,
): { readonly value: T } | null {
  for (const isLast of [false, true]) {
    try {
      return { value: work() };
    } catch (error) {
      if (isLast) giveUp(error);
    }
  }
  return null;
}
