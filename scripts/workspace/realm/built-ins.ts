/** Freezes the language's own objects, so that nothing that a run does to them is there for the next run. Runs inside the realm. */

/** The language's globals, as far as a realm has them. */
export const languageGlobals: readonly string[] = [
  ..."Object Function Array Number Boolean String Symbol Promise Proxy RegExp Date Map Set".split(
    " ",
  ),
  ..."WeakMap WeakSet WeakRef FinalizationRegistry BigInt Iterator AsyncIterator".split(" "),
  ..."Error EvalError RangeError ReferenceError SyntaxError TypeError URIError".split(" "),
  ..."AggregateError SuppressedError DisposableStack AsyncDisposableStack".split(" "),
  ..."ArrayBuffer SharedArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray".split(" "),
  ..."Int16Array Uint16Array Int32Array Uint32Array Float16Array Float32Array".split(" "),
  ..."Float64Array BigInt64Array BigUint64Array JSON Math Reflect Atomics Intl".split(" "),
  ..."WebAssembly Temporal parseInt parseFloat isNaN isFinite escape unescape".split(" "),
  ..."decodeURI decodeURIComponent encodeURI encodeURIComponent eval".split(" "),
  ..."globalThis undefined NaN Infinity".split(" "),
];

/** Built-ins that no global leads to. */
function hiddenRoots(): readonly unknown[] {
  const iterators = [[], "", new Map(), new Set()].map((one) => one[Symbol.iterator]());
  return [
    function* () {},
    async () => {},
    async function* () {},
    "".matchAll === undefined ? null : "".matchAll(/./g),
    ...iterators,
    Object.getOwnPropertyDescriptor(Function.prototype, "caller")?.get,
  ];
}

const isObject = (value: unknown): value is object =>
  (typeof value === "object" && value !== null) || typeof value === "function";

/** Every object that these lead to, through members and prototypes. */
function reachedFrom(roots: readonly unknown[], but: object): ReadonlySet<object> {
  const found = new Set<object>();
  const add = (value: unknown) => {
    if (isObject(value) && value !== but) found.add(value);
  };
  for (const root of roots) add(root);
  // A set that grows is walked to its end.
  for (const one of found) {
    add(Object.getPrototypeOf(one));
    for (const { value, get, set } of Object.values(descriptorsOf(one))) {
      for (const inner of [value, get, set]) add(inner);
    }
  }
  return found;
}

const descriptorsOf = (one: object): Record<PropertyKey, PropertyDescriptor> => {
  const found: Record<PropertyKey, PropertyDescriptor> = Object.create(null);
  for (const key of Reflect.ownKeys(one)) {
    const descriptor = Object.getOwnPropertyDescriptor(one, key);
    if (descriptor !== undefined) found[key] = descriptor;
  }
  return found;
};

/**
 * A member of a frozen prototype could not even be given to an object that inherits it (`error.name = "X"`, `own.toString = …`): the
 * language takes that for writing to the prototype. As an accessor it can, and the prototype stays as it is.
 */
function lendsMembers(prototype: object): void {
  for (const key of Reflect.ownKeys(prototype)) {
    const descriptor = Object.getOwnPropertyDescriptor(prototype, key);
    if (descriptor === undefined || !("value" in descriptor) || !descriptor.configurable) continue;
    const { value, enumerable = false } = descriptor;
    Object.defineProperty(prototype, key, {
      enumerable,
      configurable: true,
      get: () => value,
      set(this: object, own: unknown) {
        if (this === prototype) throw new TypeError(`Cannot assign to read only ${String(key)}`);
        Object.defineProperty(this, key, {
          value: own,
          enumerable: true,
          writable: true,
          configurable: true,
        });
      },
    });
  }
}

/** V8 remembers the last match of any pattern on `RegExp` itself. */
const traces = ["input", "$_", "lastMatch", "$&", "lastParen", "$+", "leftContext", "$`"];

/**
 * Freezes the language's built-ins and what else is named, with all that they lead to; not the global object. To be called when all
 * that is to change them has: a library that is loaded later finds them frozen.
 */
export function freezeBuiltIns(others: readonly unknown[] = []): void {
  for (const name of [
    ...traces,
    "rightContext",
    "$'",
    ..."123456789".split("").map((n) => `$${n}`),
  ]) {
    Reflect.deleteProperty(RegExp, name);
  }
  const globals = languageGlobals.map((name): unknown => Reflect.get(globalThis, name));
  const found = reachedFrom([...globals, ...hiddenRoots(), ...others], globalThis);
  lendsMembers(Object.prototype);
  for (const one of found) {
    if (one === Error.prototype || Object.getPrototypeOf(one) === Error.prototype)
      lendsMembers(one);
  }
  for (const one of found) Object.freeze(one);
}
