/** Answers what the dialogs in the browser ask. Anyone who may edit the Form can call this with any text, so everything is checked here. */

import { setUp } from "../install/set-up";
import { jsonRecord } from "../json";
import { readRegisterIds, refuseOtherForm } from "../register/register-kinds";
import type { Run } from "../run";
import { accessPage } from "./access-page";
import { answerCheckPage, checkPage } from "./check-page";
import { drillPage } from "./drill-page";
import { answerGoLivePage } from "./go-live-page";
import { type Page, type Reply, type Request, type Values, wordsPage } from "./page-data";
import { answerCallPage, callView } from "./records/call-page";
import { answerEvidencePage } from "./records/evidence-page";
import { answerPrintPage } from "./records/record-pages";
import { setUpDonePage, uninstalledPage } from "./result-pages";
import { answerRollOverPage, rollOverPage } from "./roll-over-page";
import {
  firstSetUpPage,
  isFirstSetUpOpen,
  isSetUpView,
  nextSetUpPage,
} from "./set-up/first-set-up";
import { accountRefused } from "./set-up/set-up-pages";
import { answerSettings, settingsPage } from "./set-up/settings-pages";

type Answer = (run: Run, request: Request) => Reply;

/** What answers a request: by the button's act, which may be on any page; otherwise by the page's id. Undefined: nothing does. */
function answerTo(view: string, act: string): Answer | undefined {
  switch (act) {
    case "set-up":
      return setUpPage;
    case "check-again":
      return (run) => checkPage(run);
    case "access":
      return accessPage;
    case "drill":
      return drillPage;
    case "settings":
      return (run) => settingsPage(run);
    case "roll-over":
      return rollOverPage;
    case "go-live":
      return answerGoLivePage;
    case callView:
      return answerCallPage;
  }
  switch (view) {
    case "go-live":
      return answerGoLivePage;
    case "check":
      return answerCheckPage;
    case callView:
      return answerCallPage;
    case "uninstall":
      return act === "uninstall" ? uninstalledPage : undefined;
    case "roll-over":
      return answerRollOverPage;
    case "print":
      return answerPrintPage;
    case "evidence":
      return answerEvidencePage;
    case "settings":
      return answerSettings;
  }
  return isSetUpView(view) ? answerSetUpPage : undefined;
}

/** Whether the next page of the first set-up comes, and not a repair. */
function isFirstSetUp({ memory }: Run): boolean {
  const isSetUp = memory.get("form").id !== null && readRegisterIds(memory).main !== undefined;
  return isFirstSetUpOpen(memory) || !isSetUp;
}

/** The first set-up; where that is done, set-up runs at once as a repair. Throws as `setUp` does. */
export function setUpPage(run: Run): Page {
  refuseOtherForm(run);
  const refused = accountRefused(run.identity.runningAs());
  if (refused !== null) return refused;
  return isFirstSetUp(run) ? firstSetUpPage(run) : setUpDonePage(setUp(run), run);
}

function answerSetUpPage(run: Run, request: Request): Reply {
  const refused = accountRefused(run.identity.runningAs());
  if (refused !== null) return refused;
  return isFirstSetUp(run) ? nextSetUpPage(run, request) : answerSettings(run, request);
}

const notUnderstood = () =>
  wordsPage("lost", "That was not understood", [
    "The window asked for something that this version does not know. Close it, reload the Form's editor and choose Student safety again.",
  ]);

/** The values of a request: texts by field key. Anything else in `given` is dropped. */
function valuesIn(given: unknown): Values {
  const all = typeof given === "object" && given !== null ? Object.entries(given) : [];
  const texts = all.filter((one): one is [string, string] => typeof one[1] === "string");
  return Object.fromEntries(texts);
}

/**
 * Answers a request; request and answer are JSON texts. The answer never holds a Date object; it holds student data only for a lead who
 * prints a record. Throws as the pages do.
 */
export function dialog(run: Run, text: unknown): string {
  refuseOtherForm(run);
  const { view, act, values } = jsonRecord(typeof text === "string" ? text : null);
  const isRequest = typeof view === "string" && typeof act === "string";
  const answer = isRequest ? answerTo(view, act) : undefined;
  const reply =
    isRequest && answer !== undefined
      ? answer(run, { view, act, values: valuesIn(values) })
      : notUnderstood();
  return JSON.stringify(reply);
}
