/** The tabs of cases, and the types of their rows (design section 5). */
import { once, onceEach } from "../../lazy";
import { packOfCase } from "../../protocol/find-pack";
import {
  type CellsOfRow,
  makeTab,
  type RowValues,
  type RowWith,
  stateKey,
  type Tab,
} from "../../register/columns";
import {
  caseHighlights,
  checklistHighlights,
  planHighlights,
  reportHighlights,
} from "./case-colours";
import { caseTables } from "./case-columns";
import { tablesBesideCases } from "./report-and-checklist-columns";
import { viewReads } from "./views-of-cases";

type Cases = ReturnType<typeof caseTables>;
type Beside = ReturnType<typeof tablesBesideCases>;
type Shared = Cases["shared"]["members"][number];

/** The entries of a tab: its columns, and the members of its hidden cell. */
interface Entries {
  cases: (Cases["columns"] | Cases["members"])[number];
  checklist: (Beside["checklist"] | Beside["checklistMembers"])[number];
  plan: Beside["plan"][number] | Shared;
  log: Beside["log"][number];
  disclosures: Beside["disclosures"][number] | Shared;
  reports: Beside["reports"][number] | Shared;
  reporters: Beside["reporters"][number];
  goOnSealed: Beside["goOnSealed"][number];
}

/** The types of the rows of these tabs. */
export type CaseRows = { [T in keyof Entries]: RowOf<T> };
type RowOf<T extends keyof Entries> = RowWith<Entries[T]>;
export type CaseTabId = keyof Entries;

/** The entries of a tab. */
export type EntryOf<T extends keyof Entries> = Entries[T];
/** The keys of the entries of Cases that say this. */
export type CaseKeys<What extends string, Says> = Extract<
  EntryOf<"cases">,
  { says: Readonly<Record<What, Says>> }
>["key"];
/** The names of the rules for what people type in a tab. */
export type RuleOf<T extends keyof Entries> = Extract<
  EntryOf<T>,
  { readonly editableBy: unknown; rule: string }
>["rule"];
export type CaseRow = RowOf<"cases">;
export type ChecklistRow = RowOf<"checklist">;
export type ReportRow = RowOf<"reports">;

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

/** The tabs, each made when it is first needed. */
export const caseTabs: Readonly<Record<keyof Entries, Tab>> = onceEach({
  cases: () => {
    const { columns, members } = caseTables();
    return makeTab({
      id: "cases",
      sheetId: 101,
      colour: "work",
      // Only the reference is frozen, since a phone has no room for more.
      frozenColumns: 1,
      columns,
      members,
      comparedBy: viewReads,
      packOf,
      highlights: caseHighlights,
    });
  },
  checklist: () => {
    const { checklist: columns, checklistMembers: members } = tablesBesideCases();
    return makeTab({
      id: "checklist",
      sheetId: 102,
      colour: "work",
      // The hidden key and the reference are frozen.
      frozenColumns: 2,
      columns,
      members,
      counting: stepsThatCount,
      remembered: { tab: "cases", cell: "checklistRows", column: "case" },
      highlights: checklistHighlights,
    });
  },
  plan: () =>
    makeTab({
      ...inRows("plan", 103),
      members: caseTables().shared.members,
      highlights: planHighlights,
    }),
  log: () => makeTab({ ...inRows("log", 104), needsNoKeys: true, isOnlyAppended: true }),
  disclosures: () =>
    makeTab({
      ...inRows("disclosures", 105),
      members: caseTables().shared.members,
      isOnlyAppended: true,
    }),
  reports: () =>
    makeTab({
      id: "reports",
      sheetId: 106,
      colour: "work",
      frozenColumns: 5,
      columns: tablesBesideCases().reports,
      members: caseTables().shared.members,
      // When the state of a report is made anew, its times were not read, so the new state lacks them.
      timesFromCells: true,
      highlights: reportHighlights,
    }),
  reporters: () =>
    makeTab({
      id: "reporters",
      sheetId: 115,
      colour: "work",
      frozenColumns: 1,
      columns: tablesBesideCases().reporters,
    }),
  goOnSealed: () => makeTab({ ...inRows("goOnSealed", 116), title: "Go on sealed" }),
});

/** A tab in which people start rows. */
function inRows(id: "plan" | "log" | "disclosures" | "goOnSealed", sheetId: number) {
  const columns = tablesBesideCases()[id];
  return { id, sheetId, colour: "work", frozenColumns: 2, columns, begunBy: "people" } as const;
}
