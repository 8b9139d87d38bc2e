/**
 * Every function that Google may call, one line each, and nothing else. Their names are permanent, because triggers and menus store them
 * (design section 3).
 */

import { leavesWorkToOthers } from "./access/accounts-at-work";
import { accessPage, checkPage } from "./check/check-page";
import { drillPage } from "./drill/drill-page";
import { evidencePage } from "./figures/evidence-page";
import {
  addMenu,
  askForPermissions,
  entryFunction,
  menuCommand,
  readEditEvent,
} from "./google/entry";
import { responseSubmitted } from "./intake/sweep-form-responses";
import { dialog, setUpOrRepair, stopAccountPage, uninstallPage } from "./menu";
import { printPage } from "./records/record-pages";
import { rollOverPage } from "./roll-over/roll-over-page";
import { clockFired, standingIn } from "./runs/stand-in-for-clock";
import { rowsEdited } from "./runs/take-in-edits";
import { goLivePage } from "./set-up/go-live-page";
import { posterPage } from "./set-up/poster-page";
import { settingsPage } from "./set-up/settings-pages";

type SheetsEdit = GoogleAppsScript.Events.SheetsOnEdit;
type FormSubmit = GoogleAppsScript.Events.FormsOnFormSubmit;

export const onOpen = addMenu;
export const onFormSubmit = entryFunction(
  (run, event: FormSubmit) => {
    if (leavesWorkToOthers(run)) return;
    standingIn(run, () => responseSubmitted(run, () => run.responses.fromEvent(event.response)));
  },
  ({ source }) => source,
);
export const onClock = entryFunction((run) => clockFired(run));
export const setUp = menuCommand("setUp", (run) => {
  askForPermissions();
  return setUpOrRepair(run);
});
export const settings = menuCommand("settings", settingsPage);
export const runCheck = menuCommand("runCheck", checkPage);
export const goLive = menuCommand("goLive", goLivePage);
export const runDrill = menuCommand("runDrill", drillPage);
export const whoCanOpen = menuCommand("whoCanOpen", (run) => accessPage(run));
export const onDialog = entryFunction(dialog);
export const onRegisterEdit = entryFunction((run, event: SheetsEdit) => {
  if (leavesWorkToOthers(run)) return;
  const [register, rows] = readEditEvent(run, event);
  standingIn(run, () => rowsEdited(run, register, rows));
});
export const printRecord = menuCommand("printRecord", printPage);
export const yearEvidence = menuCommand("yearEvidence", evidencePage);
export const poster = menuCommand("poster", posterPage);
export const rollOver = menuCommand("rollOver", rollOverPage);
export const stopAccount = menuCommand("stopAccount", stopAccountPage);
export const uninstall = menuCommand("uninstall", uninstallPage);
