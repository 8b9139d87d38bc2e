/**
 * Reads whole cases: the row of each and its checklist. To save time it reads the rows where a case was last seen, checks that they are
 * still its rows, and reads again if people have moved rows.
 */

import { addTo } from "../../lists";
import { parseRows, type Span, spansOf } from "../../register/read/ranges";
import { endOfRows, type TabRequest, wholeRows } from "../../register/read/read-tabs";
import {
  isReadWhole,
  mergeSnapshots,
  rowsOf,
  type Snapshot,
  tabOf,
} from "../../register/read/snapshot";
import type { Register } from "../../register/register";
import { type CaseRow, type ChecklistRow, firstDataRow } from "../../register/tabs";
import { type CaseFile, emptyAct, emptyCase, everyAct, referencesOf } from "../facts/case-file";
import { goingOn, referenceOfCase } from "../facts/case-reference";
import { counted } from "../steps/steps-that-count";

export interface LoadedCases {
  /** Everything read so far as one: the index and the rows of the cases. */
  readonly snapshot: Snapshot;
  readonly files: ReadonlyMap<string, CaseFile>;
}

/** The cases that go on, and for each those that were merged into it, directly or through another. */
function mergesIn(snapshot: Snapshot) {
  const rows = rowsOf(snapshot, "cases");
  const into = goingOn(rows.map(({ values }) => values));
  const parts = new Map<string, string[]>();
  for (const { key, values } of rows) {
    if ((values.mergedInto ?? null) !== null && into(key) !== key) addTo(parts, into(key), key);
  }
  return { into, parts };
}

/** These cases, and those that were merged into them. */
export function withParts(snapshot: Snapshot, references: readonly string[]): readonly string[] {
  const { parts } = mergesIn(snapshot);
  return references.flatMap((reference) => [reference, ...(parts.get(reference) ?? [])]);
}

/** The cases that a read holds. `snapshot`: with all columns of the rows of the cases, and of those that were merged into them. */
export function caseFilesIn(
  snapshot: Snapshot,
  references: readonly string[],
): Map<string, CaseFile> {
  const blankCase = emptyCase();
  const blankAct = emptyAct();
  const { into, parts } = mergesIn(snapshot);
  const wanted = new Set([...references, ...references.flatMap((one) => parts.get(one) ?? [])]);
  const steps = tabOf(snapshot, "checklist");
  const actsOf = new Map<string, ChecklistRow[]>();
  for (const { values } of rowsOf(snapshot, "checklist")) {
    if (typeof values.case !== "string" || !wanted.has(values.case)) continue;
    if (!isReadWhole(steps, { values })) continue;
    const act: ChecklistRow = { ...blankAct, ...values };
    addTo(actsOf, values.case, act);
  }
  const rows = new Map<string, CaseRow>();
  for (const { values } of rowsOf(snapshot, "cases")) {
    if (typeof values.case !== "string" || !wanted.has(values.case)) continue;
    rows.set(values.case, { ...blankCase, ...values });
  }
  const files = new Map<string, CaseFile>();
  for (const reference of references) {
    const read = rows.get(reference);
    if (read === undefined) continue;
    const acts = (one: CaseRow) => actsOf.get(referenceOfCase(one)) ?? [];
    const merged = [...(parts.get(reference) ?? [])].sort().flatMap((one) => rows.get(one) ?? []);
    // The oldest of a circle of references goes on, and a case whose other one is gone.
    const row = into(reference) === reference ? { ...read, mergedInto: null } : read;
    const file: CaseFile =
      merged.length === 0
        ? { row, acts: acts(row) }
        : { row, acts: [row, ...merged].flatMap(acts), merged };
    files.set(reference, counted(file));
  }
  return files;
}

/** Whether the rows that were read hold the checklist of this case and nothing else. Only then was the guess about its place right. */
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
 * So many rows above and below are read too. A person may insert or delete rows before the system writes; a row that was written over by
 * mistake can be put back only if it was read (design 2.4).
 */
const neighbours = 10;

/** The spans of rows with their neighbours, only up to `end`: Google refuses to read rows that do not exist. */
export function withNeighbours(spans: readonly Span[], end: number): readonly Span[] {
  return spansOf(
    spans.flatMap(([from, to]) => {
      const first = Math.max(firstDataRow, from - neighbours);
      const last = Math.max(to, Math.min(end, to + neighbours));
      return Array.from({ length: last - first }, (_, down) => first + down);
    }),
  );
}

/** How many rows the spans have. */
export const rowsIn = (spans: readonly Span[]): number =>
  spans.reduce((rows, [from, to]) => rows + to - from, 0);

/** The first row after the spans (zero-based). */
export const endOf = (spans: readonly Span[]): number =>
  spans.reduce((end, [, to]) => Math.max(end, to), firstDataRow);

/** Whether the case's row was read as a whole, not only the columns of the index. */
function isRowRead(snapshot: Snapshot, reference: string): boolean {
  const cases = tabOf(snapshot, "cases");
  return cases.rows.some((row) => row.key === reference && isReadWhole(cases, row));
}

/**
 * The cases with these references. One read; two more if a person has moved rows. `also`: read in the same call. Cases that `index` does
 * not have are left out, and cases whose row was moved away in the meantime: nothing may be decided on cells that were not read.
 */
export function loadCases(
  register: Register,
  index: Snapshot,
  references: readonly string[],
  also: readonly TabRequest[] = [],
): LoadedCases {
  if (references.length === 0) return { snapshot: index, files: new Map() };
  const wanted = new Set(withParts(index, references));
  const all = rowsOf(index, "cases");
  const rows = all.filter(({ key }) => wanted.has(key));
  const guesses = new Map(
    rows.map(({ key, values }) => [key, parseRows(values.checklistRows ?? null)]),
  );
  const checklistEnd = all.reduce(
    (end, { values }) => Math.max(end, endOf(parseRows(values.checklistRows ?? null))),
    firstDataRow,
  );
  const caseRows = withNeighbours(spansOf(rows.map((row) => row.index)), endOfRows(all));
  const spans = withNeighbours([...guesses.values()].flat(), checklistEnd);
  const requests: TabRequest[] = [
    { tab: "cases", columns: "all", rows: caseRows },
    wholeRows("checklist", spans),
  ];
  let snapshot = mergeSnapshots(index, register.load([...requests, ...also]));
  const moved = rows.some(
    ({ key }) => !isRowRead(snapshot, key) || !guessHolds(snapshot, key, guesses.get(key) ?? []),
  );
  if (moved) {
    const owners = register.load([
      { tab: "cases", columns: ["case"] },
      { tab: "checklist", columns: ["row", "case"] },
    ]);
    const places = rowsOf(owners, "cases");
    const stand = places.filter(({ key }) => wanted.has(key)).map((row) => row.index);
    const acts = rowsOf(owners, "checklist");
    const found = acts.filter(({ values }) => wanted.has(referenceOfCase(values)));
    const foundRows = spansOf(found.map((row) => row.index));
    const exact = register.load([
      wholeRows("cases", withNeighbours(spansOf(stand), endOfRows(places))),
      wholeRows("checklist", withNeighbours(foundRows, endOfRows(acts))),
      ...also,
    ]);
    snapshot = mergeSnapshots(mergeSnapshots(index, owners), exact);
  }
  const files = caseFilesIn(snapshot, references);
  for (const [reference, file] of files) {
    if (!referencesOf(file).every((one) => isRowRead(snapshot, one))) files.delete(reference);
  }
  return { snapshot, files };
}

/** These cases, from `read` if it holds them whole, else read now. */
export function loadCasesBeyond(
  register: Register,
  read: Snapshot,
  references: readonly string[],
): LoadedCases {
  const files = caseFilesIn(read, references);
  // `checklistRows` of a case may list fewer acts than it has: at least one has to be known.
  const isRead = references.every((one) => isWhole(files.get(one), read, 1));
  return isRead ? { snapshot: read, files } : loadCases(register, read, references);
}

/** Whether the rows of the case, and of those that were merged into it, were read whole, with as many acts as each is known to have. */
export function isWhole(file: CaseFile | undefined, read: Snapshot, atLeast = 0): boolean {
  if (file === undefined) return false;
  const all = everyAct(file);
  return referencesOf(file).every((reference) => {
    if (!isRowRead(read, reference)) return false;
    const index = tabOf(read, "cases").rows.find(({ key }) => key === reference);
    const { checklistRows } = index?.values ?? {};
    const known = rowsIn(parseRows(typeof checklistRows === "string" ? checklistRows : null));
    return known >= atLeast && all.filter((act) => act.case === reference).length >= known;
  });
}
