/** The one wrapper around every function that Google calls: what leaves it is a code, never the text of an error (design 2.10). */
import { AppError } from "../errors";
import { failureOf } from "./trouble";
import { type GoogleWorkspace, googleWorkspace } from "./workspace";

/** An entry function: runs with fresh ports. Google mails a failed run's error text to whoever installed it, so only a code leaves. */
export function entry<E, R>(run: (workspace: GoogleWorkspace, event: E) => R): (event: E) => R {
  return (event) => {
    try {
      return run(googleWorkspace(), event);
    } catch (error) {
      throw new Error(failureOf(error));
    }
  };
}

/** An entry function that this version does not have: triggers and menus must find the name, and say so in words. */
export function notYet(): (event: unknown) => never {
  return entry(() => {
    throw new AppError("not-in-this-version");
  });
}
