/** Every function that Google may call, one line each, and nothing else. The names are permanent: triggers store them (design section 3). */

import { leavesToOthers } from "./access/accounts";
import { accessPage } from "./dialog/access-page";
import { checkPage } from "./dialog/check-page";
import { dialog, setUpPage } from "./dialog/dialog";
import { drillPage } from "./dialog/drill-page";
import { printPage } from "./dialog/record-pages";
import { handOverPage, uninstallPage, upgradePage } from "./dialog/result-pages";
import { rollOverPage } from "./dialog/roll-over-page";
import { settingsPage } from "./dialog/settings-page";
import { command } from "./google/dialog";
import { editIn } from "./google/edit-event";
import { entry } from "./google/entry";
import { addMenu } from "./google/menu";
import { askForPermissions } from "./google/permissions";
import { tick } from "./runs/clock";
import { takeAnyEdits } from "./runs/drill/drill";
import { takeSubmitted } from "./runs/sweep";

type SheetsEdit = GoogleAppsScript.Events.SheetsOnEdit;
type FormSubmit = GoogleAppsScript.Events.FormsOnFormSubmit;

export const onOpen = addMenu;
export const onFormSubmit = entry((desk, event: FormSubmit) => {
  if (!leavesToOthers(desk)) takeSubmitted(desk, desk.responses.fromEvent(event.response));
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
  if (!leavesToOthers(desk)) takeAnyEdits(desk, ...editIn(desk, event));
});
export const runDrill = command(drillPage);
export const printRecord = command(printPage);
export const rollOver = command(rollOverPage);
export const handOver = command(handOverPage);
export const upgrade = command(upgradePage);
export const uninstall = command(uninstallPage);
