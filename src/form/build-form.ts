/** Builds the Form at set-up, or repairs it. Also keeps its list of schools up to date. */

import { whyNot } from "../attempt";
import { type FormSpeech, languagesIn } from "../language";
import type { FormBuilder } from "../ports";
import type { ProtocolPack } from "../protocol/pack";
import type { Run } from "../run";
import type { Memory } from "../store/store";
import { schoolListFingerprint } from "../text";
import { desiredForm, speechIn } from "./desired-form";
import { besideOf, formItemsIn, formLanguageIn, itemKey } from "./form-keys";
import { type FormChange, planForm } from "./plan-form";
import { schoolChoices } from "./questions";

/** What set-up did to the Form: keys of items, texts and settings. `adopted`: items found by their title, because their ids had been lost. */
export type FormReport = Readonly<
  Record<"added" | "adopted" | "repaired" | "texts" | "settings", readonly string[]>
>;

/** Whether the district has gone live. Until then the Form says that it is not in use. */
export function isLive(memory: Memory): boolean {
  return memory.get("goingLive").live !== null;
}

/**
 * Makes the Form as it should be, for this pack and these schools. It can be run again at any time, also after a run that was cut off; a
 * second run changes nothing. The ids of items are stored page by page, as soon as they are known. Throws what Google throws.
 */
export function buildForm(
  run: Run,
  schools: readonly { readonly school: string }[],
  pack: ProtocolPack,
  speech: FormSpeech,
): FormReport {
  const { form, memory } = run;
  const names = schools.map((school) => school.school);
  const ids = formItemsIn(memory);
  const changes = planForm(desiredForm(pack, names, isLive(memory), speech), form.read(), ids);
  const { language } = speechIn(pack, speech);
  // Before the change: a response to a Form that speaks otherwise by then is read in either language all the same.
  if (formLanguageIn(memory) !== language) memory.set("form", { language });
  for (const change of changes) change.make(run, ids);
  const of = (...kinds: readonly FormChange["what"][]) =>
    changes.flatMap((one) => (kinds.includes(one.what) ? [one.of] : []));
  const added = of("add");
  return {
    added,
    adopted: of("adopt"),
    repaired: [...new Set(of("repair", "choices"))].filter((key) => !added.includes(key)),
    texts: of("text"),
    settings: of("setting"),
  };
}

// Keeps the list of schools on the Form like the Schools tab. Cheap enough to be called at every run of the clock.

export type SchoolListResult = "unchanged" | "changed" | "question-missing";

/**
 * Puts the names of the schools into the Form's school question. Does not call Google while the names are the ones that it put there last.
 * A dropdown that someone changed in the Form itself is not noticed here; set-up puts it right.
 * "question-missing": the Form has no such question any more, and set-up has to add it.
 */
export function syncSchools(
  run: Run,
  schools: readonly { readonly school: string }[],
): SchoolListResult {
  const names = schoolChoices(schools.map((school) => school.school));
  const fingerprint = schoolListFingerprint(names);
  if (run.memory.get("clock").schools === fingerprint) return "unchanged";
  const ids = formItemsIn(run.memory);
  const language = formLanguageIn(run.memory);
  for (const one of languagesIn(language)) {
    const id = ids.get(itemKey("school", language === "both" ? besideOf(one) : null));
    const choices = schoolChoices(
      schools.map(({ school }) => school),
      one,
    ).map((text) => ({ text, goTo: null }));
    if (id === undefined || !run.form.setChoices(id, choices)) return "question-missing";
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
  if (wanted.length === 0) return [];
  const listed = form.responders();
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
