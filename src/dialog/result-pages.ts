/** Pages for commands of the menu that end in a result: set-up, stopping an account, uninstalling. */

import type { SetUpReport } from "../install/set-up";
import { setUpWords } from "../install/set-up-words";
import type { Run } from "../run";
import {
  stopAccount,
  stopTitle,
  stopWords,
  uninstall,
  uninstallQuestion,
  uninstallTitle,
  uninstallWords,
} from "../runs/stop-account";
import { closeButton, textBlock } from "./blocks";
import { buttonsToGoLive, nextPageButtons } from "./check-page";
import type { Button, Page } from "./page-data";

/** A page of plain lines, which may hold line breaks. */
function resultPage(
  view: string,
  title: string,
  lines: readonly string[],
  buttons: readonly Button[] = nextPageButtons(null),
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

/** The page after set-up: what it made, what is missing, what to do next. */
export function setUpDonePage(report: Partial<SetUpReport>, run: Run): Page {
  const buttons = [...buttonsToGoLive(run), ...nextPageButtons(null)];
  return resultPage("set-up", "Set up", [setUpWords(report)], buttons);
}

/** Stops using this account and says what came of it. Throws as `stopAccount` does. */
export function stopAccountPage(run: Run): Page {
  return resultPage("stop-account", stopTitle, stopWords(stopAccount(run)), [close]);
}

/** The page that asks whether this account is to be uninstalled. Nothing is done yet. */
export function uninstallPage(): Page {
  return resultPage("uninstall", uninstallTitle, uninstallQuestion, [
    { act: "uninstall", label: "Uninstall", primary: true },
    { act: "close", label: "Keep it" },
  ]);
}

/** Uninstalls and says what came of it. Throws as `uninstall` does. */
export function uninstalledPage(run: Run): Page {
  return resultPage("uninstalled", uninstallTitle, uninstallWords(uninstall(run)), [close]);
}

/** A page with the words of a refusal, which stay until they are closed. */
export function refusedPage(words: string): Page {
  return resultPage("refused", "This was not done", [words], [close]);
}
