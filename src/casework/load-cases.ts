/** Reads whole cases: their rows and their checklists, found where they were last seen and checked on reading. */
import { mergeSnapshots } from "../register/merge-snapshots";
import type { TabRequest } from "../register/read-plan";
import type { Register } from "../register/register";
import { parseRows, type Span, spansOf } from "../register/row-spans";
import { rowsOf, type Snapshot } from "../register/snapshot";
import type { CaseRow, ChecklistRow } from "../register/tabs";
import type { CaseFile } from "./case-file";

export interface LoadedCases {
  /** Everything read so far as one: the index and the rows of the cases. */
  readonly snapshot: Snapshot;
  readonly files: ReadonlyMap<string, CaseFile>;
}

/** The cases with these references among rows that were read with all their columns. */
export function filesIn(snapshot: Snapshot, references: readonly string[]): Map<string, CaseFile> {
  const wanted = new Set(references);
  const acts = new Map<string, ChecklistRow[]>();
  for (const { values } of rowsOf(snapshot, "checklist")) {
    if (typeof values.case !== "string" || !wanted.has(values.case)) continue;
    // The row was read with all its columns: RowOf has no optional ones.
    const act = values as ChecklistRow;
    const list = acts.get(values.case);
    if (list === undefined) acts.set(values.case, [act]);
    else list.push(act);
  }
  const files = new Map<string, CaseFile>();
  for (const { values } of rowsOf(snapshot, "cases")) {
    if (typeof values.case !== "string" || !wanted.has(values.case)) continue;
    // As above: read with all its columns.
    const row = values as CaseRow;
    files.set(values.case, { row, acts: acts.get(values.case) ?? [] });
  }
  return files;
}

/** Whether the rows looked at held the case's checklist and nothing else: only then is the guess known to be right. */
function guessHolds(snapshot: Snapshot, reference: string, spans: readonly Span[]): boolean {
  const owners = new Map(
    rowsOf(snapshot, "checklist").map(({ index, values }) => [index, values.case]),
  );
  return (
    spans.length > 0 &&
    spans.every(([from, to]) => {
      for (let index = from; index < to; index++) {
        if (owners.get(index) !== reference) return false;
      }
      return true;
    })
  );
}

/**
 * The cases with these references, given the index read before. One read; two more where a person has moved checklist
 * rows, so that the whole tab has to be looked through. A reference that the index does not have is left out.
 */
export function loadCases(
  register: Register,
  index: Snapshot,
  references: readonly string[],
): LoadedCases {
  if (references.length === 0) return { snapshot: index, files: new Map() };
  const wanted = new Set(references);
  const rows = rowsOf(index, "cases").filter(({ key }) => wanted.has(key));
  const guesses = new Map(
    rows.map(({ key, values }) => [key, parseRows(values.checklistRows ?? null)]),
  );
  const requests: TabRequest[] = [
    { tab: "cases", columns: "all", rows: spansOf(rows.map((row) => row.index)) },
  ];
  const spans = spansOf(
    [...guesses.values()].flatMap((list) =>
      list.flatMap(([from, to]) => Array.from({ length: to - from }, (_, down) => from + down)),
    ),
  );
  requests.push(
    spans.length === 0
      ? { tab: "checklist", columns: [] }
      : { tab: "checklist", columns: "all", rows: spans },
  );
  let snapshot = mergeSnapshots(index, register.load(requests));
  const moved = rows.some(({ key }) => !guessHolds(snapshot, key, guesses.get(key) ?? []));
  if (moved) {
    const owners = register.load([{ tab: "checklist", columns: ["row", "case"] }]);
    const found = rowsOf(owners, "checklist").filter(({ values }) => wanted.has(values.case ?? ""));
    const exact = register.load([
      requests[0] ?? { tab: "cases", columns: "all" },
      found.length === 0
        ? { tab: "checklist", columns: [] }
        : { tab: "checklist", columns: "all", rows: spansOf(found.map((row) => row.index)) },
    ]);
    snapshot = mergeSnapshots(mergeSnapshots(index, owners), exact);
  }
  return { snapshot, files: filesIn(snapshot, references) };
}
