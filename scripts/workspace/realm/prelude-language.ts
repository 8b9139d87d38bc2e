/** The language itself as the bundle finds it: the Workspace's time, repeatable chance, and no library that Apps Script may lack. Runs inside the realm. */

/**
 * The script's `Date`: time is the Workspace's, and what depends on the machine's zone is refused, since Google would use the script's.
 * Its dates have their own prototype, so that other code in the same realm keeps ordinary dates.
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
  // Wrapped: the function of the host itself would be a way out of the context.
  LocalDate.now = () => now();
  LocalDate.UTC = OwnDate.UTC;
  LocalDate.parse = (text: string) => OwnDate.parse(zonedText(text));
  Object.defineProperty(prototype, "constructor", {
    value: LocalDate,
    writable: true,
    configurable: true,
  });
  Object.defineProperty(LocalDate, "name", { value: "Date" });
  // Called with `new` it makes dates, and it has the three functions: all that the type tells.
  return LocalDate as unknown as DateConstructor;
}

/** The script's `Math`, by Mulberry32: the same numbers for the same run of the same Workspace. */
export interface Chance {
  readonly math: Math;
  /** Starts a run's numbers from its seed, and answers where those before it stand. */
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

/** Takes away what Apps Script lacks or may lack: members ("Array.prototype.at") and globals. */
export function removeLibrary(members: readonly string[], globals: readonly string[]): void {
  for (const path of [...members, ...globals]) {
    const names = path.split(".");
    const last = names.pop() ?? "";
    let holder: unknown = globalThis;
    for (const name of names) holder = Reflect.get(Object(holder), name);
    Reflect.deleteProperty(Object(holder), last);
  }
}

/** Makes a global of the script, as writable as any. */
export function define(name: string, value: object): void {
  Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
}

class DateInside extends Error {}

/**
 * A copy of plain data; null for the whole of it where a date is anywhere inside. Maps, sets and patterns come out empty, a function
 * as its text. `isOurs` knows the objects that stand for Google's; those, and what no source tells, are refused.
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
