/**
 * Runs inside a realm before the bundle and builds the strict objects that take the place of Google's services. It may use only the
 * language itself, because in Node it is compiled to text and runs where nothing else exists (vm-realms.ts).
 */
import { freezeBuiltIns } from "./built-ins";
import type {
  Crossing,
  EntryOutcome,
  HostReply,
  HostRequest,
  PreludeInput,
} from "./prelude-contract";
import { carriedBack, define, removeLibrary, scriptDate, scriptMath } from "./prelude-language";

export interface Installed {
  /** Starts the random numbers of a run from its seed. Returns the state before, from which an outer run can continue. */
  begin(seed: number): number;
  /** Calls an entry function with arguments in JSON and returns an `EntryOutcome` in JSON. */
  call(entry: unknown, args: string, fromDialog: boolean): string;
  /** The globals that the script gets in addition to the language's own, by name. */
  readonly globals: ReadonlyMap<string, object>;
}

/**
 * Who uses the realm. "kept": many runs of the script. "shared": the script and the Workspace; then the code that makes the realm freezes
 * the built-ins and passes the globals to the script.
 */
export type Place = "kept" | "shared";

/** Makes the script's globals, and installs them unless the realm is shared with the Workspace. */
export function prelude(
  host: (request: string) => string,
  now: () => number,
  inputText: string,
  place: Place,
): Installed {
  const { parse, stringify } = JSON;
  const input: PreludeInput = parse(inputText);
  const OwnDate = Date;
  const ScriptDate = scriptDate(now, refuse);
  // Taken now, because enums are looked up while the script runs and `removeLibrary` may have removed it by then.
  const { hasOwn } = Object;
  const refs = new WeakMap<object, { readonly $ref: string; readonly key: unknown }>();
  const enumMembers = new WeakMap<object, { readonly $enum: string; readonly value: string }>();
  const enums = new Map<string, Readonly<Record<string, object>>>();
  const modelledMembers = new Map<string, ReadonlySet<string>>();

  function ask(request: HostRequest): unknown {
    let text: string;
    try {
      text = host(stringify(request));
    } catch {
      // No object from outside may reach the script, not even an error.
      throw new Error("local Workspace: the service failed inside");
    }
    const reply: HostReply = parse(text);
    if (reply.error !== undefined) {
      const error = new Error(reply.error.message);
      error.name = reply.error.name;
      throw error;
    }
    // Most replies are plain data. This check saves a walk through thousands of cells.
    return text.indexOf('"$') < 0 ? reply.value : revive(reply.value);
  }

  function refuse(what: string): never {
    ask({ refused: what });
    throw new Error(`local Workspace: ${what}`);
  }

  function isPlain(value: object): boolean {
    const prototype: unknown = Object.getPrototypeOf(value);
    return prototype === Object.prototype || prototype === null;
  }

  /** A copy that JSON can hold without loss. Anything else is refused, with its place in the argument. */
  function encode(argument: unknown, name: string): unknown {
    // The members passed on the way down, and the objects that they belong to. They become text only in a refusal.
    const path: (string | number)[] = [];
    const outer: object[] = [];

    function unfit(what: string): never {
      const place = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${part}`));
      return refuse(`modelled, but not with this argument: ${name}${place.join("")} is ${what}`);
    }

    function inside(key: string | number, value: unknown): unknown {
      path.push(key);
      const copy = copyOf(value);
      path.pop();
      return copy;
    }

    function copyOf(value: unknown): unknown {
      if (value === null || typeof value === "string" || typeof value === "boolean") return value;
      if (value === undefined) return null;
      if (typeof value === "number") return Number.isFinite(value) ? value : unfit(String(value));
      if (typeof value !== "object") return unfit(`a ${typeof value}`);
      const known = refs.get(value) ?? enumMembers.get(value);
      if (known !== undefined) return known;
      if (value instanceof OwnDate) return { $date: OwnDate.prototype.getTime.call(value) };
      if (outer.indexOf(value) >= 0) return unfit("something that holds itself");
      outer.push(value);
      const copy = Array.isArray(value) ? listOf(value) : recordOf(value);
      outer.pop();
      return copy;
    }

    function listOf(value: readonly unknown[]): unknown {
      const copy: unknown[] = [];
      for (let i = 0; i < value.length; i += 1) copy.push(inside(i, value[i]));
      return copy;
    }

    function recordOf(value: object): unknown {
      if (!isPlain(value)) return unfit("an object of a class of the script");
      const copy: Record<string, unknown> = {};
      const record = value as Record<string, unknown>; // Plain, so its keys are its own.
      for (const key of Object.keys(record)) {
        const inner = record[key];
        if (key.charAt(0) === "$") {
          path.push(key);
          return unfit("a reserved name");
        }
        // JSON drops undefined members; sheets-api.md 1.
        if (inner !== undefined) copy[key] = inside(key, inner);
      }
      return copy;
    }

    return copyOf(argument);
  }

  function revive(value: unknown): unknown {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i += 1) {
        if (typeof value[i] === "object") value[i] = revive(value[i]);
      }
      return value;
    }
    const crossing: Crossing = value;
    if (typeof crossing.$ref === "string") return serviceObject(crossing.$ref, crossing.key);
    if (typeof crossing.$date === "number") return new ScriptDate(crossing.$date);
    if (typeof crossing.$enum === "string") {
      return enumOf(crossing.$enum)?.[String(crossing.value)] ?? null;
    }
    const record = value as Record<string, unknown>; // Fresh from JSON.parse.
    for (const key of Object.keys(record)) {
      if (typeof record[key] === "object") record[key] = revive(record[key]);
    }
    return record;
  }

  /** An object that supports nothing but reading members, through `get`: no assignment, no listing, no prototype. */
  function strictObject(name: string, get: (member: string) => unknown): object {
    return new Proxy(Object.create(null), new StrictTraps(name, get));
  }

  /** A class, so that all strict objects share the same few functions: a run has hundreds of such objects. */
  class StrictTraps implements ProxyHandler<object> {
    constructor(
      private readonly name: string,
      private readonly answer: (member: string) => unknown,
    ) {}

    get(_: object, member: string | symbol): unknown {
      if (typeof member === "symbol") return undefined;
      if (member === "toString") return () => this.name;
      // JavaScript asks for `valueOf` when it turns an object into text, then uses `toString`.
      if (member === "valueOf") return undefined;
      return this.answer(member);
    }

    set(_: object, member: string | symbol): never {
      return refuse(`${this.name} takes no property (${String(member)})`);
    }

    deleteProperty(_: object, member: string | symbol): never {
      return refuse(`${this.name} gives up no property (${String(member)})`);
    }

    defineProperty(_: object, member: string | symbol): never {
      return refuse(`${this.name} takes no property (${String(member)})`);
    }

    setPrototypeOf(): never {
      return refuse(`${this.name} keeps its prototype`);
    }
  }

  function modelledOf(className: string): ReadonlySet<string> {
    const known = modelledMembers.get(className);
    if (known !== undefined) return known;
    const made = new Set(input.classes[className]?.modelled);
    modelledMembers.set(className, made);
    return made;
  }

  function serviceObject(className: string, key: unknown): object {
    const description = input.classes[className];
    if (description === undefined) return refuse(`real but not modelled here: ${className}`);
    const modelled = modelledOf(className);
    const children = new Map<string, object>();
    const made = strictObject(className, (member) => {
      const path = `${className}.${member}`;
      if (modelled.has(member)) {
        return (...args: unknown[]) =>
          ask({
            className,
            method: member,
            self: key,
            args: args.map((arg, i) => encode(arg, `${path}, argument ${i + 1}`)),
          });
      }
      const found = enumOf(path) ?? children.get(member);
      if (found !== undefined) return found;
      const child = description.children[member];
      if (child !== undefined) {
        const object = serviceObject(child, null);
        children.set(member, object);
        return object;
      }
      const isReal = description.real.indexOf(member) >= 0;
      return refuse(
        `${isReal ? "real but not modelled here" : "no such member in Apps Script"}: ${path}`,
      );
    });
    refs.set(made, { $ref: className, key });
    return made;
  }

  /** Made only when it is asked for, because a script uses few of them. */
  function enumOf(path: string): Readonly<Record<string, object>> | null {
    const known = enums.get(path);
    if (known !== undefined) return known;
    const dot = path.lastIndexOf(".");
    const described = input.classes[path.slice(0, dot)]?.enums;
    const name = path.slice(dot + 1);
    const names = described !== undefined && hasOwn(described, name) ? described[name] : undefined;
    if (names === undefined) return null;
    const made = enumObject(path, names);
    enums.set(path, made);
    return made;
  }

  function enumObject(path: string, names: readonly string[]): Readonly<Record<string, object>> {
    const members = new Map<string, object>();
    names.forEach((name, ordinal) => {
      const member = strictObject(name, (asked) => {
        if (asked === "name" || asked === "toJSON") return () => name;
        if (asked === "ordinal") return () => ordinal;
        return refuse(`no such member in Apps Script: ${path}.${name}.${asked}`);
      });
      enumMembers.set(member, { $enum: path, value: name });
      members.set(name, member);
    });
    const all = strictObject(
      path,
      (asked) => members.get(asked) ?? refuse(`no such member in Apps Script: ${path}.${asked}`),
    );
    return all as Readonly<Record<string, object>>; // Its `get` answers with the members.
  }

  function scriptGlobals(math: Math): ReadonlyMap<string, object> {
    const globals = new Map<string, object>([
      ["Date", ScriptDate],
      ["Math", math],
    ]);
    for (const name of input.unmodelledGlobals) {
      const refusal = (member: string) => refuse(`real but not modelled here: ${name}.${member}`);
      globals.set(name, strictObject(name, refusal));
    }
    for (const name of input.globals) globals.set(name, serviceObject(name, null));
    return globals;
  }

  function outcomeOf(entry: unknown, args: string, fromDialog: boolean): EntryOutcome {
    try {
      if (typeof entry !== "function") throw new Error("local Workspace: not a function");
      // Data from a page must not turn into objects of Google, whatever its members are called.
      const revived = fromDialog ? parse(args) : revive(parse(args));
      const value: unknown = entry(...(Array.isArray(revived) ? revived : []));
      if (value instanceof Promise) {
        refuse("real but not modelled here: an entry function that answers a promise");
      }
      if (fromDialog) {
        const isOurs = (one: object) => refs.has(one) || enumMembers.has(one);
        return { ok: true, value: carriedBack(value, OwnDate, isOurs, refuse) };
      }
      return typeof value === "object" && value !== null && refs.has(value)
        ? { ok: true }
        : { ok: true, value };
    } catch (error) {
      return { ok: false, ...described(error) };
    }
  }

  function described(error: unknown): { error: string; stack?: string } {
    try {
      return error instanceof Error
        ? { error: String(error), stack: String(error.stack) }
        : { error: String(error) };
    } catch {
      return { error: "something thrown that has no text" };
    }
  }

  const { math, begin } = scriptMath();
  const globals = scriptGlobals(math);
  if (place === "kept") {
    removeLibrary(input.removedMembers, input.removedGlobals);
    if (input.hidesText) Function.prototype.toString = () => "function () { [native code] }";
    globals.forEach((value, name) => {
      define(name, value);
    });
    // Otherwise `date.constructor` would lead the script to the machine's clock.
    OwnDate.prototype.constructor = ScriptDate;
    freezeBuiltIns([ScriptDate, math]);
    Object.freeze(globalThis);
  }
  return {
    begin,
    globals,
    call(entry, args, fromDialog) {
      const outcome = outcomeOf(entry, args, fromDialog);
      try {
        return stringify(outcome);
      } catch {
        return stringify({ ok: outcome.ok, error: outcome.error });
      }
    },
  };
}
