/** Says what an event of Google's is about, and starts the run that takes it. */

import { noteTriggerFired } from "../access/running-accounts";
import { attempt, whyFailed, withRetry } from "../attempt";
import { isRolledOver } from "../errors";
import type { FormResponse, RegisterName } from "../ports";
import type { TouchedRows } from "../register/read/ranges";
import type { Run } from "../run";
import { hourMs } from "../time";
import { sweepAll } from "./clock/sweep-responses";
import { noticeGaps, sortByRegister, tellOfGaps } from "./intake/route-reports";
import { takeInReports } from "./intake/take-in-reports";
import { wholeRun } from "./outage/outage";
import { takeInToldEdits } from "./take-in-edits";

/**
 * A response was submitted; `read` gives it. Where it cannot be read, all that the Form lists is looked through instead: a response that was
 * deleted since, as sealed ones are, is in no list. Where no clock run could list the Form for an hour (an account may not be allowed to, design 2.15), this run
 * also sweeps; otherwise that costs no call. Throws what Google throws, and what `takeInReports` does.
 */
export function responseSubmitted(run: Run, read: () => FormResponse): void {
  wholeRun(run, () => {
    const response = attempt(run, read, null);
    if (response !== null) takeToldReport(run, response);
    const isLate = run.clock.now() - run.memory.get("sweep").ok >= hourMs;
    if (response === null || isLate) sweepAll(run);
  });
}

/** Takes in the report that a trigger told of. Throws what `takeInReports` does. */
function takeToldReport(run: Run, response: FormResponse): void {
  const missing = noticeGaps(run, [response]);
  const routes = sortByRegister([response], run);
  const isReplaced = (error: unknown, tries: number) => {
    if (tries > 1 || !isRolledOver(error)) return false;
    run.memory.again();
    return true;
  };
  const failed = whyFailed(() => withRetry(isReplaced, () => takeInReports(run, routes)));
  tellOfGaps(run, missing);
  if (routes.has("main")) noteTriggerFired(run, "reports");
  if (failed !== null) throw failed.error;
}

/** Rows of a register were edited. Throws as `takeInToldEdits` does. */
export function rowsEdited(run: Run, name: RegisterName, touched: TouchedRows): void {
  wholeRun(run, () => takeInToldEdits(run, name, touched));
}
