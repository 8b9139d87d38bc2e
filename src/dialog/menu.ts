/** The menu in the Form's editor, and the pages of its items that end in a result: set-up, stopping an account, uninstalling. */
import type { SetUpReport } from "../install/set-up";
import { tabs } from "../register/tabs";
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
import { buttonsToGoLive, nextPageButtons } from "./check/check-page";
import { type Page, pageOf } from "./page-data";

/** Its name, and how the windows that it opens begin theirs. */
export const menuTitle = "Student safety";

/** What is chosen often: the function that each item calls, and its words. */
export const oftenChosen = {
  setUp: "Set up",
  settings: "Settings",
  runCheck: "Check",
  goLive: "Go live",
  runDrill: "Drill",
  whoCanOpen: "Who can open what",
  printRecord: "Print a record",
  yearEvidence: "Evidence of a year",
} as const;

/** What is chosen seldom: the items below the line in the menu. */
export const seldomChosen = {
  rollOver: "Roll over",
  stopAccount: "Stop using this account",
  uninstall: "Uninstall",
} as const;

/** Every item: function → words. */
export const menuItems = { ...oftenChosen, ...seldomChosen } as const;

/** What set-up did, and what to do next. What is still amiss, Check says. `report`: what the steps reported, all of them together. */
function setUpWords({ registers = [], others = [], asking }: Partial<SetUpReport>) {
  const names = others.join(", ");
  if (asking === true) {
    return [
      "This account is to run the system too. Nothing was changed yet.",
      `The clock of ${names} lets it into the registers within ten minutes, if Settings has its domain; lead and admin are told. From then on, if one account fails, the other does the work. A report is still taken in once.`,
      "Choose Set up again after that. It makes the triggers again: Google may not fire those that a clock run made.",
    ];
  }
  const lost = new Set(registers.flatMap(({ remade }) => remade.map((id) => tabs[id].title)));
  return [
    "The Form, the registers and the triggers are in place. The triggers of this account were made again: the clock comes within two minutes.",
    lost.size > 0 &&
      `Tabs were missing and are back without what was in them: ${[...lost].join(", ")}. Within ten minutes reports that the Form still holds come back, and lead and admin are told by email what is missing. To have that too, open the register and choose File, Version history.`,
    names === ""
      ? "Only one account runs the system. If it is suspended, reports wait. Make a second account an editor of this Form and have it choose Set up. It must be a role account, never a lead's or a contact's own."
      : `${names} runs the system too: if one account fails, the other does the work.`,
    "Now choose Check: it says what is left to do. After a change in Schools, choose Set up again: the Form then shows the same list.",
  ];
}

/** The page after set-up: what it made, what is missing, what to do next. */
export function setUpDonePage(report: Partial<SetUpReport>, run: Run): Page {
  const buttons = [...buttonsToGoLive(run), ...nextPageButtons(null)];
  return pageOf({ view: "set-up", title: "Set up", parts: setUpWords(report), buttons });
}

/** Stops using this account and says what came of it. Throws as `stopAccount` does. */
export function stopAccountPage(run: Run): Page {
  return pageOf({ view: "stop-account", title: stopTitle, parts: stopWords(stopAccount(run)) });
}

/** The page that asks whether this account is to be uninstalled. Nothing is done yet. */
export function uninstallPage(): Page {
  const buttons = [
    { act: "uninstall", label: "Uninstall", primary: true },
    { act: "close", label: "Keep it" },
  ];
  return pageOf({ view: "uninstall", title: uninstallTitle, parts: uninstallQuestion, buttons });
}

/** Uninstalls and says what came of it. Throws as `uninstall` does. */
export function uninstalledPage(run: Run): Page {
  return pageOf({
    view: "uninstalled",
    title: uninstallTitle,
    parts: uninstallWords(uninstall(run)),
  });
}

/** A page with the words of a refusal, which stay until they are closed. */
export function refusedPage(words: string): Page {
  return pageOf({ view: "refused", title: "This was not done", parts: [words] });
}
