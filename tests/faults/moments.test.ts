/** What a day becomes is taken from another day that stood the same at that moment, and never from one that did not. */
import { expect, test } from "vitest";
import {
  type Moment,
  momentAfter,
  momentAfterTick,
  momentOf,
  putBack,
} from "../../scripts/bench/faults/moments";
import { districtStage, playEvents } from "../../scripts/bench/faults/stage";
import { builtBundle } from "../../scripts/play/bundle";
import { mainRegister, tabCells } from "../../scripts/play/register-cells";
import type { LocalWorkspace } from "../../scripts/workspace/index";
import { scriptProperties, setMailAllowance } from "../../scripts/workspace/index";
import { sheetsSlice } from "../../scripts/workspace/sheets/store";
import { report } from "../day/events";

const anyReport = report({ facts: "Slept in a van." });
const minute = 60_000;
const next = (workspace: LocalWorkspace, from: Moment) =>
  momentAfterTick(workspace, from, { missed: 0 });

async function oneCase(): Promise<LocalWorkspace> {
  const workspace = districtStage(await builtBundle());
  playEvents(workspace, [{ submit: anyReport }]);
  return workspace;
}

/** Another value into the first row of a case. */
function change({ store }: LocalWorkspace, value: string): void {
  const cells = tabCells(store, mainRegister(store), "cases");
  const row = cells?.sheet.rows.find((one) => one?.values.includes("26-0001"));
  const place = cells?.positions.get("notes");
  if (cells === null || !row || place === undefined) throw new Error("there is no case");
  const values = Object.assign([...row.values], { [place]: value });
  cells.sheet.rows[cells.sheet.rows.indexOf(row)] = { ...row, values };
}

test("a tick from the same is played once: some seconds do not matter before it, nor how many runs there were", async () => {
  const workspace = await oneCase();
  const before = momentOf(workspace);
  const known = next(workspace, before);
  const { length } = workspace.runs;
  putBack(workspace, before);
  workspace.passUnattended(minute / 2);
  expect(next(workspace, momentOf(workspace))).toBe(known);
  expect(workspace.runs).toHaveLength(length);
  expect(next(workspace, before)).toBe(known);
  const { length: clocks } = workspace.runs.filter(({ function: name }) => name === "onClock");
  expect(next(workspace, known)).not.toBe(known);
  expect(workspace.runs.filter(({ function: name }) => name === "onClock")).toHaveLength(
    clocks + 1,
  );
});

test.each<[string, (workspace: LocalWorkspace) => void]>([
  ["a cell", (workspace) => change(workspace, "Seen.")],
  ["what the script remembers", ({ store }) => Object.assign(scriptProperties(store), { a: "1" })],
  ["the mail that is left", ({ store }) => setMailAllowance(store, "admin@district.example", 3)],
  ["a later tick", (workspace) => workspace.passUnattended(5 * minute)],
  [
    "a call that Google still counts",
    ({ store, clock }) => {
      const own = Object.values(sheetsSlice(store).calls)[0];
      own?.reads.push(clock.now + 3 * minute + minute / 2);
    },
  ],
])("a tick is played anew where another is %s", async (_name, differ) => {
  const workspace = await oneCase();
  const known = next(workspace, momentOf(workspace));
  workspace.store.restore((await oneCase()).store.snapshot());
  differ(workspace);
  expect(next(workspace, momentOf(workspace))).not.toBe(known);
});

test("an act is known by its name, the moment and the time; with it what it called and what went wrong", async () => {
  const workspace = await oneCase();
  const before = momentOf(workspace);
  let times = 0;
  const act = () => {
    times += 1;
    workspace.run({
      function: "onClock",
      surface: "clock",
      as: "admin@district.example",
      args: [{}],
    });
    workspace.noteError("it went wrong");
  };
  const known = momentAfter(workspace, before, "a run", act);
  expect(momentAfter(workspace, before, "a run", act)).toBe(known);
  expect(times).toBe(1);
  expect(known.errors).toEqual(["it went wrong"]);
  expect(known.calls.length).toBeGreaterThan(3);
  expect(momentAfter(workspace, before, "another", act)).not.toBe(known);
  putBack(workspace, before);
  workspace.passUnattended(1);
  expect(momentAfter(workspace, momentOf(workspace), "a run", act)).not.toBe(known);
  expect(times).toBe(3);
});
