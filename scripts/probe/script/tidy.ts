/** Takes away what a case, a cut run or a whole round has left: items, triggers, files, properties, editors, settings. */
import type { BoundForm, Door } from "../../../tests/conformance/table/door";
import { markedFile } from "../../../tests/conformance/table/marked-file";
import { boundForm, questionsIn } from "./ground";
import type { Kept } from "./kept";

/** The functions whose triggers a round waits for, each only while it does. */
export const waitedFor = {
  clock: "onProbeClock",
  born: "onBornInClock",
  submission: "onProbeSubmit",
  edit: "onProbeEdit",
} as const;

export function clearItems(form: BoundForm, kept: Kept): void {
  const stay = Object.values(questionsIn(kept));
  for (const item of form.getItems().reverse()) {
    if (stay.indexOf(item.getId()) < 0) form.deleteItem(item.getIndex());
  }
}

export function binFiles(google: Door, ids: readonly string[]): void {
  for (const id of ids) google.drive().Files.update({ trashed: true }, id);
}

/** The account's own triggers of this script, but for those that are waited for. */
export function clearTriggers({ ScriptApp }: Door, stay: readonly string[] = []): void {
  for (const trigger of ScriptApp.getProjectTriggers()) {
    if (stay.indexOf(trigger.getHandlerFunction()) < 0) ScriptApp.deleteTrigger(trigger);
  }
}

function markedFiles(google: Door): readonly string[] {
  const { files = [] } = google.drive().Files.list({
    q: `${markedFile} and trashed = false`,
    orderBy: "createdTime",
    fields: "files(id)",
    pageSize: 100,
  });
  return files.flatMap(({ id }) => (id === undefined ? [] : [id]));
}

/** Properties that a case sets and takes away itself: there only where it was cut. */
function clearProperties({ PropertiesService }: Door, kept: Kept): void {
  for (const name of kept.others()) kept.remove(name);
  const own = PropertiesService.getUserProperties();
  for (const name of Object.keys(own.getProperties())) own.deleteProperty(name);
}

/** At the beginning of each run of a round: what an earlier one that was cut has left. */
export function sweep(google: Door, kept: Kept): void {
  const waiting = Object.values(waitedFor).filter((name) => kept.note(`waits:${name}`) !== "");
  clearTriggers(google, waiting);
  clearProperties(google, kept);
  clearItems(boundForm(google), kept);
  const main = kept.note("file");
  binFiles(
    google,
    markedFiles(google).filter((id) => id !== main),
  );
}

/** The Form as a new one is: without items, answers, words, and closed. */
function restoreForm(form: BoundForm, kept: Kept): void {
  for (const response of form.getResponses()) form.deleteResponse(response.getId());
  form.setTitle(kept.note("title"));
  form.setDescription("");
  form.setConfirmationMessage("");
  form.setCustomClosedFormMessage("");
  form.setCollectEmail(false);
  form.setAllowResponseEdits(false);
  form.setPublishingSummary(false);
  form.setShowLinkToRespondAgain(true);
  form.setProgressBar(false);
  if (form.supportsAdvancedResponderPermissions()) form.setPublished(false);
  else form.setAcceptingResponses(false);
}

/** At the end: everything but the answers. Repeating it is safe. What it cannot remove: the mail that the account sent to itself. */
export function tidyRound(google: Door, kept: Kept): void {
  clearTriggers(google);
  clearProperties(google, kept);
  const form = boundForm(google);
  if (kept.note("questions") !== "") kept.write("questions", "");
  clearItems(form, kept);
  restoreForm(form, kept);
  binFiles(google, markedFiles(google));
  if (kept.note("file") !== "") kept.write("file", "");
}
