/** Whoever judges how a faulted day ends finds what is wrong with it. */
import { describe, expect, test } from "vitest";
import { ailments, type Registers } from "../../scripts/bench/faults/health";
import { isSameBeside } from "../../scripts/bench/faults/settle";
import {
  mailDifferences,
  rowDifferences,
  type State,
  usualAllowance,
} from "../../scripts/bench/faults/state";
import type { RawRow } from "../../src/register/cells";
import type { TabId } from "../../src/register/columns";

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

test.each<[string, string, boolean]>([
  ["as it was", '{"sweepSince":1788279002030,"openCases":"3"}', true],
  ["some seconds later", '{"sweepSince":1788279017030,"openCases":"3"}', true],
  ["a tick earlier", '{"sweepSince":1788278702030,"openCases":"3"}', false],
  ["of another case", '{"sweepSince":1788279002030,"openCases":"2"}', false],
  ["without it", '{"openCases":"3"}', false],
])("a day goes on where a known one did, or not: %s", (_name, beside, isSame) => {
  expect(isSameBeside('{"sweepSince":1788279002030,"openCases":"3"}', beside)).toBe(isSame);
});

describe("the end of a day is sound by itself, or not", () => {
  const act = { row: "26-0001 call", case: "26-0001", state: "Open", due: 46_266.4 };
  const one = {
    case: "26-0001",
    status: "Open",
    opened: 46_266.37,
    nextDue: 46_266.4,
    acknowledged: true,
    accepted: '{"status":"open","acknowledged":true}',
  };
  const report = { row: "r:1", part: 1, received: 46_266.37, writtenReportDue: 46_267.87 };
  const sent = { message: "r case-opened contact", state: "Sent" };
  const day = (rows: Partial<Record<TabId, readonly RawRow[]>> = {}): Registers =>
    new Map([
      [
        "main",
        new Map<TabId, readonly RawRow[]>(
          Object.entries({
            cases: [one],
            checklist: [act],
            reports: [report],
            outbox: [sent],
            ...rows,
            // The keys are ids of tabs.
          }) as [TabId, readonly RawRow[]][],
        ),
      ],
    ]);

  test.each<[string, Registers, RegExp | null]>([
    ["as it was", day(), null],
    ["the day of opening is gone", day({ cases: [{ ...one, opened: null }] }), /opened is/],
    [
      "a case without one",
      day({ cases: [one, { ...one, case: "26-0002", opened: null, nextDue: null }] }),
      /26-0002: opened/,
    ],
    ["an act's deadline is gone", day({ checklist: [{ ...act, due: null }] }), /due is from/],
    ["the case's is", day({ cases: [{ ...one, nextDue: null }] }), /next due/],
    [
      "the written report's is",
      day({ reports: [{ ...report, writtenReportDue: null }] }),
      /Due is/,
    ],
    [
      "an edit was never weighed",
      day({ cases: [{ ...one, accepted: '{"status":"open"}' }] }),
      /acknowledged is not accepted/,
    ],
    ["a message waits", day({ outbox: [{ ...sent, state: "Queued" }] }), /Queued/],
    ["a message is claimed for ever", day({ outbox: [{ ...sent, claimedUntil: 1 }] }), /message/],
  ])("%s", (_name, after, what) => {
    const found = ailments(day(), after);
    if (what === null) expect(found).toEqual([]);
    else expect(found.join("\n")).toMatch(what);
  });
});
