/** Shorthand for declaring modeled methods (service.ts explains each field), checks of their arguments, and objects under construction. */
import {
  type CallContext,
  LocalRefusal,
  type Method,
  type ServiceClass,
  type Store,
} from "../service";

/** How long calls take, in milliseconds. These are guesses for planning (platform.md 10). */
export const planning = { propertyRead: 30, propertyWrite: 60, lock: 50, plain: 100, mail: 1000 };

type Behaviour = Method["call"];
type Methods = ServiceClass["methods"];

const classOf = (path: string, global: boolean, methods: Methods): ServiceClass => {
  const name = path.slice(path.lastIndexOf(".") + 1);
  return { name, global, types: `GoogleAppsScript.${path}`, methods };
};

/** A class that the script reaches by name. `path` is its place in the published types: "Lock.LockService". */
export const globalClass = (
  path: string,
  methods: Methods,
  enums: NonNullable<ServiceClass["enums"]> = {},
): ServiceClass => ({ ...classOf(path, true, methods), enums });

/** A class whose objects the script gets only from other classes' methods. */
export const objectClass = (path: string, methods: Methods): ServiceClass =>
  classOf(path, false, methods);

/** A collection of an advanced service. `name` is what the script writes: "Sheets.Spreadsheets". */
export const collection = (name: string, path: string, methods: Methods): ServiceClass => ({
  ...classOf(path, true, methods),
  name,
});

/** A call that goes to Google's servers: it counts and takes time. */
export function serviceCall(
  planningMilliseconds: number,
  call: Behaviour,
  options: { readonly scopes?: readonly string[] } = {},
): Method {
  const { scopes = [] } = options;
  return { scopes, counts: true, planningMilliseconds, call };
}

/** A call that stays within the script, such as getting a service object. It is not counted and takes no time. */
export function freeCall(
  call: Behaviour,
  options: { readonly scopes?: readonly string[] } = {},
): Method {
  return { ...serviceCall(0, call, options), counts: false };
}

/** Refuses an argument that Google accepts and that is not modeled here. */
export function unmodelledArgument(call: string, what: string): never {
  throw new LocalRefusal(`modelled, but not with this argument: ${call}: ${what}`);
}

/** Refuses a call that does not have exactly `count` arguments. */
export function expectCount(call: string, args: readonly unknown[], count: number): void {
  if (args.length !== count) unmodelledArgument(call, `${args.length} arguments`);
}

export function expectText(call: string, value: unknown, what: string): string {
  return typeof value === "string" ? value : unmodelledArgument(call, `${what} is no text`);
}

export function expectNumber(call: string, value: unknown, what: string): number {
  return typeof value === "number" ? value : unmodelledArgument(call, `${what} is no number`);
}

/** The argument, if it is a plain object; otherwise refuses the call. */
export function expectObject(call: string, value: unknown, what: string): Record<string, unknown> {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  // Arguments are JSON, so an object's members can be anything.
  return isObject ? (value as Record<string, unknown>) : unmodelledArgument(call, `${what}`);
}

/** The key of a `Ref` as text, as the service that made the `Ref` stored it. */
export function keyText(self: unknown): string {
  if (typeof self !== "string") throw new LocalRefusal("an object lost its key");
  return self;
}

/** Objects under construction in one run (menus, dialogs, trigger builders). They are dropped when the run ends. */
interface Scratch {
  next: number;
  objects: Record<string, unknown>;
}

const scratches = (store: Store): Record<string, Scratch> =>
  store.slice<Record<string, Scratch>>("scratch", () => ({}));

function scratch(context: CallContext): Scratch {
  const all = scratches(context.store);
  const key = String(context.runId);
  const own = all[key] ?? { next: 1, objects: {} };
  all[key] = own;
  return own;
}

/** Keeps an object under construction until the run ends, and returns its key. */
export function keep(context: CallContext, value: unknown): string {
  const kept = scratch(context);
  const key = String(kept.next);
  kept.next += 1;
  kept.objects[key] = value;
  return key;
}

/** The object kept under a key. The caller states the type, which must be the one that was kept. */
export function kept<T>(context: CallContext, key: unknown): T {
  const value = scratch(context).objects[keyText(key)];
  if (value === undefined) throw new LocalRefusal("an object of another run");
  return value as T; // Only the class that kept it asks for it.
}

/** Drops a run's objects under construction when the run ends. */
export function forgetScratch(store: Store, runId: number): void {
  delete scratches(store)[String(runId)];
}
