/** Takes in the report that a trigger told of. */
import { noteTriggerFired } from "../../access/trigger-health";
import { isRolledOver } from "../../errors";
import type { FormResponse, Workspace } from "../../ports";
import { noticeGaps, tellOfGaps } from "./form-gaps";
import { sortByRegister } from "./sort-by-register";
import { takeIn } from "./take-in-reports";

/** Throws what `takeIn` does. */
export function takeToldReport(workspace: Workspace, response: FormResponse): void {
  const missing = noticeGaps(workspace, [response]);
  const routes = sortByRegister([response], workspace);
  try {
    takeIn(workspace, routes);
  } catch (error) {
    if (!isRolledOver(error)) throw error;
    workspace.memory.again();
    takeIn(workspace, routes);
  } finally {
    tellOfGaps(workspace, missing);
    if (routes.has("main")) noteTriggerFired(workspace, "reports");
  }
}
