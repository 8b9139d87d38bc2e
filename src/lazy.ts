/** A function that calls `make` when it is first called, and returns the same value from then on until the run ends. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** A function that calls `make` when it is first asked about an object, and returns the same value for that object from then on. */
export function onceFor<K extends object, V>(make: (of: K) => V): (of: K) => V {
  const made = new WeakMap<K, { readonly value: V }>();
  return (of) => {
    const known = made.get(of) ?? { value: make(of) };
    made.set(of, known);
    return known.value;
  };
}

/** An object whose parts are each made when someone first asks for them, and stay the same until the run ends. */
export function onceEach<T extends object>(
  makers: {
    readonly [Key in keyof T]: () => T[Key];
  },
): Readonly<T> {
  const parts = {};
  for (const [key, make] of Object.entries<() => unknown>(makers)) {
    Object.defineProperty(parts, key, { enumerable: true, get: once(make) });
  }
  // Each key has a getter that returns what its maker makes.
  return parts as Readonly<T>;
}
