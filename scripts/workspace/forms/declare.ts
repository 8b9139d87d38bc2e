/** How the Forms tables declare a method: the scopes, counting and planning time that all of them share. */
import type { CallContext, Method } from "../service";
import { driveSlice, GoogleError, mayEdit } from "../service";
import { type StoredForm, storedForm } from "./store";

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
