/** A case reference is given only once, whatever happens to its row, because emails that name it cannot be taken back. */

import { expect, test } from "vitest";
import {
  deleteRows,
  restoreVersion,
  versionOf,
} from "../../scripts/workspace/sheets/person-structure";
import { firstDataRow } from "../../src/register/columns";
import { tabs } from "../../src/tabs";
import { Day, playDay } from "../day/day";
import { fault, minutes, submit } from "../day/events";
import { mails, type Output } from "../day/look";
import { admin, alternateRow, demoAnd } from "../day/people";

const sent = (studentName: string, studentId: string, more: object = {}) =>
  submit({ studentName, studentId, ...more });
const first = sent("Rowan Pine", "730194");
const second = sent("Ash Grove", "730195");
const deleteFirst = { sheet: { deleteRows: { tab: "cases", case: "26-0001" } } };
const restored = { sheet: { restoreVersion: { event: -1 } } };

const referencesOf = ({ cases }: Output) =>
  Object.fromEntries(cases.map((one) => [String(one["student"]), one["case"]]));

/** The run of the first report is cut off at a call, before anybody is told. */
const cutOff = (call: string) => [{ fault: { call, when: "stop" } }, first, minutes(10)];
const forgets = fault("Properties.setProperty", 9);

test.each<[string, readonly object[], string]>([
  ["its row is deleted", [first, deleteFirst], "26-0002"],
  ["an old version is restored", [first, restored], "26-0002"],
  ["the script's store took nothing, and its row stands", [forgets, first], "26-0002"],
  ["its run could not remember it", [...cutOff("Properties.setProperty"), deleteFirst], "26-0002"],
  ["several cases are gone", [first, sent("Sky Reed", "730196"), restored], "26-0003"],
])("the next case has another one where %s", async (_name, events, expected) => {
  const out = await playDay([...events, second]);
  expect(referencesOf(out)["Ash Grove"]).toBe(expected);
  const told = mails(out, "case-opened").filter(({ subject }) => subject.includes(expected));
  expect(told).toHaveLength(1);
});

test("a new year begins at 0001, also when the old one's rows are gone", async () => {
  const start = "2026-12-31T23:45:00-08:00";
  const out = await playDay([first, deleteFirst, minutes(30), second], { start });
  expect(referencesOf(out)).toEqual({ "Ash Grove": "27-0001" });
});

test("the sealed registers count for themselves, theirs come back neither, and the script's memory does not know that they were used", async () => {
  const day = await Day.betweenTicks({ directory: demoAnd(alternateRow) });
  const { store } = day.workspace;
  const sealed = { recipientMayBeInvolved: "contact" };
  const version = versionOf(store, day.fileId("sealed"));
  day.play(sent("Rowan Pine", "730194", sealed), first);
  const place = { spreadsheetId: day.fileId("sealed"), sheetId: tabs.cases.sheetId };
  const deleted = deleteRows(store, place, firstDataRow, 1, admin);
  expect(deleted).toEqual({ done: null });
  day.play(
    sent("Ash Grove", "730195", sealed),
    sent("Sky Reed", "730196", { recipientMayBeInvolved: "lead" }),
  );
  if (version === null) throw new Error("there is no sealed register");
  restoreVersion(store, version, admin);
  day.play(sent("Wren Hill", "730197", sealed));
  const { cases } = day.out();
  expect(cases.map((one) => [one["student"], one["case"]])).toEqual([
    ["Rowan Pine", "26-0001"],
    ["Wren Hill", "26-0003"],
    ["Sky Reed", "26-0001"],
  ]);
  // One report of the main register; nothing that others can look into says how many went elsewhere.
  expect(JSON.stringify(day.properties())).not.toMatch(/26-0002/);
  expect(day.properties()["referencesGiven"]).toBe('"26-0001"');
});
