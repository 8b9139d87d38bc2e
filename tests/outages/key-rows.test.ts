/** The rows of keys and titles deleted, moved or overwritten: reports wait in the Form, set-up puts the rows back, and all comes in once. */
import { expect, test } from "vitest";
import { districtStage, playEvents } from "../../scripts/bench/faults-stage";
import { stateOf, withoutInstants } from "../../scripts/bench/faults-state";
import { builtBundle } from "../../scripts/play/bundle";
import { readOutput } from "../../scripts/play/output";
import { registerIds, tabCells } from "../../scripts/play/register-cells";
import type { LocalWorkspace } from "../../scripts/workspace/index";
import { type TabId, tabIds } from "../../src/register/columns";
import { tabs } from "../../src/register/tabs";
import { byHand, first, one, type Request, second, setUp, write } from "./damage";

type Damage = (tab: TabId, columns: readonly (string | null)[]) => readonly Request[];

const rows = (tab: TabId, at: number) => one(tab, "ROWS", at);

const deleteKeys: Damage = (tab) => [{ deleteDimension: { range: rows(tab, 0) } }];
const deleteTitles: Damage = (tab) => [{ deleteDimension: { range: rows(tab, 1) } }];
const insertAbove: Damage = (tab) => [
  { insertDimension: { range: rows(tab, 0), inheritFromBefore: false } },
];
const insertBetween: Damage = (tab) => [
  { insertDimension: { range: rows(tab, 1), inheritFromBefore: false } },
];
const overwriteKeys: Damage = (tab, columns) =>
  columns.map((_, index) => write(tab, 0, index, `x${index}`));
const overwriteOneKey: Damage = (tab, columns) => [write(tab, 0, columns.length - 2, "oops")];

function damage(workspace: LocalWorkspace, tab: TabId, how: Damage): void {
  byHand(
    workspace,
    how(
      tab,
      tabs[tab].columns.map(({ key }) => key),
    ),
  );
}

function head(workspace: LocalWorkspace, tab: TabId): readonly unknown[] {
  const id = registerIds(workspace.store).get("main") ?? "";
  const { sheet } = tabCells(workspace.store, id, tab) ?? {};
  return [0, 1].map((row) =>
    (sheet?.rows[row]?.values ?? []).filter((cell) => !/^end:/.test(String(cell))),
  );
}

async function district(): Promise<LocalWorkspace> {
  const workspace = districtStage(await builtBundle());
  playEvents(workspace, [{ submit: first }, { advance: "PT10M" }]);
  return workspace;
}

/** What would stand there had nobody touched the rows; told by a day without damage. */
async function undamaged() {
  const workspace = await district();
  playEvents(workspace, [{ submit: second }, setUp, { advance: "PT20M" }]);
  return { rows: stateOf(workspace).rows, workspace };
}

const stopping: readonly (readonly [string, Damage])[] = [
  ["its row of keys deleted", deleteKeys],
  ["a row inserted above its keys", insertAbove],
  ["its keys overwritten", overwriteKeys],
];

test.each(
  stopping.flatMap(([name, how]) =>
    (["cases", "checklist", "reports", "contacts", "settings", "outbox", "activity"] as const).map(
      (tab) => [tab, name, how] as const,
    ),
  ),
)("%s: %s", async (tab, _name, how) => {
  const whole = await undamaged();
  const workspace = await district();
  damage(workspace, tab, how);
  playEvents(workspace, [{ submit: second }]);
  const failed = workspace.runs.filter(({ ok }) => !ok);
  expect(failed.map(({ error }) => error)).toEqual([
    expect.stringMatching(/register-damaged: .*Run Set up/),
  ]);
  playEvents(workspace, [setUp, { advance: "PT20M" }]);
  expect(workspace.runs.filter(({ ok }) => !ok)).toEqual(failed);
  expect(head(workspace, tab)).toEqual(head(whole.workspace, tab));
  expect(readOutput(workspace, { cells: false }).reports).toHaveLength(2);
  const told = readOutput(workspace, { cells: false }).inbox.filter(
    ({ message }) => message === "case-opened",
  );
  expect(told.map((mail) => mail.case)).toEqual(["26-0001", "26-0002"]);
  const lines = (of: readonly string[]) =>
    withoutInstants(of).filter((line) => line.startsWith(`main ${tab}:`));
  expect(lines(stateOf(workspace).rows)).toEqual(lines(whole.rows));
});

/** Tabs with a date, a number or a tick in their first row of data. */
test.each(["cases", "checklist", "reports", "outbox"] as const)(
  "%s: its row of titles deleted hides no row of data for long",
  async (tab) => {
    const whole = await undamaged();
    const workspace = await district();
    damage(workspace, tab, deleteTitles);
    playEvents(workspace, [{ submit: second }]);
    expect(workspace.runs.filter(({ ok }) => !ok)).toHaveLength(1);
    playEvents(workspace, [setUp, { advance: "PT20M" }]);
    expect(head(workspace, tab)).toEqual(head(whole.workspace, tab));
    expect(withoutInstants(stateOf(workspace).rows)).toEqual(withoutInstants(whole.rows));
  },
);

test.each(["cases", "checklist", "reports", "contacts", "outbox"] as const)(
  "%s: a row inserted between keys and titles stops nothing",
  async (tab) => {
    const whole = await undamaged();
    const workspace = await district();
    damage(workspace, tab, insertBetween);
    playEvents(workspace, [{ submit: second }, { advance: "PT20M" }]);
    const { inbox } = readOutput(workspace, { cells: false });
    expect(inbox.map((mail) => [mail.message, mail.case])).toEqual([
      ["case-opened", "26-0001"],
      ["case-opened", "26-0002"],
    ]);
    playEvents(workspace, [setUp]);
    expect(workspace.runs.filter(({ ok }) => !ok)).toEqual([]);
    expect(head(workspace, tab)).toEqual(head(whole.workspace, tab));
    expect(withoutInstants(stateOf(workspace).rows)).toEqual(withoutInstants(whole.rows));
  },
);

test("one key overwritten is put back above its own column, and no second column is added", async () => {
  const workspace = await district();
  const before = head(workspace, "cases");
  damage(workspace, "cases", overwriteOneKey);
  playEvents(workspace, [setUp]);
  expect(head(workspace, "cases")).toEqual(before);
});

test("rows that cannot be told apart are left alone, and the words say which tab", async () => {
  const workspace = await district();
  damage(workspace, "cases", (tab, columns) =>
    [0, 1].flatMap((row) => columns.map((_, index) => write(tab, row, index, `x${index}`))),
  );
  const before = stateOf(workspace);
  playEvents(workspace, [setUp]);
  expect(workspace.runs.filter(({ ok }) => !ok).map(({ error }) => error)).toEqual([
    expect.stringMatching(/register-damaged: .*Version history.*Cases/),
  ]);
  expect(stateOf(workspace)).toEqual(before);
});

test("a whole register is read once by set-up, and nothing is written above the data", async () => {
  const workspace = await district();
  const before = tabIds.map((tab) => head(workspace, tab));
  playEvents(workspace, [setUp]);
  expect(tabIds.map((tab) => head(workspace, tab))).toEqual(before);
});
