/** The page on which a district goes live: what is still missing, what the admin says, and what they looked at (design 2.17). */
import { directoryIn, directoryRequests } from "../district/directory/read-directory";
import { buildForm, isLive } from "../form/build-form";
import { check } from "../install/check/run-check";
import { type DrillSender, readDay, senderWords } from "../install/going-live/attestations";
import { runLocked } from "../lock";
import { noChange } from "../register/change";
import { registerNamed } from "../register/register";
import { refuseOtherForm } from "../register/register-ids";
import type { Run } from "../run";
import { dateText } from "../time";
import { attest, goLiveLabel, lookedAtIn, lookTicks, nextPageButtons } from "./check-page";
import {
  type Block,
  closeButton,
  type Findings,
  headingBlock,
  lineField,
  linesUnder,
  type Page,
  pageWith,
  type Request,
  textBlock,
  type Values,
  wordsPage,
} from "./page-data";

const view = "go-live";
const [sentBy, seenOn] = ["drillSentBy", "seenOn"];

const introduction =
  "Until the district is live, the Form says that it is not in use, and whom to call. Reports are taken in and emailed all the same.";

const liveWords: readonly string[] = [
  "The district is live: the Form no longer says that it is not in use. Tell staff now where it is.",
  "What goes wrong from here on is told by email and by Check. It changes nothing of what the Form says.",
];

/** What no script can see, so that the admin is asked. */
const senderQuestion =
  "The script cannot tell who sent the report of the drill, and an editor of the Form can always open it, so a report from an editor proves nothing. Say who sent it: someone who may not edit the Form, using the link that staff get. That is kept in Activity with the day and your account.";

function livePage({ memory }: Run): Page {
  const said = senderWords(memory);
  return wordsPage(view, "Live", [...liveWords, said ?? ""], nextPageButtons(null));
}

/**
 * Lines of the check for going live. `missing` holds it back: what is wrong, what waits, and what no one has looked at. `told`: what the
 * person who goes live should know.
 */
function linesForLive(run: Run) {
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
function goLive(run: Run, sender: DrillSender): void {
  const { memory, clock } = run;
  runLocked(run, () => {
    if (isLive(memory)) return;
    const now = clock.now();
    const register = registerNamed(run, "main");
    const snapshot = register.load([...directoryRequests]);
    const directory = directoryIn(snapshot, clock);
    memory.set("goingLive", { live: now, sender });
    buildForm(run, directory);
    const { who, sentBy, on } = sender;
    const to = `the drill's report was sent by ${sentBy}, ${on}`;
    const line = { at: now, who, what: "went-live", case: null, to };
    register.commit({ ...noChange, activity: [line] }, snapshot);
  });
}

type LiveLines = ReturnType<typeof linesForLive>;

function askPage(
  { clock }: Run,
  { missing, told }: LiveLines,
  values: Values,
  errors: Values,
): Page {
  const asked = missing.filter(({ id }) => id !== undefined);
  const lines = missing.filter(({ state }) => state !== "unseen");
  const ticks: readonly Block[] =
    asked.length === 0
      ? []
      : [
          headingBlock("Look yourself"),
          textBlock(
            "The script cannot check these. Look at each one, fix what is not as it should be, then tick it. A tick counts for a year.",
          ),
          ...lookTicks(asked),
        ];
  const page = {
    view,
    title: "Go live",
    blocks: [
      textBlock(introduction),
      ...linesUnder("What is missing", lines),
      ...(lines.length === 0 ? [textBlock("Nothing is missing except what you say here.")] : []),
      ...linesUnder("Before you go live", told),
      headingBlock("Who sent the report of the drill?"),
      textBlock(senderQuestion),
      lineField(
        sentBy,
        "Who sent it",
        "A name or an address: a teacher, a coach, someone at the front desk.",
      ),
      ...ticks,
      lineField(seenOn, "On which day", "The day on which the drill was sent: year, month, day."),
    ],
    buttons: [
      { act: "go-live", label: goLiveLabel, primary: true },
      { act: "check-again", label: "Check" },
      closeButton,
    ],
  };
  return pageWith(page, { [seenOn]: dateText(clock.now(), clock), ...values }, errors);
}

/** What is wrong with who sent it: empty, or an address that may edit the Form, which shows nothing. One call where it is an address. */
function senderErrors({ form, identity }: Run, written: string): Values {
  const address = written.trim().toLowerCase();
  if (address === "") return { [sentBy]: "Say who sent it: a name or an address." };
  if (!address.includes("@")) return {};
  const mayEdit = [identity.runningAs(), ...form.editors()].includes(address);
  return mayEdit
    ? {
        [sentBy]:
          "This account may edit the Form, so it can always open it, whatever its settings are. Hold a drill in which someone else sends the report.",
      }
    : {};
}

/** Shows the page of the menu. Throws "not-set-up", "other-form" and what Google throws. */
export function goLivePage(run: Run): Page {
  refuseOtherForm(run);
  if (isLive(run.memory)) return livePage(run);
  return askPage(run, linesForLive(run), {}, {});
}

/** Keeps what was ticked, and goes live where nothing is missing; else says what is. Throws as `goLivePage`, `attest` and `goLive` do. */
export function answerGoLivePage(run: Run, { view: from, act, values }: Request): Page | Findings {
  if (from !== view || isLive(run.memory)) return goLivePage(run);
  const { on, error } = readDay(values[seenOn], run.clock);
  const errors: Values = {
    ...senderErrors(run, values[sentBy] ?? ""),
    ...(error === undefined ? {} : { [seenOn]: error }),
  };
  if (act === "check") return { errors, tables: {} };
  const ids = lookedAtIn(values);
  if (error === undefined && ids.length > 0) attest(run, ids, on);
  const lines = linesForLive(run);
  const { missing } = lines;
  const unseen = missing.flatMap(({ id }) =>
    id === undefined ? [] : [[id, "Look, then tick it."]],
  );
  const all = { ...errors, ...Object.fromEntries(unseen) };
  if (missing.length > 0 || Object.keys(errors).length > 0) return askPage(run, lines, values, all);
  const who = run.identity.runningAs();
  goLive(run, { sentBy: (values[sentBy] ?? "").trim(), on, who });
  return livePage(run);
}
