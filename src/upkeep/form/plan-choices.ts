/** The choices that a question should have, given those that it has. Pure. */
import type { FormKey, PageKey } from "../../intake/form/keys";
import type { FormChoice, FormGoTo } from "../../workspace";
import type { DesiredItem } from "./desired-form";

export interface PlannedChoice {
  readonly text: string;
  /** A page of ours goes by its key: it may have no id yet. */
  readonly goTo: PageKey | FormGoTo | null;
}

/** A destination, by key where it is one of our items. */
export type Named = FormKey | FormGoTo | null;

/** All choices to set, or null when the present ones are right: ours all there and leading where they should. */
export function planChoices(
  item: DesiredItem,
  present: readonly FormChoice[],
  named: (goTo: FormGoTo | null) => Named,
): readonly PlannedChoice[] | null {
  const merged = item.closed ? item.choices : mergedChoices(item, present);
  return sameChoices(merged, present, named) ? null : merged;
}

/** The choices as they stand, with each of ours that is missing put after the one that comes before it. */
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
  // Google takes no mixture: one choice that navigates makes all of them say where to.
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
