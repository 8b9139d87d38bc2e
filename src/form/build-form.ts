/** Builds the Form at set-up, or repairs it, and keeps its list of schools and of people who may answer up to date. */

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

/** The parts of the directory that the Form shows. */
type FormDirectory = Pick<Run["directory"], "agencies" | "pack" | "schools" | "settings">;

/** The languages of the district's Form, and which of them a translator has reviewed. */
function formSpeech({ formLanguage, translationReviewed }: Run["directory"]["settings"]) {
  return { language: formLanguage, reviewed: reviewedLanguages(translationReviewed) };
}

/** What set-up would change in the Form, for this directory, as `planForm` returns it. */
export function formChanges(run: Run, directory: FormDirectory): readonly FormChange[] {
  const names = directory.schools.map(({ school }) => school);
  const speech = formSpeech(directory.settings);
  return planForm(run, desiredForm(packOnForm(directory), names, isLive(run.memory), speech));
}

/**
 * Makes the Form as it should be for this directory, and returns what it changed. It can be run again at any time, also after a run that
 * was cut off; a second run changes nothing. The ids of items are stored page by page, as soon as they are known. Throws what Google
 * throws.
 */
export function buildForm(run: Run, directory: FormDirectory): readonly FormChange[] {
  const { memory } = run;
  const changes = formChanges(run, directory);
  const { language } = speechIn(directory.pack, formSpeech(directory.settings));
  // Stored before the change, in case the run is cut off. A response to a Form that is still in the old language can be read in either
  // case.
  if (formLanguageIn(memory) !== language) memory.set("form", { language });
  for (const change of changes) change.make();
  return changes;
}

// Keeps the list of schools on the Form like the Schools tab. It costs little enough to be called in every run of the clock.

/**
 * Puts the names of the schools into the Form's school question. Does not call Google if the names are the ones that it put there last. So
 * it does not notice if someone changed the dropdown in the Form itself; set-up repairs that. "question-missing": the Form no longer has
 * the question, and set-up has to add it.
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

// Who may answer the Form by their address: the setting `responders`. Only a person can open the Form to a whole domain, by a click (design
// 2.17).

type Answering = Pick<FormBuilder, "responders" | "addResponder" | "editors">;

/**
 * The wanted addresses that Google does not list as responders. Editors of the Form are left out, since they can always answer. Empty for a
 * Form that has no list of responders. Three calls to Google.
 */
export function missingResponders(form: Answering, wanted: readonly string[]): readonly string[] {
  const listed = wanted.length === 0 ? null : form.responders();
  if (listed === null) return [];
  const may = new Set([...listed, ...form.editors()]);
  return wanted.filter((address) => !may.has(address));
}

/**
 * Adds the missing addresses. If Google refuses one, the others are still added; the Check page names the people whom Google does not list.
 * No one is removed, because a person may have added someone by hand. Throws what Google throws, except a refusal of an address.
 */
export function addResponders(form: Answering, wanted: readonly string[]): void {
  for (const address of missingResponders(form, wanted)) {
    whyNot(() => form.addResponder(address));
  }
}
