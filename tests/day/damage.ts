/** What someone who may do anything does to a register by hand. */
import { withoutInstants } from "../../scripts/bench/faults/state";
import { untimed } from "../../scripts/bench/row-text";
import { registerIds, tabCells } from "../../scripts/play/register-cells";
import type { LocalWorkspace } from "../../scripts/workspace/index";
import { applied } from "../../scripts/workspace/sheets/requests/batch-update";
import { sheetsSlice } from "../../scripts/workspace/sheets/store";
import type { TabId } from "../../src/register/columns";
import { tabs } from "../../src/tabs";
import { admin } from "./people";

export type Request = Readonly<Record<string, unknown>>;

/** Tabs whose rows of keys and titles people have damaged. */
export const damagedTabs = [
  "cases",
  "checklist",
  "reports",
  "contacts",
  "schools",
  "settings",
  "outbox",
  "activity",
] as const;

/** One row or column of a tab, counted from 0. */
export function one(tab: TabId, dimension: "ROWS" | "COLUMNS", startIndex: number) {
  return { sheetId: tabs[tab].sheetId, dimension, startIndex, endIndex: startIndex + 1 };
}

/** Types a text into a cell, rows and columns counted from 0. */
export function write(tab: TabId, rowIndex: number, columnIndex: number, stringValue: string) {
  return {
    updateCells: {
      start: { sheetId: tabs[tab].sheetId, rowIndex, columnIndex },
      rows: [{ values: [{ userEnteredValue: { stringValue } }] }],
      fields: "userEnteredValue",
    },
  };
}

/** Empty rows from `at` on, as by a right click: they take after the row above, or below where there is none. */
export function insert(tab: TabId, at: number, count = 1): readonly Request[] {
  const range = { ...one(tab, "ROWS", at), endIndex: at + count };
  return [{ insertDimension: { range, inheritFromBefore: at > 0 } }];
}

/** The rows of keys and titles of the main register's tab, but for the marks beside the keys. */
export function head(workspace: LocalWorkspace, tab: TabId): readonly unknown[] {
  const id = registerIds(workspace.store).get("main") ?? "";
  const { sheet } = tabCells(workspace.store, id, tab) ?? {};
  return [0, 1].map((row) =>
    (sheet?.rows[row]?.values ?? []).filter((cell) => !/^(?:end|schema):/.test(String(cell))),
  );
}

/** Rows of the registers as `stateOf` has them, but for what is written down and told of a mended head. */
export function unmended(rows: readonly string[]): readonly string[] {
  return withoutInstants(rows)
    .filter((line) => !/head-mended/.test(line))
    .map(untimed);
}

/** Where a column stands in a register that nobody has changed. */
export function columnAt(tab: TabId, key: string): number {
  return tabs[tab].columns.findIndex((column) => column.key === key);
}

/** Does it to a register, the main one unless it says which, as its owner. */
export function byHand(
  workspace: LocalWorkspace,
  requests: readonly Request[],
  id = registerIds(workspace.store).get("main") ?? "",
): void {
  const { store } = workspace;
  const spreadsheet = sheetsSlice(store).spreadsheets[id];
  if (spreadsheet === undefined) throw new Error("there is no register");
  const { draft } = applied(spreadsheet, requests, {
    actor: { address: admin, owner: admin },
    assume: {},
    mustTake: () => undefined,
    countWritten: () => undefined,
  });
  sheetsSlice(store).spreadsheets[id] = draft;
}
