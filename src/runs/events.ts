/** Finds out what an event from Google is about, and starts the run that handles it. */

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
 * A response was submitted; `read` gives it. If it cannot be read, all responses in the Form's list are checked instead; a response that
 * was deleted in the meantime, as sealed ones are, is in no list. This run also sweeps if no clock run could list the Form for an hour (an
 * account may not be allowed to, design 2.15); otherwise that check costs no call. Throws what Google throws, and what `takeInReports`
 * throws.
 */
export function responseSubmitted(run: Run, read: () => FormResponse): void {
  wholeRun(run, () => {
    const response = attempt(run, read, null);
    if (response !== null) takeToldReport(run, response);
    const isLate = run.clock.now() - run.memory.get("sweep").ok >= hourMs;
    if (response === null || isLate) sweepAll(run);
  });
}

/** Takes in the report that a trigger announced. Throws what `takeInReports` throws. */
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

/** Rows of a register were edited. Throws what `takeInToldEdits` throws. */
export function rowsEdited(run: Run, name: RegisterName, touched: TouchedRows): void {
  wholeRun(run, () => takeInToldEdits(run, name, touched));
}
