/** Reads a register of which some tabs may be gone: what is left is read, so that one missing tab does not stop all other work. */

import { withRetry } from "../../attempt";
import type { TabId } from "../../register/columns";
import type { TabRequest } from "../../register/read/read-tabs";
import { type Snapshot, UnreadableTab } from "../../register/read/snapshot";
import type { Register } from "../../register/register";
import { tabs } from "../../register/tabs";
import type { Run } from "../../run";

/**
 * Which of the tabs asked for cannot be read; empty where the error is about something else. One call where the error does not name the
 * tab.
 */
function goneTabs(
  { spreadsheets, diagnosis }: Run,
  id: string,
  asked: readonly TabRequest[],
  error: unknown,
): readonly TabId[] {
  if (error instanceof UnreadableTab) return [error.tab];
  if (diagnosis.troubleOf(error).kind !== "damage") return [];
  const there = new Set(spreadsheets.structure(id).tabs.map(({ sheetId }) => sheetId));
  return asked.map(({ tab }) => tab).filter((tab) => !there.has(tabs[tab].sheetId));
}

/** Tabs that asking about danger, and mail about it, cannot do without. Any other tab may be gone, and both go on. */
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
 * Reads all tabs. Where tabs are gone, and none of them is in `needed`, reads again without them. Otherwise throws what Google throws.
 * `failure`: what was thrown over the tabs that were left out; null where all was read.
 */
export function readWithoutGoneTabs(
  run: Run,
  { id, load }: Pick<Register, "id" | "load">,
  wanted: readonly TabRequest[],
  needed = neededTabs,
): { readonly snapshot: Snapshot; readonly failure: unknown } {
  let requests = wanted;
  let failure: unknown = null;
  const isLess = (error: unknown) => {
    const gone = goneTabs(run, id, requests, error);
    const left = requests.filter(({ tab }) => !gone.includes(tab));
    if (gone.some((tab) => needed.includes(tab)) || left.length === requests.length) return false;
    failure = failure ?? error;
    requests = left;
    return true;
  };
  const snapshot = withRetry(isLess, () => load(requests));
  return { snapshot, failure };
}

/** Reads a register without tabs that are gone and not needed. Throws what Google throws over the others. */
export const withoutGoneTabs =
  (run: Run) =>
  (register: Register, wanted: readonly TabRequest[]): Snapshot =>
    readWithoutGoneTabs(run, register, wanted).snapshot;
