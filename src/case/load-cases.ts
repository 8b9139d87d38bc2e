/**
 * Reads whole cases: the row of each and its checklist. To save time it reads only the rows where a case was last seen. It then checks that
 * they still belong to the case, and reads again if people have moved rows.
 */

import { addTo } from "../lists";
import type { Memory } from "../ports";
import { firstDataRow, stateKey, type TabId } from "../register/columns";
import { formatRows, parseRows, type Span, spansOf } from "../register/read/ranges";
import { endOfRows, type TabRequest, wholeRows } from "../register/read/read-tabs";
import type { Snapshot } from "../register/read/snapshot";
import { isReadWhole, mergeSnapshots, rowsOf, tabOf } from "../register/read/snapshot";
import { inputColumns } from "../register/row-state";
import type { Register } from "../registers/open-register";
import type { Remembered } from "../store/keys";
import { type CaseFile, emptyAct, emptyCase, everyAct, referencesOf } from "./facts/case-file";
import { mergeTargetsOfRows, referenceOfCase } from "./facts/case-reference";
import { isDrillOfStudent } from "./facts/drill-facts";
import { lacksSteps } from "./steps/listed-steps";
import { counted } from "./steps/step-state";
import { type CaseRow, type ChecklistRow, caseTabs, stepsThatCount } from "./tabs/case-tabs";

/** The columns that are read of every case, to match a report and to find the rows of a case: eight cells each (design 8). */
export const caseIndexColumns = [
  "case",
  "student",
  "studentId",
  "school",
  "closedAt",
  "mergedInto",
  "checklistRows",
  "drill",
  "releasedTo",
] as const;

/**
 * Tabs to which people add rows themselves, and where only rows of people who may act on the case count. In Log, anyone who can open the
 * register may write.
 */
export const freeTabs = ["plan", "disclosures"] as const;

/** Cases that were read whole, by reference. */
export interface LoadedCases {
  /** Everything read so far, as one snapshot: the index and the rows of the cases. */
  readonly snapshot: Snapshot;
  readonly files: ReadonlyMap<string, CaseFile>;
}

/**
 * Where merges lead. `into`: for each reference that of the case it was merged into in the end. `parts`: for each case those that were
 * merged into it, directly or through another. `wanted`: the cases with these references, and those that were merged into them.
 */
function mergesIn(snapshot: Snapshot, references: readonly string[]) {
  const rows = rowsOf(snapshot, "cases");
  const into = mergeTargetsOfRows(rows.map(({ values }) => values));
  const parts = new Map<string, string[]>();
  for (const { key, values } of rows) {
    if ((values.mergedInto ?? null) !== null && into(key) !== key) addTo(parts, into(key), key);
  }
  const wanted = new Set(references.flatMap((one) => [one, ...(parts.get(one) ?? [])]));
  return { into, parts, wanted };
}

/**
 * The cases that a read holds. `snapshot` must have all columns of the rows of these cases, and of the cases that were merged into them.
 */
export function caseFilesIn(
  snapshot: Snapshot,
  references: readonly string[],
): Map<string, CaseFile> {
  const [blankCase, blankAct] = [emptyCase(), emptyAct()];
  const { into, parts, wanted } = mergesIn(snapshot, references);
  const steps = tabOf(snapshot, "checklist");
  const actsOf = new Map<string, ChecklistRow[]>();
  const own = rowsOf(snapshot, "checklist").filter(({ values }) => wanted.has(values.case ?? ""));
  for (const { values } of stepsThatCount(own.filter((row) => isReadWhole(steps, row))))
    addTo(actsOf, values.case ?? "", { ...blankAct, ...values });
  const rows = new Map(
    rowsOf(snapshot, "cases").flatMap(({ values }): [string, CaseRow][] => {
      const { case: reference = null } = values;
      const isWanted = reference !== null && wanted.has(reference);
      return isWanted ? [[reference, { ...blankCase, ...values }]] : [];
    }),
  );
  return new Map(
    references.flatMap((reference): [string, CaseFile][] => {
      const read = rows.get(reference);
      if (read === undefined) return [];
      const references = [...(parts.get(reference) ?? [])].sort();
      const merged = references.flatMap((one) => rows.get(one) ?? []);
      // References in a circle lead to one case of the circle, which then counts as not merged; so does a case whose target is gone.
      const row = into(reference) === reference ? { ...read, mergedInto: null } : read;
      const acts = [row, ...merged].flatMap((one) => actsOf.get(referenceOfCase(one)) ?? []);
      return [[reference, counted({ row, acts, merged })]];
    }),
  );
}

/**
 * How many rows above and below are read too. A person may insert or delete rows before the system writes; and a row that was written over
 * by mistake can be restored only if it was read (design 2.4).
 */
const neighbours = 10;

/** The spans of rows with their neighbors, only up to `end`, since Google refuses to read rows that do not exist. */
function withNeighbours(spans: readonly Span[], end: number): readonly Span[] {
  return spansOf(
    spans.flatMap(([from, to]) => {
      const first = Math.max(firstDataRow, from - neighbours);
      const last = Math.max(to, Math.min(end, to + neighbours));
      return Array.from({ length: last - first }, (_, down) => first + down);
    }),
  );
}

/** The first row after the spans (zero-based). */
const endOf = (spans: readonly Span[]): number =>
  spans.reduce((end, [, to]) => Math.max(end, to), firstDataRow);

/** Whether the case's row was read as a whole, not only the columns of the index. */
function isRowRead(snapshot: Snapshot, reference: string): boolean {
  const cases = tabOf(snapshot, "cases");
  return cases.rows.some((row) => row.key === reference && isReadWhole(cases, row));
}

/**
 * Whether the rows of the case, and of those that were merged into it, were read whole, with as many steps as each is known to have, and
 * each of its steps has its row.
 */
function isComplete(file: CaseFile | undefined, read: Snapshot, atLeast: number): boolean {
  if (file === undefined || lacksSteps(file)) return false;
  const all = everyAct(file);
  return referencesOf(file).every((reference) => {
    const row = rowsOf(read, "cases").find(({ key }) => key === reference);
    const spans = parseRows(row?.values.checklistRows ?? null);
    const known = spans.reduce((rows, [from, to]) => rows + to - from, 0);
    const acts = new Set(all.flatMap((act) => (act.case === reference ? [act.row] : [])));
    return isRowRead(read, reference) && known >= atLeast && acts.size >= known;
  });
}

/**
 * The cases with these references. One read; two more if a person has moved rows. `also`: further tabs to read in the same call. Left out
 * are cases that `index` does not have, and cases whose row was moved away in the meantime: nothing may be decided on cells that were not
 * read.
 */
export function loadCases(
  register: Register,
  index: Snapshot,
  references: readonly string[],
  also: readonly TabRequest[] = [],
): LoadedCases {
  if (references.length === 0) return { snapshot: index, files: new Map() };
  const { wanted } = mergesIn(index, references);
  const all = rowsOf(index, "cases");
  const rows = all.filter(({ key }) => wanted.has(key));
  const actsOf = (some: typeof all) =>
    some.flatMap(({ values }) => parseRows(values.checklistRows ?? null));
  const read = (cases: typeof all, casesEnd: number, acts: readonly Span[], actsEnd: number) =>
    register.load([
      wholeRows("cases", withNeighbours(spansOf(cases.map((row) => row.index)), casesEnd)),
      wholeRows("checklist", withNeighbours(acts, actsEnd)),
      ...also,
    ]);
  const guessed = read(rows, endOfRows(all), actsOf(rows), endOf(actsOf(all)));
  let snapshot = mergeSnapshots(index, guessed);
  const found = caseFilesIn(snapshot, references);
  // The cell `checklistRows` of a case may list fewer steps than it has, but at least one has to be known. Before a step counts as gone,
  // the whole tab is searched for it.
  const isFound = (key: string) => isComplete(found.get(key), snapshot, 1);
  if (!rows.every(({ key }) => !references.includes(key) || isFound(key))) {
    const owners = register.load([
      { tab: "cases", columns: ["case"] },
      { tab: "checklist", columns: ["row", "case"] },
    ]);
    const places = rowsOf(owners, "cases");
    const acts = rowsOf(owners, "checklist");
    const own = acts.filter(({ values }) => wanted.has(referenceOfCase(values)));
    const exact = read(
      places.filter(({ key }) => wanted.has(key)),
      endOfRows(places),
      spansOf(own.map((row) => row.index)),
      endOfRows(acts),
    );
    snapshot = mergeSnapshots(mergeSnapshots(index, owners), exact);
  }
  const files = caseFilesIn(snapshot, references);
  for (const [reference, file] of files) {
    if (!referencesOf(file).every((one) => isRowRead(snapshot, one))) files.delete(reference);
  }
  return { snapshot, files };
}

/**
 * These cases: from `read` those that it holds whole, with as many steps as each is known to have and at least that many; the others read
 * now.
 */
export function loadCasesBeyond(
  register: Register,
  read: Snapshot,
  references: readonly string[],
  atLeast = 1,
): LoadedCases {
  const found = caseFilesIn(read, references);
  const missing = references.filter((one) => !isComplete(found.get(one), read, atLeast));
  const { snapshot, files } = loadCases(register, read, missing);
  for (const reference of missing) found.delete(reference);
  return { snapshot, files: new Map([...found, ...files]) };
}

// Open cases, as the clock reads them: at first the rows where they were last seen; then, for those that are not there, the tab is
// searched.

const countedTabs = [...freeTabs, "reports", "cases"] as const;

/** For each tab, the first row after the last one in use (zero-based). */
type TabEnds = Readonly<Partial<Record<TabId, number>>>;

/**
 * How many of the last rows of Plan, Disclosures and Reports the clock reads each time, since people type at the end. Once an hour it reads
 * all rows.
 */
const lastRows = 200;

/**
 * The most that is remembered about open cases, in characters; Google keeps 9 KB in a script property. That is enough for about 400 open
 * cases in scattered rows, or for any number in adjacent rows.
 */
const memoryUpTo = 8_500;

/** How far the tabs were filled when the clock last looked. A tab is missing if that is not remembered. */
export function rememberedEnds(memory: Memory): TabEnds {
  const ends = memory.get("openRows")?.ends;
  return Object.fromEntries(
    countedTabs.flatMap((tab, at) => (ends?.[at] ? [[tab, ends[at]]] : [])),
  );
}

/** The request for what people may have typed in these rows, and what was accepted there before. It reads nothing for an empty list. */
export function typedIn(tab: "cases" | "checklist" | "reports", rows: readonly Span[]): TabRequest {
  if (rows.length === 0) return { tab, columns: [] };
  const { keyColumn, columns } = caseTabs[tab];
  const inputs = inputColumns(columns).map(({ key }) => key);
  const keys = [keyColumn, "case", ...(tab === "reports" ? ["part"] : []), stateKey, ...inputs];
  return { tab, columns: keys, rows };
}

/** The requests for the index of all cases. Checklist and Log are named without columns: that is enough to add rows to them. */
export const caseIndexRequests: readonly TabRequest[] = [
  { tab: "cases", columns: [...caseIndexColumns, "status"] },
  { tab: "checklist", columns: [] },
  { tab: "log", columns: [] },
];

/**
 * The requests for the index, and for the rows of the open cases where the clock last saw them. All rows if nothing is remembered. `memory`
 * null: nothing may be remembered of this register.
 */
export function openCaseRequests(memory: Memory | null): readonly TabRequest[] {
  const kept = memory?.get("openRows") ?? null;
  const part = (tab: "cases" | "checklist", text: string | undefined): TabRequest => {
    const rows = parseRows(text ?? null);
    // To the end of the tab. It begins at a row that exists, since Google refuses to read past the end.
    const tail: Span = [Math.max(endOf(rows) - 1, firstDataRow), Number.POSITIVE_INFINITY];
    return { tab, columns: "all", ...(kept === null ? {} : { rows: [...rows, tail] }) };
  };
  return [...caseIndexRequests, part("cases", kept?.cases), part("checklist", kept?.acts)];
}

/**
 * The requests for what people typed in Plan, Disclosures and Reports: in all rows, or in the last ones by how far the tabs were filled
 * (`ends`).
 */
export function typedBesideRequests(ends: TabEnds = {}): readonly TabRequest[] {
  const lastOf = (tab: TabId): readonly Span[] => [
    [Math.max((ends[tab] ?? 0) - lastRows, firstDataRow), Number.POSITIVE_INFINITY],
  ];
  return [
    ...freeTabs.map((tab) => wholeRows(tab, lastOf(tab))),
    typedIn("reports", lastOf("reports")),
  ];
}

/**
 * References of the cases that are open, and of closed cases over whose status someone typed another one, or that were merged into a case
 * whose row is gone, or of closed drills into which someone wrote a student.
 */
export function openReferences(snapshot: Snapshot): readonly string[] {
  const rows = rowsOf(snapshot, "cases");
  const there = new Set(rows.map(({ key }) => key));
  return rows.flatMap(({ key, values }) => {
    const isClosed = (values.closedAt ?? null) !== null;
    const { mergedInto = null } = values;
    const isReopened = mergedInto === null ? values.status !== "closed" : !there.has(mergedInto);
    return key !== "" && (!isClosed || isReopened || isDrillOfStudent(values)) ? [key] : [];
  });
}

/** The open cases of a read. One more read for those that are not where they were last seen. */
export const openCasesIn = (register: Register, read: Snapshot): LoadedCases =>
  loadCasesBeyond(register, read, openReferences(read), 0);

/** What the clock remembers of the rows of the open cases; nothing if it would not fit. */
export function seenOpenRows(
  { snapshot }: LoadedCases,
  memory: Memory,
): Pick<Remembered, "openRows"> {
  const { wanted } = mergesIn(snapshot, openReferences(snapshot));
  const cases = tabOf(snapshot, "cases").rows.filter(({ key }) => wanted.has(key));
  const acts = tabOf(snapshot, "checklist").rows.filter(({ values }) =>
    wanted.has(String(values["case"])),
  );
  const before = rememberedEnds(memory);
  // If a tab was not read, its end stays as it was remembered.
  const ends = countedTabs.map((tab) => {
    const found = snapshot.tabs.get(tab);
    if (found?.whole === true) return endOfRows(found.rows);
    // If only the last rows were read, the tab may have grown.
    const end = before[tab] ?? firstDataRow;
    return found === undefined || tab === "cases" ? end : Math.max(end, endOfRows(found.rows));
  });
  const openRows = {
    cases: formatRows(cases.map(({ index }) => index)),
    acts: formatRows(acts.map(({ index }) => index)),
    ends,
  };
  return openRows.cases.length + openRows.acts.length <= memoryUpTo ? { openRows } : {};
}

/** How many rows a new tab has. */
const rowsOfNewTab = 1_000;

/** How many rows a tab may have grown by since the clock last looked. */
const growth = 100;

/**
 * The spans without those that probably lie past the end of the tab. To ask Google for such rows is an error, which costs three further
 * reads.
 */
export function rowsWithin(tab: TabId, rows: readonly Span[], ends: TabEnds): readonly Span[] {
  const { [tab]: end } = ends;
  return end === undefined
    ? rows
    : rows.filter(([from]) => from < Math.max(rowsOfNewTab, end + growth));
}
