/** Every function that Google may call, one line each, and nothing else. The names are permanent: triggers store them (design section 3). */

import { command } from "./google/dialog";
import { editIn } from "./google/edit-event";
import { entry, notYet } from "./google/entry";
import { addMenu } from "./google/menu";
import { askForPermissions } from "./google/permissions";
import { takeIn } from "./intake/take-in";
import { accessPage } from "./upkeep/dialog/access-page";
import { checkPage } from "./upkeep/dialog/check-page";
import { dialog, setUpPage } from "./upkeep/dialog/dialog";
import { handOverPage, uninstallPage, upgradePage } from "./upkeep/dialog/result-pages";
import { settingsPage } from "./upkeep/dialog/settings-page";
import { leavesToOthers } from "./upkeep/installers";
import { takeEdits } from "./upkeep/take-edits";
import { tick } from "./upkeep/tick";

type SheetsEdit = GoogleAppsScript.Events.SheetsOnEdit;
type FormSubmit = GoogleAppsScript.Events.FormsOnFormSubmit;

export const onOpen = addMenu;
export const onFormSubmit = entry((desk, event: FormSubmit) => {
  if (!leavesToOthers(desk)) takeIn(desk, [desk.responses.fromEvent(event.response)]);
});
export const onClock = entry((desk) => tick(desk));
export const setUp = command((desk) => {
  askForPermissions();
  return setUpPage(desk);
});
export const settings = command(settingsPage);
export const runCheck = command(checkPage);
export const whoCanOpen = command(accessPage);
export const onDialog = entry(dialog);
export const onRegisterEdit = entry((desk, event: SheetsEdit) => {
  if (!leavesToOthers(desk)) takeEdits(desk, ...editIn(desk, event));
});
export const runDrill = notYet();
export const printRecord = notYet();
export const rollOver = notYet();
export const handOver = command(handOverPage);
export const upgrade = command(upgradePage);
export const uninstall = command(uninstallPage);
