/** The check as a page of the dialog. */

import { troubleWords } from "../errors";
import { isLive } from "../form/build-form";
import { type Line, wrong } from "../install/check/findings";
import { check } from "../install/check/run-check";
import type { Workspace } from "../ports";
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

/** The button for going live, until the district has gone live. */
export function goingLive({ memory }: Pick<Workspace, "memory">): readonly Button[] {
  return isLive(memory) ? [] : [{ act: "go-live", label: "Go live" }];
}

/** Groups of lines in the order of urgency. Lines that are in order are folded. */
const lineGroups = [
  { state: "wrong", title: "To put right" },
  { state: "look", title: "To look at" },
  { state: "unseen", title: "Cannot be seen from here" },
  { state: "ok", title: "In order" },
] as const;

const lookYourself =
  "Look at each yourself; then choose Say what you looked at, below. It holds for a year.";

/**
 * The lines of the check. Where the main register cannot be read, those about dangers in it; where there are none, and nothing was said
 * either, throws as the check does.
 */
function linesFound(workspace: Workspace, said: string | null): readonly Line[] {
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

/** The page. `said`: what was just put right. Throws as `linesFound` does. */
export function checkPage(workspace: Workspace, said: string | null = null): Page {
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
      textBlock(`${found.map(({ title, lines }) => `${title}: ${lines.length}`).join(". ")}.`),
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
      ...(isUnseen ? [{ act: "attest", label: "Say what you looked at" }] : []),
      ...goingLive(workspace),
    ].sort((a, b) => Number(a.act === "close") - Number(b.act === "close")),
    values: {},
  };
}
