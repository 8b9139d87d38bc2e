/** Short forms for declaring modelled methods; the meaning of each field is in service.ts. */
import {
  type CallContext,
  LocalRefusal,
  type Method,
  type ServiceClass,
  type Store,
} from "../service";

/** platform.md 10: guesses, planning only. */
export const planning = { propertyRead: 30, propertyWrite: 60, lock: 50, plain: 100, mail: 1000 };

type Behaviour = Method["call"];
type Methods = ServiceClass["methods"];

const classOf = (path: string, global: boolean, methods: Methods): ServiceClass => {
  const name = path.slice(path.lastIndexOf(".") + 1);
  return { name, global, types: `GoogleAppsScript.${path}`, methods };
};

/** A class that the script finds by its name, by its path in the published types: "Lock.LockService". */
export const globalClass = (
  path: string,
  methods: Methods,
  enums: NonNullable<ServiceClass["enums"]> = {},
): ServiceClass => ({ ...classOf(path, true, methods), enums });

/** A class whose objects the methods of another give. */
export const objectClass = (path: string, methods: Methods): ServiceClass =>
  classOf(path, false, methods);

/** A collection of an advanced service, as the script writes it: "Sheets.Spreadsheets". */
export const collection = (name: string, path: string, methods: Methods): ServiceClass => ({
  ...classOf(path, true, methods),
  name,
});

/** A call that leaves the script. */
export function serviceCall(
  planningMilliseconds: number,
  call: Behaviour,
  options: { readonly scopes?: readonly string[] } = {},
): Method {
  const { scopes = [] } = options;
  return { scopes, counts: true, planningMilliseconds, call };
}

/** Getting an object, or reading what the script already holds: costs nothing. */
export function freeCall(
  call: Behaviour,
  options: { readonly scopes?: readonly string[] } = {},
): Method {
  return { ...serviceCall(0, call, options), counts: false };
}

/** Refuses arguments that are real on Google and not modelled here. */
export function unmodelledArgument(call: string, what: string): never {
  throw new LocalRefusal(`modelled, but not with this argument: ${call}: ${what}`);
}

/** The only arguments modelled are exactly so many. */
export function expectCount(call: string, args: readonly unknown[], count: number): void {
  if (args.length !== count) unmodelledArgument(call, `${args.length} arguments`);
}

export function expectText(call: string, value: unknown, what: string): string {
  return typeof value === "string" ? value : unmodelledArgument(call, `${what} is no text`);
}

export function expectNumber(call: string, value: unknown, what: string): number {
  return typeof value === "number" ? value : unmodelledArgument(call, `${what} is no number`);
}

/** A plain object that came as an argument. */
export function expectObject(call: string, value: unknown, what: string): Record<string, unknown> {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  // Arguments are JSON, so an object's values are open.
  return isObject ? (value as Record<string, unknown>) : unmodelledArgument(call, `${what}`);
}

/** The text kept in a `Ref`'s key by the service that made it. */
export function keyText(self: unknown): string {
  if (typeof self !== "string") throw new LocalRefusal("an object lost its key");
  return self;
}

/** What objects under construction (menus, dialogs, trigger builders) hold until their run ends. */
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

/** Keeps an object under construction; the answer is its key. */
export function keep(context: CallContext, value: unknown): string {
  const kept = scratch(context);
  const key = String(kept.next);
  kept.next += 1;
  kept.objects[key] = value;
  return key;
}

/** The object kept under a key. The caller names the type that it kept. */
export function kept<T>(context: CallContext, key: unknown): T {
  const value = scratch(context).objects[keyText(key)];
  if (value === undefined) throw new LocalRefusal("an object of another run");
  return value as T; // Only the class that kept it asks for it.
}

/** Drops what a run had under construction, at its end. */
export function forgetScratch(store: Store, runId: number): void {
  delete scratches(store)[String(runId)];
}
