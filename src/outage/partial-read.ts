/** Reads a register that may lack some tabs: the others are read, so that one missing tab does not stop all other work. */

import { withRetry } from "../attempt";
import type { TabId } from "../register/columns";
import type { TabRequest } from "../register/read/read-tabs";
import { type Snapshot, UnreadableTab } from "../register/read/snapshot";
import type { Register } from "../registers/open-register";
import type { Run } from "../run";

/** Tabs without which people cannot be asked and emailed about danger. Any other tab may be missing, and that work continues. */
const neededTabs: readonly TabId[] = [
  "outbox",
  "activity",
  "contacts",
  "schools",
  "settings",
  "cases",
  "checklist",
];

/**
 * Reads all requested tabs. If some are missing, and none of them is in `needed`, reads again without them; otherwise throws what Google
 * throws. `failure`: what was thrown about the tabs that were left out; null if all were read.
 */
export function readWithoutGoneTabs(
  { spreadsheets, diagnosis, tabs }: Run,
  { id, load }: Pick<Register, "id" | "load">,
  wanted: readonly TabRequest[],
  needed = neededTabs,
) {
  let requests = wanted;
  let failure: unknown = null;
  const isLess = (error: unknown) => {
    let gone: readonly TabId[] = [];
    if (error instanceof UnreadableTab) gone = [error.tab.id];
    else if (diagnosis.troubleOf(error).kind === "damage") {
      // The error does not name the tab, so Google is asked which tabs there are.
      const there = new Set(spreadsheets.structure(id).tabs.map(({ sheetId }) => sheetId));
      gone = requests.flatMap(({ tab }) => (there.has(tabs[tab].sheetId) ? [] : tab));
    }
    const left = requests.filter(({ tab }) => !gone.includes(tab));
    if (gone.some((tab) => needed.includes(tab)) || left.length === requests.length) return false;
    failure = failure ?? error;
    requests = left;
    return true;
  };
  const snapshot = withRetry(isLess, () => load(requests));
  return { snapshot, failure };
}

/** Reads a register without missing tabs that are not needed. Throws what Google throws about the others. */
export const withoutGoneTabs = (...asked: Parameters<typeof readWithoutGoneTabs>): Snapshot =>
  readWithoutGoneTabs(...asked).snapshot;
