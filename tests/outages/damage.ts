/** What somebody who may do everything does to a register by hand. Synthetic people only. */
import { admin } from "../../scripts/bench/faults-stage";
import { registerIds } from "../../scripts/play/register-cells";
import type { LocalWorkspace } from "../../scripts/workspace/index";
import { applied } from "../../scripts/workspace/sheets/batch-update";
import { sheetsSlice } from "../../scripts/workspace/sheets/store";
import type { TabId } from "../../src/register/columns";
import { tabs } from "../../src/register/tabs";

export type Request = Readonly<Record<string, unknown>>;

export const first = {
  school: "North High",
  studentName: "Rowan Pine",
  studentId: "730194",
  factors: ["controlled-or-groomed"],
};
export const second = { ...first, studentName: "Ash Grove", studentId: "730195" };
export const setUp = { menu: { name: "set-up" } };

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

/** Where a column stands in a register that nobody has changed. */
export function columnAt(tab: TabId, key: string): number {
  return tabs[tab].columns.findIndex((column) => column.key === key);
}

/** Does it to the main register, as its owner. */
export function byHand(workspace: LocalWorkspace, requests: readonly Request[]): void {
  const { store } = workspace;
  const id = registerIds(store).get("main") ?? "";
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
