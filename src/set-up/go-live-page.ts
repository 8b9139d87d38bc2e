/** The page on which a district goes live: what is still missing, and what the admin states and has checked (design 2.17). */

import { attest, lookedAtIn, lookTicks, readDay, seenOn, senderWords } from "../check/attestations";
import { check, goLiveLabel, nextPageButtons } from "../check/check-page";
import { directoryIn, directoryRequests } from "../district/directory/read-directory";
import { buildForm, isLive } from "../form/build-form";
import { runLocked } from "../lock";
import type { CheckLine, Page, Request, Values } from "../parts-of-a-page";
import { closeButton, errorsOf, heading, lineField, linesUnder, pageOf } from "../parts-of-a-page";
import { noChange } from "../register/change";
import { registerNamed } from "../register/register";
import { refuseOtherForm } from "../register/register-kinds";
import type { Run } from "../run";
import type { Kept } from "../store/keys";
import { dateText } from "../time";

const view = "go-live";
const sentBy = "drillSentBy";

function livePage({ memory }: Run): Page {
  const parts = [
    "The district is live: the Form no longer says that it is not in use. Tell staff now where it is.",
    "What goes wrong from here on is told by email and by Check. It changes nothing of what the Form says.",
    senderWords(memory),
  ];
  return pageOf({ view, title: "Live", parts, buttons: nextPageButtons(null) });
}

/**
 * Whether a line of Check keeps the district from going live: something is wrong, must be settled first, or was not looked at by anyone.
 */
const isMissing = ({ state, goingLive }: CheckLine) =>
  state === "wrong" || state === "unseen" || goingLive === "held";

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

function askPage({ clock }: Run, all: readonly CheckLine[], values: Values, errors: Values): Page {
  const missing = all.filter(isMissing);
  const asked = missing.filter(({ id }) => id !== undefined);
  const lines = missing.filter(({ state }) => state !== "unseen");
  const told = all.filter(({ goingLive }) => goingLive === "told");
  const page = {
    view,
    title: "Go live",
    parts: [
      "Until the district is live, the Form says that it is not in use, and whom to call. Reports are taken in and emailed all the same.",
      linesUnder("What is missing", lines),
      lines.length === 0 && "Nothing is missing except what you say here.",
      linesUnder("Before you go live", told),
      heading("Who sent the report of the drill?"),
      "The script cannot tell who sent the report of the drill, and an editor of the Form can always open it, so a report from an editor proves nothing. Say who sent it: someone who may not edit the Form, using the link that staff get. That is kept in Activity with the day and your account.",
      lineField(
        sentBy,
        "Who sent it",
        "A name or an address: a teacher, a coach, someone at the front desk.",
      ),
      asked.length > 0 && [
        heading("Look yourself"),
        "The script cannot check these. Look at each one, fix what is not as it should be, then tick it. A tick counts for a year.",
        lookTicks(asked),
      ],
      lineField(seenOn, "On which day", "The day on which the drill was sent: year, month, day."),
    ],
    buttons: [
      { act: "go-live", label: goLiveLabel, primary: true },
      { act: "check", label: "Check" },
      closeButton,
    ],
  };
  return pageOf(page, { [seenOn]: dateText(clock.now(), clock), ...values }, errors);
}

/**
 * Shows the page; answers it by storing what was ticked, and goes live if nothing is missing. Throws "not-set-up", "other-form", what
 * Google throws, and what `attest` and `goLive` throw.
 */
export function goLivePage(run: Run, request?: Request): Page {
  refuseOtherForm(run);
  const { memory, clock, identity, form } = run;
  if (isLive(memory)) return livePage(run);
  if (request?.view !== view) return askPage(run, check(run), {}, {});
  const { values } = request;
  const { on, error } = readDay(values, clock);
  const sender = (values[sentBy] ?? "").trim();
  const words = sender.toLowerCase().split(/[\s<>()",;:]+/);
  // A report from someone who may edit the Form proves nothing.
  const mayEdit = [identity.runningAs(), ...form.editors()].some((one) => words.includes(one));
  const errors = errorsOf({
    [seenOn]: error,
    [sentBy]:
      (sender === "" && "Say who sent it: a name or an address.") ||
      (mayEdit &&
        "This account may edit the Form, so it can always open it, whatever its settings are. Hold a drill in which someone else sends the report."),
  });
  const ids = lookedAtIn(values);
  if (error === false && ids.length > 0) attest(run, ids, on);
  const lines = check(run);
  const missing = lines.filter(isMissing);
  if (missing.length > 0 || Object.keys(errors).length > 0) {
    const unseen = missing.flatMap(({ id }) =>
      id === undefined || ids.includes(id) ? [] : [[id, "Look, then tick it."]],
    );
    return askPage(run, lines, values, { ...errors, ...Object.fromEntries(unseen) });
  }
  goLive(run, { sentBy: sender, on, who: identity.runningAs() });
  return livePage(run);
}
