/** Takes a proof report: skipped as a report, told by mail, and a proof only where every mail of it went out (design 2.17). */

import { recipients } from "../../district/find-people";
import { directoryIn, directoryRequests } from "../../district/load-directory";
import {
  awaitsTrigger,
  claimedProof,
  isProofReport,
  keepOutcome,
} from "../../install/going-live/proof-report";
import { compose } from "../../letters/outbox/compose-message";
import type { FormResponse, Workspace } from "../../ports";
import { registerNamed } from "../../register/register";
import { isOfDrill } from "../drill-state";
import { sendPast } from "../outage/send-past-register";

/** Whether a response of the Form is no report to take in: a drill's, a proof report, or one with a code that its trigger is about to tell of. No call. */
export function isNoReport(workspace: Workspace, response: FormResponse): boolean {
  return (
    isOfDrill(workspace, response) ||
    isProofReport(workspace.memory, response) ||
    awaitsTrigger(workspace, response)
  );
}

/** Whoever asked for the code, and the lead or who stands in. */
function toTell(workspace: Workspace, by: string): readonly string[] {
  const main = registerNamed(workspace, "main", []);
  const directory = directoryIn(main.load([...directoryRequests]), workspace.clock);
  const { lead, alternateLead } = recipients(directory, null, workspace.clock.now(), {
    immediateDanger: false,
  });
  const email = (lead ?? alternateLead)?.email;
  return [...new Set([by, ...(email === undefined ? [] : [email])])].filter((one) => one !== "");
}

/**
 * For the run that its trigger started. False for every report. It is remembered first, so that a run which is cut leaves no case, and no proof
 * either. Throws what Google throws where the register cannot be read.
 */
export function takeProofReport(workspace: Workspace, response: FormResponse): boolean {
  if (isProofReport(workspace.memory, response)) return true;
  const code = claimedProof(workspace, response);
  if (code === null) return false;
  const at = response.receivedAt;
  let missed: readonly string[] = [code.by];
  try {
    const to = toTell(workspace, code.by);
    missed = sendPast(workspace, to, () => compose("proof-report", {}));
  } finally {
    keepOutcome(workspace, { state: missed.length === 0 ? "proved" : "mail-refused", at });
  }
  return true;
}
