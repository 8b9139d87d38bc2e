/** Every function that Google may call, one line each, and nothing else. The names are permanent: triggers store them (design section 3). */

import { editIn } from "./google/edit-event";
import { entry, notYet } from "./google/entry";
import { addMenu, tell } from "./google/menu";
import { takeIn } from "./intake/take-in";
import { setUp as runSetUp } from "./upkeep/set-up";
import { setUpTitle, setUpWords } from "./upkeep/set-up-words";
import { takeEdits } from "./upkeep/take-edits";
import { tick } from "./upkeep/tick";

type SheetsEdit = GoogleAppsScript.Events.SheetsOnEdit;
type FormSubmit = GoogleAppsScript.Events.FormsOnFormSubmit;

export const onOpen = addMenu;
export const onFormSubmit = entry((desk, event: FormSubmit) => {
  takeIn(desk, [desk.responses.fromEvent(event.response)]);
});
export const onClock = entry((desk) => tick(desk));
export const setUp = entry((desk) => tell(setUpTitle, setUpWords(runSetUp(desk))));
export const onRegisterEdit = entry((desk, event: SheetsEdit) =>
  takeEdits(desk, ...editIn(desk, event)),
);
export const runCheck = notYet();
export const runDrill = notYet();
export const printRecord = notYet();
export const rollOver = notYet();
export const handOver = notYet();
export const upgrade = notYet();
