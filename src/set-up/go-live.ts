/** Answers the page on which a district goes live: stores what someone looked at, and goes live once nothing is missing. */

import { attest, attestedIn, readDay, seenOn } from "../check/attestations";
import { check } from "../check/check-page";
import { directoryIn, directoryRequests } from "../district/directory/read-directory";
import { buildForm, isLive } from "../form/build-form";
import { runLocked } from "../lock";
import { errorsOf, type Page, type Request } from "../parts-of-a-page";
import { noChange } from "../registers/change";
import { registerNamed } from "../registers/open-register";
import type { Run } from "../run";
import type { Kept } from "../store/keys";
import { goLivePage, goLiveView, isMissing, pageToGoLive, sentBy } from "./go-live-page";

/** Why the answer to who sent the drill's report is not accepted; otherwise false. */
function refuseSender({ identity, form }: Run, sender: string): string | false {
  if (sender === "") return "Say who sent it: a name or an address.";
  const words = sender.toLowerCase().split(/[\s<>()",;:]+/);
  // A report from someone who may edit the Form proves nothing.
  const mayEdit = [identity.runningAs(), ...form.editors()].some((one) => words.includes(one));
  return (
    mayEdit &&
    "This account may edit the Form, so it can always open it, whatever its settings are. Hold a drill in which someone else sends the report."
  );
}

/**
 * Stores what was ticked, goes live if nothing is missing, and shows the page; only shows it to someone who comes from another page.
 * Throws what `goLivePage`, `attest` and `goLive` throw.
 */
export function answerGoLivePage(run: Run, { view, values }: Request): Page {
  if (view !== goLiveView || isLive(run.memory)) return goLivePage(run);
  const { on, error } = readDay(values, run.clock);
  const sender = (values[sentBy] ?? "").trim();
  const errors = errorsOf({ [seenOn]: error, [sentBy]: refuseSender(run, sender) });
  const ids = attestedIn(values);
  if (error === false && ids.length > 0) attest(run, ids, on);
  const lines = check(run);
  const missing = lines.filter(isMissing);
  if (missing.length > 0 || Object.keys(errors).length > 0) {
    const unseen = missing.flatMap(({ id }) =>
      id === undefined || ids.includes(id) ? [] : [[id, "Look, then tick it."]],
    );
    return pageToGoLive(run, lines, values, { ...errors, ...Object.fromEntries(unseen) });
  }
  goLive(run, { sentBy: sender, on, who: run.identity.runningAs() });
  return goLivePage(run);
}

/**
 * Goes live. Must only be called if nothing is missing; does nothing if the district is live already. A fault found later is a warning, and
 * never changes what the Form says. The admin's answer about who sent the drill's report is stored, also in Activity. Throws "busy",
 * "not-set-up" and what Google throws.
 */
function goLive(run: Run, sender: NonNullable<Kept["goingLive"]["sender"]>): void {
  const { memory, clock } = run;
  runLocked(run, () => {
    if (isLive(memory)) return;
    const now = clock.now();
    const register = registerNamed(run, "main");
    const snapshot = register.load([...directoryRequests]);
    const directory = directoryIn(snapshot, run);
    memory.set("goingLive", { live: now, sender });
    buildForm(run, directory);
    const to = `the drill's report was sent by ${sender.sentBy}, ${sender.on}`;
    const line = { at: now, who: sender.who, what: "went-live", case: null, to };
    register.commit({ ...noChange, activity: [line] }, snapshot);
  });
}
