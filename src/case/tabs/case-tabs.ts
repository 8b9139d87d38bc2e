/** The tabs of cases, and the types of their rows (design section 5). */
import { once } from "../../lazy";
import { packOfCase } from "../../protocol/find-pack";
import type { CellsOfRow, RowValues, RowWith } from "../../register/columns";
import { makeTabs, stateKey } from "../../register/columns";
import { highlightsOf } from "./case-colours";
import { caseTables } from "./case-columns";
import { tablesBesideCases } from "./report-and-checklist-columns";
import { viewReads } from "./views-of-cases";

/** The columns of every tab, and the members of the hidden cell for the tabs that have one. */
const tables = once(() => {
  const { shared, columns: cases, members } = caseTables();
  const { checklistMembers: checklist, ...beside } = tablesBesideCases();
  const own = shared.members;
  return {
    columns: { cases, ...beside },
    members: { cases: members, checklist, plan: own, disclosures: own, reports: own },
  };
});

type Columns = ReturnType<typeof tables>["columns"];
type Members = ReturnType<typeof tables>["members"];
export type CaseTabId = keyof Columns;

/** The types of the rows of these tabs. */
export type CaseRows = { [T in CaseTabId]: RowOf<T> };
type RowOf<T extends CaseTabId> = RowWith<
  Columns[T][number] | (T extends keyof Members ? Members[T][number] : never)
>;
export type CaseRow = RowOf<"cases">;
export type ChecklistRow = RowOf<"checklist">;
export type ReportRow = RowOf<"reports">;

/** The entries of a tab: its columns, and the members of its hidden cell. */
export type EntryOf<T extends keyof Members> = (Columns[T] | Members[T])[number];
/** The keys of the entries of Cases that say this. */
export type CaseKeys<What extends string, Says> = Extract<
  EntryOf<"cases">,
  { says: Readonly<Record<What, Says>> }
>["key"];
/** The names of the rules for what people type in a tab. */
export type RuleOf<T extends keyof Members> = Extract<
  EntryOf<T>,
  { readonly editableBy: unknown; rule: string }
>["rule"];

/** What fills the row of a case: the columns of Cases without the hidden cell itself, and the members of that cell. */
export const caseEntries = once(() => {
  const { columns, members } = caseTables();
  return [...columns.flatMap((one) => (one.key === stateKey ? [] : one)), ...members];
});

/** In the hidden cell of the step, in a row of Checklist that was set aside because another row of its key counts. */
export const asideMark = "copy";

/**
 * The rows of Checklist that count. Of several with one key (a deleted row came back by itself, and then a person took the deletion back;
 * or someone pasted a copy) that is the one that is done, or else the first. A row read in part does not count beside one read whole.
 */
export function stepsThatCount<R extends CellsOfRow>(rows: readonly R[]): readonly R[] {
  const weight = ({ cells }: R) =>
    2 * Number(stateKey in cells) + Number(cells["done"] === true || cells["alreadyMade"] === true);
  const counting = new Map<unknown, R>();
  for (const row of rows) {
    if (row.cells["act"] === asideMark) continue;
    const other = counting.get(row.key || row);
    if (other === undefined || weight(row) > weight(other)) counting.set(row.key || row, row);
  }
  return [...counting.values()];
}

const packOf = ({ protocolVersion: version }: RowValues) =>
  packOfCase({ protocolVersion: typeof version === "string" ? version : null });

const work = { colour: "work", frozenColumns: 2 } as const;
/** Of a tab in which people start rows. */
const begunByPeople = { ...work, begunBy: "people" } as const;

/** The tabs, in the order in which people see them. */
export const caseTabs = makeTabs(
  {
    // Only the reference is frozen, since a phone has no room for more.
    cases: {
      ...{ ...work, sheetId: 101, frozenColumns: 1, highlights: highlightsOf.cases, packOf },
      comparedBy: viewReads,
    },
    // The hidden key and the reference are frozen.
    checklist: {
      ...{ ...work, sheetId: 102, counting: stepsThatCount, highlights: highlightsOf.checklist },
      remembered: { tab: "cases", cell: "checklistRows", column: "case" },
    },
    plan: { ...begunByPeople, sheetId: 103, highlights: highlightsOf.plan },
    log: { ...begunByPeople, sheetId: 104, needsNoKeys: true, isOnlyAppended: true },
    disclosures: { ...begunByPeople, sheetId: 105, isOnlyAppended: true },
    // When the state of a report is made anew, its times were not read, so the new state lacks them.
    reports: {
      ...{ ...work, sheetId: 106, frozenColumns: 5, highlights: highlightsOf.reports },
      timesFromCells: true,
    },
    reporters: { ...work, sheetId: 115, frozenColumns: 1 },
    goOnSealed: { ...begunByPeople, sheetId: 116, title: "Go on sealed" },
  },
  tables,
);
