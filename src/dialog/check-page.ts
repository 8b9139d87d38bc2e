/** The page of Check: what stops the system, what needs a person, what is fine. */

import { orElse } from "../attempt";
import { isLive } from "../form/build-form";
import type { Line } from "../install/check/check-line";
import { check, failedLine } from "../install/check/run-check";
import { isLookedAt, type LookedAt, readDay, withLooks } from "../install/going-live/attestations";
import { runLocked } from "../lock";
import { noChange } from "../register/change";
import { registerNamed } from "../register/register";
import type { Run } from "../run";
import { dangerLinesOutOfReach, unreadDangerCheck, unseenCheck } from "../runs/check-lines";
import { dateText } from "../time";
import {
  type Block,
  type Button,
  closeButton,
  type Findings,
  headingBlock,
  lineField,
  linesUnder,
  type Page,
  pageWith,
  type Request,
  textBlock,
  tickField,
  type Values,
} from "./page-data";

const placeWords = {
  check: { act: "check-again", label: "Check" },
  access: { act: "access", label: "Who can open what" },
  settings: { act: "settings", label: "Settings" },
} as const;

/**
 * Buttons to the other pages of a desk that is set up. From a page that only shows something, the first one shows that page again. `view`:
 * the page.
 */
export function nextPageButtons(view: keyof typeof placeWords | null): readonly Button[] {
  const again = view === null || view === "settings" ? null : placeWords[view].act;
  const others = Object.entries(placeWords).flatMap(([own, button]) =>
    own === view ? [] : [button],
  );
  return [
    ...(again === null ? [] : [{ act: again, label: "Look again", primary: true }]),
    ...others,
    closeButton,
  ];
}

export const goLiveLabel = "Go live";
/** The button behind which a person says what no script can see. */
export const attestLabel = "Save what I checked";

/** The button for going live, until the district has gone live. */
export function buttonsToGoLive({ memory }: Run): readonly Button[] {
  return isLive(memory) ? [] : [{ act: "go-live", label: goLiveLabel }];
}

/**
 * The lines of the check. Where the main register cannot be read, those about dangers in it; where there are none, and nothing was said
 * either, throws as the check does.
 */
function linesFound(run: Run, said: string | null): readonly Line[] {
  const found = () => check(run, [unreadDangerCheck, unseenCheck]);
  return orElse(found, (error) => {
    const dangers = dangerLinesOutOfReach(run);
    if (dangers.length === 0 && said === null) throw error;
    return [...dangers, failedLine(run, error, "The check could not look further.")];
  });
}

const seenOn = "seenOn";

/** A tick for each thing that no script can see, with where to look. */
export const lookTicks = (asked: readonly Line[]) =>
  asked.map(({ id = "", attested = "", next = "" }) => tickField(id, attested, next));

/** The things that were ticked as looked at. */
export const lookedAtIn = (values: Values) =>
  Object.keys(values)
    .filter((id) => values[id] === "yes")
    .filter(isLookedAt);

/** Those ticks with the day. */
function attestBlocks(asked: readonly Line[]): readonly Block[] {
  if (asked.length === 0) return [];
  return [
    textBlock(
      `This page cannot check these, so look at each one yourself. Fix what is not as it should be. Then tick it here and press ${attestLabel}. Your account and the day are kept. A tick counts for a year.`,
    ),
    ...lookTicks(asked),
    lineField(seenOn, "On which day", "Year, month, day."),
  ];
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
    memory.set("goingLive", withLooks(memory, ids, { on, who, isOwn: false }));
  });
}

/** What was typed where a page with ticks was not taken, and why not. */
interface Refused {
  readonly values: Values;
  readonly errors: Values;
}

/**
 * Stores what someone ticked as looked at, and shows the check again; or says what is missing. Throws as `attest` and the check do.
 */
export function answerCheckPage(run: Run, { act, values }: Request): Page | Findings {
  const { on, error } = readDay(values[seenOn], run.clock);
  if (act !== "attest") {
    return { errors: error === undefined ? {} : { [seenOn]: error }, tables: {} };
  }
  const ids = lookedAtIn(values);
  const wrong = error ?? (ids.length === 0 ? "Tick what you looked at." : null);
  if (wrong !== null) return checkPage(run, null, { values, errors: { [seenOn]: wrong } });
  attest(run, ids, on);
  return checkPage(run, "Kept, with your account and the day.");
}

/** The page. `said`: what was just done. Throws as `linesFound` does. */
export function checkPage(
  run: Run,
  said: string | null = null,
  { values, errors }: Refused = { values: {}, errors: {} },
): Page {
  const all = linesFound(run, said);
  const asked = all.filter(({ id }) => id !== undefined);
  const today = dateText(run.clock.now(), run.clock);
  const of = (state: Line["state"]) => all.filter((line) => line.state === state);
  const [wrong, look, fine] = [of("wrong"), of("look"), of("ok")];
  const [stops, needs, isFine] = ["What stops the system", "What needs a person", "What is fine"];
  const folded = `${isFine}: ${fine.length}`;
  const page = {
    view: "check",
    title: "Check",
    blocks: [
      ...(said === null ? [] : [textBlock(said)]),
      textBlock(
        `${stops}: ${wrong.length}. ${needs}: ${look.length + of("unseen").length}. ${folded}.`,
      ),
      ...linesUnder(stops, wrong),
      ...linesUnder(needs, look),
      ...(look.length === 0 && asked.length > 0 ? [headingBlock(needs)] : []),
      ...attestBlocks(asked),
      ...(fine.length === 0 ? [] : [{ kind: "lines", lines: fine, folded } as const]),
    ],
    buttons: [
      ...nextPageButtons("check"),
      ...(all.some(({ asksCall }) => asksCall === true)
        ? [{ act: "danger-called", label: "Say who called" }]
        : []),
      ...(asked.length > 0 ? [{ act: "attest", label: attestLabel }] : []),
      ...buttonsToGoLive(run),
    ].sort((a, b) => Number(a.act === "close") - Number(b.act === "close")),
  };
  return pageWith(page, { [seenOn]: today, ...values }, errors);
}
