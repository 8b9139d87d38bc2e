/**
 * What people do to the first rows and the columns of a register, for each way in which a run can notice. After ten minutes, either
 * everything is as if no one had touched it, or nothing was written and people were told without the register.
 */

import { expect, test } from "vitest";
import { stateOf } from "../../scripts/bench/faults/state";
import { announceEdit } from "../../scripts/play/acts/edit";
import { editCells } from "../../scripts/workspace/sheets/person";
import type { TabId } from "../../src/register/columns";
import { tabs } from "../../src/tabs";
import type { Request } from "../day/damage";
import { byHand, columnAt, damagedTabs, head, insert, one, unmended, write } from "../day/damage";
import { Day } from "../day/day";
import { ash, call, minutes, report, submit } from "../day/events";
import { actOf, mails, outageMails } from "../day/look";
import { contact, lead } from "../day/people";

const second = report(ash);
const words = "Ask about the bus.";

type Damage = (tab: TabId) => readonly Request[];

const columnsOf = (tab: TabId) => tabs[tab].columns.map((_, at) => at);
const deleteRow = (tab: TabId, at: number) => ({
  deleteDimension: { range: one(tab, "ROWS", at) },
});
const overwrite = (tab: TabId, row: number) =>
  columnsOf(tab).map((at) => write(tab, row, at, `x${at}`));
const move = (source: ReturnType<typeof one>, destinationIndex: number) => ({
  moveDimension: { source, destinationIndex },
});

/** What is put right, and by how many rows the keys or titles had moved. */
const healed: Readonly<Record<string, Damage>> = {
  "a row inserted above the keys": (tab) => insert(tab, 0),
  "three rows inserted above the keys": (tab) => insert(tab, 0, 3),
  "three rows inserted above the titles": (tab) => insert(tab, 1, 3),
  "rows inserted above both": (tab) => [...insert(tab, 1, 2), ...insert(tab, 0, 2)],
  "a written row above the keys": (tab) => [...insert(tab, 0), write(tab, 0, 1, words)],
  "a written row above the titles": (tab) => [...insert(tab, 1, 2), write(tab, 2, 1, words)],
  "words that are keys, in a row above": (tab) => [
    ...insert(tab, 0),
    write(tab, 0, 1, tabs[tab].columns[2]?.key ?? ""),
  ],
  "the titles above the keys": (tab) => [move(one(tab, "ROWS", 1), 0)],
  "a row of data above the keys": (tab) => [move(one(tab, "ROWS", 2), 0)],
  "the keys deleted": (tab) => [deleteRow(tab, 0)],
  "the keys overwritten": (tab) => overwrite(tab, 0),
  "one key overwritten": (tab) => [write(tab, 0, columnsOf(tab).length - 2, "oops")],
  "the titles emptied": (tab) => columnsOf(tab).map((at) => write(tab, 1, at, "")),
  "the key column moved": (tab) => [move(one(tab, "COLUMNS", 0), 3)],
  "all columns turned round": (tab) =>
    columnsOf(tab).map((at) => move(one(tab, "COLUMNS", columnsOf(tab).length - 1), at)),
  "a column of the district's inserted first": (tab) => [
    { insertDimension: { range: one(tab, "COLUMNS", 0), inheritFromBefore: false } },
    write(tab, 1, 0, "Ours"),
  ],
  "another place and title of the tab": (tab) => {
    const { sheetId } = tabs[tab];
    const properties = { sheetId, index: 0, title: `It's ${tab}!` };
    return [{ updateSheetProperties: { properties, fields: "index,title" } }];
  },
  "titles renamed": (tab) => columnsOf(tab).map((at) => write(tab, 1, at, `Ours ${at}`)),
};

/** What cannot be identified. */
const unsure: Readonly<Record<string, Damage>> = {
  "keys and titles overwritten": (tab) => [...overwrite(tab, 0), ...overwrite(tab, 1)],
  "keys and titles deleted": (tab) => [deleteRow(tab, 0), deleteRow(tab, 0)],
  "one key overwritten whose title was renamed": (tab) => [
    write(tab, 0, 1, "oops"),
    write(tab, 1, 1, "Ours"),
  ],
  "titles renamed, and one key overwritten": (tab) => [
    ...columnsOf(tab).map((at) => write(tab, 1, at, `Ours ${at}`)),
    write(tab, 0, 1, "oops"),
  ],
  "keys deleted, and one title renamed": (tab) => [write(tab, 1, 1, "Ours"), deleteRow(tab, 0)],
};

/** Ticks the first call of the first case wherever its row stands today, as somebody does who sees only the titles. */
function tickCall(day: Day): void {
  const { store } = day.workspace;
  const spreadsheetId = day.fileId("main");
  const { rows } = day.tab("checklist").sheet;
  const row = rows.findIndex((cells) => cells?.values.includes(`26-0001 ${call}`) === true);
  const column = rows.map((cells) => cells?.values.indexOf("Done") ?? -1).find((at) => at >= 0);
  const at = { row, column: column ?? columnAt("checklist", "done"), values: [[true]] };
  const { sheetId } = tabs.checklist;
  const outcome = editCells(store, { spreadsheetId, sheetId, ...at }, contact);
  if ("refused" in outcome) throw new Error(outcome.refused);
  announceEdit(day.workspace, spreadsheetId, outcome.done, contact);
}

/** What meets the damage first; each ends with the same two reports taken in and the same step ticked. */
const ways = {
  report: (day: Day) => {
    day.play({ submit: second });
    tickCall(day);
    day.play(minutes(10));
  },
  edit: (day: Day) => {
    tickCall(day);
    day.play({ submit: second }, minutes(10));
  },
  clock: (day: Day) => {
    day.play({ loseTrigger: { submit: second } }, minutes(5));
    tickCall(day);
    day.play(minutes(10));
  },
} as const;
type Way = keyof typeof ways;
const wayNames = ["report", "edit", "clock"] as const;

async function played(way: Way, damage: readonly Request[]): Promise<Day> {
  const day = (await Day.betweenTicks()).reach(submit(), minutes(10));
  if (damage.length > 0) byHand(day.workspace, damage);
  ways[way](day);
  return day;
}

/** The rows of the register, whatever the order of their columns. */
const linesOf = (day: Day) =>
  unmended(stateOf(day.workspace).rows).map((line) => line.split(" ").sort().join(" "));

const undamaged = new Map<Way, ReturnType<typeof played>>();
function whole(way: Way) {
  const known = undamaged.get(way) ?? played(way, []);
  undamaged.set(way, known);
  return known;
}

/** Each damage in each way, in another tab each time. */
const table = Object.entries(healed).flatMap(([name, how], at) =>
  wayNames.map((way, place) => {
    const tab = damagedTabs[(3 * at + place) % damagedTabs.length] ?? "cases";
    // Nobody may type into a row above the titles.
    const isApart = name.startsWith("a row of data") && tab === "checklist";
    return [name, isApart ? "cases" : tab, way, how] as const;
  }),
);
/** Titles can be told from data only where a row has a number, a date or a tick. */
const titles = (["cases", "checklist", "reports", "outbox"] as const).map((tab, at) => {
  const how: Damage = (id) => [deleteRow(id, 1)];
  // A tick in a row that then moves is found by the clock, which does not know who made it.
  return ["the titles deleted", tab, at % 2 === 0 ? "report" : "clock", how] as const;
});

test.each([...table, ...titles])("%s in %s, met by the %s", async (name, tab, way, how) => {
  const before = await whole(way);
  const day = await played(way, how(tab));
  expect(day.workspace.runs.filter(({ ok }) => !ok)).toEqual([]);
  const out = day.out();
  const lines = linesOf(day);
  expect(linesOf(before).filter((line) => !lines.includes(line))).toEqual([]);
  const opened = mails(out, "case-opened").map((mail) => mail.case);
  expect(opened).toEqual(["26-0001", "26-0002"]);
  expect(actOf(out, call)?.["state"]).toBe("done");
  expect(out.reports.filter((row) => row["case"] !== null)).toHaveLength(2);
  expect(JSON.stringify(out.inbox)).not.toContain(words);
  if (!/column|renamed|another place/.test(name)) {
    expect(head(day.workspace, tab)).toEqual(head(before.workspace, tab));
    const mended = { what: "head-mended", column: tab };
    expect(out.activity).toContainEqual(expect.objectContaining(mended));
  }
});

test.each(
  Object.entries(unsure).flatMap(([name, how], at) =>
    wayNames.map((way, place) => {
      const tab = (["cases", "contacts", "checklist"] as const)[(at + place) % 3] ?? "cases";
      return [name, tab, way, how] as const;
    }),
  ),
)(
  "%s in %s, met by the %s: nothing is written, and people are told",
  async (_name, tab, way, how) => {
    const day = (await Day.betweenTicks()).reach(submit({ immediateDanger: "yes" }), minutes(10));
    byHand(day.workspace, how(tab));
    const before = stateOf(day.workspace).rows;
    if (way === "edit") {
      const { sheetId } = tabs.cases;
      day.announce({ sheetId, rowStart: 3, rowEnd: 3, columnStart: 2, columnEnd: 2 });
    }
    const next = { submit: second };
    day.play(way === "clock" ? { loseTrigger: next } : next, minutes(30));
    expect(stateOf(day.workspace).rows).toEqual(before);
    const { inbox } = day.out();
    const told = outageMails({ inbox }).filter(({ to }) => to.includes(lead));
    const all = told.map(({ text }) => text).join("\n");
    for (const words of ["waits in the Form", "three times in a row", "without a call on record"])
      expect(all).toContain(words);
  },
);

test.each([damagedTabs.slice(0, 4), damagedTabs.slice(4)])(
  "words alone in the column of keys stay words of the district's: %s, %s, %s, %s",
  async (...ids) => {
    const day = (await Day.betweenTicks()).reach(submit(), minutes(10));
    const column = (tab: TabId) => columnAt(tab, tabs[tab].keyColumn);
    byHand(
      day.workspace,
      ids.flatMap((tab) => [...insert(tab, 0, 2), write(tab, 0, column(tab), words)]),
    );
    day.play({ submit: second }, minutes(10));
    // By its end the hourly looks have been; most of the hour no clock fires.
    day.sleep("PT45M");
    day.play(minutes(10));
    expect(day.workspace.runs.filter(({ ok }) => !ok)).toEqual([]);
    const { cells, inbox, reports } = day.out();
    expect(reports.filter((row) => row["case"] !== null)).toHaveLength(2);
    expect(JSON.stringify(inbox)).not.toContain(words);
    expect(JSON.stringify(cells)).toContain(words);
  },
);

test("a register of sealed reports is put right too, and no one else learns of it", async () => {
  const day = await Day.betweenTicks();
  day.play(submit({ recipientMayBeInvolved: "contact" }), minutes(10));
  byHand(day.workspace, [...insert("cases", 0, 2), ...insert("reports", 0)], day.fileId("sealed"));
  day.play({ submit: { ...second, recipientMayBeInvolved: "administrator" } }, minutes(40));
  expect(day.workspace.runs.filter(({ ok }) => !ok)).toEqual([]);
  const { cases, activity } = day.out();
  expect(cases.map((row) => [row["register"], row["student"]])).toEqual([
    ["sealed", "Rowan Pine"],
    ["sealed", "Ash Grove"],
  ]);
  const inMain = activity.filter(({ register }) => register === "main");
  expect(inMain.map(({ what }) => what)).not.toContain("head-mended");
});
