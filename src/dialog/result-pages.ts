/** Commands of the menu that end in a plain result: set-up done, hand-over, upgrade, uninstall. One page each. */

import { goLive, liveWords, notLiveWords, proofQuestion } from "../install/go-live";
import { readAttested } from "../install/proof";
import { type SetUpReport, setUpWords } from "../install/set-up";
import { upgrade, upgradeTitle, upgradeWords } from "../install/upgrade";
import type { Workspace } from "../ports";
import {
  handOver,
  handOverTitle,
  handOverWords,
  uninstall,
  uninstallQuestion,
  uninstallTitle,
  uninstallWords,
} from "../runs/leave";
import { choiceField, closeButton, lineField, textBlock } from "./blocks";
import { goingLive, onwards } from "./check-page";
import type { Button, Findings, Page, Request, Values } from "./page";

/** Lines may hold line breaks. */
function resultPage(
  view: string,
  title: string,
  lines: readonly string[],
  buttons: readonly Button[] = onwards(null),
): Page {
  return {
    view,
    title,
    blocks: lines
      .flatMap((words) => words.split("\n"))
      .flatMap((text) => (text === "" ? [] : [textBlock(text)])),
    buttons,
    values: {},
  };
}

const close: Button = { ...closeButton, primary: true };

export function setUpDonePage(report: Partial<SetUpReport>, workspace: Workspace): Page {
  const buttons = [...goingLive(workspace), ...onwards(null)];
  return resultPage("set-up", "Set up", [setUpWords(report)], buttons);
}

const goLiveButtons = (): readonly Button[] => [
  { act: "go-live", label: "Go live", primary: true },
  ...onwards(null),
];

/** Asks whether it was tried on Google, and when. `values` are those of the question, where it was asked before. */
function proofPage(values: Values, errors: Values): Page {
  return {
    view: "go-live",
    title: "Tried on Google?",
    blocks: [
      ...proofQuestion.map(textBlock),
      choiceField("proof", "What was done", [
        { id: "probe", label: "The probe was run to its end" },
        { id: "list", label: "The list of ten minutes was gone through, and nothing differed" },
      ]),
      lineField("provedOn", "On which day", "Year, month, day, such as 2026-09-01."),
    ],
    buttons: goLiveButtons(),
    values: { proof: values["proof"] || "", provedOn: values["provedOn"] || "" },
    errors,
    tables: {},
  };
}

/** Goes live, says what is missing, or asks. Throws as `goLive` does. */
export function goLivePage(workspace: Workspace, { view, act, values }: Request): Page | Findings {
  const isAnswered = view === "go-live" && "proof" in values;
  const said = isAnswered ? readAttested(values, workspace.clock) : null;
  const errors = said !== null && "errors" in said ? said.errors : {};
  if (act === "check") return { errors, tables: {} };
  if (Object.keys(errors).length > 0) return proofPage(values, errors);
  const gone = goLive(workspace, said !== null && "how" in said ? said : null);
  if (gone.state === "live") return resultPage("go-live", "Live", liveWords);
  if (gone.state === "unproved") return proofPage(values, {});
  return {
    view: "go-live",
    title: "Not live yet",
    blocks: [textBlock(notLiveWords), { kind: "lines", lines: gone.lines }],
    buttons: goLiveButtons(),
    values: {},
  };
}

/** Throws as `handOver` does. */
export function handOverPage(workspace: Workspace): Page {
  return resultPage("hand-over", handOverTitle, handOverWords(handOver(workspace)));
}

/** Throws as `upgrade` does. */
export function upgradePage(workspace: Workspace): Page {
  return resultPage("upgrade", upgradeTitle, upgradeWords(upgrade(workspace)));
}

export function uninstallPage(): Page {
  return resultPage("uninstall", uninstallTitle, uninstallQuestion, [
    { act: "uninstall", label: "Uninstall", primary: true },
    { act: "close", label: "Keep it" },
  ]);
}

/** Throws as `uninstall` does. */
export function uninstalledPage(workspace: Workspace): Page {
  return resultPage("uninstalled", uninstallTitle, uninstallWords(uninstall(workspace)), [close]);
}

/** What a command was refused with, in words that stay until they are closed. */
export function refusedPage(words: string): Page {
  return resultPage("refused", "This was not done", [words], [close]);
}
