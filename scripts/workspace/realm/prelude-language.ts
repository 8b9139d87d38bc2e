/**
 * Changes to the language itself: simulated time, random numbers that repeat, and no library members that Apps Script may lack. Runs inside
 * the realm.
 */

/**
 * The script's `Date`. It tells the simulated time and refuses what depends on the machine's time zone, because Google would use the
 * script's zone. Its dates have a prototype of their own, so that other code in the same realm keeps ordinary dates.
 */
export function scriptDate(now: () => number, refuse: (what: string) => never): DateConstructor {
  const OwnDate = Date;
  const zoned = /^(get|set)(?!UTC|Time$)|^to(?!ISOString|JSON|UTCString|GMTString)/;
  const prototype = Object.create(OwnDate.prototype);
  for (const member of Object.getOwnPropertyNames(OwnDate.prototype)) {
    if (!zoned.test(member)) continue;
    const value = () => refuse(`real but not modelled here: Date.${member} depends on a time zone`);
    Object.defineProperty(prototype, member, { value, writable: true, configurable: true });
  }
  function instant(args: readonly unknown[]): number | string {
    const [first] = args;
    if (args.length === 0) return now();
    if (args.length > 1) {
      return refuse("real but not modelled here: new Date(year, month, …) depends on a time zone");
    }
    if (first instanceof OwnDate) return OwnDate.prototype.getTime.call(first);
    if (typeof first === "string") return zonedText(first);
    return Number(first);
  }
  function zonedText(text: string): string {
    if (/^\d{4}(-\d\d){0,2}$|[zZ]$|[+-]\d\d:?\d\d$/.test(text)) return text;
    if (Number.isNaN(OwnDate.parse(text))) return text;
    return refuse(`real but not modelled here: the date text "${text}" depends on a time zone`);
  }
  function LocalDate(...args: unknown[]): object {
    if (new.target === undefined) {
      return refuse("real but not modelled here: Date() depends on a time zone");
    }
    return Reflect.construct(OwnDate, [instant(args)], new.target);
  }
  LocalDate.prototype = prototype;
  // Not `now` itself: through a function of the host, the script could get out of the context.
  LocalDate.now = () => now();
  LocalDate.UTC = OwnDate.UTC;
  LocalDate.parse = (text: string) => OwnDate.parse(zonedText(text));
  Object.defineProperty(prototype, "constructor", {
    value: LocalDate,
    writable: true,
    configurable: true,
  });
  Object.defineProperty(LocalDate, "name", { value: "Date" });
  // It makes dates when called with `new` and has the three static functions, which is all that the type promises.
  return LocalDate as unknown as DateConstructor;
}

/** The script's `Math`, whose random numbers come from Mulberry32: the same run of the same Workspace gets the same numbers. */
export interface Chance {
  readonly math: Math;
  /** Starts the random numbers of a run from its seed. Returns the state before, from which an outer run can continue. */
  begin(seed: number): number;
}

export function scriptMath(): Chance {
  let state = 0;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const math: Math = Object.create(Object.prototype, Object.getOwnPropertyDescriptors(Math));
  Object.defineProperty(math, "random", { value: random, writable: true, configurable: true });
  return {
    math,
    begin(seed) {
      const before = state;
      state = seed;
      return before;
    },
  };
}

/** Removes what Apps Script lacks or may lack: globals, and members such as "Array.prototype.at". */
export function removeLibrary(members: readonly string[], globals: readonly string[]): void {
  for (const path of [...members, ...globals]) {
    const names = path.split(".");
    const last = names.pop() ?? "";
    let holder: unknown = globalThis;
    for (const name of names) holder = Reflect.get(Object(holder), name);
    Reflect.deleteProperty(Object(holder), last);
  }
}

/** Defines a global of the script, writable like any other. */
export function define(name: string, value: object): void {
  Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
}

class DateInside extends Error {}

/**
 * A copy of plain data as google.script.run returns it to a dialog. A date anywhere inside makes the whole result null. Maps, sets and
 * regular expressions become empty objects, and a function becomes its text. Google's own objects (which `isOurs` recognizes) and anything
 * that no source describes are refused.
 */
export function carriedBack(
  value: unknown,
  OwnDate: DateConstructor,
  isOurs: (value: object) => boolean,
  refuse: (what: string) => never,
): unknown {
  const unfit = (what: string): never =>
    refuse(`real but not modelled here: ${what} given back to a dialog`);

  function copyOf(one: unknown, outer: readonly object[]): unknown {
    if (one === undefined || one === null) return null;
    if (typeof one === "string" || typeof one === "boolean") return one;
    if (typeof one === "number") return Number.isFinite(one) ? one : unfit(String(one));
    if (typeof one === "function") return String(one);
    if (typeof one !== "object") return unfit(`a ${typeof one}`);
    if (isOurs(one)) return unfit("an object of Google's");
    if (one instanceof OwnDate) throw new DateInside();
    if (one instanceof Map || one instanceof Set || one instanceof RegExp) return {};
    if (outer.includes(one)) return unfit("something that holds itself");
    const within = [...outer, one];
    if (Array.isArray(one)) return one.map((inner) => copyOf(inner, within));
    const prototype: unknown = Object.getPrototypeOf(one);
    if (prototype !== Object.prototype && prototype !== null) return unfit("an object of a class");
    const copy: Record<string, unknown> = {};
    for (const [key, inner] of Object.entries(one)) copy[key] = copyOf(inner, within);
    return copy;
  }

  try {
    return copyOf(value, []);
  } catch (error) {
    if (error instanceof DateInside) return null;
    throw error;
  }
}
