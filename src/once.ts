/** A function that calls `make` when it is first called, and returns the same value from then on until the run ends. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
