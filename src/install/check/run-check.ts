/**
 * The check: what stops the system, what needs a person, what is fine, in words. Changes nothing. No student data.
 */

import { orElse } from "../../attempt";
import { directoryIn, directoryRequests } from "../../district/directory/read-directory";
import { troubleWords } from "../../errors";
import { openRegister } from "../../register/register";
import { reportRegisterIds } from "../../register/register-kinds";
import type { Run } from "../../run";
import { installersIn } from "../../store/store";
import { type Check, type CheckReads, type Line, linesOf } from "./check-line";
import { directoryChecks } from "./directory-checks";
import { formChecks } from "./form-checks";
import { registerChecks } from "./register-checks";
import { runningChecks, servicesCheck } from "./running-checks";

/** The table. Within a group, lines are shown in this order. */
export const checkTable = (): readonly Check[] => [
  ...runningChecks(),
  ...formChecks(),
  ...registerChecks(),
  ...directoryChecks(),
];

/** The lines of an entry. One for which Google does not answer says so, and keeps no other from its turn. */
function linesFor(entry: Check, checked: CheckReads): readonly Line[] {
  const { run, account } = checked;
  return orElse<readonly Line[]>(
    () =>
      linesOf(entry, entry.finds(checked), {
        mayRepair: installersIn(run.memory).includes(account),
      }),
    (error) => [{ ...failedLine(run, error, "One thing could not be checked."), why: entry.means }],
  );
}

/** A line that says why something could not be looked at, and what to do. */
export function failedLine({ diagnosis }: Run, error: unknown, words: string): Line {
  const { what, next } = troubleWords(diagnosis.troubleOf(error));
  // A refusal of ours says itself what to do.
  return {
    state: "wrong",
    ...(next === "" ? { text: words, next: what } : { text: `${words} ${what}`, next }),
  };
}

/** Reads what all entries of the check share. Throws "not-set-up" and what Google throws. */
export function readForCheck(run: Run): CheckReads {
  const ids = reportRegisterIds(run.memory);
  const snapshot = openRegister(run, ids.main, []).load([
    ...directoryRequests,
    { tab: "outbox", columns: ["state", "kind", "queuedAt"] },
  ]);
  const directory = directoryIn(snapshot, run.clock);
  return { run, ids, account: run.identity.runningAs(), directory, snapshot };
}

/**
 * The check. Reads much, with one call or several for each entry, so only for people who asked. Where an API is switched off, that is the
 * only line. `more`: entries from rooms above this one. Throws as `readForCheck` does.
 */
export function check(run: Run, more: readonly Check[] = []): readonly Line[] {
  const look = () => {
    const read = readForCheck(run);
    return [...more, ...checkTable()].flatMap((entry) => linesFor(entry, read));
  };
  return orElse<readonly Line[]>(look, (error) => {
    const trouble = run.diagnosis.troubleOf(error);
    if (trouble.kind !== "service-off") throw error;
    const { what, next } = troubleWords(trouble);
    return linesOf(servicesCheck, [{ text: what, next }], { mayRepair: false });
  });
}
