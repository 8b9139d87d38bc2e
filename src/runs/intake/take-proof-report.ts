/**
 * Takes a proof report (a report with a code, by which a district proves before going live that reports arrive): never a case, answered by
 * mail, and a proof only where every mail of it went out (design 2.17).
 */

import { directoryIn, directoryRequests } from "../../district/directory/load-directory";
import { recipientsOfReport } from "../../district/find-people";
import {
  awaitsTrigger,
  claimProof,
  isProofReport,
  keepProofOutcome,
} from "../../install/going-live/proof-report";
import type { FormResponse } from "../../ports";
import { registerNamed } from "../../register/register";
import type { Run } from "../../run";
import { isOfDrill } from "../drill-state";
import { sendPastRegister } from "../outage/send-past-register";

/**
 * Whether a response is no report to be taken in: a drill's response, a proof report, or one with a code of which its trigger is about to
 * tell. No call.
 */
export function isNoReport(run: Run, response: FormResponse): boolean {
  return (
    isOfDrill(run, response) || isProofReport(run.memory, response) || awaitsTrigger(run, response)
  );
}

/** Addresses of the person who asked for the code, and of the lead or whoever stands in. */
function toTell(run: Run, by: string): readonly string[] {
  const main = registerNamed(run, "main", []);
  const directory = directoryIn(main.load([...directoryRequests]), run.clock);
  const { lead, alternateLead } = recipientsOfReport(directory, null, run.clock.now(), {
    immediateDanger: false,
  });
  const email = (lead ?? alternateLead)?.email;
  return [...new Set([by, ...(email === undefined ? [] : [email])])].filter((one) => one !== "");
}

/**
 * For the run that the trigger of the response started. False where the response is a report. The response is remembered as a proof report
 * first, so that a run that is cut off leaves no case, and no proof either. Throws what Google throws where the register cannot be read.
 */
export function takeProofReport(run: Run, response: FormResponse): boolean {
  if (isProofReport(run.memory, response)) return true;
  const code = claimProof(run, response);
  if (code === null) return false;
  const at = response.receivedAt;
  let missed: readonly string[] = [code.by];
  try {
    const to = toTell(run, code.by);
    missed = sendPastRegister(run, "proof-report", to, () => ({}));
  } finally {
    keepProofOutcome(run, { state: missed.length === 0 ? "proved" : "mail-refused", at });
  }
  return true;
}
