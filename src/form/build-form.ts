/** Builds the Form at set-up, or repairs it. Also keeps its list of schools up to date. */

import { whyNot } from "../attempt";
import { languagesIn, source } from "../language";
import { reviewedLanguages } from "../languages/languages";
import type { FormBuilder } from "../ports";
import type { Run } from "../run";
import type { Memory } from "../store/store";
import { schoolListFingerprint } from "../text";
import { desiredForm, packOnForm, schoolChoices, speechIn } from "./desired-form";
import { type FormChange, planForm } from "./plan-form";
import { formItemsIn, formLanguageIn, itemKey } from "./report";

/** Whether the district has gone live. Until then the Form says that it is not in use. */
export function isLive(memory: Memory): boolean {
  return memory.get("goingLive").live !== null;
}

/** What of the directory is on the Form. */
type FormDirectory = Pick<Run["directory"], "agencies" | "pack" | "schools" | "settings">;

/** What set-up would change in the Form, for this directory. Several calls an item. Throws what Google throws. */
export function formChanges(
  { form, memory }: Run,
  directory: FormDirectory,
): readonly FormChange[] {
  const names = directory.schools.map(({ school }) => school);
  const speech = formSpeech(directory.settings);
  const desired = desiredForm(packOnForm(directory), names, isLive(memory), speech);
  return planForm(desired, form.read(), formItemsIn(memory));
}

/** In which languages the Form of a district speaks. */
function formSpeech({ formLanguage, translationReviewed }: Run["directory"]["settings"]) {
  return { language: formLanguage, reviewed: reviewedLanguages(translationReviewed) };
}

/**
 * Makes the Form as it should be, for this directory, and returns what it changed. It can be run again at any time, also after a run that was
 * cut off; a second run changes nothing. The ids of items are stored page by page, as soon as they are known. Throws what Google throws.
 */
export function buildForm(run: Run, directory: FormDirectory): readonly FormChange[] {
  const { memory } = run;
  const changes = formChanges(run, directory);
  const { language } = speechIn(directory.pack, formSpeech(directory.settings));
  // Before the change: a response to a Form that speaks otherwise by then is read in either language all the same.
  if (formLanguageIn(memory) !== language) memory.set("form", { language });
  const ids = formItemsIn(memory);
  for (const change of changes) change.make(run, ids);
  return changes;
}

// Keeps the list of schools on the Form like the Schools tab. Cheap enough to be called at every run of the clock.

/**
 * Puts the names of the schools into the Form's school question. Does not call Google while the names are the ones that it put there last.
 * A dropdown that someone changed in the Form itself is not noticed here; set-up puts it right.
 * "question-missing": the Form has no such question any more, and set-up has to add it.
 */
export function syncSchools(
  run: Run,
  schools: readonly { readonly school: string }[],
): "unchanged" | "changed" | "question-missing" {
  const names = schools.map(({ school }) => school);
  const texts = schoolChoices(names).map(({ text }) => text);
  const fingerprint = schoolListFingerprint(texts);
  if (run.memory.get("clock").schools === fingerprint) return "unchanged";
  const ids = formItemsIn(run.memory);
  const language = formLanguageIn(run.memory);
  for (const one of languagesIn(language)) {
    const id = ids.get(itemKey("school", language === "both" ? one : source));
    const isSet = id !== undefined && run.form.setChoices(id, schoolChoices(names, one));
    if (!isSet) return "question-missing";
  }
  run.memory.set("clock", { schools: fingerprint });
  return "changed";
}

// Who may answer the Form by address: the setting `responders`. Opening it to a whole domain needs a person's click (design 2.17).

type Answering = Pick<FormBuilder, "responders" | "addResponder" | "editors">;

/**
 * Wanted addresses that Google does not list as responders (editors of the Form may always answer). Empty on a Form that has no such list.
 * Three calls.
 */
export function missingResponders(form: Answering, wanted: readonly string[]): readonly string[] {
  const listed = wanted.length === 0 ? null : form.responders();
  if (listed === null) return [];
  const may = new Set([...listed, ...form.editors()]);
  return wanted.filter((address) => !may.has(address));
}

/**
 * Adds the missing addresses. A refusal stops no one else: Check names the people whom Google does not list. No one is removed, since a person may
 * have added someone by hand. Throws what Google throws over anything but a person.
 */
export function addResponders(form: Answering, wanted: readonly string[]): void {
  for (const address of missingResponders(form, wanted)) {
    whyNot(() => form.addResponder(address));
  }
}
