/** Open cases, as the clock reads them: where they were last seen; if they are not there, the clock looks for them. */

import type { Memory } from "../../ports";
import { stateKey, type TabId } from "../../register/columns";
import { formatRows, parseRows, type Span } from "../../register/read/ranges";
import { endOfRows, type TabRequest, wholeRows } from "../../register/read/read-tabs";
import { rowsOf, type Snapshot, tabOf } from "../../register/read/snapshot";
import type { Register } from "../../register/register";
import { inputColumns } from "../../register/row-state";
import { firstDataRow, tabs } from "../../register/tabs";
import type { Remembered } from "../../store/keys";
import { freeTabs } from "../edits/record-rows";
import type { CaseFile } from "../facts/case-file";
import { caseIndexColumns } from "../lifecycle/match-report";
import { caseFilesIn, endOf, isWhole, loadCases, withParts } from "./load-cases";

const countedTabs = [...freeTabs, "reports", "cases"] as const;

type CountedTab = (typeof countedTabs)[number];

/** By tab: the first row after the last one in use (zero-based). */
export type TabEnds = Readonly<Partial<Record<CountedTab, number>>>;

/** How many of the last rows of the other tabs a look reads, since people type at the end. Once an hour it reads all rows. */
const lastRows = 200;

/**
 * In characters; Google keeps 9 KB in a script property. That is enough for about 400 open cases in scattered rows, or for any number in
 * adjacent rows.
 */
const memoryUpTo = 8_500;

/** How far the tabs were filled when the clock last looked; empty where that is not remembered. */
export function rememberedEnds(memory: Memory): TabEnds {
  const ends = memory.get("openRows")?.ends;
  return Object.fromEntries(
    countedTabs.flatMap((tab, at) => (ends?.[at] ? [[tab, ends[at]]] : [])),
  );
}

/** Asks for what people may have typed in these rows, and what was accepted there before. Nothing for an empty list. */
export function typedIn(tab: "cases" | "checklist" | "reports", rows: readonly Span[]): TabRequest {
  if (rows.length === 0) return { tab, columns: [] };
  const { keyColumn, columns } = tabs[tab];
  const inputs = inputColumns(columns).map(({ key }) => key);
  const keys = [keyColumn, "case", ...(tab === "reports" ? ["part"] : []), stateKey, ...inputs];
  return { tab, columns: keys, rows };
}

/** From the last row that was seen to the end of the tab. It begins at a row that exists, since Google refuses to read past the end. */
function tailOf(rows: readonly Span[]): Span {
  return [Math.max(endOf(rows) - 1, firstDataRow), Number.POSITIVE_INFINITY];
}

/** Reads the index of all cases, and enough to add steps, and lines to Log. */
export const caseIndexRequests: readonly TabRequest[] = [
  { tab: "cases", columns: [...caseIndexColumns, "status"] },
  { tab: "checklist", columns: [] },
  { tab: "log", columns: [] },
];

/**
 * Reads the index, and the rows of the open cases where the clock last saw them. All rows where nothing is remembered, and of a register of
 * which nothing may be (`memory` null).
 */
export function openCaseRequests(memory: Memory | null): readonly TabRequest[] {
  const kept = memory?.get("openRows") ?? null;
  const part = (tab: "cases" | "checklist", text: string | undefined): TabRequest => {
    const rows = parseRows(text ?? null);
    return { tab, columns: "all", ...(kept === null ? {} : { rows: [...rows, tailOf(rows)] }) };
  };
  return [...caseIndexRequests, part("cases", kept?.cases), part("checklist", kept?.acts)];
}

/** Reads what people typed in the other tabs: all of it, or the last rows by how far the tabs were filled. */
export function typedBesideRequests(ends: TabEnds = {}): readonly TabRequest[] {
  const lastOf = (tab: CountedTab): readonly Span[] => [
    [Math.max((ends[tab] ?? 0) - lastRows, firstDataRow), Number.POSITIVE_INFINITY],
  ];
  return [
    ...freeTabs.map((tab) => wholeRows(tab, lastOf(tab))),
    typedIn("reports", lastOf("reports")),
  ];
}

/** The open cases as read. */
export interface OpenCases {
  readonly snapshot: Snapshot;
  readonly files: ReadonlyMap<string, CaseFile>;
}

/** References of the cases that are open, or closed with another status typed over it. */
export function openReferences(snapshot: Snapshot): readonly string[] {
  return rowsOf(snapshot, "cases").flatMap(({ key, values }) => {
    const isClosed = (values.closedAt ?? null) !== null;
    const isReopened = (values.mergedInto ?? null) === null && values.status !== "closed";
    return key !== "" && (!isClosed || isReopened) ? [key] : [];
  });
}

/** The open cases of a read; one more read for those that were not where they were last seen. */
export function openCasesIn(register: Register, read: Snapshot): OpenCases {
  const references = openReferences(read);
  const found = caseFilesIn(read, references);
  const missing = references.filter((reference) => !isWhole(found.get(reference), read));
  const { snapshot, files } = loadCases(register, read, missing);
  for (const reference of missing) found.delete(reference);
  return { snapshot, files: new Map([...found, ...files]) };
}

/** What the clock remembers of where the open cases stand; nothing where it would not fit. */
export function seenOpenRows(
  { snapshot }: OpenCases,
  memory: Memory,
): Pick<Remembered, "openRows"> {
  const wanted = new Set(withParts(snapshot, openReferences(snapshot)));
  const cases = tabOf(snapshot, "cases").rows.filter(({ key }) => wanted.has(key));
  const acts = tabOf(snapshot, "checklist").rows.filter(({ values }) =>
    wanted.has(String(values["case"])),
  );
  const before = rememberedEnds(memory);
  // The end of a tab that was not read stays as it was remembered.
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
 * The spans without those that probably lie past the end of the tab: asking Google for such rows is an error, which costs three further
 * reads.
 */
export function rowsWithin(tab: TabId, rows: readonly Span[], ends: TabEnds): readonly Span[] {
  const end = countedTabs.map((one) => (one === tab ? ends[one] : undefined)).find(Boolean);
  if (end === undefined) return rows;
  return rows.filter(([from]) => from < Math.max(rowsOfNewTab, end + growth));
}
