/** What holds at the end of any day, whatever happened in it: found without another day to compare with. */

import { type RegisterName, registerNames } from "../../../src/ports";
import type { RawRow } from "../../../src/register/cells";
import type { TabId } from "../../../src/register/columns";
import { tabs } from "../../../src/register/tabs";
import { registerIds, rowsOf } from "../../play/register-cells";
import type { LocalWorkspace } from "../../workspace/runtime";

/** Deadlines and days that nothing but a person changes once they stand; a row may be deleted with them. */
const kept: Readonly<Partial<Record<TabId, readonly string[]>>> = {
  cases: ["opened"],
  checklist: ["due"],
  reports: ["received", "writtenReportDue"],
};

/** Tabs in which what a person typed is accepted or put back. */
const typed = ["cases", "checklist", "plan", "log", "disclosures", "reports"] as const;
const watched: readonly TabId[] = [...typed, "outbox"];

/** The rows of the registers by tab. */
export type Registers = ReadonlyMap<RegisterName, ReadonlyMap<TabId, readonly RawRow[]>>;

export function registersOf({ store }: LocalWorkspace): Registers {
  const ids = registerIds(store);
  return new Map(
    registerNames.flatMap((name) => {
      const id = ids.get(name);
      if (id === undefined) return [];
      const rows = watched.map(
        (tab) => [tab, rowsOf(store, id, tab).map(({ cells }) => cells)] as const,
      );
      return [[name, new Map(rows)] as const];
    }),
  );
}

type Rows = (tab: TabId) => readonly RawRow[];

const isFilled = (cell: unknown): boolean => (cell ?? "") !== "" && cell !== false;

/** What stood before and is another now, or gone from its row; and what a new row was born without. */
function lost(before: Rows, after: Rows): string[] {
  // What a case that went into another owed, the other owes.
  const merged = new Set(
    after("cases").flatMap((row) => (isFilled(row["mergedInto"]) ? [row["case"]] : [])),
  );
  return Object.entries(kept).flatMap(([name, columns]) => {
    // The keys of `kept` are ids of tabs.
    const tab = name as TabId;
    const { keyColumn } = tabs[tab];
    const earlier = new Map(before(tab).map((row) => [row[keyColumn], row]));
    return after(tab).flatMap((row) => {
      if (tab === "checklist" && merged.has(row["case"])) return [];
      const was = earlier.get(row[keyColumn]);
      return columns.flatMap((column) => {
        // Not every act has a deadline, and a report's text goes on in rows that only continue it.
        const isOwed = tab === "cases" || (tab === "reports" && row["part"] === 1);
        const isLost =
          was === undefined ? isOwed && !isFilled(row[column]) : was[column] !== row[column];
        const from = was === undefined ? "" : ` from ${String(was[column])}`;
        return isLost
          ? [`${tab} ${String(row[keyColumn])}: ${column} is${from} ${String(row[column])}`]
          : [];
      });
    });
  });
}

/** A case that is not closed is next due when the first of its open acts is. */
function wrongNextDue(rows: Rows): string[] {
  return rows("cases").flatMap((row) => {
    if (row["status"] === "Closed" || isFilled(row["mergedInto"])) return [];
    const dues = rows("checklist").flatMap((act) =>
      act["case"] === row["case"] && act["state"] === "Open" && typeof act["due"] === "number"
        ? [act["due"]]
        : [],
    );
    const first = dues.length === 0 ? null : Math.min(...dues);
    const nextDue = row["nextDue"] ?? null;
    return nextDue === first
      ? []
      : [`case ${String(row["case"])}: next due ${String(nextDue)}, not ${String(first)}`];
  });
}

/** A cell that a person may fill in, and what the script accepted there, are both there or neither. */
function notAccepted(rows: Rows): string[] {
  return typed.flatMap((tab) =>
    rows(tab).flatMap((row) => {
      const text = row["accepted"];
      // Written by the product as an object of columns; what is none of ours shows as a difference.
      const accepted = JSON.parse(typeof text === "string" ? text : "{}") as Record<
        string,
        unknown
      >;
      return tabs[tab].columns.flatMap(({ key, editableBy }) =>
        editableBy !== "nobody" && isFilled(row[key]) !== isFilled(accepted[key])
          ? [`${tab} ${String(row[tabs[tab].keyColumn])}: ${key} is not accepted`]
          : [],
      );
    }),
  );
}

function unsent(rows: Rows): string[] {
  return rows("outbox").flatMap((row) =>
    row["state"] === "Queued" || isFilled(row["claimedUntil"])
      ? [`message ${String(row["message"])}: ${String(row["state"])}`]
      : [],
  );
}

/** What is wrong at the end of a day that was settled, in words; `before` is an earlier moment of it. */
export function ailments(before: Registers, after: Registers): readonly string[] {
  return [...after].flatMap(([name, tabRows]) => {
    const rows: Rows = (tab) => tabRows.get(tab) ?? [];
    const earlier: Rows = (tab) => before.get(name)?.get(tab) ?? [];
    const found = [
      ...lost(earlier, rows),
      ...wrongNextDue(rows),
      ...notAccepted(rows),
      ...unsent(rows),
    ];
    return found.map((what) => `${name} ${what}`);
  });
}
