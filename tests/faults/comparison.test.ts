/** What judges the end of a faulted day tells of every row, mail and instant that differs, and lets pass what a later run may do. */

import { describe, expect, test } from "vitest";
import { underLock } from "../../scripts/bench/faults/stage";
import {
  mailDifferences,
  rowDifferences,
  type State,
  usualAllowance,
} from "../../scripts/bench/faults/state";
import type { CallRecord } from "../../scripts/workspace/index";

describe("the comparison can fail", () => {
  const state: State = {
    rows: [
      'main cases: case="26-0001" opened=⟨2026-09-01T09:01:00.000Z⟩',
      'main log: who="contact@district.example"',
    ],
    mails: ["contact@district.example | Student safety case 26-0001: action needed | Call."],
  };

  const [one = "", other = ""] = state.rows;
  const changed = (from: string | RegExp, to: string) => [one.replace(from, to), other];

  test.each<[string, readonly string[], number]>([
    ["nothing differs", [one, other], 0],
    ["a row is gone", [other], 1],
    ["a row stands twice", [one, other, one], 1],
    ["a cell differs", changed("26-0001", "26-0002"), 2],
    ["an instant is some minutes later", changed("09:01", "09:10"), 0],
    ["an instant is a day later", changed("09-01T", "09-02T"), 2],
    ["an instant is gone", changed(/ opened=.*/, ""), 2],
    ["no one can know who it was", [one, 'main log: who="unknown editor"'], 2],
    ["someone else did it", [one, 'main log: who="lead@district.example"'], 2],
  ])("%s", (_name, rows, differences) => {
    expect(rowDifferences(state, { ...state, rows })).toHaveLength(differences);
  });

  test("but for who it was, where the run of the edit was lost", () => {
    const nobody = { ...state, rows: [one, 'main log: who="unknown editor"'] };
    expect(rowDifferences(state, nobody, { ...usualAllowance, isEditorLost: true })).toEqual([]);
  });

  const [mail = ""] = state.mails;
  test.each<[string, readonly string[], readonly number[]]>([
    ["as it was", [mail], [0, 0, 0]],
    ["a mail is lost", [], [1, 0, 0]],
    ["it came twice", [mail, mail], [0, 1, 0]],
    ["it came three times", [mail, mail, mail], [0, 0, 1]],
    ["another came too", [mail, "lead | x | y"], [0, 0, 1]],
  ])("%s", (_name, mails, counts) => {
    const { lost, twice, wrong } = mailDifferences(state, { ...state, mails });
    expect([lost, twice, wrong].map((list) => list.length)).toEqual(counts);
  });
});

test("a send or a sleep under the lock would be seen", () => {
  const same = { runId: 1, function: "onClock", args: [] };
  const call = (path: string): CallRecord => ({ ...same, path, countedAs: path });
  const [lock, send, release] = [
    call("Lock.tryLock"),
    call("MailApp.sendEmail"),
    call("Lock.releaseLock"),
  ];
  expect(underLock([lock, release, send])).toEqual([]);
  expect(underLock([lock, send, release])).toEqual(["onClock: MailApp.sendEmail"]);
  expect(underLock([lock, { ...send, runId: 2 }, release])).toEqual([]);
});
