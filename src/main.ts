/**
 * Every function that Google may call, one line each, and nothing else. Their names are permanent, because triggers and menus store them
 * (design section 3).
 */

import { leavesWorkToOthers } from "./access/running-accounts";
import { accessPage, checkPage } from "./dialog/check/check-page";
import { drillPage } from "./dialog/drill-page";
import { goLivePage } from "./dialog/go-live-page";
import { dialog, setUpPage, stopAccountPage, uninstallPage } from "./dialog/menu";
import { evidencePage } from "./dialog/records/evidence-page";
import { printPage } from "./dialog/records/record-pages";
import { rollOverPage } from "./dialog/roll-over-page";
import { settingsPage } from "./dialog/set-up/settings-pages";
import {
  addMenu,
  askForPermissions,
  entryFunction,
  menuCommand,
  readEditEvent,
} from "./google/entry";
import { clockFired, standingIn } from "./runs/clock/stand-in";
import { responseSubmitted } from "./runs/form-responses";
import { rowsEdited } from "./runs/take-in-edits";

type SheetsEdit = GoogleAppsScript.Events.SheetsOnEdit;
type FormSubmit = GoogleAppsScript.Events.FormsOnFormSubmit;

export const onOpen = addMenu;
export const onFormSubmit = entryFunction((run, event: FormSubmit) => {
  if (leavesWorkToOthers(run)) return;
  standingIn(run, () => responseSubmitted(run, () => run.responses.fromEvent(event.response)));
});
export const onClock = entryFunction((run) => clockFired(run));
export const setUp = menuCommand("setUp", (run) => {
  askForPermissions();
  return setUpPage(run);
});
export const settings = menuCommand("settings", settingsPage);
export const runCheck = menuCommand("runCheck", checkPage);
export const goLive = menuCommand("goLive", goLivePage);
export const runDrill = menuCommand("runDrill", drillPage);
export const whoCanOpen = menuCommand("whoCanOpen", (run) => accessPage(run));
export const onDialog = entryFunction(dialog);
export const onRegisterEdit = entryFunction((run, event: SheetsEdit) => {
  if (leavesWorkToOthers(run)) return;
  standingIn(run, () => rowsEdited(run, ...readEditEvent(run, event)));
});
export const printRecord = menuCommand("printRecord", printPage);
export const yearEvidence = menuCommand("yearEvidence", evidencePage);
export const rollOver = menuCommand("rollOver", rollOverPage);
export const stopAccount = menuCommand("stopAccount", stopAccountPage);
export const uninstall = menuCommand("uninstall", uninstallPage);
