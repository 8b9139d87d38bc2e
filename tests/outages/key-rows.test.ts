/** The rows of keys and titles deleted, overwritten or taken apart: the next run puts them back, and all comes in once. */
import { expect, test } from "vitest";
import { districtStage, playEvents } from "../../scripts/bench/faults/stage";
import { stateOf } from "../../scripts/bench/faults/state";
import { builtBundle } from "../../scripts/play/bundle";
import { readOutput } from "../../scripts/play/end-state/output";
import { registerIds, tabCells } from "../../scripts/play/register-cells";
import { reachOnce } from "../../scripts/play/saved-stages";
import type { LocalWorkspace } from "../../scripts/workspace/index";
import { type TabId, tabIds } from "../../src/register/columns";
import { tabs } from "../../src/register/tabs";
import { byHand, head, one, type Request, unmended, write } from "../day/damage";
import { ash, report, setUp } from "../day/events";
import { mails } from "../day/look";

const first = report();
const second = report(ash);
type Damage = (tab: TabId, columns: readonly (string | null)[]) => readonly Request[];

const rows = (tab: TabId, at: number) => one(tab, "ROWS", at);

const deleteKeys: Damage = (tab) => [{ deleteDimension: { range: rows(tab, 0) } }];
const deleteTitles: Damage = (tab) => [{ deleteDimension: { range: rows(tab, 1) } }];
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

async function district(): Promise<LocalWorkspace> {
  const workspace = districtStage(await builtBundle());
  reachOnce(workspace, ["key rows: a report in the district", first], () =>
    playEvents(workspace, [{ submit: first }, { advance: "PT10M" }]),
  );
  return workspace;
}

/** What would stand there had nobody touched the rows; told by a day without damage, which is played once. */
let untouched: ReturnType<typeof played> | null = null;
function undamaged() {
  untouched ??= played();
  return untouched;
}

async function played() {
  const workspace = await district();
  playEvents(workspace, [{ submit: second }, { advance: "PT10M" }]);
  return { rows: stateOf(workspace).rows, workspace };
}

const mending: readonly (readonly [string, Damage])[] = [
  ["its row of keys deleted", deleteKeys],
  ["its keys overwritten", overwriteKeys],
];

test.each(
  mending.flatMap(([name, how]) =>
    (
      [
        "cases",
        "checklist",
        "reports",
        "contacts",
        "schools",
        "settings",
        "outbox",
        "activity",
      ] as const
    ).map((tab) => [tab, name, how] as const),
  ),
)("%s: %s", async (tab, _name, how) => {
  const whole = await undamaged();
  const workspace = await district();
  damage(workspace, tab, how);
  playEvents(workspace, [{ submit: second }, { advance: "PT10M" }]);
  expect(workspace.runs.filter(({ ok }) => !ok)).toEqual([]);
  expect(head(workspace, tab)).toEqual(head(whole.workspace, tab));
  const out = readOutput(workspace, { cells: false });
  expect(out.reports).toHaveLength(2);
  const told = mails(out, "case-opened");
  expect(told.map((mail) => mail.case)).toEqual(["26-0001", "26-0002"]);
  expect(out.activity.map(({ what, column }) => [what, column])).toContainEqual([
    "head-mended",
    tab,
  ]);
  const lines = (of: readonly string[]) =>
    unmended(of).filter((line) => line.startsWith(`main ${tab}:`));
  expect(lines(stateOf(workspace).rows)).toEqual(lines(whole.rows));
});

/** Tabs with a date, a number or a tick in their first row of data. */
test.each(["cases", "checklist", "reports", "outbox"] as const)(
  "%s: its row of titles deleted hides no row of data",
  async (tab) => {
    const whole = await undamaged();
    const workspace = await district();
    damage(workspace, tab, deleteTitles);
    playEvents(workspace, [{ submit: second }, { advance: "PT10M" }]);
    expect(workspace.runs.filter(({ ok }) => !ok)).toEqual([]);
    expect(head(workspace, tab)).toEqual(head(whole.workspace, tab));
    expect(unmended(stateOf(workspace).rows)).toEqual(unmended(whole.rows));
  },
);

test("titles that were emptied are written again where they stood", async () => {
  const workspace = await district();
  const before = head(workspace, "cases");
  damage(workspace, "cases", (tab, columns) => columns.map((_, at) => write(tab, 1, at, "")));
  playEvents(workspace, [{ submit: second }]);
  expect(head(workspace, "cases")).toEqual(before);
  expect(readOutput(workspace, { cells: false }).cases).toHaveLength(2);
});

test("what somebody wrote over the keys is a note on the title below from then on", async () => {
  const workspace = await district();
  damage(workspace, "contacts", (tab, columns) =>
    columns.map((_, at) => write(tab, 0, at, at === 2 ? "Who is new here?" : "")),
  );
  playEvents(workspace, [{ submit: second }]);
  const id = registerIds(workspace.store).get("main") ?? "";
  const { sheet } = tabCells(workspace.store, id, "contacts") ?? {};
  expect(sheet?.rows[1]?.notes?.["2"]).toBe("Stood in the row above: Who is new here?");
});

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
  playEvents(workspace, [{ submit: second }, setUp]);
  expect(workspace.runs.filter(({ ok }) => !ok).map(({ error }) => error)).toEqual([
    expect.stringMatching(/register-damaged: .*Cases/),
    expect.stringMatching(/register-damaged: .*Cases.*Version history/),
  ]);
  expect(stateOf(workspace).rows).toEqual(before.rows);
  const told = readOutput(workspace, { cells: false }).inbox.map(({ message }) => message);
  expect(told).toContain("report-waiting");
});

test("a whole register is read once by set-up, and nothing is written above the data", async () => {
  const workspace = await district();
  const before = tabIds.map((tab) => head(workspace, tab));
  playEvents(workspace, [setUp]);
  expect(tabIds.map((tab) => head(workspace, tab))).toEqual(before);
});
