/** Commands of the menu that end in a plain result: set-up done, hand-over, upgrade, uninstall. One page each. */

import { goLive, liveWords, notLiveWords } from "../install/go-live";
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
import { goingLive, onwards } from "./check-page";
import type { Button, Page } from "./page";

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
      .flatMap((text) => (text === "" ? [] : [{ kind: "text", text } as const])),
    buttons,
    values: {},
  };
}

const close: Button = { act: "close", label: "Close", primary: true };

export function setUpDonePage(report: Partial<SetUpReport>, workspace: Workspace): Page {
  const buttons = [...goingLive(workspace), ...onwards(null)];
  return resultPage("set-up", "Set up", [setUpWords(report)], buttons);
}

/** Goes live, or says what is missing. Throws as `goLive` does. */
export function goLivePage(workspace: Workspace): Page {
  const missing = goLive(workspace);
  if (missing.length === 0) return resultPage("go-live", "Live", liveWords);
  return {
    view: "go-live",
    title: "Not live yet",
    blocks: [
      { kind: "text", text: notLiveWords },
      { kind: "lines", lines: missing },
    ],
    buttons: [{ act: "go-live", label: "Go live", primary: true }, ...onwards(null)],
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

/** Asks first. */
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
