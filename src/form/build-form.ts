/**
 * Builds the Form at set-up, or repairs it, and keeps its list of schools and of people who may answer up to date. What a district has
 * changed or added itself is kept.
 */

import { whyNot } from "../attempt";
import { languagesIn, source } from "../language";
import { reviewedLanguages } from "../languages/languages";
import type {
  FormBuilder,
  FormChoice,
  FormGoTo,
  FormItem,
  FormItemKind,
  FormSetting,
} from "../ports";
import type { Run } from "../run";
import type { Memory } from "../store/store";
import { schoolListFingerprint } from "../text";
import {
  type DesiredForm,
  type DesiredItem,
  desiredForm,
  formerPage,
  packOnForm,
  schoolChoices,
  speechIn,
} from "./desired-form";
import { mustBeOwnWords } from "./missing-questions";
import { type FormKey, formerKey, formItemsIn, formLanguageIn, itemKey } from "./report";
import { safeText } from "./safety-texts";

/** Whether the district has gone live. Until then the Form says that it is not in use. */
export function isLive(memory: Memory): boolean {
  return memory.get("goingLive").live !== null;
}

/** The parts of the directory that the Form shows. */
type FormDirectory = Pick<Run["directory"], "agencies" | "pack" | "schools" | "settings">;

/** The languages of the district's Form, and which of them a translator has reviewed. */
export function formSpeech({
  formLanguage,
  translationReviewed,
  nights,
}: Run["directory"]["settings"]) {
  const reviewed = reviewedLanguages(translationReviewed);
  return { language: formLanguage, reviewed, isUnreadAtNight: nights !== "on-duty" };
}

/**
 * What set-up would change in the Form for this directory: the shortest list of changes, in the order in which to make them; empty if the
 * Form is as it should be. Nothing is changed yet. Several calls to Google for each item of the Form. Throws what Google throws.
 */
export function formChanges(run: Run, directory: FormDirectory): readonly FormChange[] {
  const names = directory.schools.map(({ school }) => school);
  const speech = formSpeech(directory.settings);
  const desired = desiredForm(packOnForm(directory), names, isLive(run.memory), speech);
  const plan = beginPlan(run, desired);
  const { form, items, known, stub, ids, change, changes } = plan;
  const { settings } = plan.state;
  const set = (of: FormSetting, value: boolean, now = settings[of]) => {
    if (now !== value) change("setting", of, () => form.set(of, value));
  };
  set("collectsEmail", false);
  set("responseEdits", false);
  set("publishesSummary", false);
  set("respondAgainLink", true);
  planTexts(plan);
  if (stub !== null) change("store", "", () => form.remove(stub.id));
  planPlaces(plan);
  planFormer(plan);
  planDetails(plan);
  // If the Form now has only one language, the items that lead to pages in other languages are removed. The questions on those pages
  // stay, because stored responses hold answers to them, but nothing leads to them any more.
  const leading = desired.without.filter((key) => items.some(({ id }) => id === known.get(key)));
  for (const key of leading) {
    change("repair", key, () => {
      form.remove(plan.idOf(key));
      ids.delete(key);
    });
  }
  if (leading.length > 0) plan.store();
  // The Form is published last, so that no one sees a Form that is half built. Publishing changes whether responses are accepted, so that
  // is set after it.
  if (settings.published !== null) set("published", true);
  set("acceptsResponses", true, settings.published !== false && settings.acceptsResponses);
  return changes;
}

/**
 * Makes the Form as it should be for this directory, and returns what it changed. It can be run again at any time, also after a run that
 * was cut off; a second run changes nothing. Throws what Google throws.
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

// The plan: what differs from the Form as it should be, as a list of changes.

/** One change to the Form. */
interface FormChange {
  /**
   * "adopt": an item is on the Form, but its id is not stored. "store": no change that people see, only a step in between, such as storing
   * the ids known by then.
   */
  readonly what: "text" | "setting" | "add" | "adopt" | "repair" | "choices" | "store";
  /** The key of the item, or the name of the text or setting; "" for "store". */
  readonly of: string;
  /** Makes the change. Throws what Google throws. */
  make(): void;
}

/** What a plan is made from, and how a change is added to it. */
type Plan = ReturnType<typeof beginPlan>;

/**
 * Reads the Form, and finds the system's own items on it. An item without a stored id, because a run was cut off before storing it, is found
 * by its exact title and kind.
 */
function beginPlan({ form, memory }: Run, desired: DesiredForm) {
  const state = form.read();
  /** The stored ids of items. */
  const known: ReadonlyMap<FormKey, number> = formItemsIn(memory);
  const stub = known.size === 0 ? findStub(state.items) : null;
  const items = state.items.filter((item) => item !== stub);
  const found = findItems(desired.items, items, known);
  /** The ids that are known by the time a change is made. */
  const ids = new Map(known);
  const changes: FormChange[] = [];
  const change = (what: FormChange["what"], of: string, make: () => void) =>
    changes.push({ what, of, make });
  // Questions that are asked in another way now: of several choices, people could tick only one.
  const ofOne: readonly FormItemKind[] = ["one-of", "dropdown"];
  const replaced = desired.items.flatMap(({ key, kind }) =>
    kind === "any-of" && items.some((one) => one.id === known.get(key) && ofOne.includes(one.kind))
      ? [[key, known.get(key) ?? 0] as const]
      : [],
  );
  const former = { ...memory.get("form").former, ...Object.fromEntries(replaced) };
  if (replaced.length > 0) change("store", "", () => memory.set("form", { former }));
  return {
    ...{ form, desired, state, known, stub, items, found, ids, former, changes, change },
    keyOf: new Map([...found].map(([key, { id }]) => [id, key])),
    store: () => change("store", "", () => memory.set("form", { items: Object.fromEntries(ids) })),
    /** The id of an item when a change is made. Throws if the plan uses an item before adding it, which would be a defect. */
    idOf(key: FormKey): number {
      const id = ids.get(key);
      if (id !== undefined) return id;
      throw new Error(`The plan used the Form item "${key}" before adding it.`);
    },
  };
}

// Title, description and confirmation.

/** Keeps the district's own words if they say everything that they must. */
function planTexts({ form, desired, state, change }: Plan): void {
  const { title } = state.texts;
  const isOurTitle =
    ["", "Untitled form", desired.title].includes(title) ||
    desired.otherwise().some((one) => one.title === title);
  const safe = (of: "description" | "confirmation"): string => {
    const wanted = desired[of];
    const { text, notice } = wanted;
    const asWanted = ["", desired.isLive ? text : `${notice}\n\n${text}`];
    const others = asWanted.includes(state.texts[of]) ? [] : desired.otherwise();
    const all = [wanted, ...others.map((form) => form[of])];
    const present = (["text", "notice"] as const).reduce((words, part) => {
      const ours = all.map((one) => one[part]);
      return words.replace(ourWords(ours, desired.districtNumber), () => wanted[part]);
    }, state.texts[of]);
    return safeText(present, wanted, desired.isLive ? "live" : "not-live");
  };
  const wanted = {
    title: isOurTitle ? desired.title : title,
    description: safe("description"),
    confirmation: safe("confirmation"),
  };
  for (const of of ["title", "description", "confirmation"] as const) {
    if (wanted[of] !== state.texts[of]) change("text", of, () => form.setText(of, wanted[of]));
  }
}

/** How the Form writes a phone number. */
const anyNumber = /\(\d{3}\) \d{3}-\d{4}/.source;

/**
 * A pattern that finds any of these texts, also with another phone number in place of the district's. The longest come first, because one
 * text may be part of another.
 */
function ourWords(texts: readonly string[], districtNumber: string | null): RegExp {
  const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const patterns = [...new Set(texts)]
    .filter((text) => text !== "")
    .sort((a, b) => b.length - a.length)
    .map((text) =>
      (districtNumber === null ? [text] : text.split(districtNumber))
        .map(literally)
        .join(anyNumber),
    );
  return new RegExp(patterns.join("|") || "$^", "g");
}

// The order of the items.

/** The empty question that Google puts into every new Form, if the Form has nothing else; otherwise null. */
function findStub(items: readonly FormItem[]): FormItem | null {
  const [only, ...others] = items;
  if (only === undefined || others.length > 0 || only.kind !== "one-of") return null;
  const untitled = only.title === "" || only.title === "Untitled Question";
  const unchanged = only.choices.every((choice) => ["", "Option 1"].includes(choice.text));
  return untitled && unchanged && only.choices.length <= 1 ? only : null;
}

/** Kinds of items that can hold each other's answers. */
const alike: readonly (readonly FormItemKind[])[] = [
  ["line", "paragraph"],
  ["one-of", "dropdown"],
];

/**
 * The system's own items that are on the Form. An item without a stored id is found by its title, or is the last item, added just before a
 * run was cut off. An item does not count if someone changed it into a kind that cannot hold the answers.
 */
function findItems(
  desired: readonly DesiredItem[],
  items: readonly FormItem[],
  known: ReadonlyMap<FormKey, number>,
): ReadonlyMap<FormKey, FormItem> {
  const found = new Map<FormKey, FormItem>();
  const match = (key: FormKey, is: (item: FormItem) => boolean): void => {
    const used = [...found.values()];
    const item = found.has(key) ? undefined : items.find((one) => !used.includes(one) && is(one));
    if (item !== undefined) found.set(key, item);
  };
  for (const { key, kind } of desired) {
    const fits = (other: FormItemKind) =>
      other === kind || alike.some((kinds) => kinds.includes(kind) && kinds.includes(other));
    match(key, (item) => item.id === known.get(key) && fits(item.kind));
  }
  for (const { key, kind, title } of desired) {
    match(key, (item) => item.kind === kind && item.title === title);
  }
  // A new item is added first and gets its title afterwards. If a run is cut off in between, the last item has no title.
  const next = desired.find(({ key }) => !found.has(key));
  const last = items[items.length - 1];
  if (next !== undefined) {
    match(next.key, (one) => one === last && one.title === "" && one.kind === next.kind);
  }
  return found;
}

/** All items of the Form in order: the system's own by key, all others as null. */
type Order = (FormKey | null)[];

/**
 * The index at which to insert an item that is not in `order`. `keys`: all of the system's keys in the order of a new Form. A question goes
 * right after the one before it. A page goes right before the first item that belongs on it, so that a district's own questions stay on
 * their page.
 */
function placeOf(order: Order, keys: readonly FormKey[], { key, kind }: DesiredItem): number {
  const at = keys.indexOf(key);
  const isThere = (one: FormKey) => order.includes(one);
  const before = keys.slice(0, at).reverse().find(isThere);
  const previous = before === undefined ? -1 : order.indexOf(before);
  const after = keys.slice(at + 1).find(isThere);
  const next = after === undefined ? -1 : order.indexOf(after);
  return kind === "page" && next > previous ? next : previous + 1;
}

/** Adds what is missing, and stores the new ids. A run that is cut off before that is continued by title. */
function planPlaces(plan: Plan): void {
  const { form, desired, items, known, found, keyOf, ids, changes, change } = plan;
  const before = changes.length;
  const keys = desired.items.map(({ key }) => key);
  const order: Order = items.map(({ id }) => keyOf.get(id) ?? null);
  for (const item of desired.items) {
    const { key } = item;
    const present = found.get(key);
    if (present !== undefined && known.get(key) === present.id) continue;
    const was = order.indexOf(key);
    if (was >= 0) order.splice(was, 1);
    const index = placeOf(order, keys, item);
    if (present === undefined) {
      const place = index === order.length ? null : index;
      const choices = item.choices.map(({ text }) => text);
      change("add", key, () => ids.set(key, form.add({ ...item, choices }, place)));
    } else {
      change("adopt", key, () => ids.set(key, present.id));
      if (index !== was) change("repair", key, () => form.move(present.id, index));
    }
    order.splice(index, 0, key);
  }
  if (changes.length > before) plan.store();
}

/**
 * Moves questions that are asked in another way now to a last page to which nothing leads. They stay on the Form, because stored responses
 * hold answers to them.
 */
function planFormer(plan: Plan): void {
  const { form, items, known, former, ids, changes, change } = plan;
  const all = items.filter(({ id }) => Object.values(former).includes(id));
  const page = items.findIndex(
    (one) =>
      one.id === known.get(formerKey) || (one.kind === "page" && one.title === formerPage.title),
  );
  const waiting = page < 0 ? all : all.filter((one) => items.indexOf(one) < page);
  if (waiting.length === 0) return;
  const added = page < 0 ? 1 : 0;
  const last = items.length + changes.filter(({ what }) => what === "add").length + added - 1;
  if (added > 0) {
    change("add", formerKey, () => {
      const id = form.add(formerPage, null);
      ids.set(formerKey, id);
      form.setPrecedingLeadsTo(id, "submit");
    });
    plan.store();
  }
  for (const { id } of waiting) change("repair", formerKey, () => form.move(id, last));
}

// The words and choices of each item, and where it leads.

/** Where a choice or page leads. One of the system's own items is given by its key, because it may not have an id yet. */
type Way = FormKey | FormGoTo;

function planDetails({ form, desired, known, found, keyOf, idOf, change }: Plan): void {
  const way = (goTo: Way | null): Way =>
    (typeof goTo === "number" ? keyOf.get(goTo) : goTo) ?? goTo ?? "continue";
  const ways = (all: readonly { readonly text: string; readonly goTo: Way | null }[]) =>
    JSON.stringify(all.map(({ text, goTo }) => [text, way(goTo)]));
  const idOfWay = (goTo: Way): FormGoTo => {
    if (typeof goTo === "number") return goTo;
    return goTo === "continue" || goTo === "restart" || goTo === "submit" ? goTo : idOf(goTo);
  };
  for (const item of desired.items) {
    const { key, required, precedingLeadsTo } = item;
    const there = found.get(key);
    const others = () =>
      there === undefined
        ? []
        : desired.otherwise().flatMap(({ items }) => items.filter((one) => one.key === key));
    // A new item gets all its words when it is added, but leads nowhere yet.
    const present: Omit<FormItem, "kind" | "id"> & { readonly id?: number } = there ?? {
      ...item,
      choices: item.choices.map(({ text }) => ({ text, goTo: null })),
      precedingLeadsTo: "continue" as const,
    };
    const words =
      present.title === item.title && present.help === item.help
        ? item
        : wordsFor([item, ...others()], present, known.get(key) === present.id, desired);
    const choices =
      ways(item.choices) === ways(present.choices)
        ? present.choices
        : choicesFor(item, present.choices, others());
    if (words.title !== present.title || words.help !== present.help) {
      change("repair", key, () => form.setWords(idOf(key), words));
    }
    if (present.required !== required) {
      change("repair", key, () => form.setRequired(idOf(key), required));
    }
    if (ways(choices) !== ways(present.choices)) {
      change("choices", key, () => {
        const led = choices.map(({ text, goTo }) => {
          return { text, goTo: goTo === null ? null : idOfWay(goTo) };
        });
        form.setChoices(idOf(key), led);
      });
    }
    if (item.kind === "page" && way(present.precedingLeadsTo) !== precedingLeadsTo) {
      change("repair", key, () => form.setPrecedingLeadsTo(idOf(key), idOfWay(precedingLeadsTo)));
    }
  }
}

/**
 * The item's words as they should be. Words are set if a run was cut off before setting them; if the item's id is stored, it was finished,
 * and an empty help text is the district's wish. Words of another pack, language or number are replaced.
 */
function wordsFor(
  [wanted, ...others]: readonly [DesiredItem, ...DesiredItem[]],
  present: Pick<DesiredItem, "title" | "help">,
  isStored: boolean,
  { districtNumber }: DesiredForm,
): Pick<DesiredItem, "title" | "help"> {
  const isCut = !isStored && (present.title === "" || (present.help === "" && wanted.help !== ""));
  // Words of the district's own may turn an answer into its opposite.
  const isKept =
    !mustBeOwnWords(wanted.key) && !others.some(({ title }) => title === present.title);
  const helps = [wanted, ...others].map(({ help }) => help);
  const isOurs =
    present.help !== "" && present.help.replace(ourWords(helps, districtNumber), "") === "";
  return {
    title: isCut || !isKept ? wanted.title : present.title,
    help: isCut || isOurs ? wanted.help : present.help,
  };
}

/**
 * The choices as they should be. A closed question has only the system's choices. Otherwise the present choices stay, except those of other
 * packs, and each missing choice is inserted after the one that comes before it.
 */
function choicesFor(
  item: DesiredItem,
  present: readonly FormChoice[],
  others: readonly DesiredItem[],
): readonly { readonly text: string; readonly goTo: Way | null }[] {
  if (item.closed) return item.choices;
  const own = item.choices.map(({ text }) => text);
  // Google gives a new item one choice with an empty text.
  const foreign = ["", ...others.flatMap(({ choices }) => choices.map(({ text }) => text))];
  const merged: { readonly text: string; readonly goTo: Way | null }[] = present.filter(
    ({ text }) => own.includes(text) || !foreign.includes(text),
  );
  let after = -1;
  for (const choice of item.choices) {
    const at = merged.findIndex(({ text }) => text === choice.text);
    after = at >= 0 ? at : after + 1;
    merged.splice(after, at >= 0 ? 1 : 0, choice);
  }
  // Google refuses a mixture: if one choice leads to a page, every choice must say where it leads.
  const navigates = merged.some(({ goTo }) => goTo !== null);
  return navigates ? merged.map((one) => ({ ...one, goTo: one.goTo ?? "continue" })) : merged;
}
