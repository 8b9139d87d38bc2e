/** Builds the Form at set-up, or repairs it. Also keeps its list of schools up to date. */

import { type FormSpeech, languagesIn } from "../language";
import type { FormChoice, FormGoTo, FormText } from "../ports";
import type { ProtocolPack } from "../protocol/pack";
import type { Run } from "../run";
import type { Memory } from "../store/store";
import { schoolListFingerprint } from "../text";
import type { PlannedChoice } from "./choice-plan";
import { desiredForm, schoolChoices, speechIn } from "./desired-form";
import { besideOf, type FormKey, formItemsIn, formLanguageIn, itemKey } from "./form-keys";
import type { FormOp } from "./form-op";
import { planForm } from "./plan-form";

/** What set-up did to the Form. All lists are empty if nothing had to be done. */
export interface FormReport {
  readonly added: readonly FormKey[];
  /** Items that were found by their title, because their ids had been lost. */
  readonly adopted: readonly FormKey[];
  /** Items of the desk whose words, choices, navigation or "required" were put right. */
  readonly repaired: readonly FormKey[];
  readonly texts: readonly FormText[];
  readonly settings: readonly string[];
}

/** Whether the district has gone live. Until then the Form says that it is not in use. */
export function isLive(memory: Memory): boolean {
  return memory.get("live") !== null;
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
  const ops = planForm(desiredForm(pack, names, isLive(memory), speech), form.read(), ids);
  const { language } = speechIn(pack, speech);
  // Before the change: a response to a Form that speaks otherwise by then is read in either language all the same.
  if (formLanguageIn(memory) !== language) memory.set("formLanguage", language);
  for (const op of ops) apply(op, run, ids);
  const fingerprint = schoolListFingerprint(schoolChoices(names));
  memory.set("formSchools", fingerprint);
  return reportOf(ops);
}

/** Makes one change. Long, since it has a case for each kind of change, and the compiler sees that none is forgotten. */
function apply(op: FormOp, { form, memory }: Run, ids: Map<FormKey, number>): void {
  switch (op.do) {
    case "set-text":
      form.setText(op.text, op.value);
      break;
    case "set":
      form.set(op.setting, op.value);
      break;
    case "remove-stub":
      form.remove(op.id);
      break;
    case "add": {
      const { kind, title, help, required } = op.item;
      const choices = op.item.choices.map((choice) => choice.text);
      ids.set(op.item.key, form.add({ kind, title, help, required, choices }, op.index));
      break;
    }
    case "remove":
      form.remove(idOf(op.key, ids));
      ids.delete(op.key);
      break;
    case "adopt":
      ids.set(op.key, op.id);
      break;
    case "move":
      form.move(idOf(op.key, ids), op.index);
      break;
    case "remember":
      memory.set("formItems", Object.fromEntries(ids));
      break;
    case "set-words":
      form.setWords(idOf(op.key, ids), op.words);
      break;
    case "set-required":
      form.setRequired(idOf(op.key, ids), op.required);
      break;
    case "set-choices":
      form.setChoices(
        idOf(op.key, ids),
        op.choices.map((choice) => resolved(choice, ids)),
      );
      break;
    case "set-preceding-leads-to":
      form.setPrecedingLeadsTo(idOf(op.key, ids), destination(op.goTo, ids));
      break;
    default:
      op satisfies never;
  }
}

function resolved(choice: PlannedChoice, ids: ReadonlyMap<FormKey, number>): FormChoice {
  return { text: choice.text, goTo: choice.goTo === null ? null : destination(choice.goTo, ids) };
}

/** Where a choice or page leads, with the id of the page in place of its key. */
function destination(
  goTo: NonNullable<PlannedChoice["goTo"]>,
  ids: ReadonlyMap<FormKey, number>,
): FormGoTo {
  if (typeof goTo === "number") return goTo;
  if (goTo === "continue" || goTo === "restart" || goTo === "submit") return goTo;
  return idOf(goTo, ids);
}

/** The id of an item. Throws if the plan uses an item before adding it: a defect. */
function idOf(key: FormKey, ids: ReadonlyMap<FormKey, number>): number {
  const id = ids.get(key);
  if (id === undefined) throw new Error(`The plan used the Form item "${key}" before adding it.`);
  return id;
}

function reportOf(ops: readonly FormOp[]): FormReport {
  const added: FormKey[] = [];
  const adopted: FormKey[] = [];
  const repaired = new Set<FormKey>();
  const texts: FormText[] = [];
  const settings: string[] = [];
  for (const op of ops) {
    if (op.do === "add") added.push(op.item.key);
    else if (op.do === "adopt") adopted.push(op.key);
    else if (op.do === "set-text") texts.push(op.text);
    else if (op.do === "set") settings.push(op.setting);
    else if ("key" in op && !added.includes(op.key)) repaired.add(op.key);
  }
  return { added, adopted, repaired: [...repaired], texts, settings };
}

// Keeps the list of schools on the Form like the Schools tab. Cheap enough to be called at every run of the clock.

export type SchoolListResult = "unchanged" | "changed" | "question-missing";

/**
 * Puts the names of the schools into the Form's school question. Does not call Google while the names are the ones that it put there last.
 * A dropdown that somebody changed in the Form itself is not noticed here; set-up puts it right.
 * "question-missing": the Form has no such question any more, and set-up has to add it.
 */
export function syncSchools(
  run: Run,
  schools: readonly { readonly school: string }[],
): SchoolListResult {
  const names = schoolChoices(schools.map((school) => school.school));
  const fingerprint = schoolListFingerprint(names);
  if (run.memory.get("formSchools") === fingerprint) return "unchanged";
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
  run.memory.set("formSchools", fingerprint);
  return "changed";
}
