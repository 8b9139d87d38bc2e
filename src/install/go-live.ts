/** Going live: from then on the district relies on the desk, and the Form no longer says that it is not in use. */

import { directoryIn, directoryRequests } from "../district/directory/load-directory";
import { formSpeech } from "../district/form-speech";
import { buildForm, isLive } from "../form/build-form";
import { packOnForm } from "../form/district-line";
import { runLocked } from "../lock";
import { noChange } from "../register/change";
import { registerNamed } from "../register/register";
import { refuseOtherForm } from "../register/register-ids";
import type { Run } from "../run";
import type { Line } from "./check/findings";
import { check } from "./check/run-check";
import {
  type Attested,
  addAttestations,
  addProof,
  isShownOnGoogle,
  type LookedAt,
} from "./going-live/attestations";
import { withSender } from "./going-live/proof-report";

/**
 * What came of it. "live": the desk is live. "missing": these lines of the check hold it back. "unproved": nobody has attested yet that the
 * desk was tried on Google.
 */
export type GoneLive =
  | { readonly state: "live" }
  | { readonly state: "unproved" }
  | { readonly state: "missing"; readonly lines: readonly Line[] };

/**
 * Goes live where nothing is missing; a desk that was live stays live. `sentBy`: who sent the proof report, as the person who goes live
 * says; never empty; null where the person was not asked yet. A fault that comes up later is a warning, and
 * never changes what the Form says. What was attested is stored with the time and the account, also in Activity. Throws "busy",
 * "not-set-up", "other-form" and what Google throws.
 */
export function goLive(
  workspace: Run,
  said: Attested | null,
  sentBy: string | null = null,
): GoneLive {
  const { memory, clock, identity } = workspace;
  refuseOtherForm(workspace);
  if (isLive(memory)) return { state: "live" };
  const missing = check(workspace).filter(
    ({ state, holdsBack }) => state === "wrong" || holdsBack === true,
  );
  if (missing.length > 0) return { state: "missing", lines: missing };
  if (sentBy === null || (said === null && !isShownOnGoogle(memory))) return { state: "unproved" };
  runLocked(workspace, () => {
    const now = clock.now();
    const register = registerNamed(workspace, "main");
    const snapshot = register.load([...directoryRequests]);
    const directory = directoryIn(snapshot, clock);
    const who = identity.runningAs();
    memory.again();
    memory.setAll({
      live: now,
      proved: said === null ? undefined : addProof(memory, said, who),
      proofReport: withSender(memory, { sentBy, by: who, at: now }),
    });
    const { schools, settings } = directory;
    buildForm(workspace, schools, packOnForm(directory), formSpeech(settings));
    const tried = said === null ? [] : [`tried on Google: ${said.how} ${said.on}`];
    const to = [...tried, `proof report sent by: ${sentBy}`].join("; ");
    const line = { at: now, who, what: "went-live", case: null, to };
    register.commit({ ...noChange, activity: [line] }, snapshot);
  });
  return { state: "live" };
}

export const liveWords: readonly string[] = [
  "The desk is live: the Form no longer says that it is not in use. Tell staff where it is now.",
  "What goes wrong from here on is told by mail and by Check; it changes nothing of what the Form says.",
];

export const notLiveWords =
  "The Form goes on saying that it is not in use, and whom to call. Reports are taken in and mailed all the same. Before going live:";

/** What no script can see of a proof report, so that a person is asked: who sent it. */
export const senderQuestion: readonly string[] = [
  "A proof report came through the Form's link. No script sees who sent it, and an editor of the Form gets in whatever its settings are.",
  "By going live you say that it was sent by somebody who may not edit the Form, by the link that staff get. That is kept in Activity with your account.",
];

/** The one rule about it, in the same two sentences wherever it is told (a test holds the pages together). */
export const tryFirst =
  "Before going live, somebody of the district tries this on Google, with made-up people: by the probe, or by the list of ten steps. Either counts once nothing differed; for the probe, whoever compares its text says so.";

/** Where both are told, for who reads no repository. */
const guides = "How: docs/probe.md and docs/first-try.md, in GUIDES.html of the release.";

/** Stands before the fields in which a person attests that the desk was tried on Google. */
export const proofQuestion: readonly string[] = [
  "Nothing is wrong. One thing only you can know: this version was built and tested beside Google, and nobody has recorded yet what Google itself answers.",
  `${tryFirst} Say which, and when. ${guides}`,
];

/**
 * Stores what a person attests to have looked at, with the day `on` ("YYYY-MM-DD") and the account; also in Activity. Throws "busy" and
 * what Google throws.
 */
export function attest(workspace: Run, ids: readonly LookedAt[], on: string): void {
  const { memory, clock, identity } = workspace;
  const who = identity.runningAs();
  runLocked(workspace, () => {
    const register = registerNamed(workspace, "main");
    const snapshot = register.load([]);
    const at = clock.now();
    const activity = ids.map((id) => ({
      at,
      who,
      what: "attested",
      case: null,
      to: `${id}: ${on}`,
    }));
    register.commit({ ...noChange, activity }, snapshot);
    memory.again();
    memory.set("proved", addAttestations(memory, ids, on, who));
  });
}
