/** Rows that somebody inserts above or between the keys and the titles of a tab: the next run mends that, and nothing is lost or told twice. */

import { expect, test } from "vitest";
import { stateOf } from "../../scripts/bench/faults/state";
import { announceEdit } from "../../scripts/play/acts/edit";
import { mainRegister } from "../../scripts/play/register-cells";
import { editCells } from "../../scripts/workspace/sheets/person";
import { sheetsSlice } from "../../scripts/workspace/sheets/store";
import type { TabId } from "../../src/register/columns";
import { tabs } from "../../src/register/tabs";
import {
  byHand,
  columnAt,
  damagedTabs,
  head,
  insert,
  one,
  type Request,
  unmended,
  write,
} from "../day/damage";
import { Day } from "../day/day";
import { ash, call, minutes, report, submit } from "../day/events";
import { mailTo } from "../day/look";
import { admin, contact, lead } from "../day/people";
import { everySecond } from "../every-point";

const first = report();
const second = report(ash);
const words = "Ask about the bus.";

type Damage = (tab: TabId) => readonly Request[];
type Damages = readonly (readonly [string, Damage])[];

const emptyRow: Damages = [["a row inserted above its keys", (tab) => insert(tab, 0)]];

const emptyRows: Damages = [
  ["three rows inserted above its keys", (tab) => insert(tab, 0, 3)],
  ["a row inserted above its titles", (tab) => insert(tab, 1)],
  ["three rows inserted above its titles", (tab) => insert(tab, 1, 3)],
  ["rows inserted above both", (tab) => [...insert(tab, 1, 2), ...insert(tab, 0, 2)]],
];

const written: Damages = [
  ["a written row above its keys", (tab) => [...insert(tab, 0), write(tab, 0, 1, words)]],
  ["a written row among three", (tab) => [...insert(tab, 0, 3), write(tab, 1, 1, words)]],
  ["a written row above its titles", (tab) => [...insert(tab, 1), write(tab, 1, 1, words)]],
];

async function district(): Promise<Day> {
  return (await Day.betweenTicks()).reach(submit(), minutes(10));
}

/** Ticks the first call of the first case wherever its row stands today, as somebody does who sees only the titles. */
function tickCall(day: Day): void {
  const spreadsheetId = mainRegister(day.workspace.store);
  const { sheetId } = tabs.checklist;
  const sheet = sheetsSlice(day.workspace.store).spreadsheets[spreadsheetId]?.sheets.find(
    ({ properties }) => properties.sheetId === sheetId,
  );
  const key = columnAt("checklist", "row");
  const row = sheet?.rows.findIndex((cells) => cells?.values[key] === `26-0001 ${call}`) ?? -1;
  const column = columnAt("checklist", "done");
  const edit = { spreadsheetId, sheetId, row, column, values: [[true]] };
  const outcome = editCells(day.workspace.store, edit, contact);
  if ("refused" in outcome) throw new Error(outcome.refused);
  announceEdit(day.workspace, spreadsheetId, outcome.done, contact);
}

/** What finds the damage first; each ends with the same two reports taken in and the same act ticked. */
const ways = {
  report: (day: Day) => {
    day.play({ submit: second });
    tickCall(day);
    day.play(minutes(10));
  },
  edit: (day: Day) => {
    tickCall(day);
    day.play({ submit: second }, { advance: "PT10M" });
  },
  clock: (day: Day) => {
    day.play({ loseTrigger: { submit: second } }, { advance: "PT5M" });
    tickCall(day);
    day.play(minutes(10));
  },
} as const;
const wayNames = ["report", "edit", "clock"] as const;

async function played(way: keyof typeof ways, damage: readonly Request[]) {
  const day = await district();
  if (damage.length > 0) byHand(day.workspace, damage);
  ways[way](day);
  return day;
}

function expectWhole(day: Day): void {
  expect(day.workspace.runs.filter(({ ok }) => !ok)).toEqual([]);
  const { cases, reports, checklist, inbox } = day.out();
  const ofCases = (rows: typeof cases) => rows.filter((row) => row["case"] !== null);
  expect(ofCases(cases).map((row) => [row["case"], row["student"], row["reports"]])).toEqual([
    ["26-0001", "Rowan Pine", 1],
    ["26-0002", "Ash Grove", 1],
  ]);
  expect(ofCases(reports)).toHaveLength(2);
  const act = checklist.find((row) => row["case"] === "26-0001" && row["act"] === call);
  expect([act?.["state"], act?.["doneBy"]]).toEqual(["done", contact]);
  expect(inbox.flatMap(({ message, case: of }) => (message === "case-opened" ? [of] : []))).toEqual(
    ["26-0001", "26-0002"],
  );
}

interface Whole {
  readonly day: Day;
  readonly rows: ReturnType<typeof unmended>;
}

/** What there is where nobody has damaged anything. */
const undamaged = new Map<string, Whole>();

async function whole(way: keyof typeof ways): Promise<Whole> {
  const known = undamaged.get(way);
  if (known !== undefined) return known;
  const day = await played(way, []);
  const made = { day, rows: unmended(stateOf(day.workspace).rows) };
  undamaged.set(way, made);
  return made;
}

const singles = damagedTabs.map((tab) => [tab]);
/** Two of each: one that each run reads and one that few do. */
const pairs = damagedTabs.slice(0, 4).map((tab, at) => [tab, damagedTabs[at + 4] ?? tab]);

/** Every damage to all those tabs, found in one way each, in turn. */
const matrix = (groups: readonly (readonly (typeof damagedTabs)[number][])[], damages: Damages) =>
  groups.flatMap((ids, at) =>
    damages.map(([name, how], place) => {
      const way = wayNames[(at + place) % 3] ?? "report";
      return [ids.join(" and "), name, way, ids, how] as const;
    }),
  );

test.each(everySecond([...matrix(singles, emptyRow), ...matrix(pairs, emptyRows)]))(
  "%s: %s, found by the %s",
  async (_ids, _name, way, ids, how) => {
    const undamaged = await whole(way);
    const day = await played(way, ids.flatMap(how));
    expectWhole(day);
    for (const tab of ids)
      expect(head(day.workspace, tab)).toEqual(head(undamaged.day.workspace, tab));
    expect(unmended(stateOf(day.workspace).rows)).toEqual(undamaged.rows);
    const { inbox, activity } = day.out();
    const mended = activity.flatMap(({ what, column }) => (what === "head-mended" ? [column] : []));
    expect(mended.sort()).toEqual([...ids].sort());
    const told = inbox.filter(({ message }) => message === "rows-moved");
    for (const tab of ids) {
      const own = told.filter(({ text }) => text.includes(tabs[tab].title));
      expect(own.map(({ to }) => to.join()).sort()).toEqual([admin, lead]);
    }
    for (const { text } of told) expect(text).not.toContain("with words in it");
  },
);

test.each(matrix(pairs, written))("%s: %s, found by the %s", async (_ids, _name, way, ids, how) => {
  const undamaged = await whole(way);
  const day = await played(way, ids.flatMap(how));
  expectWhole(day);
  // Every row that there would have been is there, and beside them what was written.
  const rows = unmended(stateOf(day.workspace).rows);
  const missing = undamaged.rows.filter((line) => !rows.includes(line));
  // A row of the directory more has a word beside it, and so has its mail.
  expect(missing).toEqual([]);
  const mails = mailTo(day.out(), lead).filter(({ message }) => message === "rows-moved");
  for (const tab of ids) {
    expect(head(day.workspace, tab)).toEqual(head(undamaged.day.workspace, tab));
    const { sheet } = day.tab(tab);
    const at = sheet.rows.findIndex((row) => row?.values.includes(words)) ?? -1;
    expect(at).toBe(3);
    const [told] = mails.filter(({ text }) => text.includes(tabs[tab].title));
    expect(told?.text).toContain("just below the first row of data");
    expect(told?.text).not.toContain(words);
  }
});

test.each([damagedTabs.slice(0, 4), damagedTabs.slice(4)])(
  "words alone in the column of keys are no row of ours: %s, %s, %s, %s",
  async (...ids) => {
    const day = await district();
    const column = (tab: TabId) => columnAt(tab, tabs[tab].keyColumn);
    byHand(
      day.workspace,
      ids.flatMap((tab) => [...insert(tab, 0, 2), write(tab, 0, column(tab), words)]),
    );
    day.play({ submit: second }, { advance: "PT10M" });
    // By its end the hourly looks have been; most of the hour no clock fires.
    day.workspace.passUnattended(45 * 60_000);
    day.play(minutes(10));
    expect(day.workspace.runs.filter(({ ok }) => !ok)).toEqual([]);
    const { cells, inbox, reports } = day.out();
    expect(reports).toHaveLength(2);
    expect(JSON.stringify(cells)).not.toContain(words);
    expect(JSON.stringify(inbox)).not.toContain(words);
    for (const tab of ids) {
      const { sheet } = day.tab(tab);
      expect(sheet.rows[3]?.notes?.[String(column(tab))], tab).toBe(words);
    }
  },
);

test("a row of data that was dragged above the keys is a row of data again", async () => {
  const day = await district();
  day.play({ submit: second });
  byHand(day.workspace, [
    { moveDimension: { source: one("cases", "ROWS", 3), destinationIndex: 0 } },
  ]);
  day.play({ submit: { ...second, facts: "Once more." } }, { advance: "PT10M" });
  const { cases } = day.out();
  expect(cases.map((row) => [row["case"], row["reports"]])).toEqual([
    ["26-0001", 1],
    ["26-0002", 2],
  ]);
});

test("words that are keys of ours, in a row above, are not taken for the keys", async () => {
  const day = await district();
  const typed = ["school", "name", "phone", "email"];
  byHand(day.workspace, [
    ...insert("contacts", 0),
    ...typed.map((word, at) => write("contacts", 0, at, word)),
  ]);
  day.play({ submit: second }, { advance: "PT10M" });
  expect(day.workspace.runs.filter(({ ok }) => !ok)).toEqual([]);
  expect(head(day.workspace, "contacts")[0]).toEqual(tabs.contacts.columns.map(({ key }) => key));
  expect(day.out().cases[1]?.["contact"]).toBe(contact);
});

test("a reader's file is mended too, and nobody but the reader is told", async () => {
  const day = await Day.betweenTicks();
  const sealed = { ...first, recipientMayBeInvolved: "contact" };
  day.play({ submit: sealed }, { advance: "PT10M" });
  const id = day.fileId("sealed");
  byHand(day.workspace, [...insert("cases", 0, 2), ...insert("reports", 0)], id);
  day.play(
    { submit: { ...second, recipientMayBeInvolved: "administrator" } },
    { advance: "PT40M" },
  );
  expect(day.workspace.runs.filter(({ ok }) => !ok)).toEqual([]);
  const { cases, inbox, activity } = day.out();
  expect(cases.map((row) => [row["register"], row["student"]])).toEqual([
    ["sealed", "Rowan Pine"],
    ["sealed", "Ash Grove"],
  ]);
  const told = inbox.filter(({ message }) => message === "rows-moved");
  expect(told.map(({ to }) => to)).toEqual([[lead]]);
  expect(activity.filter(({ register }) => register === "main")).not.toContainEqual(
    expect.objectContaining({ what: "head-mended" }),
  );
});
