/** Says what an event of Google's is about, and starts the run that takes it. */

import { noteTriggerFired } from "../access/trigger-health";
import { isDefect, isRolledOver } from "../errors";
import type { FormResponse, Workspace } from "../ports";
import { hourMs } from "../time";
import { lastSweep, sweepAll } from "./clock/sweep-responses";
import { noticeGaps, tellOfGaps } from "./intake/form-gaps";
import { sortByRegister } from "./intake/sort-by-register";
import { takeInReports } from "./intake/take-in-reports";

/**
 * A response was submitted; `read` gives it. Where it cannot be read, all that the Form lists is looked through instead: a response that was
 * deleted since, as sealed ones are, is in no list. Where no clock run could list the Form for an hour (an account may not be allowed to, design 2.15), this run
 * also sweeps; otherwise that costs no call. Throws what Google throws, and what `takeInReports` does.
 */
export function responseSubmitted(workspace: Workspace, read: () => FormResponse): void {
  let response: FormResponse;
  try {
    response = read();
  } catch (error) {
    if (isDefect(error)) throw error;
    sweepAll(workspace);
    return;
  }
  takeToldReport(workspace, response);
  if (workspace.clock.now() - lastSweep(workspace) >= hourMs) sweepAll(workspace);
}

/** Takes in the report that a trigger told of. Throws what `takeInReports` does. */
function takeToldReport(workspace: Workspace, response: FormResponse): void {
  const missing = noticeGaps(workspace, [response]);
  const routes = sortByRegister([response], workspace);
  try {
    takeInReports(workspace, routes);
  } catch (error) {
    if (!isRolledOver(error)) throw error;
    workspace.memory.again();
    takeInReports(workspace, routes);
  } finally {
    tellOfGaps(workspace, missing);
    if (routes.has("main")) noteTriggerFired(workspace, "reports");
  }
}
