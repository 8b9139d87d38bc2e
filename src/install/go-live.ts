/** Going live: from then on the district relies on the system, and the Form no longer says that it is not in use. */

import { directoryIn, directoryRequests } from "../district/directory/load-directory";
import { formSpeech } from "../district/form-speech";
import { buildForm, isLive } from "../form/build-form";
import { packOnForm } from "../form/desired-form";
import { runLocked } from "../lock";
import { noChange } from "../register/change";
import { registerNamed } from "../register/register";
import type { Run } from "../run";
import { check } from "./check/run-check";
import { addAttestations, type DrillSender, type LookedAt } from "./going-live/attestations";

/**
 * Lines of the check for going live. `missing` holds it back: what is wrong, what waits, and what nobody has looked at. `told`: what whoever
 * goes live should know.
 */
export function linesForLive(run: Run) {
  const lines = check(run);
  return {
    missing: lines.filter(
      ({ state, goingLive }) => state === "wrong" || state === "unseen" || goingLive === "held",
    ),
    told: lines.filter(({ goingLive }) => goingLive === "told"),
  };
}

/**
 * Goes live. Call it where nothing is missing (`linesForLive`); where the district is live, nothing changes. What comes up later is a
 * warning, and never changes what the Form says. Who sent the drill's report is stored, also in Activity. Throws "busy", "not-set-up" and
 * what Google throws.
 */
export function goLive(run: Run, sender: DrillSender): void {
  const { memory, clock } = run;
  runLocked(run, () => {
    if (isLive(memory)) return;
    const now = clock.now();
    const register = registerNamed(run, "main");
    const snapshot = register.load([...directoryRequests]);
    const directory = directoryIn(snapshot, clock);
    memory.again();
    memory.setAll({ live: now, proved: { ...memory.get("proved"), sender } });
    const { schools, settings } = directory;
    buildForm(run, schools, packOnForm(directory), formSpeech(settings));
    const { who, sentBy, on } = sender;
    const to = `the drill's report was sent by ${sentBy}, ${on}`;
    const line = { at: now, who, what: "went-live", case: null, to };
    register.commit({ ...noChange, activity: [line] }, snapshot);
  });
}

/**
 * Stores what a person attests to have looked at, with the day `on` ("YYYY-MM-DD") and the account; also in Activity. Throws "busy" and
 * what Google throws.
 */
export function attest(run: Run, ids: readonly LookedAt[], on: string): void {
  const { memory, clock, identity } = run;
  const who = identity.runningAs();
  runLocked(run, () => {
    const register = registerNamed(run, "main");
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
