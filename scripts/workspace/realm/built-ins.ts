/** Freezes the built-in objects of JavaScript, so that whatever a run does to them cannot affect the next run. Runs inside the realm. */

/** The globals of the language itself. A realm may lack some of them. */
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

/** Built-in objects that cannot be reached from any global. */
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

/** Every object that can be reached from `roots` through members and prototypes, except `but`. */
function reachedFrom(roots: readonly unknown[], but: object): ReadonlySet<object> {
  const found = new Set<object>();
  const add = (value: unknown) => {
    if (isObject(value) && value !== but) found.add(value);
  };
  for (const root of roots) add(root);
  // A `for` loop over a Set also visits what is added during the loop.
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
 * Makes the members of a prototype accessors, so that freezing it does no harm. If a frozen prototype has a plain member, JavaScript
 * refuses to set a member of that name on any object that inherits from it (`error.name = "X"`, `own.toString = …`). With an accessor the
 * object gets its own member, and the prototype stays as it is.
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

/** Members of `RegExp` in which V8 remembers the last match of any pattern. */
const traces = ["input", "$_", "lastMatch", "$&", "lastParen", "$+", "leftContext", "$`"];

/**
 * Freezes the built-ins, `others`, and everything that can be reached from them; not the global object itself. Call it after everything
 * that changes built-ins: a library that loads later finds them frozen.
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
