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

  test.each<[string, State, number]>([
    ["nothing differs", state, 0],
    ["a row is gone", { ...state, rows: state.rows.slice(1) }, 1],
    ["a row stands twice", { ...state, rows: [...state.rows, ...state.rows.slice(0, 1)] }, 1],
    [
      "a cell differs",
      { ...state, rows: state.rows.map((line) => line.replace("26-0001", "26-0002")) },
      2,
    ],
    [
      "an instant is some minutes later",
      { ...state, rows: state.rows.map((line) => line.replace("09:01", "09:10")) },
      0,
    ],
    [
      "an instant is a day later",
      { ...state, rows: state.rows.map((line) => line.replace("09-01T", "09-02T")) },
      2,
    ],
    [
      "an instant is gone",
      { ...state, rows: state.rows.map((line) => line.replace(/ opened=.*/, "")) },
      2,
    ],
    [
      "nobody can know who it was",
      { ...state, rows: [...state.rows.slice(0, 1), 'main log: who="unknown editor"'] },
      2,
    ],
    [
      "somebody else did it",
      { ...state, rows: [...state.rows.slice(0, 1), 'main log: who="lead@district.example"'] },
      2,
    ],
  ])("%s", (_name, found, differences) => {
    expect(rowDifferences(state, found)).toHaveLength(differences);
  });

  test("but for who it was, where the run of the edit was lost", () => {
    const nobody = {
      ...state,
      rows: [...state.rows.slice(0, 1), 'main log: who="unknown editor"'],
    };
    expect(rowDifferences(state, nobody, { ...usualAllowance, isEditorLost: true })).toEqual([]);
  });

  test.each<[string, readonly string[], { lost: number; twice: number; wrong: number }]>([
    ["as it was", state.mails, { lost: 0, twice: 0, wrong: 0 }],
    ["a mail is lost", [], { lost: 1, twice: 0, wrong: 0 }],
    ["it came twice", [...state.mails, ...state.mails], { lost: 0, twice: 1, wrong: 0 }],
    [
      "it came three times",
      [...state.mails, ...state.mails, ...state.mails],
      { lost: 0, twice: 0, wrong: 1 },
    ],
    ["another came too", [...state.mails, "lead | x | y"], { lost: 0, twice: 0, wrong: 1 }],
  ])("%s", (_name, mails, { lost, twice, wrong }) => {
    const found = mailDifferences(state, { ...state, mails });
    expect([found.lost.length, found.twice.length, found.wrong.length]).toEqual([
      lost,
      twice,
      wrong,
    ]);
  });
});

test("a send or a sleep under the lock would be seen", () => {
  const call = (path: string): CallRecord => ({
    path,
    countedAs: path,
    runId: 1,
    function: "onClock",
    args: [],
  });
  const [lock, send, release] = [
    call("Lock.tryLock"),
    call("MailApp.sendEmail"),
    call("Lock.releaseLock"),
  ];
  expect(underLock([lock, release, send])).toEqual([]);
  expect(underLock([lock, send, release])).toEqual(["onClock: MailApp.sendEmail"]);
  expect(underLock([lock, { ...send, runId: 2 }, release])).toEqual([]);
});
