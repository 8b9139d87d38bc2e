/** Every function that Google may call, one line each, and nothing else. The names are permanent: triggers store them (design section 3). */

import { showPage } from "./google/dialog";
import { editIn } from "./google/edit-event";
import { entry, notYet } from "./google/entry";
import { addMenu, confirmed, say } from "./google/menu";
import { askForPermissions } from "./google/permissions";
import { takeIn } from "./intake/take-in";
import { accessPage } from "./upkeep/dialog/access-page";
import { checkPage } from "./upkeep/dialog/check-page";
import { dialog, setUpPage } from "./upkeep/dialog/dialog";
import { settingsPage } from "./upkeep/dialog/settings-page";
import { handOverTitle, handOverWords, handOver as runHandOver } from "./upkeep/hand-over";
import { leavesToOthers } from "./upkeep/installers";
import { takeEdits } from "./upkeep/take-edits";
import { tick } from "./upkeep/tick";
import {
  uninstall as runUninstall,
  uninstallQuestion,
  uninstallTitle,
  uninstallWords,
} from "./upkeep/uninstall";
import { upgrade as runUpgrade, upgradeTitle, upgradeWords } from "./upkeep/upgrade";

type SheetsEdit = GoogleAppsScript.Events.SheetsOnEdit;
type FormSubmit = GoogleAppsScript.Events.FormsOnFormSubmit;

export const onOpen = addMenu;
export const onFormSubmit = entry((desk, event: FormSubmit) => {
  if (!leavesToOthers(desk)) takeIn(desk, [desk.responses.fromEvent(event.response)]);
});
export const onClock = entry((desk) => tick(desk));
export const setUp = entry((desk) => {
  askForPermissions();
  showPage(setUpPage(desk));
});
export const settings = entry((desk) => showPage(settingsPage(desk)));
export const runCheck = entry((desk) => showPage(checkPage(desk)));
export const whoCanOpen = entry((desk) => showPage(accessPage(desk)));
export const onDialog = entry(dialog);
export const onRegisterEdit = entry((desk, event: SheetsEdit) => {
  if (!leavesToOthers(desk)) takeEdits(desk, ...editIn(desk, event));
});
export const runDrill = notYet();
export const printRecord = notYet();
export const rollOver = notYet();
export const handOver = entry((desk) => say(handOverTitle, handOverWords(runHandOver(desk))));
export const upgrade = entry((desk) => say(upgradeTitle, upgradeWords(runUpgrade(desk))));
export const uninstall = entry((desk) => {
  if (!confirmed(uninstallTitle, uninstallQuestion)) return;
  say(uninstallTitle, uninstallWords(runUninstall(desk)));
});
