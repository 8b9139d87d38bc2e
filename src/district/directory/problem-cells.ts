/** Writes beside each row of Contacts, Schools and Settings what is to be corrected there, and removes it once it is. */
import { addTo } from "../../lists";
import type { Update } from "../../register/change";
import type { TabRequest } from "../../register/read/plan-read";
import { type Snapshot, tabOf } from "../../register/read/snapshot";
import { tabs } from "../../register/tabs";
import type { Directory, RowProblem } from "../district";
import { type Refused, refusalProblems } from "../refused-address-words";
import { findContradictions } from "./contradictions";

const keptTabs = [
  "contacts",
  "schools",
  "settings",
] as const satisfies readonly RowProblem["tab"][];

/** What must be read in addition to the directory, to know which problems are already written. */
export const problemRequests = (): readonly TabRequest[] =>
  keptTabs.map((tab) => ({ tab, columns: [tabs[tab].keyColumn, "problem"] }));

/**
 * Updates of the cells in which problems stand, where they should say something else. `snapshot` has the three tabs; `refused`: addresses
 * that Google does not let in.
 */
export function problemUpdates(
  snapshot: Snapshot,
  directory: Directory,
  refused: Refused,
): readonly Update[] {
  const words = new Map<string, string[]>();
  const problems = [
    ...directory.problems,
    ...findContradictions(directory),
    ...refusalProblems(directory, refused),
  ];
  for (const { tab, row, column, write } of problems) {
    addTo(words, `${tab} ${row}`, `${column}: ${write}`);
  }
  return keptTabs.flatMap((tab) => {
    const { rows, keyless } = tabOf(snapshot, tab);
    return [...rows, ...keyless].flatMap((row): readonly Update[] => {
      const problem = words.get(`${tab} ${row.index + 1}`)?.join("\n") ?? null;
      const { problem: written = null } = row.cells;
      if ((written === "" ? null : written) === problem) return [];
      return [{ tab, key: row.key, row: row.index, values: { problem } }];
    });
  });
}
