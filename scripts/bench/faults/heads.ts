/** Somebody goes on inserting rows above the keys, or takes them out again, while a run mends them. */
import { tabs } from "../../../src/register/tabs";
import { mainRegister } from "../../play/register-cells";
import type { LocalWorkspace } from "../../workspace/index";
import { deleteRows, insertRows } from "../../workspace/sheets/person-structure";
import { sheetsSlice } from "../../workspace/sheets/store";
import { type Interrupted, type Intrusion, interrupted } from "./interleave";
import { admin } from "./stage";

const damaged = ["cases", "checklist", "contacts"] as const;

function eachTab(
  workspace: LocalWorkspace,
  act: (place: { readonly spreadsheetId: string; readonly sheetId: number }) => void,
): void {
  const spreadsheetId = mainRegister(workspace.store);
  for (const tab of damaged) act({ spreadsheetId, sheetId: tabs[tab].sheetId });
}

/** Three: were they deleted at once, a row of data could go in their place. */
function insertAbove(workspace: LocalWorkspace): void {
  eachTab(workspace, (place) => insertRows(workspace.store, place, 0, 3, admin));
}

/** Takes out the empty rows at the top, as somebody does who sees what happened. */
function takeOut(workspace: LocalWorkspace): void {
  eachTab(workspace, (place) => {
    const rows = () =>
      sheetsSlice(workspace.store)
        .spreadsheets[place.spreadsheetId]?.sheets.find(
          ({ properties }) => properties.sheetId === place.sheetId,
        )
        ?.rows[0]?.values.some((cell) => cell !== null && cell !== "");
    while (rows() !== true) deleteRows(workspace.store, place, 0, 1, admin);
  });
}

/** Runs that find three rows above the keys of some tabs. */
export const mending: readonly Interrupted[] = interrupted
  .filter(({ name }) => name === "first report" || name === "tick that takes in a report")
  .map((one) => ({
    ...one,
    name: `${one.name} that mends`,
    prepare(dist) {
      const workspace = one.prepare(dist);
      insertAbove(workspace);
      return workspace;
    },
  }));

/** What a person does meanwhile. */
export const intrusionsAbove: readonly Intrusion[] = [
  { name: "three rows more above the keys", movesRows: true, act: insertAbove },
  { name: "the rows taken out again", movesRows: true, act: takeOut },
];
