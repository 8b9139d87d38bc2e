/** Writes beside each row of Contacts, Schools and Settings what is to be corrected there, and takes it away once it is. */
import type { Directory, RowProblem } from "../directory/directory";
import type { Update } from "../register/change";
import type { TabRequest } from "../register/read-plan";
import { type Snapshot, tabOf } from "../register/snapshot";
import { tabs } from "../register/tabs";

const kept = ["contacts", "schools", "settings"] as const satisfies readonly RowProblem["tab"][];

/** What must be read beside the directory to know which problems already stand there. */
export const problemRequests: readonly TabRequest[] = kept.map((tab) => ({
  tab,
  columns: [tabs[tab].keyColumn, "problem"],
}));

/** The problem cells that do not say what they should; `snapshot` holds the three tabs. */
export function problemUpdates(snapshot: Snapshot, directory: Directory): readonly Update[] {
  const words = new Map<string, string[]>();
  for (const { tab, row, column, write } of directory.problems) {
    const place = `${tab} ${row}`;
    const line = `${column}: ${write}`;
    const lines = words.get(place);
    if (lines === undefined) words.set(place, [line]);
    else lines.push(line);
  }
  return kept.flatMap((tab) => {
    const { rows, keyless } = tabOf(snapshot, tab);
    return [...rows, ...keyless].flatMap((row): readonly Update[] => {
      const problem = words.get(`${tab} ${row.index + 1}`)?.join("\n") ?? null;
      const { problem: standing = null } = row.cells;
      if ((standing === "" ? null : standing) === problem) return [];
      return [{ tab, key: row.key, row: row.index, values: { problem } }];
    });
  });
}
