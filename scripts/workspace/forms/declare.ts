/** How the Forms tables declare a method: the scopes, counting and planning time that all of them share. */
import {
  type CallContext,
  driveSlice,
  GoogleError,
  LocalRefusal,
  type Method,
  mayEdit,
} from "../service";
import { type Navigation, type StoredForm, storedForm } from "./store";

/** Any one of them will do (platform.md 8). */
export const formScopes = ["forms.currentonly", "forms"] as const;

/** Planning time of an ordinary call, in milliseconds (platform.md 10). */
const plainCall = 100;

type Serve = (context: CallContext, self: unknown, args: readonly unknown[]) => unknown;

export interface Declaration {
  /** Counted unless it says otherwise. */
  readonly counts?: false | "once-per-object";
  readonly milliseconds?: number;
}

/** A method of the Forms service. */
export function formMethod(call: Serve, declaration: Declaration = {}): Method {
  const counts = declaration.counts ?? true;
  return {
    scopes: formScopes,
    counts,
    planningMilliseconds: declaration.milliseconds ?? (counts === false ? 0 : plainCall),
    call,
  };
}

/** The form, for an account that may edit it. Google's words for anyone else are of platform.md 11. */
export function formFor(context: CallContext, id: string): StoredForm {
  const form = storedForm(context.store, id);
  const file = driveSlice(context.store).files[id];
  if (file === undefined || !mayEdit(file, context.user)) {
    throw new GoogleError("You do not have permissions to access the requested document.");
  }
  return form;
}

/** The key of an item's Ref; items read from a response and from the form are the same. */
export interface ItemKey {
  readonly form: string;
  readonly item: number;
}

/** The members that a Ref, a Ref's key, an enum value or an instant may have. */
type Fields = Readonly<
  Partial<Record<"$ref" | "key" | "$enum" | "value" | "$date" | "form" | "item", unknown>>
>;

const isObject = (value: unknown): value is Fields => typeof value === "object" && value !== null;

/** Refuses a call whose arguments we do not model. */
export function refuse(method: string): never {
  throw new LocalRefusal(`${method} is modelled, but not with this argument`);
}

/** Refuses a call with another number of arguments. */
export function expectCount(method: string, args: readonly unknown[], count: number): void {
  if (args.length !== count) refuse(method);
}

export function textArgument(method: string, args: readonly unknown[]): string {
  expectCount(method, args, 1);
  const value = args[0];
  return typeof value === "string" ? value : refuse(method);
}

export function switchArgument(method: string, args: readonly unknown[]): boolean {
  expectCount(method, args, 1);
  const value = args[0];
  return typeof value === "boolean" ? value : refuse(method);
}

export function integer(method: string, value: unknown): number {
  return typeof value === "number" && Number.isInteger(value) ? value : refuse(method);
}

/** The instant of a Date, in milliseconds since 1970 (UTC). */
export function instant(method: string, value: unknown): number {
  if (isObject(value) && typeof value.$date === "number") return value.$date;
  return refuse(method);
}

/** The key of a Ref to an item of any class. */
export function itemKey(method: string, value: unknown): ItemKey {
  if (!isObject(value) || typeof value.$ref !== "string") return refuse(method);
  if (!value.$ref.endsWith("Item") || !isObject(value.key)) return refuse(method);
  const { form, item } = value.key;
  if (typeof form !== "string" || typeof item !== "number") return refuse(method);
  return { form, item };
}

function enumArgument(method: string, name: string, value: unknown): string {
  if (isObject(value) && value.$enum === name && typeof value.value === "string") {
    return value.value;
  }
  return refuse(method);
}

/** A page break, or one of the moves that may be set; GO_TO_PAGE is only ever read. */
export function navigationArgument(method: string, value: unknown): Navigation {
  if (isObject(value) && "$enum" in value) {
    const move = enumArgument(method, "FormApp.PageNavigationType", value);
    return move === "CONTINUE" || move === "RESTART" || move === "SUBMIT"
      ? { move }
      : refuse(method);
  }
  if (!isObject(value) || value.$ref !== "PageBreakItem") return refuse(method);
  return { page: itemKey(method, value).item };
}

/** An account's address, in lower case. */
export function addressArgument(method: string, args: readonly unknown[]): string {
  const address = textArgument(method, args).toLowerCase();
  return /^[^\s@]+@[^\s@]+$/.test(address) ? address : refuse(method);
}
