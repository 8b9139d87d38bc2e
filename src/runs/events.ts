/** Says what an event of Google's is about, and starts the run that takes it. */

import { noteTriggerFired } from "../access/trigger-health";
import { isDefect, isRolledOver } from "../errors";
import type { FormResponse, RegisterName, Workspace } from "../ports";
import type { TouchedRows } from "../register/read/header-position";
import { hourMs } from "../time";
import { lastSweep, sweepAll } from "./clock/sweep-responses";
import { takeDrillEdits, takeDrillSubmission } from "./drill/drill-run";
import { isOfDrill } from "./drill-state";
import { takeInToldEdits } from "./edit/take-in-edits";
import { noticeGaps, tellOfGaps } from "./intake/form-gaps";
import { sortByRegister } from "./intake/sort-by-register";
import { takeInReports } from "./intake/take-in-reports";
import { takeProofReport } from "./intake/take-proof-report";
import { tellingOfDamage } from "./outage/damaged-memory";

/**
 * A response was submitted; `read` gives it. Where it cannot be read, all that the Form lists is looked through instead: a response that was
 * deleted since, as sealed ones are, is in no list. Where no clock run could list the Form for an hour (an account may not be allowed to, design 2.15), this run
 * also sweeps; otherwise that costs no call. Throws what Google throws, and what `takeInReports` does.
 */
export function responseSubmitted(workspace: Workspace, read: () => FormResponse): void {
  tellingOfDamage(workspace, () => takeSubmission(workspace, read));
}

function takeSubmission(workspace: Workspace, read: () => FormResponse): void {
  let response: FormResponse;
  try {
    response = read();
  } catch (error) {
    if (isDefect(error)) throw error;
    sweepAll(workspace);
    return;
  }
  if (isOfDrill(workspace, response) && takeDrillSubmission(workspace, response)) return;
  if (takeProofReport(workspace, response)) {
    noteTriggerFired(workspace, "reports");
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

/** Rows of a register were edited. Throws as `takeInToldEdits` does. */
export function rowsEdited(workspace: Workspace, name: RegisterName, touched: TouchedRows): void {
  tellingOfDamage(workspace, () => {
    if (name === "drill") takeDrillEdits(workspace, touched);
    else takeInToldEdits(workspace, name, touched);
  });
}
