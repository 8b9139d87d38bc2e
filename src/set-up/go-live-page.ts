/** The page on which a district goes live: what is still missing, and what the admin states and has checked (design 2.17). */

import { attestationTicks, seenOn, senderWords } from "../check/attestations";
import { check, goLiveLabel, nextPageButtons } from "../check/check-page";
import { isLive } from "../form/build-form";
import type { CheckLine, Page, Values } from "../parts-of-a-page";
import { closeButton, heading, lineField, linesUnder, pageOf } from "../parts-of-a-page";
import { refuseOtherForm } from "../registers/kinds";
import type { Run } from "../run";
import { dateText } from "../time";

/** Id of the page. */
export const goLiveView = "go-live";
/** The key of the field for who sent the report of the drill. */
export const sentBy = "drillSentBy";

/**
 * Whether a line of Check keeps the district from going live: something is wrong, must be settled first, or was not looked at by anyone.
 */
export const isMissing = ({ state, goingLive }: CheckLine) =>
  state === "wrong" || state === "unseen" || goingLive === "held";

/** Shows the page. Throws "not-set-up", "other-form" and what Google throws. */
export function goLivePage(run: Run): Page {
  refuseOtherForm(run);
  return isLive(run.memory) ? livePage(run) : pageToGoLive(run, check(run));
}

function livePage({ memory }: Run): Page {
  const parts = [
    "The district is live: the Form no longer says that it is not in use. Tell staff now where it is.",
    "What goes wrong from here on is told by email and by Check. It changes nothing of what the Form says.",
    senderWords(memory),
  ];
  return pageOf({ view: goLiveView, title: "Live", parts, buttons: nextPageButtons(null) });
}

/**
 * The page until then. `all`: the lines of Check; `values` and `errors`: what a person typed, and why it was not accepted.
 */
export function pageToGoLive(
  { clock }: Run,
  all: readonly CheckLine[],
  values: Values = {},
  errors: Values = {},
): Page {
  const missing = all.filter(isMissing);
  const asked = missing.filter(({ id }) => id !== undefined);
  const lines = missing.filter(({ state }) => state !== "unseen");
  const told = all.filter(({ goingLive }) => goingLive === "told");
  const page = {
    view: goLiveView,
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
        attestationTicks(asked),
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
