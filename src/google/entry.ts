/** What every function that Google calls by a trigger or from a page has around it; and what an edit event says. */

import { throwNoted } from "../attempt";
import { type RegisterName, registerNames } from "../ports";
import type { TouchedRows } from "../register/read/ranges";
import { readRegisterIds } from "../register/register-ids";
import { type Run, startRun } from "../run";
import { failureText } from "./error-diagnosis";
import { type GooglePorts, googlePorts } from "./workspace";

/**
 * Makes the run and does `work` with it. Google mails the error text of a failed run to the account that installed the trigger, so only a code and
 * our own words leave the run (design 2.10).
 */
export function entryFunction<E, R>(
  work: (run: Run & GooglePorts, event: E) => R,
): (event: E) => R {
  return (event) => {
    try {
      const run = startRun(googlePorts());
      const done = work(run, event);
      throwNoted(run);
      return done;
    } catch (error) {
      throw new Error(failureText(error));
    }
  };
}

/** The range of an event, whose members Google gives as plain numbers; rows and columns are counted from 1 (platform.md 1). */
interface SerialisedRange {
  readonly rowStart: number;
  readonly rowEnd: number;
}

/** The register (by the spreadsheet's id), the rows and the editor of an event. No rows for a file that is no register of ours. */
export function readEditEvent(
  { memory }: Run,
  event: GoogleAppsScript.Events.SheetsOnEdit,
): [RegisterName, TouchedRows] {
  const ids = readRegisterIds(memory);
  const id = event.source.getId();
  const name = registerNames.find((register) => ids[register] === id);
  // The published types have only the methods.
  const range = event.range as unknown as SerialisedRange;
  // Where Google does not name the editor, `user` or its address is missing.
  const user = event.user as { getEmail?(): string; email?: string } | undefined;
  const who = user?.email ?? user?.getEmail?.() ?? "";
  // A file that another one has replaced is no register any more: nothing is done.
  const rows: TouchedRows["rows"] = name === undefined ? [] : [[range.rowStart - 1, range.rowEnd]];
  return [name ?? "main", { rows, who }];
}
