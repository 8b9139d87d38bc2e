/**
 * Runs inside the bare context of each execution, before the bundle: builds the strict objects that stand for Google's services.
 * It must use nothing but the language, since it is compiled to text and run where nothing else exists (bridge.ts).
 */
import { carriedBack } from "./prelude-carry";
import type {
  Crossing,
  EntryOutcome,
  HostReply,
  HostRequest,
  PreludeInput,
} from "./prelude-contract";
import { define, installDate, installRandom, removeLibrary } from "./prelude-language";

/** Installs the globals; returns what calls an entry function with arguments in JSON and answers an `EntryOutcome` in JSON. */
export function prelude(
  host: (request: string) => string,
  now: () => number,
  inputText: string,
  seed: number,
): (entry: unknown, args: string, fromDialog: boolean) => string {
  const { parse, stringify } = JSON;
  const input: PreludeInput = parse(inputText);
  const OwnDate = Date;
  const refs = new WeakMap<object, { readonly $ref: string; readonly key: unknown }>();
  const enumMembers = new WeakMap<object, { readonly $enum: string; readonly value: string }>();
  const enums = new Map<string, Readonly<Record<string, object>>>();

  function ask(request: HostRequest): unknown {
    let text: string;
    try {
      text = host(stringify(request));
    } catch {
      // Nothing made outside may reach the script, not even an error.
      throw new Error("local Workspace: the service failed inside");
    }
    const reply: HostReply = parse(text);
    if (reply.error !== undefined) {
      const error = new Error(reply.error.message);
      error.name = reply.error.name;
      throw error;
    }
    return revive(reply.value);
  }

  function refuse(what: string): never {
    ask({ refused: what });
    throw new Error(`local Workspace: ${what}`);
  }

  function isPlain(value: object): boolean {
    const prototype: unknown = Object.getPrototypeOf(value);
    return prototype === Object.prototype || prototype === null;
  }

  /** A copy that JSON holds without loss; anything else is refused by its place in the argument. */
  function encode(value: unknown, path: string, outer: readonly object[]): unknown {
    if (value === null || typeof value === "string" || typeof value === "boolean") return value;
    if (value === undefined) return null;
    if (typeof value === "number") {
      return Number.isFinite(value) ? value : unfit(path, String(value));
    }
    if (typeof value !== "object") return unfit(path, `a ${typeof value}`);
    const known = refs.get(value) ?? enumMembers.get(value);
    if (known !== undefined) return known;
    if (value instanceof OwnDate) return { $date: OwnDate.prototype.getTime.call(value) };
    if (outer.includes(value)) return unfit(path, "something that holds itself");
    const within = [...outer, value];
    if (Array.isArray(value)) {
      const copy: unknown[] = [];
      for (let i = 0; i < value.length; i += 1)
        copy.push(encode(value[i], `${path}[${i}]`, within));
      return copy;
    }
    if (!isPlain(value)) return unfit(path, "an object of a class of the script");
    const copy: Record<string, unknown> = {};
    for (const [key, inner] of Object.entries(value)) {
      if (key.charAt(0) === "$") return unfit(`${path}.${key}`, "a reserved name");
      // JSON drops what is undefined; sheets-api.md 1.
      if (inner !== undefined) copy[key] = encode(inner, `${path}.${key}`, within);
    }
    return copy;
  }

  function unfit(path: string, what: string): never {
    return refuse(`modelled, but not with this argument: ${path} is ${what}`);
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
    if (typeof crossing.$date === "number") return new OwnDate(crossing.$date);
    if (typeof crossing.$enum === "string") {
      return enums.get(crossing.$enum)?.[String(crossing.value)] ?? null;
    }
    const record = value as Record<string, unknown>; // Fresh from JSON.parse.
    for (const key of Object.keys(record)) {
      if (typeof record[key] === "object") record[key] = revive(record[key]);
    }
    return record;
  }

  /** An object on which nothing but `get` answers: no assignment, no listing, no prototype. */
  function strictObject(name: string, get: (member: string) => unknown): object {
    return new Proxy(Object.create(null), {
      get: (_, member) => {
        if (typeof member === "symbol") return undefined;
        if (member === "toString") return () => name;
        // Asked by the language when it makes text of an object; toString answers then.
        if (member === "valueOf") return undefined;
        return get(member);
      },
      set: (_, member) => refuse(`${name} takes no property (${String(member)})`),
      deleteProperty: (_, member) => refuse(`${name} gives up no property (${String(member)})`),
      defineProperty: (_, member) => refuse(`${name} takes no property (${String(member)})`),
      setPrototypeOf: () => refuse(`${name} keeps its prototype`),
    });
  }

  function serviceObject(className: string, key: unknown): object {
    const description = input.classes[className];
    if (description === undefined) return refuse(`real but not modelled here: ${className}`);
    const children = new Map<string, object>();
    const made = strictObject(className, (member) => {
      const path = `${className}.${member}`;
      if (description.modelled.indexOf(member) >= 0) {
        return (...args: unknown[]) =>
          ask({
            className,
            method: member,
            self: key,
            args: args.map((arg, i) => encode(arg, `${path}, argument ${i + 1}`, [])),
          });
      }
      const found = enums.get(path) ?? children.get(member);
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

  function installGlobals(): void {
    for (const className of Object.keys(input.classes)) {
      const described = input.classes[className]?.enums ?? {};
      for (const name of Object.keys(described)) {
        const path = `${className}.${name}`;
        enums.set(path, enumObject(path, described[name] ?? []));
      }
    }
    for (const name of input.unmodelledGlobals) {
      const refusal = (member: string) => refuse(`real but not modelled here: ${name}.${member}`);
      define(name, strictObject(name, refusal));
    }
    for (const name of input.globals) define(name, serviceObject(name, null));
  }

  function outcomeOf(entry: unknown, args: string, fromDialog: boolean): EntryOutcome {
    try {
      if (typeof entry !== "function") throw new Error("local Workspace: not a function");
      // What a page sends stays what it is, whatever it calls its members.
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

  removeLibrary(input.removedMembers, input.removedGlobals);
  installDate(now, refuse);
  installRandom(seed);
  installGlobals();
  return (entry, args, fromDialog) => {
    const outcome = outcomeOf(entry, args, fromDialog);
    try {
      return stringify(outcome);
    } catch {
      return stringify({ ok: outcome.ok, error: outcome.error });
    }
  };
}
