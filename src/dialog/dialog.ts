/** Answers what the dialogs in the browser ask. Whoever may edit the Form can call this with any text, so everything is checked here. */

import { setUp } from "../install/set-up";
import { jsonRecord } from "../json";
import { readRegisterIds, refuseOtherForm } from "../register/register-ids";
import type { Run } from "../run";
import { accessPage } from "./access-page";
import { textBlock } from "./blocks";
import { answerCheckPage, checkPage, keepCheck, keptAct } from "./check-page";
import { drillPage } from "./drill-page";
import { answerGoLivePage } from "./go-live-page";
import type { Page, Reply, Request, Values } from "./page-data";
import { answerCallPage, callView } from "./records/call-page";
import { answerEvidencePage } from "./records/evidence-page";
import { answerPrintPage } from "./records/record-pages";
import { setUpDonePage, uninstalledPage } from "./result-pages";
import { answerRollOverPage, rollOverPage } from "./roll-over-page";
import { accountRefused } from "./set-up/account";
import { answerSettings, settingsPage } from "./set-up/settings";
import { firstSetUpPage, isFirstSetUpOpen, isWalkView, nextSetUpPage } from "./set-up/walk";

/** Pages that a button on any page may open, by the button's act. */
const opened: Readonly<Record<string, (run: Run) => Page>> = {
  "set-up": setUpPage,
  "check-again": checkPage,
  [keptAct]: keepCheck,
  access: accessPage,
  drill: drillPage,
  settings: settingsPage,
  "roll-over": rollOverPage,
};

function isSetUp({ memory }: Run): boolean {
  return memory.get("formId") !== null && readRegisterIds(memory).main !== undefined;
}

/** The first set-up; where that is done, set-up runs at once as a repair. Throws as `setUp` does. */
export function setUpPage(run: Run): Page {
  refuseOtherForm(run);
  const refused = accountRefused(run.identity.runningAs());
  if (refused !== null) return refused;
  if (isFirstSetUpOpen(run.memory) || !isSetUp(run)) return firstSetUpPage(run);
  return setUpDonePage(setUp(run), run);
}

const notUnderstood: Page = {
  view: "lost",
  title: "That was not understood",
  blocks: [
    textBlock(
      "The window asked for something that this version does not know. Close it, reload the Form's editor and choose Student safety again.",
    ),
  ],
  buttons: [{ act: "close", label: "Close", primary: true }],
  values: {},
};

/** The values of a request: texts by field key. Anything else in `given` is dropped. */
function valuesIn(given: unknown): Values {
  const all = typeof given === "object" && given !== null ? Object.entries(given) : [];
  const texts = all.filter((one): one is [string, string] => typeof one[1] === "string");
  return Object.fromEntries(texts);
}

function requestIn(text: unknown): Request | null {
  const { view, act, values } = jsonRecord(typeof text === "string" ? text : null);
  if (typeof view !== "string" || typeof act !== "string") return null;
  return { view, act, values: valuesIn(values) };
}

function replyTo(run: Run, request: Request): Reply {
  const isChecked = request.view === "go-live" && request.act === "check";
  if (request.act === "go-live" || isChecked) return answerGoLivePage(run, request);
  const open = Object.keys(opened).includes(request.act) ? opened[request.act] : undefined;
  if (open !== undefined) return open(run);
  if (request.act === "attest" || (request.view === "check" && request.act === "check"))
    return answerCheckPage(run, request);
  if (request.act === callView || request.view === callView) return answerCallPage(run, request);
  if (isWalkView(request.view)) {
    const refused = accountRefused(run.identity.runningAs());
    if (refused !== null) return refused;
    return isFirstSetUpOpen(run.memory) || !isSetUp(run)
      ? nextSetUpPage(run, request)
      : answerSettings(run, request);
  }
  if (request.view === "uninstall" && request.act === "uninstall") return uninstalledPage(run);
  if (request.view === "roll-over") return answerRollOverPage(run, request);
  if (request.view === "print") return answerPrintPage(run, request);
  if (request.view === "evidence") return answerEvidencePage(run, request);
  return request.view === "settings" ? answerSettings(run, request) : notUnderstood;
}

/**
 * Answers a request; request and answer are JSON texts. The answer never holds a Date object; it holds student data only for a lead who
 * prints a record. Throws as the pages do.
 */
export function dialog(run: Run, text: unknown): string {
  refuseOtherForm(run);
  const request = requestIn(text);
  return JSON.stringify(request === null ? notUnderstood : replyTo(run, request));
}
