/** Brings back the two header rows of a tab, its keys and titles, that people have moved or deleted. */

import { orElse } from "../../attempt";
import { isRangeRefusal, type RegisterFile, type TabRequest } from "../read/read-tabs";
import { UnreadableTab } from "../read/snapshot";
import { headRequests, headWithin } from "./keys-and-titles";

/**
 * Brings the keys and titles of the tabs back to their first two rows. One read, and one write if there is something to do. Returns the
 * tabs that it changed. Call it under the lock. If a column cannot be identified, throws `UnreadableTab` and writes nothing into that tab.
 */
export function restoreHeads(file: RegisterFile, requests: readonly TabRequest[]) {
  const { spreadsheets, id } = file;
  const all = [...new Set(requests.map(({ tab }) => tab))].map((tab) => file.tabs[tab]);
  const sheets = all.map(({ sheetId }) => ({ sheetId }));
  const first = sheets.map((one) => ({ ...one, endRowIndex: headWithin }));
  const heads = orElse(
    () => spreadsheets.read(id, first),
    (error) => {
      if (!isRangeRefusal(error)) throw error;
      // A tab has fewer rows.
      return spreadsheets.read(id, sheets);
    },
  );
  const plans = all.map((tab, at) => ({
    tab,
    changes: headRequests(tab, heads[at]?.values ?? []),
  }));
  const mending = plans.flatMap(({ changes }) => changes ?? []);
  if (mending.length > 0) spreadsheets.batchUpdate(id, mending);
  const lost = plans.find(({ changes }) => changes === null);
  if (lost !== undefined) throw new UnreadableTab(lost.tab);
  file.believed.clear();
  for (const { id: tab } of all) file.proven.add(tab);
  return plans.flatMap(({ tab, changes }) => (changes?.length ? [tab.id] : []));
}
