/** Which items of the Form are ours: by stored id, and after a run that was cut by what it left. Pure. */
import type { FormKey } from "../../intake/form/keys";
import type { FormItem, FormItemKind } from "../../workspace";
import type { DesiredItem } from "./desired-form";

export interface Found {
  readonly item: FormItem;
  /** "title": added, its id not stored. "blank": added last and not even titled. */
  readonly by: "id" | "title" | "blank";
}

/** The question that Google puts into every new Form, if it is all there is. */
export function findStub(items: readonly FormItem[]): FormItem | null {
  const [only, ...others] = items;
  if (only === undefined || others.length > 0 || only.kind !== "one-of") return null;
  const untitled = only.title === "" || only.title === "Untitled Question";
  const unchanged = only.choices.every((choice) => ["", "Option 1"].includes(choice.text));
  return untitled && unchanged && only.choices.length <= 1 ? only : null;
}

/** Our items that are there. A stored id whose item has become a kind that cannot take the answers does not count. */
export function findItems(
  desired: readonly DesiredItem[],
  items: readonly FormItem[],
  known: ReadonlyMap<FormKey, number>,
): ReadonlyMap<FormKey, Found> {
  const found = new Map<FormKey, Found>();
  const taken = new Set<number>();
  const match = (key: FormKey, item: FormItem | undefined, by: Found["by"]): void => {
    if (item === undefined || taken.has(item.id)) return;
    found.set(key, { item, by });
    taken.add(item.id);
  };
  for (const { key, kind } of desired) {
    const id = known.get(key);
    match(
      key,
      items.find((item) => item.id === id && canHold(item.kind, kind)),
      "id",
    );
  }
  for (const { key, kind, title } of desired) {
    if (found.has(key)) continue;
    const titled = (item: FormItem) =>
      item.kind === kind && item.title === title && !taken.has(item.id);
    match(key, items.find(titled), "title");
  }
  // Items are added at the end, in our order, and titled at once: a run cut in between leaves the last item blank.
  const next = desired.find(({ key }) => !found.has(key));
  const last = items[items.length - 1];
  if (next !== undefined && last?.title === "" && last.kind === next.kind) {
    match(next.key, last, "blank");
  }
  return found;
}

/** Whether an item of one kind, perhaps changed by a district, still takes the answers of a question of another. */
function canHold(actual: FormItemKind, wanted: FormItemKind): boolean {
  const alike: readonly (readonly FormItemKind[])[] = [
    [wanted],
    ["line", "paragraph"],
    ["one-of", "dropdown"],
  ];
  return alike.some((kinds) => kinds.includes(actual) && kinds.includes(wanted));
}
