/** How the Forms service declares a method (its scopes, counting and planning time), and how it checks arguments. */
import {
  type CallContext,
  driveSlice,
  GoogleError,
  LocalRefusal,
  type Method,
  mayEdit,
} from "../service";
import { type Navigation, type StoredForm, storedForm } from "./store";

/** Any one of these is enough (platform.md 8). */
export const formScopes = ["forms.currentonly", "forms"] as const;

/** How long an ordinary call takes, in milliseconds (platform.md 10). */
const plainCall = 100;

type Serve = (context: CallContext, self: unknown, args: readonly unknown[]) => unknown;

export interface Declaration {
  /** Left out: every call counts. */
  readonly counts?: false | "once-per-object";
  readonly milliseconds?: number;
}

/** Declares a method of the Forms service. */
export function formMethod(call: Serve, declaration: Declaration = {}): Method {
  const counts = declaration.counts ?? true;
  return {
    scopes: formScopes,
    counts,
    planningMilliseconds: declaration.milliseconds ?? (counts === false ? 0 : plainCall),
    call,
  };
}

/**
 * A form, for an account that may edit it.
 * @throws GoogleError in the words of platform.md 11 for any other account.
 */
export function formFor(context: CallContext, id: string): StoredForm {
  const form = storedForm(context.store, id);
  const file = driveSlice(context.store).files[id];
  if (file === undefined || !mayEdit(file, context.user)) {
    throw new GoogleError("You do not have permissions to access the requested document.");
  }
  return form;
}

/** The key of an item's Ref. It is the same whether the script got the item from the form or from a response. */
export interface ItemKey {
  readonly form: string;
  readonly item: number;
}

/** The members that a Ref, a Ref's key, an enum value or an instant can have. */
type Fields = Readonly<
  Partial<Record<"$ref" | "key" | "$enum" | "value" | "$date" | "form" | "item", unknown>>
>;

const isObject = (value: unknown): value is Fields => typeof value === "object" && value !== null;

/** Refuses a call with arguments that we do not model. */
export function refuse(method: string): never {
  throw new LocalRefusal(`${method} is modelled, but not with this argument`);
}

/** Refuses a call that does not have exactly `count` arguments. */
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

/** Where a choice or page break leads: to a page, or one of the moves that can be set. The move GO_TO_PAGE can only be read. */
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
