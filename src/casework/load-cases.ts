/** Reads whole cases: their rows and their checklists, found where they were last seen and checked on reading. */
import { decodeRow } from "../register/codec";
import { mergeSnapshots } from "../register/merge-snapshots";
import type { TabRequest } from "../register/read-plan";
import type { Register } from "../register/register";
import { parseRows, type Span, spansOf } from "../register/row-spans";
import { rowsOf, type Snapshot } from "../register/snapshot";
import {
  type CaseRow,
  type ChecklistRow,
  caseColumns,
  checklistColumns,
  firstDataRow,
} from "../register/tabs";
import type { CaseFile } from "./case-file";

export interface LoadedCases {
  /** Everything read so far as one: the index and the rows of the cases. */
  readonly snapshot: Snapshot;
  readonly files: ReadonlyMap<string, CaseFile>;
}

/** A column that a register does not have (deleted, or new with this version) is as if all its cells were empty. */
const nothing = { offsetMinutes: () => 0 };
const emptyCase: CaseRow = decodeRow(caseColumns, {}, nothing);
const emptyAct: ChecklistRow = decodeRow(checklistColumns, {}, nothing);

/** The cases with these references among rows that were read with all their columns. */
export function filesIn(snapshot: Snapshot, references: readonly string[]): Map<string, CaseFile> {
  const wanted = new Set(references);
  const acts = new Map<string, ChecklistRow[]>();
  for (const { values } of rowsOf(snapshot, "checklist")) {
    if (typeof values.case !== "string" || !wanted.has(values.case)) continue;
    const act: ChecklistRow = { ...emptyAct, ...values };
    const list = acts.get(values.case);
    if (list === undefined) acts.set(values.case, [act]);
    else list.push(act);
  }
  const files = new Map<string, CaseFile>();
  for (const { values } of rowsOf(snapshot, "cases")) {
    if (typeof values.case !== "string" || !wanted.has(values.case)) continue;
    const row: CaseRow = { ...emptyCase, ...values };
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
 * How many rows above and below are read along. A person may insert or delete rows before ours are written: what was
 * written over can only be put back if it was read (design 2.4).
 */
const neighbours = 10;

/** The rows and their neighbours, as far as rows are known to be there: to ask for others is an error. */
export function withNeighbours(spans: readonly Span[], end: number): readonly Span[] {
  return spansOf(
    spans.flatMap(([from, to]) => {
      const first = Math.max(firstDataRow, from - neighbours);
      const last = Math.max(to, Math.min(end, to + neighbours));
      return Array.from({ length: last - first }, (_, down) => first + down);
    }),
  );
}

const endOf = (spans: readonly Span[]): number =>
  spans.reduce((end, [, to]) => Math.max(end, to), firstDataRow);

/**
 * The cases with these references, given the index read before. One read; two more where a person has moved checklist
 * rows, so that the whole tab has to be looked through. `also` is read along with the cases. A reference that the index does not have is left out.
 */
export function loadCases(
  register: Register,
  index: Snapshot,
  references: readonly string[],
  also: readonly TabRequest[] = [],
): LoadedCases {
  if (references.length === 0) return { snapshot: index, files: new Map() };
  const wanted = new Set(references);
  const all = rowsOf(index, "cases");
  const rows = all.filter(({ key }) => wanted.has(key));
  const guesses = new Map(
    rows.map(({ key, values }) => [key, parseRows(values.checklistRows ?? null)]),
  );
  const casesEnd = all.reduce((end, row) => Math.max(end, row.index + 1), firstDataRow);
  const checklistEnd = all.reduce(
    (end, { values }) => Math.max(end, endOf(parseRows(values.checklistRows ?? null))),
    firstDataRow,
  );
  const caseRows = withNeighbours(spansOf(rows.map((row) => row.index)), casesEnd);
  const spans = withNeighbours([...guesses.values()].flat(), checklistEnd);
  const requests: TabRequest[] = [
    { tab: "cases", columns: "all", rows: caseRows },
    spans.length === 0
      ? { tab: "checklist", columns: [] }
      : { tab: "checklist", columns: "all", rows: spans },
  ];
  let snapshot = mergeSnapshots(index, register.load([...requests, ...also]));
  const moved = rows.some(({ key }) => !guessHolds(snapshot, key, guesses.get(key) ?? []));
  if (moved) {
    const owners = register.load([{ tab: "checklist", columns: ["row", "case"] }]);
    const acts = rowsOf(owners, "checklist");
    const found = acts.filter(({ values }) => wanted.has(values.case ?? ""));
    const end = acts.reduce((last, row) => Math.max(last, row.index + 1), firstDataRow);
    const foundRows = withNeighbours(spansOf(found.map((row) => row.index)), end);
    const exact = register.load([
      requests[0] ?? { tab: "cases", columns: "all" },
      found.length === 0
        ? { tab: "checklist", columns: [] }
        : { tab: "checklist", columns: "all", rows: foundRows },
      ...also,
    ]);
    snapshot = mergeSnapshots(mergeSnapshots(index, owners), exact);
  }
  return { snapshot, files: filesIn(snapshot, references) };
}
