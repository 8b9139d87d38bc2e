/** The check as a page of the dialog. */

import { troubleWords } from "../errors";
import { isLive } from "../form/build-form";
import { type Line, wrong } from "../install/check/findings";
import { check } from "../install/check/run-check";
import { runLocked } from "../lock";
import { noChange } from "../register/change";
import { registerNamed } from "../register/register";
import type { Run } from "../run";
import { dangerLinesOutOfReach, unreadDangerPart } from "../runs/clock/unreadable-danger";
import { unseenPart } from "../runs/clock/unseen-events";
import { closeButton, headingBlock, textBlock } from "./blocks";
import type { Block, Button, Page } from "./page-data";

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
export const attestLabel = "Say what you looked at";

/** The button for going live, until the district has gone live. */
export function buttonsToGoLive({ memory }: Pick<Run, "memory">): readonly Button[] {
  return isLive(memory) ? [] : [{ act: "go-live", label: goLiveLabel }];
}

/** Groups of lines in the order of urgency. Lines that are in order are folded. */
const lineGroups = [
  { state: "wrong", title: "To put right" },
  { state: "look", title: "To look at" },
  { state: "unseen", title: "Cannot be seen from here" },
  { state: "ok", title: "In order" },
] as const;

/** The act of the button that keeps a check on record. */
export const keptAct = "keep-check";

const lookYourself = `Look at each yourself; then choose ${attestLabel}, below. It holds for a year.`;

/**
 * The lines of the check. Where the main register cannot be read, those about dangers in it; where there are none, and nothing was said
 * either, throws as the check does.
 */
function linesFound(workspace: Run, said: string | null): readonly Line[] {
  try {
    return check(workspace, [unreadDangerPart, unseenPart]);
  } catch (error) {
    const dangers = dangerLinesOutOfReach(workspace);
    if (dangers.length === 0 && said === null) throw error;
    const { what, next } = troubleWords(workspace.diagnosis.troubleOf(error));
    const words = "The check could not look further.";
    return [...dangers, next === "" ? wrong(words, what) : wrong(`${words} ${what}`, next)];
  }
}

function resultWords(lines: readonly Line[]): string {
  const counts = lineGroups.map(({ state, title }) => {
    const some = lines.filter((line) => line.state === state).length;
    return `${title}: ${some}`;
  });
  return `${counts.join(". ")}.`;
}

/**
 * Checks again, keeps in Activity what was found, and shows it. A check by itself changes nothing, so that it leaves no trace unless somebody
 * asks for one. Throws "busy" and what Google throws.
 */
export function keepCheck(workspace: Run): Page {
  const { clock, identity } = workspace;
  const to = resultWords(linesFound(workspace, null));
  runLocked(workspace, () => {
    const register = registerNamed(workspace, "main");
    const by = { at: clock.now(), who: identity.runningAs(), case: null };
    const activity = [{ ...by, what: "checked", to }];
    register.commit({ ...noChange, activity }, register.load([]));
  });
  return checkPage(workspace, "Kept in Activity, with your account and the time.");
}

/** The page. `said`: what was just put right. Throws as `linesFound` does. */
export function checkPage(workspace: Run, said: string | null = null): Page {
  const all = linesFound(workspace, said);
  const found = lineGroups.map(({ state, title }) => ({
    state,
    title,
    lines: all.filter((line) => line.state === state),
  }));
  const isUnseen = all.some(({ id }) => id !== undefined);
  return {
    view: "check",
    title: "Check",
    blocks: [
      ...(said === null ? [] : [textBlock(said)]),
      textBlock(resultWords(all)),
      ...found.flatMap(({ state, title, lines }): Block[] =>
        lines.length === 0
          ? []
          : state === "ok"
            ? [{ kind: "lines", lines, folded: `${title}: ${lines.length}` }]
            : [
                headingBlock(title),
                ...(state === "unseen" ? [textBlock(lookYourself)] : []),
                { kind: "lines", lines },
              ],
      ),
    ],
    buttons: [
      ...nextPageButtons("check"),
      ...(all.some(({ asksCall }) => asksCall === true)
        ? [{ act: "danger-called", label: "Say who called" }]
        : []),
      ...(isUnseen ? [{ act: "attest", label: attestLabel }] : []),
      ...(said === null && all.length > 0
        ? [{ act: keptAct, label: "Keep this check on record" }]
        : []),
      ...buttonsToGoLive(workspace),
    ].sort((a, b) => Number(a.act === "close") - Number(b.act === "close")),
    values: {},
  };
}
