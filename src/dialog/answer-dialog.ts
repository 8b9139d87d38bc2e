/** Answers what the dialogs in the browser ask. Anyone who may edit the Form can call this with any text, so everything is checked here. */
import { setUp } from "../install/set-up";
import { jsonRecord } from "../json";
import { readRegisterIds, refuseOtherForm } from "../register/register-kinds";
import type { Run } from "../run";
import { accessPage } from "./check/access-page";
import { answerCheckPage, checkPage } from "./check/check-page";
import { drillPage } from "./drill-page";
import { answerGoLivePage } from "./go-live-page";
import { setUpDonePage, uninstalledPage } from "./menu";
import { type Page, pageOf, type Reply, type Request } from "./page-data";
import { answerCallPage, callView } from "./records/call-page";
import { answerEvidencePage } from "./records/evidence-page";
import { answerPrintPage } from "./records/record-pages";
import { answerRollOverPage, rollOverPage } from "./roll-over-page";
import { firstSetUpPage, isSetUpView, nextSetUpPage } from "./set-up/first-set-up";
import { accountRefused } from "./set-up/set-up-pages";
import { answerSettings, settingsPage } from "./set-up/settings-pages";

type Answer = (run: Run, request: Request) => Reply;

/** What answers a button that may be on any page, by its act. */
const byAct = new Map<string, Answer>([
  ["set-up", setUpPage],
  ["check-again", (run) => checkPage(run)],
  ["access", accessPage],
  ["drill", drillPage],
  ["settings", (run) => settingsPage(run)],
  ["roll-over", rollOverPage],
  ["go-live", answerGoLivePage],
  [callView, answerCallPage],
]);

/** What answers any other request, by the id of the page. */
const byView = new Map<string, Answer>([
  ["go-live", answerGoLivePage],
  ["check", answerCheckPage],
  [callView, answerCallPage],
  ["uninstall", (run, { act }) => (act === "uninstall" ? uninstalledPage(run) : notUnderstood())],
  ["roll-over", answerRollOverPage],
  ["print", answerPrintPage],
  ["evidence", answerEvidencePage],
  ["settings", answerSettings],
]);

/** Whether the next page of the first set-up comes, and not a repair. */
function isFirstSetUp({ memory }: Run): boolean {
  const isSetUp = memory.get("form").id !== null && readRegisterIds(memory).main !== undefined;
  return memory.get("draft") !== null || !isSetUp;
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

function notUnderstood(): Page {
  const words =
    "The window asked for something that this version does not know. Close it, reload the Form's editor and choose Student safety again.";
  return pageOf({ view: "lost", title: "That was not understood", parts: [words] });
}

/**
 * Answers a request; request and answer are JSON texts. The answer never holds a Date object; it holds student data only for a lead who
 * prints a record. Throws as the pages do.
 */
export function dialog(run: Run, text: unknown): string {
  refuseOtherForm(run);
  const { view, act, values } = jsonRecord(typeof text === "string" ? text : null);
  if (typeof view !== "string" || typeof act !== "string") return JSON.stringify(notUnderstood());
  const given = typeof values === "object" && values !== null ? Object.entries(values) : [];
  // Texts by field key; anything else is dropped.
  const texts = given.filter((one): one is [string, string] => typeof one[1] === "string");
  const answer = byAct.get(act) ?? byView.get(view) ?? (isSetUpView(view) && answerSetUpPage);
  const request = { view, act, values: Object.fromEntries(texts) };
  return JSON.stringify(answer === false ? notUnderstood() : answer(run, request));
}
