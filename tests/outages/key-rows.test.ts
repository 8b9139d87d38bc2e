/** The rows of keys and titles deleted, overwritten or taken apart: the next run puts them back, and all comes in once. */
import { expect, test } from "vitest";
import { stateOf } from "../../scripts/bench/faults/state";
import { type TabId, tabIds } from "../../src/register/columns";
import { tabs } from "../../src/register/tabs";
import { byHand, damagedTabs, head, one, type Request, unmended, write } from "../day/damage";
import { Day } from "../day/day";
import { ash, minutes, report, setUp, submit } from "../day/events";
import { mails } from "../day/look";

const second = report(ash);
type Damage = (tab: TabId, columns: readonly (string | null)[]) => readonly Request[];

const rows = (tab: TabId, at: number) => one(tab, "ROWS", at);

const deleteKeys: Damage = (tab) => [{ deleteDimension: { range: rows(tab, 0) } }];
const deleteTitles: Damage = (tab) => [{ deleteDimension: { range: rows(tab, 1) } }];
const overwriteKeys: Damage = (tab, columns) =>
  columns.map((_, index) => write(tab, 0, index, `x${index}`));
const overwriteOneKey: Damage = (tab, columns) => [write(tab, 0, columns.length - 2, "oops")];

function damage(day: Day, tab: TabId, how: Damage): void {
  byHand(
    day.workspace,
    how(
      tab,
      tabs[tab].columns.map(({ key }) => key),
    ),
  );
}

async function district(): Promise<Day> {
  return (await Day.betweenTicks()).reach(submit(), minutes(10));
}

/** What would stand there had nobody touched the rows; told by a day without damage, which is played once. */
let untouched: ReturnType<typeof played> | null = null;
function undamaged() {
  untouched ??= played();
  return untouched;
}

async function played() {
  const day = await district();
  day.play({ submit: second }, { advance: "PT10M" });
  return { rows: stateOf(day.workspace).rows, day };
}

const mending: readonly (readonly [string, Damage])[] = [
  ["its row of keys deleted", deleteKeys],
  ["its keys overwritten", overwriteKeys],
];

test.each(mending.flatMap(([name, how]) => damagedTabs.map((tab) => [tab, name, how] as const)))(
  "%s: %s",
  async (tab, _name, how) => {
    const whole = await undamaged();
    const day = await district();
    damage(day, tab, how);
    day.play({ submit: second }, { advance: "PT10M" });
    expect(day.workspace.runs.filter(({ ok }) => !ok)).toEqual([]);
    expect(head(day.workspace, tab)).toEqual(head(whole.day.workspace, tab));
    const out = day.out();
    expect(out.reports).toHaveLength(2);
    const told = mails(out, "case-opened");
    expect(told.map((mail) => mail.case)).toEqual(["26-0001", "26-0002"]);
    expect(out.activity.map(({ what, column }) => [what, column])).toContainEqual([
      "head-mended",
      tab,
    ]);
    const lines = (of: readonly string[]) =>
      unmended(of).filter((line) => line.startsWith(`main ${tab}:`));
    expect(lines(stateOf(day.workspace).rows)).toEqual(lines(whole.rows));
  },
);

/** Tabs with a date, a number or a tick in their first row of data. */
test.each(["cases", "checklist", "reports", "outbox"] as const)(
  "%s: its row of titles deleted hides no row of data",
  async (tab) => {
    const whole = await undamaged();
    const day = await district();
    damage(day, tab, deleteTitles);
    day.play({ submit: second }, { advance: "PT10M" });
    expect(day.workspace.runs.filter(({ ok }) => !ok)).toEqual([]);
    expect(head(day.workspace, tab)).toEqual(head(whole.day.workspace, tab));
    expect(unmended(stateOf(day.workspace).rows)).toEqual(unmended(whole.rows));
  },
);

test("titles that were emptied are written again where they stood", async () => {
  const day = await district();
  const before = head(day.workspace, "cases");
  damage(day, "cases", (tab, columns) => columns.map((_, at) => write(tab, 1, at, "")));
  day.play({ submit: second });
  expect(head(day.workspace, "cases")).toEqual(before);
  expect(day.out().cases).toHaveLength(2);
});

test("what somebody wrote over the keys is a note on the title below from then on", async () => {
  const day = await district();
  damage(day, "contacts", (tab, columns) =>
    columns.map((_, at) => write(tab, 0, at, at === 2 ? "Who is new here?" : "")),
  );
  day.play({ submit: second });
  const { sheet } = day.tab("contacts");
  expect(sheet?.rows[1]?.notes?.["2"]).toBe("Stood in the row above: Who is new here?");
});

test("one key overwritten is put back above its own column, and no second column is added", async () => {
  const day = await district();
  const before = head(day.workspace, "cases");
  damage(day, "cases", overwriteOneKey);
  day.play(setUp);
  expect(head(day.workspace, "cases")).toEqual(before);
});

test("rows that cannot be told apart are left alone, and the words say which tab", async () => {
  const day = await district();
  damage(day, "cases", (tab, columns) =>
    [0, 1].flatMap((row) => columns.map((_, index) => write(tab, row, index, `x${index}`))),
  );
  const before = stateOf(day.workspace);
  day.play({ submit: second }, setUp);
  expect(day.workspace.runs.filter(({ ok }) => !ok).map(({ error }) => error)).toEqual([
    expect.stringMatching(/register-damaged: .*Cases/),
    expect.stringMatching(/register-damaged: .*Cases.*Version history/),
  ]);
  expect(stateOf(day.workspace).rows).toEqual(before.rows);
  const told = day.out().inbox.map(({ message }) => message);
  expect(told).toContain("report-waiting");
});

test("a whole register is read once by set-up, and nothing is written above the data", async () => {
  const day = await district();
  const before = tabIds.map((tab) => head(day.workspace, tab));
  day.play(setUp);
  expect(tabIds.map((tab) => head(day.workspace, tab))).toEqual(before);
});
