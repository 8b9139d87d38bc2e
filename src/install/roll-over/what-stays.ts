/**
 * What stays at a roll-over: which cases (people see the numbers before), those on legal hold, and what the files that replace the
 * registers will hold.
 */
import { goingOn } from "../../case/facts/case-reference";
import { wentAs } from "../../case/figures/measures";
import type { RetainedCase, Retention } from "../../case/lifecycle/retention";
import { casesToKeep, retentionColumns, yearsAfter } from "../../case/lifecycle/retention";
import { directoryIn, directoryRequests } from "../../district/directory/read-directory";
import { addTo } from "../../lists";
import type { RawCell, RegisterName, SpreadsheetStructure } from "../../ports";
import { encodeRaw, type RawRow } from "../../register/cells";
import { column, type RowValues, type Tab, type TabId } from "../../register/columns";
import { keysIn } from "../../register/layout/head";
import { type ColumnPositions, formatRows } from "../../register/read/ranges";
import type { TabRequest } from "../../register/read/read-tabs";
import { rowsOf, type Snapshot, UnreadableTab } from "../../register/read/snapshot";
import { openRegister, registerNamed } from "../../register/register";
import { decodeWholeRow } from "../../register/row-state";
import { firstDataRow, tabs, tabsOf } from "../../register/tabs";
import type { Run } from "../../run";
import { dateText, type Moment } from "../../time";

/**
 * The number of cases that a register is made for (design 8). Most registers need a roll-over before that, because cases reach their years.
 */
export const capacity = 2_000;
const nearCapacity = 1_500;

/** What a roll-over done now would keep and remove. */
export interface Preview extends Retention {
  /**
   * Why it is time for a roll-over: "capacity": a register is nearly full; "retention": a case has been kept for its years, or, asked once
   * a year, a case in a sealed register may have been. Null: not yet.
   */
  readonly due: "retention" | "capacity" | null;
  readonly years: number | null;
}

/** What a roll-over done now would do: how many cases would go, stay, or stay because of a legal hold. One read. */
export function previewOf(run: Run): Preview {
  const { memory, clock } = run;
  const now = clock.now();
  const read = registerNamed(run, "main", []).load([
    { tab: "cases", columns: retentionColumns },
    ...directoryRequests,
  ]);
  const { retentionYears: years } = directoryIn(read, clock).settings;
  const found = casesToKeep(
    // The same columns that the type picks.
    rowsOf(read, "cases").map(({ values }) => values as RetainedCase),
    years,
    { now, zone: clock },
  );
  const isFull = found.goes.size + found.stays.size >= nearCapacity;
  const live = memory.get("goingLive").live || now;
  const isOld =
    years !== null &&
    yearsAfter(memory.get("rollOver").at, 1, clock) <= now &&
    (found.goes.size > 0 || yearsAfter(live, years, clock) <= now);
  return { ...found, due: isFull ? "capacity" : isOld ? "retention" : null, years };
}

/** What must be read to know which cases are on legal hold. */
export const holdRequests: readonly TabRequest[] = [
  { tab: "cases", columns: ["case", "legalHold", "mergedInto"] },
];

/**
 * References of the cases on legal hold, from a read with `holdRequests`: those that the lead has ticked, and all that were merged with one
 * of them, since each holds a part of the other's record.
 */
export function casesOnHold(snapshot: Snapshot): ReadonlySet<string> {
  const rows = rowsOf(snapshot, "cases");
  const into = goingOn(rows.map(({ values }) => values));
  const held = new Set(rows.flatMap(({ key, values }) => (values.legalHold ? into(key) : [])));
  return new Set(rows.flatMap(({ key }) => (held.has(into(key)) ? key : [])));
}

/** Whether a register has a case on legal hold. One read. Throws what Google throws. */
export function hasHold(run: Run, registerId: string): boolean {
  return casesOnHold(openRegister(run, registerId, []).load(holdRequests)).size > 0;
}

// Rows that stay. Pure.

/** Stored cells of a row by column, from 0. Cells may be missing. */
export type Row = readonly RawCell[];

/** A tab as it is stored. */
export interface StoredTab {
  readonly keys: Row;
  /** Column key → column, from 0, according to the row of keys. */
  readonly positions: ColumnPositions;
  readonly titles: Row;
  readonly rows: readonly Row[];
}

/** The tabs of a file that are copied. */
export type StoredFile = ReadonlyMap<TabId, StoredTab>;

/** The tabs that are copied. Summary and Guide are made again. */
export function copiedTabs(name: RegisterName): readonly Tab[] {
  return tabsOf(name).filter(({ id }) => id !== "summary" && id !== "guide");
}

/** A tab from all its rows. Throws `UnreadableTab` if no column has its key. */
export function storedTab(id: TabId, [keys = [], titles = [], ...rows]: readonly Row[]): StoredTab {
  const positions = keysIn(tabs[id], keys);
  if (positions.size === 0) throw new UnreadableTab(id);
  return { keys, positions, titles, rows };
}

export function tabIn(file: StoredFile, id: TabId): StoredTab {
  return file.get(id) ?? storedTab(id, []);
}

/** The cell of a row in a column, from 0; "" if there is none. */
export function cellAt(row: Row, index = -1): RawCell {
  const { [index]: cell = "" } = row;
  return cell;
}

/** The rows that are not blank: their cells, and a function for the text of a cell by column key. */
export function dataOf(file: StoredFile, id: TabId) {
  const { positions, rows } = tabIn(file, id);
  return rows
    .filter((row) => row.some((cell) => cell !== "" && cell !== null && cell !== false))
    .map((row) => {
      const cells: RawRow = Object.fromEntries(
        [...positions].map(([key, at]) => [key, cellAt(row, at)]),
      );
      return { row, cells, text: (key: string) => String(cellAt(row, positions.get(key))).trim() };
    });
}

/** What goes and what stays. */
export interface Going extends Retention {
  /** Ids of responses that no register keeps. */
  readonly responses: ReadonlySet<string>;
  /** References of drills. */
  readonly drills: ReadonlySet<string>;
}

/** Who began the roll-over, when, and the time zone. */
type By = Moment & { readonly who: string };

/**
 * Which rows of each register are left behind in the old file. Decided for all registers together, since one report may be in two of them.
 */
export function rowsToLeaveBehind<Name>(
  registers: ReadonlyMap<Name, StoredFile>,
  years: number | null,
  moment: Moment,
): ReadonlyMap<Name, Going> {
  const responses = new Set<string>();
  const staying: string[] = [];
  const sorted = [...registers].map(([name, rows]) => {
    const cases = dataOf(rows, "cases").map(
      // The type picks columns of Cases.
      ({ cells }) => decodeWholeRow(tabs.cases, cells, moment.zone) as RetainedCase,
    );
    const found = casesToKeep(cases, years, moment);
    for (const { text } of dataOf(rows, "reports")) {
      if (found.goes.has(text("case"))) responses.add(text("response"));
      else staying.push(text("response"));
    }
    const drills = new Set(cases.flatMap(({ case: one, drill }) => (drill ? (one ?? []) : [])));
    return [name, { ...found, responses, drills }] as const;
  });
  for (const id of staying) responses.delete(id);
  return new Map(sorted);
}

/**
 * The rows for the new file, from the row of titles on, in the order of the old file, by tab. At the end of Activity, with references and
 * dates only, what went. `now` (milliseconds UTC): when the roll-over began.
 */
export function keptContent(
  name: RegisterName,
  file: StoredFile,
  { goes, stays, drills, responses }: Going,
  { who, now: at, zone }: By,
): ReadonlyMap<TabId, readonly Row[]> {
  const line = (what: string, reference: string, from: string, to: string): RowValues => {
    const entry = `${what} ${at.toString(36)} ${reference}`;
    return { entry, at, who, what, case: reference, from, to };
  };
  const record = [
    line("rolled-over", "", `${goes.size + stays.size} cases`, `${stays.size} cases`),
    ...[...goes].map(([one, closed]) => {
      const what = drills.has(one) ? wentAs.drill : wentAs.counted;
      return line(what, one, `closed ${dateText(closed, zone)}`, "");
    }),
  ];
  const content = new Map<TabId, Row[]>();
  const places = new Map<string, number[]>();
  // Each case stores which rows its checklist is in, and those have changed.
  for (const { id, columns } of [tabs.checklist, ...copiedTabs(name)]) {
    if (content.has(id)) continue;
    const { positions, titles } = tabIn(file, id);
    const kept = [titles];
    content.set(id, kept);
    const put = (values: RowValues, old: Row = []) => {
      const row = [...old];
      for (const one of columns) {
        const place = positions.get(one.key);
        const value = values[one.key];
        if (place !== undefined && value !== undefined) row[place] = encodeRaw(one, value, zone);
      }
      kept.push(row);
    };
    for (const { row, text } of dataOf(file, id)) {
      const reference = text("case");
      // A reporter's long text takes several rows; their key is the response's id, a colon and the number of the part.
      const response = text("response").replace(/:\d+$/, "");
      if (id === "reporters" ? responses.has(response) : goes.has(reference)) continue;
      if (id === "checklist") addTo(places, reference, kept.length + firstDataRow - 1);
      put(id === "cases" ? { checklistRows: formatRows(places.get(reference) ?? []) } : {}, row);
    }
    if (id === "activity") for (const one of record) put(one);
  }
  return content;
}

/** The columns and titles as in the old file, including those that the district added. */
export function shapedTabs(
  name: RegisterName,
  file: StoredFile,
  tabsNow: SpreadsheetStructure["tabs"],
): readonly Tab[] {
  return tabsOf(name).map((tab) => {
    const { title } = tabsNow.find(({ sheetId }) => sheetId === tab.sheetId) ?? tab;
    const found = file.get(tab.id);
    if (found === undefined) return { ...tab, title };
    const { positions, titles, rows } = found;
    const last = Math.max(...positions.values());
    const length = Math.max(last + 1, ...[titles, ...rows].map((row) => row.length));
    const columns = Array.from({ length }, (_, at) => {
      const header = String(cellAt(titles, at));
      const ours = tab.columns.find(({ key }) => positions.get(key) === at);
      return ours === undefined
        ? column("text", "", header, { edit: "contact" })
        : { ...ours, header };
    });
    return { ...tab, title, columns };
  });
}
