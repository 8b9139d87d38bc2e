/** A round from its first case to its result, a step at a time: each step is a run of its own and goes on from what is kept. */
import type { Door } from "../../../tests/conformance/table/door";
import { table } from "../../../tests/conformance/table/table";
import { ask, goWithout, unanswered } from "./ask";
import { boundForm, ownAddress } from "./ground";
import { Kept } from "./kept";
import { askForPerson, personView } from "./person";
import { resultText } from "./result";
import { doneIn, type Step } from "./step";
import { sweep, tidyRound, waitedFor } from "./tidy";
import { kinds, type Request, type View, view } from "./view";

/** A clock run that has not come by then, or has not ended well, is set anew; milliseconds. */
const clockWait = 4 * 60_000;
/** How often it is set. */
const clockTries = 3;
/** A trigger that a clock run made and that has not fired by then does not fire; milliseconds. */
const bornWait = 10 * 60_000;

/** Why this is no place for a probe; null where it is. The desk's own Form is never one. */
function refusedPlace({ google, kept }: Step): string | null {
  if (kept.note("begun") !== "") {
    return kept.note("account") === ownAddress(google)
      ? null
      : "Another account has begun a round here. It goes on with that account, or that account chooses Clean up.";
  }
  const form = boundForm(google);
  const isBlank = form.getItems().length <= 1 && form.getResponses().length === 0;
  return isBlank && kept.others().length === 0
    ? null
    : "This Form is in use: it has questions, answers or a script's properties. The probe works in a new, blank Form of its own and never in the desk's. Nothing was changed here.";
}

/** What a person reads first. */
export function openingView(google: Door): View {
  const kept = new Kept(google);
  const refused = refusedPlace({ google, kept });
  if (refused !== null) return view({ heading: "Not here", lines: [refused] });
  if (kept.note("begun") !== "") {
    return view({
      heading: "Go on where it stopped",
      lines: ["An earlier round was not finished. It goes on with the next question."],
      ...doneIn(kept),
      actions: [
        { act: "go", label: "Go on", primary: true },
        { act: "clear", label: "Clean up and end" },
      ],
    });
  }
  return view({
    heading: "What does Google do?",
    lines: [
      `${table.length} short questions to Google, with made-up data only: in this Form, in a spreadsheet that the probe makes for itself, and in one mail to yourself. It takes about a quarter of an hour, and you may close this window and go on later.`,
      "At the end there is a text to copy. It holds no address, no id and no name of a file.",
      "Set the language of your Google account to English (United States) first: Google's words for a failure are in the language of the account.",
      "Which kind of account is this?",
    ],
    ...doneIn(kept),
    kinds,
    actions: [{ act: "begin", label: "Begin", primary: true }],
  });
}

function begin({ google, kept }: Step, kind: string): void {
  const form = boundForm(google);
  kept.write("title", form.getTitle());
  kept.write("form", form.getId());
  kept.write("account", ownAddress(google));
  kept.write("kind", kinds.some(({ value }) => value === kind) ? kind : "not stated");
  kept.write("begun", String(Date.now()));
}

/** One step further. */
export function step(google: Door, request: Request): View {
  const here: Step = { google, kept: new Kept(google) };
  const { kept } = here;
  const refused = refusedPlace(here);
  if (refused !== null) return view({ heading: "Not here", lines: [refused] });
  if (request.act === "clear") return cleared(here);
  if (request.act === "begin" && kept.note("begun") === "") begin(here, request.kind);
  if (kept.note("begun") === "") return openingView(google);
  if (request.act === "seen") kept.write("page", request.seen);
  if (request.act === "person") kept.write("person", "waits");
  if (request.act === "without") goWithoutNext(kept);
  sweep(google, kept);
  return onwards(here);
}

/** The first thing that is left to do. */
function onwards(here: Step): View {
  const { kept } = here;
  if (unanswered(kept, "dialog").length > 0) return asked(here);
  if (unanswered(kept, "clock").length > 0) startClock(here);
  if (unanswered(kept, "page").length > 0) return fromPage(here);
  if (unanswered(kept, "clock").length > 0) return waitForClock(here);
  // Before anything takes that trigger away.
  ask("after-clock", here.google, kept);
  stopWaiting(kept, waitedFor.clock);
  if (personIsNeeded(kept)) {
    if (kept.note("person") === "") return personView(here, "ask");
    askForPerson(here);
    askResponse(here);
    if (personIsNeeded(kept)) return personView(here, "wait");
  }
  stopWaiting(kept, waitedFor.submission);
  stopWaiting(kept, waitedFor.edit);
  if (unanswered(kept, "after-born").length > 0) {
    if (!bornIsOver(kept)) return waitForBorn(here);
    ask("after-born", here.google, kept);
    stopWaiting(kept, waitedFor.born);
  }
  return finished(here);
}

function asked(here: Step): View {
  const goesOn = ask("dialog", here.google, here.kept);
  return view({
    heading: "Asking Google",
    lines: [
      "This goes on by itself. You may close the window and go on later.",
      ...(goesOn ? [] : ["A pause: Google takes only so many calls a minute."]),
    ],
    ...doneIn(here.kept),
    next: goesOn ? "go" : { seconds: 20 },
  });
}

function fromPage(here: Step): View {
  if (here.kept.note("page") !== "") {
    ask("page", here.google, here.kept);
    return view({ heading: "Asking Google", lines: [], ...doneIn(here.kept), next: "go" });
  }
  return view({
    heading: "Looking at this window's own calls",
    lines: ["This takes a few seconds."],
    ...doneIn(here.kept),
    next: "look",
  });
}

/** Sets a trigger a minute ahead, once. */
function startClock({ google: { ScriptApp }, kept }: Step): void {
  if (kept.note(`waits:${waitedFor.clock}`) !== "") return;
  const trigger = ScriptApp.newTrigger(waitedFor.clock).timeBased().after(60_000).create();
  kept.write("clock-trigger", trigger.getUniqueId());
  kept.write(`waits:${waitedFor.clock}`, String(Date.now()));
}

/** Whether it has fired, or will not any more. */
function bornIsOver(kept: Kept): boolean {
  const since = Number(kept.note(`waits:${waitedFor.born}`));
  return kept.note("born-ran") !== "" || Date.now() - since > bornWait;
}

function waitForBorn({ kept }: Step): View {
  return view({
    heading: "Waiting for a trigger that a clock run made",
    lines: ["Google starts it by itself, in a minute or two, or never: after ten it is over."],
    ...doneIn(kept),
    actions: [{ act: "without", label: "Go on without" }],
    next: { seconds: 30 },
  });
}

function waitForClock(here: Step): View {
  const { kept } = here;
  const since = Number(kept.note(`waits:${waitedFor.clock}`));
  if (Date.now() - since > clockWait) {
    const tries = 1 + Number(kept.note("clock-tries"));
    kept.write("clock-tries", String(tries));
    // The next step takes the spent trigger away and sets another.
    stopWaiting(kept, waitedFor.clock);
    if (tries >= clockTries) {
      goWithout(
        ["clock", "after-clock", "after-born"],
        kept,
        "no clock run came, or none ended well",
      );
    }
    return view({ heading: "Asking Google", lines: [], ...doneIn(kept), next: "go" });
  }
  return view({
    heading: "Waiting for a run by the clock",
    lines: ["Google starts it by itself, in a minute or two."],
    ...doneIn(kept),
    next: { seconds: 15 },
  });
}

function stopWaiting(kept: Kept, name: string): void {
  if (kept.note(`waits:${name}`) !== "") kept.write(`waits:${name}`, "");
}

function personIsNeeded(kept: Kept): boolean {
  const wheres = ["submission", "response", "edit"] as const;
  return wheres.some((where) => unanswered(kept, where).length > 0);
}

/** What a response answers, once its trigger has run and the Form lists it. */
function askResponse({ google, kept }: Step): void {
  if (unanswered(kept, "submission").length > 0) return;
  if (unanswered(kept, "response").length === 0) return;
  const isListed = boundForm(google).getResponses().length > 0;
  if (isListed || kept.tries("submission.deleted") > 0) ask("response", google, kept);
}

/** The person goes on without what the round waits for. */
function goWithoutNext(kept: Kept): void {
  const why = "the round went on without";
  if (personIsNeeded(kept)) goWithout(["submission", "response", "edit"], kept, why);
  else goWithout(["after-born"], kept, why);
}

/** In hexadecimal. */
function sha256({ Utilities }: Door, text: string): string {
  const { DigestAlgorithm, Charset } = Utilities;
  return Utilities.computeDigest(DigestAlgorithm.SHA_256, text, Charset.UTF_8)
    .map((byte) => (byte & 255).toString(16).padStart(2, "0"))
    .join("");
}

function finished({ google, kept }: Step): View {
  if (kept.note("tidied") === "") {
    tidyRound(google, kept);
    kept.write("tidied", "yes");
  }
  const result = resultText({
    now: Date.now(),
    kind: kept.note("kind"),
    mailQuota: kept.note("mail-quota"),
    answered: (id) => kept.answered(id),
    digest: (text) => sha256(google, text),
  });
  return view({
    heading: "Done",
    lines: [
      "Everything that the probe made is taken away: its questions, its triggers, its files (in the bin of Google Drive). The mail to yourself can be deleted, and so can this Form.",
      "Copy the text below and send it to whoever keeps the desk's script, or save it as a file and run npm run probe -- --record FILE.",
    ],
    ...doneIn(kept),
    result,
    actions: [{ act: "clear", label: "I have copied it: forget the answers, too", primary: true }],
  });
}

function cleared({ google, kept }: Step): View {
  // Before its beginning was kept a round has touched nothing but notes.
  if (kept.note("begun") !== "") tidyRound(google, kept);
  kept.forget();
  return view({
    heading: "Nothing is left",
    lines: ["The probe has taken away all that it made. This Form can be deleted."],
  });
}
