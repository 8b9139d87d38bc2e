/**
 * The menu in the Form's editor, the pages that end some of its items, and the answers to the windows that it opens. Anyone who may edit
 * the Form can send any text here, so every request is checked.
 */

import { accessPage, answerCheckPage, buttonsToGoLive, nextPageButtons } from "./check/check-page";
import { answerCallPage, callView } from "./check/record-call-page";
import { isConsumerAccount } from "./district/addresses";
import { drillPage } from "./drill/drill-page";
import { AppError } from "./errors";
import { evidencePage } from "./figures/evidence-page";
import { setUp } from "./install/set-up-steps";
import { jsonRecord } from "./json";
import { type Page, type PagePart, pageOf, type Reply, type Request } from "./parts-of-a-page";
import { answerPrintPage } from "./records/record-pages";
import { refuseOtherForm } from "./registers/kinds";
import { rollOverPage } from "./roll-over/roll-over-page";
import type { Run } from "./run";
import { stopAccount, uninstall, uninstallQuestion } from "./runs/stop-account";
import { firstSetUpPage, isSetUpView, nextSetUpPage } from "./set-up/first-set-up-pages";
import { answerGoLivePage } from "./set-up/go-live";
import { answerSettings } from "./set-up/settings-pages";
import { tabs } from "./tabs";

/** The menu's name. The titles of the windows that it opens begin with it. */
export const menuTitle = "Student safety";

/** Items that are chosen often: the function that each one calls, and its words. */
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

/** Items that are chosen seldom, below the line in the menu. */
export const seldomChosen = {
  poster: "Poster",
  rollOver: "Roll over",
  stopAccount: "Stop using this account",
  uninstall: "Uninstall",
} as const;

/** Every item: function → words. */
export const menuItems = { ...oftenChosen, ...seldomChosen } as const;

/** What Set up did, and what to do next. Anything that is still wrong is shown by Check. */
function setUpWords({ lost, others }: ReturnType<typeof setUp>): readonly PagePart[] {
  const names = others.join(", ");
  if (lost === null) {
    return [
      "You asked that this account run the system too. Nothing was changed yet.",
      `It waits until someone else confirms it: an admin on the page Who can open what, or a lead who ticks May open beside it. Contacts must name it as district admin, and in no other role. Then the clock of ${names} lets it into the registers within ten minutes, if Settings has its domain; lead and admin are told. From then on, if one account fails, the other does the work. A report is still taken in once.`,
      "Choose Set up again after that. It makes the triggers again: Google may not fire those that a clock run made.",
    ];
  }
  const titles = new Set(lost.map((id) => tabs[id].title));
  return [
    "The Form, the registers and the triggers are in place. The triggers of this account were made again: the clock comes within two minutes.",
    titles.size > 0 &&
      `Tabs were missing and are back without what was in them: ${[...titles].join(", ")}. Within ten minutes reports that the Form still holds come back, and lead and admin are told by email what is missing. To have that too, open the register and choose File, Version history.`,
    names === ""
      ? "Only one account runs the system. If it is suspended, reports wait. Make a second account an editor of this Form and have it choose Set up. It must be a role account that Contacts names as district admin only, never a lead's or a contact's own."
      : `${names} runs the system too: if one account fails, the other does the work.`,
    "Now choose Check: it says what is left to do. After a change in Schools, choose Set up again: the Form then shows the same list.",
  ];
}

/** Stops using this account, and says what was done. Throws what `stopAccount` throws. */
export const stopAccountPage = (run: Run): Page =>
  pageOf({ view: "stop-account", title: seldomChosen.stopAccount, parts: stopAccount(run) });

/** Asks whether to uninstall this account; once that is confirmed, does it, and says what was done. Throws what `uninstall` throws. */
export function uninstallPage(run: Run, request?: Request): Page {
  const named = { view: "uninstall", title: seldomChosen.uninstall };
  if (request?.view === named.view && request.act === named.view)
    return pageOf({ ...named, view: "uninstalled", parts: uninstall(run) });
  const buttons = [
    { act: named.view, label: "Uninstall", primary: true },
    { act: "close", label: "Keep it" },
  ];
  return pageOf({ ...named, parts: uninstallQuestion, buttons });
}

/** A page that says why something was refused; it stays open until the person closes it. */
export const refusedPage = (words: string): Page =>
  pageOf({ view: "refused", title: "This was not done", parts: [words] });

// Answers to the windows.

/** What answers a request: by its act, for buttons that may be on any page; otherwise by the id of its page. */
const answers = new Map<string, (run: Run, request: Request) => Reply>([
  ["set-up", setUpOrRepair],
  ["check", answerCheckPage],
  ["access", accessPage],
  ["confirm", accessPage],
  ["drill", drillPage],
  ["settings", answerSettings],
  ["roll-over", rollOverPage],
  ["go-live", answerGoLivePage],
  [callView, answerCallPage],
  ["uninstall", uninstallPage],
  ["print", answerPrintPage],
  ["evidence", evidencePage],
]);

/** Throws "private-account": records of students would be out of the district's reach. */
function refusePrivateAccount({ identity }: Run): void {
  if (isConsumerAccount(identity.runningAs())) throw new AppError("private-account");
}

/** Whether Set up must show the pages of the first set-up; otherwise it repairs. */
function isFirstSetUp({ memory }: Run): boolean {
  const { main } = memory.get("registers");
  return memory.get("draft") !== null || memory.get("form").id === null || main === undefined;
}

/** The next page of the first set-up; if that is done, Set up runs at once as a repair. Throws what `setUp` throws. */
export function setUpOrRepair(run: Run): Page {
  refuseOtherForm(run);
  refusePrivateAccount(run);
  if (isFirstSetUp(run)) return firstSetUpPage(run);
  const buttons = [...buttonsToGoLive(run), ...nextPageButtons(null)];
  return pageOf({ view: "set-up", title: "Set up", parts: setUpWords(setUp(run)), buttons });
}

function answerSetUpPage(run: Run, request: Request): Reply {
  refusePrivateAccount(run);
  return isFirstSetUp(run) ? nextSetUpPage(run, request) : answerSettings(run, request);
}

const notUnderstood = () =>
  refusedPage(
    "The window asked for something that this version does not know. Close it, reload the Form's editor and choose Student safety again.",
  );

/**
 * Answers a request; both are JSON texts. The answer never holds a Date object, and holds student data only for a lead who prints a record.
 * Throws what the pages throw.
 */
export function dialog(run: Run, text: unknown): string {
  refuseOtherForm(run);
  const { view, act, values } = jsonRecord(typeof text === "string" ? text : null);
  if (typeof view !== "string" || typeof act !== "string") return JSON.stringify(notUnderstood());
  const given = typeof values === "object" && values !== null ? Object.entries(values) : [];
  // Keeps texts by field key, and drops anything else.
  const texts = given.filter((one): one is [string, string] => typeof one[1] === "string");
  const answer =
    answers.get(act) ?? answers.get(view) ?? (isSetUpView(view) ? answerSetUpPage : notUnderstood);
  return JSON.stringify(answer(run, { view, act, values: Object.fromEntries(texts) }));
}
