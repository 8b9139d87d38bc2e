/** Which choices a question should have, and where they lead. */
import type { FormChoice, FormGoTo } from "../ports";
import type { DesiredItem } from "./desired-form";
import type { FormKey } from "./form-keys";

export interface PlannedChoice {
  readonly text: string;
  /** A page of the desk goes by its key, since it may have no id yet. */
  readonly goTo: FormKey | FormGoTo | null;
}

/** Where something leads; by key if it is an item of the desk. */
export type Named = FormKey | FormGoTo | null;

/**
 * All choices to set; null if the present ones are right. They are right if all choices of the desk are there and lead where they should,
 * and none in `others` (words of other packs) is left.
 */
export function planChoices(
  item: DesiredItem,
  present: readonly FormChoice[],
  named: (goTo: FormGoTo | null) => Named,
  others: readonly string[],
): readonly PlannedChoice[] | null {
  const kept = present.filter(
    ({ text }) => !others.includes(text) || item.choices.some((own) => own.text === text),
  );
  const merged = item.closed ? item.choices : mergedChoices(item, kept);
  return sameChoices(merged, present, named) ? null : merged;
}

/** The present choices, with each missing choice of the desk put after the one that comes before it. */
function mergedChoices(
  item: DesiredItem,
  present: readonly FormChoice[],
): readonly PlannedChoice[] {
  // Google gives a new item one choice without words.
  const merged: PlannedChoice[] = present.filter((choice) => choice.text !== "");
  let after = -1;
  for (const choice of item.choices) {
    const at = merged.findIndex((other) => other.text === choice.text);
    if (at >= 0) {
      merged[at] = choice;
      after = at;
    } else {
      after += 1;
      merged.splice(after, 0, choice);
    }
  }
  // Google refuses a mixture: if one choice leads to a page, every choice has to say where it leads.
  const navigates = merged.some((choice) => choice.goTo !== null);
  return navigates
    ? merged.map((choice) => ({ ...choice, goTo: choice.goTo ?? "continue" }))
    : merged;
}

function sameChoices(
  merged: readonly PlannedChoice[],
  present: readonly FormChoice[],
  named: (goTo: FormGoTo | null) => Named,
): boolean {
  if (merged.length !== present.length) return false;
  return merged.every((choice, at) => {
    const other = present[at];
    if (other === undefined || choice.text !== other.text) return false;
    return (choice.goTo ?? "continue") === (named(other.goTo) ?? "continue");
  });
}

/** The words of all choices of these items. */
export function choicesOf(items: readonly DesiredItem[]): readonly string[] {
  return items.flatMap(({ choices }) => choices.map(({ text }) => text));
}
