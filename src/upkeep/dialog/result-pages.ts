/** Commands of the menu that end in a plain result: set-up done, hand-over, upgrade, uninstall. One page each. */
import type { Workspace } from "../../workspace";
import { handOver, handOverTitle, handOverWords } from "../hand-over";
import type { SetUpReport } from "../set-up";
import { setUpWords } from "../set-up-words";
import { uninstall, uninstallQuestion, uninstallTitle, uninstallWords } from "../uninstall";
import { upgrade, upgradeTitle, upgradeWords } from "../upgrade";
import { onwards } from "./check-page";
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

export function setUpDonePage(report: Partial<SetUpReport>): Page {
  return resultPage("set-up", "Set up", [setUpWords(report)]);
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
