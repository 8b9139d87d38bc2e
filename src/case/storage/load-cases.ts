/**
 * Reads whole cases: the row of each and its checklist. To save time it reads the rows where a case was last seen, checks that they are
 * still its rows, and reads again if people have moved rows.
 */

import { addTo } from "../../lists";
import { once } from "../../once";
import type { Memory } from "../../ports";
import type { TabId } from "../../register/columns";
import { formatRows, parseRows, type Span, spansOf } from "../../register/header-position";
import {
  endOfRows,
  mergeSnapshots,
  rowsOf,
  type Snapshot,
  type TabRequest,
  tabOf,
  wholeRows,
} from "../../register/read-register";
import type { Register } from "../../register/register";
import { type CaseRow, type ChecklistRow, firstDataRow, reportColumns } from "../../register/tabs";
import { minuteMs } from "../../time";
import { freeTabs } from "../edits/record-rows";
import { caseIndexColumns } from "../lifecycle/match-report";
import { inputColumns } from "../model/accepted-inputs";
import { type CaseFile, emptyAct, emptyCase } from "../model/case-file";
import { referenceOfCase } from "../model/case-reference";

export interface LoadedCases {
  /** Everything read so far as one: the index and the rows of the cases. */
  readonly snapshot: Snapshot;
  readonly files: ReadonlyMap<string, CaseFile>;
}

/** The cases that a read holds. `snapshot`: with all columns of the cases' rows. */
export function filesIn(snapshot: Snapshot, references: readonly string[]): Map<string, CaseFile> {
  const blankCase = emptyCase();
  const blankAct = emptyAct();
  const wanted = new Set(references);
  const acts = new Map<string, ChecklistRow[]>();
  for (const { values } of rowsOf(snapshot, "checklist")) {
    if (typeof values.case !== "string" || !wanted.has(values.case)) continue;
    const act: ChecklistRow = { ...blankAct, ...values };
    addTo(acts, values.case, act);
  }
  const files = new Map<string, CaseFile>();
  for (const { values } of rowsOf(snapshot, "cases")) {
    if (typeof values.case !== "string" || !wanted.has(values.case)) continue;
    const row: CaseRow = { ...blankCase, ...values };
    files.set(values.case, { row, acts: acts.get(values.case) ?? [] });
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
 * So many rows above and below are read too. A person may insert or delete rows before the desk writes; a row that was written over by
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
const rowsIn = (spans: readonly Span[]): number =>
  spans.reduce((rows, [from, to]) => rows + to - from, 0);

/** The first row after the spans (zero-based). */
const endOf = (spans: readonly Span[]): number =>
  spans.reduce((end, [, to]) => Math.max(end, to), firstDataRow);

/** Whether the case's row was read as a whole, not only the columns of the index. */
function isRowRead(snapshot: Snapshot, reference: string): boolean {
  return rowsOf(snapshot, "cases").some(
    ({ key, values }) => key === reference && ("opened" in values || "accepted" in values),
  );
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
  const wanted = new Set(references);
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
  const read = references.filter((reference) => isRowRead(snapshot, reference));
  return { snapshot, files: filesIn(snapshot, read) };
}

// Open cases, as the clock reads them: where they were last seen; if they are not there, the clock looks for them.

/** Where the rows of the open cases were last seen. */
export interface OpenRows {
  readonly cases: readonly Span[];
  readonly checklist: readonly Span[];
  /** For Cases and each of the other tabs: the first row after the last one in use (zero-based). */
  readonly ends: Readonly<Partial<Record<CountedTab, number>>>;
}

const otherTabs = [...freeTabs, "reports"] as const;
const countedTabs = [...otherTabs, "cases"] as const;
type CountedTab = (typeof countedTabs)[number];

/** If the other tabs have more rows than this, a run reads only the last rows and a further part in turn. Once an hour it reads all. */
const othersUpTo = 3_000;
/** The last rows of a tab: here people have typed most recently. */
const lastRows = 200;
/**
 * In characters; Google keeps 9 KB in a script property. That is enough for about 700 open cases in scattered rows, or for any number in
 * adjacent rows.
 */
const memoryUpTo = 9_000;

/** What is remembered; null: nothing is, so all rows have to be read. */
export function openRowsIn(memory: Pick<Memory, "get">): OpenRows | null {
  const cases = memory.get("openCases");
  const acts = memory.get("openActs");
  if (cases === null || acts === null) return null;
  const [rows = "", ends = ""] = cases.split(";");
  const counted = ends.split(",").map(Number);
  return {
    cases: parseRows(rows),
    checklist: parseRows(acts),
    ends: Object.fromEntries(countedTabs.map((tab, at) => [tab, counted[at] ?? firstDataRow])),
  };
}

/** What people may have typed of a report, and what was accepted of it. */
const reportInputs = once(() => [
  ...["row", "case", "part", "accepted"],
  ...inputColumns(reportColumns()).map(({ key }) => key),
]);

/** From the last row that was seen to the end of the tab. It begins at a row that exists, since Google refuses to read past the end. */
function tailOf(rows: readonly Span[]): Span {
  return [Math.max(endOf(rows) - 1, firstDataRow), Number.POSITIVE_INFINITY];
}

/** How many rows the other tabs have together. */
function othersIn({ ends }: OpenRows): number {
  return otherTabs.reduce((rows, tab) => rows + (ends[tab] ?? firstDataRow) - firstDataRow, 0);
}

/** How many further rows a run of the clock reads in turn, to find what was typed in a closed case. */
const turnOf = { cases: 60, checklist: 400, other: 200 } as const;
const minutesToNextTurn = 5;

/** The part that is read in turn at this run; none if all rows are read anyway. `now`: milliseconds UTC. */
function inTurn(tab: keyof typeof turnOf, rows: readonly Span[], now: number): readonly Span[] {
  const [end] = tailOf(rows);
  const size = turnOf[tab];
  const parts = Math.ceil((end - firstDataRow) / size);
  if (parts <= 0) return [];
  const part = Math.floor(now / (minutesToNextTurn * minuteMs)) % parts;
  const from = firstDataRow + part * size;
  return [[from, Math.min(from + size, end)]];
}

/**
 * What to read for the open cases. `seen` null: everything. `isFull`: all rows of the other tabs, however many. `now` (milliseconds UTC):
 * also a part of the closed cases, each run another part until all were read.
 */
export function openCaseRequests(
  seen: OpenRows | null,
  isFull: boolean,
  now: number | null = null,
): readonly TabRequest[] {
  const part = (tab: "cases" | "checklist", rows: readonly Span[] | undefined): TabRequest[] => {
    if (rows === undefined) return [{ tab, columns: "all" }];
    const more = now === null ? [] : inTurn(tab, rows, now);
    return [{ tab, columns: "all", rows: [...rows, tailOf(rows), ...more] }];
  };
  const isShort = isFull || seen === null || othersIn(seen) <= othersUpTo;
  const rowsOfOther = (tab: CountedTab): { readonly rows?: readonly Span[] } => {
    if (isShort) return {};
    const end = seen.ends[tab] ?? firstDataRow;
    const last: Span = [Math.max(end - lastRows, firstDataRow), Number.POSITIVE_INFINITY];
    return { rows: now === null ? [last] : [last, ...inTurn("other", [[firstDataRow, end]], now)] };
  };
  const others: readonly TabRequest[] = [
    ...freeTabs.map((tab): TabRequest => ({ tab, columns: "all", ...rowsOfOther(tab) })),
    { tab: "reports", columns: reportInputs(), ...rowsOfOther("reports") },
  ];
  return [
    { tab: "cases", columns: [...caseIndexColumns, "status"] },
    ...part("cases", seen?.cases),
    ...part("checklist", seen?.checklist),
    ...others,
  ];
}

/** The open cases as read. */
export interface OpenCases {
  readonly snapshot: Snapshot;
  readonly files: ReadonlyMap<string, CaseFile>;
  /** For the script's memory: where the open cases stand. Empty if it would not fit. */
  readonly seen: Readonly<Partial<Record<"openCases" | "openActs", string>>>;
}

/** References of the cases that are open, or closed with another status typed over it. */
export function openReferences(snapshot: Snapshot): readonly string[] {
  return rowsOf(snapshot, "cases").flatMap(({ key, values }) => {
    const isClosed = (values.closedAt ?? null) !== null;
    const isReopened = (values.mergedInto ?? null) === null && values.status !== "closed";
    return key !== "" && (!isClosed || isReopened) ? [key] : [];
  });
}

/** The open cases of a read; one more read for those that were not where they were last seen. `before`: what was remembered. */
export function openCasesIn(
  register: Register,
  read: Snapshot,
  before: OpenRows | null = null,
): OpenCases {
  const references = openReferences(read);
  const found = filesIn(read, references);
  const missing = references.filter((reference) => !isWhole(found.get(reference), read));
  const loaded = loadCases(register, read, missing);
  for (const reference of missing) found.delete(reference);
  const files = new Map([...found, ...loaded.files]);
  const { snapshot } = loaded;
  const wanted = new Set(references);
  const cases = tabOf(snapshot, "cases").rows.filter(({ key }) => wanted.has(key));
  const acts = tabOf(snapshot, "checklist").rows.filter(({ values }) =>
    wanted.has(String(values["case"])),
  );
  // The end of a tab that was not read stays as it was remembered.
  const ends = countedTabs.map((tab) => {
    const found = snapshot.tabs.get(tab);
    if (found?.whole === true) return endOfRows(found.rows);
    // If only the last rows were read, the tab may have grown.
    const end = before?.ends[tab] ?? firstDataRow;
    return found === undefined || tab === "cases" ? end : Math.max(end, endOfRows(found.rows));
  });
  const openCases = `${formatRows(cases.map(({ index }) => index))};${ends.join(",")}`;
  const openActs = formatRows(acts.map(({ index }) => index));
  const fits = openCases.length <= memoryUpTo && openActs.length <= memoryUpTo;
  return { snapshot, files, seen: fits ? { openCases, openActs } : {} };
}

/** A new tab has so many rows. */
const rowsOfNewTab = 1_000;
/** How many rows a tab may have grown by since the clock last looked. */
const growth = 100;

/**
 * The spans without those that probably lie past the end of the tab: asking Google for such rows is an error, which costs three further
 * reads.
 */
export function rowsWithin(
  tab: TabId,
  rows: readonly Span[],
  seen: OpenRows | null,
): readonly Span[] {
  const end = countedTabs.map((one) => (one === tab ? seen?.ends[one] : undefined)).find(Boolean);
  if (end === undefined) return rows;
  return rows.filter(([from]) => from < Math.max(rowsOfNewTab, end + growth));
}

/** If the open cases have more acts than this, they are not read along with an edit. */
const actsAtOnce = 500;

/** What to read along with an edit, since most edits are of an open case. Nothing if nothing is remembered, or too many acts. */
export function openRowsRequests(seen: OpenRows | null): readonly TabRequest[] {
  if (seen === null || seen.checklist.length === 0) return [];
  if (rowsIn(seen.checklist) > actsAtOnce) return [];
  const around = (spans: readonly Span[]) => withNeighbours(spans, endOf(spans));
  return [
    { tab: "cases", columns: "all", rows: around(seen.cases) },
    { tab: "checklist", columns: "all", rows: around(seen.checklist) },
  ];
}

/** These cases, from `read` if it holds them whole, else read now. */
export function casesIn(
  register: Register,
  read: Snapshot,
  references: readonly string[],
  also: readonly TabRequest[],
): LoadedCases {
  const files = filesIn(read, references);
  // `checklistRows` of a case may list fewer acts than it has: at least one has to be known.
  const isRead = also.length === 0 && references.every((one) => isWhole(files.get(one), read, 1));
  return isRead ? { snapshot: read, files } : loadCases(register, read, references, also);
}

/** Whether the row of the case was read whole, with as many acts as it is known to have. */
function isWhole(file: CaseFile | undefined, read: Snapshot, atLeast = 0): boolean {
  if (file === undefined || !isRowRead(read, referenceOfCase(file.row))) return false;
  const index = tabOf(read, "cases").rows.find(({ key }) => key === file.row.case);
  const { checklistRows } = index?.values ?? {};
  const known = parseRows(typeof checklistRows === "string" ? checklistRows : null);
  const acts = rowsIn(known);
  return acts >= atLeast && file.acts.length >= acts;
}
