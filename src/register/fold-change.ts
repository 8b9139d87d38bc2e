/** A change in which nothing is updated that it appends itself: such rows are appended as they end up. */
import type { Append, Change, Update } from "./change";
import { tabs } from "./tabs";

function name(tab: Append["tab"], key: unknown): string {
  return `${tab} ${String(key)}`;
}

/** Cases opened and joined by one commit are written once. Updates of rows that the change does not append stay as they are. */
export function folded(change: Change): Change {
  const places = new Map<string, number>();
  change.append.forEach(({ tab, row }, at) => {
    places.set(name(tab, row[tabs[tab].keyColumn]), at);
  });
  const append = [...change.append];
  const update: Update[] = [];
  for (const one of change.update) {
    const at = places.get(name(one.tab, one.key));
    const born = at === undefined ? undefined : append[at];
    if (at === undefined || born === undefined) update.push(one);
    else append[at] = { ...born, row: { ...born.row, ...one.values } };
  }
  return { ...change, append, update };
}
