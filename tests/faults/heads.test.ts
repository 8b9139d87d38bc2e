/** Somebody goes on inserting rows above the keys, or takes them out again, while a run mends them: the end is that of one of the two orders. */
import { expect, test } from "vitest";
import {
  type Interrupted,
  type Intrusion,
  interleavings,
  interrupted,
} from "../../scripts/bench/faults/interleave";
import { admin } from "../../scripts/bench/faults/stage";
import { builtBundle } from "../../scripts/play/bundle";
import { mainRegister } from "../../scripts/play/register-cells";
import type { LocalWorkspace } from "../../scripts/workspace/index";
import { deleteRows, insertRows } from "../../scripts/workspace/sheets/person-structure";
import { sheetsSlice } from "../../scripts/workspace/sheets/store";
import { tabs } from "../../src/register/tabs";

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

const mending: readonly Interrupted[] = interrupted
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

const intrusions: readonly Intrusion[] = [
  { name: "three rows more above the keys", movesRows: true, act: insertAbove },
  { name: "the rows taken out again", movesRows: true, act: takeOut },
];

test.each(
  mending.flatMap((one) =>
    intrusions.map((intrusion) => [one.name, intrusion.name, one, intrusion] as const),
  ),
)(
  "%s: %s",
  async (_one, _intrusion, one, intrusion) => {
    const found = interleavings(await builtBundle(), one, intrusion, ({ path }) =>
      path.startsWith("Sheets."),
    );
    expect(found.length).toBeGreaterThan(4);
    expect(found.filter(({ why }) => why.length > 0)).toEqual([]);
  },
  240_000,
);
